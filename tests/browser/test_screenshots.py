"""Pictures of the pages, for people to look at."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Page

SHOTS = [
    ("one-side", "sample", "#product=Q1001&channel=128&locale=de-DE", 1280, "light"),
    ("selected", "sample", "#product=Q2002&channel=007&value.Color=Berry&value.Size=S", 1280, "light"),
    ("swatches", "sample", "#product=Q6001&channel=128", 1280, "light"),
    ("two-sides", "sides", "#product=Q1001", 1280, "light"),
    ("two-sides-dark", "sides", "#product=Q1001", 1280, "dark"),
    ("dark", "sample", "#product=Q1003&channel=128&locale=de-DE", 1280, "dark"),
    ("missing-side", "sides", "#product=Q1003", 1280, "light"),
    ("tablet", "sides", "#product=Q1001", 768, "light"),
    ("phone", "sample", "#product=Q1001&channel=128&locale=de-DE", 360, "light"),
    ("phone-two-sides", "sides", "#product=Q1001", 360, "dark"),
    ("hostile", "hostile", "", 1280, "light"),
    ("large", "large", "#product=L1&value.Color=Colour+3&value.Size=Size+4", 1280, "light"),
]


@pytest.mark.parametrize("shot", SHOTS, ids=lambda shot: shot[0])
def test_a_picture_is_taken(
    page: Callable[..., Page], pages: Path, shot: tuple[str, str, str, int, str]
) -> None:
    """The whole page, however long, goes into a file."""
    file, name, address, width, scheme = shot
    opened = page(name)
    driver = opened.driver
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    metrics = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 600}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    if address:
        opened.go(address)
    height = min(opened.run("return document.documentElement.scrollHeight"), 4_000)
    clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
    taken = driver.execute_cdp_cmd("Page.captureScreenshot", {"clip": clip, "captureBeyondViewport": True})
    picture = base64.b64decode(taken["data"])
    (pages / f"{file}.png").write_bytes(picture)
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert len(picture) > 10_000
