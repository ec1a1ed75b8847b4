"""`copy`: media and documents from one tenant into another."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any, Literal

import typer

import omnimedia as om
from omnimedia.cli import codes, inputs, known, options, screen
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.manifests import User
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import MOST, Refusal
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, number

_ABOUT = {
    "created": ("new there", "green"),
    "updated": ("there otherwise", "green"),
    "equal": ("there already", ""),
    "kept": ("left as the destination has it", ""),
    "dropped": ("of a channel or locale that is dropped", "dim"),
    "not_published": ("of which there is nothing to copy", "dim"),
    "refused": ("could not be copied", "yellow"),
}


def _mapped(pairs: list[str] | None, option: str) -> dict[str, str | None]:
    """Read `128=5`, which maps, `128=`, which maps to Omnichannel or Neutral, and `129`, which drops."""
    mapped: dict[str, str | None] = {}
    for pair in pairs or []:
        source, equals, destination = pair.partition("=")
        if source in mapped:
            raise Refusal.usage(f"`{source}` is mapped twice", f"give `{option} {source}=…` once")
        mapped[source] = destination if equals else None
    return mapped


@command
def copy(
    source: Annotated[
        Path,
        typer.Argument(
            metavar="SOURCE", help="The tenant that is read; `-` is the standard input.", readable=False
        ),
    ],
    destination: Annotated[
        Path,
        typer.Argument(metavar="DESTINATION", help="The tenant into which it is copied.", readable=False),
    ],
    *,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Where the destination is written as it is then.",
            readable=False,
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write nothing.")
    ] = False,
    on_conflict: Annotated[
        Literal["keep-destination", "replace", "keep-latest"],
        typer.Option(help="What becomes of what both have, and not the same."),
    ] = "keep-destination",
    drafts: Annotated[bool, typer.Option("--drafts", help="Copy the latest drafts, too.")] = False,
    channel: Annotated[
        list[str] | None,
        typer.Option(
            metavar="FROM=TO",
            help="Map a channel, or drop it by its number alone; may be given more than once.",
        ),
    ] = None,
    locale: Annotated[
        list[str] | None, typer.Option(metavar="FROM=TO", help="Map a locale, or drop it by its tag alone.")
    ] = None,
    drop_other_channels: Annotated[
        bool,
        typer.Option("--drop-other-channels", help="Drop every channel that is not mapped, but Omnichannel."),
    ] = False,
    drop_other_locales: Annotated[
        bool, typer.Option("--drop-other-locales", help="Drop every locale that is not mapped, but Neutral.")
    ] = False,
    product: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER", help="Only this product, with its assets; may be repeated."),
    ] = None,
    category: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="Only this category, with its assets.")
    ] = None,
    user: User = "omnimedia",
    all_of_them: options.All = False,
    as_json: options.AsJson = False,
) -> int:
    """Copy media from one tenant into another, each item whole or not at all. Again copies nothing new."""
    if out is None and not dry_run:
        raise Refusal.usage("the copy would be nowhere", "give `--out FILE`, or try it with `--dry-run`")
    channels, locales = _mapped(channel, "--channel"), _mapped(locale, "--locale")
    chosen: dict[str, Any] = {"products": product or None, "categories": category or None}
    # the destination may be written anew, in its place
    with Bar(as_json=as_json) as bar, Output.maybe(None if dry_run else out, source) as output:
        here = bar.work("reading the source", lambda: inputs.tenant(source))
        there = bar.work("reading the destination", lambda: inputs.tenant(destination))
        try:
            asked = {"channel": channels, "locale": locales}
            if channels or locales:
                known.need_places(asked, known.contexts_of(here), source)
            done: dict[str, Any] = bar.work(
                "copying",
                lambda: dict(
                    there.copy_from(
                        here,
                        user=user,
                        on_conflict=on_conflict,
                        drafts=drafts,
                        channels=channels,
                        locales=locales,
                        drop_other_channels=drop_other_channels,
                        drop_other_locales=drop_other_locales,
                        dry_run=dry_run,
                        progress=bar.at,
                        **chosen,
                    )
                ),
            )
        except om.Fault as fault:
            if fault.code == "malformed_locale":
                raise Refusal(codes.USAGE, fault.faults) from None
            wanted = (*(product or []), *(category or []))
            raise known.refused(source, fault, wanted, lambda: (*here.products, *here.categories)) from None
        if output is not None:
            bar.work(
                "writing",
                lambda: output.write(there.to_json() if output.is_object else there.to_json_lines()),
            )
            output.finish()
    report = Report("copy", f"Copy of {called(source)} into {called(destination)}")
    report.set("dry_run", dry_run)
    _told(report, done, all_of_them=all_of_them)
    report.blank()
    report.wrote("written", None if output is None else out)
    if output is None:
        report.fact("written", "nothing: it was tried")
    return report.end(codes.FOUND if done["outcomes"]["refused"] else codes.FINE, as_json=as_json)


def _told(report: Report, done: dict[str, Any], *, all_of_them: bool) -> None:
    """Say how many items ended how, and which of them did something or could not."""
    outcomes, items = done["outcomes"], done["items"]
    report.count("items_in_all", "items", len(items))
    report.set("outcomes", outcomes)
    report.set("items", items)
    for key, (about, style) in _ABOUT.items():
        if outcomes[key]:
            report.fact(f"  {key.replace('_', ' ')}", f"{number(outcomes[key])}, {about}", style)
    told = [one for one in items if one["outcome"] == "refused"]
    told += [one for one in items if one["outcome"] in {"created", "updated", "kept", "dropped"}]
    shown = told if all_of_them else told[:MOST]
    if shown:
        report.blank()
    for one in shown:
        is_bad = one["outcome"] == "refused"
        mark = ("✗ ", screen.BAD) if is_bad else ("· ", screen.QUIET)
        report.add(screen.hang(screen.line(mark), screen.line(one["text"]), indent=2))
    if len(told) > len(shown):
        report.add(screen.line((f"and {number(len(told) - len(shown))} more", screen.QUIET), indent=4))
