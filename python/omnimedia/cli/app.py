"""The command line: its commands, and what its help says."""

from __future__ import annotations

from typing import Annotated

import typer

import omnimedia as om
from omnimedia.cli import (
    ask,
    audit,
    check,
    codes,
    copy,
    diff,
    export,
    flatten,
    manifests,
    migrate,
    minimise,
    preview,
    screen,
    serve,
)
from omnimedia.cli.tour import tour

_CODES = "\n".join(f"{code:<3}  {meaning}" for code, meaning in codes.MEANING.items())
_EPILOG = f"Exit codes:\n{_CODES}"

app = typer.Typer(
    name="omnimedia",
    rich_markup_mode="rich",
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["--help", "-h"]},
    epilog=_EPILOG,
)


def _version(asked: bool) -> None:  # noqa: FBT001 - typer calls it so
    if asked:
        print(f"omnimedia {om.__version__}")  # noqa: T201
        raise typer.Exit


@app.callback(invoke_without_command=True)
def omnimedia(
    context: typer.Context,
    *,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Which pictures, videos, documents and swatches does this product show, here, in this language.

    Each command tells with `--help` what it does and takes.
    """
    screen.prepare()
    if context.invoked_subcommand is None and not version:
        typer.echo(context.get_help())
        raise typer.Exit(codes.USAGE)


_ASKING, _LOOKING, _BULK = "Ask a shop", "Look for what is wrong, and for what changes", "Media in bulk"
for _name, _panel, _command in (
    ("tour", _ASKING, tour),
    ("ask", _ASKING, ask.ask),
    ("explain", _ASKING, ask.explain),
    ("flatten", _ASKING, flatten.flatten),
    ("check", _LOOKING, check.check),
    ("audit", _LOOKING, audit.audit),
    ("diff", _LOOKING, diff.diff),
    ("preview", _LOOKING, preview.preview),
    ("serve-preview", _LOOKING, serve.serve_preview),
    ("import", _BULK, manifests.import_),
    ("export", _BULK, export.export),
    ("migrate", _BULK, migrate.migrate),
    ("minimise", _BULK, minimise.minimise),
    ("copy", _BULK, copy.copy),
):
    app.command(_name, rich_help_panel=_panel)(_command)
