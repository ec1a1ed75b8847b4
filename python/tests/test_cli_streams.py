"""`-` as a file, the form that a name asks for, and arguments and files that cannot be read."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING, get_type_hints

import pytest
from command import Files, environment, run, told, words
from typer.models import ParameterInfo

import omnimedia as om
from omnimedia.cli.app import app
from shared import SHOP

if TYPE_CHECKING:
    from pathlib import Path

USAGE, BAD_INPUT, UNREADABLE = 2, 3, 4


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


def printed(*arguments: str | Path, files: Files, stdin: bytes = b"", status: int = 0) -> bytes:
    """Run a command that prints a file, and give it; the report is beside it."""
    done = run(*arguments, cwd=files.folder, stdin=stdin)
    assert done.returncode == status, words(done)
    assert "the standard output" in " ".join(done.stderr.decode().split())
    return done.stdout


def test_what_is_written_may_go_to_the_standard_output(files: Files) -> None:
    """Alone: what is said about it is on the standard error."""
    shop = om.Publication.from_dict(SHOP)
    assert printed("flatten", "shop.json", "--out", "-", files=files) == shop.flatten().to_bytes()
    manifest = printed("export", "shop.json", "--out", "-", files=files)
    (files / "x.tsv").write_bytes(manifest)
    assert told(run("check", "x.tsv", "--products", "shop.json", "--lenient", "--json", cwd=files.folder))
    assert om.Publication.from_json(printed("minimise", "shop.json", "-o", "-", files=files))
    copied = printed("copy", "tenant.json", "tenant.json", "-o", "-", files=files)
    assert om.Tenant.from_json(copied) == om.Tenant.load(files / "tenant.json")
    assert om.Publication.from_json(printed("tour", "--save", "-", files=files))
    assert printed("preview", "shop.json", "-o", "-", files=files).startswith(b"<!doctype html>")
    rows = printed("audit", "shop.json", "-o", "-", files=files, status=1)
    assert rows.splitlines()[0].startswith(b"check,")
    assert printed("diff", "shop.json", "shop.json", "-o", "-", files=files).count(b"\r\n") == 1
    into = ("--products", "shop.json", "--result", "-", "--dry-run", "--lenient")
    assert printed("import", "x.tsv", *into, files=files).splitlines()[0].startswith(b"EntityType")


def test_commands_go_one_into_the_other(files: Files) -> None:
    """Each reads the standard input, and writes the standard output."""
    snapshot = printed("flatten", "-", "-o", "-", files=files, stdin=(files / "tenant.jsonl").read_bytes())
    done = run("ask", "-", "S1", "--json", stdin=snapshot)
    assert told(done)["default_image"] == "A1"
    pytest.importorskip("pyarrow")
    arguments = ("ask", "shop.json", "--batch", "-", "-o", "-")
    answers = printed(*arguments, files=files, stdin=b"product\nS1\n")
    assert answers.splitlines()[1].startswith(b"S1,A1,")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["diff", "-", "-"], "the standard input is named twice"),
        (["import", "-", "--products", "-", "--dry-run"], "the standard input is named twice"),
        (["ask", "-", "--batch", "-", "--out", "x.csv"], "the standard input is named twice"),
        (["copy", "-", "-", "--dry-run"], "the standard input is named twice"),
        (["flatten", "shop.json", "--out", "-", "--json"], "both print on the standard output"),
        (["audit", "shop.json", "--plot", "-"], "a picture is not written on the standard output"),
        (["serve-preview", "-"], "cannot be read again"),
        (
            ["import", "-", "--products", "shop.json", "--out", "-", "--tenant-out", "-"],
            "`--out` and `--tenant-out` both name the standard output",
        ),
    ],
)
def test_where_a_stream_cannot_be_it_is_refused(files: Files, arguments: list[str], says: str) -> None:
    """Before anything is read."""
    done = run(*arguments, cwd=files.folder)
    assert (done.returncode, says in " ".join(words(done).split())) == (USAGE, True), words(done)


def test_nothing_is_printed_of_a_file_that_cannot_be_made(files: Files) -> None:
    """All of it, or nothing; no file is called `-`."""
    done = run("flatten", "bad.json", "--out", "-", cwd=files.folder)
    assert (done.returncode, done.stdout) == (BAD_INPUT, b"")
    assert not (files / "-").exists()


@pytest.mark.skipif(os.name == "nt", reason="pipes end otherwise there")
def test_whoever_reads_the_output_may_go_away(files: Files) -> None:
    """That is no fault."""
    with subprocess.Popen(  # noqa: S603 - it is this package's own
        [sys.executable, "-m", "omnimedia", "preview", str(files / "shop.json"), "-o", "-"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert (program.stderr.read(), program.wait(60)) == (b"", 0)


@pytest.mark.parametrize("name", ["a.json", "a.jsonl", "a.ndjson", "a.txt", "a", "A.JSONL"])
def test_a_name_asks_for_the_form_that_save_writes(files: Files, tmp_path: Path, name: str) -> None:
    """One rule for the library and the command: lines where the name says so, one object elsewhere."""
    shop = om.Publication.load(files / "shop.json")
    shop.save(tmp_path / name)
    saved = (tmp_path / name).read_bytes()
    tenant_out = tmp_path / "out" / name
    tenant_out.parent.mkdir()
    assert run("copy", files / "tenant.json", files / "tenant.json", "-o", tenant_out).returncode == 0
    tenant = om.Tenant.load(files / "tenant.json")
    tenant.save(tmp_path / name)
    assert tenant_out.read_bytes() == (tmp_path / name).read_bytes()
    assert run("minimise", files / "shop.json", "-o", tenant_out).returncode == 0
    assert tenant_out.read_bytes().count(b"\n{") == saved.count(b"\n{")
    assert run("tour", "--save", tenant_out).returncode == 0
    is_lines = name.lower().endswith(("jsonl", "ndjson"))
    assert (len(tenant_out.read_bytes().splitlines()) > 1) is is_lines


@pytest.mark.skipif(os.name == "nt", reason="rights of files are POSIX's")
def test_a_file_that_may_not_be_read_is_told_as_the_system_says_it(files: Files, tmp_path: Path) -> None:
    """With the exit code of what cannot be read, by every command."""
    secret = tmp_path / "secret.json"
    secret.write_bytes((files / "shop.json").read_bytes())
    secret.chmod(0)
    through: tuple[str, ...] = ()
    if os.geteuid() == 0:
        # the superuser may read anything, unless that right is taken away
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("the superuser may read anything, and there is no setpriv to take that away")
        less = "-dac_override,-dac_read_search"
        through = (setpriv, "--bounding-set", less, "--inh-caps", less)
    for arguments in (
        ("check", secret),
        ("ask", secret, "S1"),
        ("diff", files / "shop.json", secret),
        ("import", secret, "--products", files / "shop.json", "--dry-run"),
        ("migrate", files / "text.txt", "--products", secret, "--out", tmp_path / "o"),
    ):
        done = run(*arguments, through=through)
        assert (done.returncode, "permission denied" in words(done)) == (UNREADABLE, True), words(done)
    # what is written in its place is not read
    done = run("flatten", files / "shop.json", "--out", secret, through=through)
    assert done.returncode == 0, words(done)


def test_no_file_is_looked_at_before_its_command() -> None:
    """Typer would tell of it in its own words, as of a wrong argument."""
    seen = 0
    for info in app.registered_commands:
        assert info.callback is not None
        for kind in get_type_hints(info.callback, include_extras=True).values():
            if "Path" in str(kind):
                (told_of,) = (one for one in kind.__metadata__ if isinstance(one, ParameterInfo))
                assert told_of.readable is False
                seen += 1
    assert seen > 30


NO_TEXT = os.fsdecode(b"\xff")


@pytest.mark.skipif(os.name == "nt", reason="arguments are text there")
@pytest.mark.parametrize(
    "arguments",
    [
        [NO_TEXT],
        ["ask", "shop.json", NO_TEXT],
        ["ask", "shop.json", "S1", "--value", NO_TEXT],
        ["ask", "shop.json", "S1", "--value", f"Color={NO_TEXT}"],
        ["ask", "shop.json", "S1", "--locale", NO_TEXT],
        ["ask", "shop.json", "S1", "--order", NO_TEXT],
        ["ask", "shop.json", "S1", f"--{NO_TEXT}"],
        ["ask", "shop.json", "--record-id", NO_TEXT],
        ["ask", "shop.json", "--record-id", "9" * 30],
        ["ask", "shop.json", "--record-id", "9" * 5000],
        ["explain", "shop.json", "S1", "--channel", NO_TEXT],
        ["audit", "shop.json", "--check", NO_TEXT],
        ["diff", "shop.json", "shop.json", "--product", NO_TEXT],
        ["export", "shop.json", "--out", "o", "--category", NO_TEXT],
        ["export", "shop.json", "--out", "o", "--if-exists", NO_TEXT],
        ["minimise", "shop.json", "--out", "o", "--user", NO_TEXT],
        ["preview", "shop.json", "--out", "o", "--title", NO_TEXT],
        ["serve-preview", "shop.json", "--port", "9" * 30],
        ["copy", "tenant.json", "tenant.json", "--dry-run", "--channel", f"{NO_TEXT}=5"],
        ["import", "text.txt", "--products", "shop.json", "--dry-run", "--user", NO_TEXT],
        ["migrate", "text.txt", "--products", "shop.json", "--out", "o", "--base-url", NO_TEXT],
    ],
)
def test_an_argument_that_is_no_text_or_too_large_is_wrong(files: Files, arguments: list[str]) -> None:
    """Not a fault of omnimedia itself."""
    done = run(*arguments, cwd=files.folder)
    assert (done.returncode, done.stdout) == (USAGE, b""), words(done)
    assert "→" in words(done)
    done = run(*arguments, "--json", cwd=files.folder)
    assert told(done)["status"] == USAGE


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf",
        b"\xff\xfe",
        b"\xef\xbb\xbf \r\n",
        "\u2003\n".encode(),
        b'{"a":' + b"[" * 100_000,
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"omnimedia":"publication/1","products":[{"number":"\\ud800"}]}',
    ],
)
def test_a_file_that_is_nothing_is_bad_input(files: Files, content: bytes) -> None:
    """A lone mark of an encoding, what is deeper or longer than any number: each is told as such."""
    (files / "odd").write_bytes(content)
    for arguments in (["ask", "odd", "S1"], ["diff", "odd", "odd"], ["export", "odd", "--out", "o"]):
        done = run(*arguments, cwd=files.folder)
        assert (done.returncode, done.stdout) == (BAD_INPUT, b""), words(done)
    done = run("check", "odd", "--json", cwd=files.folder)
    assert done.returncode in {1, BAD_INPUT}
    assert json.loads(done.stdout)["faults"]


def test_one_of_something_is_told_in_the_singular(files: Files) -> None:
    """Of every count that people read."""
    for arguments in (
        ("import", "one.tsv", "--products", "shop.json", "--dry-run", "--lenient"),
        ("ask", "shop.json", "--batch", "one.csv", "--out", "answers.csv"),
        ("migrate", "one.txt", "--products", "shop.json", "--out", "o.tsv"),
        ("diff", "shop.json", "none.json"),
    ):
        (files / "one.tsv").write_text("EntityType\tInternalMediaId\n\tX\n", encoding="utf-8")
        (files / "one.csv").write_text("product\nS1\n", encoding="utf-8")
        (files / "one.txt").write_text("nobody.png\n", encoding="utf-8")
        (files / "none.json").write_text('{"omnimedia": "publication/1"}', encoding="utf-8")
        text = words(run(*arguments, cwd=files.folder))
        for line in text.splitlines():
            name, _, many = line.strip().partition("  ")
            assert not (many.strip().startswith("1 ") or many.strip() == "1") or not name.endswith("s"), text


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="such names are POSIX's")
def test_a_name_of_a_stream_is_written_to(files: Files) -> None:
    """It is no place that a file could be put in."""
    done = run("flatten", "shop.json", "--out", "/dev/stderr", "--json", cwd=files.folder)
    assert (done.returncode, done.stderr) == (0, om.Publication.from_dict(SHOP).flatten().to_bytes())


@pytest.mark.skipif(os.name == "nt", reason="there is no device that is full")
def test_a_standard_output_that_is_full_is_told(files: Files) -> None:
    """As any other file is."""
    if not os.path.exists("/dev/full"):  # noqa: PTH110 - for this alone
        pytest.skip("there is no device that is full")
    with open("/dev/full", "wb") as full:  # noqa: PTH123 - for this alone
        done = subprocess.run(  # noqa: S603 - it is this package's own
            [sys.executable, "-m", "omnimedia", "export", str(files / "shop.json"), "-o", "-"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            env=environment(),
        )
    assert done.returncode == UNREADABLE
    assert done.stderr.startswith("✗ the standard output: cannot be written: no space".encode())
