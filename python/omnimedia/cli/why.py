"""Why a gallery is what it is, in a few lines: where it was looked for, and who spoke."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.text import Text

from omnimedia.cli import names, screen
from omnimedia.cli.words import count, listed

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rich.console import RenderableType

Node = tuple[str, str, list["Node"]]
"""A style, a text, and what belongs to it."""

_SAID = {
    "replaced": "gives {}, and the search ends",
    "appended": "adds {} at the end",
    "prepended": "puts {} in front",
    "inherited": "leaves the gallery as it is",
}
_MOST = 3


def why(explanation: Mapping[str, Any]) -> list[Node]:
    """Give the contexts in the order they were tried; those that say nothing share a line."""
    nodes: list[Node] = []
    rungs = list(explanation["primary"]["rungs"])
    while rungs:
        rung = rungs.pop(0)
        match rung["fate"]:
            case "no document":
                contexts = [rung["context"]]
                while rungs and rungs[0]["fate"] == "no document":
                    contexts.append(rungs.pop(0)["context"])
                nodes.append((screen.QUIET, f"nothing assigned: {_grouped(contexts)}", []))
            case "spoke":
                nodes.append(_spoke(rung))
            case "severed":
                nodes.append(_severed(rung, is_last=not rungs))
            case _:
                places = [_place(one["document"]) for one in (rung, *rungs) if "document" in one]
                rungs.clear()
                if places:
                    text = f"farther, and not reached: {listed(places, 4, '; ')}"
                    nodes.append((screen.QUIET, text, []))
    return nodes


def _place(context: Mapping[str, str]) -> str:
    catalog = f"catalog {context['catalog']}, " if "catalog" in context else ""
    channel = f"channel {context['channel']}" if "channel" in context else "Omnichannel"
    return f"{catalog}{channel}{', ' + context['locale'] if 'locale' in context else ''}"


def _grouped(contexts: Sequence[Mapping[str, str]]) -> str:
    """Contexts that differ in the language alone, together."""
    groups: dict[str, list[str]] = {}
    for context in contexts:
        without = {key: value for key, value in context.items() if key != "locale"}
        groups.setdefault(_place(without), []).append(context.get("locale", "Neutral"))
    return "; ".join(f"{place} in {', '.join(locales)}" for place, locales in groups.items())


def _who(set_: Mapping[str, Any]) -> str:
    if set_["level"] == "variant":
        return f"variant {set_['variant']}" if set_.get("variant") else "variants"
    return names.pattern(set_["match"]) if "match" in set_ else "the product itself"


def _heard(sets: Sequence[Mapping[str, Any]]) -> Iterator[Node]:
    """Tell what sets that were heard did to the gallery."""
    for one in sets:
        fate, items = one["fate"], one.get("items", 0)
        if fate in _SAID:
            said = _SAID[fate].format(count(items, "item"))
            if fate == "replaced" and not items:
                said = "has an empty gallery, and the search ends"
            yield (screen.QUIET if fate == "inherited" else screen.GOOD, f"{_who(one)} {said}", [])


def _unheard(sets: Sequence[Mapping[str, Any]]) -> Node | None:
    """Those that were not heard: less exact ones, or, where no combination fits, all of them."""
    less = [_who(one) for one in sets if one.get("because") in {"weaker", "later level", "farther"}]
    others = [_who(one) for one in sets if one["fate"] == "does not match" and "wants" in one]
    if less:
        return (screen.QUIET, f"passed over as less exact: {listed(less, _MOST)}", [])
    if others and not any(one["level"] == "dimensions" and "place" in one for one in sets):
        return (screen.QUIET, f"for other choices: {listed(others, _MOST)}", [])
    return None


def _spoke(rung: Mapping[str, Any]) -> Node:
    place = _place(rung["context"])
    below = list(_heard(rung["sets"]))
    if not below:
        return (screen.QUIET, f"{place}: has a document, but the gallery was complete", [])
    unheard = _unheard(rung["sets"])
    if unheard is not None:
        below.append(unheard)
    if len(below) == 1:
        return (below[0][0], f"{place}: {below[0][1]}", [])
    return ("", place, below)


def _severed(rung: Mapping[str, Any], *, is_last: bool) -> Node:
    """Tell of a document of which nothing matches."""
    is_empty = all(one["fate"] == "no set" for one in rung.get("sets", []))
    has = "its document is empty" if is_empty else "its document has nothing for what is asked"
    text = f"{_place(rung['context'])}: {has}"
    if is_last:
        return (screen.QUIET, text, [])
    return (screen.BAD, f"{text}, and cuts off all that is farther", [])


def drawn(nodes: Sequence[Node], lead: str, under: str) -> list[RenderableType]:
    """Draw a tree, with a lead before its first line and a space before the others."""
    made: list[RenderableType] = []

    def draw(nodes: Sequence[Node], before: str) -> None:
        for at, (style, text, below) in enumerate(nodes):
            is_last = at == len(nodes) - 1
            guide = before + ("└─ " if is_last else "├─ ")
            first = lead if not made else under
            made.append(screen.hang(Text(first + guide, screen.QUIET), screen.line((text, style))))
            draw(below, before + ("   " if is_last else "│  "))

    draw(nodes, "")
    return made
