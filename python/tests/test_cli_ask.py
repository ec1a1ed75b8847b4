"""`ask`, `explain`, `tour`, `check` and `flatten`: what they tell people and programs."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from command import SAMPLE, Files, run, told, words

import omnimedia as om
from shared import SHOP, vectors

if TYPE_CHECKING:
    from pathlib import Path

CONTEXT = ["--channel", "128", "--locale", "fr_ca"]


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


@pytest.mark.parametrize("name", ["shop.json", "shop.jsonl", "tenant.json", "tenant.jsonl", "shop.omni"])
def test_every_form_of_a_shop_gives_the_same_answer(files: Files, name: str) -> None:
    """A publication, a tenant and a snapshot, by what they hold."""
    answer = om.Publication.from_dict(SHOP).resolve("S1", variant="S1-RM", channel="128", locale="fr-CA")
    done = run("ask", files / name, "S1", "--variant", "S1-RM", *CONTEXT, "--json")
    assert told(done) == answer.to_dict()


def test_a_name_does_not_say_what_a_file_is(files: Files) -> None:
    """Its content does."""
    for name, other in (
        ("shop.json", "a.omni"),
        ("shop.omni", "b.json"),
        ("shop.jsonl", "c"),
        ("shop.json", "d.jsonl"),
    ):
        (files / other).write_bytes((files / name).read_bytes())
        assert told(run("ask", files / other, "S1", "--json"))["product"] == "S1"


def test_programs_get_the_answers_of_the_vectors(tmp_path: Path) -> None:
    """In their form, the policy and selections included."""
    vector = next(one for one in vectors() if any("values" in case["query"] for case in one["cases"]))
    shop = tmp_path / "shop.json"
    shop.write_text(json.dumps(vector["publication"]), encoding="utf-8")
    policy = [
        part for name, word in vector["policy"].items() for part in (f"--{name.replace('_', '-')}", word)
    ]
    cases = [case for case in vector["cases"] if "values" in case["query"]][:3] + vector["cases"][:3]
    for case in cases:
        query: dict[str, Any] = dict(case["query"])
        arguments = [query.pop("product")]
        for dimension, value in query.pop("values", {}).items():
            arguments += ["--value", f"{dimension}={value}"]
        arguments += [
            part
            for name, text in query.items()
            if text
            for part in (f"--{name.replace('_', '-')}", str(text))
        ]
        found = told(run("ask", shop, *arguments, *policy, "--json"))
        assert {key: found[key] for key in ("context", "level", "default_image")} == {
            key: case["answer"][key] for key in ("context", "level", "default_image")
        }
        assert [item["asset"] for item in found["primary"]] == [
            item["asset"] for item in case["answer"]["primary"]
        ]


def test_the_card_has_the_gallery_the_default_image_and_where_all_comes_from(files: Files) -> None:
    """For people."""
    text = run("ask", files / "shop.json", "S1").stdout.decode()
    assert "S1" in text.splitlines()[0]
    assert text.splitlines()[0].endswith("in Omnichannel, Neutral")
    rows = [line.split() for line in text.splitlines()]
    assert ["1", "V1", "(video)", "Shirt", "the", "product", "itself"] in rows
    assert ["2", "★", "A1", "Shirt", "the", "product", "itself"] in rows
    assert ["+", "manual:", "M1", "(file)", "Shirt", "the", "product", "itself"] in rows
    assert ["https://cdn.example/a1.png"] in rows
    assert all(line == line.rstrip() for line in text.splitlines())
    severed = run("ask", files / "shop.json", "S1-BS", *CONTEXT).stdout.decode()
    assert "no picture is shown" in severed
    assert "nothing: severed in channel 128, fr-CA" in severed


def test_swatches_are_shown_on_demand(files: Files) -> None:
    """To people, and to programs."""
    assert "#0000FF" not in run("ask", files / "shop.json", "S1").stdout.decode()
    assert "#0000FF" in run("ask", files / "shop.omni", "S1", "--swatches").stdout.decode()
    found = told(run("ask", files / "shop.json", "S1", "--swatches", "--json"))["swatches"]
    assert found == [
        {"dimension": "Color", "value": "Blue", "source": "central", "hex": "#0000FF", "shown": "hex"}
    ]


@pytest.mark.parametrize("form", ["csv", "tsv", "parquet"])
@pytest.mark.parametrize("shop", ["shop.jsonl", "shop.omni"])
def test_a_table_of_questions_has_a_table_of_answers(files: Files, form: str, shop: str) -> None:
    """A row for each, in the same order; a number is text, and zeros in front of it count."""
    pa = pytest.importorskip("pyarrow")
    import pyarrow.parquet as pq  # noqa: PLC0415 - it may not be there

    asked = {"mine": ["a", "b", "c"], "product": ["S1", "S1-RM", "007"], "channel": [None, "128", "007"]}
    questions, out = files / f"questions.{form}", files / f"answers.{form}"
    if form == "parquet":
        pq.write_table(pa.table(asked), questions)
    else:
        comma = "," if form == "csv" else "\t"
        rows = [asked.keys(), *zip(*asked.values(), strict=True)]
        text = "".join(comma.join(cell or "" for cell in row) + "\n" for row in rows)
        questions.write_text(text, encoding="utf-8")
    done = run("ask", files / shop, "--batch", questions, "--locale", "fr-CA", "--out", out, "--json")
    found = told(done)
    assert (done.returncode, found["rows"], found["faults_in_all"]) == (1, 3, 1)
    read = pq.read_table(out).to_pylist() if form == "parquet" else None
    if read is None:
        with out.open(encoding="utf-8", newline="") as file:
            read = list(csv.DictReader(file, delimiter="," if form == "csv" else "\t"))
    assert [row["mine"] for row in read] == ["a", "b", "c"]
    assert [row["default_image"] or None for row in read] == ["A1", "A2", None]
    assert [row["fault"] or None for row in read] == [None, None, "not_found"]


@pytest.mark.parametrize(
    ("name", "text", "status", "says"),
    [
        ("q.csv", "a,b\n1,2\n", 3, "product"),
        ("q.csv", "product\nS1,2\n", 3, "no table of questions"),
        ("q.parquet", "none", 3, "no table"),
        ("q.xlsx", "", 2, ".parquet"),
    ],
)
def test_a_table_that_is_none_is_refused(files: Files, name: str, text: str, status: int, says: str) -> None:
    """With what there must be."""
    pytest.importorskip("pyarrow")
    (files / name).write_text(text, encoding="utf-8")
    done = run("ask", files / "shop.json", "--batch", files / name, "--out", files / "never.csv")
    assert done.returncode == status, words(done)
    assert says in words(done)
    assert not (files / "never.csv").exists()


def test_a_batch_has_all_its_questions_in_the_table(files: Files) -> None:
    """And goes somewhere."""
    pytest.importorskip("pyarrow")
    done = run("ask", files / "shop.json", "S1", "--batch", "q.csv", "--out", "a.csv")
    assert (done.returncode, "put it into the table" in words(done)) == (2, True)
    assert run("ask", files / "shop.json", "--batch", "q.csv").returncode == 2


def test_a_record_id_asks_for_a_product(files: Files) -> None:
    """Instead of a number."""
    assert told(run("ask", files / "shop.json", "--record-id", "5637150001", "--json"))["variant"] == "S1-BS"


def test_names_are_shown_as_they_are(files: Files) -> None:
    """Nothing in them is markup, and no control reaches the terminal."""
    for command in ("ask", "explain"):
        done = run(command, files / "named.json", "[red]x")
        assert done.returncode == 0
        text = done.stdout.decode()
        assert "[red]x" in text
        assert "[red]a" in text
        assert "\x1b" not in text
    assert "[bold]\\u{1b}[31mx" in run("ask", files / "named.json", "[red]x").stdout.decode()
    assert "\\u{1b}[31m" in words(run("ask", files / "named.json", "\x1b[31mno"))
    assert "[/nothing]" in words(run("ask", files / "named.json", "[/nothing]"))


def test_explain_is_the_library_s_own_text_and_form(files: Files) -> None:
    """The same in every language."""
    explanation = om.Publication.from_dict(SHOP).explain("S1-BS", channel="128", locale="fr-CA")
    arguments: tuple[str | Path, ...] = ("explain", files / "shop.json", "S1-BS", *CONTEXT)
    assert run(*arguments, env={"COLUMNS": "500"}).stdout.decode().rstrip() == str(explanation).rstrip()
    assert told(run(*arguments, "--json")) == explanation.to_dict()


def test_check_tells_what_a_file_is_and_has(files: Files) -> None:
    """And that it is sound."""
    for name, kind in (("shop.jsonl", "publication"), ("tenant.json", "tenant"), ("shop.omni", "snapshot")):
        found = told(run("check", files / name, "--json"))
        assert (found["kind"], found["faults"], found["status"]) == (kind, [], 0)
    assert "1 product, 2 variants, 4 assets" in run("check", files / "shop.jsonl").stdout.decode()


def test_check_finds_warnings_where_it_is_strict(tmp_path: Path) -> None:
    """They are told in any case."""
    shop = tmp_path / "shop.json"
    shop.write_text(json.dumps({**SHOP, "assets": SHOP["assets"][:1]}), encoding="utf-8")
    done = run("check", shop)
    assert done.returncode == 0
    assert "✓ it is taken, with warnings" in words(done)
    assert "! " in words(done)
    done = run("check", shop, "--strict", "--json")
    assert done.returncode == 1
    assert {warning["code"] for warning in told(done)["warnings"]} == {"missing_asset"}


def test_a_damaged_snapshot_is_found(files: Files) -> None:
    """By its checksums."""
    data = bytearray((files / "shop.omni").read_bytes())
    data[-3] ^= 0xFF
    (files / "damaged.omni").write_bytes(data)
    done = run("check", files / "damaged.omni", "--json")
    assert done.returncode == 1
    assert told(done)["faults"][0]["code"].startswith("snapshot_")
    assert run("ask", files / "damaged.omni", "S1").returncode == 3


def test_a_flattened_shop_is_what_the_library_makes(files: Files) -> None:
    """Byte for byte, under the policy that was asked for."""
    out = files / "made.omni"
    done = run("flatten", files / "shop.jsonl", "--out", out, "--order", "documented", "--json")
    snapshot = om.Publication.from_dict(SHOP).flatten(om.Policy(order="documented"))
    assert out.read_bytes() == snapshot.to_bytes()
    found = told(done)
    assert (found["content_hash"], found["policy"]["order"]) == (snapshot.content_hash, "documented")
    # what is there is replaced
    assert run("flatten", files / "shop.jsonl", "--out", out).returncode == 0
    assert om.Snapshot.open(out).policy.order == "locale-first"


def test_a_file_that_could_not_be_made_is_left_as_it_was(files: Files) -> None:
    """Whole, or not at all."""
    out = files / "kept.omni"
    out.write_bytes(b"as it was")
    assert run("flatten", files / "bad.json", "--out", out).returncode == 3
    assert out.read_bytes() == b"as it was"


def test_the_tour_shows_the_sample_and_any_shop(files: Files) -> None:
    """With the reasons, and with figures."""
    text = run("tour").stdout.decode()
    assert "28 products          264 variants of 25 masters, 3 simple" in text
    assert "✓ 10 answers from the snapshot, and the publication itself gives the same" in text
    assert "byte for byte what a full build of the edited shop gives" in text
    assert "million a second" in text
    for name in ("shop.json", "tenant.jsonl"):
        done = run("tour", files / name)
        assert done.returncode == 0, words(done)
        assert "1 product" in done.stdout.decode()


def test_the_tour_of_a_shop_with_nothing_in_it_has_nothing_to_show(tmp_path: Path) -> None:
    """And says so."""
    (tmp_path / "none.json").write_text('{"omnimedia": "publication/1"}', encoding="utf-8")
    done = run("tour", tmp_path / "none.json")
    assert done.returncode == 0, words(done)
    assert "0 products" in done.stdout.decode()


def test_the_tour_saves_the_sample(tmp_path: Path) -> None:
    """To try the other commands on."""
    assert run("tour", "--save", tmp_path / "shop.jsonl").returncode == 0
    assert (tmp_path / "shop.jsonl").read_bytes() == (SAMPLE / "shop.jsonl").read_bytes()
    found = told(run("tour", "--json"))
    assert len(found["answers"]) == 10
