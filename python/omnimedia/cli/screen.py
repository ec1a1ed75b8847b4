"""What is printed, and where: people get lines, in colours on a terminal; programs get JSON."""

from __future__ import annotations

import codecs
import json
import os
import sys
from typing import IO, TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from omnimedia.cli.words import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import RenderableType

# How wide a page is that nobody looks at, and how wide one may be that somebody does.
_PLAIN_WIDTH = 100
_MOST_WIDTH = 110

QUIET = "dim"
STRONG = "bold"
TITLE = "bold cyan"
GOOD = "green"
BAD = "yellow"

# What stands for a character on a terminal that cannot show it, in the same width.
_STAND_IN = str.maketrans(
    "─━–—│┃├└┐┘┌┤┬┴┼╭╮╰╯█▓▒░✓✗→★●○·×…µ“”‘’",
    "----||+++++++++++++####+x>*o..x~u\"\"''",
)


def _stand_in(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = error.object[error.start : error.end].translate(_STAND_IN)
    return text.encode("ascii", "replace").decode(), error.end


codecs.register_error("omnimedia", _stand_in)


def prepare() -> None:
    """Let no character that cannot be shown, and no input or error that was closed, end the command."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stdout is None:
        # what is printed is an answer: it is refused by the system where there is nowhere to print it
        sys.stdout = open(os.open(os.devnull, os.O_RDONLY), "w", encoding="utf-8")  # noqa: PTH123, SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="omnimedia")


class _Page(Console):
    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


def _console(*, stderr: bool) -> Console:
    stream: IO[str] = sys.stderr if stderr else sys.stdout
    is_terminal = stream.isatty()
    page = _Page(
        stderr=stderr,
        color_system="auto" if is_terminal and not os.environ.get("NO_COLOR") else None,
        markup=False,
        emoji=False,
        highlight=False,
        soft_wrap=False,
    )
    if is_terminal:
        page.width = min(page.width, _MOST_WIDTH)
    elif not os.environ.get("COLUMNS"):
        page.width = _PLAIN_WIDTH
    return page


def out() -> Console:
    """Give the page on the standard output."""
    return _console(stderr=False)


def err() -> Console:
    """Give the page on the standard error."""
    return _console(stderr=True)


def line(*pieces: str | tuple[str, str], indent: int = 0) -> Text:
    """Make a line of pieces: text, or text and a style. Whatever text holds, it is shown as it is."""
    text = Text(" " * indent)
    for piece in pieces:
        words, style = piece if isinstance(piece, tuple) else (piece, "")
        text.append(visible(words), style)
    return text


def hang(lead: Text, body: Text, indent: int = 0) -> Table:
    """Set text behind a lead, and under itself where it is longer than a line."""
    hung = Table.grid(padding=0)
    hung.add_column(width=indent + lead.cell_len, no_wrap=True)
    hung.add_column(overflow="fold")
    hung.add_row(Text(" " * indent) + lead, body)
    return hung


def show(lines: Iterable[RenderableType], to: Console | None = None) -> None:
    """Print lines, all at once. That the standard error cannot be written is no reason to fail."""
    page = to or out()
    if not page.stderr:
        _show(lines, page)
        return
    try:
        _show(lines, page)
    except OSError:
        forget(sys.stderr)


def _show(lines: Iterable[RenderableType], page: Console) -> None:
    if page.color_system is not None:
        with page:
            for one in lines:
                page.print(one, overflow="fold")
        return
    # nobody sees spaces at the end of lines, and programs stumble over them
    with page.capture() as captured:
        for one in lines:
            page.print(one, overflow="fold")
    text = "".join(f"{row.rstrip()}\n" for row in captured.get().splitlines())
    page.file.write(text)
    page.file.flush()


def give(what: Any) -> None:  # noqa: ANN401 - whatever JSON holds
    """Print JSON on one line, for a program."""
    is_unicode = (sys.stdout.encoding or "").lower().replace("-", "").startswith("utf")
    print(json.dumps(what, ensure_ascii=not is_unicode, separators=(",", ":")), flush=True)  # noqa: T201


def forget_output() -> None:
    """Print nothing any more: whoever read has read enough."""
    if not forget(sys.stdout):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115


def forget(stream: IO[str]) -> bool:
    """Let go nowhere what a stream gets, and what it could not write; tell whether that can be."""
    try:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, stream.fileno())
    except (OSError, ValueError):
        return False
    return True
