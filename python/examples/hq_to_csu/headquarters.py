"""Headquarters: people who author media, and publish them.

Each edit is done in memory and then committed as a whole. Whoever is overtaken by a colleague reads the
tenant again and does the edit again; whoever is killed goes on after the last edit that was committed.
"""

from __future__ import annotations

import datetime as dt
import random
import time
from typing import TYPE_CHECKING, Any, Final, TypedDict

import omnimedia as om
from hq_to_csu.points import reach
from hq_to_csu.store import Edit, Overtaken

if TYPE_CHECKING:
    from collections.abc import Callable

    from hq_to_csu.store import Store

CONTEXTS: Final[tuple[dict[str, str], ...]] = ({}, {"channel": "128"}, {"channel": "128", "locale": "fr-CA"})
"""The contexts that are edited: for all, for the shop, and for its customers who read French."""
_COLOURS: Final = {"Blue": "#1F4E9E", "Red": "#B3261E"}
_LONGEST_GALLERY: Final = 8


class _Who(TypedDict):
    user: str
    at: dt.datetime


def first_tenant(products: int = 6) -> om.Tenant:
    """Make a small shop: shirts in two colours, with a gallery each."""
    tenant = om.Tenant()
    tenant.put(channel={"id": "128", "name": "Fabrikam online", "locales": ["en-US", "fr-CA"]})
    tenant.put(category={"id": "shirts", "name": "Shirts"})
    for colour, shown in _COLOURS.items():
        tenant.put(swatch={"dimension": "Color", "value": colour, "hex": shown})
    who: _Who = {"user": "import", "at": dt.datetime(2026, 11, 24, 6, tzinfo=dt.UTC)}
    for at in range(1, products + 1):
        number = f"S{at}"
        _put_shirt(tenant, number, f"Shirt {at}")
        tenant.check_in(_picture(f"{number}-front", "Front"), asset=f"{number}-front", **who)
        tenant.check_in({"master": {"primary": [f"{number}-front"]}}, product=number, **who)
        tenant.publish_all(product=number, **who)
    return tenant


def _put_shirt(tenant: om.Tenant, number: str, name: str) -> None:
    variants = [{"number": f"{number}-{colour[0]}", "values": {"Color": colour}} for colour in _COLOURS]
    dimension = {"name": "Color", "values": list(_COLOURS)}
    tenant.put(
        product={
            "number": number,
            "name": name,
            "categories": ["shirts"],
            "dimensions": [dimension],
            "variants": variants,
        }
    )


def _picture(asset: str, alt: str) -> dict[str, Any]:
    texts = {"neutral": {"alt": alt}, "fr": {"alt": f"{alt} (fr)"}}
    return {"kind": "image", "url": f"https://cdn.example/{asset}.jpg", "text": texts}


class Headquarters:
    """One author at work; several can be, each in a process of their own."""

    def __init__(self, store: Store, author: str, seed: int) -> None:
        """Go on after the author's last edit."""
        self._store = store
        self._author = author
        self._seed = seed
        self._tenant: tuple[int, om.Tenant] | None = None
        self._number = store.patiently(lambda: store.last_number(author)) + 1

    def edit(self) -> tuple[int, Edit]:
        """Do the next edit, commit it, and give the revision; whatever happens meanwhile, it is done once."""
        revision, edit = self._store.patiently(self._edit_once)
        self._number += 1
        return revision, edit

    def _edit_once(self) -> tuple[int, Edit]:
        committed = self._store.revision_of(self._author, self._number)
        if committed is not None:  # the connection broke after the commit, before we heard of it
            self._tenant = None
            return committed, Edit(self._author, self._number, "committed")
        while True:
            seen, tenant = self._newest()
            self._tenant = None  # until it is committed, what is in memory is nobody's
            edit = Edit(self._author, self._number, self._author_something(tenant))
            reach("headquarters.edited")
            try:
                revision = self._store.commit(seen, edit, tenant)
            except Overtaken:
                continue
            reach("headquarters.committed")
            self._tenant = revision, tenant
            return revision, edit

    def _newest(self) -> tuple[int, om.Tenant]:
        head = self._store.head()
        if self._tenant is not None and self._tenant[0] == head.revision:
            return self._tenant
        return head.revision, self._store.tenant(head.revision)

    def _author_something(self, tenant: om.Tenant) -> str:
        chance = random.Random(f"{self._seed} {self._author} {self._number}")  # noqa: S311 - a play
        who: _Who = {"user": self._author, "at": dt.datetime.now(dt.UTC)}
        at_work = [target for target in tenant.targets() if self._has_checked_out(tenant, target)]
        if at_work:
            return _finish(tenant, at_work[0], who)
        (act,) = chance.choices(list(_PLAYS), list(_PLAYS.values()))
        picture = f"P-{self._author}-{self._number}"
        try:
            return act(tenant, chance, who, picture)
        except om.Fault as fault:  # such as: checked out by a colleague
            return f"is refused: {fault.faults[0].message}"

    def _has_checked_out(self, tenant: om.Tenant, target: Any) -> bool:  # noqa: ANN401 - names of arguments
        life = tenant.life(**target)
        return life is not None and life.get("check_out", {}).get("by") == self._author


def _place(chance: random.Random, tenant: om.Tenant) -> dict[str, str]:
    return {"product": chance.choice(tenant.products), **chance.choice(CONTEXTS)}


def _told(place: dict[str, str]) -> str:
    where = ", ".join(place[part] for part in ("channel", "locale") if part in place)
    return f"{place['product']} in {where or 'all channels'}"


def _with(content: dict[str, Any], picture: str) -> dict[str, Any]:
    """Give a document with a picture in front of its gallery."""
    master = content.get("master", {})
    primary = [picture, *master.get("primary", [])][:_LONGEST_GALLERY]
    return {**content, "master": {**master, "primary": primary}}


def _put_in_front(tenant: om.Tenant, place: Any, who: _Who, picture: str) -> None:  # noqa: ANN401
    tenant.check_in(_picture(picture, f"By {who['user']}"), asset=picture, **who)
    content = tenant.edit(**place, copy=True, **who)
    tenant.save_content(_with(content, picture), **place, **who)


def _new_picture(tenant: om.Tenant, chance: random.Random, who: _Who, picture: str) -> str:
    place: Any = _place(chance, tenant)
    _put_in_front(tenant, place, who, picture)
    tenant.finish(**place, **who)
    tenant.publish_all(**place, **who)
    return f"publishes {picture} in front of {_told(place)}"


def _begin(tenant: om.Tenant, chance: random.Random, who: _Who, picture: str) -> str:
    place = _place(chance, tenant)
    _put_in_front(tenant, place, who, picture)
    return f"saves {picture} in front of {_told(place)}, and keeps it checked out"


def _finish(tenant: om.Tenant, target: Any, who: _Who) -> str:  # noqa: ANN401 - names of arguments
    tenant.finish(**target, **who)
    tenant.publish_all(**target, **who)
    return f"finishes and publishes {_told(target)}"


def _reword(tenant: om.Tenant, chance: random.Random, who: _Who, picture: str) -> str:
    asset = chance.choice(tenant.assets)
    life = tenant.life(asset=asset)
    is_published = life is not None and "published" in life
    tenant.check_in(_picture(asset, f"Words of {picture}"), asset=asset, **who)
    if is_published:
        tenant.publish(asset=asset, **who)
    return f"writes another text for {asset}"


def _recolour(tenant: om.Tenant, chance: random.Random, _who: _Who, _picture: str) -> str:
    colour = chance.choice(list(_COLOURS))
    shown = f"#{chance.randrange(1 << 24):06X}"
    tenant.put(swatch={"dimension": "Color", "value": colour, "hex": shown})
    return f"shows {colour} as {shown}"


def _new_product(tenant: om.Tenant, _chance: random.Random, who: _Who, picture: str) -> str:
    number = f"N-{picture}"
    _put_shirt(tenant, number, f"Shirt {picture}")
    tenant.check_in(_picture(picture, "Front"), asset=picture, **who)
    tenant.check_in({"master": {"primary": [picture]}}, product=number, **who)
    tenant.publish_all(product=number, **who)
    return f"brings the product {number}"


def _reset(tenant: om.Tenant, chance: random.Random, who: _Who, _picture: str) -> str:
    place: Any = {"product": chance.choice(tenant.products), **CONTEXTS[-1]}
    tenant.reset_to_default(**place, **who)
    tenant.publish(**place, **who)
    return f"resets {_told(place)}"


def _sale(tenant: om.Tenant, chance: random.Random, who: _Who, picture: str) -> str:
    group = f"sale {picture}"
    tenant.create_group(group, publish_all=True, **who)
    tenant.check_in(_picture(picture, "Sale"), asset=picture, **who)
    for number in chance.sample(tenant.products, 2):
        place: Any = {"product": number, "group": group}
        content = tenant.edit(**place, copy=True, **who)
        tenant.save_content(_with(content, picture), **place, **who)
        tenant.finish(**place, **who)
    tenant.run_group(group, **who)
    return f"runs the group {group}"


_PLAYS: Final[dict[Callable[[om.Tenant, random.Random, _Who, str], str], int]] = {
    _new_picture: 8,
    _begin: 3,
    _reword: 2,
    _recolour: 1,
    _new_product: 1,
    _reset: 1,
    _sale: 2,
}
"""What an author may do, and how often."""


def work(store: Store, author: str, seed: int, edits: int, pause: float) -> None:
    """Do so many edits, and say a line of each when it is committed."""
    headquarters = Headquarters(store, author, seed)
    for _ in range(edits):
        revision, edit = headquarters.edit()
        print(f"revision {revision}: {author} {edit.what} (edit {edit.number})", flush=True)
        time.sleep(pause)
