"""`import`: media in bulk, from tab-separated manifests."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

import omnimedia as om
from omnimedia.cli import codes, inputs, options
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.inputs import Kind
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, count, number, size

if TYPE_CHECKING:
    from omnimedia.cli.inputs import Input

_MOST_FAULTS = 100_000

Products = Annotated[
    Path | None,
    typer.Option(
        metavar="PUBLICATION",
        help="Take products and channels from this; its media are left out.",
        readable=False,
    ),
]
TenantFile = Annotated[
    Path | None,
    typer.Option(
        "--tenant", metavar="TENANT", help="Take the manifest into this tenant, as it is.", readable=False
    ),
]
Lenient = Annotated[
    bool, typer.Option("--lenient", help="Take pictures without an alt text, with a warning.")
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Take cells as they are, split at tabs: quotes are text.")
]
Publish = Annotated[
    bool, typer.Option("--publish", help="Take an empty action for PublishNow, rather than for Draft.")
]
User = Annotated[str, typer.Option(metavar="NAME", help="Who does it.")]
_OUTCOMES = {
    "applied": ("Applied", "done", "green"),
    "unchanged": ("Unchanged", "said what was so already", "green"),
    "kept": ("Kept", "left as it was, as the row chose", "green"),
    "held_back": ("HeldBack", "good, but another row of the list is not", "yellow"),
    "failed": ("Failed", "at fault", "yellow"),
}


def now() -> str:
    """Give this instant, as the library takes it."""
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def tenant_of(products: Path | None, tenant: Path | None) -> om.Tenant:
    """Give the tenant that a manifest is taken into: another one, or one that begins with these products."""
    if (products is None) == (tenant is None):
        advice = (
            "give `--products PUBLICATION` to begin with its products, or `--tenant TENANT` to go on with it"
        )
        raise Refusal.usage("a manifest is taken into something", advice)
    if tenant is not None:
        return inputs.tenant(tenant)
    try:
        return om.Tenant.without_media_of(inputs.publication(products or Path()))
    except om.Fault as fault:
        raise Refusal.content(products, fault) from None


def take(
    given: Input,
    tenant: om.Tenant,
    bar: Bar,
    *,
    dry_run: bool,
    lenient: bool,
    plain: bool,
    publish: bool,
    user: str = "omnimedia",
    result: Output | None = None,
) -> om.Imported:
    """Take a manifest in, or try to."""
    words = {"reading": "reading the manifest", "applying": "applying"}

    def tell(phase: str, done: int, total: int) -> None:
        bar.at(words.get(phase, phase), done, total, size if phase == "reading" else number)

    def work() -> om.Imported:
        return tenant.import_manifest(
            given.data,
            user=user,
            at=now(),
            result=result,
            dry_run=dry_run,
            lenient=lenient,
            plain=plain,
            empty_action="PublishNow" if publish else "Draft",
            most_faults=_MOST_FAULTS,
            progress=tell,
        )

    try:
        return bar.work(words["reading"], work)
    except om.Fault as fault:
        raise Refusal.content(given.file, fault) from None


def rows(report: Report, imported: om.Imported, *, dry_run: bool, all_of_them: bool) -> None:
    """Say how the rows ended, and why."""
    report.count("rows", "rows", imported.rows)
    for key, (word, about, style) in _OUTCOMES.items():
        many = getattr(imported, key)
        report.set(key, many)
        if many:
            told = "would be done" if dry_run and key == "applied" else about
            report.fact(f"  {word}", f"{number(many)}, {told}", style)
    report.set("empty", imported.empty_rows)
    if imported.empty_rows:
        report.fact("  empty", f"{number(imported.empty_rows)}, passed over", "dim")
    report.set("assets", imported.assets)
    report.set("documents", imported.documents)
    changed = f"{count(imported.assets, 'asset')}, {count(imported.documents, 'document')}"
    report.fact("would change" if dry_run else "changed", changed)
    report.count("warned", "warnings", imported.warned, style="yellow" if imported.warned else "")
    faults = [Wrong.of(fault) for fault in imported.faults]
    report.faults("faults", faults, all_of_them=all_of_them)
    warnings = [Wrong.of(fault) for fault in imported.warnings]
    report.faults("warnings", warnings, all_of_them=all_of_them, mark="!")


@command
def import_(
    manifest: Annotated[
        Path,
        typer.Argument(
            metavar="MANIFEST", help="Tab-separated text; `-` is the standard input.", readable=False
        ),
    ],
    *,
    products: Products = None,
    tenant: TenantFile = None,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Where the publication that comes of it is written.",
            readable=False,
        ),
    ] = None,
    tenant_out: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", help="Where the tenant is written, drafts and versions included.", readable=False
        ),
    ] = None,
    result: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE.tsv", help="Where the manifest is written with how each row ended.", readable=False
        ),
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would be done, and write no publication.")
    ] = False,
    lenient: Lenient = False,
    plain: Plain = False,
    publish: Publish = False,
    user: User = "omnimedia",
    all_of_them: options.All = False,
    as_json: options.AsJson = False,
) -> int:
    """Take a manifest in: media and assignments in bulk. A bad row is told, and the others go on."""
    if out is None and tenant_out is None and not dry_run:
        raise Refusal.usage(
            "nothing would come of it", "give `--out` or `--tenant-out`, or try it with `--dry-run`"
        )
    read = (manifest, products, tenant)
    with (
        Bar(as_json=as_json) as bar,
        Output.maybe(result, *read, out, tenant_out) as to_result,
        Output.maybe(None if dry_run else out, *read, result, tenant_out) as to_out,
        Output.maybe(None if dry_run else tenant_out, *read, result, out) as to_tenant,
    ):
        given = inputs.open_as(manifest, Kind.MANIFEST)
        into = bar.work("reading the products", lambda: tenant_of(products, tenant))
        imported = take(
            given,
            into,
            bar,
            dry_run=dry_run,
            lenient=lenient,
            plain=plain,
            publish=publish,
            user=user,
            result=to_result,
        )
        publication = bar.work("publishing", into.publication)
        bar.work("writing", lambda: _write(into, publication, to_out, to_tenant))
        for output in (to_result, to_out, to_tenant):
            if output is not None:
                output.finish()
    report = Report("import", f"Import of {called(manifest)}")
    rows(report, imported, dry_run=dry_run, all_of_them=all_of_them)
    report.blank()
    if dry_run:
        report.fact("written", "no publication: it was tried")
    else:
        _published(report, publication)
    for name, file in (
        ("publication", None if dry_run else out),
        ("tenant", None if dry_run else tenant_out),
        ("result", result),
    ):
        report.wrote(name, file, name)
    status = codes.FINE if imported.is_clean else codes.FOUND
    return report.end(status, as_json=as_json)


def _write(
    tenant: om.Tenant, publication: om.Publication, out: Output | None, tenant_out: Output | None
) -> None:
    if out is not None:
        out.write(publication.to_json() if out.is_object else publication.to_json_lines())
    if tenant_out is not None:
        tenant_out.write(tenant.to_json() if tenant_out.is_object else tenant.to_json_lines())


def _published(report: Report, publication: om.Publication) -> None:
    """Say what shoppers see; what is a draft they do not."""
    products, assets = len(publication.products), len(publication.assets)
    report.set("published_assets", assets)
    report.fact("published", f"{count(products, 'product')}, {count(assets, 'asset')}")
    if not assets:
        report.fact("", "drafts are not published: `--publish` publishes rows without an action", "yellow")
