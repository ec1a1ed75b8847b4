"""The command `omnimedia`: what the library does, from a shell. It takes `pip install 'omnimedia[cli]'`."""

from __future__ import annotations

import importlib.util
import sys

from omnimedia.cli.codes import INTERRUPTED, NOT_INSTALLED


def main(arguments: list[str] | None = None) -> int:
    """Run the command, and give its exit code.

    Args:
        arguments: what stands behind the name of the command; `None` takes the process's own.

    """
    missing = [name for name in ("typer", "rich") if importlib.util.find_spec(name) is None]
    if missing:
        needs = " and ".join(f"`{name}`" for name in missing)
        print(  # noqa: T201 - there is nothing else to say it with
            f"the command omnimedia needs {needs}: run `pip install 'omnimedia[cli]'`", file=sys.stderr
        )
        return NOT_INSTALLED
    try:
        from omnimedia.cli.frame import run  # noqa: PLC0415 - it needs typer and rich
    except KeyboardInterrupt:
        return INTERRUPTED

    return run(sys.argv[1:] if arguments is None else arguments)
