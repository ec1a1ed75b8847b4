"""`ask --batch`: what was in the table comes out as it went in, and a bad row ends no other."""

from __future__ import annotations

import csv
import datetime as dt
import json
from typing import TYPE_CHECKING, Any

import pytest
from command import Files, run, told, words

if TYPE_CHECKING:
    from pathlib import Path

pa = pytest.importorskip("pyarrow")

ANSWERS = (
    "default_image,default_image_url,primary,additional,level,"
    "origin_catalog,origin_channel,origin_locale,fault"
)


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


def asked(files: Files, questions: bytes, name: str = "q.csv") -> tuple[int, list[dict[str, str]]]:
    """Ask a table, and give the exit code and the rows of the answers."""
    (files / name).write_bytes(questions)
    out = files / "answers.csv"
    done = run("ask", files / "shop.json", "--batch", files / name, "--out", out)
    assert done.returncode in {0, 1}, words(done)
    with out.open(encoding="utf-8", newline="") as file:
        return done.returncode, list(csv.DictReader(file))


def test_columns_that_do_not_ask_come_out_as_they_went_in(files: Files) -> None:
    """Nothing in them is taken for a number, a date, a truth or nothing."""
    cells = [
        "007",
        "1e5",
        "2026-01-02T03:04:05",
        "01/02/2026",
        "1.10",
        "+5",
        "TRUE",
        "NaN",
        "null",
        " a ",
        'a "b", c',
        "a\r\nb",
        "é",
        "",
        "99999999999999999999999",
    ]
    lines = ["mine,product"]
    lines += ['"{}",S1'.format(cell.replace('"', '""')) for cell in cells]
    status, rows = asked(files, "\n".join(lines).encode())
    assert status == 0
    assert [row["mine"] for row in rows] == cells
    assert {row["default_image"] for row in rows} == {"A1"}


@pytest.mark.parametrize("name", ["q.csv", "q.parquet"])
def test_a_record_id_that_is_none_is_the_fault_of_its_row(files: Files, name: str) -> None:
    """The others are answered, and the cell comes out as it was."""
    ids = ["5637150001", "x", "", "1.5", "-1", "0", "9" * 30, "18446744073709551615", "0005637150001", " 5"]
    products = [None, None, "S1", None, None, "S1", None, None, None, None]
    if name.endswith(".parquet"):
        import pyarrow.parquet as pq  # noqa: PLC0415 - it may not be there

        pq.write_table(pa.table({"record_id": ids, "product": products}), files / name)
        questions = (files / name).read_bytes()
    else:
        lines = [f"{id_},{product or ''}" for id_, product in zip(ids, products, strict=True)]
        questions = "\n".join(["record_id,product", *lines]).encode()
    status, rows = asked(files, questions, name)
    assert status == 1
    assert [row["record_id"] for row in rows] == ids
    bad = "bad_argument"
    assert [row["fault"] for row in rows] == ["", bad, "", bad, bad, bad, bad, bad, "", bad]
    assert [row["level"] != "" for row in rows] == [row["fault"] == "" for row in rows]


def test_a_table_of_record_ids_alone_may_have_bad_ones(files: Files) -> None:
    """No other column asks."""
    status, rows = asked(files, b"record_id\n5637150001\nx\n")
    assert (status, [row["fault"] for row in rows]) == (1, ["", "bad_argument"])


@pytest.mark.parametrize(
    ("text", "status", "says"),
    [
        (b"product,fault,primary\nS1,x,y\n", 2, "`fault` and `primary`, which the answers have, too"),
        (b"product,a,b,a\nS1,1,2,3\n", 3, "the column `a` is there twice"),
        (b"product,note\nS1,a\nS1,\xff\n", 3, "line 3: the text is not UTF-8"),
        ("product\nS1\n".encode("utf-16"), 3, "save it as UTF-8"),
        (b"", 3, "it is empty"),
        (b"\xef\xbb\xbf", 3, "it is empty"),
        (b"number\nS1\n", 3, "it has no column `product`, `variant` or `record_id`"),
        (b"product\nS1,2\n", 3, "line 2: it is no table of questions: 2 cells where the header has 1"),
    ],
)
def test_a_table_that_cannot_be_answered_says_why(files: Files, text: bytes, status: int, says: str) -> None:
    """And no answer is written."""
    (files / "bad.csv").write_bytes(text)
    done = run("ask", files / "shop.json", "--batch", files / "bad.csv", "--out", files / "never.csv")
    assert (done.returncode, done.stdout) == (status, b""), words(done)
    assert says in " ".join(words(done).split())
    assert not (files / "never.csv").exists()


def test_a_header_alone_is_a_table_without_questions(files: Files) -> None:
    """So are its answers."""
    (files / "q.csv").write_bytes(b"product,note\r\n")
    done = run("ask", files / "shop.json", "--batch", files / "q.csv", "--out", "-")
    assert (done.returncode, done.stdout.decode()) == (0, f"product,note,{ANSWERS}\r\n")


def test_the_mark_of_the_encoding_is_no_part_of_the_first_name(files: Files) -> None:
    """Spreadsheets write it."""
    status, rows = asked(files, b"\xef\xbb\xbfproduct\r\nS1\r\n")
    assert (status, rows[0]["product"], rows[0]["default_image"]) == (0, "S1", "A1")


def test_other_columns_of_parquet_keep_their_types(files: Files) -> None:
    """In .parquet; in .jsonl they are written as well as JSON can."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - it may not be there

    day = dt.date(2026, 1, 2)
    given = pa.table({"product": ["S1"], "day": [day], "size": pa.array([7], pa.int16())})
    pq.write_table(given, files / "typed.parquet")
    for name in ("out.parquet", "out.jsonl"):
        done = run("ask", files / "shop.json", "--batch", files / "typed.parquet", "--out", files / name)
        assert done.returncode == 0, words(done)
    found = pq.read_table(files / "out.parquet")
    assert found.select(given.column_names).equals(given)
    line: dict[str, Any] = json.loads((files / "out.jsonl").read_bytes())
    assert (line["day"], line["size"], line["default_image"]) == ("2026-01-02", 7, "A1")


def test_the_faults_are_counted_by_their_code(files: Files, tmp_path: Path) -> None:
    """For people."""
    (tmp_path / "q.csv").write_text("product,record_id\nno,\n,x\n,y\n", encoding="utf-8")
    arguments = ("ask", files / "shop.json", "--batch", tmp_path / "q.csv", "--out", tmp_path / "a.csv")
    assert "3 (1 not_found, 2 bad_argument)" in words(run(*arguments))
    assert told(run(*arguments, "--json"))["faults_in_all"] == 3


def test_an_output_without_a_table_is_refused(files: Files) -> None:
    """It would be written nowhere."""
    done = run("ask", files / "shop.json", "S1", "--out", files / "a.csv")
    assert (done.returncode, "`--batch`" in words(done)) == (2, True)


def refusal(files: Files, questions: bytes, name: str = "q.csv") -> str:
    """Ask a table that is refused, and give what is said; nothing is written."""
    (files / name).write_bytes(questions)
    out = files / "none.csv"
    done = run("ask", files / "shop.json", "--batch", files / name, "--out", out)
    assert done.returncode == 3, words(done)
    assert not out.exists()
    return " ".join(words(done).split())


@pytest.mark.parametrize(
    ("questions", "name", "said"),
    [
        (b'product,note\nS1,"abc\nS1,x\nS1,y\n', "q.csv", ["a quote is not closed", "line 2"]),
        (b'product\tnote\nS1\tx\nS1\t"oops\nS1\tx\n', "q.tsv", ["a quote is not closed", "line 3"]),
        (b'product,note\nS1,"Moss" jacket\n', "q.csv", ["expected after", "line 2", "quote the whole cell"]),
        (b"product,note\nS1,a,b\n", "q.csv", ["3 cells where the header has 2", "line 2"]),
        (b"product,Channel\nS1,128\n", "q.csv", ["`Channel` nearly asks", "name it `channel`"]),
        (b"product, channel\nS1,128\n", "q.csv", ["` channel` nearly asks"]),
        (b"product,chanel\nS1,128\n", "q.csv", ["`chanel` nearly asks", "name it `channel`"]),
        (b"number;channel\nS1;128\n", "q.csv", ["it has `number;channel`", "by commas"]),
    ],
)
def test_a_table_that_may_mean_something_else_is_refused(
    files: Files, questions: bytes, name: str, said: list[str]
) -> None:
    """Rather than rows that are swallowed, or answers for another place."""
    told_words = refusal(files, questions, name)
    assert [one for one in said if one not in told_words] == []


def test_quotes_within_a_cell_that_has_none_around_it_stay(files: Files) -> None:
    """As an inch in a note."""
    _, rows = asked(files, b'product,note\nS1,5" pipe\n')
    assert rows[0]["note"] == '5" pipe'


@pytest.mark.parametrize("head", [b"product", b"product,note"])
def test_an_empty_line_is_a_row(files: Files, head: bytes) -> None:
    """So that answers stand beside their questions; at the end there is none."""
    line = b"S1" + b",x" * head.count(b",")
    status, rows = asked(files, b"\n".join([head, line, b"", line, b"", b""]))
    assert status == 1
    assert [row["fault"] for row in rows] == ["", "bad_argument", ""]


def test_channels_that_nothing_is_known_of_are_told(files: Files) -> None:
    """Each once, and none to a program."""
    (files / "q.csv").write_bytes(b"product,channel\nS1,128\nS1,9128\nS1,9128\n")
    asks = ("ask", files / "shop.json", "--batch", files / "q.csv", "--out", files / "a.csv")
    done = run(*asks)
    assert " ".join(words(done).split()).count("nothing is known of the channel `9128`") == 1
    assert "nothing is known" not in words(run(*asks, "--json"))
    (files / "q.csv").write_bytes(b"product\nS1\n")
    assert "nothing is known of the channel `9`" in words(run(*asks, "--channel", "9"))


def test_the_report_says_which_columns_ask(files: Files) -> None:
    """What is no question is passed on."""
    (files / "q.csv").write_bytes(b"note,product\nx,S1\n")
    done = run("ask", files / "shop.json", "--batch", files / "q.csv", "--out", files / "a.csv", "--json")
    assert json.loads(done.stdout)["columns"] == ["product"]


def test_record_ids_of_a_typed_column_are_looked_at_as_texts_are(files: Files) -> None:
    """What is none from 1 on is refused in its row."""
    import pyarrow.parquet as pq  # noqa: PLC0415 - it is not always there

    pq.write_table(pa.table({"record_id": [-1, 0, None]}), files / "q.parquet")
    done = run("ask", files / "shop.json", "--batch", files / "q.parquet", "--out", files / "a.csv")
    assert done.returncode == 1
    with (files / "a.csv").open(encoding="utf-8", newline="") as file:
        assert [row["fault"] for row in csv.DictReader(file)] == ["bad_argument"] * 3
