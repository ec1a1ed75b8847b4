"""The page of the command is true: every example in it runs, ends as it says, and prints what it shows."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import NamedTuple

import pytest
from command import SAMPLE, run, words
from typer.core import TyperGroup
from typer.main import get_command

from omnimedia.cli import codes
from omnimedia.cli.app import app

PAGE = Path(__file__).parents[2] / "docs" / "command.md"


class Example(NamedTuple):
    """A command line of the page, how it ends, and lines of what it prints."""

    arguments: list[str]
    status: int
    shows: list[str]


def examples() -> list[Example]:
    """Read the page."""
    found: list[Example] = []
    for block in re.findall(r"```console\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL):
        for line in block.splitlines():
            if line.startswith("$ "):
                words = shlex.split(line[2:], comments=True)
                status = re.search(r"#\s*(\d+)\s*$", line)
                found.append(Example(words[1:], int(status[1]) if status else 0, []))
            else:
                found[-1].shows.append(line)
    return found


def test_every_example_of_the_page_runs(tmp_path: Path) -> None:
    """One after the other, in one folder; but for the one that goes on until it is ended."""
    for name in ("manifest.tsv", "names.txt"):
        shutil.copy(SAMPLE / name, tmp_path)
    pytest.importorskip("pyarrow")
    pytest.importorskip("matplotlib")
    questions = "product,channel,locale\nQ1001,007,fr-CA\n1001-MOSS-M,,\n"
    (tmp_path / "questions.csv").write_text(questions, encoding="utf-8")
    ran = set()
    for example in examples():
        ran.add(example.arguments[0])
        if example.arguments[0] == "serve-preview":
            continue
        done = run(*example.arguments, cwd=tmp_path)
        assert done.returncode == example.status, (example.arguments, words(done))
        missing = [line for line in example.shows if line not in done.stdout.decode().splitlines()]
        assert not missing, (example.arguments, words(done))
    assert len(ran) == 14


def test_the_page_has_the_exit_codes() -> None:
    """In a table, as the help has them."""
    page = PAGE.read_text(encoding="utf-8")
    assert [int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)] == list(codes.MEANING)


def test_the_page_has_every_option_that_it_names() -> None:
    """A name that no command has would lead people astray.

    The commands are asked, not their help: a page is cut and coloured as the environment wants it.
    """
    page = PAGE.read_text(encoding="utf-8")
    named = set(re.findall(r"(--[a-z][a-z-]+)", page)) - {"--install-completion"}
    whole = get_command(app)
    assert isinstance(whole, TyperGroup)
    options = {
        option
        for command in (whole, *whole.commands.values())
        for parameter in command.params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert named <= options | {"--help"}, named - options
