"""Choosing: by clicking and by keys, with a way out of everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.keys import Keys

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Page


def test_values_follow_which_variants_exist(page: Callable[..., Page]) -> None:
    """A value that leads to no variant cannot be chosen; Any gives it back."""
    opened = page("gaps")
    # nobody sells a green one, or an L
    assert opened.options("#value-0") == ["Any", "Blue", "Red"]
    assert opened.options("#value-1") == ["Any", "S", "M"]
    opened.choose("#value-0", "Red")
    assert opened.options("#value-1") == ["Any", "M"]
    assert "no such variant" in opened.text("#value-1")
    opened.choose("#value-1", "M")
    assert opened.text("#question") == "G1, variant G1-RM (Color Red + Size M), in Omnichannel, Neutral"
    opened.choose("#value-0", "Any")
    assert opened.options("#value-1") == ["Any", "S", "M"]
    assert opened.text("#question") == "G1 (Size M), in Omnichannel, Neutral"


def test_clearing_is_the_way_out(page: Callable[..., Page]) -> None:
    """One click shows the product without a selection, and the focus stays at hand."""
    opened = page("gaps", "#product=G1&value.Color=Blue&value.Size=S")
    assert opened.gallery() == ["blue"]
    opened.one("#clear").click()
    assert opened.gallery() == ["film", "front"]
    assert opened.chosen("#value-0") == opened.chosen("#value-1") == "Any"
    assert not opened.one("#clear").is_enabled()
    assert opened.run("return document.activeElement.id") == "value-0"


def test_a_selection_that_leads_nowhere_is_not_taken_from_an_address(page: Callable[..., Page]) -> None:
    """Unknown names and impossible selections in an address show the product."""
    opened = page("gaps", "#product=G1&value.Color=Red&value.Size=S&channel=none&locale=xx")
    assert opened.text("#question") == "G1, in Omnichannel, Neutral"
    opened.go("#product=none")
    assert opened.chosen("#product") == "G1 · Gaps"


def test_too_many_selections_want_a_complete_one(page: Callable[..., Page]) -> None:
    """With 16 dimensions the page holds the variants and the product, and asks for the rest."""
    opened = page("gaps", "#product=G2")
    assert opened.gallery() == ["front"]
    opened.choose("#value-0", "a")
    assert "not complete" in opened.text("#summary")
    assert "Choose a value of every dimension" in opened.text("#selected")
    assert opened.all(".side") == []
    for at in range(1, 16):
        opened.choose(f"#value-{at}", opened.options(f"#value-{at}")[1])
    assert "variant G2-" in opened.text("#question")
    assert opened.gallery() == ["front"]
    opened.one("#clear").click()
    assert opened.text("#question") == "G2, in Omnichannel, Neutral"


def test_products_without_choices(page: Callable[..., Page]) -> None:
    """A product without variants says so; a simple one has nothing to select."""
    opened = page("gaps", "#product=G3")
    assert opened.options("#value-0") == ["Any"]
    assert opened.text("#selected") == "This product has no variants to select."
    opened.choose("#product", "G4 · Simple")
    assert not opened.one("#dimensions").is_displayed()
    assert "The gallery is empty" in opened.text(".primary")
    opened.choose("#channel", "128 · Online")
    assert opened.gallery() == ["front"]


def test_places_go_together(page: Callable[..., Page]) -> None:
    """A channel offers its own locales; what it lacks gives way to Neutral."""
    opened = page("gaps", "#product=G4")
    opened.choose("#channel", "128 · Online")
    assert opened.options("#locale") == ["Neutral", "fr-CA"]
    opened.choose("#locale", "fr-CA")
    opened.choose("#channel", "200")
    assert opened.options("#locale") == ["Neutral", "de"]
    assert opened.text("#question") == "G4, in channel 200, Neutral"
    assert not opened.one("#catalog").is_enabled()


def test_the_address_holds_what_is_chosen(page: Callable[..., Page]) -> None:
    """An address shows the same again, and Back undoes a choice."""
    opened = page("sample")
    opened.choose("#product", "Q1001 · Skerry Waxed Jacket")
    opened.choose("#channel", "128 · Quillmere Online")
    opened.choose("#locale", "de-DE")
    opened.choose("#value-0", "Bark")
    opened.choose("#value-1", "XL")
    assert opened.gallery() == ["skerry-bark-tall", "skerry-bark-front"]
    address = opened.run("return location.hash")
    again = page("sample", address)
    assert again.gallery() == ["skerry-bark-tall", "skerry-bark-front"]
    assert again.chosen("#locale") == "de-DE"
    again.choose("#value-1", "S")
    again.driver.back()
    again.wait(lambda: again.chosen("#value-1") == "XL")
    assert again.gallery() == ["skerry-bark-tall", "skerry-bark-front"]


def test_finding_a_product_and_a_variant(page: Callable[..., Page]) -> None:
    """Typing narrows the list; Enter shows the first product, or the variant with the number."""
    opened = page("sample")
    finder = opened.one("#find")
    finder.send_keys("drizzle")
    assert opened.text("#found").startswith("1 of 28 products")
    finder.send_keys(Keys.ENTER)
    assert opened.text("#question").startswith("Q1004, in")
    finder.clear()
    finder.send_keys("1001-bark-xl", Keys.ENTER)
    assert opened.text("#question").startswith("Q1001, variant 1001-BARK-XL (Color Bark + Size XL)")
    finder.clear()
    finder.send_keys("nothing of that name", Keys.ENTER)
    assert opened.text("#found") == "No product and no variant has this name or number"
    assert opened.text("#question").startswith("Q1001, variant 1001-BARK-XL")


def test_the_keyboard_goes_all_the_way(page: Callable[..., Page]) -> None:
    """Tab reaches every control in the order it is read, arrows choose, and what is reached is seen to be."""
    opened = page("sample")
    keys = ActionChains(opened.driver)
    seen = []
    for _ in range(12):
        keys.send_keys(Keys.TAB).perform()
        seen.append(opened.run("const a = document.activeElement; return a.id || a.className || a.localName"))
        style = "const style = getComputedStyle(document.activeElement);"
        outline = opened.run(f"{style} return [style.outlineStyle, style.outlineWidth]")
        assert outline[0] != "none", seen
        assert float(outline[1].removesuffix("px")) >= 2, seen
    assert seen[:8] == ["skip", "find", "product", "channel", "locale", "catalog", "value-0", "value-1"], seen
    opened.run("document.getElementById('channel').focus()")
    keys.send_keys(Keys.ARROW_DOWN).perform()
    assert opened.chosen("#channel").startswith("007")
    opened.run("document.getElementById('value-0').focus()")
    keys.send_keys(Keys.ARROW_DOWN).perform()
    assert "(Color " in opened.text("#question")
    assert opened.run("return document.activeElement.id") == "value-0"
    opened.run("document.getElementById('clear').focus()")
    keys.send_keys(Keys.ENTER).perform()
    assert "(Color " not in opened.text("#question")


def test_the_explanation_folds_and_stays_folded(page: Callable[..., Page]) -> None:
    """Whoever folds the explanation keeps it folded from question to question."""
    opened = page("sample")
    opened.one(".why summary").click()
    opened.choose("#channel", "128 · Quillmere Online")
    assert not opened.one(".why .tree").is_displayed()


def test_going_from_change_to_change(page: Callable[..., Page]) -> None:
    """A button leads from one answer that changes to the next, and around."""
    opened = page("sides", "#product=Q3002")
    asked = []
    for _ in range(5):
        opened.one("#next").click()
        assert opened.all(".verdict.changes") != []
        asked.append(opened.text("#question"))
    assert len(set(asked)) == 5
    assert "answers of this product change" in opened.text("#changed")
