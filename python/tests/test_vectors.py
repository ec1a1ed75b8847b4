"""Publications and snapshots give the answers that an independent program computed from the rules."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

import omnimedia as om
from shared import vectors

CONTEXT = ("channel", "locale", "catalog")


def _only(expected: Any, found: Any) -> Any:
    """Give what was found, without the keys that are more than what was expected."""
    if isinstance(expected, Mapping) and isinstance(found, Mapping):
        return {key: _only(expected[key], found[key]) if key in found else None for key in expected}
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [_only(one, other) for one, other in zip(expected, found, strict=True)]
    return found


def _ask(asked: om.Publication | om.Snapshot, query: Mapping[str, Any], **more: Any) -> om.Answer:
    query = dict(query)
    return asked.resolve(query.pop("product"), **query, **more)


@pytest.fixture(scope="module", name="all_vectors")
def _all_vectors() -> list[dict[str, Any]]:
    return vectors()


def test_every_answer_comes_out_of_both_engines(
    all_vectors: list[dict[str, Any]],
) -> None:
    """Both engines, every case."""
    cases = 0
    for vector in all_vectors:
        publication, policy = om.Publication.from_dict(vector["publication"]), om.Policy(**vector["policy"])
        snapshot = publication.flatten(policy)
        for case in vector["cases"]:
            direct = _ask(publication, case["query"], policy=policy)
            flat = _ask(snapshot, case["query"])
            assert _only(case["answer"], direct.to_dict()) == case["answer"], (vector["seed"], case["query"])
            assert flat == direct, (vector["seed"], case["query"])
            default = case["answer"]["default_image"]
            image = flat.default_image
            assert (image and image.asset) == default
            cases += 1
    assert cases > 1000


def test_every_swatch_comes_out(all_vectors: list[dict[str, Any]]) -> None:
    """Each value that has one, in the product's order, from the right source."""
    cases = 0
    for vector in all_vectors:
        publication, policy = om.Publication.from_dict(vector["publication"]), om.Policy(**vector["policy"])
        snapshot = publication.flatten(policy)
        for case in vector["swatches"]:
            query = dict(case["query"])
            product = query.pop("product")
            context = {key: query[key] for key in CONTEXT if key in query}
            direct = publication.swatches(product, **context, policy=policy)
            assert snapshot.swatches(product, **context) == direct
            expected = case["answer"]
            assert [(one.dimension, one.value, one.source) for one in direct] == [
                (one["dimension"], one["value"], one["source"]) for one in expected
            ]
            assert [(one.hex, one.asset) for one in direct] == [
                (one.get("hex"), one.get("asset")) for one in expected
            ]
            cases += 1
    assert cases > 0


def test_every_category_picture_comes_out(all_vectors: list[dict[str, Any]]) -> None:
    """Before the filter, as the vectors have it."""
    cases = 0
    for vector in all_vectors:
        publication, policy = om.Publication.from_dict(vector["publication"]), om.Policy(**vector["policy"])
        snapshot = publication.flatten(policy)
        for case in vector["category_images"]:
            query = dict(case["query"])
            category = query.pop("category")
            direct = publication.category_image(category, **query, policy=policy)
            assert snapshot.category_image(category, **query) == direct
            assert direct.asset == case["answer"]
            cases += 1
    assert cases > 0
