"""What the tests of the pipeline need: processes that are killed and started again, and who watches them."""

from __future__ import annotations

import http.client
import json
import random
import re
import threading
import time
from typing import TYPE_CHECKING, Any
from urllib.error import URLError

from hq_to_csu import demo, files
from hq_to_csu.flatten import Outcome, flatten
from hq_to_csu.headquarters import CONTEXTS, Headquarters
from hq_to_csu.shop import NoAnswer, ask
from hq_to_csu.store import Store

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

    import omnimedia as om

NUMBERS = [number for at in range(1, 7) for number in (f"S{at}", f"S{at}-R")]
_PATIENCE = 60


class World:
    """A database, a folder, and the processes between them."""

    def __init__(self, folder: Path, database: str | None) -> None:
        """Prepare nothing yet; without a database it is SQLite in the folder."""
        self.folder = folder
        self.snapshots = folder / "snapshots"
        self.work = ["--work", str(folder)]
        self.base = [*self.work, *([] if database is None else ["--database", database])]
        self.store = Store(database or f"sqlite:///{folder / 'tenant.sqlite'}")
        self._publications: dict[int, om.Publication] = {}

    def run(self, role: str, *arguments: str, kill_at: str | None = None) -> str:
        """Run a role; with a point, it must die there."""
        return demo.run(role, *self.base, *arguments, kill_at=kill_at)

    def flatten(self, most_deltas: int = 8, keep: int = 3) -> Outcome:
        """Run the batch job in this process."""
        return flatten(self.store, self.snapshots, most_deltas, keep)

    def edit(self, author: str = "test") -> int:
        """Do edits in this process until one changes what is published; give the revision."""
        headquarters = Headquarters(self.store, author, seed=7)
        while True:
            revision, _ = headquarters.edit()
            (entry,) = self.store.outbox(revision - 1, revision)
            if any(entry.changes.values()):
                return revision

    @property
    def revision(self) -> int:
        """The newest that is committed."""
        return self.store.patiently(self.store.head).revision

    def publication(self, revision: int) -> om.Publication:
        """Give what was published at a revision, from the database."""
        if revision not in self._publications:
            self._publications[revision] = self.store.tenant(revision).publication()
        return self._publications[revision]

    def expected(self, revision: int, asked: dict[str, str]) -> dict[str, Any]:
        """Give the answer by resolving directly."""
        return self.publication(revision).resolve(**asked).to_dict()  # type: ignore[arg-type]

    def current(self) -> files.Current:
        """Read what is served."""
        current = files.read_current(self.snapshots)
        assert current is not None
        return current

    def files_are_accounted_for(self) -> None:
        """Look for what nobody needs."""
        current = self.current()
        named = {*current.files, *(file for kept in current.kept for file in kept)}
        assert {path.name for path in self.snapshots.iterdir()} == {files.CURRENT, files.LOCK, *named}
        database = {"tenant.sqlite", "tenant.sqlite-wal", "tenant.sqlite-shm"}
        assert {path.name for path in self.folder.iterdir()} <= {"snapshots", *database}

    def everything_is_served(self, *scale_units: str) -> None:
        """Compare all that scale units answer with what is published, and the files with a full build."""
        revision = self.revision
        newest = self.publication(revision)
        snapshot = files.open_current(self.snapshots, self.current())
        assert snapshot.compact().to_bytes() == newest.flatten().to_bytes()
        for address in scale_units:
            demo.wait_for(address, revision)
            numbers = [
                number for product in newest.products for number in (product, *newest.variants(product))
            ]
            for number in numbers:
                for context in CONTEXTS:
                    asked = {"product": number, **context}
                    told = ask(address, "/answer", **asked)
                    assert (told["revision"], told["content_hash"]) == (revision, snapshot.content_hash)
                    assert told["answer"] == self.expected(revision, asked)
            swatches = ask(address, "/swatches", product="S1")["swatches"]
            assert [one["hex"] for one in swatches] == [one.hex for one in newest.swatches("S1")]

    def nothing_is_lost(self, acknowledged: set[tuple[int, str, int]]) -> None:
        """Compare what was acknowledged with what is there: each edit once, and its work in the tenant."""
        revision = self.revision
        entries = self.store.outbox(0, revision)
        assert [entry.revision for entry in entries] == list(range(1, revision + 1))
        done = {(entry.revision, entry.edit.author, entry.edit.number) for entry in entries}
        assert acknowledged <= done
        for author in {entry.edit.author for entry in entries}:
            numbers = [entry.edit.number for entry in entries if entry.edit.author == author]
            assert numbers == list(range(1, len(numbers) + 1))
        lives = [json.loads(line) for line in self.store.tenant(revision).to_json_lines().splitlines()]
        documents = json.dumps([life for life in lives if "document" in life])
        for entry in entries:
            picture = f"P-{entry.edit.author}-{entry.edit.number}"
            if entry.edit.what.startswith(("publishes", "saves", "runs", "brings")):
                assert f'"{picture}"' in documents, entry
        assert all(entry.snapshot is not None for entry in entries)


class Process:
    """A role that is killed and started again; what it prints is read along."""

    def __init__(self, world: World, role: str, *arguments: str) -> None:
        """Start it."""
        self._command = (role, *(world.work if role == "scale-unit" else world.base), *arguments)
        self.lines: list[str] = []
        self._start()

    def _start(self) -> None:
        self.address: str | None = None
        self.process = demo.start(*self._command)
        self._reader = threading.Thread(target=self._read, args=(self.process,))
        self._reader.start()

    def _read(self, process: subprocess.Popen[str]) -> None:
        assert process.stdout is not None
        with process.stdout:
            for line in process.stdout:
                if line.startswith("http"):
                    self.address = line.strip()
                elif line.endswith("\n"):
                    self.lines.append(line.strip())

    def kill(self) -> None:
        """Kill it at once; it must have been alive."""
        assert self.process.poll() is None, (self._command, self.process.returncode)
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def end(self) -> None:
        """Kill it where it is alive."""
        if self.process.poll() is None:
            self.kill()

    def kill_and_restart(self) -> None:
        """Kill it at once, and start it again."""
        self.kill()
        self._start()

    def wait_for_line(self) -> None:
        """Wait until it has said anything."""
        end = time.monotonic() + _PATIENCE
        while not self.lines and self.address is None:
            assert self.process.poll() is None, self._command
            assert time.monotonic() < end, self._command
            time.sleep(0.02)

    @property
    def acknowledged(self) -> set[tuple[int, str, int]]:
        """The edits of which a headquarters said that they are committed."""
        told = [re.fullmatch(r"revision (\d+): (\w+) .*\(edit (\d+)\)", line) for line in self.lines]
        return {(int(one[1]), one[2], int(one[3])) for one in told if one is not None}


class Watcher:
    """Asks a scale unit all the time, whoever is killed, and keeps what it answers."""

    def __init__(self, scale_unit: Process, seed: int) -> None:
        """Begin to ask."""
        self._scale_unit = scale_unit
        self._chance = random.Random(seed)  # noqa: S311 - a test
        self._end = threading.Event()
        self.answers: list[tuple[dict[str, str], dict[str, Any]]] = []
        self._wrong: list[str] = []
        self._thread = threading.Thread(target=self._ask)
        self._thread.start()

    def _ask(self) -> None:
        while not self._end.wait(0.01):
            address = self._scale_unit.address
            asked = {"product": self._chance.choice(NUMBERS), **self._chance.choice(CONTEXTS)}
            if address is None:
                continue
            try:
                self.answers.append((asked, ask(address, "/answer", **asked)))
            except (URLError, OSError, http.client.HTTPException):
                continue  # it is killed just now; half an answer is told by its length
            except NoAnswer as wrong:
                self._wrong.append(str(wrong))

    def stop(self) -> None:
        """Stop asking."""
        self._end.set()
        self._thread.join()

    def check(self, world: World) -> int:
        """Look at all that was answered; give how many revisions were seen."""
        assert self._wrong == []
        assert self.answers
        revisions = [told["revision"] for _, told in self.answers]
        assert revisions == sorted(revisions), "a scale unit went back"
        hashes: dict[int, str] = {}
        for asked, told in self.answers:
            revision = told["revision"]
            assert hashes.setdefault(revision, told["content_hash"]) == told["content_hash"]
            assert told["answer"] == world.expected(revision, asked)
        return len(hashes)
