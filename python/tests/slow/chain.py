"""The chain, and the fold of its lists (SPEC section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from slow.ladder import Context, Policy, compared, ladder_of, written
from slow.levels import Heard, Subject, matching

if TYPE_CHECKING:
    from collections.abc import Mapping


class Chain(NamedTuple):
    """The sets that may speak, in order, and the document that ended them."""

    sets: list[Heard]
    severed_by: Context | None


class Item(NamedTuple):
    """An item of a list, and the set that it comes from."""

    asset: str
    purpose: str | None
    text: dict[str, Any]
    properties: dict[str, Any]
    heard: Heard


def documents_of(entity: dict[str, Any], ladder: list[Context], policy: Policy) -> list[dict[str, Any]]:
    """List the documents of a product or category that stand on a ladder, in its order."""
    return [
        document
        for rung in ladder
        for document in entity.get("media") or []
        if compared(document, policy) == rung
    ]


def chain_of(subject: Subject, asked: Mapping[str, Any], policy: Policy) -> Chain:
    """List the sets that may speak."""
    documents = documents_of(subject.product, ladder_of(asked, policy), policy)
    sets: list[Heard] = []
    for document in documents:
        heard = matching(document, subject)
        if not heard and policy.inheritance == "severed":
            return Chain(sets, written(document))
        sets += heard
    if policy.inheritance != "entity-first":
        return Chain(sets, None)
    variants = [one for one in sets if one.level == "variant"]
    patterns = [one for one in sets if one.level == "dimensions"]
    masters = [one for one in sets if one.level == "master"]
    return Chain([*variants, *sorted(patterns, key=Heard.strength), *masters], None)


def mode_of(heard: Heard, which: str) -> str:
    """Say what a set does with the rest of the chain."""
    given = heard.lists.get(which)
    return given["mode"] if isinstance(given, dict) else "replace"


def _items(heard: Heard, which: str) -> list[Item]:
    given = heard.lists.get(which) or []
    if isinstance(given, dict):
        given = given.get("items") or []
    items = []
    for one in given:
        item: dict[str, Any] = {"asset": one} if isinstance(one, str) else one
        text, properties = item.get("text") or {}, item.get("properties") or {}
        items.append(Item(item["asset"], item.get("purpose"), text, properties, heard))
    return items


def fold(sets: list[Heard], which: str) -> list[Item]:
    """Make one list of a chain, each item once."""
    once: list[Item] = []
    for item in _folded(sets, which):
        if all((item.asset, item.purpose) != (other.asset, other.purpose) for other in once):
            once.append(item)
    return once


def _folded(sets: list[Heard], which: str) -> list[Item]:
    if not sets:
        return []
    first, rest = sets[0], sets[1:]
    items, mode = _items(first, which), mode_of(first, which)
    if mode == "replace":
        return items
    if mode == "append":
        return [*_folded(rest, which), *items]
    if mode == "prepend":
        return [*items, *_folded(rest, which)]
    return _folded(rest, which)
