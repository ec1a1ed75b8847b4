"""`migrate`: file names of the older media library as a manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import omnimedia as om
from omnimedia.cli import codes, inputs, known, options, screen
from omnimedia.cli.bar import Bar
from omnimedia.cli.export import exported_rows
from omnimedia.cli.frame import command
from omnimedia.cli.manifests import now
from omnimedia.cli.minimise import sizes
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import Refusal
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, count, cut, number, placed

_ABOUT = {
    "assigned": "to products, variants and categories",
    "ambiguous": "read in several ways, and nobody's",
    "unmatched": "nobody's",
    "unsupported": "of catalogs, which have no media",
    "duplicates": "of one place with another file, which comes first",
}
_OF_A_KIND = 3


@command
def migrate(
    names: Annotated[
        Path,
        typer.Argument(
            metavar="NAMES",
            help="File names, one a line, as a listing of the share gives them; `-` is the standard input.",
            readable=False,
        ),
    ],
    *,
    products: Annotated[
        Path,
        typer.Option(
            metavar="PUBLICATION",
            help="Take products and channels from this; its media are left out.",
            readable=False,
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "--out", "-o", metavar="MANIFEST", help="Where the manifest is written.", readable=False
        ),
    ],
    patterns: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="How names are written, a pattern a line; as documented without.",
            readable=False,
        ),
    ] = None,
    report_to: Annotated[
        Path | None,
        typer.Option(
            "--report",
            metavar="FILE",
            help="Where to write what became of each file, a line each.",
            readable=False,
        ),
    ] = None,
    base_url: Annotated[
        str | None,
        typer.Option(metavar="URL", help="Where the files are served; without it, the name is the url."),
    ] = None,
    channel: options.Channel = None,
    locale: options.Locale = None,
    catalog: options.Catalog = None,
    order: options.Order = None,
    parents: options.Parents = None,
    inheritance: options.Inheritance = None,
    all_of_them: options.All = False,
    as_json: options.AsJson = False,
) -> int:
    """Read file names of the older media library, and write what they assign as a manifest.

    No file is opened: the names say it all. What variants share is said once.
    """
    policy = options.policy(order, parents, inheritance, None)
    context = options.context(channel, locale, catalog)
    read = (names, products, patterns)
    report = Report("migrate", f"Migration of {called(names)}")
    with (
        Bar(as_json=as_json) as bar,
        Output(out, *read, report_to) as output,
        Output.maybe(report_to, *read, out) as to_report,
    ):
        wanted = _patterns(patterns)
        listing = [name for name in inputs.text(names).splitlines() if name.strip()]
        tenant = bar.work("reading the products", lambda: _products(products))
        try:
            migration = bar.work(
                "reading the names",
                lambda: tenant.read_file_names(
                    listing, patterns=wanted, base_url=base_url, **context.to_dict()
                ),
            )
        except om.Fault as fault:
            raise Refusal.content(patterns, fault) from None
        minimised = bar.work("finding fewer sets", lambda: migration.publication(tenant).minimise(policy))
        fewer = om.Tenant.from_publication(minimised.publication, user="omnimedia", at=now())
        exported = bar.work("writing the manifest", lambda: fewer.export_manifest(output))
        files = [dict(one) for one in migration.files()]
        if to_report is not None:
            to_report.write("".join(f"{one['text']}\n" for one in files))
            to_report.finish()
        output.finish()
    is_clean = _files(report, {**migration.counts}, files, all_of_them=all_of_them)
    report.blank()
    sizes(report, dict(minimised.counts))
    report.blank()
    exported_rows(report, exported, all_of_them=all_of_them)
    _written(report, minimised.publication, out, report_to)
    status = report.end(codes.FINE if is_clean else codes.FOUND, as_json=as_json)
    if not as_json:
        known.warn(lambda: known.contexts_of(tenant), context)
    return status


def _patterns(file: Path | None) -> str | None:
    return None if file is None else inputs.text(file)


def _products(file: Path) -> om.Tenant:
    try:
        return om.Tenant.without_media_of(inputs.publication(file))
    except om.Fault as fault:
        raise Refusal.content(file, fault) from None


def _files(report: Report, counts: dict[str, Any], files: list[dict[str, Any]], *, all_of_them: bool) -> bool:
    """Say what became of the files; of those that are nobody's, why. Tell whether all were assigned."""
    report.count("files", "files", counts["total"])
    for key, about in _ABOUT.items():
        report.set(key, counts[key])
        if counts[key]:
            report.fact(
                f"  {key}", f"{number(counts[key])}, {about}", "green" if key == "assigned" else "yellow"
            )
    left = [one for one in files if one["outcome"] != "assigned"]
    report.set("not_assigned", left)
    kinds: dict[str, list[str]] = {}
    for one in left:
        kinds.setdefault(one.get("why") or one["outcome"], []).append(one["text"])
    for kind, texts in kinds.items():
        report.blank()
        shown = texts if all_of_them else texts[:_OF_A_KIND]
        for text in shown:
            report.add(screen.hang(screen.line(("✗ ", screen.BAD)), screen.line(cut(text)), indent=2))
        more = (
            f", and {count(len(texts) - len(shown), 'file like it', 'files like it')}"
            if len(texts) > len(shown)
            else ""
        )
        report.add(screen.line((f"{kind}{more}", screen.QUIET), indent=4))
    return not left


def _written(report: Report, publication: om.Publication, out: Path, report_to: Path | None) -> None:
    report.wrote("written", out)
    report.wrote("report", report_to, "report")
    images = [one for one in publication.to_dict().get("assets", []) if one["kind"] == "image"]
    without = sum(not any(text.get("alt") for text in one.get("text", {}).values()) for one in images)
    report.set("without_alt_text", without)
    if without:
        many = count(without, "picture has no alt text", "pictures have no alt text")
        report.fact(
            "to do", f"{many}: fill ImageAltText in {placed(out)}, or import it with `--lenient`", "yellow"
        )
