"""The options that commands share, and what they come to."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

import omnimedia as om
from omnimedia.cli import codes
from omnimedia.cli.refusal import Refusal, Wrong

_CONTEXT = "Where is asked"
_POLICY = "Which rules hold"

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON on the standard output, for programs.")]
All = Annotated[bool, typer.Option("--all", help="List everything that was found, not only the first.")]
File = Annotated[
    Path,
    typer.Argument(
        metavar="FILE", help="A publication, or a tenant; `-` is the standard input.", readable=False
    ),
]
Channel = Annotated[
    str | None,
    typer.Option(metavar="NUMBER", help="The channel; without it, Omnichannel.", rich_help_panel=_CONTEXT),
]
Locale = Annotated[
    str | None,
    typer.Option(
        metavar="TAG", help="The locale, such as fr-CA; without it, Neutral.", rich_help_panel=_CONTEXT
    ),
]
Catalog = Annotated[
    str | None,
    typer.Option(
        metavar="NUMBER", help="The catalog; without it, the default catalog.", rich_help_panel=_CONTEXT
    ),
]
Order = Annotated[
    Literal["locale-first", "channel-first", "documented"] | None,
    typer.Option(help="In which order contexts are tried; locale-first.", rich_help_panel=_POLICY),
]
Parents = Annotated[
    Literal["none", "truncate", "cldr"] | None,
    typer.Option(help="What a locale falls back to; truncate.", rich_help_panel=_POLICY),
]
Inheritance = Annotated[
    Literal["severed", "context-first", "entity-first"] | None,
    typer.Option(help="Which sets may speak after the nearest; severed.", rich_help_panel=_POLICY),
]
AltSource = Annotated[
    Literal["asset", "product"] | None,
    typer.Option(help="Where alt texts come from; asset.", rich_help_panel=_POLICY),
]


def policy(
    order: str | None, parents: str | None, inheritance: str | None, alt_source: str | None
) -> om.Policy | None:
    """Give the policy that was asked for; `None` where none was."""
    given = {"order": order, "parents": parents, "inheritance": inheritance, "alt_source": alt_source}
    said = {name: word for name, word in given.items() if word is not None}
    return om.Policy(**said) if said else None


def context(channel: str | None, locale: str | None, catalog: str | None) -> om.Context:
    """Give the context that was asked for."""
    try:
        return om.Context(channel=channel, locale=locale, catalog=catalog)
    except om.Fault as fault:
        raise Refusal(codes.USAGE, [Wrong.of(one) for one in fault.faults]) from None


def values(pairs: list[str] | None) -> dict[str, str]:
    """Give the values that were selected, of `Dimension=Value` each."""
    selected: dict[str, str] = {}
    for pair in pairs or []:
        dimension, equals, value = pair.partition("=")
        if not (dimension and equals and value):
            raise Refusal.usage(f"`{pair}` is no value of a dimension", "write it as `--value Color=Blue`")
        if selected.setdefault(dimension, value) != value:
            what = f"`{dimension}` has two values, `{selected[dimension]}` and `{value}`"
            raise Refusal.usage(what, "select one of them")
    return selected
