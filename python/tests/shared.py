"""What several tests need: the shared vectors and shops, and a small shop."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any, NoReturn

import pytest


def shared(name: str) -> Path:
    """Give a folder of the shared material; skip, by name, where it is not."""
    given = os.environ.get("OMNIMEDIA_SHARED")
    home = Path(given) if given else Path(__file__).parents[2].parent / "shared"
    if not (home / name).is_dir():
        pytest.skip(f"no {name} in {home}")
    return home / name


def vectors() -> list[dict[str, Any]]:
    """Give every vector."""
    return [json.loads(path.read_text(encoding="utf-8")) for path in sorted(shared("vectors").glob("*.json"))]


SHOP: dict[str, Any] = {
    "omnimedia": "publication/1",
    "channels": [{"id": "128", "name": "Fabrikam online", "locales": ["en-US", "fr-CA"]}],
    "swatches": [{"dimension": "Color", "value": "Blue", "hex": "#0000FF"}],
    "assets": [
        {
            "id": "A1",
            "kind": "image",
            "url": "https://cdn.example/a1.png",
            "text": {"fr": {"alt": "Chemise"}},
        },
        {"id": "A2", "kind": "image", "url": "https://cdn.example/a2.png", "properties": {"shot": "front"}},
        {"id": "V1", "kind": "video", "url": "https://cdn.example/v1.mp4"},
        {"id": "M1", "kind": "file", "url": "https://cdn.example/m1.pdf"},
    ],
    "categories": [{"id": "shirts", "name": "Shirts", "media": [{"channel": "128", "image": "A1"}]}],
    "products": [
        {
            "number": "S1",
            "record_id": 5637150000,
            "name": "Shirt",
            "categories": ["shirts"],
            "dimensions": [
                {"name": "Color", "values": ["Blue", "Red"]},
                {"name": "Size", "values": ["S", "M"]},
            ],
            "variants": [
                {"number": "S1-BS", "record_id": 5637150001, "values": {"Color": "Blue", "Size": "S"}},
                {"number": "S1-RM", "record_id": 5637150002, "values": {"Color": "Red", "Size": "M"}},
            ],
            "media": [
                {
                    "master": {
                        "primary": ["V1", "A1"],
                        "additional": [{"purpose": "manual", "asset": "M1"}],
                    },
                    "dimensions": [{"match": {"Color": "Blue"}, "primary": ["A2"]}],
                },
                {"channel": "128", "locale": "fr-CA", "variants": {"S1-RM": {"primary": ["A2", "A1"]}}},
            ],
        },
    ],
}


def lacking(tool: str) -> NoReturn:
    """Skip, by name, for a tool that is not there; fail where every one is wanted."""
    said = f"missing tool: {tool}"
    if os.environ.get("OMNIMEDIA_REQUIRE_ALL") == "1":
        pytest.fail(said)
    pytest.skip(said)
