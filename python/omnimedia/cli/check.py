"""`check`: whether a file is sound, with everything that is wrong."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from omnimedia.cli import codes, inputs, options
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.inputs import Kind
from omnimedia.cli.manifests import Lenient, Plain, Products, Publish, TenantFile, rows, take, tenant_of
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.report import Report, kinds
from omnimedia.cli.words import called, count, number, size

if TYPE_CHECKING:
    import omnimedia as om
    from omnimedia.cli.inputs import Input

CheckFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A publication, tenant, snapshot or manifest; `-` is the standard input.",
        readable=False,
    ),
]
Strict = Annotated[bool, typer.Option("--strict", help="Warnings are found, too: exit code 1.")]


@command
def check(
    file: CheckFile,
    *,
    products: Products = None,
    tenant: TenantFile = None,
    lenient: Lenient = False,
    plain: Plain = False,
    publish: Publish = False,
    strict: Strict = False,
    all_of_them: options.All = False,
    as_json: options.AsJson = False,
) -> int:
    """Check a file, and list everything that is wrong with it: where, what, and what to do.

    Of a manifest it says what an import into `--products` or `--tenant` would do. Nothing is changed.
    """
    report = Report("check", f"Check of {called(file)}")
    with Bar(as_json=as_json) as bar:
        given = inputs.open_as(file, *Kind.sound())
        report.set("file", str(file))
        report.set("kind", str(given.kind))
        report.fact("kind", f"{given.kind}, {size(given.size)}")
        if given.kind is Kind.MANIFEST:
            into = bar.work("reading the products", lambda: tenant_of(products, tenant))
            tried = take(given, into, bar, dry_run=True, lenient=lenient, plain=plain, publish=publish)
            rows(report, tried, dry_run=True, all_of_them=all_of_them)
            is_found = not tried.is_clean or (strict and bool(tried.warned))
            return report.end(codes.FOUND if is_found else codes.FINE, as_json=as_json)
        if products is not None or tenant is not None:
            raise Refusal.usage(
                f"`{file}` is a {given.kind}", "leave `--products` and `--tenant` to manifests"
            )
        try:
            warnings = bar.work(f"checking the {given.kind}", lambda: _checked(given, report))
        except Refusal as refusal:
            faults, warnings = refusal.faults, []
        else:
            faults = []
    return _told(report, faults, warnings, strict=strict, all_of_them=all_of_them, as_json=as_json)


def _told(
    report: Report,
    faults: list[Wrong],
    warnings: list[Wrong],
    *,
    strict: bool,
    all_of_them: bool,
    as_json: bool,
) -> int:
    for name, found, style in (("faults", faults, "yellow"), ("warnings", warnings, "yellow")):
        by_code = ", ".join(f"{number(many)} {code}" for code, many in kinds(found))
        report.fact(
            name,
            count(len(found), name[:-1]) + (f": {by_code}" if found else ""),
            style if found else "green",
        )
    report.faults("faults", faults, all_of_them=all_of_them)
    report.faults("warnings", warnings, all_of_them=all_of_them, mark="!")
    is_found = bool(faults) or (strict and bool(warnings))
    if not faults:
        report.blank()
        report.fact("", "✓ it is sound" if not warnings else "✓ it is taken, with warnings", "green")
    return report.end(codes.FOUND if is_found else codes.FINE, as_json=as_json)


def _checked(given: Input, report: Report) -> list[Wrong]:
    """Read it, say what it has, and give its warnings."""
    if given.kind is Kind.SNAPSHOT:
        snapshot = inputs.snapshot_of(given)
        report.set("content_hash", snapshot.content_hash)
        report.set("policy", snapshot.policy.to_dict())
        report.fact("hash", snapshot.content_hash)
        report.fact("policy", ", ".join(list(snapshot.policy.to_dict().values())[:3]))
        report.fact("contexts", f"{number(len(snapshot.known_contexts()))} known")
        return []
    publication = inputs.publication_of(given)
    told = counts(publication)
    report.set("counts", told)
    report.fact("has", ", ".join(count(many, *_MANY[name]) for name, many in told.items()))
    return [Wrong.of(warning) for warning in publication.warnings]


_MANY = {
    "products": ("product",),
    "variants": ("variant",),
    "assets": ("asset",),
    "categories": ("category", "categories"),
    "channels": ("channel",),
    "known_contexts": ("known context",),
}


def counts(publication: om.Publication) -> dict[str, int]:
    """Count what a publication has."""
    products = publication.products
    return {
        "products": len(products),
        "variants": sum(len(publication.variants(product)) for product in products),
        "assets": len(publication.assets),
        "categories": len(publication.categories),
        "channels": len(publication.channels),
        "known_contexts": len(publication.known_contexts()),
    }
