"""Publications, policies and questions for Hypothesis: small, from small pools, so that much collides."""

from __future__ import annotations

from functools import cache
from itertools import product as pairs
from typing import TYPE_CHECKING, Any, NamedTuple

from hypothesis import strategies as st

from slow.ladder import Context, Policy, compared
from slow.locales import canonical
from slow.looks import known_contexts

if TYPE_CHECKING:
    from collections.abc import Sequence

# each in one family, and in several spellings
FAMILIES = (
    ("en", "en-US", "EN_us", "en-AU", "en_au", "en-001", "en-Latn-US", "en-GB"),
    ("es", "es-MX", "ES-mx", "es-419", "es-AR"),
    ("zh", "zh-TW", "zh_tw", "zh-Hant-TW", "ZH-hant", "zh-Hant-HK", "zh-HK", "zh-Hans"),
    ("pt", "pt-PT", "pt-AO", "sr", "sr-Latn", "sr-Latn-RS", "SR_cyrl"),
    ("de", "de-DE", "de-DE-1901", "DE-de-1901", "fr", "fr_CA"),
)
NEUTRALS = (None, "", "neutral", "System_Neutral", "UND")
KINDS = (("A1", "image"), ("A2", "image"), ("A3", "image"), ("V1", "video"), ("F1", "file"))
_IDS = st.sampled_from(("A1", "A2", "A3", "V1", "F1", "gone"))
_CHANNELS = ("128", "007")
_DIMENSIONS = ("Color", "Size", "Style")
_VALUES: tuple[str, ...] = ("a", "b", "c")
_TOSSED = st.booleans()
_SELDOM = st.integers(0, 4).map(lambda number: number == 0)
_FEW = st.integers(0, 2)
_MODES = st.sampled_from(("array", "array", "replace", "inherit", "append", "prepend", "absent"))
_PURPOSES = st.sampled_from(("manual", "Manual", ""))
_NAMES = st.sampled_from((None, "", "Shirt"))
_WORDS = st.sampled_from((None, "", "one", "two"))
_TAGS = st.sampled_from((None, [], ["x"], ["y", "z"]))
_PROPERTIES = st.sampled_from((None, {}, {"k": "v"}))
_HEX = st.sampled_from((None, "#0000FF", "#aB00ff"))
_CROPS = st.sampled_from((None, None, {"x": 0.25, "y": 0.0, "width": 0.5, "height": 1.0}))
_ASSET_CHANNELS = st.sampled_from((None, None, None, [], ["128"], ["007", "128"], ["007"]))
_CATALOGS = st.sampled_from((None, None, None, "7", "0"))
_DOCUMENT_CHANNELS = st.sampled_from((None, *_CHANNELS))
_FIXED = st.sampled_from((None, "*", *_VALUES))
_ASKED_CATALOGS = st.sampled_from((None, None, "7", "0", "", "unheard of"))
_ASKED_CHANNELS = st.sampled_from((None, "128", "128", "007", "", "unheard of"))
_WAYS = st.sampled_from(("product", "number", "variant", "values", "values", "record_id"))
_RECORD_IDS = st.sampled_from((10, 11, 12, 13, 14, 20, 21, 22, 99))
_HARDLY = st.integers(0, 15).map(lambda number: number == 0)
_ANY_DIMENSION = st.sampled_from(_DIMENSIONS)
_ANY_VALUE = st.sampled_from(("*", *_VALUES))
POLICIES = st.builds(
    Policy,
    order=st.sampled_from(("locale-first", "channel-first", "documented")),
    parents=st.sampled_from(("none", "truncate", "cldr")),
    inheritance=st.sampled_from(("severed", "context-first", "entity-first")),
    alt_source=st.sampled_from(("asset", "asset", "product")),
)


class Shop(NamedTuple):
    """A publication, how it is asked, and the locales that stand in it."""

    publication: dict[str, Any]
    policy: Policy
    locales: tuple[str | None, ...]


class Case(NamedTuple):
    """A publication, and what is asked of it where."""

    publication: dict[str, Any]
    policy: Policy
    locales: tuple[str | None, ...]
    asked: list[tuple[dict[str, Any], dict[str, str]]]


@cache
def _place(many: int) -> st.SearchStrategy[int]:
    """Give a place among so many; a strategy is dear to make."""
    return st.integers(0, many - 1)


def _one(draw: st.DrawFn, among: Sequence[Any]) -> Any:
    return among[draw(_place(len(among)))]


class _Maker:
    """Draws the parts of one publication."""

    def __init__(self, draw: st.DrawFn, policy: Policy) -> None:
        """Take the locales of one family or two."""
        self.draw = draw
        self.policy = policy
        families = [_one(draw, FAMILIES) for _ in range(1 + draw(_SELDOM))]
        self.named = tuple(locale for family in families for locale in family)
        self.locales = (*self.named, *NEUTRALS)
        self.locale = st.sampled_from(self.locales)
        # null is the same as nothing
        self.nulls = draw(_SELDOM)

    def given(self, parts: dict[str, Any]) -> dict[str, Any]:
        """Leave out what is not there, or say so."""
        return parts if self.nulls else {key: part for key, part in parts.items() if part is not None}

    def unique(self, drawn: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Keep one document a context."""
        return list({compared(document, self.policy): document for document in drawn}.values())

    def text(self) -> dict[str, Any] | None:
        draw = self.draw
        if draw(_TOSSED):
            return None
        texts: dict[str | None, tuple[str, dict[str, Any]]] = {}
        for _ in range(1 + draw(_FEW)):
            locale = draw(self.locale) or "neutral"
            worded = {"alt": draw(_WORDS), "title": draw(_WORDS), "tags": draw(_TAGS)}
            for field in ("caption", "description", "display_name"):
                worded[field] = draw(_WORDS) if draw(_SELDOM) else None
            texts[canonical(locale)] = locale, self.given(worded)
        return dict(texts.values())

    def item(self, purpose: str | None) -> Any:
        draw = self.draw
        asset = draw(_IDS)
        if purpose is None and draw(_TOSSED):
            return asset
        parts = {"asset": asset} if purpose is None else {"purpose": purpose, "asset": asset}
        if draw(_TOSSED):
            return self.given(parts)
        return self.given({**parts, "text": self.text(), "properties": draw(_PROPERTIES)})

    def listed(self, *, purposes: bool) -> Any:
        draw = self.draw
        mode = draw(_MODES)
        if mode == "absent":
            return None
        if mode == "inherit":
            return {"mode": mode}
        items = [self.item(draw(_PURPOSES) if purposes else None) for _ in range(draw(_FEW))]
        if not items and mode != "array" and draw(_TOSSED):
            return {"mode": mode}
        return items if mode == "array" else {"mode": mode, "items": items}

    def lists(self) -> dict[str, Any]:
        return self.given({"primary": self.listed(purposes=False), "additional": self.listed(purposes=True)})

    def swatch(self, dimension: str, value: str) -> dict[str, Any]:
        draw = self.draw
        colour = draw(_HEX)
        asset = draw(_IDS) if colour is None or draw(_SELDOM) else None
        crop = draw(_CROPS) if asset else None
        return self.given(
            {"dimension": dimension, "value": value, "hex": colour, "asset": asset, "crop": crop}
        )

    def swatches(self, dimensions: dict[str, list[str]]) -> list[dict[str, Any]]:
        values = [(name, value) for name, values in dimensions.items() for value in values]
        return [self.swatch(*one) for one in values if self.draw(_TOSSED)]

    def context(self, channel: str | None) -> dict[str, Any]:
        return {"catalog": self.draw(_CATALOGS), "channel": channel, "locale": self.draw(self.locale)}

    def patterns(self, dimensions: dict[str, list[str]]) -> list[dict[str, Any]]:
        draw = self.draw
        patterns: dict[tuple[Any, ...], dict[str, Any]] = {}
        for _ in range(draw(_place(4))):
            wanted = {name: draw(_FIXED) for name in dimensions}
            wanted = {name: value if value != "c" else dimensions[name][0] for name, value in wanted.items()}
            match = {name: value for name, value in wanted.items() if value is not None}
            fixed = tuple(wanted[name] if wanted[name] != "*" else None for name in dimensions)
            known = all(value in {"*", *dimensions[name]} for name, value in match.items())
            if known and any(fixed):
                patterns[fixed] = {"match": match, **self.lists()}
        return list(patterns.values())

    def document(self, dimensions: dict[str, list[str]], variants: list[str]) -> dict[str, Any]:
        draw = self.draw
        document = self.context(draw(_DOCUMENT_CHANNELS))
        document["master"] = self.lists() if draw(_TOSSED) else None
        if dimensions:
            document["dimensions"] = self.patterns(dimensions) if draw(_TOSSED) else None
            heard = [number for number in variants if draw(_SELDOM)]
            document["variants"] = {number: self.lists() for number in heard} if heard else None
            document["swatches"] = self.swatches(dimensions) if draw(_SELDOM) else None
        return self.given(document)

    def product(self, number: str, record_id: int) -> dict[str, Any]:
        draw = self.draw
        names = [name for name in _DIMENSIONS if draw(_TOSSED)]
        if draw(_TOSSED):
            names.reverse()
        dimensions = {name: list(_VALUES[: 1 + draw(_FEW)]) for name in names}
        combinations = list(pairs(*dimensions.values())) if dimensions else []
        chosen = [one for one in combinations if draw(_TOSSED)][:4]
        variants: list[dict[str, Any]] = [
            self.given(
                {
                    "number": f"{number}-{at}",
                    "record_id": record_id + 1 + at if draw(_TOSSED) else None,
                    "values": dict(zip(names, one, strict=True)),
                }
            )
            for at, one in enumerate(chosen)
        ]
        numbers = [one["number"] for one in variants]
        product: dict[str, Any] = {
            "number": number,
            "record_id": record_id if draw(_TOSSED) else None,
            "name": draw(_NAMES),
            "properties": draw(_PROPERTIES),
            "dimensions": [{"name": name, "values": values} for name, values in dimensions.items()],
            "variants": variants,
            "media": self.unique([self.document(dimensions, numbers) for _ in range(draw(_place(6)))]),
        }
        return self.given(product)

    def category(self, category: str) -> dict[str, Any]:
        draw = self.draw
        documents = []
        for _ in range(draw(_place(5))):
            image = None if draw(_SELDOM) else self.item(None)
            documents.append(self.given({**self.context(_one(draw, _CHANNELS)), "image": image}))
        return self.given({"id": category, "name": draw(_NAMES), "media": self.unique(documents)})

    def asset(self, identifier: str, kind: str) -> dict[str, Any]:
        draw = self.draw
        return self.given(
            {
                "id": identifier,
                "kind": kind,
                "url": f"https://cdn.example/{identifier}" if draw(_TOSSED) else None,
                "published": False if draw(_SELDOM) else None,
                "channels": draw(_ASSET_CHANNELS),
                "text": self.text(),
                "properties": draw(_PROPERTIES),
            }
        )

    def publication(self) -> dict[str, Any]:
        draw = self.draw
        every = {name: list(_VALUES) for name in _DIMENSIONS[:2]}
        listed = [{"id": "128", "locales": _one(draw, ([], [self.named[0]]))}]
        return {
            "omnimedia": "publication/1",
            "channels": listed if draw(_TOSSED) else [],
            "swatches": self.swatches(every),
            "assets": [self.asset(*one) for one in KINDS],
            "products": [self.product(f"P{at}", 10 * (at + 1)) for at in range(1 + draw(_SELDOM))],
            "categories": [self.category("c0")] if draw(_TOSSED) else [],
        }


def _shop(draw: st.DrawFn) -> Shop:
    policy = draw(POLICIES)
    maker = _Maker(draw, policy)
    return Shop(maker.publication(), policy, maker.locales)


def _where(draw: st.DrawFn, shop: Shop) -> dict[str, str]:
    """Draw where a question is asked, which may be unheard of, spelled in any way."""
    asked = {
        "catalog": draw(_ASKED_CATALOGS),
        "channel": draw(_ASKED_CHANNELS),
        "locale": _one(draw, (*shop.locales, "sv-SE")),
    }
    return {name: part for name, part in asked.items() if part is not None}


def _question(draw: st.DrawFn, shop: Shop) -> dict[str, Any]:
    """Draw what is asked for: by number, by values, by record id; now and then nothing that is there."""
    product = _one(draw, shop.publication["products"])
    variants = [one["number"] for one in product.get("variants") or []]
    way = draw(_WAYS)
    if way == "record_id":
        return {"record_id": draw(_RECORD_IDS)}
    if way == "number":
        return {"product": _one(draw, (*variants, "nothing"))}
    asked: dict[str, Any] = {"product": product["number"]}
    if way == "variant":
        asked["variant"] = _one(draw, (*variants, "P1-0"))
    if way == "values":
        wanted = {
            one["name"]: _one(draw, (None, "*", *one["values"], *one["values"]))
            for one in product.get("dimensions") or []
        }
        if draw(_HARDLY):
            wanted[draw(_ANY_DIMENSION)] = draw(_ANY_VALUE)
        asked["values"] = {name: value for name, value in wanted.items() if value is not None}
    return asked


@st.composite
def cases(draw: st.DrawFn, many: int) -> Case:
    """Draw a publication and so many questions."""
    shop = _shop(draw)
    return Case(*shop, [(_question(draw, shop), _where(draw, shop)) for _ in range(many)])


@st.composite
def tables(draw: st.DrawFn) -> tuple[Shop, list[Context]]:
    """Draw a publication, and a few of the contexts that it knows."""
    shop = _shop(draw)
    ordered = sorted(known_contexts(shop.publication), key=lambda one: tuple(part or "" for part in one))
    return shop, list(dict.fromkeys(_one(draw, ordered) for _ in range(4)))
