"""`audit` and `diff`: what they find, the files that they write, and the picture."""

from __future__ import annotations

import csv
import itertools
import json
import struct
from typing import TYPE_CHECKING, Any

import pytest
from command import SAMPLE, Files, run, told, words

import omnimedia as om
from shared import SHOP

if TYPE_CHECKING:
    from pathlib import Path

SHOP_FILE = SAMPLE / "shop.jsonl"


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


def test_an_audit_counts_what_is_wrong_and_lists_the_first() -> None:
    """And ends with the exit code that says so."""
    audit = om.Publication.load(SHOP_FILE).audit()
    done = run("audit", SHOP_FILE)
    assert done.returncode == 1
    text = words(done)
    assert f"{audit.counts['no_image']:,}" in text
    assert "no_image" in text
    assert f"and {audit.total - 20:,} more" in text
    assert all(f"\n  {check} " in text for check, many in audit.counts.items() if many)
    found = told(run("audit", SHOP_FILE, "--json"))
    assert (found["counts"], found["total"], found["answers"]) == (audit.counts, audit.total, audit.answers)
    assert found["rows"] == audit.to_dicts(limit=100)
    assert len(told(run("audit", SHOP_FILE, "--all", "--json"))["rows"]) == audit.total


def test_an_audit_looks_for_what_is_wanted_alone() -> None:
    """Of all checks, under a policy."""
    found = told(run("audit", SHOP_FILE, "--check", "unused_asset", "--check", "video_first", "--json"))
    assert {row["check"] for row in found["rows"]} <= {"unused_asset", "video_first"}
    assert found["counts"]["no_image"] == 0


def test_a_sound_shop_has_no_findings(tmp_path: Path) -> None:
    """And the exit code is 0."""
    (tmp_path / "shop.json").write_text(
        json.dumps(
            {
                "omnimedia": "publication/1",
                "assets": [{"id": "A", "kind": "image", "text": {"neutral": {"alt": "A"}}}],
                "products": [{"number": "S", "media": [{"master": {"primary": ["A"]}}]}],
            }
        ),
        encoding="utf-8",
    )
    done = run("audit", tmp_path / "shop.json")
    assert done.returncode == 0
    assert "✓ nothing was found" in words(done)


@pytest.mark.parametrize("form", ["csv", "tsv", "jsonl", "parquet"])
def test_all_rows_go_to_a_file(tmp_path: Path, form: str) -> None:
    """In the form that its name asks for."""
    if form == "parquet":
        pytest.importorskip("pyarrow")
    out = tmp_path / f"rows.{form}"
    audit = om.Publication.load(SHOP_FILE).audit(checks=["no_image", "unused_asset"])
    done = run("audit", SHOP_FILE, "--check", "no_image", "--check", "unused_asset", "--out", out)
    assert done.returncode == 1
    rows: list[dict[str, Any]]
    if form == "parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - it may not be there

        rows = pq.read_table(out).to_pylist()
    elif form == "jsonl":
        rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    else:
        with out.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file, delimiter="," if form == "csv" else "\t"))
    assert len(rows) == audit.total
    assert [row["check"] for row in rows] == [row["check"] for row in audit.rows]


def test_a_form_that_is_none_is_refused(files: Files) -> None:
    """Before anything is read."""
    for option, name, says in (("--out", "x.xlsx", ".parquet"), ("--plot", "x.gif", ".svg")):
        done = run("audit", files / "shop.json", option, files / name)
        assert done.returncode == 2
        assert says in words(done)


def _size(png: bytes) -> tuple[int, int]:
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    wide, high = struct.unpack(">II", png[16:24])
    return wide, high


def test_the_coverage_is_drawn(tmp_path: Path, files: Files) -> None:
    """As PNG and SVG, of few products and of many, with the counts in its title."""
    pytest.importorskip("matplotlib")
    many = {
        **SHOP,
        "products": [{"number": f"P{at}", "media": SHOP["products"][0]["media"][:1]} for at in range(900)],
    }
    for product in many["products"]:
        product["media"] = [{"master": product["media"][0]["master"]}] if product["number"][-1] != "7" else []
    (tmp_path / "many.json").write_text(json.dumps(many), encoding="utf-8")
    for shop in (files / "shop.json", tmp_path / "many.json", files / "named.json"):
        out = tmp_path / f"{shop.stem}.png"
        done = run("audit", shop, "--plot", out)
        assert done.returncode == (shop.stem != "named"), words(done)
        assert done.stderr == b""
        wide, high = _size(out.read_bytes())
        assert wide > 600
        assert 250 < high < 2000
    done = run("audit", tmp_path / "many.json", "--plot", tmp_path / "many.svg")
    svg = (tmp_path / "many.svg").read_text(encoding="utf-8")
    assert svg.startswith("<?xml")
    assert "<script" not in svg
    run("audit", tmp_path / "many.json", "--plot", tmp_path / "again.svg")
    assert (tmp_path / "again.svg").read_text(encoding="utf-8") == svg


def test_the_picture_puts_what_lacks_most_first_and_tells_colours_apart() -> None:
    """With any sight: they differ in lightness, too."""
    np = pytest.importorskip("numpy")
    pytest.importorskip("matplotlib")
    from omnimedia.cli import plot  # noqa: PLC0415 - it needs numpy

    contexts = [om.Context(channel="2"), om.Context(), om.Context(channel="1", locale="fr")]
    cells = np.array([[0, 0, 0], [2, 2, 2], [1, 0, 1], [2, 0, 0]])
    told = plot.ordered(plot.Coverage(["a", "b", "c", "d"], contexts, cells))
    assert told.products == ["b", "d", "c", "a"]
    assert [context.channel for context in told.contexts] == [None, "1", "2"]
    assert told.codes.tolist() == [[2, 2, 2], [0, 0, 2], [0, 1, 1], [0, 0, 0]]
    lightness = sorted(
        0.2126 * int(colour[1:3], 16) + 0.7152 * int(colour[3:5], 16) + 0.0722 * int(colour[5:], 16)
        for colour in plot.COLOURS
    )
    assert all(after - before > 35 for before, after in itertools.pairwise(lightness))


def test_without_matplotlib_it_says_what_to_install(tmp_path: Path) -> None:
    """With an exit code of its own, before anything is read."""
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'matplotlib' else find(name, *rest)\n",
        encoding="utf-8",
    )
    import os  # noqa: PLC0415 - for this alone

    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = run("audit", SHOP_FILE, "--plot", tmp_path / "x.png", env={"PYTHONPATH": path})
    assert done.returncode == 6
    assert "pip install 'omnimedia[plot]'" in words(done)


def _changed() -> dict[str, Any]:
    shop: dict[str, Any] = json.loads(json.dumps(SHOP))
    shop["products"][0]["media"][0]["master"]["primary"] = ["A2", "A1"]
    shop["categories"][0]["media"] = []
    shop["swatches"] = [{"dimension": "Color", "value": "Blue", "hex": "#000080"}]
    return shop


def test_a_diff_shows_what_was_and_what_is(files: Files, tmp_path: Path) -> None:
    """By product, category and context."""
    (tmp_path / "after.json").write_text(json.dumps(_changed()), encoding="utf-8")
    diff = om.Publication.from_dict(SHOP).diff(om.Publication.from_dict(_changed()))
    done = run("diff", files / "shop.json", tmp_path / "after.json", "--all")
    assert done.returncode == 1
    text = words(done)
    assert "S1 in Omnichannel, Neutral" in text
    assert "- V1, A1, manual: M1" in text
    assert "+ A2, A1, manual: M1" in text
    assert "shirts (category) in channel 128" in text
    assert "+ no picture" in text
    assert "Blue #000080" in text
    found = told(run("diff", files / "shop.json", tmp_path / "after.json", "--json"))
    assert (found["counts"], found["total"], found["rows"]) == (
        diff.counts,
        diff.total,
        diff.to_dicts(limit=100),
    )


def test_what_is_the_same_is_no_difference(files: Files) -> None:
    """Whatever the form; and tenants are compared with publications."""
    for one, other in (("shop.json", "shop.jsonl"), ("tenant.json", "shop.json"), ("shop.omni", "shop.omni")):
        done = run("diff", files / one, files / other)
        assert done.returncode == 0, words(done)
        assert "✓ the same is shown everywhere" in words(done)


def test_a_publication_is_not_compared_with_a_snapshot(files: Files) -> None:
    """They are two things."""
    done = run("diff", files / "shop.json", files / "shop.omni")
    assert done.returncode == 3
    assert "compare two publications or two snapshots" in words(done)
    assert run("diff", files / "shop.omni", files / "shop.omni", "--order", "documented").returncode == 2
    assert run("diff", "-", "-").returncode == 2


def test_the_rows_of_a_diff_go_to_a_file(files: Files, tmp_path: Path) -> None:
    """With what was shown before and after."""
    (tmp_path / "after.json").write_text(json.dumps(_changed()), encoding="utf-8")
    out = tmp_path / "rows.csv"
    run("diff", files / "shop.json", tmp_path / "after.json", "--product", "S1", "--out", out)
    with out.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert rows
    assert {row["product"] for row in rows} == {"S1"}
    assert rows[0]["primary_after"] == "A2|A1"
