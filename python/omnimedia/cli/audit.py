"""`audit`: what is wrong with what is shown, in every context; as rows, and as a picture."""

from __future__ import annotations

from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import omnimedia as om
from omnimedia.cli import codes, inputs, options, screen, tables
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import MOST, Refusal
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, first_of_each, number, of

if TYPE_CHECKING:
    import numpy as np


class Check(StrEnum):
    """What is looked for, in the library's words."""

    NO_IMAGE = "no_image"
    OMNICHANNEL_ONLY = "omnichannel_only"
    VIDEO_FIRST = "video_first"
    NO_ALT = "no_alt"
    UNHEARD = "unheard"
    REDUNDANT = "redundant"
    UNUSED_ASSET = "unused_asset"
    UNPUBLISHED_ASSET = "unpublished_asset"


ABOUT: dict[str, str] = {
    "no_image": "a product or variant without an image in its gallery",
    "omnichannel_only": "answered from Omnichannel, Neutral alone",
    "video_first": "a video before the first image",
    "no_alt": "an image without an alt text in the language",
    "unheard": "a set or document that nobody hears",
    "redundant": "a set or document that nobody would miss",
    "unused_asset": "an asset that nothing uses",
    "unpublished_asset": "an asset that is used, and not published or not there",
}
# how many rows a program is given, unless all are asked for
FOR_PROGRAMS = 100
# among how many rows the first of each kind are looked for
_LOOKED_AT = 20_000
_OF_A_KIND = 3
_FORMS = {".png": "png", ".svg": "svg"}


def plot_form(file: Path) -> str:
    """Give the form of a picture, or refuse its name."""
    if str(file) == "-":
        raise Refusal.usage("a picture is not written on the standard output", "name a file")
    form = _FORMS.get(file.suffix.lower())
    if form is None:
        raise Refusal.usage(
            f"`{file}` is of no form that pictures are written in", "end it with .png or .svg"
        )
    return form


@command
def audit(
    file: options.File,
    *,
    check: Annotated[
        list[Check] | None, typer.Option(help="Look for this alone; may be given more than once.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Write all rows: .csv, .tsv, .jsonl or .parquet; `-` is CSV on the standard output.",
            readable=False,
        ),
    ] = None,
    plot: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Draw the coverage: products by channels and locales; .png or .svg.",
            readable=False,
        ),
    ] = None,
    order: options.Order = None,
    parents: options.Parents = None,
    inheritance: options.Inheritance = None,
    alt_source: options.AltSource = None,
    all_of_them: options.All = False,
    as_json: options.AsJson = False,
) -> int:
    """Look for what is wrong with what is shown, for every product and variant in every known context."""
    policy = options.policy(order, parents, inheritance, alt_source)
    form = None if out is None else tables.form_of(out)
    picture = None if plot is None else plot_form(plot)
    if plot is not None:
        from omnimedia.cli.plot import need  # noqa: PLC0415 - for this alone

        need()
    with (
        Bar(as_json=as_json) as bar,
        Output.maybe(out, file, plot) as to_out,
        Output.maybe(plot, file, out) as to_plot,
    ):
        publication = bar.work("reading the publication", lambda: inputs.publication(file))
        try:
            found = bar.work(
                "auditing",
                lambda: publication.audit(policy, checks=[one.value for one in check] if check else None),
            )
            listed = partial(_listed, publication, policy, found, all_of_them=all_of_them, as_json=as_json)
            rows = bar.work("listing", listed)
            if to_out is not None and form is not None:
                bar.work("writing the rows", lambda: tables.write(found.rows, to_out, form))
                to_out.finish()
            if to_plot is not None and picture is not None:
                bar.work("drawing", lambda: _draw(publication, policy, to_plot, picture, called(file.name)))
                to_plot.finish()
        except om.Fault as fault:
            raise Refusal.content(file, fault) from None
    report = Report("audit", f"Audit of {called(file)}")
    report.set("file", str(file))
    _told(report, found, rows)
    if out is not None or plot is not None:
        report.blank()
    report.wrote("rows", out)
    report.wrote("picture", plot, "plot")
    return report.end(codes.FOUND if found.total else codes.FINE, as_json=as_json)


def _listed(
    publication: om.Publication,
    policy: om.Policy | None,
    found: om.Audit,
    *,
    all_of_them: bool,
    as_json: bool,
) -> list[dict[str, Any]]:
    """Give all rows; or the first, for people so that the first of each kind are among them."""
    if all_of_them or as_json or found.total <= MOST:
        return [dict(row) for row in found.to_dicts(limit=None if all_of_them else FOR_PROGRAMS)]
    rows = [dict(row) for row in found.to_dicts(limit=_LOOKED_AT)]
    shown = first_of_each(rows, MOST, lambda row: row["check"])
    have = {row["check"] for row in shown}
    for check, many in found.counts.items():
        if many and check not in have:
            # it comes far behind
            few = publication.audit(policy, checks=[check]).to_dicts(limit=_OF_A_KIND)
            shown.extend(dict(row) for row in few)
    return shown


def _told(report: Report, found: om.Audit, rows: list[dict[str, Any]]) -> None:
    """Say how much of what was found, and the first of it."""
    counts = dict(found.counts)
    report.set("answers", found.answers)
    report.fact(of(found.answers, "answers"), f"{number(found.answers):>9}  looked at")
    report.set("counts", counts)
    report.set("total", found.total)
    report.set("rows", rows)
    for name, many in counts.items():
        if many:
            report.fact(name, f"{number(many):>9}  {ABOUT.get(name, '')}", "yellow")
    if not found.total:
        report.fact("", "✓ nothing was found", "green")
        return
    report.blank()
    for row in rows:
        check, _, rest = str(row["text"]).partition(": ")
        report.add(screen.hang(screen.line((f"{check:<17}  ", screen.BAD)), screen.line(rest), indent=2))
    if found.total > len(rows):
        more = f"and {number(found.total - len(rows))} more: `--all` lists them, `--out` writes them"
        report.add(screen.line((more, screen.QUIET), indent=4))


def _draw(
    publication: om.Publication, policy: om.Policy | None, output: Output, form: str, title: str
) -> None:
    """Draw the coverage, in memory, and write it."""
    import io  # noqa: PLC0415 - for this alone

    from omnimedia.cli import plot  # noqa: PLC0415 - as above

    products, contexts, cells = _cells(publication, policy)
    drawn = io.BytesIO()
    plot.draw(plot.Coverage(products, contexts, cells), drawn, form, title)
    output.write(drawn.getbuffer())


def _cells(
    publication: om.Publication, policy: om.Policy | None
) -> tuple[list[str], list[om.Context], np.ndarray[Any, Any]]:
    """Give products, contexts, and how each of these covers each of those."""
    import numpy as np  # noqa: PLC0415 - it comes with matplotlib

    table = publication.coverage(policy)
    products = list(dict.fromkeys(table["product"]))
    code = {"image": 0, "omnichannel_only": 1, "none": 2}
    codes_of = np.array([code[word] for word in table["image"]], dtype=np.int8)
    if not products:
        known = [context for context in publication.known_contexts() if context.catalog is None]
        return [], known, np.zeros((0, len(known)), dtype=np.int8)
    wide = len(codes_of) // len(products)
    places = zip(table["channel"][:wide], table["locale"][:wide], strict=True)
    contexts = [om.Context(channel=channel, locale=locale) for channel, locale in places]
    return products, contexts, codes_of.reshape(len(products), wide)
