"""The files that a command writes: whole, or not at all, and never over what it reads."""

from __future__ import annotations

import contextlib
import os
import stat
from typing import TYPE_CHECKING, BinaryIO, Self

from omnimedia.cli import codes
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.words import called

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from types import TracebackType


class Output:
    """A file in the making, written beside its place and moved there when it is whole."""

    def __init__(self, name: Path, *others: Path | None) -> None:
        """Begin a file that is none of these others."""
        self.name = name
        self._to: BinaryIO | None = None
        self._beside: Path | None = None
        try:
            self._place = name.resolve()
            self._there = self._place.stat() if self._place.exists() else None
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
        return self.name.suffix.lower() == ".json"

    def _is_regular(self) -> bool:
        return self._there is None or stat.S_ISREG(self._there.st_mode)

    def _open(self) -> None:
        if not self._is_regular():
            # what is no regular file, such as a pipe, cannot be put in place
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
        return Refusal.system(self.name, system, writing=True)

    @property
    def beside(self) -> Path:
        """Where it is in the making, for what writes to a name."""
        return self._beside or self._place

    def write(self, data: bytes | memoryview | str) -> int:
        """Write, and give how much; text as UTF-8."""
        try:
            return 0 if self._to is None else self._to.write(data.encode() if isinstance(data, str) else data)
        except OSError as error:
            raise self._unwritable(error) from None

    def finish(self) -> None:
        """Put it in its place, whole."""
        try:
            if self._to is not None:
                self._to.flush()
                if self._beside is not None:
                    os.fsync(self._to.fileno())
                self._to.close()
            if self._beside is not None:
                self._beside.replace(self._place)
                self._beside = None
        except OSError as error:
            raise self._unwritable(error) from None

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
