"""Which questions tell the most about a shop."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

from omnimedia.cli.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    import omnimedia as om

Data = dict[str, Any]
_MOST_PRODUCTS, _MOST_CARDS = 2000, 7


class Telling(NamedTuple):
    """A question, and what its answer shows."""

    caption: str
    question: Data


def of_the_sample(description: str) -> list[Telling]:
    """Take the questions of the sample: the table in its own description."""
    tellings = []
    for row in description.splitlines():
        if row.startswith("| `{"):
            _, question, _, told, *_ = (cell.strip() for cell in row.split("|"))
            caption = told.partition(":")[0].partition(";")[0].replace("`", "").rstrip(".")
            tellings.append(Telling(caption, json.loads(question.strip("`"))))
    return tellings


def _captions(asked: Data, answer: om.Answer, told: Data) -> Iterator[tuple[int, str]]:
    """Say what an answer shows, and how much that is worth being shown."""
    primary = answer.primary
    handy = 2 if 2 <= len(primary) <= 4 else int(bool(primary))  # noqa: PLR2004 - what a person takes in
    fates = [item["fate"] for item in told["primary"]["items"]]
    at, context = answer.context, told["context"]
    if primary and answer.level == "variant":
        yield handy, "A variant with pictures of its own"
    if primary and answer.level == "dimensions" and answer.variant:
        yield handy, f"The pictures of its {' and '.join(answer.match)}"
    if len({str(item.origin) for item in primary}) > 1:
        yield handy, "Several lists add up to one gallery"
    if primary and at is not None and at.locale != context.get("locale"):
        yield handy, "Nothing for this very language, so it falls back"
    if primary and at is not None and at.channel != context.get("channel"):
        yield handy, "Nothing for this channel alone, so it shows what is there for all"
    if len(answer.additional) > 1 and primary:
        yield handy, f"More than a gallery: {listed(answer.purposes, 3)}"
    if primary and primary[0].kind != "image":
        yield handy, "No picture comes first, but a picture is the default"
    if any(fate in {"not published", "not allowed", "unknown"} for fate in fates):
        yield handy, "Something is left out"
    if not primary and at is not None:
        yield 1, "A document, but nothing in it for what is asked"
    if primary and answer.level == "master" and "channel" not in asked:
        yield handy, "Before anything is chosen: the pictures of the product itself"
    if not primary and at is None:
        yield 0, "Nothing to show here"


def of_a_shop(shop: Data, publication: om.Publication) -> list[Telling]:
    """Find the questions that show the most of a shop, each of another product and for another reason."""
    products = shop.get("products", [])
    step = max(1, -(-len(products) // _MOST_PRODUCTS))
    elsewhere = _elsewhere(shop)
    best: dict[str, tuple[int, Data, str]] = {}
    reasons: dict[str, list[tuple[int, Data, str]]] = {}
    for product in products[::step]:
        for asked in _questions(product, elsewhere):
            explanation = publication.explain(**asked)
            for worth, caption in _captions(asked, explanation.answer, explanation.to_dict()):
                reason = caption[:12]
                reasons.setdefault(reason, []).append((worth, asked, caption))
    seen: set[str] = set()
    for reason, found in reasons.items():
        found.sort(key=lambda one: -one[0])
        for one in found:
            number = publication.resolve(**one[1]).product
            if number not in seen:
                seen.add(number)
                best[reason] = one
                break
    chosen = [Telling(caption, asked) for _, asked, caption in best.values()]
    return chosen[:_MOST_CARDS]


def _elsewhere(shop: Data) -> list[Data]:
    """Contexts to ask every product in: the first channels with their first languages."""
    contexts = []
    for channel in shop.get("channels", [])[:2]:
        locales = channel.get("locales", [])
        contexts.append({"channel": channel["id"]} | ({"locale": locales[0]} if locales else {}))
    return contexts


def _questions(product: Data, elsewhere: list[Data]) -> Iterator[Data]:
    """Ask for a product itself and its first variants, where it has documents and elsewhere."""
    own = [number for document in product.get("media", []) for number in document.get("variants", {})]
    first = [variant["number"] for variant in product.get("variants", [])]
    numbers = dict.fromkeys([product["number"], *own[:1], *first[:1]])
    keys = ("channel", "locale", "catalog")
    documents = [
        {key: document[key] for key in keys if key in document} for document in product.get("media", [])
    ]
    for number in numbers:
        for context in islice([{}, *documents[:3], *elsewhere], 5):
            yield {"product": number, **context}
