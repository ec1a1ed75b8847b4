"""Shops for Hypothesis: small, and full of what makes answers differ."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    import omnimedia as om

CHANNELS = (None, "128", "129")
LOCALES = (None, "fr", "fr-CA", "en")
CATALOGS = (None, "7")
ASSETS = ("A1", "A2", "A3", "V1", "F1", "gone")


@st.composite
def _sets(draw: st.DrawFn) -> dict[str, Any]:
    """Draw lists in any mode."""

    def listed(items: list[Any]) -> Any:
        mode = draw(st.sampled_from(["array", "replace", "inherit", "append", "prepend", "absent"]))
        if mode in {"array", "absent"}:
            return items
        return {"mode": mode} if mode == "inherit" else {"mode": mode, "items": items}

    assets = st.lists(st.sampled_from(ASSETS), max_size=3, unique=True)
    additional = [
        {"purpose": draw(st.sampled_from(["manual", "size chart"])), "asset": asset} for asset in draw(assets)
    ]
    return {"primary": listed(draw(assets)), "additional": listed(additional)}


@st.composite
def _products(draw: st.DrawFn, number: str, record_id: int) -> dict[str, Any]:
    colours = draw(st.integers(0, 3))
    tossed = st.booleans()
    product: dict[str, Any] = {"number": number, "media": []}
    if draw(tossed):
        product["record_id"] = record_id
    variants = [f"{number}-{at}" for at in range(colours)]
    if variants:
        product["dimensions"] = [{"name": "Color", "values": variants}]
        product["variants"] = [
            {"number": one, "record_id": record_id + 1 + at, "values": {"Color": one}}
            for at, one in enumerate(variants)
        ]
    contexts = st.tuples(st.sampled_from(CATALOGS), st.sampled_from(CHANNELS), st.sampled_from(LOCALES))
    for catalog, channel, locale in draw(st.lists(contexts, max_size=4, unique=True)):
        named = {"catalog": catalog, "channel": channel, "locale": locale}
        document: dict[str, Any] = {key: value for key, value in named.items() if value is not None}
        if draw(tossed):
            document["master"] = draw(_sets())
        if draw(tossed) and variants:
            document["dimensions"] = [{"match": {"Color": variants[0]}, **draw(_sets())}]
        if draw(tossed) and variants:
            document["variants"] = {variants[-1]: draw(_sets())}
        product["media"].append(document)
    return product


@st.composite
def shops(draw: st.DrawFn) -> dict[str, Any]:
    """Draw a publication of a few products."""
    kinds = {"A": "image", "V": "video", "F": "file"}
    assets: list[dict[str, Any]] = []
    tossed = st.booleans()
    for asset in ASSETS[:-1]:
        one: dict[str, Any] = {"id": asset, "kind": kinds[asset[0]], "url": f"https://cdn.example/{asset}"}
        if draw(tossed):
            channels: list[str] = draw(st.lists(st.sampled_from(["128", "129"]), unique=True))
            one["channels"] = channels
        if draw(st.integers(0, 4)) == 0:
            one["published"] = False
        assets.append(one)
    products = [draw(_products(f"S{at}", 1000 * (at + 1))) for at in range(draw(st.integers(0, 4)))]
    return {"omnimedia": "publication/1", "assets": assets, "products": products}


def asked(
    publication: om.Publication,
    product: str,
    variant: str | None,
    context: om.Context,
    policy: om.Policy | None = None,
) -> om.Answer:
    """Ask a publication in a context."""
    return publication.resolve(
        product,
        variant=variant,
        channel=context.channel,
        locale=context.locale,
        catalog=context.catalog,
        policy=policy,
    )
