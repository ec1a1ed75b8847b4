"""Everybody can use it: names, contrast, width, schemes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from axe_core_python.selenium import Axe

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from conftest import Page
    from selenium import webdriver

VIEWS = [
    ("sample", "#product=Q1001&channel=128&locale=de-DE"),
    ("sample", "#product=Q6001&channel=128"),
    ("sides", "#product=Q1001"),
    ("sides", "#product=Q1003"),
    ("gaps", "#product=G2"),
    ("hostile", ""),
    ("empty", ""),
]

# The least contrast of any text with what is behind it: the nearest ground that is not transparent.
CONTRAST = """
const part = c => { c /= 255; return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4; };
const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
const numbers = colour => colour.match(/[\\d.]+/g).map(Number);
const ground = element => {
  for (let at = element; at; at = at.parentElement) {
    const colour = numbers(getComputedStyle(at).backgroundColor);
    if (colour.length < 4 || colour[3] > 0) return colour;
  }
  return [255, 255, 255];
};
const found = [];
for (const element of document.querySelectorAll("body, body *")) {
  const own = [...element.childNodes].some(node => node.nodeType === 3 && node.textContent.trim());
  const isText = own && element.checkVisibility() && !["SCRIPT", "STYLE", "OPTION"].includes(element.tagName);
  if (!isText) continue;
  const colours = [numbers(getComputedStyle(element).color), ground(element)];
  const [one, other] = colours.map(light).sort((a, b) => b - a);
  found.push([(one + 0.05) / (other + 0.05), element.className || element.localName]);
}
return found.sort((a, b) => a[0] - b[0])[0];
"""


@pytest.fixture
def dark(driver: webdriver.Chrome) -> Iterator[Callable[[str], None]]:
    """Set the colour scheme that the reader prefers."""

    def prefer(scheme: str) -> None:
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    yield prefer
    prefer("light")


@pytest.fixture
def narrow(driver: webdriver.Chrome) -> Iterator[Callable[[int], None]]:
    """Set the width of the screen."""

    def set_width(width: int) -> None:
        metrics = {"width": width, "height": 800, "deviceScaleFactor": 1, "mobile": width < 600}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)

    yield set_width
    driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "address"), VIEWS)
def test_axe_finds_nothing(
    page: Callable[..., Page], dark: Callable[[str], None], name: str, address: str, scheme: str
) -> None:
    """The checks of axe-core pass, contrast among them, in both schemes."""
    dark(scheme)
    opened = page(name, address)
    result: dict[str, Any] = Axe().run(opened.driver)
    found = result["violations"]
    told = [(one["id"], one["help"], [node["html"] for node in one["nodes"]][:3]) for one in found]
    assert told == []
    assert len(result["passes"]) > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("name", "address"), VIEWS)
def test_text_stands_out(
    page: Callable[..., Page], dark: Callable[[str], None], name: str, address: str, scheme: str
) -> None:
    """Every text has a contrast of 4.5 to 1 or more."""
    dark(scheme)
    opened = page(name, address)
    ratio, where = opened.run(CONTRAST)
    assert ratio >= 4.5, where


@pytest.mark.parametrize("width", [360, 768, 1280])
@pytest.mark.parametrize(("name", "address"), VIEWS)
def test_nothing_scrolls_sideways(
    page: Callable[..., Page], narrow: Callable[[int], None], name: str, address: str, width: int
) -> None:
    """At the width of a phone, of a tablet and of a desk, everything is within the width."""
    narrow(width)
    opened = page(name, address)
    assert opened.run("return document.documentElement.scrollWidth") <= width
    outside = opened.run(
        "return [...document.querySelectorAll('main *')]"
        ".filter(one => one.checkVisibility() && !one.closest('.unseen, .chip'))"
        ".filter(one => one.getBoundingClientRect().right > innerWidth + 1).map(one => one.className)"
    )
    assert outside == []


def test_sides_stack_on_a_phone(page: Callable[..., Page], narrow: Callable[[int], None]) -> None:
    """Beside each other at a desk, one below the other on a phone."""
    for width, beside in [(1280, True), (360, False)]:
        narrow(width)
        opened = page("sides", "#product=Q1001")
        one, other = (side.rect for side in opened.all(".side"))
        assert (one["y"] == other["y"]) is beside
        assert (one["x"] == other["x"]) is not beside


def test_every_control_has_a_name(page: Callable[..., Page]) -> None:
    """Labels name what is chosen, and are for it."""
    opened = page("sides", "#product=Q1001")
    controls = [
        control for control in opened.all("select, input, button, summary, a") if control.is_displayed()
    ]
    names = [control.accessible_name for control in controls]
    assert all(names), names
    labels = ["Find a product or variant", "Product", "Channel", "Locale", "Catalog", "Color", "Size"]
    assert names[:7] == labels
    assert opened.run("return document.documentElement.lang") == "en"


def test_a_changed_answer_is_announced(page: Callable[..., Page]) -> None:
    """What a choice does is said in a live region, in a sentence."""
    opened = page("sides", "#product=Q1001")
    before = opened.text("#summary[role=status]")
    opened.choose("#value-0", "Moss")
    after = opened.text("#summary[role=status]")
    assert before != after
    assert "in the gallery" in after


def test_colour_is_never_alone(page: Callable[..., Page]) -> None:
    """Whatever is marked by a colour says so in words."""
    opened = page("sides", "#product=Q1001")
    for status in ("removed", "added"):
        assert status in opened.text(f".item.{status} .mark")
    assert "Default image" in opened.text(".item.default")


def test_motion_can_be_had_without(page: Callable[..., Page], driver: webdriver.Chrome) -> None:
    """Who prefers no motion gets none."""
    features = [{"name": "prefers-reduced-motion", "value": "reduce"}]
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})
    opened = page("sample")
    moving = opened.run(
        "return [...document.querySelectorAll('*')]"
        ".filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0)"
    )
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert moving == []
