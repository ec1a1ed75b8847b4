"""What the tests of the command need: to run it as a program, and a shop in files."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import omnimedia as om
from shared import SHOP

if TYPE_CHECKING:
    from collections.abc import Mapping

SAMPLE = Path(__file__).parents[2] / "core" / "examples" / "sample"
STAMP: dict[str, Any] = {"user": "ann", "at": "2026-11-24T09:00:00Z"}


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """Give the environment of a program whose screen nobody changed."""
    changed = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES", "PY_COLORS", "GITHUB_ACTIONS", "TERM")
    kept = {name: value for name, value in os.environ.items() if name not in changed}
    return kept | {"TERM": "xterm-256color", "PYTHONUTF8": "1"} | dict(more or {})


def run(
    *arguments: str | Path,
    stdin: bytes = b"",
    env: Mapping[str, str] | None = None,
    cwd: Path | None = None,
    through: tuple[str, ...] = (),
) -> subprocess.CompletedProcess[bytes]:
    """Run the command as a program, to its end, perhaps through another one."""
    return subprocess.run(  # noqa: S603 - it is this package's own
        [*through, sys.executable, "-m", "omnimedia", *map(str, arguments)],
        input=stdin,
        capture_output=True,
        check=False,
        timeout=120,
        env=environment(env),
        cwd=cwd,
    )


def words(done: subprocess.CompletedProcess[bytes]) -> str:
    """Give both outputs of a program as a text."""
    return (done.stdout + done.stderr).decode()


def told(done: subprocess.CompletedProcess[bytes]) -> dict[str, Any]:
    """Give the one JSON object that a program printed."""
    assert done.stderr == b"", done.stderr
    (line,) = done.stdout.decode().splitlines()
    found = json.loads(line)
    assert isinstance(found, dict)
    return found


class Files:
    """A folder with a shop in every form, and files that are none."""

    def __init__(self, folder: Path) -> None:
        """Write them."""
        self.folder = folder
        shop = om.Publication.from_dict(SHOP)
        tenant = om.Tenant.from_publication(shop, **STAMP)
        texts = {
            "shop.json": shop.to_json(),
            "shop.jsonl": shop.to_json_lines(),
            "tenant.json": tenant.to_json(),
            "tenant.jsonl": tenant.to_json_lines(),
            "empty": "",
            "list.json": "[]",
            "text.txt": "a text\n",
            "broken.json": '{"omnimedia": "publication/1", "products": [{"number": ',
            "newer.json": '{"omnimedia": "publication/9"}',
            "bad.json": json.dumps(
                {**SHOP, "assets": [{"id": f"A{at}", "kind": "imag"} for at in range(60)]}
            ),
            "named.json": json.dumps(
                {
                    "omnimedia": "publication/1",
                    "assets": [
                        {"id": "[red]a", "kind": "image", "text": {"neutral": {"alt": "[bold]\x1b[31mx"}}}
                    ],
                    "products": [
                        {"number": "[red]x", "name": "[b]", "media": [{"master": {"primary": ["[red]a"]}}]}
                    ],
                }
            ),
        }
        for name, text in texts.items():
            (folder / name).write_text(text, encoding="utf-8")
        (folder / "binary").write_bytes(bytes(range(256)) * 8)
        (folder / "folder").mkdir()
        shop.flatten().save(folder / "shop.omni")

    def __truediv__(self, name: str) -> Path:
        """Give a file by its name."""
        return self.folder / name
