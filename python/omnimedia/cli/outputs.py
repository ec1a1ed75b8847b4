"""The files that a command writes: whole, or not at all, and never over what it reads.

`-` is the standard output: there, too, all of it is written at the end, or nothing.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
import sys
import tempfile
from typing import IO, TYPE_CHECKING, Self

from omnimedia.cli import codes
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.words import called, placed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType


# of what goes to the standard output, how much is kept in memory until it is whole
_KEPT = 1 << 26
# what is written as JSON Lines; any other name as one object, as `save` of the library does
_LINES = {".jsonl", ".ndjson"}


class Output:
    """A file in the making, written beside its place and moved there when it is whole."""

    def __init__(self, name: Path, *others: Path | None, is_text: bool = True) -> None:
        """Begin a file that is none of these others."""
        self.name = name
        self._to: IO[bytes] | None = None
        self._beside: Path | None = None
        self._is_printed = str(name) == "-"
        if self._is_printed:
            if not is_text and sys.stdout.isatty():
                raise Refusal.usage(
                    "what is written is no text, and the terminal would show it", "name a file"
                )
            self._to = tempfile.SpooledTemporaryFile(_KEPT)  # noqa: SIM115 - it is closed at the exit
            return
        try:
            self._there = name.stat() if name.exists() else None
            # what is no regular file, such as a pipe, has no place but its name
            self._place = name.resolve() if self._is_regular() else name
        except (OSError, ValueError) as error:
            raise self._unwritable(error) from None
        if self._there is not None and stat.S_ISDIR(self._there.st_mode):
            wrong = Wrong("write", "cannot be written: it is a folder", "name a file in it")
            raise Refusal(codes.UNREADABLE, [wrong], name)
        for other in others:
            if self._is_regular() and other is not None and _same(other, self._place):
                what = f"it is the same file as `{called(other)}`"
                raise Refusal(codes.USAGE, [Wrong("write", what, "name another file to write")], name)
        try:
            self._open()
        except OSError as error:
            raise self._unwritable(error) from None

    @classmethod
    @contextlib.contextmanager
    def maybe(cls, name: Path | None, *others: Path | None) -> Iterator[Self | None]:
        """Begin a file if there is to be one."""
        if name is None:
            yield None
        else:
            with cls(name, *others) as output:
                yield output

    @property
    def is_object(self) -> bool:
        """Whether its name asks for one JSON object, rather than JSON Lines."""
        return self.name.suffix.lower() not in _LINES

    def _is_regular(self) -> bool:
        return self._there is None or stat.S_ISREG(self._there.st_mode)

    def _open(self) -> None:
        if not self._is_regular():
            # it cannot be put in place
            self._to = self._place.open("wb")
            return
        beside = self._place.with_name(f"{self._place.name}.{os.getpid()}.unfinished")
        self._to = beside.open("xb")
        self._beside = beside
        if self._there is not None:
            # whoever could read it before can read it afterwards
            with contextlib.suppress(OSError):
                beside.chmod(stat.S_IMODE(self._there.st_mode))

    def _unwritable(self, error: Exception) -> Refusal:
        system = error if isinstance(error, OSError) else OSError(0, str(error))
        return Refusal.system(placed(self.name), system, writing=True)

    def write(self, data: bytes | memoryview | str) -> int:
        """Write, and give how much; text as UTF-8."""
        try:
            return 0 if self._to is None else self._to.write(data.encode() if isinstance(data, str) else data)
        except OSError as error:
            raise self._unwritable(error) from None

    def finish(self) -> None:
        """Put it in its place, whole."""
        try:
            if self._is_printed:
                self._print()
            elif self._to is not None:
                self._to.flush()
                if self._beside is not None:
                    os.fsync(self._to.fileno())
                self._to.close()
            if self._beside is not None:
                self._beside.replace(self._place)
                self._beside = None
        except BrokenPipeError:
            if self._is_printed:
                raise
            raise self._unwritable(BrokenPipeError(0, "nobody reads it")) from None
        except OSError as error:
            raise self._unwritable(error) from None

    def _print(self) -> None:
        if self._to is not None:
            self._to.seek(0)
            sys.stdout.flush()
            shutil.copyfileobj(self._to, sys.stdout.buffer)
            sys.stdout.buffer.flush()

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take away what was not finished."""
        if self._to is not None:
            with contextlib.suppress(OSError):
                self._to.close()
        if self._beside is not None:
            with contextlib.suppress(OSError):
                self._beside.unlink()


def _same(other: Path, place: Path) -> bool:
    try:
        return other.resolve() == place or (place.exists() and other.samefile(place))
    except (OSError, ValueError):
        return False
