"""Mistakes that whoever is new makes: what is said, where it is, and what to do."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from command import STAMP, Files, environment, run, words

import omnimedia as om

if TYPE_CHECKING:
    from collections.abc import Callable
from authored import tenant

USAGE, BAD_INPUT = 2, 3
HEADER = "EntityType\tEntityKey\tEntityKeyValue\n"


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


def test_a_fault_of_a_file_names_it_in_a_note(files: Files) -> None:
    """A traceback shows it."""
    cases: list[tuple[Callable[[Path], object], str]] = [
        (om.Publication.load, "shop.omni"),
        (om.Publication.load, "text.txt"),
        (om.Tenant.load, "shop.jsonl"),
        (om.Snapshot.open, "shop.json"),
    ]
    for load, name in cases:
        with pytest.raises(om.Fault) as raised:
            load(files / name)
        assert raised.value.__notes__ == [f"in the file '{files / name}'"]


def test_one_kind_of_file_for_another_is_told_by_what_it_is(files: Files) -> None:
    """And how it is read."""
    with pytest.raises(om.Fault, match="this is a snapshot, and no JSON; open it as a snapshot"):
        om.Publication.load(files / "shop.omni")
    with pytest.raises(om.Fault, match="no snapshot, but JSON; flatten the publication"):
        om.Snapshot.open(files / "shop.json")
    with pytest.raises(om.Fault, match="this is a publication, and a tenant is read here"):
        om.Tenant.load(files / "shop.json")
    with pytest.raises(om.Fault, match="read this as one object, not as JSON Lines"):
        om.Publication.from_json_lines((files / "shop.json").read_bytes())
    with pytest.raises(om.Fault, match="read it as JSON Lines"):
        om.Publication.from_json((files / "shop.jsonl").read_bytes())
    with pytest.raises(om.Fault, match=r"it begins with `shop\.json`; .* not the name of a file"):
        om.Publication.from_json("shop.json")
    with pytest.raises(TypeError, match="`from_dict` takes dictionaries"):
        om.Publication.from_json({"omnimedia": "publication/1"})  # type: ignore[arg-type]


def test_a_name_that_the_product_does_not_have_is_told_with_those_it_has() -> None:
    """The publication and the snapshot say the same."""
    shirt = {
        "number": "S1",
        "dimensions": [
            {"name": "Color", "values": ["Blue", "Red"]},
            {"name": "Size", "values": [str(size) for size in range(30, 50)]},
        ],
    }
    shop = om.Publication.from_dict({"omnimedia": "publication/1", "products": [shirt, {"number": "S2"}]})
    sizes = ", ".join(f"`{size}`" for size in range(30, 38))
    for product, values, advice in [
        ("S1", {"color": "Blue"}, "select one of `Color`, `Size`; names compare exactly"),
        ("S1", {"Color": "blue"}, "select one of `Blue`, `Red`; values compare exactly"),
        ("S1", {"Size": "S"}, f"select one of {sizes} and more; values compare exactly"),
        ("S2", {"Color": "Blue"}, "the product has no dimensions: ask for it without values"),
    ]:
        for asked in (shop, shop.flatten()):
            with pytest.raises(om.Fault) as raised:
                asked.resolve(product, values=values)
            assert (raised.value.code, raised.value.advice) == ("not_found", advice)


def test_one_text_is_no_list() -> None:
    """Python would take each of its characters for a text."""
    shop = om.Publication.from_json(b'{"omnimedia": "publication/1", "products": [{"number": "S1"}]}')
    base = shop.flatten()
    with pytest.raises(TypeError, match=r"a `str` where a list is wanted, such as \['S1'\]"):
        shop.delta(base, products="S1")
    with pytest.raises(TypeError, match=r"a `str` where a list is wanted, such as \[\('Color', 'Blue'\)\]"):
        shop.delta(base, swatches="Color")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match=r"a `bytes` where a list is wanted, such as \['shop\.omni'\]"):
        om.Snapshot.open("shop.omni", deltas=b"delta.omni")  # type: ignore[arg-type]
    assert shop.delta(base, products=["S1"])


def test_a_manifest_given_as_text_is_no_path() -> None:
    """A text is a path; what it might be besides stands in a note."""
    for text, notes in [(HEADER, 1), ("nowhere.tsv", 0)]:
        with pytest.raises(OSError, match="No such file") as raised:
            tenant().import_manifest(text, **STAMP)
        assert len(getattr(raised.value, "__notes__", [])) == notes
        assert all("text.encode()" in note for note in getattr(raised.value, "__notes__", []))


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (HEADER.replace("\t", ";").encode(), "separated by `;`, not by tabs"),
        (HEADER.replace("\t", ",").encode(), "separated by `,`, not by tabs"),
        (HEADER.replace("\t", "|").encode(), "separated by `|`, not by tabs"),
        (b"PK\x03\x04\x14\0\x06\0" + bytes(200), "a workbook or another archive"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1" + bytes(200), "an old workbook"),
    ],
)
def test_a_table_of_another_form_is_told_by_its_form(files: Files, data: bytes, what: str) -> None:
    """By the library, and by the command."""
    with pytest.raises(om.Fault) as raised:
        tenant().import_manifest(data, **STAMP)
    assert what in raised.value.message
    assert "tab-separated text" in raised.value.advice
    (files / "table").write_bytes(data)
    done = run("import", "table", "--products", "shop.json", "--dry-run", cwd=files.folder)
    told = " ".join(words(done).split())
    assert done.returncode == BAD_INPUT, told
    assert what in told
    assert "save it as tab-separated text" in told


def test_a_column_that_is_not_there_is_no_empty_cell() -> None:
    """So that nobody looks for a cell of it."""
    rows = "EntityType\tEntityKey\tEntity Key Value\tMediaGroup\nProduct|Master\tEntityId\tS1\tPrimary\n"
    (fault, *_) = tenant().import_manifest(rows.encode(), **STAMP).faults
    assert (fault.code, fault.place.path) == ("missing_cell", "EntityKeyValue")
    assert fault.message.startswith("there is no such column, but ")
    assert fault.advice == "add the column, and write the number of the product"


def test_a_word_that_is_no_choice_is_told_in_plain_words(files: Files) -> None:
    """Without a word of what reads the command line."""
    done = run("ask", "shop.json", "S1", "--order", "channelfirst", cwd=files.folder)
    assert done.returncode == USAGE
    told = " ".join(words(done).split())
    assert "invalid value for `--order`: `channelfirst` is not one of `locale-first`" in told


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_an_error_that_nobody_reads_changes_nothing(files: Files) -> None:
    """The reader of the standard error has gone before anything is said there."""
    command = ("ask", "shop.json", "S1", "--channel", "nowhere")
    read = run(*command, cwd=files.folder)
    assert (read.returncode, read.stderr[:1] != b"") == (0, True)
    reader, writer = os.pipe()
    os.close(reader)
    try:
        done = subprocess.run(  # noqa: S603 - it is this package's own
            [sys.executable, "-m", "omnimedia", *command],
            stdout=subprocess.PIPE,
            stderr=writer,
            check=False,
            env=environment(),
            cwd=files.folder,
        )
    finally:
        os.close(writer)
    assert (done.returncode, done.stdout) == (0, read.stdout)


def test_a_package_without_its_compiled_half_says_so(tmp_path: Path) -> None:
    """As in the source tree, which Python finds first where it is run there."""
    home = Path(om.__file__).parent
    shutil.copytree(home, tmp_path / "omnimedia", ignore=shutil.ignore_patterns("_native*", "__pycache__"))
    done = subprocess.run(
        [sys.executable, "-c", "import omnimedia"],
        capture_output=True,
        check=False,
        env=environment({"PYTHONPATH": str(tmp_path)}),
        cwd=tmp_path,
    )
    assert done.returncode == 1
    assert b"omnimedia._native" in done.stderr
    assert b"run elsewhere than in its source tree" in done.stderr
