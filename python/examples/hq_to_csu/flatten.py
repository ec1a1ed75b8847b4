"""The batch job: what was committed becomes what is served.

It may be killed at any moment and run again: what it does follows from the database and from `current.json`
alone, files are named by their content, and each step is whole or was not done.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hq_to_csu import files
from hq_to_csu.files import Broken, Current
from hq_to_csu.points import reach

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import omnimedia as om
    from hq_to_csu.store import Entry, Head, Store

KEEP: Final = 3
"""How many of the states that were served before keep their files."""
MOST_DELTAS: Final = 8
"""How many deltas stand on a base before all is flattened anew: each look-up pays for each of them."""


class WrongDatabase(Exception):  # noqa: N818 - what it is
    """What is served is of another database, or newer than this one: nothing is written over it."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run of the job did."""

    current: Current
    how: str
    written: int
    """Bytes of new files."""
    marked: int
    removed: int


def flatten(store: Store, folder: Path, most_deltas: int = MOST_DELTAS, keep: int = KEEP) -> Outcome:
    """Bring what is served up to what is committed.

    Raises:
        WrongDatabase: where what is served cannot have come from this database.

    """
    folder.mkdir(parents=True, exist_ok=True)
    with files.sole_writer(folder):
        files.remove_unfinished(folder)
        head = store.patiently(store.head)
        base, why = _served(folder)
        before = None if base is None else base.current
        if before is not None:
            _same_database(before, head)
        reach("flatten.state-read")
        if before is not None and before.revision == head.revision:
            current, how, written = before, "nothing new", 0
        else:
            entries = [] if base is None else _since(store, base.current, head)
            if base is not None:
                why = _why_anew(base.current, head, entries, most_deltas)
            current, how, written = _build(store, folder, head, None if why else base, entries)
            how = f"{how}: {why}" if why else how
            current = _publish(folder, current, before, keep)
        reach("flatten.current-published")
        # Only now: what is marked is served. A mark that a kill prevented is made up for by the next run.
        marked = store.patiently(lambda: store.mark(current.revision, current.content_hash))
        reach("flatten.marked")
        removed = files.remove_garbage(folder, current)
    return Outcome(current, how, written, marked, removed)


@dataclass(frozen=True, slots=True)
class _Base:
    """What is served, opened."""

    current: Current
    snapshot: om.Snapshot


def _served(folder: Path) -> tuple[_Base | None, str]:
    """Open what is served, as a base for what is next; or say why it is none."""
    try:
        current = files.read_current(folder)
        if current is None:
            return None, "there is none yet"
        for file in current.files:
            if not files.is_as_named(folder / file):
                return None, f"{file} is missing or not what its name says"
        return _Base(current, files.open_current(folder, current)), ""
    except Broken as broken:
        return None, str(broken)


def _same_database(current: Current, head: Head) -> None:
    if current.database != head.database:
        message = "what is served is of another database; begin in an empty folder"
        raise WrongDatabase(message)
    if current.revision > head.revision:
        message = (
            f"revision {current.revision} is served, the database ends at {head.revision}: it was put back; "
            "begin in an empty folder"
        )
        raise WrongDatabase(message)


def _since(store: Store, current: Current, head: Head) -> list[Entry]:
    return store.patiently(lambda: store.outbox(current.revision, head.revision))


def _changes_any(entries: Iterable[Entry]) -> bool:
    return any(any(entry.changes.values()) for entry in entries)


def _why_anew(current: Current, head: Head, entries: list[Entry], most_deltas: int) -> str:
    """Tell why a delta will not do; nothing where it will."""
    if len(entries) != head.revision - current.revision:
        return "the outbox has gaps"
    if len(current.deltas) >= most_deltas and _changes_any(entries):
        return f"{len(current.deltas)} deltas are enough"
    return ""


def _build(
    store: Store,
    folder: Path,
    head: Head,
    served: _Base | None,
    entries: list[Entry],
) -> tuple[Current, str, int]:
    """Write the files of the newest revision: a delta on what is served, or all anew."""
    if served is not None and not _changes_any(entries):
        old = served.current
        return Current(head.database, head.revision, old.content_hash, old.base, old.deltas), "no change", 0
    publication = store.patiently(lambda: store.tenant(head.revision)).publication()
    if served is None:
        snapshot = publication.flatten()
        data = snapshot.to_bytes()
        base = files.publish_named(folder, data, files.BASE)
        return Current(head.database, head.revision, snapshot.content_hash, base), "all anew", len(data)
    old, snapshot = served.current, served.snapshot
    delta = publication.delta(
        snapshot,
        products=_names(entry.changes["products"] for entry in entries),
        categories=_names(entry.changes["categories"] for entry in entries),
        channels=_names(entry.changes["channels"] for entry in entries),
        assets=_names(entry.changes["assets"] for entry in entries),
        swatches=sorted(
            {(one["dimension"], one["value"]) for entry in entries for one in entry.changes["swatches"]}
        ),
    )
    deltas = (*old.deltas, files.publish_named(folder, delta, files.DELTA))
    content_hash = snapshot.with_delta(delta).content_hash
    return Current(head.database, head.revision, content_hash, old.base, deltas), "a delta", len(delta)


def _names(lists: Iterable[list[str]]) -> list[str]:
    return sorted({name for names in lists for name in names})


def _publish(folder: Path, current: Current, before: Current | None, keep: int) -> Current:
    """Look at the files as a scale unit will, then let `current.json` name them: the step that all see."""
    kept = () if before is None else (before.files, *before.kept)[:keep]
    current = Current(
        current.database, current.revision, current.content_hash, current.base, current.deltas, kept
    )
    files.open_current(folder, current)
    reach("flatten.files-published")
    files.publish_file(
        folder / files.CURRENT,
        current.to_bytes(),
        half="flatten.current-half-written",
        written="flatten.current-written",
    )
    return current
