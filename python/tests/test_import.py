"""The package imports, and says which it is."""

import importlib.metadata
import re
import sys
from pathlib import Path

import omnimedia as om
from omnimedia import _native


def test_the_version_is_that_of_the_wheel() -> None:
    """One version, not two that may drift."""
    assert om.__version__ == importlib.metadata.version("omnimedia")


def test_the_native_half_is_built_for_the_stable_abi() -> None:
    """One file serves this and every later CPython."""
    match = re.fullmatch(r"cp(\d)(\d+)-abi3", om.ABI)
    assert match is not None
    assert sys.version_info[:2] >= (int(match[1]), int(match[2]))
    file = _native.__file__
    assert file is not None
    assert ".abi3." in Path(file).name or file.endswith(".pyd")


def test_the_package_tells_type_checkers_that_it_is_typed() -> None:
    """The marker and the stubs are in the wheel."""
    home = Path(om.__file__).parent
    assert (home / "py.typed").is_file()
    assert (home / "_native.pyi").is_file()


def test_the_public_names_are_there() -> None:
    """What `__all__` promises can be had."""
    assert all(hasattr(om, name) for name in om.__all__)
