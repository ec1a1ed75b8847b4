"""What somebody does who has the wheel and nothing else; run in an environment of its own."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

import omnimedia as om

SHOP = {
    "omnimedia": "publication/1",
    "assets": [{"id": "A1", "kind": "image", "url": "https://cdn.example/a1.png"}],
    "products": [{"number": "S1", "media": [{"channel": "128", "master": {"primary": ["A1"]}}]}],
}


def need(*, fact: bool, said: str) -> None:
    """Stop where something is not as it should be."""
    if not fact:
        sys.exit(said)


publication = om.Publication.from_dict(SHOP)
with tempfile.TemporaryDirectory() as folder:
    path = Path(folder) / "shop.omni"
    publication.flatten().save(path)
    snapshot = om.Snapshot.open(path)
    shelf = snapshot.shelf(channel="128", locale="fr-CA")
    need(fact=shelf.default_image_url("S1") == "https://cdn.example/a1.png", said="the default image")
    need(fact="S1" in str(publication.explain("S1", channel="128")), said="the explanation")
    need(fact=next(iter(snapshot.rows()))["product"] == "S1", said="rows without pyarrow")
    del snapshot, shelf

for heavy in ("numpy", "pyarrow", "pandas", "typer", "rich"):
    need(fact=heavy not in sys.modules, said=f"{heavy} is imported")

command = subprocess.run(
    [sys.executable, "-I", "-m", "omnimedia", "tour"], capture_output=True, text=True, check=False
)
need(fact=command.returncode != 0, said="the command needs typer, which is not here")
need(fact="omnimedia[cli]" in command.stderr, said=f"no advice: {command.stderr}")
need(fact="Traceback" not in command.stderr, said=f"a traceback: {command.stderr}")
