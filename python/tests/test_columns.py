"""A table of questions in, a table of answers out."""

from __future__ import annotations

import gc
import random
import resource
import threading
from typing import TYPE_CHECKING, Any

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from shops import CATALOGS, CHANNELS, LOCALES, shops
from shops import asked as ask

import omnimedia as om
from shared import SHOP, vectors

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = (
    "default_image",
    "default_image_url",
    "primary",
    "additional",
    "level",
    "origin_catalog",
    "origin_channel",
    "origin_locale",
    "hash",
    "fault",
)
NOTHING: dict[str, Any] = dict.fromkeys(COLUMNS)


def shop() -> om.Snapshot:
    """Give the small shop."""
    return om.Publication.from_dict(SHOP).flatten()


def told(answer: om.Answer) -> dict[str, Any]:
    """Give what the row of an answer has to say."""
    image, context = answer.default_image, answer.context
    return {
        "default_image": image.asset if image else None,
        "default_image_url": answer.default_image_url,
        "primary": [item.asset for item in answer.primary],
        "additional": [{"purpose": item.purpose, "asset": item.asset} for item in answer.additional],
        "level": answer.level,
        "origin_catalog": context.catalog if context else None,
        "origin_channel": context.channel if context else None,
        "origin_locale": context.locale if context else None,
        "hash": answer.hash,
        "fault": None,
    }


def asked(snapshot: om.Snapshot, question: dict[str, Any]) -> dict[str, Any]:
    """Ask one question by itself."""
    try:
        return told(snapshot.resolve(**question))
    except om.Fault as fault:
        return {**NOTHING, "fault": fault.code}


QUESTIONS: list[dict[str, Any]] = [
    {"product": "S1", "channel": "128", "locale": "fr-CA"},
    {"product": "S1-RM", "channel": "128", "locale": "fr_ca"},
    {"product": "S1", "variant": "S1-BS"},
    {"product": "S1-BS", "variant": "S1-BS", "catalog": "0"},
    {"product": "S1-BS", "variant": "S1-RM"},
    {"product": "S1", "variant": "S1"},
    {"product": "nothing", "variant": "S1-BS"},
    {"variant": "S1-RM", "channel": "unheard of"},
    {"record_id": 5637150001, "locale": "fr"},
    {"record_id": 5637150000, "variant": "S1-RM"},
    {"record_id": 1},
    {"record_id": 5637150000, "product": "S1"},
    {"product": ""},
    {"product": "nothing"},
    {"product": "S1", "locale": "not a locale!"},
    {},
]
KEYS = ("product", "variant", "record_id", "channel", "locale", "catalog")


def questions(rows: list[dict[str, Any]]) -> pa.Table:
    """Make a table of questions."""
    kinds = {"record_id": pa.int64()}
    return pa.table(
        {key: pa.array([row.get(key) for row in rows], kinds.get(key, pa.string())) for key in KEYS}
    )


def test_a_batch_says_of_every_row_what_a_question_says() -> None:
    """Products, variants, record ids; every fault in its row, and none of them stops the others."""
    snapshot = shop()
    rows = QUESTIONS * 200
    random.Random(7).shuffle(rows)  # noqa: S311 - no secret
    expected = [asked(snapshot, row) for row in rows]
    made = snapshot.resolve_batch(questions(rows), columns=COLUMNS)
    assert made.columns == COLUMNS
    assert len(made) == len(rows)
    assert made.to_pylist() == expected
    assert pa.table(made).to_pylist() == expected
    assert {row["fault"] for row in expected} == {None, "not_found", "malformed_locale", "bad_argument"}


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(shops(), st.data())
def test_a_batch_agrees_with_resolve_for_any_shop(given_shop: dict[str, Any], data: st.DataObject) -> None:
    """Generated publications, also such whose answers are composed."""
    publication = om.Publication.from_dict(given_shop)
    policy = om.Policy(inheritance=data.draw(st.sampled_from(["severed", "context-first", "entity-first"])))
    snapshot = publication.flatten(policy)
    numbers = [
        number for product in publication.products for number in (product, *publication.variants(product))
    ]
    questioned = st.fixed_dictionaries(
        {
            "product": st.sampled_from([*numbers, "nothing"]),
            "channel": st.sampled_from([*CHANNELS, "other"]),
            "locale": st.sampled_from([*LOCALES, "de", "!"]),
            "catalog": st.sampled_from(CATALOGS),
        }
    )
    rows = data.draw(st.lists(questioned, max_size=40))
    made = snapshot.resolve_batch(questions(rows), columns=COLUMNS).to_pylist()
    assert made == [asked(snapshot, row) for row in rows]
    for row, found in zip(rows, made, strict=True):
        if found["fault"] is None:
            context = om.Context(channel=row["channel"], locale=row["locale"], catalog=row["catalog"])
            assert found == told(ask(publication, str(row["product"]), None, context, policy))


def test_a_batch_agrees_with_the_vectors() -> None:
    """Whatever the vectors ask of numbers without a selection."""
    count = 0
    for vector in vectors():
        publication = om.Publication.from_dict(vector["publication"])
        snapshot = publication.flatten()
        numbers = [
            number for product in publication.products for number in (product, *publication.variants(product))
        ]
        rows = [
            {"product": number, "channel": c.channel, "locale": c.locale, "catalog": c.catalog}
            for number in numbers[:50]
            for c in publication.known_contexts()[:50]
        ]
        made = snapshot.resolve_batch(questions(rows), columns=COLUMNS).to_pylist()
        for row, found in zip(rows, made, strict=True):
            context = om.Context(channel=row["channel"], locale=row["locale"], catalog=row["catalog"])
            assert found == told(ask(publication, str(row["product"]), None, context))
        count += len(rows)
    assert count > 1000


def test_tables_of_every_library_are_read() -> None:
    """pyarrow, Polars, DuckDB and pandas, as stream and as array."""
    snapshot = shop()
    rows = [row for row in QUESTIONS if "record_id" not in row]
    table = questions(rows).drop_columns(["record_id"])
    expected = snapshot.resolve_batch(table).to_pylist()
    frame = pl.DataFrame(table)
    connection = duckdb.connect()
    connection.register("asked", table)
    for other in (
        table.to_reader(),
        table.to_batches()[0],
        table.to_batches()[0].to_struct_array(),
        frame,
        frame.with_columns(pl.col("channel", "locale").cast(pl.Categorical)),
        connection.sql("SELECT * FROM asked"),
        pd.DataFrame(table.to_pydict()),
    ):
        assert snapshot.resolve_batch(other).to_pylist() == expected


@pytest.mark.parametrize(
    "kind",
    [
        pa.string(),
        pa.large_string(),
        pa.string_view(),
        pa.dictionary(pa.int8(), pa.string()),
        pa.dictionary(pa.uint32(), pa.large_string()),
    ],
)
def test_text_is_read_whatever_its_layout(kind: pa.DataType) -> None:
    """With nulls, in chunks, sliced."""
    snapshot = shop()
    numbers = [None, "S1", "S1-BS", None, "S1-RM", "a number that is longer than twelve bytes", "S1"] * 3
    locales = ["fr-CA", None, "en", "fr", None, "fr-CA", "fr-CA"] * 3
    expected = [
        asked(snapshot, {"product": number, "locale": locale})
        for number, locale in zip(numbers, locales, strict=True)
    ]
    table = pa.table({"product": pa.array(numbers, pa.string()), "locale": pa.array(locales, pa.string())})
    cast = pa.table({name: table[name].combine_chunks().cast(kind) for name in table.column_names})
    for start, length in ((0, 21), (3, 11), (20, 1), (5, 0)):
        piece = cast.slice(start, length)
        made = snapshot.resolve_batch(piece, columns=COLUMNS)
        assert made.to_pylist() == expected[start : start + length]
    chunked = pa.concat_tables([cast.slice(0, 4), cast.slice(4, 0), cast.slice(4)])
    assert snapshot.resolve_batch(chunked, columns=COLUMNS).to_pylist() == expected


@pytest.mark.parametrize("kind", [pa.int64(), pa.uint64(), pa.int32(), pa.uint32()])
def test_record_ids_are_read_whatever_their_width(kind: pa.DataType) -> None:
    """What cannot be one is not found."""
    dictionary = {**SHOP, "products": [{"number": "S1", "record_id": 77}]}
    snapshot = om.Publication.from_dict(dictionary).flatten()
    ids = [77, None, 0, 5] + ([-77] if kind in {pa.int64(), pa.int32()} else [])
    made = snapshot.resolve_batch(pa.table({"record_id": pa.array(ids, kind)}), columns=["fault"])
    assert made["fault"] == [None, "bad_argument", *["not_found"] * (len(ids) - 2)]


def test_a_constant_context_stands_for_a_column() -> None:
    """Where the column is absent; where it is there, it is a fault."""
    snapshot = shop()
    table = pa.table({"product": ["S1-RM", "S1"]})
    made = snapshot.resolve_batch(table, channel="128", locale="fr-CA")
    assert made["primary"] == [["A2", "A1"], []]
    with pytest.raises(om.Fault, match="stands beside a column") as raised:
        snapshot.resolve_batch(questions(QUESTIONS), locale="fr")
    assert raised.value.code == "bad_argument"
    with pytest.raises(om.Fault) as raised:
        snapshot.resolve_batch(table, locale="!")
    assert raised.value.code == "malformed_locale"


def test_no_rows_and_columns_of_nothing_are_fine() -> None:
    """Empty tables, tables without chunks, columns of nulls."""
    snapshot = shop()
    kinds = pa.schema([("product", pa.string()), ("locale", pa.string())])
    for empty in (kinds.empty_table(), pa.Table.from_batches([], kinds)):
        made = snapshot.resolve_batch(empty)
        assert len(made) == 0
        assert pa.table(made).num_rows == 0
        assert made.columns == (*COLUMNS[:-2], "fault")
    nulls = pa.table({"product": pa.nulls(3), "channel": pa.nulls(3)})
    assert snapshot.resolve_batch(nulls)["fault"] == ["bad_argument"] * 3
    nothing = pa.array([None, None], pa.dictionary(pa.int32(), pa.string()))
    assert snapshot.resolve_batch(pa.table({"product": nothing}))["fault"] == ["bad_argument"] * 2
    few = snapshot.resolve_batch(pa.table({"product": ["S1"]}), columns=[])
    assert (few.columns, len(few)) == ((), 1)


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (pa.table({"item": ["S1"], "Produce it": ["S1"]}), "there is `item`, `Produce it`"),
        (pa.table({"product": [1]}), "`product` is of Int64"),
        (pa.table({"product": ["S1"], "locale": [["fr"]]}), "`locale` is of List"),
        (pa.table({"record_id": ["1"]}), "`record_id` is of Utf8"),
        (pa.table({"record_id": [1.5]}), "`record_id` is of Float64"),
        (pa.table([["S1"], ["S2"]], names=["product", "product"]), "two columns `product`"),
        (pa.chunked_array([["S1"]]), "is a column of Utf8 and no table"),
        (pl.Series(["S1"]), "is a column of Utf8View and no table"),
        (pa.array(["S1"]), "is a column of Utf8 and no table"),
    ],
)
def test_columns_that_cannot_be_asked_are_told(table: Any, words: str) -> None:
    """What is wrong, and what is there."""
    with pytest.raises(om.Fault, match=words):
        shop().resolve_batch(table)


def test_unknown_columns_are_told_with_those_there_are() -> None:
    """And what does not speak Arrow is a `TypeError`."""
    table: Any = pa.table({"product": ["S1"]})
    with pytest.raises(om.Fault, match="names `image`, which is no column; name some of default_image,"):
        shop().resolve_batch(table, columns=["image"])
    with pytest.raises(om.Fault, match="names `hash` twice"):
        shop().resolve_batch(table, columns=["hash", "hash"])
    nothing: Any = {"product": ["S1"]}
    with pytest.raises(TypeError, match="does not speak Arrow"):
        shop().resolve_batch(nothing)


def test_a_stream_that_fails_is_a_fault() -> None:
    """What made the columns says why."""

    def batches() -> Any:
        yield pa.record_batch({"product": ["S1"]})
        message = "the disk is gone"
        raise OSError(message)

    reader = pa.RecordBatchReader.from_batches(pa.schema([("product", pa.string())]), batches())
    with pytest.raises(om.Fault, match="the columns cannot be read: OSError: the disk is gone") as raised:
        shop().resolve_batch(reader)
    assert raised.value.code == "read"
    assert isinstance(raised.value.__cause__, OSError)


def test_who_stops_a_stream_is_heard() -> None:
    """What is no ordinary exception comes through as it is; batches that cannot be theirs are a fault."""

    def stopped() -> Any:
        yield pa.record_batch({"product": ["S1"]})
        raise KeyboardInterrupt

    kinds = pa.schema([("product", pa.string())])
    with pytest.raises(KeyboardInterrupt):
        shop().resolve_batch(pa.RecordBatchReader.from_batches(kinds, stopped()))

    class Reader:
        schema = kinds

        def __arrow_c_stream__(self, requested_schema: object = None) -> object:
            return kinds.empty_table().__arrow_c_stream__(requested_schema)

        def read_next_batch(self) -> object:
            return pa.array(["S1"])

    with pytest.raises(om.Fault, match="is a column of Utf8 and no table") as raised:
        shop().resolve_batch(Reader())
    assert raised.value.code == "read"


@pytest.mark.parametrize(
    ("names", "said"),
    [
        (["product", "chanel"], "`chanel` nearly asks; name it `channel`"),
        (["product", " Locale "], "` Locale ` nearly asks; name it `locale`"),
        (["prodcut"], "`prodcut` nearly asks; name it `product`"),
        (["variant", "RecordID"], "`RecordID` nearly asks; name it `record_id`"),
        (["product", "Katalog"], "`Katalog` nearly asks; name it `catalog`"),
    ],
)
def test_a_column_that_nearly_asks_is_refused(names: list[str], said: str) -> None:
    """Rather than answers for another place."""
    with pytest.raises(om.Fault, match=f"^data: the column {said}; what does not ask") as raised:
        shop().resolve_batch(pa.table({name: ["S1"] for name in names}))
    assert raised.value.code == "bad_argument"


def test_columns_that_do_not_ask_are_passed_over() -> None:
    """Whatever they are called, also where a column that asks is called nearly so."""
    others = ["note", "price", "region", "language", "channels", "Product", "x" * 500, ""]
    table = pa.table(
        {"product": ["S1-RM"], "channel": ["128"], "locale": ["fr-CA"], **{name: ["S1"] for name in others}}
    )
    assert shop().resolve_batch(table)["primary"] == [["A2", "A1"]]


def test_answers_go_into_parquet_and_come_back(tmp_path: Path) -> None:
    """Written by pyarrow, read by all three."""
    made = shop().resolve_batch(questions(QUESTIONS), columns=COLUMNS)
    file = tmp_path / "answers.parquet"
    pq.write_table(pa.table(made), file)
    assert pq.read_table(file).to_pylist() == made.to_pylist()
    assert pl.read_parquet(file).to_dicts() == made.to_pylist()
    assert pl.DataFrame(made).to_dicts() == made.to_pylist()
    found = duckdb.read_parquet(str(file))
    assert [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()] == made.to_pylist()


def test_a_table_is_read_as_often_as_one_likes() -> None:
    """By columns, by rows, by capsules; its schema without its rows."""
    made = shop().resolve_batch(questions(QUESTIONS[:3]))
    assert list(made) == made.to_pylist() == list(made)
    assert pa.table(made) == pa.table(made)
    assert tuple(pa.schema(made).names) == made.columns
    assert repr(made).startswith("<Table: 3 rows of default_image, ")
    with pytest.raises(om.Fault, match="is no column of the table"):
        _ = made["nothing"]
    with pytest.raises(om.Fault, match="has other columns"):
        made.__arrow_c_stream__(pa.schema([("other", pa.string())]).__arrow_c_schema__())
    again = made.__arrow_c_stream__(pa.table(made).schema.__arrow_c_schema__())
    assert again is not None


def test_a_notebook_shows_the_first_rows_escaped() -> None:
    """Twenty of them, and how many more."""
    dictionary = {"omnimedia": "publication/1", "assets": [{"id": "<b>", "kind": "image"}]}
    dictionary["products"] = [{"number": "S", "media": [{"master": {"primary": ["<b>"]}}]}]
    snapshot = om.Publication.from_dict(dictionary).flatten()
    html = snapshot.resolve_batch(pa.table({"product": ["S"] * 25}))._repr_html_()
    assert html.count("<tr>") == 21
    assert "5 more rows" in html
    assert "<b>" not in html
    assert "&lt;b&gt;" in html


def test_threads_ask_together() -> None:
    """One snapshot, many batches at once."""
    snapshot = shop()
    table = questions(QUESTIONS * 50)
    expected = snapshot.resolve_batch(table).to_pylist()
    made: list[list[dict[str, Any]]] = []
    ask = lambda: made.append(snapshot.resolve_batch(table).to_pylist())  # noqa: E731
    threads = [threading.Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [expected] * 8


def test_a_thousand_rounds_leave_nothing_behind() -> None:
    """Capsules that are used, capsules that are dropped, streams that are stopped half way."""
    snapshot = shop()
    table = questions(QUESTIONS * 20)

    def once() -> None:
        made = snapshot.resolve_batch(table)
        pa.table(made)
        made.__arrow_c_stream__()
        made.__arrow_c_schema__()
        rows = snapshot.rows(batch_size=4)
        next(rows)
        reader = pa.RecordBatchReader.from_stream(rows)
        reader.read_next_batch()

    def most() -> int:
        gc.collect()
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    for _ in range(200):
        once()
    before = most()
    for _ in range(1000):
        once()
    assert most() - before < 8 * 1024
