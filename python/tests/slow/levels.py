"""What is asked for, and the sets of one document that match it (SPEC section 4)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from slow.ladder import Context, written

if TYPE_CHECKING:
    from collections.abc import Mapping


class NotFoundError(Exception):
    """Something that was asked for is not there."""


class Subject(NamedTuple):
    """A product with what is selected of it, which may be a variant."""

    product: dict[str, Any]
    variant: str | None
    selected: dict[str, str]


class Heard(NamedTuple):
    """A set that matches, and where it stands."""

    lists: dict[str, Any]
    context: Context
    level: str
    match: dict[str, str]
    variant: str | None
    flags: tuple[bool, ...]

    def strength(self) -> tuple[int, list[bool]]:
        """Say what sorts the stronger pattern first."""
        return -sum(self.flags), [not fixed for fixed in self.flags]

    def origin(self) -> dict[str, Any]:
        """Give it as answers name it."""
        named: dict[str, Any] = {"context": self.context.named(), "level": self.level}
        if self.level == "dimensions":
            named["match"] = self.match
        if self.level == "variant":
            named["variant"] = self.variant
        return named


def _variants(product: dict[str, Any]) -> list[dict[str, Any]]:
    variants: list[dict[str, Any]] = product.get("variants") or []
    return variants


def find(
    publication: Mapping[str, Any],
    product: str | None = None,
    variant: str | None = None,
    values: Mapping[str, str] | None = None,
    record_id: int | None = None,
) -> Subject:
    """Find what is asked for."""
    for one in publication["products"]:
        for other in [None, *_variants(one)]:
            entity = one if other is None else other
            if record_id is not None and entity.get("record_id") != record_id:
                continue
            if product is not None and entity["number"] != product:
                continue
            return _within(one, other, variant, values or {})
    raise NotFoundError


def _within(
    product: dict[str, Any], found: dict[str, Any] | None, variant: str | None, values: Mapping[str, str]
) -> Subject:
    if found is not None:
        return Subject(product, found["number"], found["values"])
    if variant is not None:
        for one in _variants(product):
            if one["number"] == variant:
                return Subject(product, variant, one["values"])
        raise NotFoundError
    dimensions = {one["name"]: one["values"] for one in product.get("dimensions") or []}
    selected: dict[str, str] = {}
    for name, value in values.items():
        if name not in dimensions or value not in {"*", *dimensions[name]}:
            raise NotFoundError
        if value != "*":
            selected[name] = value
    for one in _variants(product):
        if one["values"] == selected:
            return Subject(product, one["number"], selected)
    return Subject(product, None, selected)


def matching(document: dict[str, Any], subject: Subject) -> list[Heard]:
    """List the sets of a document that match, the nearest first."""
    where = written(document)
    names = [one["name"] for one in subject.product.get("dimensions") or []]
    heard: list[Heard] = []
    lists = (document.get("variants") or {}).get(subject.variant)
    if lists is not None:
        heard.append(Heard(lists, where, "variant", {}, subject.variant, ()))
    patterns: list[Heard] = []
    for lists in document.get("dimensions") or []:
        fixed = {name: value for name, value in lists["match"].items() if value != "*"}
        if all(subject.selected.get(name) == value for name, value in fixed.items()):
            flags = tuple(name in fixed for name in names)
            patterns.append(Heard(lists, where, "dimensions", fixed, None, flags))
    heard += sorted(patterns, key=Heard.strength)
    lists = document.get("master")
    if lists is not None:
        heard.append(Heard(lists, where, "master", {}, None, ()))
    return heard
