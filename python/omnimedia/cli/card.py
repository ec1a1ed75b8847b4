"""An answer as a card: the gallery with its default image, additional media, and where each comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from omnimedia.cli import names, screen

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from rich.console import RenderableType

    import omnimedia as om


def title(number: str, values: Iterable[str], place: str, name: str = "") -> RenderableType:
    """Make the first line: what is asked, and at the right edge where."""
    parts = [part for part in (name.strip(), number, ", ".join(values)) if part]
    head = Table.grid(expand=True, padding=(0, 0, 0, 2))
    head.add_column(overflow="fold")
    head.add_column(justify="right", overflow="fold")
    head.add_row(screen.line((" · ".join(parts), screen.STRONG)), screen.line(f"in {place}"))
    return head


def said(answer: om.Answer) -> str:
    """Give who spoke, in words."""
    if answer.level is not None:
        who = {"variant": f"variant {answer.variant}", "master": "the product itself"}.get(answer.level, "")
        return f"from {who or names.pattern(answer.match)} in {answer.context}"
    if answer.context is not None:
        return f"nothing: severed in {answer.context}"
    return "nothing: no document speaks"


class _Row(NamedTuple):
    mark: Text
    asset: Text
    said: Text
    origin: Text
    url: str


def _row(item: om.Item, mark: Text) -> _Row:
    purpose = [(f"{item.purpose}: ", screen.QUIET)] if item.purpose else []
    kind = [(f" ({item.kind})", screen.QUIET)] if item.kind != "image" else []
    words = item.alt or item.title or item.display_name
    none = ("no alt text", screen.BAD) if item.kind == "image" else ""
    return _Row(
        mark,
        screen.line(*purpose, item.asset, *kind),
        screen.line(words or none),
        screen.line((names.origin(item.origin), screen.GOOD)),
        item.url or "",
    )


_LEFT_OUT = {
    "unknown": "no such asset",
    "not published": "not published",
    "not allowed": "not for this channel",
}


def _left_out(item: Mapping[str, Any]) -> _Row:
    """Make the row of an item that is in the list and not shown."""
    why = _LEFT_OUT[item["fate"]]
    return _Row(
        Text("✗", screen.BAD),
        screen.line((item["asset"], screen.BAD)),
        screen.line((why, screen.BAD)),
        Text(),
        "",
    )


def _rows(answer: om.Answer, explained: Sequence[Mapping[str, Any]]) -> list[_Row]:
    default = next((at for at, item in enumerate(answer.primary) if item.kind == "image"), None)
    rows = []
    for at, item in enumerate(answer.primary):
        is_default = at == default
        mark = Text(f"{at + 1} ★" if is_default else f"{at + 1}", screen.STRONG if is_default else "")
        rows.append(_row(item, mark))
    for at, one in enumerate(one for one in explained if one["fate"] != "repeated"):
        if one["fate"] in _LEFT_OUT:
            rows.insert(at, _left_out(one))
    if not rows:
        nothing = screen.line(("no picture is shown", screen.BAD))
        rows.append(_Row(Text("–", screen.BAD), nothing, Text(), Text(), ""))
    return [*rows, *(_row(item, Text("+")) for item in answer.additional)]


_INDENT, _GAP = 2, 2


def gallery(
    answer: om.Answer, *, with_url: bool = True, explained: Sequence[Mapping[str, Any]] = ()
) -> list[RenderableType]:
    """Make the rows of both lists, each with its url below; and what was left out, if that is explained."""
    rows = _rows(answer, explained)
    room = screen.out().width - _INDENT - 3 * _GAP
    marks = max(row.mark.cell_len for row in rows)
    assets = min(max(row.asset.cell_len for row in rows), room * 2 // 5)
    origins = min(max(row.origin.cell_len for row in rows), room * 2 // 5)
    words = min(max(row.said.cell_len for row in rows), max(room - marks - assets - origins, 12))
    made: list[RenderableType] = []
    for row in rows:
        grid = Table.grid(padding=(0, _GAP, 0, 0))
        for width in (marks, assets, words, origins):
            grid.add_column(width=width, overflow="fold")
        grid.add_row(row.mark, row.asset, row.said, row.origin)
        made.append(Padding(grid, (0, 0, 0, _INDENT)))
        if with_url and row.url:
            lead = Text(" " * (_INDENT + marks + _GAP))
            made.append(screen.hang(lead, screen.line((row.url, screen.QUIET))))
    return made


def swatches(found: Iterable[om.Swatch]) -> RenderableType:
    """Make a row for each swatch: a block of its colour, the value, what it is and whose."""
    rows = Table.grid(padding=(0, 2, 0, 0))
    for _ in range(6):
        rows.add_column(overflow="fold")
    before = ""
    for swatch in found:
        name = "" if swatch.dimension == before else swatch.dimension
        before = swatch.dimension
        if swatch.shown == "hex" and swatch.hex:
            block, what = Text("████", swatch.hex.lower()), swatch.hex
        elif swatch.shown == "image":
            block, what = Text("▒▒▒▒"), f"the picture {swatch.asset}{_part(swatch)}"
        else:
            block, what = Text("····", screen.QUIET), "in words: nothing to show"
        source = "the product's own" if swatch.source == "product" else "the shop's"
        quiet = screen.line((source, screen.QUIET))
        rows.add_row(
            "", screen.line((name, screen.QUIET)), block, screen.line(swatch.value), screen.line(what), quiet
        )
    return rows


def _part(swatch: om.Swatch) -> str:
    """How much of a picture is shown."""
    if swatch.crop is None:
        return ""
    _, _, width, height = swatch.crop
    return f", cropped to {width:.0%} × {height:.0%}"


def tree(text: str, indent: int = 0) -> list[RenderableType]:
    """Make lines of a tree in text: guides are quiet, and go on beside text that is longer than a line."""
    made: list[RenderableType] = []
    for row in text.splitlines():
        body = row.lstrip("│├└─ ")
        lead = row[: len(row) - len(body)]
        style = ""
        if body.startswith(("no document", "no set")) or "does not match" in body or "not reached" in body:
            style = screen.QUIET
        elif body.startswith("left out") or "severed" in body.partition(":")[2]:
            style = screen.BAD
        elif not lead:
            style = screen.STRONG
        room = screen.out().width - indent - len(lead)
        pieces = screen.line((body, style)).wrap(screen.out(), max(room, 20))
        for at, piece in enumerate(pieces):
            guide = lead if at == 0 else lead.replace("├─", "│ ").replace("└─", "  ")
            piece.rstrip()
            made.append(Text(" " * indent) + Text(guide, screen.QUIET) + piece)
    return made
