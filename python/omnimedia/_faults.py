"""The exceptions: what is wrong, where, and what to do about it."""

from __future__ import annotations

from typing import Any, NamedTuple

_SHOWN = 100
"""Faults that a message tells."""


class Place(NamedTuple):
    """Where something stands; as text the whole of it, such as `line 7: product.media[0].locale`.

    Rows, lines and columns count from 1, columns in bytes. A part that is not known is `None`.
    """

    text: str
    """All of it, as it stands in messages; empty where the argument itself is at fault."""
    path: str | None
    """A path such as `products[3].media[0].locale`, or the name of a manifest's column."""
    row: int | None
    """The row of a manifest; the header is row 1."""
    line: int | None
    """The line of a text."""
    column: int | None
    """The column of a line, in bytes."""

    def __str__(self) -> str:
        """All of it, as it stands in messages."""
        return self.text


class _Told(Exception):  # noqa: N818 - what is told, not what it is called
    """What both kinds of exceptions carry."""

    code: str
    number: int
    message: str
    place: Place
    advice: str

    def __init__(  # noqa: PLR0913, PLR0917 - made by the library alone, of all its parts
        self,
        code: str,
        number: int,
        message: str,
        place: Place,
        advice: str,
        faults: tuple[Fault, ...] | None = None,
    ) -> None:
        """Take the parts; `faults` is all that was found, where it was more than one thing."""
        super().__init__(code, number, message, place, advice, faults)
        self.code = code
        self.number = number
        self.message = message
        self.place = place
        self.advice = advice
        self._faults = faults

    def _line(self) -> str:
        before = f"{self.place}: " if self.place.text else ""
        return f"{before}{self.message}; {self.advice}"

    def __str__(self) -> str:
        """Give a line for each fault: where, what, what to do; of many the first hundred."""
        if self._faults is None:
            return self._line()
        lines = [fault._line() for fault in self._faults[:_SHOWN]]  # noqa: SLF001 - of this class
        if more := len(self._faults) - len(lines):
            lines.append(f"and {more} more; `faults` has all of them")
        return "\n".join(lines)

    def __reduce__(self) -> tuple[Any, ...]:
        """Pickle by the parts."""
        return type(self), self.args

    def to_dict(self) -> dict[str, Any]:
        """Give the parts by name, in the form that every language shares."""
        return {
            "code": self.code,
            "number": self.number,
            "message": self.message,
            "place": self.place.text,
            "advice": self.advice,
        }


class Fault(_Told, ValueError):  # noqa: N818 - the word for it in every language
    """Something that the caller gave is wrong: what, where, and what to do.

    One is raised for all that is wrong with an input: it tells the first, and `faults` has every one.
    """

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything that was found; at least this one."""
        return (self,) if self._faults is None else self._faults


class InternalFault(_Told, RuntimeError):  # noqa: N818 - as above
    """A fault of the library itself: report it with what was called. The library can still be used."""

    @property
    def faults(self) -> tuple[InternalFault, ...]:
        """The one that it is."""
        return (self,)
