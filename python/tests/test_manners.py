"""Manners of Python's objects: equality, hashes, weak references."""

from __future__ import annotations

import gc
import weakref
from typing import TYPE_CHECKING

import omnimedia as om
from shared import SHOP

if TYPE_CHECKING:
    from collections.abc import Callable


def test_publications_are_equal_where_they_say_the_same() -> None:
    """In whatever order, wherever they come from."""
    made = om.Publication.from_dict(SHOP)
    turned = {**SHOP, "assets": SHOP["assets"][::-1], "products": SHOP["products"][::-1]}
    same = [om.Publication.from_json_lines(made.to_json_lines()), om.Publication.from_dict(turned)]
    assert [one == made for one in same] == [True, True]
    assert len({made, *same}) == 1
    changed = {**SHOP, "products": [{**SHOP["products"][0], "name": "Another"}, *SHOP["products"][1:]]}
    other = om.Publication.from_dict(changed)
    assert other != made
    assert made != SHOP
    assert len({made, other}) == 2


def test_what_is_large_can_be_referred_to_weakly() -> None:
    """So that a cache may hold it, and let it go."""
    makes: tuple[Callable[[], om.Publication | om.Snapshot | om.Tenant], ...] = (
        lambda: om.Publication.from_dict(SHOP),
        lambda: om.Publication.from_dict(SHOP).flatten(),
        om.Tenant,
    )
    for make in makes:
        made = make()
        weak = weakref.ref(made)
        assert weak() is made
        del made
        gc.collect()
        assert weak() is None
