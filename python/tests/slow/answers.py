"""Answers: what is left after the filter, with its texts (SPEC sections 5 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from slow.chain import Item, chain_of, fold, mode_of
from slow.levels import find
from slow.locales import canonical, normal
from slow.locales import chain_of as locales_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from slow.ladder import Policy

FIELDS = ("alt", "title", "caption", "description", "display_name", "tags")


def shown(publication: Mapping[str, Any], asset: str | None, channel: str | None) -> dict[str, Any] | None:
    """Give an asset, if it may be shown in a channel."""
    for one in publication["assets"]:
        if one["id"] == asset:
            allowed = one.get("channels")
            if one.get("published") is False or (channel and allowed is not None and channel not in allowed):
                return None
            found: dict[str, Any] = one
            return found
    return None


def text_of(field: str, worded: list[Mapping[str, Any]], asked: Mapping[str, Any], policy: Policy) -> Any:
    """Give a field along the locales; what is worded first comes first at each.

    Two texts that the locale data makes one locale speak in the order of their tags.
    """
    for locale in locales_of(asked.get("locale"), policy.parents):
        for texts in worded:
            for key in sorted(texts, key=lambda key: canonical(key) or ""):
                if normal(key, policy.parents) == locale and texts[key].get(field):
                    return texts[key][field]
    return None


def _told(
    item: Item, asset: dict[str, Any], product: dict[str, Any], asked: Mapping[str, Any], policy: Policy
) -> dict[str, Any]:
    told: dict[str, Any] = {
        "asset": item.asset,
        "purpose": item.purpose,
        "origin": item.heard.origin(),
        "kind": asset["kind"],
        "url": asset.get("url"),
        "properties": item.properties or None,
        "asset_properties": asset.get("properties") or None,
    }
    for field in FIELDS:
        told[field] = text_of(field, [item.text, asset.get("text") or {}], asked, policy)
    if policy.alt_source == "product":
        told["alt"] = None
    told["alt"] = told["alt"] or product.get("name") or None
    return {key: value for key, value in told.items() if key == "alt" or value is not None}


def resolve(
    publication: Mapping[str, Any], policy: Policy, asked: Mapping[str, Any], **question: Any
) -> dict[str, Any]:
    """Answer a question in a context."""
    subject = find(publication, **question)
    product = subject.product
    chain = chain_of(subject, asked, policy)
    lists: dict[str, list[dict[str, Any]]] = {}
    for which in ("primary", "additional"):
        lists[which] = []
        for item in fold(chain.sets, which):
            asset = shown(publication, item.asset, asked.get("channel"))
            if asset is not None:
                lists[which].append(_told(item, asset, product, asked, policy))
    images = [item["asset"] for item in lists["primary"] if item["kind"] == "image"]
    answer: dict[str, Any] = {
        "product": product["number"],
        "variant": subject.variant,
        "context": None if chain.severed_by is None else chain.severed_by.named(),
        "level": "none",
        **lists,
        "default_image": images[0] if images else None,
    }
    for heard in chain.sets:
        if mode_of(heard, "primary") != "inherit":
            answer |= {"context": heard.context.named(), "level": heard.level}
            if heard.level == "dimensions":
                answer["match"] = heard.match
            break
    if product.get("properties"):
        answer["properties"] = product["properties"]
    return answer
