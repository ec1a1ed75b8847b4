"""`minimise`: fewer sets that show the same."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

import omnimedia as om
from omnimedia.cli import codes, inputs, known, options, screen
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.inputs import Kind
from omnimedia.cli.manifests import User, now
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import Refusal
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, count, number, of

if TYPE_CHECKING:
    from omnimedia.cli.inputs import Input


@command
def minimise(
    file: options.File,
    *,
    out: Annotated[
        Path,
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Where the publication with fewer sets is written, or the tenant with drafts.",
            readable=False,
        ),
    ],
    product: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER", help="Only this product; may be given more than once."),
    ] = None,
    order: options.Order = None,
    parents: options.Parents = None,
    inheritance: options.Inheritance = None,
    alt_source: options.AltSource = None,
    user: User = "omnimedia",
    all_of_them: options.All = False,
    as_json: options.AsJson = False,
) -> int:
    """Find fewer sets that show the same, and prove it.

    Of a publication the one with fewer sets is written. Of a tenant it is the tenant, with the documents that
    change checked in as drafts, to be looked at and published.
    """
    policy = options.policy(order, parents, inheritance, alt_source)
    report = Report("minimise", f"Minimising {called(file)}")
    with Output(out, file) as output, Bar(as_json=as_json) as bar:
        given = inputs.open_as(file, Kind.PUBLICATION, Kind.TENANT)
        try:
            counts, products = bar.work(
                "finding fewer sets", lambda: _minimised(given, policy, user, product or None, output)
            )
        except om.Fault as fault:
            raise Refusal.content(file, fault) from None
        output.finish()
    sizes(report, counts)
    held = [one for one in products if not one.get("is_done", True)]
    report.set("products_held", len(held))
    if held:
        stay = count(len(held), "product stays", "products stay")
        report.fact("held", f"{stay}: somebody works on {'it' if len(held) == 1 else 'them'}", "yellow")
    _selections(report, products, all_of_them=all_of_them)
    report.blank()
    report.wrote("written", out)
    return report.end(codes.FINE, as_json=as_json)


def _minimised(
    given: Input, policy: om.Policy | None, user: str, wanted: list[str] | None, output: Output
) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    if given.kind is Kind.TENANT:
        tenant = inputs.tenant_of(given)
        known.need("product", wanted, tenant.products, given.file)
        done: dict[str, Any] = dict(tenant.minimise(user=user, at=now(), policy=policy, products=wanted))
        output.write(tenant.to_json() if output.is_object else tenant.to_json_lines())
        return done["counts"], done["products"]
    publication = inputs.publication_of(given)
    known.need("product", wanted, publication.products, given.file)
    minimised = publication.minimise(policy, products=wanted)
    fewer = minimised.publication
    output.write(fewer.to_json() if output.is_object else fewer.to_json_lines())
    return dict(minimised.counts), [dict(one) for one in minimised.products]


def sizes(report: Report, counts: dict[str, Any]) -> None:
    """Say how much there was, and how much there is."""
    report.set("counts", counts)
    changed = number(counts["products_changed"])
    report.fact(of(counts["products"], "products"), f"{number(counts['products'])}, {changed} changed")
    for key, name in (("documents", "documents"), ("sets", "sets"), ("items", "listed items")):
        before, after = counts["before"][key], counts["after"][key]
        report.fact(name, f"{number(before)} → {number(after)}", "green" if after < before else "")
    report.fact("the same", "is shown for every variant and product, in every context", "dim")
    if counts["selections"]:
        many = count(
            counts["selections"],
            "selection that is no variant shows",
            "selections that are no variants show",
        )
        report.fact("other", f"{many} something else", "yellow")
    if counts["unfinished"]:
        report.fact(
            "unfinished", f"{count(counts['unfinished'], 'product')}: maybe more sets could go", "dim"
        )
    if counts["unproved"]:
        many = count(counts["unproved"], "product")
        report.fact("unproved", f"{many}, left alone: please report this", "yellow")


def _selections(report: Report, products: list[dict[str, Any]], *, all_of_them: bool) -> None:
    """List the selections that are no variants and show something else now."""
    most = 5
    told = []
    for product in products:
        for one in product.get("selections", []):
            values = " + ".join(f"{name} {value}" for name, value in one.get("values", {}).items())
            context = om.Context(**one.get("context", {}))
            told.append(f"{product.get('product', '')}, {values or 'nothing selected'} in {context}")
    shown = told if all_of_them else told[:most]
    report.add(*(screen.line(("! ", screen.QUIET), text, indent=2) for text in shown))
    if len(told) > len(shown):
        report.add(screen.line((f"and {number(len(told) - len(shown))} more", screen.QUIET), indent=4))
