"""Answers: what they tell, how they compare, and that they keep alive what they borrow from."""

from __future__ import annotations

import copy
import gc
import pickle
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import omnimedia as om
from shared import SHOP


@pytest.fixture(name="shop", scope="module")
def _shop() -> om.Publication:
    return om.Publication.from_dict(SHOP)


@pytest.fixture(name="asked", params=["publication", "snapshot"])
def _asked(request: pytest.FixtureRequest, shop: om.Publication) -> om.Publication | om.Snapshot:
    return shop if request.param == "publication" else shop.flatten()


def test_an_answer_tells_product_variant_level_context_and_items(asked: om.Publication | om.Snapshot) -> None:
    """Everything by name."""
    answer = asked.resolve("S1", variant="S1-RM", channel="128", locale="fr_ca")
    assert (answer.product, answer.variant, answer.level) == ("S1", "S1-RM", "variant")
    assert answer.context == om.Context(channel="128", locale="fr-CA")
    assert [item.asset for item in answer.primary] == ["A2", "A1"]
    assert answer.primary[1].alt == "Chemise"
    assert answer.primary[0].alt == "Shirt"
    assert answer.primary[0].asset_properties == {"shot": "front"}
    assert answer.primary[0].origin.variant == "S1-RM"
    assert answer.additional == ()
    assert answer.match == {}


def test_the_default_image_is_the_first_image_not_the_video(asked: om.Publication | om.Snapshot) -> None:
    """SPEC section 6."""
    answer = asked.resolve("S1")
    assert answer.primary[0].kind == "video"
    image = answer.default_image
    assert image is not None
    assert (image.asset, image.url, image.kind) == ("A1", "https://cdn.example/a1.png", "image")
    assert image == answer.primary[1]
    assert answer.default_image_url == image.url


def test_an_answer_without_an_image_has_no_default_image(asked: om.Publication | om.Snapshot) -> None:
    """A document that severs shows nothing."""
    answer = asked.resolve("S1-BS", channel="128", locale="fr-CA")
    assert answer.default_image is None
    assert answer.default_image_url is None
    assert answer.level is None
    assert answer.context == om.Context(channel="128", locale="fr-CA")
    assert "severed" in repr(answer)


def test_additional_items_are_found_by_purpose(asked: om.Publication | om.Snapshot) -> None:
    """Compared exactly."""
    answer = asked.resolve("S1")
    assert answer.purposes == ("manual",)
    assert [item.asset for item in answer.with_purpose("manual")] == ["M1"]
    assert answer.with_purpose("Manual") == ()


def test_a_selection_a_variant_and_a_record_id_ask_the_same(asked: om.Publication | om.Snapshot) -> None:
    """Four ways to name one variant."""
    by_number = asked.resolve("S1-BS")
    assert by_number == asked.resolve("S1", variant="S1-BS")
    assert by_number == asked.resolve(variant="S1-BS")
    assert by_number == asked.resolve("S1", values={"Color": "Blue", "Size": "S"})
    assert by_number == asked.resolve(record_id=5637150001)
    assert by_number.match == {"Color": "Blue"}
    assert asked.resolve("S1", values={"Color": "*"}) == asked.resolve("S1")


def test_an_answer_outlives_what_was_asked() -> None:
    """It keeps the publication or the snapshot."""
    answers = []
    for _ in range(3):
        publication = om.Publication.from_dict(SHOP)
        answers += [publication.resolve("S1"), publication.flatten().resolve("S1")]
        del publication
    gc.collect()
    assert {item.url for answer in answers for item in answer.primary} == {
        "https://cdn.example/v1.mp4",
        "https://cdn.example/a1.png",
    }


def test_answers_are_equal_by_what_they_say_and_have_one_hash(shop: om.Publication) -> None:
    """Across engines; the hash is the ETag, which origins do not change."""
    one, other = shop.resolve("S1"), shop.flatten().resolve("S1")
    assert one == other
    assert hash(one) == hash(other)
    assert one.hash == other.hash
    assert len(one.hash) == 32
    assert one != shop.resolve("S1-BS")
    assert one != "S1"


def test_what_makes_sense_elsewhere_travels_by_pickle(shop: om.Publication) -> None:
    """To another process and back."""
    publication = pickle.loads(pickle.dumps(shop))
    assert publication.to_json() == shop.to_json()
    snapshot = shop.flatten()
    assert pickle.loads(pickle.dumps(snapshot)) == snapshot
    policy = om.Policy(order="documented", parents="cldr")
    assert pickle.loads(pickle.dumps(policy)) == policy
    context = om.Context(channel="128", locale="fr-CA", catalog="7")
    assert pickle.loads(pickle.dumps(context)) == context
    with pytest.raises(om.Fault) as raised:
        shop.resolve("nothing")
    fault = pickle.loads(pickle.dumps(raised.value))
    assert (fault.code, str(fault)) == (raised.value.code, str(raised.value))
    assert copy.copy(shop) is shop
    assert copy.deepcopy(snapshot) is snapshot


def test_an_answer_does_not_travel(shop: om.Publication) -> None:
    """It is a view; `to_dict` is what travels."""
    with pytest.raises(TypeError):
        pickle.dumps(shop.resolve("S1"))


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"product": "nothing"}, "not_found"),
        ({"product": "S1", "variant": "nothing"}, "not_found"),
        ({"product": "S1", "values": {"Shape": "x"}}, "not_found"),
        ({"product": "S1", "values": {"Color": "Green"}}, "not_found"),
        ({"product": "S1-BS", "values": {"Color": "Blue"}}, "bad_query"),
        ({"record_id": 1}, "not_found"),
        ({"product": "S1", "locale": "not a locale"}, "malformed_locale"),
        ({"product": "S1", "record_id": 5637150000}, "bad_argument"),
        ({}, "bad_argument"),
    ],
)
def test_a_bad_question_is_refused_alike(
    asked: om.Publication | om.Snapshot, arguments: dict[str, Any], code: str
) -> None:
    """By publication and snapshot, with a code and an advice."""
    with pytest.raises(om.Fault) as raised:
        asked.resolve(**arguments)
    assert raised.value.code == code
    assert raised.value.advice
    assert raised.value.faults[0].code == code


@pytest.mark.parametrize(
    "arguments",
    [
        {"product": 5},
        {"product": "S1", "values": {"Color": 1}},
        {"product": "S1", "channel": 128},
        {"record_id": "x"},
    ],
)
def test_a_wrong_type_is_a_type_error(asked: om.Publication | om.Snapshot, arguments: dict[str, Any]) -> None:
    """As everywhere in Python."""
    with pytest.raises(TypeError):
        asked.resolve(**arguments)


@given(st.text(), st.text(), st.text(), st.text())
def test_any_text_has_an_answer_or_a_fault(product: str, channel: str, locale: str, catalog: str) -> None:
    """No text breaks anything."""
    for asked in ENGINES:
        for number in (product, "S1"):
            said = "S1"
            try:
                answer = asked.resolve(number, channel=channel, locale=locale, catalog=catalog)
            except om.Fault as fault:
                said = fault.code
            else:
                assert answer.to_dict()["product"] == "S1"
            assert said in {"S1", "not_found", "malformed_locale"}


ENGINES: list[om.Publication | om.Snapshot] = [
    om.Publication.from_dict(SHOP),
    om.Publication.from_dict(SHOP).flatten(),
]


def test_the_representations_help(shop: om.Publication) -> None:
    """They say what is there."""
    assert repr(shop) == "<Publication: 1 product, 4 assets, 1 category, 1 channel>"
    assert repr(shop.resolve("S1-BS")) == (
        "<Answer of 'S1-BS': 1 primary, 0 additional, default image 'A2', "
        "from dimensions in Omnichannel, Neutral>"
    )
    assert repr(shop.resolve("S1-BS").primary[0]) == "<Item 'A2': image, alt 'Shirt'>"
    assert (
        repr(shop.resolve("S1-BS").primary[0].origin)
        == "<Origin dimensions in Omnichannel, Neutral: Color:Blue>"
    )
    assert repr(om.Context(channel="1'2", locale="FR_ca")) == "Context(channel=\"1'2\", locale='fr-CA')"
    assert repr(shop.swatches("S1")) == "[<Swatch Color:Blue, #0000FF, central>]"
    assert repr(shop.category_image("shirts", channel="128")) == "<CategoryImage of 'shirts': 'A1'>"


def test_a_panic_is_an_internal_fault_and_prints_nothing(
    capfd: pytest.CaptureFixture[str],
) -> None:
    """And the library goes on."""
    from omnimedia import _native  # noqa: PLC0415 - private, and for this test alone

    with pytest.raises(om.InternalFault, match="on purpose") as raised:
        _native._panic()  # noqa: SLF001
    assert raised.value.code == "internal"
    assert capfd.readouterr() == ("", "")
