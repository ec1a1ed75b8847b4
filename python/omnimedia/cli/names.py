"""How the parts of a shop are called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    import omnimedia as om


def apart(context: om.Context | None) -> str:
    """Give what tells a context from Omnichannel, Neutral; empty for that."""
    if context is None:
        return ""
    parts = (
        context.catalog and f"catalog {context.catalog}",
        context.channel and f"channel {context.channel}",
        context.locale,
    )
    return ", ".join(part for part in parts if part)


def pattern(values: Mapping[str, str]) -> str:
    """Give the fixed values of a combination: `Color Rust + Style Long`."""
    return " + ".join(f"{dimension} {value}" for dimension, value in values.items())


def who(origin: om.Origin) -> str:
    """Give who assigned an item."""
    if origin.level == "variant":
        return f"variant {origin.variant}" if origin.variant else "the variant"
    return pattern(origin.match) if origin.level == "dimensions" else "the product itself"


def origin(origin: om.Origin) -> str:
    """Give who assigned an item, and where."""
    return " · ".join(part for part in (who(origin), apart(origin.context)) if part)
