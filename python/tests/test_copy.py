"""Copies between tenants (SPEC section 12)."""

# what a test expects is there
# pyright: reportTypedDictNotRequiredAccess=false

from __future__ import annotations

from typing import Any

import pytest

import omnimedia as om
from authored import ANN, BEN, refused, tenant


def source() -> om.Tenant:
    """Give a tenant with a published shirt in two contexts, and a draft of another."""
    made = tenant()
    for channel in ("128", "129"):
        made.check_in({"master": {"primary": ["A1"]}}, product="S1", channel=channel, locale="fr-FR", **ANN)
    made.publish_all(product="S1", all_contexts=True, **ANN)
    made.check_in({"master": {"primary": ["A1"]}}, product="S1", **ANN)
    return made


def bare() -> om.Tenant:
    """Give the same products without media."""
    return om.Tenant.without_media_of(tenant().publication())


def test_a_copy_tells_of_each_item_what_happened_and_again_copies_nothing() -> None:
    """A dry run gives the same report and changes nothing."""
    into, before = bare(), bare()
    would = into.copy_from(source(), user="ben", dry_run=True)
    assert into == before
    done = into.copy_from(source(), user="ben")
    assert would == done
    assert done["outcomes"]["created"] == 3
    assert next(item["text"] for item in done["items"]) == "created: the asset `A1`"
    assert done["is_complete"]
    assert into.publication().resolve("S1", channel="128", locale="fr-FR").default_image_url == "A1.png"
    assert into.copy_from(source(), user="ben")["outcomes"]["created"] == 0


def test_channels_and_locales_are_mapped_or_dropped() -> None:
    """One by one, or all others."""
    into = bare()
    done = into.copy_from(
        source(), user="ben", channels={"128": "5"}, locales={"fr-FR": "fr-CA"}, drop_other_channels=True
    )
    (mapped,) = [item for item in done["items"] if item["source"].get("channel") == "128"]
    assert mapped["destination"] == {"product": "S1", "channel": "5", "locale": "fr-CA"}
    assert [item["outcome"] for item in done["items"] if item["source"].get("channel") == "129"] == [
        "dropped"
    ]
    again = bare().copy_from(source(), user="ben", channels={"129": None}, locales={"fr-FR": "neutral"})
    assert again["outcomes"]["dropped"] == 1
    none = bare().copy_from(source(), user="ben", channels={"128": "", "129": ""}, drop_other_locales=True)
    assert none["outcomes"]["dropped"] == 2
    together = bare().copy_from(source(), user="ben", channels={"128": "5", "129": "5"})
    assert {fault["code"] for item in together["items"] for fault in item["faults"]} == {"mapped_together"}


def test_drafts_come_along_where_they_are_asked_for() -> None:
    """History never does."""
    into = bare()
    into.copy_from(source(), user="ben", drafts=True)
    life = into.life(product="S1")
    assert life is not None
    assert (life["has_unpublished_draft"], len(life["versions"])) == (True, 1)


def test_a_conflict_is_decided_by_the_choice() -> None:
    """Keep, replace, or the latest."""
    for choice, shown in (("keep-destination", "A2.png"), ("replace", "A1.png"), ("keep-latest", "A1.png")):
        into = tenant()
        early = "2026-11-23T00:00:00Z"
        into.check_in(
            {"master": {"primary": ["A2"]}}, product="S1", channel="128", locale="fr-FR", user="ben", at=early
        )
        into.publish_all(product="S1", channel="128", locale="fr-FR", user="ben", at=early)
        into.publish(asset="A1", user="ben", at=early)
        into.copy_from(source(), user="ben", on_conflict=choice)  # type: ignore[arg-type]
        assert into.publication().resolve("S1", channel="128", locale="fr-FR").default_image_url == shown


def test_what_is_copied_is_chosen_by_product_and_category() -> None:
    """What the source does not have refuses all."""
    assert bare().copy_from(source(), user="ben", products=[])["items"] == []
    with refused("not_in_tenant"):
        bare().copy_from(source(), user="ben", categories=["coats"])


def test_progress_is_told_and_what_it_raises_ends_the_copy() -> None:
    """What is done stays done."""
    told: list[tuple[str, int, int]] = []
    bare().copy_from(source(), user="ben", progress=lambda *at: told.append(at))
    assert told[0] == ("copying", 1, 5)
    assert told[-1] == ("copying", 5, 5)
    into = bare()

    def progress(_phase: str, done: int, _total: int) -> None:
        with refused("in_use"):
            into.to_json()
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        into.copy_from(source(), user="ben", progress=progress)
    assert into.targets() == [{"asset": "A1"}]


def test_bad_arguments_are_refused() -> None:
    """The tenant itself, a word that is none, a locale that is none."""
    made = source()
    with refused("bad_argument"):
        made.copy_from(made, user="ben")
    with refused("bad_argument"):
        bare().copy_from(made, user="ben", on_conflict="mine")  # type: ignore[arg-type]
    with refused("malformed_locale"):
        bare().copy_from(made, user="ben", locales={"!": "fr"})


@pytest.mark.parametrize(
    "call",
    [
        lambda t: t.copy_from(None, user="ben"),
        lambda t: t.copy_from(tenant()),
        lambda t: t.copy_from(tenant(), user=1),
        lambda t: t.copy_from(tenant(), user="ben", channels={"128": 5}),
        lambda t: t.copy_from(tenant(), user="ben", products="S1"),
        lambda t: t.copy_from(tenant(), user="ben", progress=5),
        lambda t: t.copy_from(tenant(), **BEN),
    ],
)
def test_a_wrong_type_is_a_type_error(call: Any) -> None:
    """Everywhere."""
    with pytest.raises(TypeError):
        call(bare())
