"""The library against a slow resolver that was written from the rules alone.

The examples are the same in every run. OMNIMEDIA_EXAMPLES gives another number of them, which are then new
ones each time.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pyarrow as pa
from hypothesis import HealthCheck, given, settings

import omnimedia as om
import slow
from shared import vectors
from slow import drawn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

EXAMPLES = os.environ.get("OMNIMEDIA_EXAMPLES")
ORIGIN = ("catalog", "channel", "locale")
COLUMNS = (
    *("default_image", "default_image_url", "primary", "additional", "level", "fault"),
    *(f"origin_{part}" for part in ORIGIN),
)
QUESTIONS = pa.schema(
    [("record_id", pa.int64()), *((name, pa.string()) for name in ("product", "variant", *ORIGIN))]
)


def examples(many: int) -> settings:
    """Give how a test is run: the same each time, unless more is asked for."""
    return settings(
        max_examples=int(EXAMPLES) if EXAMPLES else many,
        derandomize=EXAMPLES is None,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )


def ways(shop: drawn.Shop | drawn.Case) -> tuple[om.Publication, om.Policy, om.Snapshot]:
    """Give what is compared: the publication under its policy, and a snapshot."""
    publication, policy = om.Publication.from_dict(shop.publication), om.Policy(**shop.policy._asdict())
    return publication, policy, publication.flatten(policy)


def outcome(ask: Callable[..., Any], *given: Any, **named: Any) -> Any:
    """Give what is answered, or the code of the error."""
    try:
        return ask(*given, **named)
    except om.Fault as fault:
        return fault.code
    except slow.NotFoundError:
        return "not_found"


def plain(answer: om.Answer) -> dict[str, Any]:
    """Give an answer without its hash, which says nothing of its own."""
    told = answer.to_dict()
    del told["hash"]
    return told


def row(expected: Any) -> dict[str, Any]:
    """Give what the row of an answer says."""
    if expected == "not_found":
        return {**dict.fromkeys(COLUMNS), "fault": "not_found"}
    images = [item for item in expected["primary"] if item["kind"] == "image"]
    return {
        "default_image": expected["default_image"],
        "default_image_url": images[0].get("url") if images else None,
        "primary": [item["asset"] for item in expected["primary"]],
        "additional": [{"purpose": i["purpose"], "asset": i["asset"]} for i in expected["additional"]],
        "level": None if expected["level"] == "none" else expected["level"],
        "fault": None,
        **{f"origin_{part}": (expected["context"] or {}).get(part) for part in ORIGIN},
    }


@examples(250)
@given(drawn.cases(8))
def test_every_way_to_ask_gives_what_the_slow_resolver_gives(case: drawn.Case) -> None:
    """Publication, snapshot, shelf and batch; also where nothing is found."""
    publication, policy, snapshot = ways(case)
    rows: list[dict[str, Any]] = []
    expected: list[dict[str, Any]] = []
    for question, where in case.asked:
        slowly = outcome(slow.resolve, case.publication, case.policy, where, **question)
        direct = outcome(publication.resolve, **question, **where, policy=policy)
        assert (direct if isinstance(direct, str) else plain(direct)) == slowly
        # their hashes, too
        assert outcome(snapshot.resolve, **question, **where) == direct
        if list(question) == ["product"]:
            shelf = snapshot.shelf(**where)
            assert outcome(shelf.resolve, question["product"]) == direct
            url = outcome(shelf.default_image_url, question["product"])
            assert url == (slowly if isinstance(slowly, str) else row(slowly)["default_image_url"])
        if "values" not in question:
            rows.append({**question, **where})
            expected.append(row(slowly))
    answers = snapshot.resolve_batch(pa.Table.from_pylist(rows, schema=QUESTIONS), columns=COLUMNS)
    assert answers.to_pylist() == expected


def looks(swatch: om.Swatch) -> dict[str, Any]:
    """Give a swatch as a dictionary."""
    names = ("dimension", "value", "hex", "asset", "source", "shown", "url")
    told = {name: getattr(swatch, name) for name in names}
    crop = swatch.crop
    return {**told, "crop": crop and dict(zip(("x", "y", "width", "height"), crop, strict=True))}


def picture(image: om.CategoryImage) -> dict[str, Any]:
    """Give the picture of a category as a dictionary."""
    told = {name: getattr(image, name) for name in ("category", "asset", "shown", "url", "alt")}
    return {**told, "context": image.context and image.context.to_dict()}


@examples(150)
@given(drawn.cases(4))
def test_swatches_and_category_pictures_are_those_of_the_slow_resolver(case: drawn.Case) -> None:
    """Of the publication and of the snapshot."""
    publication, policy, snapshot = ways(case)
    for question, where in case.asked:
        number = question.get("product", "P0")
        slowly = outcome(slow.swatches, case.publication, case.policy, where, product=number)
        direct = outcome(publication.swatches, number, **where, policy=policy)
        assert (direct if isinstance(direct, str) else [looks(one) for one in direct]) == slowly
        assert outcome(snapshot.swatches, number, **where) == direct
        slowly = outcome(slow.category_image, case.publication, case.policy, where, "c0")
        shown = outcome(publication.category_image, "c0", **where, policy=policy)
        assert (shown if isinstance(shown, str) else only(slowly, picture(shown))) == slowly
        assert outcome(snapshot.category_image, "c0", **where) == shown


@examples(60)
@given(drawn.tables())
def test_rows_are_those_of_the_slow_resolver(drawn_table: tuple[drawn.Shop, list[slow.Context]]) -> None:
    """Every product and variant, in contexts that both know."""
    shop, contexts = drawn_table
    publication, _, snapshot = ways(shop)
    told = [slow.Context(one.catalog, one.channel, one.locale) for one in publication.known_contexts()]
    assert sorted(told, key=str) == sorted(slow.known_contexts(shop.publication), key=str)
    rows = snapshot.rows(contexts=[om.Context(**one.named()) for one in contexts]).to_pylist()
    expected: list[dict[str, Any]] = []
    for product in shop.publication["products"]:
        for entity in [product, *(product.get("variants") or [])]:
            subject = {"product": product["number"], "record_id": entity.get("record_id")}
            subject["variant"] = None if entity is product else entity["number"]
            for context in contexts:
                where = context.named()
                answer = slow.resolve(shop.publication, shop.policy, where, product=entity["number"])
                expected.append({**subject, **dict.fromkeys(ORIGIN), **where, **row(answer)})
    for one in expected:
        del one["fault"]
    assert sorted(rows, key=place) == sorted(expected, key=place)


def place(one: Mapping[str, Any]) -> list[str]:
    """Say which row it is."""
    return [one[name] or "" for name in ("product", "variant", *ORIGIN)]


def test_documents_that_the_locale_data_makes_one_are_refused() -> None:
    """With the parents `cldr`, two spellings of one locale are one context."""
    media = [{"locale": "zh-TW"}, {"locale": "zh-Hant-TW"}]
    publication = om.Publication.from_dict(
        {"omnimedia": "publication/1", "products": [{"number": "P0", "media": media}]}
    )
    cldr = slow.Policy(parents="cldr")
    assert slow.compared(media[0], cldr) == slow.compared(media[1], cldr)
    assert slow.compared(media[0], slow.Policy()) != slow.compared(media[1], slow.Policy())
    publication.flatten()
    policy = om.Policy(parents="cldr")
    assert outcome(publication.flatten, policy) == "duplicate_document"
    assert outcome(publication.resolve, "P0", policy=policy) == "duplicate_document"


def only(expected: Any, found: Any) -> Any:
    """Give what was found, without the keys that are more than what was expected."""
    if isinstance(expected, dict) and isinstance(found, dict):
        return {key: only(part, found.get(key)) for key, part in expected.items()}
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        return [only(one, other) for one, other in zip(expected, found, strict=True)]
    return found


def test_the_slow_resolver_gives_what_the_vectors_say() -> None:
    """Two programs that were written from the rules, each by itself."""

    def asked(case: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
        question = dict(case["query"])
        return {part: question.pop(part) for part in ORIGIN if part in question}, question

    cases = 0
    for vector in vectors():
        publication, policy = vector["publication"], slow.Policy(**vector["policy"])
        for name, ask in (("cases", slow.resolve), ("swatches", slow.swatches)):
            for case in vector[name]:
                where, question = asked(case)
                found = ask(publication, policy, where, **question)
                assert only(case["answer"], found) == case["answer"], (vector["seed"], case["query"])
                cases += 1
        for case in vector["category_images"]:
            where, question = asked(case)
            image = slow.category_image(publication, policy, where, **question)
            assert image["asset"] == case["answer"], (vector["seed"], case["query"])
            cases += 1
    assert cases > 2000
