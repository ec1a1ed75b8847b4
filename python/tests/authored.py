"""What tests of tenants need: who and when, and a small tenant."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypedDict

import pytest

import omnimedia as om

if TYPE_CHECKING:
    import datetime as dt


class Who(TypedDict):
    """Who does something, and when."""

    user: str
    at: str | dt.datetime


ANN: Who = {"user": "ann", "at": "2026-11-24T09:00:00Z"}
BEN: Who = {"user": "ben", "at": "2026-11-24T10:00:00+01:00"}

SHIRT = {
    "number": "S1",
    "name": "Shirt",
    "dimensions": [{"name": "Color", "values": ["Blue", "Red"]}],
    "variants": [
        {"number": "S1-B", "values": {"Color": "Blue"}},
        {"number": "S1-R", "values": {"Color": "Red"}},
    ],
}

GALLERY: dict[str, Any] = {"master": {"primary": ["A1"]}}


def tenant() -> om.Tenant:
    """Give a tenant with a channel, a category, a product and two checked-in pictures."""
    made = om.Tenant()
    made.put(channel={"id": "128", "locales": ["en-US", "fr-CA"]})
    made.put(category={"id": "shirts", "name": "Shirts"})
    made.put(product=SHIRT)
    for asset in ("A1", "A2"):
        made.check_in(
            {"kind": "image", "url": f"{asset}.png", "text": {"neutral": {"alt": asset}}}, asset=asset, **ANN
        )
    return made


def published() -> om.Tenant:
    """Give a tenant whose shirt shows a picture in Omnichannel."""
    made = tenant()
    made.check_in(GALLERY, product="S1", **ANN)
    made.publish_all(product="S1", **ANN)
    return made


def refused(code: str) -> pytest.RaisesExc[om.Fault]:
    """Expect a fault of one code."""
    return pytest.RaisesExc(om.Fault, check=lambda fault: fault.code == code)
