"""A shopper's page: one HTML file with the gallery of a product, as a scale unit answers."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any, Final
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

from hq_to_csu.files import publish_file

if TYPE_CHECKING:
    from pathlib import Path

_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:60rem;padding:0 1rem}"
    "ul{display:flex;flex-wrap:wrap;gap:1rem;list-style:none;padding:0}"
    "figure{margin:0;width:14rem;border:1px solid #8884;border-radius:8px;padding:.5rem}"
    "img{width:100%;height:10rem;object-fit:contain;background:#8881}"
    ".swatch{display:inline-block;width:1.4em;height:1.4em;border-radius:50%;border:1px solid #8888;"
    "vertical-align:middle}footer{opacity:.7;font-size:.8rem}"
)
_AGAIN: Final = 5


class NoAnswer(Exception):  # noqa: N818 - what there is
    """The scale unit answers that it cannot."""


def ask(scale_unit: str, path: str, **asked: str | None) -> dict[str, Any]:
    """Ask a scale unit something.

    Raises:
        NoAnswer: with what the scale unit says.

    """
    query = urlencode({name: value for name, value in asked.items() if value is not None})
    try:
        with urlopen(f"{scale_unit}{path}?{query}", timeout=10) as reply:  # noqa: S310 - a scale unit's address
            told: dict[str, Any] = json.load(reply)
            return told
    except HTTPError as wrong:
        with wrong:
            raise NoAnswer(wrong.code, json.load(wrong)) from None


def gallery(
    scale_unit: str, product: str, channel: str | None, locale: str | None
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Ask for the answer and the swatches of one and the same state."""
    for _ in range(_AGAIN):
        answer = ask(scale_unit, "/answer", product=product, channel=channel, locale=locale)
        try:
            swatches = ask(
                scale_unit,
                "/swatches",
                product=answer["answer"]["product"],
                channel=channel,
                locale=locale,
                of=answer["content_hash"],
            )
        except NoAnswer:
            continue  # two newer states came between the two questions
        return answer, swatches
    message = "what is served changes faster than a page is made"
    raise NoAnswer(message)


def page(answer: dict[str, Any], swatches: dict[str, Any], locale: str | None) -> str:
    """Write the page: pictures are linked, everything else is text."""
    shown: dict[str, Any] = answer["answer"]
    product = escape(shown["variant"] or shown["product"])
    pictures = "".join(_picture(item) for item in shown["primary"])
    dots = "".join(_dot(swatch) for swatch in swatches["swatches"])
    of = f"revision {int(answer['revision'])}, {escape(answer['content_hash'])}"
    return (
        f'<!doctype html><html lang="{escape(locale or "en")}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>{product}</title>'
        f"<style>{_STYLE}</style></head><body><main><h1>{product}</h1><p>{dots}</p>"
        f"<ul>{pictures or '<li>There are no pictures yet.</li>'}</ul></main>"
        f"<footer>{of}</footer></body></html>\n"
    )


def _is_link(url: str | None) -> bool:
    return url is not None and url.lower().startswith(("https://", "http://"))


def _picture(item: dict[str, Any]) -> str:
    url, alt = item.get("url"), escape(item.get("alt") or "")
    if item["kind"] == "image" and _is_link(url):
        media = f'<img src="{escape(url or "")}" alt="{alt}" loading="lazy">'
    else:
        media = f"<p>{escape(item['kind'])}</p>"
    return f"<li><figure>{media}<figcaption>{alt or escape(item['asset'])}</figcaption></figure></li>"


def _dot(swatch: dict[str, Any]) -> str:
    value = escape(swatch["value"])
    if swatch["shown"] == "hex":
        return f'<span class="swatch" style="background:{escape(swatch["hex"])}"></span> {value} '
    if swatch["shown"] == "image" and _is_link(swatch["url"]):
        return f'<img class="swatch" src="{escape(swatch["url"])}" alt=""> {value} '
    return f"{value} "


def visit(scale_unit: str, product: str, channel: str | None, locale: str | None, out: Path) -> int:
    """Write the page of a product to a file, whole; give the revision that it shows."""
    answer, swatches = gallery(scale_unit, product, channel, locale)
    html = page(answer, swatches, locale).encode()
    publish_file(out, html, half="shop.page-half-written", written="shop.page-written")
    return int(answer["revision"])
