"""Publish groups: branches that are published together (SPEC section 8)."""

# what a test expects is there
# pyright: reportTypedDictNotRequiredAccess=false

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

import omnimedia as om
from authored import ANN, BEN, refused, tenant

SALE: dict[str, Any] = {"master": {"primary": ["A2"]}}


def with_sale(**options: Any) -> om.Tenant:
    """Give a tenant whose shirt is live with one picture, and has another in the group `sale`."""
    made = tenant()
    for asset in ("A1", "A2"):
        made.publish(asset=asset, **ANN)
    made.check_in({"master": {"primary": ["A1"]}}, product="S1", **ANN)
    made.publish(product="S1", **ANN)
    made.create_group("sale", **options, **ANN)
    made.check_in(SALE, product="S1", group="sale", **ANN)
    return made


def test_editing_inside_a_group_touches_only_it() -> None:
    """Live stays as it is until the run, which makes a new live version and closes the group."""
    made = with_sale()
    assert made.publication().resolve("S1").default_image_url == "A1.png"
    run = made.run_group("sale", **BEN)
    assert (run["group"], run["targets"], run["conflicts"]) == ("sale", [{"product": "S1"}], [])
    assert made.publication().resolve("S1").default_image_url == "A2.png"
    group = made.group("sale")
    assert group is not None
    assert (group["state"], group["ran"]["by"]) == ("ran", "ben")
    with refused("group_closed"):
        made.edit(product="S1", group="sale", **ANN)


def test_items_are_copied_in_from_live_or_from_another_group() -> None:
    """And taken out again."""
    made = with_sale()
    made.create_group("spring", **ANN)
    assert made.copy_into_group("spring", product="S1", **ANN) == 1
    assert made.copy_into_group("spring", product="S1", source="sale", **ANN) == 2
    life = made.life(product="S1", group="spring")
    assert life is not None
    assert life["versions"][1]["content"] == SALE
    assert [group["name"] for group in made.groups] == ["sale", "spring"]
    made.remove_from_group("spring", product="S1", **ANN)
    group = made.group("spring")
    assert group is not None
    assert group["items"] == []
    assert made.group("nobody") is None
    with refused("not_in_tenant"):
        made.copy_into_group("nobody", product="S1", **ANN)


def test_a_group_is_scheduled_rescheduled_unscheduled_and_run_when_it_is_due() -> None:
    """At an instant with an offset."""
    made = with_sale()
    zone = dt.timezone(dt.timedelta(hours=1))
    made.schedule_group("sale", due=dt.datetime(2026, 12, 1, 8, tzinfo=zone), **ANN)
    group = made.group("sale")
    assert group is not None
    assert (group["state"], group["due"]) == ("scheduled", "2026-12-01T08:00:00+01:00")
    made.schedule_group("sale", due="2026-12-02T08:00:00+01:00", **ANN)
    assert made.run_due("2026-12-01T12:00:00Z") == []
    made.unschedule_group("sale")
    with refused("group_schedule"):
        made.unschedule_group("sale")
    made.schedule_group("sale", due="2026-12-02T08:00:00+01:00", **ANN)
    (ran,) = made.run_due(dt.datetime(2026, 12, 2, 7, tzinfo=dt.UTC))
    assert ran["group"] == "sale"
    assert ran["run"]["targets"] == [{"product": "S1"}]


def test_a_group_is_validated_when_scheduled_and_when_run() -> None:
    """One that is refused when due stays scheduled."""
    made = with_sale()
    made.edit(product="S1", group="sale", **ANN)
    with refused("checked_out"):
        made.schedule_group("sale", due="2026-12-01T08:00:00Z", **ANN)
    with refused("checked_out"):
        made.validate_group("sale")
    made.discard(product="S1", group="sale", **ANN)
    made.schedule_group("sale", due="2026-12-01T08:00:00Z", **ANN)
    made.edit(product="S1", group="sale", **ANN)
    (ran,) = made.run_due("2026-12-01T09:00:00Z")
    assert [fault["code"] for fault in ran["faults"]] == ["checked_out"]
    with refused("group_schedule"):
        made.delete_group("sale", **ANN)


def test_a_conflict_is_reported_and_the_policy_decides() -> None:
    """`last-wins` publishes over it, `refuse` refuses the run."""
    for conflicts in ("last-wins", "refuse"):
        made = with_sale(conflicts=conflicts)
        made.check_in({"master": {"primary": ["A1", "A2"]}}, product="S1", **BEN)
        made.publish(product="S1", **BEN)
        if conflicts == "refuse":
            with refused("group_conflict"):
                made.run_group("sale", **ANN)
            made.set_group_options("sale", conflicts="last-wins")
        assert made.run_group("sale", **ANN)["conflicts"] == [{"product": "S1"}]


def test_live_drafts_and_check_outs_stay_and_are_reported() -> None:
    """The run does not take them."""
    made = with_sale()
    made.check_in({"master": {"primary": ["A1", "A2"]}}, product="S1", **BEN)
    made.edit(product="S1", **BEN)
    run = made.run_group("sale", **ANN)
    assert (run["drafts"], run["check_outs"]) == ([{"product": "S1"}], [{"product": "S1"}])


def test_assets_go_along_where_the_group_says_so() -> None:
    """Else they refuse the run."""
    made = tenant()
    made.create_group("sale", **ANN)
    made.check_in(SALE, product="S1", group="sale", **ANN)
    with refused("unpublished_assets"):
        made.run_group("sale", **ANN)
    made.set_group_options("sale", conflicts="refuse")
    made.set_group_options("sale", publish_all=True)
    group = made.group("sale")
    assert group is not None
    assert group["options"]["conflicts"] == "refuse", "what is not said stays"
    assert made.run_group("sale", **ANN)["assets"] == [{"asset": "A2"}]


def test_limits_on_groups_are_settings_and_off_by_default() -> None:
    """The documented ones are 2,000 items and 300 seconds."""
    made = with_sale()
    assert made.group_limits == {"items": None, "seconds_apart": None}
    made.set_group_limits(items=1, seconds_apart=300)
    assert made.group_limits == {"items": 1, "seconds_apart": 300}
    with refused("limit_group_items"):
        made.copy_into_group("sale", asset="A1", **ANN)
    made.create_group("spring", **ANN)
    made.schedule_group("sale", due="2026-12-01T08:00:00Z", **ANN)
    with refused("limit_group_spacing"):
        made.schedule_group("spring", due="2026-12-01T08:04:59Z", **ANN)


def test_names_and_words_of_groups_are_judged() -> None:
    """A name that is taken, a word that is none, an instant that is past."""
    made = with_sale()
    with refused("exists"):
        made.create_group("sale", **ANN)
    with pytest.raises(om.Fault) as told:
        made.create_group("other", conflicts="mine", **ANN)  # type: ignore[arg-type]
    assert (told.value.code, told.value.place.path) == ("bad_argument", "conflicts")
    with refused("group_schedule"):
        made.schedule_group("sale", due="2026-11-24T08:00:00Z", **ANN)
    with pytest.raises(om.Fault) as told:
        made.schedule_group("sale", due="soon", **ANN)
    assert (told.value.code, told.value.place.path) == ("malformed_instant", "due")
    with refused("bad_argument"):
        made.schedule_group("sale", due=dt.datetime(2026, 12, 1), **ANN)  # noqa: DTZ001 - it is the point
    made.delete_group("sale", **ANN)
    assert made.groups == []
