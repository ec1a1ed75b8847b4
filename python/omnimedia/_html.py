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
    "width:168px;border:1px solid #8884;border-radius:6px;padding:8px;font-size:12px;overflow-wrap:anywhere;"
    "box-sizing:border-box"
)
_FRAME = (
    "height:120px;display:flex;align-items:center;justify-content:center;background:#8881;border-radius:4px;"
    "margin-bottom:6px"
)
_QUIET = "opacity:.7"
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


def _card(item: Item, *, is_default: bool) -> str:
    purpose = f"<div><b>{escape(item.purpose)}</b></div>" if item.purpose else ""
    default = f' <span style="{_QUIET}">default</span>' if is_default else ""
    alt = escape(item.alt) if item.alt else f'<span style="{_QUIET}">no alt text</span>'
    return (
        f'<div style="{_CARD}"><div style="{_FRAME}">{_picture(item)}</div>{purpose}'
        f"<div><code>{escape(item.asset)}</code>{default}</div><div>{alt}</div>"
        f'<div style="{_QUIET}">{escape(str(item.origin))}</div></div>'
    )


def _list(title: str, items: tuple[Item, ...], default: int | None) -> str:
    if not items:
        return f'<div style="{_QUIET}">{title}: nothing</div>'
    cards = "".join(_card(item, is_default=at == default) for at, item in enumerate(items))
    return f'<div>{title}</div><div style="{_BOX}">{cards}</div>'


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
        return f'<span style="{_QUIET}">null</span>'
    if isinstance(value, list):
        return "<br>".join(_cell(one) for one in value)
    if isinstance(value, dict):
        return escape(": ".join(str(one) for one in value.values() if one is not None))
    return escape(str(value))


def _rows(columns: tuple[str, ...], rows: Iterable[dict[str, Any]], total: int) -> str:
    head = "".join(f"<th>{escape(name)}</th>" for name in columns)
    body = "".join(
        "<tr>" + "".join(f"<td>{_cell(row[name])}</td>" for name in columns) + "</tr>"
        for row in islice(rows, _ROWS)
    )
    more = f'<div style="{_QUIET}">{total - _ROWS} more rows</div>' if total > _ROWS else ""
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>{more}"


def table(table: Table) -> str:
    """Give the first rows, and how many more there are."""
    return f"<div>{_rows(table.columns, table, len(table))}</div>"


def stream(stream: Stream) -> str:
    """Give the names of the columns: to show a row would read it."""
    names = ", ".join(f"<code>{escape(name)}</code>" for name in stream.columns)
    return f"<div>a stream of {names}</div>"


def _found(found: Audit | Diff) -> str:
    counts = _rows(("what", "rows"), ({"what": name, "rows": n} for name, n in found.counts.items()), 0)
    rows = _rows(found.rows.columns, found, found.total) if 0 < found.total <= _MOST else ""
    return f"<div><div>{escape(repr(found))}</div>{counts}{rows}</div>"


def audit(audit: Audit) -> str:
    """Give the counts and, where they are not too many to be made for a look, the first rows."""
    return _found(audit)


def diff(diff: Diff) -> str:
    """Give the counts and, where they are not too many to be made for a look, the first rows."""
    return _found(diff)
