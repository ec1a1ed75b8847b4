"""Contexts, and the ladder of a query (SPEC section 3)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from slow.locales import Locale, canonical, chain_of, language_of, normal

if TYPE_CHECKING:
    from collections.abc import Mapping


class Policy(NamedTuple):
    """The choices of a shop."""

    order: str = "locale-first"
    parents: str = "truncate"
    inheritance: str = "severed"
    alt_source: str = "asset"


class Context(NamedTuple):
    """A catalog, a channel and a locale, each of which may be missing."""

    catalog: str | None
    channel: str | None
    locale: Locale

    def named(self) -> dict[str, str]:
        """Give the parts that are there."""
        return {name: part for name, part in self._asdict().items() if part is not None}


def written(given: Mapping[str, Any]) -> Context:
    """Give a context as a document or a query writes it, in canonical case."""
    catalog = given.get("catalog")
    return Context(
        None if catalog in {None, "", "0"} else catalog,
        given.get("channel") or None,
        canonical(given.get("locale")),
    )


def compared(given: Mapping[str, Any], policy: Policy) -> Context:
    """Give a context in the form in which contexts are compared."""
    return written(given)._replace(locale=normal(given.get("locale"), policy.parents))


def ladder_of(asked: Mapping[str, Any], policy: Policy) -> list[Context]:
    """List the contexts to try, most specific first."""
    catalog, channel, exact = compared(asked, policy)
    chain = chain_of(asked.get("locale"), policy.parents)
    places = [(catalog, channel), (catalog, None), (None, channel), (None, None)]
    if policy.order == "locale-first":
        rungs = [Context(number, place, locale) for locale in chain for number, place in places]
    elif policy.order == "channel-first":
        rungs = [Context(number, place, locale) for number, place in places for locale in chain]
    else:
        language = normal(language_of(exact), policy.parents)
        documented = [(channel, exact), (None, exact), (None, language), (None, None)]
        rungs = [Context(number, place, locale) for place, locale in documented for number in (catalog, None)]
    ladder: list[Context] = []
    for rung in rungs:
        if rung not in ladder:
            ladder.append(rung)
    return ladder
