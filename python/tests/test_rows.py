"""The whole flattened table, streamed."""

from __future__ import annotations

import itertools
import resource
from typing import TYPE_CHECKING, Any

import duckdb
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shops import shops

import omnimedia as om
from shared import SHOP

if TYPE_CHECKING:
    from pathlib import Path

SUBJECTS = ("product", "variant", "record_id", "catalog", "channel", "locale")
ANSWERS = (
    "default_image",
    "default_image_url",
    "primary",
    "additional",
    "level",
    "origin_catalog",
    "origin_channel",
    "origin_locale",
)


def shop() -> om.Snapshot:
    """Give the small shop."""
    return om.Publication.from_dict(SHOP).flatten()


def wanted(
    snapshot: om.Snapshot, numbers: list[tuple[str, str | None, int | None]], contexts: list[om.Context]
) -> list[dict[str, Any]]:
    """Ask for every row by itself."""
    rows = []
    for (product, variant, record_id), where in itertools.product(numbers, contexts):
        answer = snapshot.resolve(
            variant or product, channel=where.channel, locale=where.locale, catalog=where.catalog
        )
        image, origin = answer.default_image, answer.context
        rows.append(
            {
                "product": product,
                "variant": variant,
                "record_id": record_id,
                "catalog": where.catalog,
                "channel": where.channel,
                "locale": where.locale,
                "default_image": image.asset if image else None,
                "default_image_url": answer.default_image_url,
                "primary": [item.asset for item in answer.primary],
                "additional": [{"purpose": i.purpose, "asset": i.asset} for i in answer.additional],
                "level": answer.level,
                "origin_catalog": origin.catalog if origin else None,
                "origin_channel": origin.channel if origin else None,
                "origin_locale": origin.locale if origin else None,
                "hash": answer.hash,
            }
        )
    return rows


def place(row: dict[str, Any]) -> tuple[str, ...]:
    """Say which row it is."""
    return tuple(row[name] or "" for name in ("product", "variant", "channel", "locale"))


def numbers_of(dictionary: dict[str, Any]) -> list[tuple[str, str | None, int | None]]:
    """Give products by number, each with its variants in the order of their values."""
    found: list[tuple[str, str | None, int | None]] = []
    for product in sorted(dictionary["products"], key=lambda product: product["number"]):
        found.append((product["number"], None, product.get("record_id")))
        found += [
            (product["number"], one["number"], one.get("record_id")) for one in product.get("variants", [])
        ]
    return found


def test_rows_are_every_product_and_variant_in_every_known_context() -> None:
    """Products by number, variants behind their product, contexts as they are known."""
    snapshot = shop()
    expected = wanted(snapshot, numbers_of(SHOP), snapshot.known_contexts())
    rows = snapshot.rows(columns=[*SUBJECTS, *ANSWERS, "hash"])
    assert rows.columns == (*SUBJECTS, *ANSWERS, "hash")
    assert rows.to_pylist() == expected
    assert snapshot.rows().columns == (*SUBJECTS, *ANSWERS)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(shops(), st.integers(1, 50), st.sampled_from(["severed", "context-first", "entity-first"]))
def test_rows_agree_with_resolve_for_any_shop(
    given_shop: dict[str, Any], size: int, inheritance: str
) -> None:
    """Whatever the size of a batch, also where answers are composed."""
    publication = om.Publication.from_dict(given_shop)
    snapshot = publication.flatten(om.Policy(inheritance=inheritance))
    expected = wanted(snapshot, numbers_of(given_shop), snapshot.known_contexts())
    columns = [*SUBJECTS, *ANSWERS, "hash"]
    tables = list(snapshot.rows(columns=columns, batch_size=size).batches())
    assert [row for table in tables for row in table] == expected
    assert all(len(table) == size for table in tables[:-1])
    # what is asked for the rows is what the rows say
    asked = pa.table(snapshot.rows(columns=["product", "variant", "channel", "locale", "catalog"]))
    answers = snapshot.resolve_batch(asked, columns=[*ANSWERS, "hash"]).to_pylist()
    assert answers == [{name: row[name] for name in (*ANSWERS, "hash")} for row in expected]


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(shops(), shops())
def test_rows_of_deltas_are_those_of_the_compact_snapshot(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Changed, added and removed products; in another order, each once."""
    before, after = om.Publication.from_dict(one), om.Publication.from_dict(other)
    base = before.flatten()
    names = {*before.products, *after.products}
    assets = {*before.assets, *after.assets}
    layered = base.with_delta(after.delta(base, products=sorted(names), assets=sorted(assets)))
    contexts = [om.Context(channel=c, locale=n) for c in (None, "128") for n in (None, "fr-CA")]
    found = layered.rows(contexts=contexts).to_pylist()
    expected = after.flatten().rows(contexts=contexts).to_pylist()
    assert sorted(found, key=place) == sorted(expected, key=place)
    assert {row["product"] for row in layered.compact().rows(contexts=contexts)} == set(after.products)


def test_rows_come_for_some_products_in_some_contexts() -> None:
    """In the order asked for; a variant's number means that variant."""
    snapshot = shop()
    contexts = [om.Context(channel="128", locale="fr-CA"), om.Context(channel="unheard of")]
    rows = list(snapshot.rows(contexts=contexts, products=["S1-RM", "S1"], columns=SUBJECTS))
    assert [(row["variant"], row["channel"], row["locale"]) for row in rows] == [
        (number, channel, locale)
        for number in ("S1-RM", None, "S1-BS", "S1-RM")
        for channel, locale in (("128", "fr-CA"), ("unheard of", None))
    ]
    assert snapshot.rows(contexts=[]).to_pylist() == []
    assert snapshot.rows(products=[]).to_pylist() == []
    with pytest.raises(om.Fault) as raised:
        snapshot.rows(products=["S1", "nothing"])
    assert raised.value.code == "not_found"


def test_what_is_no_size_and_no_column_is_told() -> None:
    """At the call, not while it is read."""
    for size in (0, 1 << 21):
        with pytest.raises(om.Fault, match="batch_size"):
            shop().rows(batch_size=size)
    with pytest.raises(om.Fault, match="names `fault`, which is no column"):
        shop().rows(columns=["fault"])


def test_a_stream_is_read_once_and_may_change_hands() -> None:
    """Some by rows, some as a table, the rest by another reader."""
    snapshot = shop()
    expected = snapshot.rows().to_pylist()
    rows = snapshot.rows(batch_size=4)
    assert repr(rows).startswith("<Stream of product, variant, ")
    assert rows._repr_html_().startswith("<div>a stream of <code>product</code>")
    assert tuple(pa.schema(rows).names) == rows.columns
    parts = [next(rows), next(rows)]
    parts += next(iter(rows.batches())).to_pylist()
    parts += [next(rows)]
    parts += pa.RecordBatchReader.from_stream(rows).read_all().to_pylist()
    assert parts == expected
    assert list(rows) == []
    with pytest.raises(om.Fault, match="taken by another reader"):
        pa.table(rows)


def test_a_stream_that_nobody_ends_is_let_go() -> None:
    """A capsule that is dropped, a reader that stops, an iteration that breaks off."""
    for _ in range(50):
        rows = shop().rows(batch_size=2)
        next(rows)
        reader = pa.RecordBatchReader.from_stream(rows)
        reader.read_next_batch()
        del reader, rows
        shop().rows().__arrow_c_stream__()


def test_rows_go_into_parquet_and_every_reader_reads_them(tmp_path: Path) -> None:
    """pyarrow, Polars and DuckDB, from the stream and from the file."""
    snapshot = shop()
    expected = snapshot.rows().to_pylist()
    file = tmp_path / "rows.parquet"
    reader = pa.RecordBatchReader.from_stream(snapshot.rows(batch_size=5))
    with pq.ParquetWriter(file, reader.schema) as writer:
        for batch in reader:
            writer.write_batch(batch)
    assert pq.read_table(file).to_pylist() == expected
    assert pl.read_parquet(file).to_dicts() == expected
    assert pl.DataFrame(snapshot.rows(batch_size=5)).to_dicts() == expected
    rows = snapshot.rows(batch_size=5)
    connection = duckdb.connect()
    connection.register("rows", pa.RecordBatchReader.from_stream(rows))
    for found in (connection.table("rows"), duckdb.read_parquet(str(file))):
        assert [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()] == expected


def test_memory_stays_that_of_a_batch() -> None:
    """Many rows are read, none is kept."""
    products = [{"number": f"S{at}", "media": [{"master": {"primary": ["A1"] * 1}}]} for at in range(20_000)]
    channels = [{"id": str(at), "locales": ["fr", "en", "de", "it"]} for at in range(10)]
    dictionary = {
        "omnimedia": "publication/1",
        "channels": channels,
        "assets": [{"id": "A1", "kind": "image", "url": "https://cdn.example/" + "a" * 100}],
        "products": products,
    }
    snapshot = om.Publication.from_dict(dictionary).flatten()

    def read() -> int:
        return sum(len(table) for table in snapshot.rows(batch_size=1024).batches())

    count = read()
    assert count == 20_000 * len(snapshot.known_contexts())
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert read() == count
    # all rows at once would be more than 100 MB
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 8 * 1024
