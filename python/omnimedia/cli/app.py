"""The command line: its commands, and what its help says."""

from __future__ import annotations

from typing import Annotated

import typer

import omnimedia as om
from omnimedia.cli import (
    ask,
    check,
    codes,
    copy,
    flatten,
    manifests,
    migrate,
    minimise,
    preview,
    screen,
    serve,
)
from omnimedia.cli.tour import tour

# an empty line is where the help breaks one
_CODES = "\n\n".join(f"{code:<3}  {meaning}" for code, meaning in codes.MEANING.items())
_EPILOG = f"Exit codes:\n\n{_CODES}"

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


_ASKING, _MAKING = "Ask a shop", "Make files"
_LOOKING = "Look for what is wrong"
app.command(rich_help_panel=_ASKING)(tour)
app.command(rich_help_panel=_ASKING)(ask.ask)
app.command(rich_help_panel=_ASKING)(ask.explain)
app.command(rich_help_panel=_MAKING)(flatten.flatten)
app.command(rich_help_panel=_LOOKING)(check.check)
_BULK = "Media in bulk"
app.command("import", rich_help_panel=_BULK)(manifests.import_)
app.command(rich_help_panel=_BULK)(manifests.export)
app.command(rich_help_panel=_BULK)(migrate.migrate)
app.command(rich_help_panel=_BULK)(minimise.minimise)
app.command(rich_help_panel=_BULK)(copy.copy)
app.command(rich_help_panel=_LOOKING)(preview.preview)
app.command("serve-preview", rich_help_panel=_LOOKING)(serve.serve_preview)
