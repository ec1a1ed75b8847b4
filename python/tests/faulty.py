"""What the tests of faults need: writers under `strace`, and what a loss of power would leave."""

from __future__ import annotations

import itertools
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, NoReturn

import pytest
from command import environment

import omnimedia as om
from shared import SHOP

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

# the calls that name a file or have one open, of which `Stage.traced` gives those about the folder
CALLS: Final = "%file,%desc"
# a writer in C, which is given by the suite of the C library
IN_C: Final = os.environ.get("OMNIMEDIA_FAULTS_WRITER")

_SAVE = """
import os, sys, omnimedia as om
from pathlib import Path
snapshot = om.Snapshot.from_bytes(Path(sys.argv[1]).read_bytes())
to = Path(sys.argv[2])
if len(sys.argv) > 3:
    for at in range(5):
        Path(f"{to}.{os.getpid()}-{at}.new").touch()
try:
    snapshot.save(to)
except OSError as error:
    assert error.errno is None or os.fspath(error.filename) == sys.argv[2]
    print(error, *getattr(error, "__notes__", ()))
    sys.exit(3)
"""
_COMMAND = """
import os, sys
from pathlib import Path
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import Refusal
data = Path(sys.argv[1]).read_bytes()
if len(sys.argv) > 3:
    for at in range(5):
        Path(f"{sys.argv[2]}.{os.getpid()}-{at}.unfinished").touch()
try:
    with Output(Path(sys.argv[2])) as output:
        output.write(data)
        output.finish()
except Refusal as refusal:
    print(refusal.file, refusal.faults[0].message, refusal.faults[0].advice)
    sys.exit(3)
"""

WRITERS: Final = (
    {"c": [IN_C]}
    if IN_C
    else {"python": [sys.executable, "-c", _SAVE], "command": [sys.executable, "-c", _COMMAND]}
)


def skip_for(tool: str) -> NoReturn:
    """Skip for want of a tool, which the suite takes for its own want."""
    pytest.skip(f"missing tool: {tool}")


def strace() -> str:
    """Give it, where it is and may look at processes."""
    found = shutil.which("strace")
    if found is None:
        skip_for("strace")
    done = subprocess.run(  # noqa: S603 - found on the path
        [str(found), "-f", "-o", os.devnull, "true"], capture_output=True, check=False
    )
    if done.returncode != 0:
        pytest.skip(f"strace may not trace here: {done.stderr.decode().strip()[:80]}")
    return str(found)


@dataclass(frozen=True, slots=True)
class Call:
    """A call of the system as `strace` writes it."""

    name: str
    arguments: str
    result: int
    nth: int
    """Which one of this name it is."""

    @property
    def paths(self) -> list[str]:
        """The texts among its arguments."""
        return re.findall(r'"([^"]*)"', self.arguments)

    @property
    def file(self) -> str:
        """The file behind its first number."""
        found = re.match(r"\d+<([^>]*)>", self.arguments)
        return found[1] if found is not None else ""


@dataclass
class Stage:
    """A folder with an old file, what a new one would be, and a writer."""

    folder: Path
    writer: Sequence[str]
    old: bytes = field(init=False)
    new: bytes = field(init=False)

    def __post_init__(self) -> None:
        """Make both."""
        shop = om.Publication.from_dict(SHOP)
        self.new = shop.flatten().to_bytes()
        self.old = om.Publication.from_dict({"omnimedia": "publication/1"}).flatten().to_bytes()
        (self.folder / "from").write_bytes(self.new)
        self.place.parent.mkdir(exist_ok=True)
        self.reset()

    @property
    def place(self) -> Path:
        """Where is written."""
        return self.folder / "to" / "shop.omni"

    def reset(self) -> None:
        """Put the old file there, alone."""
        for one in self.place.parent.iterdir():
            one.unlink()
        self.place.write_bytes(self.old)

    @property
    def left(self) -> list[str]:
        """What lies beside the file."""
        return sorted(one.name for one in self.place.parent.iterdir() if one != self.place)

    def holds(self) -> str:
        """Tell which of both the file is; it is opened and verified."""
        data = self.place.read_bytes()
        assert data in {self.old, self.new}, f"{len(data)} bytes that are neither file"
        om.Snapshot.open(self.place, verify=True).close()
        return "new" if data == self.new else "old"

    def run(
        self, *through: str, to: Path | None = None, more: Sequence[str] = ()
    ) -> subprocess.CompletedProcess[bytes]:
        """Run the writer, perhaps through another program."""
        return subprocess.run(  # noqa: S603 - the tests' own writers
            [*through, *self.writer, str(self.folder / "from"), str(to or self.place), *more],
            capture_output=True,
            check=False,
            timeout=60,
            env=environment({"PYTHONDONTWRITEBYTECODE": "1"}),
        )

    def traced(self, *more: str) -> tuple[subprocess.CompletedProcess[bytes], list[Call]]:
        """Run it under `strace`, and give each call about the folder that is written to or what is in it."""
        log = self.folder / "log"
        done = self.run(strace(), "-f", "-y", "-s", "0", "-o", str(log), "-e", f"trace={CALLS}", *more)
        return done, list(self._calls(log))

    def _calls(self, log: Path) -> Iterator[Call]:
        nth: dict[str, int] = {}
        for line in log.read_text(encoding="utf-8", errors="replace").splitlines():
            found = re.match(r"\d+\s+(\w+)\((.*)\)\s+= (-?\d+)", line)
            if found is None:
                continue
            nth[found[1]] = nth.get(found[1], 0) + 1
            call = Call(found[1], found[2], int(found[3]), nth[found[1]])
            # the writer's own arguments name the place too
            if str(self.place.parent) in call.arguments and call.name != "execve":
                yield call


@dataclass
class Disk:
    """What is on a disk for sure after calls, and what may be: files, and the names in a folder.

    Only what was synced is there for sure. Of bytes that were not, nothing, half or all may be there, or
    zeros; of names that were not, any number may be, in any order.
    """

    names: dict[str, int]
    files: dict[int, tuple[int, int]]
    """The bytes that were written and those of them that were synced."""
    pending: list[tuple[str, str, int]] = field(default_factory=list)
    live: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, place: str, size: int) -> Disk:
        """Begin with one file, as it should be."""
        return cls({place: 0}, {0: (size, size)}, live={place: 0})

    def do(self, call: Call) -> None:
        """Do what a call did."""
        if call.result < 0:
            return
        file = self.live.get(call.file)
        if call.name == "openat" and "O_CREAT" in call.arguments:
            made = len(self.files)
            self.files[made] = (0, 0)
            self.live[call.paths[0]] = made
            self.pending.append(("set", call.paths[0], made))
        elif call.name == "write" and file is not None:
            written, synced = self.files[file]
            self.files[file] = (written + call.result, synced)
        elif call.name in {"fsync", "fdatasync"}:
            if file is not None:
                written, _ = self.files[file]
                self.files[file] = (written, written)
            else:
                self._last(self.pending)
                self.pending = []
        elif call.name.startswith("rename"):
            before, after = call.paths[-2:]
            moved = self.live.pop(before)
            self.live[after] = moved
            self.pending += [("set", after, moved), ("remove", before, moved)]

    def _last(self, changes: Sequence[tuple[str, str, int]], names: dict[str, int] | None = None) -> None:
        names = self.names if names is None else names
        for how, name, file in changes:
            if how == "set":
                names[name] = file
            else:
                names.pop(name, None)

    def after_a_loss_of_power(self, place: str) -> set[tuple[int, bool]]:
        """Give each file that may be at a place then, and whether all of its bytes are there for sure."""
        found = set()
        for many in range(len(self.pending) + 1):
            for some in itertools.combinations(self.pending, many):
                names = dict(self.names)
                self._last(some, names)
                file = names.get(place, -1)
                written, synced = self.files.get(file, (1, 0))
                found.add((file, written == synced))
        return found
