"""Names that are markup, scripts or addresses stay text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Page


def test_hostile_names_are_text(page: Callable[..., Page]) -> None:
    """Wherever such a name stands, no script ran, and no element came of it."""
    opened = page("hostile")
    for question in opened.questions:
        opened.go(question["address"])
    assert opened.run("return window.hacked") is None
    assert opened.driver.title == "</title></script><script>window.hacked = 1</script>"
    assert opened.text("#title") == opened.driver.title
    scripts = opened.run("return [...document.scripts].map(script => script.type)")
    assert scripts == ["application/json", "module"]
    assert opened.all("img, iframe, object, embed, base, [onmouseover], [onerror]") == []


def test_only_the_web_is_linked(page: Callable[..., Page]) -> None:
    """Urls of scripts and documents are shown, and lead nowhere."""
    opened = page("hostile")
    links = opened.run("return [...document.querySelectorAll('main a')].map(link => link.href)")
    assert links != []
    assert set(links) == {"https://cdn.example/a.png"}
    assert "javascript:window.hacked=1" in opened.text("main")
    rels = opened.run("return [...document.querySelectorAll('main a')].map(link => link.rel)")
    assert set(rels) == {"noopener noreferrer"}


# of every attribute that a page has, those that a browser asks an address of
ADDRESSES = """
return [...document.querySelectorAll('*')].flatMap(element => [...element.attributes]
    .filter(one => ['href', 'src', 'srcset', 'action', 'formaction', 'xlink:href', 'data', 'poster', 'ping',
        'background'].includes(one.name))
    .map(one => [element.localName, one.name, one.value, element[one.name]]))
"""
HANDLERS = """
return [...document.querySelectorAll('*')].flatMap(element => [...element.attributes]
    .filter(one => one.name.startsWith('on') || one.name === 'srcdoc' || /url|expression|@import/i.test(
        one.name === 'style' ? one.value : ''))
    .map(one => `${element.localName} ${one.name}`))
"""


@pytest.mark.parametrize("name", ["addresses", "linked"])
def test_addresses_lead_to_the_web_or_nowhere(driver: object, pages: Path, name: str) -> None:
    """Scripts in any disguise, documents, files and other schemes are text; nothing asks for them."""
    from conftest import Page  # noqa: PLC0415

    opened = Page(driver, pages, name)  # type: ignore[arg-type]
    opened.requests()
    opened.errors()
    for question in opened.questions:
        opened.go(question["address"])
        for element, attribute, written, seen in opened.run(ADDRESSES):
            if (element, attribute) == ("a", "href") and written == "#main":
                continue
            assert (element, attribute) in {("a", "href"), ("img", "src")}
            assert seen.startswith(("https://cdn.example/", "http://cdn.example/")), written
        assert opened.run(HANDLERS) == []
    assert opened.run("return window.hacked") is None
    assert opened.all("main a") != []
    assert (opened.all("main img") != []) == (name == "linked")
    for link in opened.run("return [...document.querySelectorAll('main a')].map(one => one.href)"):
        assert " " not in link
        assert "\u202e" not in link
    asked = [url for url in opened.requests() if not url.startswith(("file:", "about:", "data:"))]
    assert all(url.startswith(("https://cdn.example/", "http://cdn.example/")) for url in asked)
    assert (asked != []) == (name == "linked")
    # nothing was tried that the policy had to refuse; that a picture is not there is another thing
    assert [error for error in opened.errors() if "net::ERR_" not in error] == []


def test_names_neither_style_nor_break_a_page(page: Callable[..., Page]) -> None:
    """Keys that objects have, styles, and names as long as they may be leave the page as it is."""
    opened = page("addresses")
    for width in (1280, 360):
        opened.driver.set_window_size(width, 900)
        for question in opened.questions:
            opened.go(question["address"])
        assert opened.run(
            "return document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        )
    opened.driver.set_window_size(1280, 900)
    assert opened.run("return document.styleSheets.length") == 1
    assert opened.run("return document.querySelectorAll('style, svg script, foreignObject').length") == 1
    expected = opened.questions[0]["sides"][0]["primary"]
    assert opened.gallery() == expected


def test_a_name_does_not_turn_the_words_beside_it(page: Callable[..., Page]) -> None:
    """Whatever turns the direction of text is kept within the element that holds it."""
    opened = page("addresses")
    holding = """[...document.querySelectorAll('main *')]
        .filter(one => [...one.childNodes].some(node => node.data && /[\\u202e\\u2067]/.test(node.data)))"""
    assert opened.run(f"return {holding}.length") > 0
    turned = opened.run(f"""
        return {holding}
            .filter(one => !/isolate|plaintext/.test(getComputedStyle(one).unicodeBidi)
                && getComputedStyle(one).display === 'inline')
            .map(one => one.outerHTML.slice(0, 200))
    """)
    assert turned == []


@pytest.mark.parametrize(
    "attempt",
    [
        "const s = document.createElement('script'); s.text = 'window.hacked = 1'; document.body.append(s)",
        "document.body.setAttribute('onclick', 'window.hacked = 1'); document.body.click()",
        "document.body.innerHTML = '<img src=x onerror=window.hacked=1>'",
        "eval('window.hacked = 1')",
    ],
)
def test_the_policy_would_stop_a_script_that_got_in(driver: object, pages: Path, attempt: str) -> None:
    """Even a mistake in the page would not run a script: the policy names the one that may."""
    from conftest import Page  # noqa: PLC0415

    opened = Page(driver, pages, "gaps")  # type: ignore[arg-type]
    # from a timer, so that it runs as the page's own code does
    opened.driver.execute_async_script(
        "const [attempt, done] = arguments; setTimeout(() => {"
        "try { (0, Function)(attempt)() } catch (error) { window.refused = String(error) } done(); })",
        attempt,
    )
    assert opened.run("return window.hacked") is None
    assert opened.errors() != [] or opened.run("return window.refused") is not None


def test_nothing_is_fetched(page: Callable[..., Page]) -> None:
    """Opening a page and asking it asks nobody else; pictures are in it."""
    opened = page("sample")
    opened.choose("#channel", "128 · Quillmere Online")
    assert opened.run("return document.images.length") > 0
    assert opened.run("return [...document.images].every(image => image.src.startsWith('data:image/png;'))")
    shown = "return [...document.images].every(image => image.complete && image.naturalWidth)"
    opened.wait(lambda: opened.run(shown))
    fetched = opened.run("return performance.getEntriesByType('resource').map(one => one.name)")
    assert [name for name in fetched if not name.startswith("data:image/png;")] == []
