"""Snapshots: files, bytes, deltas and shards."""

from __future__ import annotations

import gc
import sys
import threading
import weakref
from pathlib import Path
from typing import Any

import pytest

import omnimedia as om
from authored import refused
from shared import SHOP, vectors


@pytest.fixture(name="shop", scope="module")
def _shop() -> om.Publication:
    return om.Publication.from_dict(SHOP)


def test_a_saved_snapshot_is_mapped_and_answers_the_same(shop: om.Publication, tmp_path: Path) -> None:
    """Written, renamed, mapped, verified."""
    made = shop.flatten()
    made.save(tmp_path / "shop.omni")
    opened = om.Snapshot.open(tmp_path / "shop.omni")
    assert "mapped" in repr(opened)
    assert opened == made
    assert opened.resolve("S1") == shop.resolve("S1")
    assert [path.name for path in tmp_path.iterdir()] == ["shop.omni"]


def test_saving_replaces_the_old_file_and_readers_keep_it(shop: om.Publication, tmp_path: Path) -> None:
    """Readers of the old file go on."""
    path = tmp_path / "shop.omni"
    shop.flatten().save(path)
    old = om.Snapshot.open(path)
    om.Publication.from_dict({"omnimedia": "publication/1"}).flatten().save(path)
    assert old.resolve("S1").product == "S1"
    with pytest.raises(om.Fault):
        om.Snapshot.open(path).resolve("S1")


def test_a_snapshot_is_closed_at_the_end_of_its_block(shop: om.Publication, tmp_path: Path) -> None:
    """What was asked before stays; the file is let go with the last of it."""
    path = tmp_path / "shop.omni"
    shop.flatten().save(path)

    def is_mapped() -> bool:
        return str(path) in Path("/proc/self/maps").read_text(encoding="utf-8")

    with om.Snapshot.open(path) as snapshot:
        assert "mapped" in repr(snapshot)
        shelf, answer, rows = snapshot.shelf(), snapshot.resolve("S1"), snapshot.rows()
        known = snapshot.content_hash
    assert snapshot.closed
    assert repr(snapshot) == f"<Snapshot {known}: closed>"
    assert snapshot == shop.flatten()
    for ask in (
        snapshot.shelf,
        snapshot.verify,
        snapshot.rows,
        lambda: snapshot.policy,
        lambda: snapshot.resolve("S1"),
    ):
        with refused("bad_argument"):
            ask()
    with refused("bad_argument"), snapshot:
        pass
    snapshot.close()
    assert answer == shop.resolve("S1")
    assert shelf.resolve("S1") == answer
    assert len(rows.to_pylist()) == len(shop.flatten().rows().to_pylist())
    assert not shelf.snapshot.closed
    if sys.platform == "linux":
        assert is_mapped()
        watched = weakref.ref(shelf.snapshot)
        del shelf, answer, rows
        gc.collect()
        assert not is_mapped()
        assert watched() is None


def test_trouble_with_files_is_an_os_error_that_names_the_file(shop: om.Publication, tmp_path: Path) -> None:
    """As from `open`."""
    with pytest.raises(FileNotFoundError) as raised:
        om.Snapshot.open(tmp_path / "none.omni")
    assert raised.value.filename == str(tmp_path / "none.omni")
    with pytest.raises(OSError, match="no file"):
        om.Snapshot.open(tmp_path)
    with pytest.raises(FileNotFoundError):
        shop.flatten().save(tmp_path / "none" / "shop.omni")
    with pytest.raises(OSError, match="no file"):
        shop.flatten().save(tmp_path)


def test_what_is_no_snapshot_is_refused(shop: om.Publication, tmp_path: Path) -> None:
    """By name of what is wrong."""
    data = shop.flatten().to_bytes()
    for damaged, code in [
        (b"", "not_a_snapshot"),
        (b"x" * 500, "not_a_snapshot"),
        (data[:-1], "snapshot_length"),
        (data[:300] + bytes([data[300] ^ 1]) + data[301:], "snapshot_checksum"),
        (data[:-9] + bytes([data[-9] ^ 1]) + data[-8:], "snapshot_checksum"),
    ]:
        (tmp_path / "damaged").write_bytes(damaged)
        with pytest.raises(om.Fault) as raised:
            om.Snapshot.open(tmp_path / "damaged")
        assert raised.value.code == code
        with pytest.raises(om.Fault) as raised:
            om.Snapshot.from_bytes(damaged)
        assert raised.value.code == code


def test_bytes_are_read_in_place_and_writable_buffers_refused(shop: om.Publication) -> None:
    """What may change is not trusted."""
    data = shop.flatten().to_bytes()
    assert om.Snapshot.from_bytes(data) == om.Snapshot.from_bytes(memoryview(data))
    with pytest.raises(om.Fault, match="can be written to"):
        om.Snapshot.from_bytes(bytearray(data))
    with pytest.raises(TypeError):
        om.Snapshot.from_bytes("text")  # type: ignore[arg-type]
    with pytest.raises((TypeError, BufferError)):
        om.Snapshot.from_bytes(5)  # type: ignore[arg-type]


def test_a_view_outlives_its_snapshot(shop: om.Publication) -> None:
    """It keeps the bytes; it is read-only."""
    snapshot = shop.flatten()
    data, view = snapshot.to_bytes(), snapshot.view()
    del snapshot
    assert view.readonly
    assert view == data


def test_the_kind_of_a_file_is_told_from_its_first_bytes(shop: om.Publication) -> None:
    """64 of them."""
    data = shop.flatten().to_bytes()
    assert om.Snapshot.probe(data[:64]) == {"kind": "current", "delta": False, "length": len(data)}
    assert om.Snapshot.probe(b"")["kind"] == "not a snapshot"
    newer = om.Snapshot.probe(data[:8] + b"\xff\xff" + data[10:64])
    assert newer["kind"] == "newer"


def _changed() -> om.Publication:
    shop: dict[str, Any] = {
        **SHOP,
        "products": [{**SHOP["products"][0], "media": [{"master": {"primary": ["A2"]}}]}],
    }
    return om.Publication.from_dict(shop)


def test_a_delta_changes_what_it_names_and_compacts_to_a_full_build(
    shop: om.Publication, tmp_path: Path
) -> None:
    """The bytes of a full build."""
    base, changed = shop.flatten(), _changed()
    delta = changed.delta(base, products=["S1"])
    above = base.with_delta(delta)
    assert above.deltas == 1
    assert above.resolve("S1") == changed.resolve("S1")
    assert base.resolve("S1") == shop.resolve("S1")
    assert above.compact().to_bytes() == changed.flatten().to_bytes()
    (tmp_path / "base").write_bytes(base.to_bytes())
    (tmp_path / "delta").write_bytes(delta)
    opened = om.Snapshot.open(tmp_path / "base", deltas=[tmp_path / "delta"])
    assert opened == above
    assert om.Snapshot.from_bytes(base.to_bytes(), deltas=[delta]) == above
    for ask in (above.to_bytes, lambda: above.save(tmp_path / "x"), above.view):
        with pytest.raises(om.Fault) as raised:
            ask()
        assert raised.value.code == "wrong_kind"
    with pytest.raises(om.Fault) as raised:
        changed.flatten().with_delta(delta)
    assert raised.value.code == "wrong_base"
    with pytest.raises(om.Fault) as raised:
        om.Snapshot.from_bytes(delta)
    assert raised.value.code == "wrong_kind"


def _sharded(publication: dict[str, Any], policy: om.Policy, count: int) -> tuple[bytes, list[bytes]]:
    parts: list[list[Any]] = [[] for _ in range(count)]
    for product in publication["products"]:
        parts[om.shard_of(product["number"], count)].append(product)
    shards = [om.Publication.from_dict({**publication, "products": part}).flatten(policy) for part in parts]
    return om.Snapshot.index_shards(shards), [shard.to_bytes() for shard in shards]


def test_shards_are_asked_as_one_snapshot(tmp_path: Path) -> None:
    """Every case of the vectors, in three shards."""
    index, shards, sharded = b"", list[bytes](), None
    for vector in vectors()[:12]:
        publication, policy = vector["publication"], om.Policy(**vector["policy"])
        index, shards = _sharded(publication, policy, 3)
        sharded = om.Snapshot.from_shards(index, shards)
        whole = om.Publication.from_dict(publication).flatten(policy)
        assert sharded.shards == 3
        assert sharded.known_contexts() == whole.known_contexts()
        for case in vector["cases"]:
            query = dict(case["query"])
            number = query.pop("product")
            assert sharded.resolve(number, **query) == whole.resolve(number, **query)
        for context in whole.known_contexts()[:5]:
            one, other = sharded.shelf(**context.to_dict()), whole.shelf(**context.to_dict())
            for product in publication["products"]:
                for number in [product["number"], *(one["number"] for one in product.get("variants", []))]:
                    assert one.default_image_url(number) == other.default_image_url(number)
                    assert one.resolve(number) == other.resolve(number)
    (tmp_path / "index").write_bytes(index)
    paths = [tmp_path / f"shard-{at}" for at in range(3)]
    for path, shard in zip(paths, shards, strict=True):
        path.write_bytes(shard)
    assert om.Snapshot.open_shards(tmp_path / "index", paths) == sharded


def test_shards_of_another_set_or_order_are_refused() -> None:
    """And what only one snapshot can do."""
    index, shards = _sharded(vectors()[0]["publication"], om.Policy(), 3)
    for wrong in (shards[:2], shards[::-1], [*shards, shards[0]]):
        with pytest.raises(om.Fault) as raised:
            om.Snapshot.from_shards(index, wrong)
        assert raised.value.code == "wrong_shard"
    sharded = om.Snapshot.from_shards(index, shards)
    for ask in (sharded.compact, sharded.to_bytes, lambda: sharded.with_delta(b"")):
        with pytest.raises(om.Fault) as raised:
            ask()
        assert raised.value.code == "wrong_kind"
    with pytest.raises(om.Fault) as raised:
        om.shard_of("S1", 0)
    assert raised.value.code == "bad_argument"


def test_many_threads_ask_one_snapshot(shop: om.Publication) -> None:
    """And get what one would."""
    snapshot = shop.flatten()
    shelf = snapshot.shelf(channel="128", locale="fr-CA")
    expected = [
        snapshot.resolve(number, channel="128", locale="fr-CA").to_json() for number in ("S1", "S1-RM")
    ]
    wrong: list[str] = []

    def ask() -> None:
        for _ in range(300):
            for number, answer in zip(("S1", "S1-RM"), expected, strict=True):
                if shelf.resolve(number).to_json() != answer:
                    wrong.append(number)

    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []
