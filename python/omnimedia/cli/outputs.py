"""The files that a command writes: whole, or not at all, and never over what it reads.

`-` is the standard output: there, too, all of it is written at the end, or nothing.
"""

from __future__ import annotations

import contextlib
import errno
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
# how many names are tried, of which each may be taken by what a killed process of the same number has left
_MOST_NAMES = 1000
# a name of a file has 255 bytes in most places; the one beside it has some more than its own
_MOST_OF_NAME = 200
# what is in the making; a signal may come where no `with` knows of it yet
_making: set[Path] = set()


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
        # whoever could read it before can read it afterwards, and nobody else
        rights = None if self._there is None else stat.S_IMODE(self._there.st_mode) & 0o777
        self._beside, self._to = _begin(self._place, 0o666 if rights is None else rights)
        if rights is not None:
            with contextlib.suppress(OSError):
                self._beside.chmod(rights)

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
                _making.discard(self._beside)
                self._beside = None
                self._sync()
        except BrokenPipeError:
            if self._is_printed:
                raise
            raise self._unwritable(BrokenPipeError(0, "nobody reads it")) from None
        except OSError as error:
            raise self._unwritable(error) from None

    def _sync(self) -> None:
        try:
            _sync_folder(self._place.parent)
        except OSError as error:
            raise Refusal.unsynced(placed(self.name), error) from None

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
            _remove(self._beside)


def remove_unfinished() -> None:
    """Take away all that was not finished: at the end, where a signal came between a file and its `with`."""
    for beside in [*_making]:
        _remove(beside)


def _remove(beside: Path) -> None:
    with contextlib.suppress(OSError):
        beside.unlink()
    _making.discard(beside)


def _begin(place: Path, rights: int) -> tuple[Path, IO[bytes]]:
    """Make a new file in the same folder, under a name that nobody has."""
    stem = place.name if len(os.fsencode(place.name)) <= _MOST_OF_NAME else place.name[: _MOST_OF_NAME // 4]
    for at in range(_MOST_NAMES):
        beside = place.with_name(f"{stem}.{os.getpid()}-{at}.unfinished")
        _making.add(beside)
        try:
            return beside, open(beside, "xb", opener=lambda path, how: os.open(path, how, rights))
        except FileExistsError:
            _making.discard(beside)
        except OSError:
            _making.discard(beside)
            raise
    raise OSError(0, "killed processes have left too many files `*.unfinished` beside it: remove them")


def _sync_folder(folder: Path) -> None:
    """Make a rename last over a loss of power, where folders can be synced."""
    if os.name == "nt":
        return
    try:
        handle = os.open(folder, os.O_RDONLY)
    except PermissionError:
        # one may write into a folder that one may not read
        return
    try:
        os.fsync(handle)
    except OSError as error:
        # not every file system syncs folders
        if error.errno not in {errno.EINVAL, errno.ENOTSUP}:
            raise
    finally:
        # it is synced, or that it is not is told
        with contextlib.suppress(OSError):
            os.close(handle)


def _same(other: Path, place: Path) -> bool:
    try:
        return other.resolve() == place or (place.exists() and other.samefile(place))
    except (OSError, ValueError):
        return False
