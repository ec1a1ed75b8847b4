"""File names of older media libraries, and minimising (SPEC sections 11 and 14)."""

# what a test expects is there
# pyright: reportTypedDictNotRequiredAccess=false

from __future__ import annotations

from typing import Any

import pytest

import omnimedia as om
from authored import ANN, refused, tenant
from shared import SHOP, shared

NAMES = [
    "/Products/S1_000_002.png",
    "/Products/S1_000_001.png",
    "/Products/S1 ^  ^  ^ Blue ^_000_001.png",
    "/Products/S1 ^  ^  ^ Green ^_000_001.png",
    "/products/S1_000_1.PNG",
    "/Categories/Shirts.png",
    "/Catalogs/en-us/Summer.jpg",
    "/notes.txt",
]


def test_names_become_assignments_and_each_says_what_became_of_it() -> None:
    """Nothing is changed until they are applied."""
    made = tenant()
    before = made.to_json()
    read = made.read_file_names(iter(NAMES), channel="128")
    assert [file["outcome"] for file in read.files()] == [
        "assigned",
        "assigned",
        "assigned",
        "unmatched",
        "duplicate",
        "assigned",
        "unsupported",
        "unmatched",
    ]
    assert read.counts == {
        "assigned": 4,
        "ambiguous": 0,
        "unmatched": 2,
        "unsupported": 1,
        "duplicates": 1,
        "total": 8,
    }
    assert len(read) == 8
    assert [file["why"] for file in read.files("unmatched")] == ["unknown_value", "no_pattern"]
    (duplicate,) = read.files("duplicate")
    assert duplicate["duplicate_of"] == NAMES[1]
    assert read.files("assigned")[2]["reading"]["variant"] == "S1-B"
    assert made.to_json() == before


def test_applied_they_are_drafts_or_published_and_once_more_changes_nothing() -> None:
    """With the url in front that they are served at."""
    made = tenant()
    read = made.read_file_names(NAMES, base_url="https://cdn.example/media")
    done = read.apply(made, **ANN)
    assert (len(done["assets"]), done["documents"], done["published"]) == (3, [{"product": "S1"}], [])
    assert made.publication().resolve("S1").primary == ()
    assert read.apply(made, publish=True, **ANN)["published"] != []
    shown = made.publication().resolve("S1")
    assert [item.url for item in shown.primary] == [
        "https://cdn.example/media/Products/S1_000_001.png",
        "https://cdn.example/media/Products/S1_000_002.png",
    ]
    assert read.apply(made, publish=True, **ANN) == {"assets": [], "documents": [], "published": []}
    assert read.publication(made).resolve("S1").default_image_url == shown.default_image_url


def test_patterns_are_data() -> None:
    """A text of lines, or several texts; what is none is refused with its line."""
    made = tenant()
    pattern = "/studio/{ProductNumber}/{Color}-{Sequence}.jpg"
    for patterns in (f"# ours\n{pattern}\n", [pattern]):
        read = made.read_file_names(["/studio/S1/Red-2.jpg"], patterns=patterns)
        (file,) = read.files()
        assert file["reading"] == {"product": "S1", "variant": "S1-R", "context": {}, "sequence": 2}
    with pytest.raises(om.Fault) as told:
        made.read_file_names([], patterns=["{ProductNumber}", "/studio/{Color}.jpg"])
    assert (told.value.code, told.value.place.line) == ("malformed_pattern", 2)


def test_an_ambiguous_name_lists_its_candidates() -> None:
    """Two products that look alike in file names."""
    made = om.Tenant()
    made.put(product={"number": "A/B"})
    made.put(product={"number": "A:B"})
    (file,) = made.read_file_names(["/Products/A^B_000_001.png"]).files("ambiguous")
    assert [candidate["product"] for candidate in file["candidates"]] == ["A/B", "A:B"]


def test_a_refusal_changes_nothing() -> None:
    """All of it or none."""
    made = tenant()
    made.edit(product="S1", user="ben", at=ANN["at"])
    before = made.to_json()
    with refused("checked_out"):
        made.read_file_names(NAMES).apply(made, **ANN)
    assert made.to_json() == before


@pytest.mark.parametrize(
    "call",
    [
        lambda t: t.read_file_names("names"),
        lambda t: t.read_file_names(1),
        lambda t: t.read_file_names([1]),
        lambda t: t.read_file_names([], patterns=1),
        lambda t: t.read_file_names([]).apply(None, **ANN),
        lambda t: t.read_file_names([]).files(1),
        lambda t: t.minimise(user="ann", at=1),
        lambda t: t.publication().minimise("severed"),
    ],
)
def test_a_wrong_type_is_a_type_error(call: Any) -> None:
    """Everywhere."""
    with pytest.raises(TypeError):
        call(tenant())


def test_a_word_that_is_no_outcome_is_refused() -> None:
    """With those that are."""
    with pytest.raises(om.Fault, match="assigned, ambiguous"):
        tenant().read_file_names([]).files("lost")  # type: ignore[arg-type]


AGREE: dict[str, Any] = {
    "omnimedia": "publication/1",
    "assets": [{"id": asset, "kind": "image"} for asset in ("blue", "red")],
    "products": [
        {
            "number": "S1",
            "dimensions": [
                {"name": "Color", "values": ["Blue", "Red"]},
                {"name": "Size", "values": ["S", "M", "L"]},
            ],
            "variants": [
                {"number": f"S1-{color}-{size}", "values": {"Color": color, "Size": size}}
                for color in ("Blue", "Red")
                for size in ("S", "M", "L")
            ],
            "media": [
                {
                    "variants": {
                        f"S1-{color}-{size}": {"primary": [color.lower()]}
                        for color in ("Blue", "Red")
                        for size in ("S", "M", "L")
                    }
                }
            ],
        }
    ],
}


def test_minimised_says_the_same_with_fewer_sets() -> None:
    """Every variant shows the same; other selections that change are listed."""
    shop = om.Publication.from_dict(AGREE)
    done = shop.minimise()
    assert done.is_proved
    assert (done.counts["before"]["sets"], done.counts["after"]["sets"]) == (6, 2)
    (product,) = done.products
    assert product["product"] == "S1"
    assert product["selections"] != []
    for variant in shop.variants("S1"):
        shown = [item.asset for item in done.publication.resolve(variant).primary]
        assert shown == [item.asset for item in shop.resolve(variant).primary]
    again = done.publication.minimise()
    assert (again.products, again.counts["products_changed"]) == ([], 0)
    assert shop.minimise(products=[]).counts["products"] == 0
    assert shop.minimise(selections=0).products[0]["selections"] == []
    with refused("limit_answers"):
        shop.minimise(limits={"answers": 1})


def test_a_tenant_is_minimised_by_drafts_where_no_work_is_under_way() -> None:
    """What somebody has checked out stays as it is, and is named."""
    made = om.Tenant.from_publication(om.Publication.from_dict(AGREE), **ANN)
    made.edit(product="S1", **ANN)
    (busy,) = made.minimise(**ANN)["products"]
    assert (busy["is_done"], busy["checked_out"]) == (False, [{"product": "S1"}])
    made.discard(product="S1", **ANN)
    done = made.minimise(**ANN)
    assert done["counts"]["after"]["sets"] == 2
    assert done["products"][0]["targets"] == [{"product": "S1"}]
    made.publish(product="S1", **ANN)
    assert made.publication().flatten() != om.Publication.from_dict(AGREE).flatten()
    assert made.publication().resolve("S1-Red-M").primary[0].asset == "red"


def test_where_an_asset_is_used_is_told_in_every_place() -> None:
    """Items, swatches, categories, central swatches."""
    shop = om.Publication.from_dict(SHOP)
    places = shop.where_used("A1")
    assert [place["use"] for place in places] == ["item", "item", "category"]
    assert places[1] == {
        "use": "item",
        "product": "S1",
        "context": {"channel": "128", "locale": "fr-CA"},
        "level": "variant",
        "variant": "S1-RM",
        "list": "primary",
        "position": 1,
    }
    assert shop.where_used("nothing") == []


def test_a_shared_shop_is_minimised_and_its_answers_stay() -> None:
    """Variants that agree."""
    shop = om.Publication.load(shared("data") / "sfcc-retail" / "publication.jsonl")
    done = shop.minimise()
    assert done.is_proved
    assert done.counts["after"]["sets"] <= done.counts["before"]["sets"]
    numbers = [*shop.products, *(variant for product in shop.products for variant in shop.variants(product))]
    assert all(
        done.publication.resolve(number).default_image_url == shop.resolve(number).default_image_url
        for number in numbers
    )
