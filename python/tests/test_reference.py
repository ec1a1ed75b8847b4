"""The reference is whole: everything public has a docstring that names its arguments, and examples run."""

from __future__ import annotations

import doctest
import importlib
import importlib.util
import inspect
import re
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

import omnimedia as om
from shared import lacking

if TYPE_CHECKING:
    from collections.abc import Iterator

INDEX = Path(__file__).parents[2] / "docs" / "python" / "README.md"
MODULES = ["omnimedia", "omnimedia.forms", "omnimedia.spark"]


def module(name: str) -> ModuleType:
    """Import a module; skip, by name, where what it takes is not there."""
    if name == "omnimedia.spark" and importlib.util.find_spec("pyspark") is None:
        lacking("pyspark")
    return importlib.import_module(name)


def public(of: ModuleType) -> Iterator[tuple[str, Any]]:
    """Give everything public of a module, by its full name: it, its classes and functions, their members."""
    yield of.__name__, of
    for name in getattr(of, "__all__", None) or [name for name in vars(of) if not name.startswith("_")]:
        thing = getattr(of, name)
        # constants have no docstring of their own, and what a module imports is told elsewhere
        if not callable(thing) or (of is not om and thing.__module__ != of.__name__):
            continue
        yield f"{of.__name__}.{name}", thing
        if inspect.isclass(thing):
            for member, value in vars(thing).items():
                if not member.startswith("_"):
                    function = value.__func__ if isinstance(value, staticmethod) else value
                    yield f"{of.__name__}.{name}.{member}", function


def everything() -> list[tuple[str, Any]]:
    """Give everything public."""
    return [one for name in MODULES for one in public(module(name))]


def arguments(thing: Any) -> list[str]:
    """Give the arguments that its signature has; of a class those that make one."""
    if (
        isinstance(thing, ModuleType)
        or not callable(thing)
        or (inspect.isclass(thing) and not _is_made(thing))
    ):
        return []
    return [name for name in inspect.signature(thing).parameters if name not in {"self", "cls"}]


def _is_made(thing: type) -> bool:
    """Tell whether callers make it, rather than the library."""
    return thing.__module__ == "omnimedia" and getattr(thing, "__text_signature__", None) is not None


def told(docstring: str) -> set[str]:
    """Give the arguments that a docstring tells of, in its section `Args:`."""
    section = re.search(r"^( *)Args:\n((?:\1 +.*\n?|\s*\n)+)", docstring + "\n", re.MULTILINE)
    if section is None:
        return set()
    names = re.findall(r"^ *((?:\w+, )*\w+): ", section[2], re.MULTILINE)
    return {name for line in names for name in line.split(", ")}


def test_everything_public_has_a_docstring() -> None:
    """Modules, classes, functions, methods, properties."""
    found = everything()
    assert len(found) > 250
    assert not [name for name, thing in found if not (inspect.getdoc(thing) or "").strip()]


def test_every_argument_is_told() -> None:
    """In the section `Args:` of its docstring."""
    lost = {
        name: sorted(set(arguments(thing)) - told(inspect.getdoc(thing) or ""))
        for name, thing in everything()
    }
    assert not {name: names for name, names in lost.items() if names}


def test_no_argument_is_told_that_is_not_there() -> None:
    """A name that changed would lead people astray."""
    lost = {
        name: sorted(told(inspect.getdoc(thing) or "") - set(arguments(thing)))
        for name, thing in everything()
        if callable(thing)
    }
    assert not {name: names for name, names in lost.items() if names}


def test_every_example_runs() -> None:
    """Also those of native classes, which doctest does not find by itself."""
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    printed: list[str] = []
    ran = 0
    for name, thing in everything():
        docstring = inspect.getdoc(thing) or ""
        assert ("Example:" in docstring) == (">>>" in docstring), name
        test = parser.get_doctest(docstring, {}, name, None, 0)
        ran += bool(test.examples)
        runner.run(test, out=printed.append)
    assert ran > 10
    assert not printed, "".join(printed)


def test_the_reference_is_built_without_a_warning(tmp_path: Path) -> None:
    """By the command that the index of the pages has."""
    for package in ("pdoc", "pyspark"):
        if importlib.util.find_spec(package) is None:
            lacking(package)
    line = re.search(r"^python (-m pdoc .*) -o \S+$", INDEX.read_text(encoding="utf-8"), re.MULTILINE)
    assert line is not None
    # what pyspark says of pandas 3 is no warning of ours
    quiet = ["-W", "error::UserWarning", "-W", "ignore:PySpark does not yet fully support pandas"]
    command = [sys.executable, *quiet, *line[1].split(), "-o", str(tmp_path)]
    built = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)  # noqa: S603 - our own
    assert (built.returncode, built.stderr) == (0, "")
    page = (tmp_path / "omnimedia.html").read_text(encoding="utf-8")
    for name in om.__all__:
        assert f'id="{name}"' in page, name
    assert {path.name for path in (tmp_path / "omnimedia").glob("*.html")} >= {"forms.html", "spark.html"}
    assert "broadcast" in (tmp_path / "omnimedia" / "spark.html").read_text(encoding="utf-8")
