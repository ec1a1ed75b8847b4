"""How it looks: colours and progress on a terminal, plain text elsewhere, and nothing that breaks one."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from command import SAMPLE, Files, environment, run, words
from hypothesis import given
from hypothesis import strategies as st

from omnimedia.cli.words import count, joined, listed, size, took, visible

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

pty = pytest.importorskip("pty", reason="pseudo-terminals are POSIX's")

COLOUR = re.compile(r"\x1b\[[0-9;]*m")
SHOP = str(SAMPLE / "shop.jsonl")


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


def on_a_terminal(
    *arguments: str | Path, env: Mapping[str, str] | None = None, wide: int = 100
) -> tuple[int, str]:
    """Run the command on a pseudo-terminal; give its exit code and the screen."""
    import fcntl  # noqa: PLC0415 - POSIX's
    import struct  # noqa: PLC0415 - for this alone
    import termios  # noqa: PLC0415 - POSIX's

    ours, theirs = os.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, wide, 0, 0))
    with subprocess.Popen(  # noqa: S603 - it is this package's own
        [sys.executable, "-m", "omnimedia", *map(str, arguments)],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        env=environment(env),
    ) as program:
        os.close(theirs)
        screen = b""
        while True:
            try:
                piece = os.read(ours, 1 << 16)
            except OSError:
                break
            if not piece:
                break
            screen += piece
        status = program.wait(60)
    os.close(ours)
    return status, screen.decode(errors="replace").replace("\r\n", "\n")


def test_a_terminal_has_colours_and_a_pipe_has_none(files: Files) -> None:
    """The words are the same."""
    commands: list[list[str | Path]] = [
        ["ask", files / "shop.json", "S1"],
        ["check", files / "bad.json"],
        ["explain", files / "shop.json", "S1"],
    ]
    for command in commands:
        _, screen = on_a_terminal(*command)
        assert COLOUR.search(screen)
        plain = run(*command).stdout.decode()
        assert "\x1b" not in plain
        bare = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen)
        shown = {line.rpartition("\r")[2].rstrip() for line in bare.splitlines()}
        assert set(plain.splitlines()) <= shown


@pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
def test_who_wants_no_colours_has_none(files: Files, env: dict[str, str]) -> None:
    """By the variable that all programs share, or by a terminal without."""
    _, screen = on_a_terminal("ask", files / "shop.json", "S1", env=env)
    assert not COLOUR.search(screen)


def test_a_narrow_terminal_is_enough(files: Files) -> None:
    """Text goes on in the next line, and nothing is lost."""
    status, screen = on_a_terminal("ask", files / "shop.json", "S1", wide=40, env={"NO_COLOR": "1"})
    assert status == 0
    lines = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", screen).splitlines()
    assert max(len(line.rstrip()) for line in lines) <= 40
    assert "a1.png" in "".join(line.strip() for line in lines)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX's")
def test_long_work_shows_how_far_it_is_and_cleans_up(tmp_path: Path) -> None:
    """On the terminal, and only there; what is done at once does not flicker."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def write_late() -> None:
        with pipe.open("wb") as to:
            time.sleep(1.5)
            to.write((SAMPLE / "shop.jsonl").read_bytes())

    for is_json in (False, True):
        threading.Thread(target=write_late, daemon=True).start()
        more = ["--json"] if is_json else []
        status, screen = on_a_terminal("flatten", pipe, "--out", tmp_path / "x.omni", *more)
        assert status == 0
        assert ("reading the publication" in screen) is not is_json
        # the line of the bar is erased
        assert ("\x1b[2K" in screen) is not is_json
        assert ("written" in screen) is not is_json
    _, screen = on_a_terminal("ask", SHOP, "Q1001")
    assert screen.count("reading") == 0


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252", "cp437"])
def test_a_terminal_that_cannot_show_a_character_shows_another(files: Files, encoding: str) -> None:
    """And the command goes on."""
    env = {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    for command in (
        ["tour"],
        ["explain", SHOP, "Q1001"],
        ["check", files / "bad.json"],
        ["--help"],
        ["ask", SHOP, "nö"],
    ):
        done = run(*command, env=env)
        assert done.returncode in {0, 1, 3}, done.stderr
        assert b"Traceback" not in done.stderr
        (done.stdout + done.stderr).decode(encoding)
    if encoding == "ascii":
        assert b"+- default image" in run("explain", SHOP, "Q1001", env=env).stdout
        asked = run("ask", SHOP, "Q1004", "--locale", "zh-Hant", "--json", env=env)
        assert "雨" in json.dumps(json.loads(asked.stdout), ensure_ascii=False)


def test_file_names_that_are_no_text_are_told(tmp_path: Path) -> None:
    """As they are, in a way that can be shown."""
    name = os.fsdecode(b"caf\xe9.json")
    done = run("ask", tmp_path / name, "S1")
    assert done.returncode == 4
    assert b"\\u{dce9}" in done.stderr
    (tmp_path / "a\nb[red].json").write_text("x", encoding="utf-8")
    done = run("ask", tmp_path / "a\nb[red].json", "S1")
    assert "a\\nb[red].json" in words(done)


@given(st.text())
def test_visible_text_is_one_line_that_no_terminal_obeys(text: str) -> None:
    """Whatever it holds."""
    shown = visible(text)
    assert len(shown.splitlines()) <= 1
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", shown)
    assert visible(shown) == shown


def test_numbers_are_told_as_people_read_them() -> None:
    """With their thousands apart."""
    assert count(1, "row") == "1 row"
    assert count(12345, "category", "categories") == "12,345 categories"
    assert listed(["a", "b", "c", "d"], 2) == "a, b and 2 more"
    assert listed(["a", "b", "c"], 2) == "a, b, c"
    assert (size(1), size(999), size(118208), size(5_000_000_000)) == (
        "1 byte",
        "999 bytes",
        "118.2 kB",
        "5.0 GB",
    )
    assert (took(0.0000021), took(0.0123), took(3.14159)) == ("2 µs", "12.3 ms", "3.14 s")
    assert joined(["a", "b", "c"]) == "a, b or c"
