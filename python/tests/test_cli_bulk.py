"""`import`, `export`, `migrate`, `minimise` and `copy`: files in, files out, and what became of each row."""

from __future__ import annotations

import csv
import json
import shutil
from typing import TYPE_CHECKING

import pytest
from command import SAMPLE, Files, run, told, words

import omnimedia as om

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(name="folder")
def _folder(tmp_path: Path) -> Path:
    for name in ("shop.jsonl", "manifest.tsv", "names.txt"):
        shutil.copy(SAMPLE / name, tmp_path)
    return tmp_path


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


IMPORT = ("import", "manifest.tsv", "--products", "shop.jsonl", "--publish")


def test_an_import_writes_what_comes_of_it_and_how_each_row_ended(folder: Path) -> None:
    """A publication, a tenant, and a result manifest."""
    outs = ("--out", "out.jsonl", "--tenant-out", "tenant.json", "--result", "result.tsv")
    done = run(*IMPORT, *outs, "--json", cwd=folder)
    found = told(done)
    assert (done.returncode, found["status"]) == (1, 1)
    counts = {name: found[name] for name in ("rows", "applied", "held_back", "failed")}
    assert counts == {"rows": 12, "applied": 9, "held_back": 1, "failed": 2}
    assert [(fault["row"], fault["column"], fault["code"]) for fault in found["faults"]] == [
        (12, "ImageAltText", "missing_cell"),
        (13, "EntityKeyValue", "not_in_tenant"),
    ]
    assert (folder / "tenant.json").read_text(encoding="utf-8").count("\n") <= 1
    tenant = om.Tenant.load(folder / "tenant.json")
    publication = om.Publication.load(folder / "out.jsonl")
    assert publication.to_json() == tenant.publication().to_json()
    with (folder / "result.tsv").open(encoding="utf-8-sig", newline="") as result:
        rows = list(csv.DictReader(result, delimiter="\t"))
    assert [row["Result"] for row in rows].count("Applied") == 9
    assert rows[10]["ErrorCode"] == "missing_cell"
    assert not list(folder.glob("*.unfinished"))


def test_a_dry_run_and_a_check_say_the_same_and_write_nothing(folder: Path) -> None:
    """They differ in what they are called."""
    before = sorted(folder.iterdir())
    tried = told(run(*IMPORT, "--dry-run", "--out", "out.jsonl", "--json", cwd=folder))
    checked = told(run("check", *IMPORT[1:], "--json", cwd=folder))
    assert {key: tried[key] for key in ("rows", "applied", "failed", "faults")} == {
        key: checked[key] for key in ("rows", "applied", "failed", "faults")
    }
    assert "would be done" in words(run(*IMPORT, "--dry-run", cwd=folder))
    assert sorted(folder.iterdir()) == before


def test_an_import_goes_on_with_a_tenant(folder: Path) -> None:
    """The second time nothing changes."""
    assert run(*IMPORT, "--lenient", "--tenant-out", "tenant.jsonl", cwd=folder).returncode == 1
    arguments = ("import", "manifest.tsv", "--tenant", "tenant.jsonl", "--publish", "--lenient")
    found = told(run(*arguments, "--tenant-out", "again.jsonl", "--json", cwd=folder))
    assert (found["applied"], found["unchanged"]) == (0, 11)
    assert (folder / "again.jsonl").read_bytes() == (folder / "tenant.jsonl").read_bytes()


def test_drafts_are_told_where_nothing_is_published(folder: Path) -> None:
    """With what publishes them."""
    (folder / "one.tsv").write_text(
        "EntityType\tEntityKey\tEntityKeyValue\tMediaGroup\tMediaType\tMediaImportPath\tImageAltText\tMediaDisplayName\n"
        "Product|Master\tEntityId\tQ3005\tPrimary\tImage\tx.png\tA top\tTop\n",
        encoding="utf-8",
    )
    done = run("import", "one.tsv", "--products", "shop.jsonl", "--out", "out.jsonl", cwd=folder)
    assert done.returncode == 0
    assert "`--publish` publishes rows without an action" in words(done)


def test_a_manifest_as_tables_are_written_is_one(folder: Path) -> None:
    """Every cell quoted, and empty lines before the header."""
    with (folder / "manifest.tsv").open(encoding="utf-8-sig", newline="") as manifest:
        rows = list(csv.reader(manifest, delimiter="\t"))
    with (folder / "manifest.tsv").open("w", encoding="utf-8", newline="") as quoted:
        quoted.write("\r\n\r\n")
        csv.writer(quoted, delimiter="\t", quoting=csv.QUOTE_ALL).writerows(rows)
    found = told(run(*IMPORT, "--dry-run", "--json", cwd=folder))
    assert (found["rows"], found["applied"]) == (12, 9)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("MediaType\tMediaType\n", "duplicate_column"),
        ('EntityType\tMediaType\n"never ends', "unterminated_quote"),
    ],
)
def test_a_manifest_that_is_none_is_refused_as_a_whole(folder: Path, text: str, code: str) -> None:
    """And nothing is written."""
    (folder / "bad.tsv").write_text(text, encoding="utf-8")
    arguments = ("import", "bad.tsv", "--products", "shop.jsonl", "--out", "out.jsonl", "--json")
    done = run(*arguments, cwd=folder)
    assert done.returncode == 3
    assert told(done)["faults"][0]["code"] == code
    assert not (folder / "out.jsonl").exists()


def test_a_manifest_is_taken_into_one_thing(folder: Path) -> None:
    """Into products or a tenant, not into both or none."""
    for more in ((), ("--products", "shop.jsonl", "--tenant", "shop.jsonl")):
        done = run("import", "manifest.tsv", *more, "--dry-run", cwd=folder)
        assert done.returncode == 2
        assert "--products PUBLICATION" in words(done)


def test_an_export_comes_back_by_an_import(folder: Path) -> None:
    """The media of a publication, or a part."""
    found = told(run("export", "shop.jsonl", "--out", "all.tsv", "--json", cwd=folder))
    assert found["rows"] > 200
    done = run(
        "import",
        "all.tsv",
        "--products",
        "shop.jsonl",
        "--lenient",
        "--out",
        "out.jsonl",
        "--json",
        cwd=folder,
    )
    assert told(done)["failed"] == 0
    part = told(run("export", "shop.jsonl", "--product", "Q1001", "--out", "part.tsv", "--json", cwd=folder))
    assert 0 < part["rows"] < found["rows"]
    asked = "ask", "out.jsonl", "Q1001", "--value", "Color=Moss", "--json"
    assert [item["asset"] for item in told(run(*asked, cwd=folder))["primary"]] == [
        "skerry-moss-front",
        "skerry-moss-back",
        "skerry-collar",
    ]


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--product", "nothing"], 3, "nothing"),
        (["--locale", "not a locale"], 2, "locale"),
        (["--if-exists", "Sometimes"], 2, "Overwrite"),
    ],
)
def test_an_export_refuses_what_it_cannot_choose(
    folder: Path, arguments: list[str], status: int, says: str
) -> None:
    """With what there is to choose from."""
    done = run("export", "shop.jsonl", "--out", "out.tsv", *arguments, cwd=folder)
    assert done.returncode == status
    assert says in words(done)
    assert not (folder / "out.tsv").exists()


def test_an_export_of_nothing_says_so(folder: Path) -> None:
    """It is a manifest without rows."""
    done = run(
        "export", "shop.jsonl", "--out", "out.tsv", "--product", "Q1001", "--channel", "200", cwd=folder
    )
    assert done.returncode == 0
    assert "nothing of what was chosen" in words(done)


def test_file_names_become_a_manifest(folder: Path) -> None:
    """And what is nobody's is told, with the reason."""
    arguments = ("migrate", "names.txt", "--products", "shop.jsonl", "--channel", "128", "--out", "old.tsv")
    done = run(
        *arguments, "--report", "files.txt", "--base-url", "https://cdn.example/x", "--json", cwd=folder
    )
    found = told(done)
    assert done.returncode == 1
    kinds = ("assigned", "ambiguous", "unmatched", "unsupported", "duplicates")
    assert [found[kind] for kind in kinds] == [6, 0, 1, 1, 1]
    assert len((folder / "files.txt").read_text(encoding="utf-8").splitlines()) == found["files"] == 9
    assert {one.get("why") for one in found["not_assigned"]} == {None, "unknown_number"}
    assert "https://cdn.example/x/Products" in (folder / "old.tsv").read_text(encoding="utf-8")
    assert "6 pictures have no alt text" in words(run(*arguments, cwd=folder))
    done = run("import", "old.tsv", "--products", "shop.jsonl", "--lenient", "--dry-run", cwd=folder)
    assert done.returncode == 0


def test_patterns_of_one_s_own_are_taken(folder: Path) -> None:
    """And refused with their line."""
    (folder / "patterns").write_text(
        "# ours\n/Products/{ProductNumber}_000_{Sequence}.png\n", encoding="utf-8"
    )
    arguments = (
        "migrate",
        "names.txt",
        "--products",
        "shop.jsonl",
        "--out",
        "old.tsv",
        "--patterns",
        "patterns",
    )
    assert told(run(*arguments, "--json", cwd=folder))["assigned"] == 3
    (folder / "patterns").write_text("/studio/{Color}.jpg\n", encoding="utf-8")
    done = run(*arguments, "--json", cwd=folder)
    assert done.returncode == 3
    assert told(done)["faults"][0]["code"] == "malformed_pattern"
    assert told(done)["file"] == "patterns"


def test_names_that_are_no_text_are_refused(folder: Path) -> None:
    """With the line."""
    (folder / "latin").write_bytes(b"/a.png\n/caf\xe9.png\n")
    done = run("migrate", "latin", "--products", "shop.jsonl", "--out", "old.tsv", cwd=folder)
    assert done.returncode == 3
    assert "line 2" in words(done)


def test_fewer_sets_show_the_same(folder: Path) -> None:
    """As `diff` sees, too."""
    found = told(run("minimise", "shop.jsonl", "--out", "fewer.jsonl", "--json", cwd=folder))
    assert found["counts"]["after"]["sets"] < found["counts"]["before"]["sets"]
    assert found["counts"]["unproved"] == 0
    done = run("diff", "shop.jsonl", "fewer.jsonl", "--json", cwd=folder)
    assert (done.returncode, told(done)["total"]) == (0, 0)


def test_a_tenant_is_minimised_in_drafts(folder: Path) -> None:
    """Shoppers see the same until they are published."""
    shop = om.Publication.load(folder / "shop.jsonl")
    om.Tenant.from_publication(shop, user="ann", at="2026-11-24T09:00:00Z").save(folder / "tenant.json")
    found = told(run("minimise", "tenant.json", "--out", "fewer.json", "--user", "ben", "--json", cwd=folder))
    assert (found["counts"]["products_changed"] > 0, found["products_held"]) == (True, 0)
    tenant = om.Tenant.load(folder / "fewer.json")
    assert tenant.publication().to_json() == om.Tenant.load(folder / "tenant.json").publication().to_json()
    assert '"by":"ben"' in (folder / "fewer.json").read_text(encoding="utf-8").replace(" ", "")


def test_a_copy_maps_channels_and_again_copies_nothing(folder: Path) -> None:
    """And a dry run says the same and writes nothing."""
    run(*IMPORT, "--lenient", "--tenant-out", "source.jsonl", cwd=folder)
    empty = om.Tenant.without_media_of(om.Publication.load(folder / "shop.jsonl"))
    empty.save(folder / "there.jsonl")
    arguments = ("copy", "source.jsonl", "there.jsonl", "--channel", "128=200", "--channel", "007")
    tried = told(run(*arguments, "--dry-run", "--json", cwd=folder))
    assert tried["out"] is None
    done = run(*arguments, "--out", "there.jsonl", "--json", cwd=folder)
    found = told(done)
    assert (done.returncode, found["outcomes"]) == (0, tried["outcomes"])
    assert found["outcomes"]["created"] > 0
    assert found["outcomes"]["dropped"] == 1
    again = told(run(*arguments, "--dry-run", "--json", cwd=folder))["outcomes"]
    assert (again["created"], again["updated"]) == (0, 0)
    assert "channel 200" in words(run("explain", "there.jsonl", "Q3005", "--channel", "200", cwd=folder))


def test_what_cannot_be_copied_is_found(folder: Path, files: Files) -> None:
    """With every reason, and an exit code."""
    run(*IMPORT, "--lenient", "--tenant-out", "source.jsonl", cwd=folder)
    done = run("copy", "source.jsonl", files / "tenant.json", "--dry-run", cwd=folder)
    assert done.returncode == 1
    assert "✗ refused" in words(done)


def test_a_tenant_is_told_when_a_publication_is_named(files: Files, tmp_path: Path) -> None:
    """And the other way round."""
    done = run(
        "import", SAMPLE / "manifest.tsv", "--tenant", files / "shop.json", "--tenant-out", tmp_path / "x"
    )
    assert done.returncode == 3
    assert "it is a publication; this command wants a tenant" in words(done)
    assert json.loads(run("check", files / "tenant.json", "--json").stdout)["kind"] == "tenant"
