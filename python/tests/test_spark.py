"""Spark flattens what one process flattens: the same shards, the same rows, also where tasks fail."""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import sys
from typing import TYPE_CHECKING, Any

import pytest

import omnimedia as om
from shared import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pyspark.sql import DataFrame, SparkSession

pytestmark = [
    pytest.mark.spark,
    # pyspark itself says this of pandas 3; what is tested here passes no data frame of pandas
    pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas"),
    # sockets of the workers that Spark keeps are closed when the session is
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]

SHARDS = 5
PRODUCTS = 240


@pytest.fixture(name="session", scope="module")
def _session() -> Iterator[SparkSession]:
    if importlib.util.find_spec("pyspark") is None:
        lacking("pyspark")
    if shutil.which("java") is None:
        lacking("java")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    from pyspark.sql import SparkSession  # noqa: PLC0415 - it may not be there

    builder = SparkSession.builder.master("local[2,3]").config("spark.ui.enabled", "false")
    builder = builder.config("spark.sql.shuffle.partitions", "4").config("spark.driver.host", "127.0.0.1")
    session = builder.config("spark.ui.showConsoleProgress", "false").getOrCreate()
    session.sparkContext.setLogLevel("OFF")
    yield session
    session.stop()


def _products() -> list[dict[str, Any]]:
    """Give products of which each has something else: sizes, documents for channels and locales, patterns."""
    made = []
    for at in range(PRODUCTS):
        number = f"P{at:04}"
        sizes = [str(size) for size in range(at % 7)]
        product: dict[str, Any] = {"number": number, "record_id": at * 100 + 1, "name": f"Product {at}"}
        media: list[dict[str, Any]] = [{"master": {"primary": [f"A{at % 50}", f"A{at % 13}"]}}]
        if sizes:
            product["dimensions"] = [{"name": "Size", "values": sizes}]
            product["variants"] = [
                {
                    "number": f"{number}-{size}",
                    "record_id": at * 100 + 2 + int(size),
                    "values": {"Size": size},
                }
                for size in sizes
            ]
            media[0]["dimensions"] = [{"match": {"Size": sizes[-1]}, "primary": [f"A{at % 11}"]}]
        if at % 3 == 0:
            media.append({"channel": f"{at % 4:03}", "master": {"primary": [f"A{at % 17}"]}})
        if at % 5 == 0:
            additional = [{"purpose": "manual", "asset": "A1"}]
            media.append({"locale": ["fr", "fr-CA", "de"][at % 3], "master": {"additional": additional}})
        if at == PRODUCTS - 1:
            media.append({"catalog": "7", "channel": "last", "locale": "is", "master": {"primary": []}})
        product["media"] = media
        made.append(product)
    return made


HEAD: dict[str, Any] = {
    "omnimedia": "publication/1",
    "channels": [{"id": "001", "locales": ["fr-CA", "en-US"]}],
    "swatches": [{"dimension": "Size", "value": "1", "hex": "#112233"}],
    "assets": [
        {
            "id": f"A{at}",
            "kind": "image",
            "url": f"https://cdn.example/{at}.png",
            "text": {"fr": {"alt": f"image {at}"}},
        }
        for at in range(50)
    ],
    "categories": [{"id": "all", "name": "All", "media": [{"channel": "001", "image": "A3"}]}],
}


@pytest.fixture(name="documents", scope="module")
def _documents(session: SparkSession) -> DataFrame:
    rows = [(json.dumps(product),) for product in _products()]
    return session.createDataFrame(rows, "product string").repartition(6)


@pytest.fixture(name="head", scope="module")
def _head() -> om.Publication:
    return om.Publication.from_dict(HEAD)


@pytest.fixture(name="whole", scope="module")
def _whole() -> om.Publication:
    return om.Publication.from_dict({**HEAD, "products": _products()})


def _expected(policy: om.Policy) -> list[om.Snapshot]:
    parts: list[list[dict[str, Any]]] = [[] for _ in range(SHARDS)]
    for product in _products():
        parts[om.shard_of(product["number"], SHARDS)].append(product)
    return [om.Publication.from_dict({**HEAD, "products": part}).flatten(policy) for part in parts]


def test_the_known_contexts_are_those_of_the_whole(
    documents: DataFrame, head: om.Publication, whole: om.Publication
) -> None:
    """Also where one product alone names a channel, a locale and a catalog."""
    from omnimedia import spark  # noqa: PLC0415 - it needs pyspark

    assert spark.known_contexts(documents, head) == whole.known_contexts()


def test_shards_are_those_of_one_process_byte_for_byte(documents: DataFrame, head: om.Publication) -> None:
    """Whatever the partitions that the documents came in."""
    from omnimedia import spark  # noqa: PLC0415

    policy = om.Policy(inheritance="context-first")
    made = spark.flatten_shards(documents, head, shards=SHARDS, policy=policy).orderBy("shard").collect()
    expected = _expected(policy)
    assert [row["shard"] for row in made] == list(range(SHARDS))
    assert sum(row["products"] for row in made) == PRODUCTS
    assert [bytes(row["snapshot"]) for row in made] == [snapshot.to_bytes() for snapshot in expected]
    assert [row["content_hash"] for row in made] == [snapshot.content_hash for snapshot in expected]


def test_written_shards_are_asked_as_one(
    documents: DataFrame, head: om.Publication, whole: om.Publication, tmp_path: Path
) -> None:
    """And writing again changes no file."""
    from omnimedia import spark  # noqa: PLC0415

    written = spark.write_shards(documents, head, tmp_path, shards=SHARDS)
    snapshot = written.open()
    flat = whole.flatten()
    for context in whole.known_contexts():
        shelf, expected = snapshot.shelf(**context.to_dict()), flat.shelf(**context.to_dict())
        for product in _products():
            for number in [product["number"], *(one["number"] for one in product.get("variants", []))]:
                assert shelf.resolve(number) == expected.resolve(number)
    assert snapshot.swatches("P0004") == flat.swatches("P0004")
    assert snapshot.category_image("all", channel="001") == flat.category_image("all", channel="001")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    assert len(before) == SHARDS + 1
    # whoever may read the shards may read their index
    assert len({path.stat().st_mode for path in before}) == 1
    assert spark.write_shards(documents, head, tmp_path, shards=SHARDS) == written
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_a_partition_that_fails_and_is_tried_again_changes_nothing(
    session: SparkSession, head: om.Publication, tmp_path: Path
) -> None:
    """A task is killed after it has written files, and another before."""
    from omnimedia import spark  # noqa: PLC0415

    marks = tmp_path / "marks"
    marks.mkdir()

    def killed_once(batches: Iterator[Any]) -> Iterator[Any]:
        from pyspark import TaskContext  # noqa: PLC0415

        task = TaskContext.get()
        assert task is not None
        for at, batch in enumerate(batches):
            mark = marks / f"{task.partitionId()}-{at}"
            if task.partitionId() in {1, 3} and not mark.exists():
                mark.touch()
                os._exit(9)
            yield batch

    rows = [(json.dumps(product),) for product in _products()]
    documents = (
        session.createDataFrame(rows, "product string")
        .repartition(4)
        .mapInArrow(killed_once, "product string")
    )
    folder = tmp_path / "shards"
    written = spark.write_shards(documents, head, folder, shards=SHARDS)
    assert {mark.name for mark in marks.iterdir()} == {"1-0", "3-0"}
    expected = _expected(om.Policy())
    assert [om.Snapshot.open(file) for file in written.shards] == expected
    assert sorted(path.name for path in folder.iterdir()) == sorted(
        ["index.omni", *(f"shard-{at:05}-{one.content_hash}.omni" for at, one in enumerate(expected))]
    )


def test_rows_are_those_of_one_process(
    documents: DataFrame, head: om.Publication, whole: om.Publication
) -> None:
    """Every product and variant in every known context."""
    import pyarrow as pa  # noqa: PLC0415

    from omnimedia import spark  # noqa: PLC0415

    columns = [
        "product",
        "variant",
        "catalog",
        "channel",
        "locale",
        "default_image",
        "primary",
        "additional",
        "level",
    ]
    found = spark.rows(documents, head, columns=columns)
    assert found.columns == columns
    expected = pa.table(whole.flatten().rows(columns=columns)).to_pylist()

    def key(row: dict[str, Any]) -> tuple[str, ...]:
        return tuple(row[name] or "" for name in columns[:5])

    rows = sorted((row.asDict(recursive=True) for row in found.collect()), key=key)
    assert rows == sorted(expected, key=key)
    assert len(rows) > 10_000


def test_a_product_that_is_refused_fails_the_job_and_tells_why(
    session: SparkSession, head: om.Publication
) -> None:
    """The fault comes through Spark's own error."""
    from omnimedia import spark  # noqa: PLC0415

    for product, said in [
        ('{"number": "P1", "colour": 1}', "unknown key `colour`"),
        ("no json", "line 1"),
        ("{}", "`number` is missing"),
    ]:
        documents = session.createDataFrame([(product,)], "product string")
        with pytest.raises(Exception, match=said):
            spark.flatten_shards(documents, head, shards=2).collect()
    with pytest.raises(om.Fault):
        spark.flatten_shards(documents, head, shards=0)
