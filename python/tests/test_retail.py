"""The shapes of the retail API (SPEC sections 13 and 15)."""

from __future__ import annotations

from typing import Any

import pytest

import omnimedia as om
from authored import refused, tenant
from shared import SHOP


@pytest.fixture(name="retail", params=["publication", "snapshot"])
def _retail(request: pytest.FixtureRequest) -> om.Retail:
    shop = om.Publication.from_dict(SHOP)
    return shop.retail() if request.param == "publication" else shop.flatten().retail()


def test_a_gallery_is_a_list_of_media_locations(retail: om.Retail) -> None:
    """By number or record id, with the names of the API."""
    film, image = retail.media_locations("S1", locale="fr")
    assert (film.kind, film.is_default, film.priority) == ("video", False, 1)
    assert (image.uri, image.alt_text, image.is_default) == ("https://cdn.example/a1.png", "Chemise", True)
    assert (image.is_self_hosted, image.is_applicable_for_child_entities) == (False, True)
    assert (image.asset, image.purpose, image.priority) == ("A1", None, 2)
    assert image.origin is not None
    assert image.origin.level == "master"
    assert image == retail.media_locations(record_id=5637150000, locale="fr")[1]
    assert image.to_dict() == {
        "Uri": "https://cdn.example/a1.png",
        "AltText": "Chemise",
        "IsDefault": True,
        "IsSelfHosted": False,
        "Priority": 2,
        "IsApplicableForChildEntities": True,
        "ExtensionProperties": [],
    }


def test_extension_properties_come_with_their_location(retail: om.Retail) -> None:
    """As pairs, and as the API has them."""
    (blue,) = retail.media_locations("S1", values={"Color": "Blue"})
    assert blue.properties == {"shot": "front"}
    assert blue.to_dict()["ExtensionProperties"] == [{"Key": "shot", "Value": {"StringValue": "front"}}]


def test_a_selection_that_is_no_variant_shows_the_product(retail: om.Retail) -> None:
    """Until it is one; the gallery can be told otherwise."""
    blue = {"values": {"Color": "Blue"}}
    assert len(retail.selected_media_locations("S1", **blue)) == 2  # type: ignore[arg-type]
    assert len(retail.selected_media_locations("S1", values={"Color": "Blue", "Size": "S"})) == 1
    assert [shown.asset for shown in retail.gallery("S1", partial_selection=True, **blue)] == ["A2"]  # type: ignore[arg-type]


def test_a_gallery_has_the_choices_of_its_module(retail: om.Retail) -> None:
    """Videos, the product's images, alt texts, what is curated."""
    assert [shown.asset for shown in retail.gallery("S1", videos=False)] == ["A1"]
    variant = retail.gallery("S1-BS", hide_master_images=False, videos=False)
    assert [shown.asset for shown in variant] == ["A2", "A1"]
    named = retail.gallery("S1", locale="fr", alt_text="product")
    assert {shown.alt_text for shown in named} == {"Shirt"}
    shown = retail.gallery(
        "S1", curated=["guide.png", {"uri": "film.mp4", "kind": "video", "alt_text": "A film"}]
    )
    assert [(one.uri, one.kind, one.alt_text) for one in shown[2:]] == [
        ("guide.png", "image", None),
        ("film.mp4", "video", "A film"),
    ]
    assert shown[3].asset is None
    assert shown[3].origin is None


def test_additional_media_come_by_purpose(retail: om.Retail) -> None:
    """In the order of their first item."""
    media = retail.additional_media("S1")
    assert list(media) == ["manual"]
    assert [(one.asset, one.purpose, one.kind) for one in media["manual"]] == [("M1", "manual", "file")]


def test_pictures_of_categories_and_list_pages(retail: om.Retail) -> None:
    """An unknown number is told by itself."""
    assert [one.asset for one in retail.category_images("shirts", channel="128")] == ["A1"]
    assert retail.category_images("shirts") == []
    first, second, third = retail.primary_image_urls(["S1", "S9", "S1-BS"])
    assert (first, third) == ("https://cdn.example/a1.png", "https://cdn.example/a2.png")
    assert isinstance(second, om.Fault)
    assert second.code == "not_found"
    assert retail.primary_image_urls_by_record_id([5637150001]) == ["https://cdn.example/a2.png"]


def test_legacy_media_are_served_until_the_switches_are_on() -> None:
    """As a tenant says."""
    shop = om.Publication.from_dict(SHOP)
    made = tenant()
    legacy = made.read_file_names(["/Products/S1_000_001.png"]).publication(made)
    before = om.Retail.rolled_out(shop.retail(), legacy.retail(), made.switches)
    assert [one.uri for one in before.media_locations("S1")] == ["/Products/S1_000_001.png"]
    for switch in ("site_builder_content", "hq_authoring", "hq_sync", "csu_media_locations"):
        made.turn_on(switch)
    after = om.Retail.rolled_out(shop.flatten().retail(), legacy.retail(), made.switches)
    assert [one.asset for one in after.media_locations("S1", channel="128")] == ["V1", "A1"]
    assert [one.uri for one in after.gallery("S1", channel="128")] == ["/Products/S1_000_001.png"]
    pages = om.Retail.rolled_out(shop.retail(), legacy.retail(), made.switches, for_pages=True)
    assert pages.primary_image_urls(["S1"], channel="128") == ["/Products/S1_000_001.png"]
    made.turn_on("site_rendering", channel="128")
    done = om.Retail.rolled_out(shop.retail(), legacy.retail(), made.switches)
    assert [one.asset for one in done.gallery("S1", channel="128")] == ["V1", "A1"]
    with refused("bad_argument"):
        om.Retail.rolled_out(done, legacy.retail(), made.switches)
    with refused("bad_argument"):
        om.Retail.rolled_out(shop.retail(), legacy.retail(), {"mine": True})
    with refused("rollout_order"):
        om.Retail.rolled_out(shop.retail(), legacy.retail(), {"hq_sync": True})


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ({"product": "S9"}, "not_found"),
        ({"product": "S1", "values": {"Color": "Green"}}, "not_found"),
        ({"product": "S1", "locale": "!"}, "malformed_locale"),
        ({}, "bad_argument"),
        ({"product": "S1", "alt_text": "nobody"}, "bad_argument"),
        ({"product": "S1", "curated": [{"kind": "image"}]}, "bad_argument"),
        ({"product": "S1", "curated": [{"uri": "a", "kind": "song"}]}, "bad_argument"),
        ({"product": "S1", "curated": [{"uri": "a", "size": "1"}]}, "bad_argument"),
    ],
)
def test_bad_questions_are_refused(retail: om.Retail, wanted: dict[str, Any], code: str) -> None:
    """With their code."""
    with refused(code):
        retail.gallery(**wanted)


@pytest.mark.parametrize(
    "wanted", [{"product": 1}, {"product": "S1", "curated": [1]}, {"product": "S1", "videos": 1}]
)
def test_a_wrong_type_is_a_type_error(retail: om.Retail, wanted: dict[str, Any]) -> None:
    """Everywhere."""
    with pytest.raises(TypeError):
        retail.gallery(**wanted)
