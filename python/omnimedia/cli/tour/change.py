"""A change: one product is edited, and published as a delta behind the snapshot."""

from __future__ import annotations

import copy
from typing import TYPE_CHECKING, Any

import omnimedia as om
from omnimedia.cli.words import listed, number

if TYPE_CHECKING:
    from omnimedia.cli.report import Report


def show(report: Report, publication: om.Publication, snapshot: om.Snapshot, shop: dict[str, Any]) -> None:
    """Edit, publish the change, ask both together, and make one snapshot of them."""
    edit = _edit(publication, shop)
    if edit is None:
        return
    product, context, first = edit
    edited_shop = copy.copy(shop)
    edited_shop["products"] = [
        {**one, "media": [*one["media"], {**context, "master": _in_front(first)}]}
        if one["number"] == product
        else one
        for one in shop["products"]
    ]
    edited = om.Publication.from_dict(edited_shop)
    delta = edited.delta(snapshot, products=[product])
    both = snapshot.with_delta(delta)
    before, after = snapshot.resolve(product, **context), both.resolve(product, **context)
    if after != edited.resolve(product, **context):
        message = "base and delta answer otherwise than the edited publication"
        raise RuntimeError(message)
    place = str(om.Context(**context))
    report.heading("A change")
    report.fact("edit", f"in {place}, another picture of {product} comes first")
    report.fact("before", listed([item.asset for item in before.primary], 4, " · "), "dim")
    report.fact("after", listed([item.asset for item in after.primary], 4, " · "), "green")
    bytes_ = f"{number(len(delta))} bytes, behind the {number(snapshot.size)} of the snapshot"
    report.fact("published", bytes_)
    if both.compact() == edited.flatten():
        report.fact("made one", "✓ byte for byte what a full build of the edited shop gives", "green")


def _in_front(asset: str) -> dict[str, Any]:
    return {"primary": {"mode": "prepend", "items": [asset]}, "additional": {"mode": "inherit"}}


def _edit(publication: om.Publication, shop: dict[str, Any]) -> tuple[str, dict[str, Any], str] | None:
    """Find a product with two pictures, and a channel where it has no document."""
    channel = next((channel["id"] for channel in shop.get("channels", [])), "001")
    context: dict[str, Any] = {"channel": channel}
    for product in shop.get("products", []):
        documents = product.get("media", [])
        keys = [
            {key: one[key] for key in ("channel", "locale", "catalog") if key in one} for one in documents
        ]
        if not documents or context in keys:
            continue
        answer = publication.resolve(product["number"], **context)
        images = [item.asset for item in answer.primary if item.kind == "image"]
        if len(images) > 1:
            return product["number"], context, images[1]
    return None
