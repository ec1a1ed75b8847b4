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
