"""Text for people: made visible, cut, counted, listed."""

from __future__ import annotations

import itertools
import unicodedata
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import PurePath

T = TypeVar("T")
_OF_A_KIND = 3
# they join letters and emoji, and are seen by what they join
_JOINERS = "\u200c\u200d"
# controls, formats such as those that turn the direction of text, halves of characters, ends of lines
_UNSEEN = {"Cc", "Cf", "Cs", "Zl", "Zp"}


_SHORT = {"\n": "\\n", "\r": "\\r", "\t": "\\t"}


def visible(text: str) -> str:
    """Give text of others with everything escaped that a terminal would obey or not show."""
    if text.isprintable():
        return text
    return "".join(
        _SHORT.get(character) or f"\\u{{{ord(character):x}}}"
        if unicodedata.category(character) in _UNSEEN and character not in _JOINERS
        else character
        for character in text
    )


def called(file: PurePath | str | None) -> str:
    """Give the name of a file in words; `-` is the standard input."""
    name = str(file or "")
    return "the standard input" if name == "-" else visible(name)


def cut(text: str, most: int = 500) -> str:
    """Give text of others that goes on and on no longer than people read it."""
    return text if len(text) <= most else f"{text[:most]}…"


def placed(file: PurePath | str | None) -> str:
    """Give the name of a file that is written in words; `-` is the standard output."""
    name = str(file or "")
    return "the standard output" if name == "-" else visible(name)


def number(many: int) -> str:
    """Give a number with its thousands apart."""
    return f"{many:,}"


def count(many: int, one: str, more: str | None = None) -> str:
    """Give `1 row`, `2 rows`."""
    return f"{number(many)} {one if many == 1 else more or one + 's'}"


def of(many: int, more: str) -> str:
    """Give `row` for one, `rows` for any other number."""
    return more.removesuffix("s") if many == 1 else more


def listed(names: Sequence[str], most: int, between: str = ", ") -> str:
    """Give names in a row, no more than `most` of them; one more is as short as saying so."""
    most += len(names) == most + 1
    text = between.join(names[:most])
    return text if len(names) <= most else f"{text} and {number(len(names) - most)} more"


def size(many: int) -> str:
    """Give a number of bytes as people read it."""
    for factor, unit in ((10**9, "GB"), (10**6, "MB"), (10**3, "kB")):
        if many >= factor:
            return f"{many / factor:.1f} {unit}"
    return count(many, "byte")


def took(seconds: float) -> str:
    """Give a time as people read it."""
    for limit, factor, form, unit in ((1e-3, 1e6, ".0f", "µs"), (1.0, 1e3, ".1f", "ms")):
        if seconds < limit:
            return f"{seconds * factor:{form}} {unit}"
    return f"{seconds:.2f} s"


def first_of_each(things: Sequence[T], most: int, kind: Callable[[T], object]) -> list[T]:
    """Choose the first things, but so that the first of each kind are among them; their order stays."""
    of_kind: dict[object, int] = {}
    chosen = []
    for at, thing in enumerate(things):
        of_kind[kind(thing)] = many = of_kind.get(kind(thing), 0) + 1
        if many <= _OF_A_KIND:
            chosen.append(at)
    chosen = chosen[:most]
    have = set(chosen)
    rest = (at for at in range(len(things)) if at not in have)
    chosen.extend(itertools.islice(rest, most - len(chosen)))
    return [things[at] for at in sorted(chosen)]


def joined(names: Iterable[str], last: str = "or") -> str:
    """Give `a, b or c`."""
    *front, end = names
    return f"{', '.join(front)} {last} {end}" if front else end
