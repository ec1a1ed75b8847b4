"""The preview page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

import omnimedia as om
from authored import refused
from shared import SHOP

if TYPE_CHECKING:
    from pathlib import Path

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 16


@pytest.fixture(name="shop", scope="module")
def _shop() -> om.Publication:
    return om.Publication.from_dict(SHOP)


def test_a_page_is_a_text_and_the_same_each_time(shop: om.Publication) -> None:
    """It needs nothing but a browser."""
    page = shop.preview(title="Shirts in spring", products=["S1"])
    assert isinstance(page, str)
    assert page.startswith("<!doctype html>")
    assert "Shirts in spring" in page
    assert page == shop.preview(title="Shirts in spring", products=["S1"])


def test_two_sides_are_compared(shop: om.Publication) -> None:
    """Each with its caption."""
    draft = om.Publication.from_dict({**SHOP, "products": []})
    page = shop.preview(caption="Live today", compare=draft, compare_caption="Tomorrow's draft")
    assert "Live today" in page
    assert "Tomorrow" in page


def test_a_page_is_saved_as_a_whole(shop: om.Publication, tmp_path: Path) -> None:
    """Or not at all, with the file in the error."""
    page = shop.preview()
    page.save(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page
    with pytest.raises(FileNotFoundError) as told:
        page.save(tmp_path / "none" / "page.html")
    assert told.value.filename == str(tmp_path / "none" / "page.html")


def test_small_pictures_are_data_urls_or_bytes(shop: om.Publication) -> None:
    """What is no picture is refused."""
    page = shop.preview(thumbnails={"A1": PNG, "A2": "data:image/png;base64,iVBORw0KGgo="})
    assert "data:image/png;base64,iVBORw0KGgowMDAw" in page
    with refused("bad_argument"):
        shop.preview(thumbnails={"A1": b"<svg>"})
    with refused("type"):
        shop.preview(thumbnails={"A1": "data:image/svg+xml;base64,PHN2Zz4="})


def test_what_is_shown_is_chosen(shop: om.Publication) -> None:
    """By contexts, and within limits."""
    assert len(shop.preview(channels=["128"], locales=["fr-CA"])) < len(shop.preview())
    assert "fr-CA" in shop.preview(contexts=[om.Context(channel="9", locale="fr-CA")])
    for wanted, code in [
        ({"products": ["S9"]}, "not_found"),
        ({"channels": ["nobody"]}, "bad_query"),
        ({"locales": ["!"]}, "malformed_locale"),
        ({"limit": 1000}, "limit_preview"),
        ({"most_answers": 1}, "limit_preview"),
    ]:
        with refused(code):
            shop.preview(**wanted)  # type: ignore[arg-type]


def test_a_notebook_shows_the_page_in_a_frame_that_is_shut_off(shop: om.Publication) -> None:
    """The page cannot reach the notebook."""
    shown = shop.preview()._repr_html_()
    assert shown.startswith('<iframe srcdoc="&lt;!doctype html&gt;')
    assert 'sandbox="allow-scripts"' in shown


@pytest.mark.parametrize(
    "wanted",
    [
        {"title": 1},
        {"compare": "draft"},
        {"products": "S1"},
        {"contexts": ["128"]},
        {"thumbnails": {"A1": 1}},
        {"link_pictures": "yes"},
        {"limit": -1.5},
        {"policy": "documented"},
    ],
)
def test_a_wrong_type_is_a_type_error(shop: om.Publication, wanted: dict[str, Any]) -> None:
    """Everywhere."""
    with pytest.raises(TypeError):
        shop.preview(**wanted)
