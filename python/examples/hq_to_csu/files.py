"""The folder between the flatten job and the scale units.

Files of snapshots are named by their content and never change. `current.json` says which of them are served
now; it is the only file that is replaced, and it is replaced whole.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import omnimedia as om
from hq_to_csu.points import reach

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hq_to_csu.points import Point

FORM: Final = "hq-to-csu/1"
CURRENT: Final = "current.json"
LOCK: Final = "flatten.lock"
UNFINISHED: Final = ".tmp"
BASE: Final = ".base"
DELTA: Final = ".delta"


class Broken(Exception):  # noqa: N818 - what the files are
    """`current.json`, or a file that it names, is not what it should be."""


@dataclass(frozen=True, slots=True)
class Current:
    """What `current.json` says."""

    database: str
    """The name of the database that it was made of."""
    revision: int
    """The committed revision of the database that it shows."""
    content_hash: str
    """The content hash of base and deltas together."""
    base: str
    """The file of the base, named by the SHA-256 of its bytes."""
    deltas: tuple[str, ...] = ()
    """The files of the deltas, the oldest first, named in the same way."""
    kept: tuple[tuple[str, ...], ...] = ()
    """The files that were served before, the newest first: they stay for who is slow."""

    @property
    def files(self) -> tuple[str, ...]:
        """Base and deltas."""
        return (self.base, *self.deltas)

    def to_bytes(self) -> bytes:
        """Give it as the JSON of `current.json`."""
        said = {
            "form": FORM,
            "database": self.database,
            "revision": self.revision,
            "content_hash": self.content_hash,
            "base": _named(self.base),
            "deltas": [_named(file) for file in self.deltas],
            "kept": [list(files) for files in self.kept],
        }
        return json.dumps(said, indent=1).encode()

    @staticmethod
    def from_bytes(data: bytes) -> Current:
        """Read it again.

        Raises:
            Broken: where it is something else.

        """
        try:
            said: dict[str, Any] = json.loads(data)
            if said["form"] != FORM:
                message = f"{CURRENT} has the form {said['form']}, this program reads {FORM}"
                raise Broken(message)
            return Current(
                database=str(said["database"]),
                revision=int(said["revision"]),
                content_hash=str(said["content_hash"]),
                base=str(said["base"]["file"]),
                deltas=tuple(str(delta["file"]) for delta in said["deltas"]),
                kept=tuple(tuple(str(file) for file in files) for files in said["kept"]),
            )
        except (ValueError, KeyError, TypeError) as wrong:
            message = f"{CURRENT} cannot be read: {wrong!r}"
            raise Broken(message) from wrong


def _named(file: str) -> dict[str, str]:
    return {"file": file, "sha256": Path(file).stem}


def read_current(folder: Path) -> Current | None:
    """Read `current.json`; `None` where there is none yet.

    Raises:
        Broken: where it is something else.

    """
    try:
        return Current.from_bytes((folder / CURRENT).read_bytes())
    except FileNotFoundError:
        return None


def open_current(folder: Path, current: Current) -> om.Snapshot:
    """Map base and deltas, verify them, and look that they are together what `current.json` says.

    Raises:
        Broken: where a file is missing, damaged, or another one.

    """
    try:
        deltas = [folder / file for file in current.deltas]
        snapshot = om.Snapshot.open(folder / current.base, deltas=deltas, verify=True)
    except (OSError, om.Fault) as wrong:
        message = f"the files of revision {current.revision} cannot be opened: {wrong}"
        raise Broken(message) from wrong
    if snapshot.content_hash != current.content_hash:
        message = f"the files are {snapshot.content_hash}, {CURRENT} says {current.content_hash}"
        raise Broken(message)
    return snapshot


def is_as_named(path: Path) -> bool:
    """Tell whether a file is there and has the bytes that its name promises."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest() == path.stem
    except FileNotFoundError:
        return False


def publish_file(path: Path, data: bytes, *, half: Point, written: Point) -> None:
    """Write beside the file, sync, rename, sync the folder: the file is there whole or not at all."""
    unfinished = path.with_name(path.name + UNFINISHED)
    with unfinished.open("wb", buffering=0) as file:
        middle = len(data) // 2
        file.write(data[:middle])
        reach(half)
        file.write(data[middle:])
        os.fsync(file.fileno())
    reach(written)
    unfinished.replace(path)
    sync_folder(path.parent)


def publish_named(folder: Path, data: bytes, suffix: str) -> str:
    """Write a file that is named by its content, and give its name. One that is there already stays."""
    name = hashlib.sha256(data).hexdigest() + suffix
    if is_as_named(folder / name):
        sync_folder(folder)  # whoever renamed it may have been killed before this
    else:
        publish_file(folder / name, data, half="flatten.file-half-written", written="flatten.file-written")
    return name


def sync_folder(folder: Path) -> None:
    """Make the names in a folder last."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextlib.contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Hold the folder's lock: one flatten job at a time. The system lets go of it when the process dies."""
    with (folder / LOCK).open("wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def remove_unfinished(folder: Path) -> int:
    """Remove what a job that was killed left half written; only for the sole writer."""
    left = list(folder.glob(f"*{UNFINISHED}"))
    for path in left:
        path.unlink()
    return len(left)


def remove_garbage(folder: Path, current: Current) -> int:
    """Remove the files that neither `current.json` nor what it keeps names; only for the sole writer.

    A scale unit that has such a file mapped goes on with it: the system keeps it until nobody has it.
    """
    needed = {*current.files, *(file for files in current.kept for file in files)}
    snapshots = [path for path in folder.iterdir() if path.suffix in {BASE, DELTA}]
    unneeded = sorted(path for path in snapshots if path.name not in needed)
    for path in unneeded:
        path.unlink()
        reach("flatten.garbage-half-removed")
    return len(unneeded)
