"""Which questions tell the most about a shop."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

import omnimedia as om
from omnimedia.cli.words import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

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


def _captions(asked: Data, answer: om.Answer, told: Data) -> list[tuple[int, str]]:
    """Say what an answer shows, and how much that is worth being shown."""
    primary = answer.primary
    handy = 2 if 2 <= len(primary) <= 4 else int(bool(primary))  # noqa: PLR2004 - what a person takes in
    return [(handy, caption) for caption in (_shown if primary else _not_shown)(asked, answer, told)]


def _shown(asked: Data, answer: om.Answer, told: Data) -> Iterator[str]:
    primary, at, context = answer.primary, answer.context or om.Context(), told["context"]
    fates = {item["fate"] for item in told["primary"]["items"]}
    captions = {
        "A variant with pictures of its own": answer.level == "variant",
        f"The pictures of its {' and '.join(answer.match)}": answer.variant and answer.match,
        "Several lists add up to one gallery": len({str(item.origin) for item in primary}) > 1,
        "Nothing for this very language, so it falls back": at.locale != context.get("locale"),
        "Nothing for this channel alone, so it shows what is there for all": at.channel
        != context.get("channel"),
        f"More than a gallery: {listed(answer.purposes, 3)}": len(answer.additional) > 1,
        "No picture comes first, but a picture is the default": primary[0].kind != "image",
        "Something is left out": fates & {"not published", "not allowed", "unknown"},
        "Before anything is chosen: the pictures of the product itself": answer.level == "master"
        and "channel" not in asked,
    }
    yield from (caption for caption, is_so in captions.items() if is_so)


def _not_shown(_asked: Data, answer: om.Answer, _told: Data) -> Iterator[str]:
    yield (
        "Nothing to show here"
        if answer.context is None
        else "A document, but nothing in it for what is asked"
    )


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
