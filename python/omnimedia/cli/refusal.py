"""What cannot be done, because of a file or of the arguments: why, where, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, Self

from omnimedia.cli import codes, screen
from omnimedia.cli.words import called, count, first_of_each, number, placed, visible

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import PurePath

    from rich.console import RenderableType

    from omnimedia import Fault, InternalFault

# how many faults a person is told of, unless all are asked for
MOST = 20


class Wrong(NamedTuple):
    """One thing that is wrong: the library's fault, or one of the command's own."""

    code: str
    message: str
    advice: str
    place: str = ""
    number: int | None = None
    row: int | None = None
    column: str | None = None

    @classmethod
    def of(cls, fault: Fault | InternalFault) -> Self:
        """Take the parts of a fault of the library."""
        row = fault.place.row
        column = fault.place.path if row is not None else None
        return cls(
            fault.code, fault.message, fault.advice, str(fault.place), fault.number, row=row, column=column
        )

    def to_dict(self) -> dict[str, Any]:
        """Give the parts by name, as every language has them, and row and column of a manifest."""
        told: dict[str, Any] = {"code": self.code}
        if self.number is not None:
            told["number"] = self.number
        told |= {"message": self.message, "place": self.place, "advice": self.advice}
        if self.row is not None:
            told |= {"row": self.row, "column": self.column}
        return told


class Refusal(Exception):  # noqa: N818 - it is no error of the program's
    """Why a command cannot be done: faults, the file they are about, and the exit code."""

    def __init__(
        self, status: int, faults: Iterable[Wrong | Fault], file: PurePath | str | None = None
    ) -> None:
        """Take the faults, of the library or of the command."""
        self.status = status
        self.file = None if file is None else str(file)
        self.faults = [fault if isinstance(fault, Wrong) else Wrong.of(fault) for fault in faults]
        super().__init__(self.faults)

    @classmethod
    def content(cls, file: PurePath | str | None, fault: Fault) -> Self:
        """Refuse what a file holds."""
        return cls(codes.BAD_INPUT, fault.faults, file)

    @classmethod
    def usage(cls, message: str, advice: str, code: str = "usage") -> Self:
        """Refuse the arguments."""
        return cls(codes.USAGE, [Wrong(code, message, advice)])

    @classmethod
    def system(cls, file: PurePath | str, error: OSError, *, writing: bool = False) -> Self:
        """Refuse since the system did: a file that cannot be read or written."""
        why = (error.strerror or str(error)).lower()
        if writing:
            advice = "name a file in a folder that may be written to"
            if str(file) == placed("-"):
                advice = "name a file, or make room for what is printed"
            wrong = Wrong("write", f"cannot be written: {why}", advice)
        else:
            wrong = Wrong("read", f"cannot be read: {why}", "name a file that is there and may be read")
        return cls(codes.UNREADABLE, [wrong], file)

    @classmethod
    def unsynced(cls, file: PurePath | str, error: OSError) -> Self:
        """Refuse since the folder of a file that is in its place cannot be synced."""
        why = (error.strerror or str(error)).lower()
        message = (
            f"is in its place, whole, and may not outlast a loss of power: its folder cannot be synced: {why}"
        )
        wrong = Wrong("write", message, "write it again once its folder can be synced")
        return cls(codes.UNREADABLE, [wrong], file)

    @classmethod
    def missing(cls, package: str, extra: str, what: str) -> Self:
        """Refuse for want of a package that is not installed."""
        wrong = Wrong("not_installed", f"{what} takes `{package}`, which is not installed", extra)
        return cls(codes.NOT_INSTALLED, [wrong])

    def to_dict(self, command: str | None) -> dict[str, Any]:
        """Give the object for programs."""
        return {
            "command": command,
            "status": self.status,
            "file": self.file,
            "faults": [fault.to_dict() for fault in self.faults],
        }


def lines(faults: Sequence[Wrong], *, most: int | None = MOST, mark: str = "✗") -> list[RenderableType]:
    """Make lines of faults: the place, what, and what to do, which is said once for neighbours alike."""
    # one more is as short as saying so
    shown = (
        faults
        if most is None or len(faults) <= most + 1
        else first_of_each(faults, most, lambda fault: (fault.code, fault.column))
    )
    made: list[RenderableType] = []
    style = screen.BAD if mark == "✗" else screen.QUIET
    for at, fault in enumerate(shown):
        place = [(f"{fault.place}: ", screen.STRONG)] if fault.place else []
        body = screen.line(*place, fault.message)
        made.append(screen.hang(screen.line((f"{mark} ", style)), body, indent=2))
        follows = shown[at + 1] if at + 1 < len(shown) else None
        if follows is None or follows.advice != fault.advice:
            advice = screen.line((fault.advice, screen.GOOD))
            made.append(screen.hang(screen.line(("→ ", screen.GOOD)), advice, indent=4))
    if len(shown) < len(faults):
        more = f"and {number(len(faults) - len(shown))} more"
        made.append(screen.line((more, screen.QUIET), indent=4))
    return made


def tell(refusal: Refusal, command: str | None) -> None:
    """Tell a person why a command was not done."""
    page = screen.err()
    faults = refusal.faults
    about = called(refusal.file) if refusal.file is not None else ""
    if len(faults) == 1 and not faults[0].place:
        # one line, as a shell's own messages are
        head = [(f"{about}: ", screen.STRONG)] if about else []
        made: list[RenderableType] = [
            screen.hang(screen.line(("✗ ", screen.BAD)), screen.line(*head, faults[0].message)),
            screen.hang(screen.line(("→ ", screen.GOOD)), screen.line((faults[0].advice, screen.GOOD)), 2),
        ]
    else:
        title = f"{about}: {count(len(faults), 'fault')}" if about else count(len(faults), "fault")
        made = [screen.line(("✗ ", screen.BAD), (title, screen.STRONG)), *lines(faults)]
        if len(faults) > MOST + 1 and refusal.file not in {None, "-"} and command != "check":
            advice = f"`omnimedia check --all {visible(refusal.file or '')}` has all of them"
            made.append(screen.line((advice, screen.QUIET), indent=4))
    screen.show(made, page)
