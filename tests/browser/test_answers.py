"""What a page shows is what the library answers, explains and finds different."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Page

# Everything that a page says of one question, read from its elements in one go.
READ = """
const texts = (within, css) => [...within.querySelectorAll(css)].map(found => found.textContent);
const tree = (list, depth) => [...list.children].flatMap(item => [
  [depth, item.querySelector(":scope > .line").textContent],
  ...[...item.children].filter(child => child.localName === "ul").flatMap(below => tree(below, depth + 1)),
]);
const alt = item => item.querySelector(".alt")?.textContent ?? "";
return [...document.querySelectorAll(".side")].map(side => {
  const fault = side.querySelector(".fault p");
  const none = {explanation: [], primary: [], default: null, additional: [], alts: []};
  if (fault) return {fault: fault.textContent, ...none};
  const items = [...side.querySelectorAll(".primary .item")];
  const place = items.findIndex(item => item.querySelector(".star"));
  const groups = [...side.querySelectorAll(".additional h4")].flatMap(head =>
    texts(head.nextElementSibling, ".id").map(id => [head.textContent, id]));
  return {
    fault: null,
    explanation: [[0, texts(side, ".why .quiet")[0]], ...tree(side.querySelector(".tree"), 1)],
    primary: texts(side, ".primary .id"),
    default: place < 0 ? null : place,
    additional: groups,
    alts: [...items, ...side.querySelectorAll(".additional .item")].map(alt),
  };
});
"""


# For each side the id of each item of the gallery, and its marks.
MARKED = """
const texts = (item, css) => [...item.querySelectorAll(css)].map(found => found.textContent);
return [...document.querySelectorAll(".side")].map(side =>
  [...side.querySelectorAll(".primary .item")].map(item => texts(item, ".id, .mark").sort()));
"""


def expected(side: dict[str, Any]) -> dict[str, Any]:
    """Word what the library says as a page does."""
    named = [[purpose or "(no purpose)", asset] for purpose, asset in side["additional"]]
    return {**side, "additional": named}


@pytest.mark.parametrize("name", ["sample", "sides", "gaps", "hostile", "large", "worst"])
def test_every_answer_is_the_librarys(page: Callable[..., Page], name: str) -> None:
    """Asked by its address, a page shows the answer and the explanation of each side, and what differs."""
    opened = page(name)
    assert len(opened.questions) > 20
    for question in opened.questions:
        opened.go(question["address"])
        assert opened.run(READ) == [expected(side) for side in question["sides"]], question["address"]
        if len(question["sides"]) == 2:
            sentence = question["sentence"] or "This answer does not change."
            assert opened.text(".verdict").removesuffix(" The swatches change.") == sentence


def test_differences_are_marked(page: Callable[..., Page]) -> None:
    """What was added, removed, moved and worded otherwise says so, on the side where it is."""
    opened = page("sides", "#product=Q1001")
    published, draft = opened.run(MARKED)
    assert published == [
        ["skerry-bark-front", "≠ alt text changed"],
        ["skerry-bark-back", "\N{MINUS SIGN} removed"],
        ["skerry-collar", "↕ moved"],
    ]
    assert draft == [
        ["skerry-collar", "↕ moved"],
        ["skerry-bark-front", "≠ alt text changed"],
        ["+ added", "skerry-ink-front"],
    ]
    verdict = (
        "This answer changes: 1 added, 1 removed, 1 moved, 1 alt text changed, 1 with other texts changed, "
    )
    verdict += "default image skerry-collar instead of skerry-bark-front."
    assert opened.text(".verdict.changes") == verdict


def test_a_product_of_one_side_says_so(page: Callable[..., Page]) -> None:
    """A product that the draft does not have is shown as it is, beside the reason."""
    opened = page("sides", "#product=Q1003")
    assert opened.gallery(0)[0] == "stormglass-film"
    assert opened.all(".side .fault") != []
    assert opened.text(".verdict") == "This answer changes: only Published has it."


def test_nothing_to_show_is_said(page: Callable[..., Page]) -> None:
    """A publication without products gives a page that says so."""
    opened = page("empty")
    opened.wait(lambda: opened.text("#question") == "There is no product to show.")
    assert not opened.one("#choices").is_displayed()
