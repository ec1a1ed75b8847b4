"""The pages are true: the Python in them runs, block by block, and prints what they show."""

from __future__ import annotations

import ast
import contextlib
import importlib.util
import io
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from shared import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator

TREE = Path(__file__).parents[2]
SAMPLE = TREE / "core" / "examples" / "sample"
FOLDER = TREE / "docs" / "python"
SPARK = FOLDER / "with-spark.md"
PAGES = [TREE / "README.md", TREE / "python" / "README.md", *sorted(FOLDER.glob("*.md"))]

FENCE = re.compile(r"^```(\w*)[^\n]*\n(.*?)^```$", re.DOTALL | re.MULTILINE)
LINK = re.compile(r"\]\(([^)#\s]+)")


class Block(NamedTuple):
    """A block of Python, and what it prints."""

    line: int
    code: str
    shown: str


def blocks(page: Path) -> list[Block]:
    """Read the blocks of a page. What a block prints stands in the block of text right behind it."""
    text = page.read_text(encoding="utf-8")
    found: list[Block] = []
    end = -1
    for fence in FENCE.finditer(text):
        word, inside = fence.groups()
        if word == "python":
            found.append(Block(text.count("\n", 0, fence.start(2)), inside, ""))
            end = fence.end()
        elif word in {"text", "output"} and end >= 0 and not text[end : fence.start()].strip():
            found[-1] = found[-1]._replace(shown=inside)
            end = -1
    return found


def outcome(block: Block, page: Path, names: dict[str, Any]) -> str:
    """Run a block; a line of a traceback is the line of the page."""
    tree = ast.increment_lineno(ast.parse(block.code, str(page)), block.line)
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, str(page), "exec"), names)  # noqa: S102 - the project's own pages
    return printed.getvalue()


def named(page: Path) -> str:
    """Give the name of a page, from the top of the tree."""
    return page.relative_to(TREE).as_posix()


@pytest.fixture(name="folder")
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for sample in ("shop.jsonl", "manifest.tsv", "names.txt"):
        shutil.copy(SAMPLE / sample, tmp_path)
    monkeypatch.chdir(tmp_path)
    yield tmp_path
    monkeypatch.undo()


def check(page: Path) -> None:
    """Run a page from its begin to its end."""
    names: dict[str, Any] = {"__name__": "__main__"}
    ran = blocks(page)
    assert ran, f"{named(page)} has no Python"
    for block in ran:
        where = f"{named(page)}, line {block.line}"
        assert outcome(block, page, names) == block.shown, where


@pytest.mark.parametrize("page", [page for page in PAGES if page != SPARK], ids=named)
@pytest.mark.usefixtures("folder")
def test_the_page_runs_and_prints_what_it_shows(page: Path) -> None:
    """In a folder with the sample; the blocks of a page share their names."""
    check(page)


@pytest.mark.spark
@pytest.mark.filterwarnings("ignore:PySpark does not yet fully support pandas")
@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.usefixtures("folder")
def test_the_page_of_spark_runs_and_prints_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    """As the others, where Spark and Java are there."""
    if importlib.util.find_spec("pyspark") is None:
        lacking("pyspark")
    if shutil.which("java") is None:
        lacking("java")
    monkeypatch.setenv("PYSPARK_PYTHON", sys.executable)
    monkeypatch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
    check(SPARK)


def test_the_index_leads_to_every_page() -> None:
    """A page that nobody finds is none."""
    index = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert {page.name for page in FOLDER.glob("*.md")} - set(LINK.findall(index)) == {"README.md"}


def test_every_link_of_a_page_leads_to_a_file() -> None:
    """Also to files elsewhere in the tree."""
    dead = [
        f"{named(page)}: {link}"
        for page in PAGES
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if "://" not in link and not Path(os.path.normpath(page.parent / link)).exists()
    ]
    assert not dead


def test_what_a_page_shows_is_compared(tmp_path: Path) -> None:
    """Else every page would pass."""
    page = tmp_path / "page.md"
    shown = "```python\nword = 'one'\nprint(word)\n```\n\n```text\none\n```\n"
    page.write_text(f"{shown}\n```python\nprint(word)\n```\n", encoding="utf-8")
    first, second = blocks(page)
    assert (first.shown, second.shown, second.line) == ("one\n", "", 10)
    names: dict[str, Any] = {}
    assert outcome(first, page, names) == first.shown
    assert outcome(second, page, names) != second.shown
