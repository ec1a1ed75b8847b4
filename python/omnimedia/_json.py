"""JSON of mappings that are no dictionaries."""

from __future__ import annotations

import json
from collections.abc import Mapping


def _plain(given: object) -> object:
    if isinstance(given, Mapping):
        return dict(given)
    said = f"a `{type(given).__qualname__}` cannot be written as JSON"
    raise TypeError(said)


def dumps(given: object) -> str:
    """Write JSON, with any mapping in the place of a dictionary."""
    return json.dumps(given, default=_plain)
