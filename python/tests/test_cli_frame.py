"""The command as a program: exit codes, what it does with bad input, and its manners."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from command import SAMPLE, Files, environment, run, told, words
from typer.testing import CliRunner

import omnimedia as om
from omnimedia.cli import codes, main
from omnimedia.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Callable

FINE, FOUND, USAGE, BAD_INPUT, UNREADABLE = 0, 1, 2, 3, 4
COMMANDS = (
    "tour",
    "check",
    "import",
    "export",
    "migrate",
    "minimise",
    "flatten",
    "ask",
    "explain",
    "audit",
    "diff",
    "preview",
    "copy",
    "serve-preview",
)


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


def test_the_help_names_every_command_and_every_exit_code() -> None:
    """Without it nobody finds them."""
    done = run("--help")
    assert done.returncode == FINE
    text = done.stdout.decode()
    assert all(command in text for command in COMMANDS)
    assert all(f"{code} " in text for code in codes.MEANING)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(command: str) -> None:
    """And takes `--json`."""
    result = CliRunner().invoke(app, [command, "--help"], env={"COLUMNS": "100"})
    assert result.exit_code == FINE
    # where an environment has every page coloured, the name of an option is in two pieces
    assert "--json" in re.sub(r"\x1b\[[0-9;]*m", "", result.output)


def test_the_version_is_printed() -> None:
    """It is the package's."""
    assert run("--version").stdout.decode() == f"omnimedia {om.__version__}\n"


def test_nothing_at_all_is_answered_with_the_help() -> None:
    """And with the exit code of wrong arguments."""
    done = run()
    assert done.returncode == USAGE
    assert "Commands" in words(done) or "Ask a shop" in words(done)


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (["nothing"], USAGE, "no such command"),
        (["ask"], USAGE, "missing argument"),
        (["ask", "shop.json", "S1", "--nothing"], USAGE, "no such option"),
        (["ask", "shop.json", "S1", "--order", "sideways"], USAGE, "sideways"),
        (["ask", "shop.json", "S1", "--value", "Color"], USAGE, "--value Color=Blue"),
        (["ask", "shop.json", "S1", "--value", "Color=Blue", "--value", "Color=Red"], USAGE, "two values"),
        (["ask", "shop.json", "S1", "--locale", "not a locale"], USAGE, "locale"),
        (["ask", "shop.json", "S1", "--record-id", "0"], USAGE, "1"),
        (["ask", "shop.json"], USAGE, "nothing is asked for"),
        (["ask", "shop.json", "S1", "--record-id", "5"], USAGE, "one of the two"),
        (["ask", "shop.omni", "S1", "--order", "documented"], USAGE, "its own policy"),
        (["ask", "shop.json", "nothing"], BAD_INPUT, "`nothing`"),
        (["ask", "shop.omni", "nothing"], BAD_INPUT, "`nothing`"),
        (["ask", "shop.json", "S1", "--value", "Color=Green"], BAD_INPUT, "`Green`"),
        (["explain", "shop.json", "S1", "--variant", "nothing"], BAD_INPUT, "`nothing`"),
        (["explain", "shop.omni", "S1"], BAD_INPUT, "it is a snapshot"),
        (["flatten", "shop.omni", "--out", "x.omni"], BAD_INPUT, "it is a snapshot"),
        (["flatten", "shop.json"], USAGE, "--out"),
        (["flatten", "shop.json", "--out", "shop.json"], USAGE, "the same file"),
        (["flatten", "shop.json", "--out", "folder"], UNREADABLE, "it is a folder"),
        (["flatten", "shop.json", "--out", "nowhere/x.omni"], UNREADABLE, "cannot be written"),
        (["audit", "shop.omni"], BAD_INPUT, "it is a snapshot"),
        (["audit", "shop.json", "--check", "nothing"], USAGE, "nothing"),
        (["copy", "shop.json", "tenant.json", "--dry-run"], BAD_INPUT, "it is a publication"),
        (["copy", "tenant.json", "tenant.json"], USAGE, "--out"),
        (["import", "text.txt", "--products", "shop.json", "--dry-run"], BAD_INPUT, "it is text"),
        (["import", "text.txt", "--products", "shop.json"], USAGE, "--out"),
        (["serve-preview", "shop.json", "--host", "192.0.2.1"], USAGE, "this machine alone"),
        (["serve-preview", "shop.json", "--port", "70000"], USAGE, "no port"),
        (["check", "shop.json", "--products", "shop.json"], USAGE, "leave `--products`"),
    ],
)
def test_what_is_wrong_has_an_exit_code_and_an_advice(
    files: Files, arguments: list[str], code: int, says: str
) -> None:
    """For people on the standard error, for programs as JSON."""
    done = run(*arguments, cwd=files.folder)
    assert (done.returncode, done.stdout) == (code, b""), words(done)
    text = done.stderr.decode()
    assert says in text
    assert "→" in text
    assert "Traceback" not in text
    done = run(*arguments, "--json", cwd=files.folder)
    found = told(done)
    assert (done.returncode, found["status"]) == (code, code)
    assert says in json.dumps(found, ensure_ascii=False)
    assert found["faults"][0]["advice"]


COMMANDS_WITH_A_FILE: dict[str, list[str]] = {
    "check": ["FILE"],
    "ask": ["FILE", "S1"],
    "explain": ["FILE", "S1"],
    "flatten": ["FILE", "--out", "out"],
    "tour": ["FILE"],
    "export": ["FILE", "--out", "out"],
    "minimise": ["FILE", "--out", "out"],
    "audit": ["FILE"],
    "diff": ["FILE", "shop.json"],
    "preview": ["FILE", "--out", "out"],
    "serve-preview": ["FILE"],
    "copy": ["FILE", "tenant.json", "--dry-run"],
    "import": ["FILE", "--products", "shop.json", "--out", "out"],
    "migrate": ["text.txt", "--products", "FILE", "--out", "out"],
}
BAD_FILES = {
    "not-there": (UNREADABLE, "cannot be read"),
    "folder": (UNREADABLE, "it is a folder"),
    "empty": (BAD_INPUT, "empty"),
    "binary": (BAD_INPUT, "binary"),
    "text.txt": (BAD_INPUT, "text"),
    "list.json": (BAD_INPUT, "no object"),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", COMMANDS_WITH_A_FILE)
def test_every_command_refuses_what_is_no_such_file(
    files: Files, command: str, name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """Missing, a folder, empty, binary, or something else: each is told, and nothing is written."""
    monkeypatch.chdir(files.folder)
    arguments = [name if one == "FILE" else one for one in COMMANDS_WITH_A_FILE[command]]
    code, says = BAD_FILES[name]
    assert main([command, *arguments]) == code
    captured = capfd.readouterr()
    assert captured.out == ""
    assert name in captured.err
    assert says in captured.err
    assert not (files / "out").exists()
    assert not list(files.folder.glob("*.unfinished"))


@pytest.mark.parametrize("name", ["broken.json", "newer.json", "bad.json"])
@pytest.mark.parametrize("command", ["ask", "explain", "flatten", "audit", "export", "preview", "minimise"])
def test_faults_of_the_content_are_told_with_their_places(
    files: Files, command: str, name: str, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """By every command that reads a publication."""
    monkeypatch.chdir(files.folder)
    arguments = [name if one == "FILE" else one for one in COMMANDS_WITH_A_FILE[command]]
    assert main([command, *arguments, "--json"]) == BAD_INPUT
    found = json.loads(capfd.readouterr().out)
    assert (found["command"], found["file"]) == (command, name)
    assert all(fault["place"] and fault["message"] and fault["advice"] for fault in found["faults"])


def test_the_first_faults_are_told_and_how_many_more_there_are(files: Files) -> None:
    """All of them on demand, and for programs always."""
    bad = files / "bad.json"
    done = run("ask", bad, "S1")
    assert done.stderr.decode().count("✗ ") == 21
    assert "and 40 more" in words(done)
    assert "omnimedia check --all" in words(done)
    done = run("check", bad)
    assert (done.returncode, done.stdout.decode().count("✗ ")) == (FOUND, 20)
    assert run("check", bad, "--all").stdout.decode().count("✗ ") == 60
    assert len(told(run("check", bad, "--json"))["faults"]) == 60


def test_no_fault_is_a_traceback(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not even one of the command itself."""

    def broken(*_: Any) -> None:
        raise KeyError("on purpose")  # noqa: EM101, TRY003

    monkeypatch.setattr("omnimedia.cli.inputs.publication", broken)
    result = CliRunner().invoke(app, ["explain", str(files / "shop.json"), "S1"])
    assert result.exit_code == codes.INTERNAL
    assert "a fault of omnimedia itself" in result.output
    assert "Traceback" not in result.output


def test_a_broken_pipe_is_no_fault(files: Files) -> None:
    """Whoever reads the first line has read enough."""
    with subprocess.Popen(  # noqa: S603 - it is this package's own
        [sys.executable, "-m", "omnimedia", "check", "--all", str(files / "bad.json")],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as program:
        assert program.stdout is not None
        assert program.stderr is not None
        program.stdout.close()
        assert program.stderr.read() == b""
        assert program.wait(60) == FOUND


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is full")
@pytest.mark.parametrize("more", [[], ["--json"]])
def test_an_output_that_is_full_or_closed_is_no_traceback(files: Files, more: list[str]) -> None:
    """It is told, with an exit code: what was asked for has reached nobody."""
    for arguments in (["check", str(files / "shop.json"), *more], ["--help"]):
        command = [sys.executable, "-m", "omnimedia", *arguments]
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(  # noqa: S603 - it is this package's own
                command, stdout=full, stderr=subprocess.PIPE, check=False, env=environment()
            )
        assert done.returncode == UNREADABLE
        assert done.stderr.startswith("✗ the standard output: cannot be written: no space".encode())
        assert b"Traceback" not in done.stderr
        shell = ["/bin/sh", "-c", '"$@" >&- <&-', "sh", *command]
        done = subprocess.run(shell, capture_output=True, check=False, env=environment())  # noqa: S603
        assert done.returncode == UNREADABLE
        assert done.stderr.startswith("✗ the standard output: cannot be written: bad file".encode())
        assert b"Traceback" not in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_an_interrupt_ends_it_cleanly(tmp_path: Path) -> None:
    """While it waits for its input, and without a trace."""
    with subprocess.Popen(  # noqa: S603 - it is this package's own
        [sys.executable, "-m", "omnimedia", "flatten", "-", "--out", str(tmp_path / "out")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as program:
        wait_for(lambda: bool(list(tmp_path.iterdir())))
        program.send_signal(signal.SIGINT)
        out, err = program.communicate(timeout=60)
        assert (program.returncode, out) == (codes.INTERRUPTED, b"")
        assert b"Traceback" not in err
        assert b"interrupted" in err
    assert list(tmp_path.iterdir()) == []


def wait_for(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    for _ in range(600):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it took too long")


def test_the_standard_input_is_read_where_it_is_named(files: Files) -> None:
    """As `-`."""
    done = run("ask", "-", "S1", "--json", stdin=(files / "shop.json").read_bytes())
    assert told(done)["product"] == "S1"
    done = run("check", "-", "--json", stdin=(files / "shop.omni").read_bytes())
    assert told(done)["kind"] == "snapshot"
    assert "the standard input" in words(run("ask", "-", "S1", stdin=b"nothing"))


@pytest.mark.skipif(os.name == "nt", reason="rights of folders are POSIX's")
def test_a_folder_that_is_read_only_is_told(files: Files, tmp_path: Path) -> None:
    """With what to do."""
    tmp_path.chmod(0o500)
    through: tuple[str, ...] = ()
    if os.geteuid() == 0:
        # the superuser may write anywhere, unless that right is taken away
        setpriv = shutil.which("setpriv")
        if setpriv is None:
            pytest.skip("the superuser may write anywhere, and there is no setpriv to take that away")
        less = "-dac_override,-dac_read_search"
        through = (setpriv, "--bounding-set", less, "--inh-caps", less)
    done = run("flatten", files / "shop.json", "--out", tmp_path / "x.omni", through=through)
    assert done.returncode == UNREADABLE
    assert "permission denied" in words(done)


def test_without_typer_it_says_what_to_install(tmp_path: Path) -> None:
    """On one line, with an exit code of its own."""
    (tmp_path / "sitecustomize.py").write_text(
        "import importlib.util as u\nfind = u.find_spec\n"
        "u.find_spec = lambda name, *rest: None if name == 'typer' else find(name, *rest)\n",
        encoding="utf-8",
    )
    path = os.pathsep.join([str(tmp_path), *filter(None, [os.environ.get("PYTHONPATH")])])
    done = run("--help", env={"PYTHONPATH": path})
    assert done.returncode == codes.NOT_INSTALLED
    assert words(done) == "the command omnimedia needs `typer`: run `pip install 'omnimedia[cli]'`\n"


def test_the_package_does_not_import_the_command() -> None:
    """Nor what it needs."""
    script = (
        "import sys, omnimedia; print([name for name in ('typer', 'rich', 'click') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=environment())  # noqa: S603
    assert done.stdout.strip() == b"[]"


def test_the_command_does_not_import_what_few_commands_need() -> None:
    """So that it starts at once."""
    script = (
        "import sys; from omnimedia.cli.app import app; print([name for name in "
        "('matplotlib', 'numpy', 'pyarrow', 'http.server', 'rich.progress') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, env=environment())  # noqa: S603
    assert done.stdout.strip() == b"[]"


def test_bash_completes_commands_and_options() -> None:
    """By typer."""
    script = run(
        "--show-completion", env={"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1", "SHELL": "/bin/bash"}
    )
    assert script.returncode in {FINE, USAGE}
    asked = {"_OMNIMEDIA_COMPLETE": "complete_bash", "COMP_WORDS": "omnimedia mi", "COMP_CWORD": "1"}
    assert run(env=asked).stdout.decode().split() == ["migrate", "minimise"]
    asked = {"_OMNIMEDIA_COMPLETE": "complete_bash", "COMP_WORDS": "omnimedia ask --or", "COMP_CWORD": "2"}
    assert run(env=asked).stdout.decode().split() == ["--order"]
    done = run(env={"_OMNIMEDIA_COMPLETE": "source_bash"})
    assert "complete -o default -F _omnimedia_completion omnimedia" in done.stdout.decode()


def test_the_sample_is_that_of_the_library() -> None:
    """One shop, not two that may drift."""
    home = Path(om.__file__).parent / "cli" / "sample"
    for name in ("shop.jsonl", "README.md"):
        assert (home / name).read_bytes() == (SAMPLE / name).read_bytes()
