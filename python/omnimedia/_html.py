"""Answers and explanations as HTML, for notebooks: pictures are linked, texts are escaped, nothing runs."""

from __future__ import annotations

from html import escape
from itertools import islice
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from omnimedia._native import Answer, Audit, Diff, Explanation, Item, Stream, Table

_BOX = "display:flex;flex-wrap:wrap;gap:12px;margin:8px 0"
_CARD = (
    "width:168px;border:1px solid #8886;border-radius:6px;padding:8px;font-size:12px;overflow-wrap:anywhere;"
    "box-sizing:border-box"
)
_FRAME = (
    "height:120px;display:flex;align-items:center;justify-content:center;background:#8881;border-radius:4px;"
    "margin-bottom:6px"
)
_LOW = _FRAME.replace("height:120px", "height:48px")
_PILL = "border:1px solid #8888;border-radius:8px;padding:0 6px;font-size:10px;opacity:.8"
_QUIET = "opacity:.7"
# notebooks give tables of their own widths, and their cells to the right
_TABLE = "border-collapse:collapse;table-layout:auto;font-size:12px;margin:8px 0"
_CELL = "text-align:left;vertical-align:top;padding:3px 12px 3px 4px;max-width:280px;overflow-wrap:anywhere"
_NUMBER = _CELL.replace("text-align:left", "text-align:right")
_NULL = '<span style="opacity:.4">null</span>'
# rows that are shown, and rows that are made for a look
_ROWS = 20
_MOST = 100_000


def _is_link(url: str) -> bool:
    """Tell whether a notebook may fetch it: a page must not be made to run anything."""
    return url.lower().startswith(("https://", "http://"))


def _picture(item: Item) -> str:
    url = item.url
    if item.kind == "image" and url and _is_link(url):
        alt = escape(item.alt or "", quote=True)
        return f'<img src="{escape(url, quote=True)}" alt="{alt}" style="max-width:100%;max-height:120px">'
    name = escape({"image": "image", "video": "▶ video", "file": "file"}[item.kind])
    if url and _is_link(url):
        return f'<a href="{escape(url, quote=True)}" rel="noopener noreferrer" target="_blank">{name}</a>'
    return f'<span style="{_QUIET}">{name}</span>'


def _words(item: Item) -> str:
    """Give the text that a reader knows it by: the alt text of a picture, the title of anything else."""
    if item.kind == "image":
        return escape(item.alt) if item.alt else f'<span style="{_QUIET}">no alt text</span>'
    return escape(item.title or item.display_name or item.alt or "")


def _card(item: Item, *, is_default: bool) -> str:
    purpose = f"<div><b>{escape(item.purpose)}</b></div>" if item.purpose else ""
    default = f' <span style="{_PILL}">default</span>' if is_default else ""
    frame = _FRAME if item.kind == "image" else _LOW
    return (
        f'<div style="{_CARD}"><div style="{frame}">{_picture(item)}</div>{purpose}'
        f"<div><code>{escape(item.asset)}</code>{default}</div><div>{_words(item)}</div>"
        f'<div style="{_QUIET}">{escape(str(item.origin))}</div></div>'
    )


def _list(title: str, items: tuple[Item, ...], default: int | None) -> str:
    if not items:
        return f'<div style="{_QUIET}">{title}: nothing</div>'
    cards = "".join(_card(item, is_default=at == default) for at, item in enumerate(items))
    return f'<div style="margin-top:6px">{title}</div><div style="{_BOX}">{cards}</div>'


def answer(answer: Answer) -> str:
    """Give the gallery, the additional media, and where each item comes from."""
    subject = answer.variant or answer.product
    if answer.level is not None:
        where = f"from {answer.level} in {answer.context}"
    elif answer.context is not None:
        where = f"nothing: severed in {answer.context}"
    else:
        where = "nothing: no document speaks"
    primary = answer.primary
    default = next((at for at, item in enumerate(primary) if item.kind == "image"), None)
    additional = _list("Additional", answer.additional, None) if answer.additional else ""
    return (
        f"<div><div><b>{escape(subject)}</b> <span style='{_QUIET}'>{escape(where)}</span></div>"
        f"{_list('Primary', primary, default)}{additional}</div>"
    )


def explanation(explanation: Explanation) -> str:
    """Give the answer, and below it the tree that says why."""
    tree = escape(str(explanation))
    return (
        f"{answer(explanation.answer)}<details open><summary>why</summary>"
        f'<pre style="white-space:pre-wrap;font-size:12px">{tree}</pre></details>'
    )


def _cell(value: object) -> str:
    if value is None:
        return _NULL
    if isinstance(value, list):
        return "<br>".join(_cell(one) for one in value)
    if isinstance(value, dict):
        return escape(": ".join(str(one) for one in value.values() if one is not None))
    return escape(str(value))


def _rows(columns: tuple[str, ...], rows: Iterable[dict[str, Any]], total: int) -> str:
    head = "".join(f'<th style="{_CELL}">{escape(name)}</th>' for name in columns)
    body = "".join(
        "<tr>"
        + "".join(f'<td style="{_style(row[name])}">{_cell(row[name])}</td>' for name in columns)
        + "</tr>"
        for row in islice(rows, _ROWS)
    )
    more = f'<div style="{_QUIET}">{total - _ROWS:,} more rows</div>' if total > _ROWS else ""
    return f'<table style="{_TABLE}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}'


def _style(value: object) -> str:
    return _NUMBER if isinstance(value, int | float) else _CELL


def table(table: Table) -> str:
    """Give the first rows, and how many more there are."""
    return f"<div>{_rows(table.columns, table, len(table))}</div>"


def stream(stream: Stream) -> str:
    """Give the names of the columns: to show a row would read it."""
    names = ", ".join(f"<code>{escape(name)}</code>" for name in stream.columns)
    return f"<div>a stream of {names}</div>"


def _found(what: str, found: Audit | Diff, counts: dict[str, int]) -> str:
    said = ", ".join(f"<b>{number:,}</b> {escape(name.replace('_', ' '))}" for name, number in counts.items())
    rows = _rows(found.rows.columns, found, found.total) if 0 < found.total <= _MOST else ""
    return f'<div><div>{said or "nothing"} <span style="{_QUIET}">{what}</span></div>{rows}</div>'


def audit(audit: Audit) -> str:
    """Give the counts and, where they are not too many to be made for a look, the first rows."""
    counts = {name: number for name, number in audit.counts.items() if number}
    return _found(f"found in {audit.answers:,} answers", audit, counts)


def diff(diff: Diff) -> str:
    """Give the counts and, where they are not too many to be made for a look, the first rows."""
    counts = {name: number for name, number in diff.counts.items() if number}
    products = counts.pop("products", 0)
    return _found(f"changed, of {products:,} products; {diff.covered:,} answers compared", diff, counts)
