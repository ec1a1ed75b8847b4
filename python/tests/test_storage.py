"""Tenants: stored, loaded, copied, and shared by threads."""

# what a test expects is there
# pyright: reportTypedDictNotRequiredAccess=false

from __future__ import annotations

import copy
import pickle
import threading
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

import omnimedia as om
from authored import ANN, BEN, published, refused, tenant
from shared import SHOP, shared

if TYPE_CHECKING:
    from pathlib import Path


# storage


def test_a_tenant_is_stored_without_loss(tmp_path: Path) -> None:
    """As JSON, as lines, as dictionaries, as units, in a file, by pickle and by copy."""
    made = published()
    made.edit(product="S1", channel="128", copy=True, **BEN)
    made.create_group("sale", **ANN)
    for path in (tmp_path / "t.json", tmp_path / "t.jsonl", tmp_path / "t.txt"):
        made.save(path)
        assert om.Tenant.load(path) == made
    assert (tmp_path / "t.jsonl").read_text(encoding="utf-8") == made.to_json_lines()
    assert om.Tenant.from_json(made.to_json()) == made
    assert om.Tenant.from_json(made.to_json().encode()) == made
    assert om.Tenant.from_json_lines(made.to_json_lines()) == made
    assert om.Tenant.from_dict(made.to_dict()) == made
    assert om.Tenant.from_units(made.unit(key) or "" for key in made.unit_keys()) == made
    assert pickle.loads(pickle.dumps(made)) == made
    other = copy.deepcopy(made)
    assert other == made
    other.discard(product="S1", channel="128", **BEN)
    assert other != made
    assert copy.copy(made) == made
    assert made != "tenant"
    with pytest.raises(TypeError):
        hash(made)


def test_a_pickle_keeps_the_limits() -> None:
    """What comes in later is held to them."""
    made = om.Tenant(limits={"identifier": 3})
    assert made.limits["identifier"] == 3
    read = pickle.loads(pickle.dumps(made))
    with refused("limit_identifier"):
        read.put(product={"number": "S123"})


def test_a_host_stores_the_units_that_changed_row_by_row() -> None:
    """What could not be stored is handed out again."""
    made, rows = tenant(), dict[str, str]()

    def store(*, fails: bool = False) -> None:
        with made.changed_units() as units:
            for key, unit in units:
                if unit is None:
                    rows.pop(key, None)
                else:
                    rows[key] = unit
            if fails:
                raise OSError

    with pytest.raises(OSError):  # noqa: PT011 - our own
        store(fails=True)
    assert len(made.changed_units()) == 5
    store()
    assert len(made.changed_units()) == 0
    assert om.Tenant.from_units(rows.values()) == made
    made.remove(category="shirts")
    made.check_in({}, product="S1", **ANN)
    units = made.changed_units()
    assert dict(units)['["category","shirts"]'] is None
    made.remove(channel="128")
    units.settle()
    assert [key for key, _ in made.changed_units()] == ['["channel","128"]']
    store()
    store()
    assert set(rows) - set(made.unit_keys()) == {'["category","shirts"]'}


def test_the_changes_give_the_delta_of_a_snapshot() -> None:
    """What was flattened is settled; what was not is among the changes again."""
    made = published()
    snapshot = made.publication().flatten()
    made.changes().settle()
    assert not made.changes()
    assert made.changes().delta(snapshot) is None
    made.check_in({"master": {"primary": ["A2"]}}, product="S1", **ANN)
    made.publish_all(product="S1", **ANN)
    with pytest.raises(KeyError), made.changes():
        raise KeyError
    with made.changes() as changes:
        assert changes.products == ("S1",)
        assert changes.assets == ("A2",)
        assert changes.to_dict()["categories"] == []
        delta = changes.delta(snapshot)
        assert delta is not None
        snapshot = snapshot.with_delta(delta)
    assert snapshot.resolve("S1").default_image_url == "A2.png"
    assert snapshot.compact() == made.publication().flatten()
    assert not made.changes()


def test_a_tenant_of_a_publication_publishes_the_same() -> None:
    """And one without its media has the rest."""
    shop = om.Publication.from_dict(SHOP)
    made = om.Tenant.from_publication(shop, **ANN)
    assert made.publication().flatten() == shop.flatten()
    bare = om.Tenant.without_media_of(shop)
    assert (bare.products, bare.assets) == (("S1",), ())


def test_shared_shops_are_taken_as_tenants_and_stored() -> None:
    """Real shops, in and out."""
    for path in sorted(shared("data").glob("*/publication.jsonl")):
        shop = om.Publication.load(path)
        made = om.Tenant.from_publication(shop, **ANN)
        assert made.publication().flatten() == shop.flatten()
        assert om.Tenant.from_json(made.to_json()) == made


def test_trouble_with_files_names_the_file(tmp_path: Path) -> None:
    """As every file's of Python."""
    with pytest.raises(FileNotFoundError) as told:
        om.Tenant.load(tmp_path / "none.json")
    assert told.value.filename == str(tmp_path / "none.json")
    with pytest.raises(FileNotFoundError):
        tenant().save(tmp_path / "none" / "t.json")
    with pytest.raises(IsADirectoryError):
        om.Tenant.load(tmp_path)
    (tmp_path / "bad.json").write_text("{", encoding="utf-8")
    with refused("syntax"):
        om.Tenant.load(tmp_path / "bad.json")
    assert [path.name for path in tmp_path.iterdir()] == ["bad.json"]


# threads


def test_threads_edit_and_read_at_once() -> None:
    """Nothing is lost, and every reader sees a whole state."""
    made, stop = tenant(), threading.Event()
    for asset in ("A1", "A2"):
        made.publish(asset=asset, **ANN)
    for number in range(8):
        made.put(product={"number": f"P{number}"})

    def read() -> int:
        seen = 0
        while not stop.is_set():
            seen += len(made.publication().products) + len(made.targets()) + len(made.to_json())
        return seen

    def edit(number: int) -> None:
        for turn in range(20):
            made.edit(product=f"P{number}", user=f"u{number}", at=ANN["at"])
            made.save_content(
                {"master": {"primary": ["A1" if turn % 2 else "A2"]}},
                product=f"P{number}",
                user=f"u{number}",
                at=ANN["at"],
            )
            made.finish(product=f"P{number}", user=f"u{number}", at=ANN["at"])
            made.publish(product=f"P{number}", user=f"u{number}", at=ANN["at"])

    with ThreadPoolExecutor(12) as pool:
        readers = [pool.submit(read) for _ in range(4)]
        for writer in [pool.submit(edit, number) for number in range(8)]:
            writer.result()
        stop.set()
        assert all(reader.result() > 0 for reader in readers)
    for number in range(8):
        life = made.life(product=f"P{number}")
        assert life is not None
        assert life["draft"] == 20


def test_two_tenants_are_compared_and_copied_from_many_threads_without_a_deadlock() -> None:
    """Whichever comes first."""
    one, other = published(), tenant()

    def work(turn: int) -> None:
        first, second = (one, other) if turn % 2 else (other, one)
        assert first == first  # noqa: PLR0124 - it is the point
        assert isinstance(first == second, bool)
        second.copy_from(first, user="ann", dry_run=bool(turn % 3))

    with ThreadPoolExecutor(8) as pool:
        for done in [pool.submit(work, turn) for turn in range(64)]:
            done.result(timeout=60)
