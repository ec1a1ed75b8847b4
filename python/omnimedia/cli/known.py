"""Names that the input does not know: they are told, with the known one that is nearest."""

from __future__ import annotations

import difflib
import itertools
from typing import TYPE_CHECKING, Any

import omnimedia as om
from omnimedia.cli import codes, screen
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.words import count

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import PurePath

# among how many names the nearest is looked for, by spelling and by letters alone
_COMPARED = 20_000
_LOOKED_AT = 1_000_000
# so many names that nothing is known of are told of each kind
_TOLD = 5
_ADVICE = {
    "channel": "check the number of the channel; the empty one is Omnichannel",
    "locale": "check the tag of the locale",
    "catalog": "check the number of the catalog; the empty one is the default",
    "product": "check the number; numbers compare byte for byte",
}


def nearest(name: str, names: Iterable[str]) -> str | None:
    """Give the name that is spelled most like another, if one is near."""
    seen = list(itertools.islice(names, _LOOKED_AT))
    if name in seen:
        # it is there, and something else is wrong with it
        return None
    folded = name.casefold()
    for one in seen:
        if one.casefold() == folded:
            return one
    if len(seen) > _COMPARED:
        # spelling is compared with few: those that begin alike
        seen = [one for one in seen if one[:3].casefold() == folded[:3]][:_COMPARED]
    near = difflib.get_close_matches(name, seen, n=1, cutoff=0.7)
    return near[0] if near else None


def _hint(name: str, names: Iterable[str], advice: str) -> str:
    near = nearest(name, names)
    return advice if near is None else f"did you mean `{near}`?"


def need(what: str, asked: Iterable[str] | None, names: Iterable[str], file: PurePath | None) -> None:
    """Refuse names that are not among the known ones."""
    has = dict.fromkeys(names)
    wrong = [
        Wrong("not_found", f"no {what} `{name}`", _hint(name, has, _ADVICE[what]))
        for name in dict.fromkeys(asked or [])
        if name not in has
    ]
    if wrong:
        raise Refusal(codes.BAD_INPUT, wrong, file)


def need_places(
    asked: Mapping[str, Iterable[str] | None], contexts: Iterable[om.Context], file: PurePath | None
) -> None:
    """Refuse channels, locales and catalogs that no context has; nothing and Neutral are always known."""
    seen = list(contexts)
    need("channel", asked.get("channel"), ["", *_parts(seen, "channel")], file)
    need("catalog", asked.get("catalog"), ["", *_parts(seen, "catalog")], file)
    locales = [_canonical(one) for one in asked.get("locale") or []]
    need("locale", ["" if one is None else one for one in locales], ["", *_parts(seen, "locale")], file)


def _parts(contexts: Iterable[om.Context], name: str) -> list[str]:
    parts = dict.fromkeys(getattr(context, name) for context in contexts)
    return [part for part in parts if part]


def _canonical(locale: str) -> str | None:
    """Give a locale as contexts have it; `None` is Neutral."""
    try:
        return om.Context(locale=locale).locale
    except om.Fault as fault:
        raise Refusal(codes.USAGE, [Wrong.of(one) for one in fault.faults]) from None


def numbers(side: om.Publication | om.Snapshot) -> Iterator[str]:
    """Give the numbers of products and variants; of a snapshot, of so many as are looked at."""
    if isinstance(side, om.Publication):
        yield from side.products
        for product in side.products:
            yield from side.variants(product)
        return
    rows = side.rows(columns=["product", "variant"], contexts=[om.Context()])
    for row in itertools.islice(rows, _LOOKED_AT):
        yield row["variant"] or row["product"]


def contexts_of(tenant: om.Tenant) -> Iterator[om.Context]:
    """Give the contexts that a tenant knows: of its channels, its documents and what it publishes."""
    yield from (om.Context(channel=channel) for channel in tenant.channels)
    for target in tenant.targets():
        place: dict[str, Any] = {**target}
        parts = {name: place[name] for name in ("channel", "locale", "catalog") if place.get(name)}
        if parts:
            yield om.Context(**parts)
    yield from tenant.publication().known_contexts()


def refused(
    file: PurePath | None, fault: om.Fault, asked: Iterable[str | None], names: Callable[[], Iterable[str]]
) -> Refusal:
    """Make the refusal of a fault; of a name that is not there, with the nearest one that is."""
    wrong = []
    for one in map(Wrong.of, fault.faults):
        missed = next((name for name in asked if name and f"`{name}`" in one.message), None)
        if one.code in {"not_found", "not_in_tenant"} and missed is not None:
            wrong.append(one._replace(advice=_hint(missed, names(), one.advice)))
        else:
            wrong.append(one)
    return Refusal(codes.BAD_INPUT, wrong, file)


def warn(contexts: Callable[[], Iterable[om.Context]], asked: om.Context) -> None:
    """Tell a person of a channel or catalog that nothing is known of: it may be asked, and may be a slip."""
    warn_of(contexts, channel=[asked.channel], catalog=[asked.catalog])


def warn_of(contexts: Callable[[], Iterable[om.Context]], **asked: Iterable[str | None]) -> None:
    """Tell the same of several, by what they are: a few of each, and how many more."""
    wanted = {what: dict.fromkeys(name for name in names if name) for what, names in asked.items()}
    if not any(wanted.values()):
        return
    seen = list(contexts())
    for what, names in wanted.items():
        there = _parts(seen, what)
        unknown = [name for name in names if name not in there]
        for name in unknown[:_TOLD]:
            near = nearest(name, there)
            hint = "" if near is None else f"; did you mean `{near}`?"
            _warn(f"nothing is known of the {what} `{name}`{hint}")
        if len(unknown) > _TOLD:
            _warn(f"nor of {count(len(unknown) - _TOLD, f'other {what}')}")


def _warn(told: str) -> None:
    screen.show([screen.hang(screen.line(("! ", screen.BAD)), screen.line(told))], screen.err())


def need_products(
    asked: Iterable[str] | None, sides: Sequence[om.Publication] | Sequence[om.Snapshot]
) -> None:
    """Refuse numbers that are no products on any side; a variant is named with its product."""
    wrong = []
    for name in dict.fromkeys(asked or []):
        found = [answer for answer in (_asked(side, name) for side in sides) if answer is not None]
        if any(answer.product == name for answer in found):
            continue
        if found:
            advice = f"it is a variant: name its product, `{found[0].product}`"
        else:
            names = (number for side in sides for number in numbers(side))
            advice = _hint(name, names, _ADVICE["product"])
        wrong.append(Wrong("not_found", f"no product `{name}`", advice))
    if wrong:
        raise Refusal(codes.BAD_INPUT, wrong)


def _asked(side: om.Publication | om.Snapshot, name: str) -> om.Answer | None:
    """Give what a side answers to a number; `None` where it has no such one."""
    try:
        return side.resolve(name)
    except om.Fault:
        return None
