"""What an audit finds, as counts, as rows, as columns."""

from __future__ import annotations

from typing import Any

import duckdb
import polars as pl
import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from shops import asked, shops

import omnimedia as om
from shared import SHOP

CHECKS = (
    "no_image",
    "omnichannel_only",
    "video_first",
    "no_alt",
    "unheard",
    "redundant",
    "unused_asset",
    "unpublished_asset",
)


def flat(row: dict[str, Any]) -> dict[str, Any]:
    """Give the form that every language shares, as the columns have it."""
    context = row.get("context", {})
    return {
        "check": row["check"],
        "product": row.get("product"),
        "variant": row.get("variant"),
        **{name: context.get(name) for name in ("catalog", "channel", "locale")},
        "level": row.get("level"),
        "match": [{"dimension": name, "value": value} for name, value in row.get("match", {}).items()],
        "items": [{"list": item.get("list"), "asset": item["asset"]} for item in row["items"]],
    }


def test_an_audit_counts_and_lists() -> None:
    """Counts first; the rows are as many."""
    audit = om.Publication.from_dict(SHOP).audit()
    assert tuple(audit.counts) == CHECKS
    assert audit.answers == 21
    assert audit.total == len(audit) == sum(audit.counts.values()) == len(audit.rows)
    assert audit.counts["video_first"] == 12
    assert repr(audit).startswith("<Audit of 21 answers: 2 no_image, ")
    first = audit.to_dicts(limit=1)[0]
    assert first["text"] == "video_first: S1 in Omnichannel, Neutral: V1"
    assert next(iter(audit)) == flat(first)


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(shops())
def test_columns_rows_and_dictionaries_say_the_same(given_shop: dict[str, Any]) -> None:
    """And the answers, asked one by one, agree with what is found about them."""
    publication = om.Publication.from_dict(given_shop)
    audit = publication.audit()
    rows = list(audit)
    assert rows == [flat(row) for row in audit.to_dicts()]
    assert pa.table(audit).to_pylist() == rows == pl.DataFrame(audit).to_dicts()
    assert {check: sum(row["check"] == check for row in rows) for check in CHECKS} == audit.counts
    without = {
        (row["product"], row["variant"], row["catalog"], row["channel"], row["locale"])
        for row in rows
        if row["check"] == "no_image"
    }
    for product in publication.products:
        for variant in (None, *publication.variants(product)):
            for context in publication.known_contexts():
                answer = asked(publication, product, variant, context)
                key = (product, variant, context.catalog, context.channel, context.locale)
                assert (key in without) == (answer.default_image is None)


def test_checks_are_picked_and_unknown_ones_are_told() -> None:
    """By name."""
    publication = om.Publication.from_dict(SHOP)
    audit = publication.audit(checks=["no_image"])
    assert audit.counts == {**dict.fromkeys(CHECKS, 0), "no_image": 2}
    assert {row["check"] for row in audit} == {"no_image"}
    assert publication.audit(checks=[]).total == 0
    with pytest.raises(om.Fault, match="names `no_picture`, which is no check; name some of no_image,"):
        publication.audit(checks=["no_picture"])


def test_an_audit_beyond_the_limit_is_refused_before_it_begins() -> None:
    """Bounded by the answers it covers."""
    with pytest.raises(om.Fault) as raised:
        om.Publication.from_dict(SHOP).audit(limits={"answers": 20})
    assert raised.value.code == "limit_answers"


def test_duckdb_groups_what_an_audit_found() -> None:
    """Columns are there to be asked."""
    audit = om.Publication.from_dict(SHOP).audit()
    connection = duckdb.connect()
    connection.register("found", pa.table(audit))
    grouped = connection.sql('SELECT "check", count(*) FROM found GROUP BY "check"').fetchall()
    assert dict(grouped) == {check: count for check, count in audit.counts.items() if count}


def test_a_notebook_shows_counts_and_first_rows() -> None:
    """Escaped."""
    dictionary = {"omnimedia": "publication/1", "products": [{"number": "<i>"}]}
    html = om.Publication.from_dict(dictionary).audit()._repr_html_()
    assert "<b>1</b> no image" in html
    assert "&lt;i&gt;" in html
    assert "<i>" not in html


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(shops())
def test_coverage_says_of_every_product_whether_it_has_an_image(given_shop: dict[str, Any]) -> None:
    """As the answers and the audit say, one row a product and context."""
    publication = om.Publication.from_dict(given_shop)
    found = {
        (row["product"], row["catalog"], row["channel"], row["locale"])
        for row in publication.audit(checks=["omnichannel_only"])
        if row["variant"] is None
    }
    for catalog in (None, "7"):
        expected = []
        for product in sorted(publication.products):
            for context in publication.known_contexts():
                if context.catalog != catalog:
                    continue
                answer = asked(publication, product, None, context)
                key = (product, context.catalog, context.channel, context.locale)
                cover = "omnichannel_only" if key in found else "image"
                if answer.default_image is None:
                    cover = "none"
                place = {"product": product, "channel": context.channel, "locale": context.locale}
                expected.append({**place, "image": cover})
        assert publication.coverage(catalog=catalog).to_pylist() == expected
    assert publication.coverage(catalog="unheard of").to_pylist() == []
