"""Tenants: each operation of authoring and publishing once, and what it refuses (SPEC section 8)."""

# what a test expects is there
# pyright: reportTypedDictNotRequiredAccess=false

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import omnimedia as om
from authored import ANN, BEN, GALLERY, SHIRT, published, refused, tenant

# editing


def test_edit_is_exclusive_and_the_error_names_the_holder() -> None:
    """The second user is told who has it."""
    made = tenant()
    made.edit(product="S1", **ANN)
    with pytest.raises(om.Fault, match="checked out by `ann` since 2026-11-24T09:00:00Z") as told:
        made.edit(product="S1", **BEN)
    assert told.value.code == "checked_out"


def test_the_first_edit_starts_empty_or_as_a_copy_of_what_is_first_on_the_ladder() -> None:
    """As asked."""
    made = published()
    assert made.edit(product="S1", channel="128", **ANN) == {}
    made.discard(product="S1", channel="128", **ANN)
    assert made.edit(product="S1", channel="128", copy=True, **ANN) == GALLERY


def test_who_edits_goes_on_with_what_was_saved() -> None:
    """Nobody else sees it."""
    made = tenant()
    content = made.edit(product="S1", **ANN)
    content["master"] = {"primary": ["A2"]}
    made.save_content(content, product="S1", **ANN)
    assert made.edit(product="S1", **ANN) == {"master": {"primary": ["A2"]}}
    assert made.with_drafts().resolve("S1").primary == ()
    assert made.with_work_of("ann").resolve("S1").default_image_url == "A2.png"


def test_finish_makes_a_version_and_ends_the_check_out() -> None:
    """Numbers rise by one."""
    made = tenant()
    made.edit(product="S1", locale="fr", **ANN)
    assert made.finish(product="S1", locale="fr", **ANN) == 1
    assert made.check_in(GALLERY, product="S1", locale="FR", **BEN) == 2
    life = made.life(product="S1", locale="fr")
    assert life is not None
    assert [(version["number"], version["by"]) for version in life["versions"]] == [(1, "ann"), (2, "ben")]
    assert life["versions"][1]["at"] == "2026-11-24T09:00:00Z"
    assert life["draft"] == 2
    assert life["has_unpublished_draft"]
    assert "check_out" not in life


def test_discard_goes_back_and_takes_another_users_check_out_only_with_force() -> None:
    """The draft is what it was."""
    made = tenant()
    made.check_in(GALLERY, product="S1", **ANN)
    made.edit(product="S1", **ANN)
    with refused("checked_out"):
        made.discard(product="S1", **BEN)
    made.discard(product="S1", force=True, **BEN)
    assert made.edit(product="S1", **BEN) == GALLERY
    made.discard(product="S1", **BEN)
    with refused("not_checked_out"):
        made.discard(product="S1", **BEN)


def test_restore_makes_a_version_the_draft_as_a_new_version() -> None:
    """And is refused while another user holds the check-out."""
    made = tenant()
    made.check_in(GALLERY, product="S1", **ANN)
    made.check_in({}, product="S1", **ANN)
    assert made.restore(1, product="S1", **ANN) == 3
    assert made.with_drafts().resolve("S1").default_image_url == "A1.png"
    made.edit(product="S1", **ANN)
    with refused("checked_out"):
        made.restore(1, product="S1", **BEN)
    with refused("not_in_tenant"):
        made.restore(9, product="S1", **ANN)


def test_reset_to_default_stages_the_removal_and_once_published_the_product_falls_back() -> None:
    """Other contexts stay."""
    made = published()
    made.check_in({"master": {"primary": ["A2"]}}, product="S1", channel="128", **ANN)
    made.publish_all(product="S1", channel="128", **ANN)
    assert made.publication().resolve("S1", channel="128").default_image_url == "A2.png"
    made.reset_to_default(product="S1", channel="128", **ANN)
    assert made.publication().resolve("S1", channel="128").default_image_url == "A2.png"
    made.publish(product="S1", channel="128", **ANN)
    assert made.publication().resolve("S1", channel="128").default_image_url == "A1.png"


def test_an_edit_in_a_with_block_is_finished_or_nothing_happened() -> None:
    """Whatever is raised there, and whatever refuses the content."""
    made = tenant()
    edit = made.editing(product="S1", channel="128", **ANN)
    versions = [edit.version]
    with edit as content:
        content["master"] = {"primary": ["A1"]}
        with refused("bad_argument"):
            edit.__enter__()
    assert [*versions, edit.version] == [None, 1]
    before = made.to_json()
    with pytest.raises(KeyError), made.editing(product="S1", channel="128", **ANN) as content:
        raise KeyError
    for wrong, code in (({"mine": 1}, "unknown_key"), ({"variants": {"S9": {}}}, "foreign_variant")):
        with refused(code), made.editing(product="S1", channel="128", **ANN) as content:
            content.update(wrong)
    with pytest.raises(TypeError), made.editing(product="S1", **ANN) as content:
        content["master"] = object()
    assert made.to_json() == before
    made.edit(product="S1", **BEN)
    with refused("checked_out"), made.editing(product="S1", **ANN):
        pass
    with pytest.raises(KeyError), made.editing(product="S1", **BEN):
        raise KeyError
    assert made.finish(product="S1", **BEN) == 1
    assert repr(edit) == "<Editing: the document of `S1` in `channel 128, Neutral`>"


# publishing


def test_publish_lists_assets_that_are_not_published_or_takes_them_along() -> None:
    """Nothing happens where it is refused."""
    made = tenant()
    made.check_in({"master": {"primary": ["A1", "A2"]}}, product="S1", **ANN)
    with pytest.raises(om.Fault) as told:
        made.publish(product="S1", **ANN)
    assert [fault.code for fault in told.value.faults] == ["unpublished_assets", "unpublished_assets"]
    assert made.publication().resolve("S1").primary == ()
    done = made.publish_all(product="S1", **ANN)
    assert done["targets"] == [{"product": "S1"}]
    assert done["assets"] == [{"asset": "A1"}, {"asset": "A2"}]
    assert done["changes"]["products"] == ["S1"]
    assert len(made.publication().resolve("S1").primary) == 2


def test_publish_takes_one_context_or_every_document_with_a_draft() -> None:
    """As asked."""
    made = tenant()
    for asset in ("A1", "A2"):
        made.publish(asset=asset, **ANN)
    for channel in (None, "128", "129"):
        made.check_in(GALLERY, product="S1", channel=channel, **ANN)
    assert made.publish(product="S1", channel="128", **ANN)["targets"] == [
        {"product": "S1", "channel": "128"}
    ]
    done = made.publish(product="S1", all_contexts=True, **ANN)
    assert done["targets"] == [{"product": "S1"}, {"product": "S1", "channel": "129"}]


def test_publish_is_refused_while_a_draft_of_it_is_checked_out() -> None:
    """Each is named."""
    made = tenant()
    made.check_in(GALLERY, product="S1", **ANN)
    made.edit(product="S1", **ANN)
    with refused("checked_out"):
        made.publish_all(product="S1", **ANN)


def test_unpublish_keeps_the_draft_and_delete_takes_only_what_is_not_published() -> None:
    """`unpublish_and_delete` does both."""
    made = published()
    with refused("published"):
        made.delete(product="S1", **ANN)
    made.unpublish(product="S1", **ANN)
    life = made.life(product="S1")
    assert life is not None
    assert (life["draft"], "published" in life) == (1, False)
    made.delete(product="S1", **ANN)
    assert made.life(product="S1") is None
    made = published()
    made.unpublish_and_delete(product="S1", **ANN)
    assert made.life(product="S1") is None


def test_an_asset_that_is_used_cannot_be_taken_out_and_the_users_are_listed() -> None:
    """Published documents, drafts, check-outs and groups use it."""
    made = published()
    with pytest.raises(om.Fault, match="`S1`") as told:
        made.unpublish(asset="A1", **ANN)
    assert told.value.code == "asset_in_use"
    assert made.used_by("A1") == [{"use": "published", "target": {"product": "S1"}, "is_published": True}]
    made.edit(product="S1", channel="128", copy=True, **BEN)
    assert {
        "use": "check_out",
        "target": {"product": "S1", "channel": "128"},
        "is_published": False,
    } in made.used_by("A1")
    assert made.used_by("nobody") == []


def test_categories_have_the_same_life() -> None:
    """In a channel alone."""
    made = tenant()
    made.check_in({"image": "A1"}, category="shirts", channel="128", **ANN)
    made.publish_all(category="shirts", all_contexts=True, **ANN)
    assert made.publication().category_image("shirts", channel="128").url == "A1.png"
    with refused("category_without_channel"):
        made.edit(category="shirts", **ANN)


# what takes effect at once


def test_products_categories_channels_and_central_swatches_take_effect_at_once() -> None:
    """They are put, read and removed by name."""
    made = tenant()
    made.put(swatch={"dimension": "Color", "value": "Blue", "hex": "#0000FF"})
    assert made.products == ("S1",)
    assert made.categories == ("shirts",)
    assert made.channels == ("128",)
    assert made.swatches == (("Color", "Blue"),)
    assert made.assets == ("A1", "A2")
    assert made.get(product="S1") == SHIRT
    assert made.get(swatch=("Color", "Blue")) == {"dimension": "Color", "value": "Blue", "hex": "#0000FF"}
    assert made.get(channel="9") is None
    made.put(product='{"number": "S2"}')
    assert made.publication().products == ("S1", "S2")
    made.remove(product="S2")
    made.remove(category="shirts")
    made.remove(channel="128")
    made.remove(swatch=("Color", "Blue"))
    assert [*made.products, *made.categories, *made.channels, *made.swatches] == ["S1"]


def test_what_has_published_documents_cannot_be_removed() -> None:
    """`not_empty`, and `not_in_tenant` for what is not there."""
    with refused("not_empty"):
        published().remove(product="S1")
    with refused("not_in_tenant"):
        published().remove(product="S9")


# states


def test_as_of_applies_the_groups_that_are_due_and_names_those_left_out() -> None:
    """A publication as it will stand."""
    made = published()
    for name, day in (("first", 1), ("second", 2)):
        made.create_group(name, **ANN)
        made.check_in({"master": {"primary": ["A2"]}}, product="S1", group=name, **ANN)
        made.set_group_options(name, publish_all=True)
        made.schedule_group(name, due=f"2026-12-0{day}T08:00:00+01:00", **ANN)
    before, after = made.as_of("2026-11-30T00:00:00Z"), made.as_of("2026-12-01T07:00:00Z")
    assert (before.groups, after.groups) == ((), ("first",))
    assert before.publication.resolve("S1").default_image_url == "A1.png"
    assert after.publication.resolve("S1").default_image_url == "A2.png"
    assert after.since == "2026-12-01T07:00:00Z"
    made.edit(product="S1", group="second", **ANN)
    left = made.as_of("2026-12-03T00:00:00Z").left_out
    assert list(left) == ["second"]
    assert left["second"][0].code == "checked_out"
    moments = made.over_time("S1")
    assert [moment.since for moment in moments][:2] == [None, "2026-12-01T08:00:00+01:00"]


def test_every_state_is_a_publication() -> None:
    """Published, drafts, somebody's work, a group."""
    made = published()
    made.create_group("sale", publish_all=True, **ANN)
    made.check_in({"master": {"primary": ["A2"]}}, product="S1", group="sale", **ANN)
    assert made.publication().resolve("S1").default_image_url == "A1.png"
    assert made.with_drafts().resolve("S1").default_image_url == "A1.png"
    assert made.with_group("sale").resolve("S1").default_image_url == "A2.png"
    made.validate_group("sale")
    with refused("not_in_tenant"):
        made.with_group("nobody")


# the rollout


def test_switches_are_turned_on_in_order() -> None:
    """Each says what it needs."""
    made = tenant()
    with refused("rollout_order"):
        made.turn_on("hq_sync")
    for switch in ("site_builder_content", "hq_authoring", "hq_sync", "csu_media_locations"):
        made.turn_on(switch)
    with refused("not_in_tenant"):
        made.turn_on("site_rendering", channel="9")
    made.turn_on("site_rendering", channel="128")
    assert made.switches["site_rendering"] == ["128"]
    with refused("rollout_needed"):
        made.turn_off("csu_media_locations")
    made.turn_off("site_rendering", channel="128")
    for switch in ("csu_media_locations", "hq_sync", "hq_authoring"):
        made.turn_off(switch)  # type: ignore[arg-type]
    with refused("rollout_final"):
        made.turn_off("site_builder_content")
    with refused("bad_argument"):
        made.turn_on("site_rendering")


def test_readiness_says_who_would_lose_an_image() -> None:
    """With the losses, as many as asked for."""
    made = tenant()
    made.put(product={"number": "S2"})
    read = made.read_file_names([f"/Products/{number}_000_001.png" for number in ("S1", "S2")])
    legacy = read.publication(made)
    ready = made.readiness("csu_media_locations", legacy=legacy)
    assert (ready["is_safe"], ready["products"]) == (False, 2)
    assert {loss.get("product") for loss in ready["losses"]} == {"S1", "S2"}
    assert len(made.readiness("csu_media_locations", legacy=legacy, most_losses=1)["losses"]) == 1
    read.apply(made, publish=True, **ANN)
    after = made.readiness("csu_media_locations", legacy=legacy)
    assert (after["products"], after["losses"]) == (0, [])
    assert made.readiness("csu_media_locations", legacy=legacy, publication=legacy)["products"] == 0


# who, when, and what


def test_an_instant_is_a_text_or_a_datetime_with_an_offset() -> None:
    """Others are refused in words."""
    made = tenant()
    zone = dt.timezone(dt.timedelta(hours=1))
    made.check_in({}, product="S1", user="ann", at=dt.datetime(2026, 11, 24, 10, 0, 0, 250, zone))
    life = made.life(product="S1")
    assert life is not None
    assert life["versions"][0]["at"] == "2026-11-24T09:00:00.00025Z"
    with pytest.raises(om.Fault, match="give one with an offset") as told:
        made.edit(product="S1", user="ann", at=dt.datetime(2026, 11, 24))  # noqa: DTZ001 - it is the point
    assert (told.value.code, told.value.place.path) == ("bad_argument", "at")
    with pytest.raises(om.Fault) as told:
        made.edit(product="S1", user="ann", at="tomorrow")
    assert (told.value.code, told.value.place.path) == ("malformed_instant", "at")
    with pytest.raises(TypeError, match="'at': expected a text or a datetime"):
        made.edit(product="S1", user="ann", at=7)  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        made.edit(product="S1", user="ann", at=dt.date(2026, 11, 24))  # type: ignore[arg-type]
    made.edit(product="S1", user="ann", at=dt.datetime.min.replace(tzinfo=zone))
    with refused("malformed_instant"):
        made.edit(product="S1", user="ann", at=dt.datetime.max.replace(tzinfo=zone))


@pytest.mark.parametrize(
    ("named", "place"),
    [
        ({}, "product"),
        ({"asset": "A1", "product": "S1"}, "asset"),
        ({"product": "S1", "category": "shirts"}, "category"),
        ({"asset": "A1", "channel": "128"}, "channel"),
    ],
)
def test_one_thing_is_named(named: dict[str, str], place: str) -> None:
    """None and two are refused, with their place."""
    with pytest.raises(om.Fault) as told:
        tenant().edit(**named, **ANN)  # type: ignore[arg-type]
    assert (told.value.code, told.value.place.path) == ("bad_argument", place)


def test_all_contexts_are_those_of_a_product_or_category() -> None:
    """Nothing else has any."""
    for named in ({"asset": "A1"}, {"product": "S1", "channel": "128"}, {}):
        with refused("bad_argument"):
            tenant().publish(all_contexts=True, **named, **ANN)


def test_targets_are_the_arguments_of_operations() -> None:
    """What an answer lists can be passed on."""
    made = published()
    targets = made.targets()
    assert targets == [{"asset": "A1"}, {"asset": "A2"}, {"product": "S1"}]
    assert all(made.life(**target) is not None for target in targets)


def test_faults_of_content_have_their_place() -> None:
    """All of them at once."""
    made = tenant()
    with pytest.raises(om.Fault) as told:
        made.check_in(
            {"dimensions": [{"match": {"Color": "Green"}}, {"match": {"Size": "S"}}]}, product="S1", **ANN
        )
    assert {fault.code for fault in told.value.faults} == {"unknown_value", "unknown_dimension"}
    with pytest.raises(om.Fault) as told:
        made.check_in({"primary": []}, product="S1", **ANN)
    assert told.value.code == "unknown_key"
    with refused("limit_identifier"):
        om.Tenant(limits={"identifier": 2}).put(product={"number": "long"})


@pytest.mark.parametrize(
    "call",
    [
        lambda t: t.edit(product=1, **ANN),
        lambda t: t.edit(product="S1", user=b"ann", at="2026-11-24T09:00:00Z"),
        lambda t: t.edit(product="S1"),
        lambda t: t.edit("S1", **ANN),
        lambda t: t.check_in({}, product="S1"),
        lambda t: t.check_in({"master": object()}, product="S1", **ANN),
        lambda t: t.restore("1", product="S1", **ANN),
        lambda t: t.put(product={1, 2}),
        lambda t: t.remove(swatch="Color"),
        lambda t: t.publish(product="S1", all_contexts="yes", **ANN),
        lambda t: t.edit(product="S1", policy="documented", **ANN),
        lambda t: t.set_group_limits(items="many", seconds_apart=None),
        lambda t: t.turn_on(1),
        lambda t: t.readiness("hq_sync", legacy=None),
        lambda t: t.unit(1),
        lambda t: t.as_of(None),
        lambda t: t.changes().delta(b""),
        lambda t: type(t)({}),
        lambda t: type(t).from_json(1),
        lambda t: type(t).from_units(1),
        lambda t: type(t).from_units([object()]),
        lambda t: type(t).load(1),
        lambda t: type(t).from_publication({}, **ANN),
    ],
)
def test_a_wrong_type_is_a_type_error(call: Any) -> None:
    """Everywhere."""
    with pytest.raises(TypeError):
        call(tenant())
