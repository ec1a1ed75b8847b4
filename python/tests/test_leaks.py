"""Whatever is made is given back: Python's objects and the library's memory, counted after many rounds."""

from __future__ import annotations

import copy
import ctypes
import ctypes.util
import gc
import io
import pickle
import sys
from typing import TYPE_CHECKING, Any

import pyarrow as pa
import pytest

import omnimedia as om
from authored import ANN, published

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

ROUNDS = 200


class _Mallinfo(ctypes.Structure):
    """What glibc says of its heaps, in bytes."""

    _fields_ = (
        *((f"before {at}", ctypes.c_size_t) for at in range(4)),
        ("mapped", ctypes.c_size_t),
        *((f"between {at}", ctypes.c_size_t) for at in range(2)),
        ("in_use", ctypes.c_size_t),
        *((f"behind {at}", ctypes.c_size_t) for at in range(2)),
    )


def _asks_the_heap() -> Callable[[], int] | None:
    """Give what counts the bytes in use, where the C library has it."""
    if not sys.platform.startswith("linux"):
        return None
    library = ctypes.CDLL(ctypes.util.find_library("c"))
    try:
        call = library.mallinfo2
    except AttributeError:
        return None
    call.restype = _Mallinfo

    def in_use() -> int:
        said = call()
        return int(said.in_use) + int(said.mapped)

    return in_use


heap = _asks_the_heap()


def grown(once: Callable[[], object], rounds: int = ROUNDS) -> tuple[int, int]:
    """Say by how many blocks of Python's and bytes of the heap the process grew over many rounds."""
    for _ in range(50):
        once()

    def held() -> tuple[int, int]:
        for _ in range(3):
            gc.collect()
        return sys.getallocatedblocks(), heap() if heap else 0

    held()
    blocks, in_use = held()
    for _ in range(rounds):
        once()
    after = held()
    return after[0] - blocks, after[1] - in_use


def shop() -> om.Publication:
    """Make a publication with two products."""
    sets = {"primary": ["A1", "A2"], "additional": [{"purpose": "manual", "asset": "F1"}]}
    assets: list[dict[str, Any]] = [
        {"id": one, "kind": kind, "url": f"https://cdn.example/{one}"}
        for one, kind in (("A1", "image"), ("A2", "image"), ("F1", "file"))
    ]
    assets[0]["text"] = {"fr": {"alt": "devant"}}
    return om.Publication.from_dict(
        {
            "omnimedia": "publication/1",
            "assets": assets,
            "channels": [{"id": "128", "locales": ["fr-CA"]}],
            "products": [
                {
                    "number": "S1",
                    "record_id": 1,
                    "dimensions": [{"name": "Color", "values": ["Red"]}],
                    "variants": [{"number": "S1-R", "values": {"Color": "Red"}}],
                    "media": [{"master": sets}, {"channel": "128", "variants": {"S1-R": sets}}],
                },
                {"number": "S2", "media": [{"master": sets}]},
            ],
        }
    )


def reads_and_writes(path: Path) -> None:
    """Publications: read, written, copied, pickled, saved."""
    made = shop()
    for text in (made.to_json(), made.to_json().encode()):
        om.Publication.from_json(text)
    om.Publication.from_json_lines(made.to_json_lines())
    made.save(path / "shop.jsonl")
    assert om.Publication.load(path / "shop.jsonl").to_dict() == made.to_dict()
    pickle.loads(pickle.dumps(made))
    copy.deepcopy(made)


def asks(_: Path) -> None:
    """Answers, their items, explanations and pages, of a publication."""
    made = shop()
    answer = made.resolve("S1-R", channel="128", locale="fr-CA")
    assert [item.alt for item in answer.primary] == ["devant", None]
    assert answer.default_image
    assert str(made.explain("S1", values={"Color": "Red"}))
    assert "A1" in answer._repr_html_()
    assert answer.to_dict()
    made.where_used("A1")
    made.retail().media_locations("S1", channel="128")
    made.preview(products=["S1"])


def flattens(path: Path) -> None:
    """Snapshots: made, mapped, asked, changed, compared, read as rows."""
    made = shop()
    snapshot = made.flatten()
    snapshot.save(path / "shop.omni")
    mapped = om.Snapshot.open(path / "shop.omni")
    mapped.verify()
    shelf = mapped.shelf(channel="128", locale="fr-CA")
    first = shelf.default_image("S1-R")
    assert first is not None
    assert first.alt == "devant"
    assert shelf.resolve("S1-R").primary[0].alt == "devant"
    assert mapped.view().tobytes() == snapshot.to_bytes()
    changed = made.to_dict()
    changed["products"][1]["media"] = []
    delta = om.Publication.from_dict(changed).delta(mapped, products=["S2"])
    assert delta is not None
    later = mapped.with_delta(delta).compact()
    assert list(mapped.diff(later))
    assert mapped.rows(columns=["product", "primary"], batch_size=3).to_pylist()
    next(iter(mapped.rows()))
    pickle.loads(pickle.dumps(snapshot))


def exchanges_columns(path: Path) -> None:
    """Arrow in and out, by streams, arrays and a wanted schema; mapped files that are closed."""
    shop().flatten().save(path / "shop.omni")
    with om.Snapshot.open(path / "shop.omni") as snapshot:
        asked = pa.record_batch({"product": ["S1", "S1-R", "nope"]})
        for table in (asked, pa.table(asked)):
            answers = snapshot.resolve_batch(table)
            assert pa.table(answers).num_rows == 3
        answers.__arrow_c_stream__()
        rows = snapshot.rows(batch_size=2)
        schema = pa.schema(rows).remove(0).__arrow_c_schema__()
        with pytest.raises(om.Fault):
            rows.__arrow_c_stream__(schema)
        next(snapshot.rows(batch_size=2))
    with pytest.raises(om.Fault):
        snapshot.rows()
    assert pa.table(shop().audit()).num_rows
    assert pa.table(shop().diff(om.Publication.from_dict({"omnimedia": "publication/1"}))).num_rows


def inspects(_: Path) -> None:
    """Audits, diffs, coverage and minimising."""
    made = shop()
    list(made.audit())
    assert made.coverage().to_pylist()
    list(made.diff(shop()))
    assert made.minimise().publication


def authors(_: Path) -> None:
    """Tenants: edited, published, stored, exported and imported."""
    made = published()
    with made.editing(product="S1", channel="128", **ANN) as content:
        content["master"] = {"primary": ["A2"]}
    made.publish_all(product="S1", channel="128", **ANN)
    kept = made.export_manifest()
    assert kept.data
    other, result = om.Tenant.without_media_of(made.publication()), io.BytesIO()
    other.import_manifest(io.BytesIO(kept.data), result=result, progress=lambda *_: None, **ANN)
    assert result.getvalue()
    pickle.loads(pickle.dumps(made))
    made.publication().flatten()


def is_refused(_: Path) -> None:
    """Refusals: of texts, of questions, of bytes, in callbacks."""
    made = shop()
    wrong: tuple[Callable[[], object], ...] = (
        lambda: om.Publication.from_json('{"omnimedia": "publication/1", "products": [1, {"number": 3}]}'),
        lambda: made.resolve("nope"),
        lambda: made.resolve("S1", locale="!"),
        lambda: om.Snapshot.from_bytes(b"OMNIMEDIA"),
    )
    for one in wrong:
        with pytest.raises(om.Fault):
            one()

    def stops(*_: object) -> None:
        raise KeyError

    written = published().export_manifest().data
    with pytest.raises(KeyError):
        om.Tenant().import_manifest(io.BytesIO(written or b""), progress=stops, **ANN)


@pytest.mark.parametrize(
    "once",
    [reads_and_writes, asks, flattens, exchanges_columns, inspects, authors, is_refused],
    ids=lambda once: once.__name__,
)
def test_what_is_made_is_given_back(once: Callable[[Path], None], tmp_path: Path) -> None:
    """Not a block of Python's every second round, nor 16 bytes of the library's a round.

    Caches fill once, and heaps are cut anew; a leak comes back each time.
    """
    seen: list[tuple[int, int]] = []
    for _ in range(4):
        blocks, in_use = grown(lambda: once(tmp_path))
        if blocks < ROUNDS // 2 and in_use < 16 * ROUNDS:
            return
        seen.append((blocks, in_use))
    pytest.fail(f"blocks and bytes that stay, of {ROUNDS} rounds each: {seen}")


def test_what_is_kept_is_seen() -> None:
    """The counts can fail: an answer, or a snapshot, that each round keeps."""
    made, kept = shop(), list[object]()
    for _ in range(4):
        blocks, _ = grown(lambda: kept.append(made.resolve("S1")))
        assert blocks >= ROUNDS // 2
    if heap is None:
        pytest.skip("this C library does not count its heap")
    for _ in range(4):
        _, in_use = grown(lambda: kept.append(made.flatten()))
        assert in_use >= 16 * ROUNDS
