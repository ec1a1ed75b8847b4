"""What a command has to say: lines for people, one object for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.table import Table
from rich.text import Text

from omnimedia.cli import screen
from omnimedia.cli.refusal import MOST, Wrong, lines
from omnimedia.cli.words import count, number, of, placed, visible

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import PurePath

    from rich.console import RenderableType


def heading(title: str, width: int) -> Text:
    """Make the head of a section."""
    head = f"━━ {visible(title)} "
    return Text(head.ljust(width, "━"), screen.TITLE, no_wrap=True, overflow="ellipsis")


class Report:
    """The report of a command: it is filled as the work goes on, and printed at its end."""

    def __init__(self, command: str, title: str) -> None:
        """Begin a report."""
        self._object: dict[str, Any] = {"command": command}
        self._title = title
        self._lines: list[RenderableType] = []
        self._facts: Table | None = None
        self._is_beside = False

    def set(self, key: str, value: Any) -> None:  # noqa: ANN401 - whatever JSON holds
        """Say something to programs."""
        self._object[key] = value

    def add(self, *made: RenderableType) -> None:
        """Say something to people."""
        self._facts = None
        self._lines.extend(made)

    def blank(self) -> None:
        """Leave a line free."""
        self.add(Text())

    def heading(self, title: str) -> None:
        """Begin a section, for people."""
        self.add(Text(), heading(title, screen.out().width), Text())

    def fact(self, name: str, text: str, style: str = "") -> None:
        """Say something to people, behind its name."""
        if self._facts is None:
            facts = Table.grid(padding=(0, 2, 0, 0))
            facts.add_column(width=1)
            facts.add_column(style=screen.QUIET, min_width=12, no_wrap=True)
            facts.add_column(overflow="fold")
            self.add(facts)
            self._facts = facts
        self._facts.add_row("", screen.line(name), screen.line((text, style)))

    def count(self, key: str, name: str, many: int, about: str = "", style: str = "") -> None:
        """Say to both how many of something there are; its name is in the plural."""
        self.set(key, many)
        text = number(many)
        self.fact(of(many, name), f"{text} {about}" if about else text, style)

    def wrote(self, name: str, file: PurePath | None, key: str = "out", about: str = "") -> None:
        """Say to both where something was written; on the standard output it stands alone."""
        self.set(key, None if file is None else str(file))
        if file is not None:
            self._is_beside = self._is_beside or str(file) == "-"
            self.fact(name, f"{about} to {placed(file)}" if about else placed(file), "green")

    def faults(self, key: str, faults: Sequence[Wrong], *, all_of_them: bool, mark: str = "✗") -> None:
        """Say to programs all faults, and to people the first of them, or all."""
        self.set(key, [fault.to_dict() for fault in faults])
        if faults:
            self.blank()
            self.add(*lines(faults, most=None if all_of_them else MOST, mark=mark))

    def end(self, status: int, *, as_json: bool) -> int:
        """Print it, and give the exit code."""
        self._object["status"] = status
        try:
            if as_json:
                screen.give(self._object)
            else:
                page = screen.err() if self._is_beside else screen.out()
                screen.show([heading(self._title, page.width), Text(), *self._lines, Text()], page)
        except BrokenPipeError:
            # whoever read has read enough; what was found was found
            screen.forget_output()
        return status


def kinds(faults: Sequence[Wrong]) -> list[tuple[str, int]]:
    """Count faults by code, in the order of their first."""
    found: dict[str, int] = {}
    for fault in faults:
        found[fault.code] = found.get(fault.code, 0) + 1
    return list(found.items())


def told(many: dict[str, int]) -> str:
    """Give counts in a row, those that are nothing left out."""
    return ", ".join(f"{number(has)} {name}" for name, has in many.items() if has)


__all__ = ["Report", "Wrong", "count", "heading", "kinds", "told"]
