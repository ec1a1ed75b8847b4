"""Many threads at once: one object is asked, one tenant changed by all; what is long gives up the lock."""

from __future__ import annotations

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import omnimedia as om
from authored import ANN, tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

THREADS = 8


@pytest.fixture(autouse=True)
def _often() -> Iterator[None]:
    """Let threads take turns a thousand times as often as they do."""
    usual = sys.getswitchinterval()
    sys.setswitchinterval(5e-6)
    yield
    sys.setswitchinterval(usual)


def document(products: int, shown: str = "A1") -> dict[str, Any]:
    """Give a publication as a dictionary."""
    return {
        "omnimedia": "publication/1",
        "assets": [
            {"id": one, "kind": "image", "url": f"https://cdn.example/{one}.jpg"} for one in ("A1", "A2")
        ],
        "products": [
            {
                "number": f"S{at}",
                "media": [{"master": {"primary": [shown]}}, {"channel": "129", "master": {}}],
            }
            for at in range(products)
        ],
    }


def streams_of(made: om.Publication) -> list[Iterator[om.Table]]:
    """Give streams that are not begun."""
    snapshot = made.flatten()
    return [snapshot.rows().batches() for _ in range(100)]


def manifest_of(made: om.Publication) -> bytes:
    """Give the manifest of a publication."""
    tenant_of = om.Tenant.from_publication(made, **ANN)
    return tenant_of.export_manifest().data or b""


def together(do: Callable[[int], object], threads: int = THREADS) -> list[Any]:
    """Do something in many threads that begin at once; what one raises is raised."""
    start = threading.Barrier(threads)

    def one(at: int) -> object:
        start.wait()
        return do(at)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, range(threads)))


def test_one_snapshot_is_asked_by_all() -> None:
    """Shelves, answers and rows are the same in each thread, and contexts are prepared by many at once."""
    snapshot = om.Publication.from_dict(document(50)).flatten()
    rows = snapshot.rows().to_pylist()

    def ask(at: int) -> object:
        answers: list[Any] = []
        for turn in range(40):
            # contexts that nobody asked for before, in an order of its own
            shelf = snapshot.shelf(channel=f"{(at + turn) % 40}", locale="fr-CA")
            answers.append(shelf.default_image_url(f"S{turn}"))
            answers.append(snapshot.resolve(f"S{turn}", channel="128").to_dict())
        return answers, snapshot.rows().to_pylist()

    first, *others = together(ask)
    assert first[1] == rows
    assert set(first[0][::2]) == {"https://cdn.example/A1.jpg"}
    assert others == [first] * (THREADS - 1)


def test_one_publication_is_flattened_compared_and_audited_by_all() -> None:
    """The bytes and rows are the same in each thread."""
    one, other = om.Publication.from_dict(document(60)), om.Publication.from_dict(document(60, "A2"))

    def work(_: int) -> object:
        return one.flatten().to_bytes(), one.diff(other).to_dicts(), list(one.audit()), one.to_json()

    first, *others = together(work)
    assert len(first[1]) == 60
    assert others == [first] * (THREADS - 1)


def test_snapshots_are_replaced_while_they_are_asked() -> None:
    """A reader holds what it has: each answer is of one of the two, whole."""
    made = [om.Publication.from_dict(document(20, shown)).flatten().to_bytes() for shown in ("A1", "A2")]
    live = [om.Snapshot.from_bytes(made[0])]
    done = threading.Event()
    seen = set[tuple[str, ...]]()

    def read(_: int) -> int:
        asked = 0
        while not done.is_set() or not asked:
            shelf = live[0].shelf(channel="128")
            answers = [shelf.resolve(f"S{at}") for at in range(20)]
            seen.add(tuple(sorted({item.asset for answer in answers for item in answer.primary})))
            asked += 1
        return asked

    def replace(at: int) -> int:
        if at:
            return read(at)
        for turn in range(300):
            live[0] = om.Snapshot.from_bytes(made[turn % 2])
        done.set()
        return 1

    assert all(together(replace))
    assert seen <= {("A1",), ("A2",)}


def test_one_tenant_is_changed_by_all() -> None:
    """Whoever comes first has the check-out; nothing is lost, and nothing deadlocks."""
    made = tenant()

    def author(at: int) -> tuple[int, int]:
        who: Any = {"user": f"user {at}", "at": ANN["at"]}
        saved = held = 0
        for _ in range(25):
            try:
                made.check_in({"master": {"primary": ["A1"]}}, product="S1", channel=str(at % 4), **who)
                saved += 1
            except om.Fault as fault:
                if fault.code not in {"checked_out", "in_use"}:
                    raise
                held += 1
            assert repr(made)
            made.life(product="S1", channel=str(at % 4))
        return saved, held

    counts = together(author)
    assert sum(saved + held for saved, held in counts) == 25 * THREADS
    lives = [made.life(product="S1", channel=str(at)) for at in range(4)]
    versions = [life.get("draft") or 0 for life in lives if life is not None]
    assert sum(versions) == sum(saved for saved, _ in counts)


@pytest.mark.parametrize(
    "prepare",
    [
        lambda made: partial(om.Publication.from_json, made.to_json()),
        lambda made: made.flatten,
        lambda made: made.to_json,
        lambda made: made.audit,
        lambda made: partial(made.diff, om.Publication.from_dict(document(1))),
        lambda made: made.minimise,
        lambda made: made.flatten().verify,
        lambda made: partial(made.flatten().resolve_batch, pa.table({"product": ["S1"] * 5000})),
        lambda made: partial(lambda streams: next(next(streams)), iter(streams_of(made))),
        lambda made: partial(om.Tenant.without_media_of(made).import_manifest, manifest_of(made), **ANN),
    ],
    ids=["read", "flatten", "write", "audit", "diff", "minimise", "verify", "batch", "rows", "import"],
)
def test_what_is_long_lets_other_threads_go_on(
    prepare: Callable[[om.Publication], Callable[[], object]],
) -> None:
    """Another thread makes steps of its own while the one call is under way; all else is made before."""
    long = prepare(om.Publication.from_dict(document(2000)))
    steps, done = [0], threading.Event()
    # nobody takes the lock away from who has it: another thread makes a step only where it is given up
    sys.setswitchinterval(60)

    def other() -> None:
        while not done.is_set():
            steps[0] += 1
            time.sleep(0)

    thread = threading.Thread(target=other)
    thread.start()
    try:
        for _ in range(100):
            before = steps[0]
            long()
            if steps[0] > before:
                return
        pytest.fail("no other thread made a step in a hundred calls")
    finally:
        done.set()
        thread.join()


def test_what_keeps_the_lock_is_seen() -> None:
    """The test before can fail: a call of Python's that keeps the lock."""
    with pytest.raises(pytest.fail.Exception):
        test_what_is_long_lets_other_threads_go_on(lambda _: partial(sorted, range(20_000)))
