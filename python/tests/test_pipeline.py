"""From headquarters to scale units: processes are killed, and nothing is lost or served half done."""

from __future__ import annotations

import contextlib
import json
import os
import random
import signal
import subprocess
import time
import uuid
from http import HTTPStatus
from http.client import IncompleteRead
from typing import TYPE_CHECKING

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError

from hq_to_csu import demo, files
from hq_to_csu.__main__ import main
from hq_to_csu.flatten import WrongDatabase, flatten
from hq_to_csu.headquarters import Headquarters, first_tenant
from hq_to_csu.points import POINTS
from hq_to_csu.scale_unit import ScaleUnit
from hq_to_csu.shop import ask, gallery, page
from hq_to_csu.store import Edit, NotPrepared, Overtaken, Store
from pipeline import Process, Watcher, World
from postgres import Postgres

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    import omnimedia as om

pytestmark = pytest.mark.pipeline

_DATABASES = ["sqlite", "postgresql"]


@pytest.fixture(name="own_postgres", scope="module")
def _own_postgres() -> Iterator[Postgres]:
    server = Postgres()
    yield server
    server.stop()


@contextlib.contextmanager
def _in_schema(url: str, folder: Path) -> Iterator[World]:
    """Make a schema, so that each test has tables of its own."""
    given = sa.make_url(url).set(drivername="postgresql+psycopg")
    engine, name = sa.create_engine(given, poolclass=sa.NullPool), f"omnimedia_{uuid.uuid4().hex}"
    with engine.begin() as connection:
        connection.execute(sa.schema.CreateSchema(name))
    within = given.update_query_dict({"options": f"-csearch_path={name}"})
    world = World(folder, within.render_as_string(hide_password=False))
    yield world
    world.store.close()
    with engine.begin() as connection:
        connection.execute(sa.schema.DropSchema(name, cascade=True))


@pytest.fixture(name="world", params=_DATABASES)
def _world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[World]:
    if request.param == "sqlite":
        world = World(tmp_path, None)
        yield world
        world.store.close()
        return
    given = os.environ.get("OMNIMEDIA_POSTGRES_URL")
    with _in_schema(given or request.getfixturevalue("own_postgres").url, tmp_path) as world:
        yield world


@pytest.fixture(name="small")
def _small(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path, None)
    assert world.store.prepare(lambda: first_tenant(2))
    yield world
    world.store.close()


def test_the_demo_tells_the_whole_way() -> None:
    """In processes, with kills."""
    said = demo.run("demo")
    assert "2 pictures" in said
    assert "The scale units notice" in said


def test_every_point_is_one_that_its_role_can_be_killed_at(world: World, tmp_path: Path) -> None:
    """Killed there, and run again: nothing is lost, nothing is done twice, nothing is half."""
    tried = [*_kill_prepare(world), *_kill_headquarters(world), *_kill_flatten(world)]
    with demo.scale_unit(*world.work) as address:
        tried += [*_kill_scale_unit(world, address), *_kill_shop(world, address, tmp_path / "page.html")]
        (tmp_path / "page.html").unlink()
        world.flatten()
        world.everything_is_served(address)
    world.nothing_is_lost(set())
    world.files_are_accounted_for()
    assert tried == list(POINTS)


def _points(role: str) -> list[str]:
    return [point for point in POINTS if point.startswith(f"{role}.")]


def _kill_prepare(world: World) -> list[str]:
    for point in _points("prepare"):
        world.run("prepare", kill_at=point)
        with pytest.raises(NotPrepared):
            world.store.head()
    assert "is in the database" in world.run("prepare")
    assert "already" in world.run("prepare")
    return _points("prepare")


def _kill_headquarters(world: World) -> list[str]:
    for point in _points("headquarters"):
        before = world.revision
        world.run("headquarters", kill_at=point)
        is_committed = point == "headquarters.committed"
        assert world.revision == before + is_committed
        assert f"revision {world.revision + 1}: ann " in world.run("headquarters")
    return _points("headquarters")


def _kill_flatten(world: World) -> list[str]:
    world.run("flatten")
    for point in _points("flatten"):
        served, newest = world.current(), world.edit()
        if point == "flatten.garbage-half-removed":  # there is some when a base is flattened anew
            while not served.deltas:
                world.flatten(1, 0)
                served, newest = world.current(), world.edit()
        world.run("flatten", "--most-deltas", "1", "--keep", "0", kill_at=point)
        now = world.current()
        is_served = POINTS.index(point) >= POINTS.index("flatten.current-published")
        assert now.revision == (newest if is_served else served.revision)
        unit = ScaleUnit(world.snapshots)
        assert unit.look()
        status, told = unit.reply("/answer?product=S1&channel=128")
        assert status == HTTPStatus.OK
        assert told["answer"] == world.expected(now.revision, {"product": "S1", "channel": "128"})
        written = {path.name: path.stat().st_ino for path in world.snapshots.glob("*.*a*")}
        world.flatten(1, 0)
        assert world.current().revision == newest
        world.files_are_accounted_for()
        again = {path.name: path.stat().st_ino for path in world.snapshots.iterdir()}
        kept = [file for file in world.current().files if file in written]
        assert [again[file] for file in kept] == [written[file] for file in kept], (
            "a whole file is written again"
        )
        if point == "flatten.files-published":
            assert kept, "the killed job and the next give files of the same names"
        assert all(entry.snapshot is not None for entry in world.store.outbox(0, newest))
    return _points("flatten")


def _kill_scale_unit(world: World, other: str) -> list[str]:
    for point in _points("scale-unit"):
        is_asked = point == "scale-unit.half-answered"
        doomed = demo.start("scale-unit", *world.work, kill_at=point if is_asked else f"{point}:2")
        assert doomed.stdout is not None
        with doomed.stdout:
            address = doomed.stdout.readline().strip()
            if is_asked:
                with pytest.raises((OSError, IncompleteRead)):
                    ask(address, "/answer", product="S1")
            else:
                assert ask(address, "/about")["revision"] == world.current().revision
                newest = world.edit()
                world.flatten()
                demo.wait_for(other, newest)
            assert doomed.wait(timeout=60) == -signal.SIGKILL
        with demo.scale_unit(*world.work) as again:
            demo.wait_for(again, world.current().revision)
    return _points("scale-unit")


def _kill_shop(world: World, address: str, out: Path) -> list[str]:
    asked = ["--scale-unit", address, "--product", "S1", "--channel", "128", "--out", str(out)]
    before = None
    for point in _points("shop"):
        demo.run("shop", *asked, kill_at=point)
        assert (out.read_text(encoding="utf-8") if out.exists() else None) == before
        demo.run("shop", *asked)
        before = out.read_text(encoding="utf-8")
        assert before.endswith("</html>\n")
        assert f"revision {world.current().revision}," in before
        assert not out.with_name(f"{out.name}{files.UNFINISHED}").exists()
    return _points("shop")


def _churn(world: World, seed: int, rounds: int, server: Postgres | None = None) -> None:
    """Kill whoever at whatever moment, while all work and all are asked."""
    chance = random.Random(seed)  # noqa: S311 - a test
    world.run("prepare")
    world.run("flatten")
    authors = [
        Process(world, "headquarters", "--author", author, "--edits", "100000", "--pause", "0.05")
        for author in ("ann", "ben")
    ]
    job = Process(world, "flatten", "--watch", "0.05")
    scale_units = [Process(world, "scale-unit"), Process(world, "scale-unit")]
    watchers = [Watcher(unit, seed + at) for at, unit in enumerate(scale_units)]
    everybody = [*authors, job, *scale_units]
    try:
        for process in everybody:
            process.wait_for_line()
        for at in range(rounds):
            time.sleep(chance.uniform(0.05, 0.5))
            if server is not None and at % 2 == 0:
                server.kill()
                time.sleep(chance.uniform(0, 0.3))
                server.start()
            else:
                chance.choice(everybody).kill_and_restart()
        before = world.revision
        end = time.monotonic() + 60
        while world.revision < before + 2:  # whoever was started again works
            assert time.monotonic() < end
            time.sleep(0.05)
        for process in [*authors, job]:
            process.kill()
        world.run("flatten")
        for unit in scale_units:
            unit.wait_for_line()
        world.everything_is_served(*(unit.address for unit in scale_units if unit.address is not None))
    finally:
        for watcher in watchers:
            watcher.stop()
        for process in everybody:
            process.end()
    assert [watcher.check(world) > 1 for watcher in watchers] == [True, True]
    acknowledged = set[tuple[int, str, int]]().union(*(author.acknowledged for author in authors))
    assert acknowledged
    world.nothing_is_lost(acknowledged)
    world.files_are_accounted_for()


def test_whoever_is_killed_at_whatever_moment_loses_nothing(world: World) -> None:
    """Two authors, the batch job and two scale units."""
    _churn(world, seed=2026, rounds=14)


def test_a_database_that_is_killed_loses_nothing(own_postgres: Postgres, tmp_path: Path) -> None:
    """PostgreSQL itself, and everybody else between."""
    with _in_schema(own_postgres.url, tmp_path) as world:
        _churn(world, seed=11, rounds=5, server=own_postgres)


def test_whoever_is_overtaken_writes_nothing_and_does_it_again(small: World) -> None:
    """Two authors with the same revision at hand."""
    one, other = small.store.tenant(0), small.store.tenant(0)
    for tenant in (one, other):
        tenant.put(product={"number": "T"})
    assert small.store.commit(0, Edit("ann", 1, "adds T"), one) == 1
    with pytest.raises(Overtaken):
        small.store.commit(0, Edit("ben", 1, "adds T"), other)
    assert small.revision == 1
    assert small.store.last_number("ben") == 0
    ann, ben = Headquarters(small.store, "ann", 1), Headquarters(small.store, "ben", 1)
    revisions = [author.edit()[0] for _ in range(4) for author in (ann, ben)]
    assert revisions == list(range(2, 10))
    small.flatten()
    small.nothing_is_lost({(1, "ann", 1)})


def test_a_commit_of_which_nobody_heard_is_not_done_twice(small: World) -> None:
    """The connection breaks after the commit."""

    class Breaking(Store):
        def commit(self, seen: int, edit: Edit, tenant: om.Tenant) -> int:
            super().commit(seen, edit, tenant)
            message = "the connection is gone"
            raise OperationalError(message, None, OSError())

    url = f"sqlite:///{small.folder / 'tenant.sqlite'}"
    store = Breaking(url)
    assert [Headquarters(store, "ann", 1).edit()[0] for _ in range(2)] == [1, 2]
    store.close()
    assert small.store.last_number("ann") == 2


def test_every_delta_gives_what_a_full_build_would(small: World) -> None:
    """Of one edit or of several, of every kind."""
    small.flatten()
    authors = [Headquarters(small.store, author, seed=3) for author in ("ann", "ben")]
    for at in range(60):
        authors[at % 2].edit()
        if at % 5 != 1:
            assert small.flatten(most_deltas=100).how in {"a delta", "no change"}
            small.everything_is_served()
    done = {entry.edit.what.split()[0] for entry in small.store.outbox(0, small.revision)}
    assert done >= {"publishes", "saves", "finishes", "writes", "shows", "brings", "resets", "runs", "is"}
    small.nothing_is_lost(set())


def test_what_is_damaged_is_not_served_and_is_made_anew(small: World) -> None:
    """A base, a delta, a manifest: the scale unit goes on, the next run of the job repairs."""
    small.flatten()
    for at in range(3):
        small.edit()
        small.flatten()
        unit, current = ScaleUnit(small.snapshots), small.current()
        assert unit.look()
        assert len(current.files) == 2
        path = small.snapshots / (*current.files, files.CURRENT)[at]
        whole = path.read_bytes()
        path.unlink()
        path.write_bytes(whole[: len(whole) // 2])
        assert not ScaleUnit(small.snapshots).look()
        assert not unit.look()
        status, told = unit.reply("/answer?product=S1")
        assert (status, told["answer"]) == (
            HTTPStatus.OK,
            small.expected(current.revision, {"product": "S1"}),
        )
        assert small.flatten().how.startswith("all anew: ")
        assert unit.look()
        assert unit.trouble is None
        small.everything_is_served()
        small.files_are_accounted_for()


def test_a_database_that_was_put_back_is_not_written_over_what_is_served(
    small: World, tmp_path: Path
) -> None:
    """Nor is another one."""
    small.edit()
    small.flatten()
    (tmp_path / "other").mkdir()
    other = World(tmp_path / "other", None)
    other.store.prepare(lambda: first_tenant(1))
    with pytest.raises(WrongDatabase, match="another database"):
        flatten(other.store, small.snapshots)
    other.store.close()
    newer = json.loads((small.snapshots / files.CURRENT).read_bytes())
    newer["revision"] += 5
    (small.snapshots / files.CURRENT).write_text(json.dumps(newer), encoding="utf-8")
    with pytest.raises(WrongDatabase, match="was put back"):
        small.flatten()


def test_drafts_move_the_revision_and_write_no_file(small: World) -> None:
    """Nothing that shoppers see has changed."""
    before = small.flatten().current
    tenant = small.store.tenant(0)
    tenant.check_in({"master": {"primary": []}}, product="S1", user="ann", at="2026-11-24T09:00:00Z")
    small.store.commit(0, Edit("ann", 1, "checks in"), tenant)
    after = small.flatten()
    assert (after.current.revision, after.current.content_hash) == (1, before.content_hash)
    assert (after.current.files, after.written, after.marked) == (before.files, 0, 1)


def test_old_files_stay_for_the_slow_and_go_later(small: World) -> None:
    """As many states as were said; who has a file mapped keeps it."""
    small.flatten(1, 2)
    first = small.current()
    unit = ScaleUnit(small.snapshots)
    assert unit.look()
    small.edit()
    small.flatten(0, 2)
    assert (small.snapshots / first.base).exists()
    for _ in range(2):
        small.edit()
        small.flatten(0, 2)
    assert not (small.snapshots / first.base).exists()
    assert len(small.current().kept) == 2
    small.files_are_accounted_for()
    assert unit.reply("/answer?product=S1")[1]["answer"] == small.expected(0, {"product": "S1"})


def test_a_page_is_made_of_one_state(small: World) -> None:
    """While newer ones come."""
    small.flatten()
    unit = ScaleUnit(small.snapshots)
    assert unit.look()
    first = unit.reply("/answer?product=S1")[1]["content_hash"]
    for expected in (HTTPStatus.OK, HTTPStatus.GONE):
        small.edit()
        small.flatten()
        assert unit.look()
        status, told = unit.reply(f"/swatches?product=S1&of={first}")
        assert status == expected
        if status == HTTPStatus.OK:
            assert told["content_hash"] == first
            assert told["revision"] == 0
    assert unit.reply("/answer?product=none")[0] == HTTPStatus.NOT_FOUND
    assert unit.reply("/answer?product=S1&locale=%20%20")[0] == HTTPStatus.BAD_REQUEST
    assert unit.reply("/answer?product=S1&values=x")[0] == HTTPStatus.NOT_FOUND


def test_a_page_escapes_what_it_shows(small: World) -> None:
    """And links only what a browser may fetch."""
    small.flatten()
    with demo.scale_unit(*small.work) as address:
        answer, swatches = gallery(address, "S1-B", "128", "fr-CA")
    assert answer["content_hash"] == swatches["content_hash"]
    html = page(answer, swatches, "fr-CA")
    assert 'src="https://cdn.example/S1-front.jpg" alt="Front (fr)"' in html
    answer["answer"]["primary"][0] |= {"url": "javascript:alert(1)", "alt": "<script>"}
    html = page(answer, swatches, "fr-CA")
    assert "javascript" not in html
    assert "<script>" not in html


def test_a_role_that_meets_no_tenant_says_so(tmp_path: Path) -> None:
    """And what to do."""
    with pytest.raises(subprocess.CalledProcessError):
        demo.run("flatten", "--work", str(tmp_path))


def test_a_shop_that_nobody_answers_says_where_and_what_to_do(tmp_path: Path) -> None:
    """Not with a traceback, as one has who asks before the scale unit serves."""
    asked = [
        "shop",
        "--scale-unit",
        "http://127.0.0.1:9",
        "--product",
        "S1",
        "--out",
        str(tmp_path / "page.html"),
    ]
    with pytest.raises(
        SystemExit, match=r"nothing answers at http://127\.0\.0\.1:9: .*; start a scale unit there"
    ):
        main(asked)
    assert not (tmp_path / "page.html").exists()
