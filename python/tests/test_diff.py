"""What changes between two publications, or two snapshots."""

from __future__ import annotations

import copy
from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from shops import shops

import omnimedia as om
from shared import SHOP


def changed_shop() -> om.Publication:
    """Give the small shop with another picture in front, another swatch and another category."""
    dictionary = copy.deepcopy(SHOP)
    dictionary["products"][0]["media"][0]["master"]["primary"] = ["A2"]
    dictionary["swatches"][0]["hex"] = "#00FF00"
    dictionary["categories"][0]["media"][0]["image"] = "A2"
    return om.Publication.from_dict(dictionary)


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Give the form that every language shares, as the columns have it."""
    made: dict[str, Any] = {name: row.get(name) for name in ("changed", "product", "variant", "category")}
    made |= {name: row["context"].get(name) for name in ("catalog", "channel", "locale")}
    sides = {side: row.get(side) for side in ("before", "after")}
    for side, shown in sides.items():
        made[f"default_image_{side}"] = made[f"default_image_url_{side}"] = None
        made[f"primary_{side}"] = made[f"additional_{side}"] = None
        if row["changed"] == "answer" and shown is not None:
            urls = {item["asset"]: item.get("url") for item in shown["primary"]}
            made[f"default_image_{side}"] = shown["default_image"]
            made[f"default_image_url_{side}"] = urls.get(shown["default_image"])
            made[f"primary_{side}"] = [item["asset"] for item in shown["primary"]]
            made[f"additional_{side}"] = [
                {"purpose": item["purpose"], "asset": item["asset"]} for item in shown["additional"]
            ]
        elif row["changed"] == "category_image" and shown is not None and shown["is_shown"]:
            made[f"default_image_{side}"] = shown["asset"]
            made[f"default_image_url_{side}"] = shown.get("url")
    return made


def place(row: dict[str, Any]) -> tuple[str | None, ...]:
    """Say which row it is."""
    return tuple(row[name] for name in ("product", "variant", "catalog", "channel", "locale"))


def test_a_diff_counts_and_lists() -> None:
    """Answers, swatches and pictures of categories."""
    diff = om.Publication.from_dict(SHOP).diff(changed_shop())
    assert diff.counts == {"answers": 12, "swatches": 7, "category_images": 3, "products": 1}
    assert diff.total == len(diff) == len(diff.rows) == 22
    assert diff.covered == 35
    assert repr(diff) == "<Diff of 35 answers: 12 answers, 7 swatches, 3 category images of 1 product>"
    row = next(iter(diff))
    assert (row["changed"], row["product"], row["variant"]) == ("answer", "S1", None)
    assert (row["default_image_before"], row["default_image_after"]) == ("A1", "A2")
    assert (row["primary_before"], row["primary_after"]) == (["V1", "A1"], ["A2"])
    assert [row["changed"] for row in diff] == ["answer"] * 12 + ["swatches"] * 7 + ["category_image"] * 3


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(shops(), shops())
def test_columns_rows_and_dictionaries_say_the_same(one: dict[str, Any], other: dict[str, Any]) -> None:
    """Of publications and of their snapshots."""
    before, after = om.Publication.from_dict(one), om.Publication.from_dict(other)
    diff = before.diff(after)
    rows = list(diff)
    assert rows == [flat(row) for row in diff.to_dicts()]
    assert pa.table(diff).to_pylist() == rows == pl.DataFrame(diff).to_dicts()
    assert diff.total == len(rows)
    assert before.diff(before).total == 0
    # a snapshot does not know what only assets name: where both look, both find the same
    known = {*before.known_contexts(), *after.known_contexts()}
    snapshots = before.flatten().diff(after.flatten())
    by_place = {place(row): row for row in rows}
    for row in snapshots:
        context = om.Context(channel=row["channel"], locale=row["locale"], catalog=row["catalog"])
        if context in known:
            assert by_place[place(row)] == row


def test_a_diff_looks_at_what_is_named() -> None:
    """Products, categories; names that are nowhere are passed over."""
    before, after = om.Publication.from_dict(SHOP), changed_shop()
    for one, other in ((before, after), (before.flatten(), after.flatten())):
        assert isinstance(one, type(other))
        categories = one.diff(other, categories=["shirts", "nothing"])  # type: ignore[arg-type]
        assert {row["changed"] for row in categories} == {"category_image"}
        assert {row["category"] for row in categories} == {"shirts"}
        assert one.diff(other, products=["nothing"]).total == 0  # type: ignore[arg-type]
        products = one.diff(other, products=["S1"])  # type: ignore[arg-type]
        assert {row["changed"] for row in products} == {"answer", "swatches"}


def test_what_comes_and_goes_has_no_list() -> None:
    """Null is not empty."""
    before = om.Publication.from_dict(SHOP)
    after = om.Publication.from_dict({**SHOP, "products": []})
    row = before.diff(after).to_dicts(limit=1)[0]
    assert "after" not in row
    row = next(iter(before.diff(after)))
    assert (row["primary_before"], row["primary_after"]) == (["V1", "A1"], None)


def test_a_diff_beyond_the_limit_is_refused_before_it_begins() -> None:
    """Bounded by the answers it covers."""
    before, after = om.Publication.from_dict(SHOP), changed_shop()
    with pytest.raises(om.Fault) as raised:
        before.diff(after, limits={"answers": 34})
    assert raised.value.code == "limit_answers"
    with pytest.raises(om.Fault):
        before.flatten().diff(after.flatten(), limits={"answers": 1})


def test_duckdb_reads_a_diff_and_a_notebook_shows_it() -> None:
    """Columns are there to be asked."""
    diff = om.Publication.from_dict(SHOP).diff(changed_shop())
    connection = duckdb.connect()
    connection.register("diff", pa.table(diff))
    lost = connection.sql("SELECT count(*) FROM diff WHERE 'V1' IN primary_before").fetchall()
    assert lost == [(12,)]
    assert "<b>12</b> answers" in diff._repr_html_()
