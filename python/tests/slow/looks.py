"""Swatches, pictures of categories, and the contexts that are known (SPEC sections 1 and 6)."""

from __future__ import annotations

from itertools import product as pairs
from typing import TYPE_CHECKING, Any

from slow.answers import shown, text_of
from slow.chain import documents_of
from slow.ladder import Context, Policy, compared, ladder_of, written
from slow.levels import NotFoundError, find
from slow.locales import Locale, canonical, chain_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def swatches(
    publication: Mapping[str, Any], policy: Policy, asked: Mapping[str, Any], **question: Any
) -> list[dict[str, Any]]:
    """List the values of a product that have a swatch."""
    product = find(publication, **question).product
    governing = documents_of(product, ladder_of(asked, policy), policy)[:1]
    own = [one for document in governing for one in document.get("swatches") or []]
    sources = {"product": own, "central": publication.get("swatches") or []}
    found = []
    for dimension in product.get("dimensions") or []:
        for value in dimension["values"]:
            fitting = [
                (source, one)
                for source, these in sources.items()
                for one in these
                if (one["dimension"], one["value"]) == (dimension["name"], value)
            ]
            if fitting:
                found.append(_looks(publication, *fitting[0], asked.get("channel")))
    return found


def _looks(
    publication: Mapping[str, Any], source: str, swatch: Mapping[str, Any], channel: str | None
) -> dict[str, Any]:
    image = shown(publication, swatch.get("asset"), channel)
    if swatch.get("hex"):
        image, way = None, "hex"
    else:
        way = "text" if image is None else "image"
    return {
        "dimension": swatch["dimension"],
        "value": swatch["value"],
        "hex": swatch.get("hex"),
        "asset": swatch.get("asset"),
        "crop": swatch.get("crop"),
        "source": source,
        "shown": way,
        "url": None if image is None else image.get("url"),
    }


def category_image(
    publication: Mapping[str, Any], policy: Policy, asked: Mapping[str, Any], category: str
) -> dict[str, Any]:
    """Give the picture of a category in a channel, whatever the order of the ladder."""
    named = [one for one in publication.get("categories") or [] if one["id"] == category]
    if not named:
        raise NotFoundError
    catalog, channel, _ = compared(asked, policy)
    rungs: list[Context] = []
    if channel is not None:
        for locale in chain_of(asked.get("locale"), policy.parents):
            rungs += [Context(catalog, channel, locale), Context(None, channel, locale)]
    governing = documents_of(named[0], rungs, policy)[:1]
    item = governing[0].get("image") if governing else None
    item = {"asset": item} if item is None or isinstance(item, str) else item
    asset = shown(publication, item["asset"], channel)
    told = {
        "category": category,
        "asset": item["asset"],
        "context": written(governing[0]).named() if governing else None,
        "shown": asset is not None,
        "url": None if asset is None else asset.get("url"),
    }
    # the rules name no text of a picture that is there and not shown
    if asset is not None:
        worded = [item.get("text") or {}, asset.get("text") or {}]
        told["alt"] = text_of("alt", worded, asked, policy) or named[0].get("name") or None
    elif item["asset"] is None:
        told["alt"] = None
    return told


def known_contexts(publication: Mapping[str, Any]) -> set[Context]:
    """Give every context that is known."""
    listed = {one["id"]: one.get("locales") or [] for one in publication.get("channels") or []}
    documents = [
        document
        for entities in ("products", "categories")
        for entity in publication.get(entities) or []
        for document in entity.get("media") or []
    ]
    named = {written(document) for document in documents}
    channels = {*listed, *(one.channel for one in named)}
    channels |= {channel for asset in publication["assets"] for channel in asset.get("channels") or []}
    locales: set[Locale] = {one.locale for one in named}
    locales |= {canonical(locale) for spoken in listed.values() for locale in spoken}
    locales |= {canonical(locale) for text in _texts(publication) for locale in text}
    catalogs = {one.catalog for one in named} | {None}
    known: set[Context] = set()
    for channel in channels | {None}:
        spoken = {canonical(locale) for locale in listed.get(channel or "", [])}
        known |= {Context(*one) for one in pairs(catalogs, [channel], (spoken or locales) | {None})}
    return known


def _texts(publication: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Give the texts of all assets and of all items."""
    for asset in publication["assets"]:
        yield asset.get("text") or {}
    for category in publication.get("categories") or []:
        for document in category.get("media") or []:
            if isinstance(document.get("image"), dict):
                yield document["image"].get("text") or {}
    for product in publication["products"]:
        for document in product.get("media") or []:
            sets = [document.get("master"), *(document.get("dimensions") or [])]
            for one in [*sets, *(document.get("variants") or {}).values()]:
                yield from _own_texts(one or {})


def _own_texts(lists: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    for which in ("primary", "additional"):
        given = lists.get(which) or []
        items = given.get("items") or [] if isinstance(given, dict) else given
        yield from (item.get("text") or {} for item in items if isinstance(item, dict))
