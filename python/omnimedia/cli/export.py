"""`export`: the media of a shop as a manifest."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import omnimedia as om
from omnimedia.cli import codes, inputs, known, options
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.inputs import Kind
from omnimedia.cli.manifests import now
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.report import Report
from omnimedia.cli.words import called


@command
def export(
    file: options.File,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="MANIFEST",
            help="Where the manifest is written; `-` is the standard output.",
            readable=False,
        ),
    ],
    product: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER", help="Only this product; may be given more than once."),
    ] = None,
    category: Annotated[list[str] | None, typer.Option(metavar="ID", help="Only this category.")] = None,
    channel: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER", help="Only this channel; the empty one is Omnichannel."),
    ] = None,
    locale: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Only this locale; `neutral` is Neutral.")
    ] = None,
    formula_safe: Annotated[
        bool,
        typer.Option("--formula-safe", help="Put an apostrophe before what a spreadsheet would compute."),
    ] = False,
    if_exists: Annotated[
        str | None,
        typer.Option(
            metavar="WORD", help="What MediaSourceIfExistsAction says; Overwrite, to edit and take in again."
        ),
    ] = None,
    all_of_them: options.All = False,
    as_json: options.AsJson = False,
) -> int:
    """Write the media of a publication or tenant as a manifest, or a part of them."""
    chosen: dict[str, Any] = {
        "products": product,
        "categories": category,
        "channels": channel,
        "locales": locale,
    }
    chosen = {key: value for key, value in chosen.items() if value}
    with Output(out, file) as output, Bar(as_json=as_json) as bar:
        tenant = bar.work("reading", lambda: authored(file))
        try:
            if channel or locale:
                known.need_places({"channel": channel, "locale": locale}, known.contexts_of(tenant), file)
            exported = bar.work(
                "writing the manifest",
                lambda: tenant.export_manifest(
                    output, **chosen, formula_safe=formula_safe, if_exists=if_exists
                ),
            )
        except om.Fault as fault:
            if fault.code in {"malformed_locale", "bad_argument"}:
                raise Refusal(codes.USAGE, fault.faults) from None
            asked = (*(product or []), *(category or []))
            raise known.refused(file, fault, asked, lambda: (*tenant.products, *tenant.categories)) from None
        output.finish()
    report = Report("export", f"Export of {called(file)}")
    exported_rows(report, exported, all_of_them=all_of_them)
    report.wrote("written", out)
    return report.end(codes.FINE, as_json=as_json)


def authored(file: Path) -> om.Tenant:
    """Give a tenant, or the one whose publication a file is."""
    given = inputs.open_as(file, Kind.PUBLICATION, Kind.TENANT)
    if given.kind is Kind.TENANT:
        return inputs.tenant_of(given)
    try:
        return om.Tenant.from_publication(inputs.publication_of(given), user="omnimedia", at=now())
    except om.Fault as fault:
        raise Refusal.content(file, fault) from None


def exported_rows(report: Report, exported: om.Exported, *, all_of_them: bool) -> None:
    """Say how many rows were written, and what they do not say."""
    report.count("rows", "rows", exported.rows)
    if not exported.rows:
        report.fact("", "there is nothing of what was chosen", "yellow")
    report.count("warned", "warnings", exported.warned, style="yellow" if exported.warned else "")
    warnings = [Wrong.of(fault) for fault in exported.warnings]
    report.faults("warnings", warnings, all_of_them=all_of_them, mark="!")
    if warnings:
        report.blank()
