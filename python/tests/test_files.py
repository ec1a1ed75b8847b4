"""Publications in files."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

import omnimedia as om
from authored import refused
from shared import SHOP

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="shop", scope="module")
def _shop() -> om.Publication:
    return om.Publication.from_dict(SHOP)


@pytest.mark.parametrize(
    ("name", "lines"),
    [("p.json", False), ("p.jsonl", True), ("p.NDJSON", True), ("p.txt", False), ("p", False)],
)
def test_the_suffix_says_the_form(shop: om.Publication, tmp_path: Path, name: str, lines: bool) -> None:  # noqa: FBT001 - a parameter
    """And what is saved is loaded the same."""
    path = tmp_path / name
    shop.save(path)
    assert path.read_text(encoding="utf-8") == (shop.to_json_lines() if lines else shop.to_json())
    assert om.Publication.load(path).to_json() == shop.to_json()
    assert om.Publication.load(str(path)).to_json() == shop.to_json()
    assert os.listdir(tmp_path) == [name]  # noqa: PTH208 - names


def test_without_a_suffix_the_content_decides(shop: om.Publication, tmp_path: Path) -> None:
    """Whatever it looks like."""
    path = tmp_path / "publication"
    for text in (
        shop.to_json_lines(),
        "\ufeff\n" + shop.to_json_lines(),
        shop.to_json_lines().replace("\n", "\r\n"),
        shop.to_json(),
        json.dumps(shop.to_dict(), indent=2),
        shop.to_json() + "\n\n",
    ):
        path.write_text(text, encoding="utf-8", newline="")
        assert om.Publication.load(path).to_json() == shop.to_json()


def test_a_file_with_faults_tells_all_of_them_with_their_lines(tmp_path: Path) -> None:
    """And limits hold."""
    path = tmp_path / "p.jsonl"
    path.write_text('{"omnimedia":"publication/1"}\n{"product":{}}\n{"asset":{"id":"A"}}\n', encoding="utf-8")
    with pytest.raises(om.Fault) as told:
        om.Publication.load(path)
    assert [fault.place.line for fault in told.value.faults] == [2, 3]
    with refused("limit_line"):
        om.Publication.load(path, limits={"line": 10})
    (tmp_path / "empty").write_bytes(b"")
    with refused("syntax"):
        om.Publication.load(tmp_path / "empty")


def test_trouble_with_files_is_an_os_error_with_the_name(shop: om.Publication, tmp_path: Path) -> None:
    """And the old file stays where a new one cannot be written."""
    for name in ("none.json", "none.jsonl", "none"):
        with pytest.raises(FileNotFoundError) as told:
            om.Publication.load(tmp_path / name)
        assert told.value.filename == str(tmp_path / name)
    for name in ("folder", "folder.jsonl", "folder.json"):
        (tmp_path / name).mkdir()
        with pytest.raises(IsADirectoryError):
            om.Publication.load(tmp_path / name)
        with pytest.raises(OSError, match="no file"):
            shop.save(tmp_path / name)
    with pytest.raises(TypeError):
        om.Publication.load(b"bytes")  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        shop.save(1)  # type: ignore[arg-type]
