"""What was read: the entities, counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from omnimedia.cli.report import told
from omnimedia.cli.words import count, listed, number

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import omnimedia as om
    from omnimedia.cli.report import Report

Data = dict[str, Any]


def documents(shop: Data) -> Iterator[Data]:
    """Give every document of every product."""
    for product in shop.get("products", []):
        yield from product.get("media", [])


def sets(document: Data) -> Iterator[tuple[str, Data]]:
    """Give every set of a document, and what it is for."""
    if "master" in document:
        yield "for a product", document["master"]
    for one in document.get("dimensions", []):
        yield "for a combination", one
    for one in document.get("variants", {}).values():
        yield "for a variant", one


def show(report: Report, shop: Data, publication: om.Publication) -> None:
    """Say how many of everything there are."""
    products, assets = shop.get("products", []), shop.get("assets", [])
    channels = [channel.get("name", channel["id"]) for channel in shop.get("channels", [])]
    report.fact(count(len(channels), "channel"), listed(channels, 3))
    report.fact(count(len(products), "product"), _products(products))
    report.fact(count(len(assets), "asset"), _assets(assets))
    every = list(documents(shop))
    report.fact(count(len(every), "document"), _places(every))
    levels: Counter[str] = Counter()
    adding = 0
    for document in every:
        for level, one in sets(document):
            levels[level] += 1
            adding += any(_adds(one.get(name)) for name in ("primary", "additional"))
    report.fact(count(levels.total(), "set"), told({**levels, "that add": adding}))
    categories = shop.get("categories", [])
    if categories:
        pictures = sum(len(category.get("media", [])) for category in categories)
        report.fact(count(len(categories), "category", "categories"), count(pictures, "picture"))
    swatches = [swatch["value"] for swatch in shop.get("swatches", [])]
    if swatches:
        many = count(len(swatches), "central swatch", "central swatches")
        report.fact(many, listed(swatches, 6))
    _warnings(report, publication)


def _products(products: list[Data]) -> str:
    variants = sum(len(product.get("variants", [])) for product in products)
    masters = sum("dimensions" in product for product in products)
    if not masters:
        return "all simple"
    simple = number(len(products) - masters)
    return f"{count(variants, 'variant')} of {count(masters, 'master')}, {simple} simple"


def _assets(assets: list[Data]) -> str:
    kinds = Counter(asset["kind"] for asset in assets)
    parts = [count(kinds[kind], kind) for kind in ("image", "video", "file") if kinds[kind]]
    more = {
        "not published": sum(not asset.get("published", True) for asset in assets),
        "for some channels": sum("channels" in asset for asset in assets),
    }
    return ", ".join(part for part in (*parts, told(more)) if part)


def _places(documents: list[Data]) -> str:
    """Where documents speak."""
    many: dict[str, int] = dict.fromkeys(
        ("for everyone", "by channel", "by language", "by both", "by catalog"), 0
    )
    for document in documents:
        many[_word(document)] += 1
    return told(many)


def _word(document: Mapping[str, Any]) -> str:
    if "catalog" in document:
        return "by catalog"
    if "channel" in document:
        return "by both" if "locale" in document else "by channel"
    return "by language" if "locale" in document else "for everyone"


def _adds(given: Any) -> bool:  # noqa: ANN401 - a list, or an object with a mode
    return isinstance(given, dict) and given.get("mode") in {"append", "prepend"}


def _warnings(report: Report, publication: om.Publication) -> None:
    warnings = publication.warnings
    if not warnings:
        report.fact("no warnings", "", "green")
        return
    kinds = Counter(warning.code for warning in warnings)
    words = ", ".join(f"{number(many)} {code}" for code, many in kinds.items())
    report.fact(count(len(warnings), "warning"), f"{words}; `omnimedia check` has them", "yellow")
