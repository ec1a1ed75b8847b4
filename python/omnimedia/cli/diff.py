"""`diff`: what is shown in another way after than before."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import omnimedia as om
from omnimedia.cli import codes, inputs, known, options, screen, tables
from omnimedia.cli.audit import FOR_PROGRAMS
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.inputs import Input, Kind
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import MOST, Refusal, Wrong
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, count, listed, number, of

_SIDE = "A publication, a tenant or a snapshot; `-` is the standard input."
Before = Annotated[Path, typer.Argument(metavar="BEFORE", help=_SIDE, readable=False)]
After = Annotated[Path, typer.Argument(metavar="AFTER", help=_SIDE, readable=False)]
_MOST_ITEMS = 6


@command
def diff(
    before: Before,
    after: After,
    *,
    product: Annotated[
        list[str] | None,
        typer.Option(metavar="NUMBER", help="Look at this product alone; may be given more than once."),
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
    order: options.Order = None,
    parents: options.Parents = None,
    inheritance: options.Inheritance = None,
    alt_source: options.AltSource = None,
    all_of_them: options.All = False,
    as_json: options.AsJson = False,
) -> int:
    """Compare what two shops show, in every context that either knows: what a change comes to."""
    policy = options.policy(order, parents, inheritance, alt_source)
    form = None if out is None else tables.form_of(out)
    limit = None if all_of_them else FOR_PROGRAMS if as_json else MOST
    with Bar(as_json=as_json) as bar, Output.maybe(out, before, after) as to_out:
        sides = bar.work("reading", lambda: _sides(before, after, policy))
        try:
            found = bar.work("comparing", lambda: _compared(sides, policy, product))
            rows = bar.work("listing", lambda: found.to_dicts(limit=limit))
            if to_out is not None and form is not None:
                bar.work("writing the rows", lambda: tables.write(found.rows, to_out, form))
                to_out.finish()
        except om.Fault as fault:
            raise Refusal.content(None, fault) from None
    report = Report("diff", f"{called(before)} → {called(after)}")
    report.set("before", str(before))
    report.set("after", str(after))
    _told(report, found, [dict(row) for row in rows])
    if out is not None:
        report.blank()
    report.wrote("rows", out)
    return report.end(codes.FOUND if found.total else codes.FINE, as_json=as_json)


def _sides(before: Path, after: Path, policy: om.Policy | None) -> tuple[Input, Input]:
    """Read both; they are of one kind."""
    kinds = (Kind.PUBLICATION, Kind.TENANT, Kind.SNAPSHOT)
    one, other = inputs.open_as(before, *kinds), inputs.open_as(after, *kinds)
    if (one.kind is Kind.SNAPSHOT) != (other.kind is Kind.SNAPSHOT):
        what = f"it is {other.what}, and `{called(before)}` is {one.what}"
        raise Refusal(
            codes.BAD_INPUT, [Wrong("wrong_kind", what, "compare two publications or two snapshots")], after
        )
    if one.kind is Kind.SNAPSHOT and policy is not None:
        raise Refusal.usage("a snapshot has its own policy", "leave the options of the policy out")
    return one, other


def _compared(sides: tuple[Input, Input], policy: om.Policy | None, products: list[str] | None) -> om.Diff:
    one, other = sides
    if one.kind is Kind.SNAPSHOT:
        earlier, later = inputs.snapshot_of(one), inputs.snapshot_of(other)
        known.need_products(products, [earlier, later])
        return earlier.diff(later, products=products or None)
    before, after = inputs.publication_of(one), inputs.publication_of(other)
    known.need_products(products, [before, after])
    return before.diff(after, policy, products=products or None)


def _told(report: Report, found: om.Diff, rows: list[dict[str, Any]]) -> None:
    """Say how much is another, and the first of it."""
    counts = dict(found.counts)
    report.set("covered", found.covered)
    report.fact("compared", f"{count(found.covered, 'answer')}; all others are known to be equal")
    report.set("counts", counts)
    report.set("total", found.total)
    report.set("rows", rows)
    if not found.total:
        report.fact("", "✓ the same is shown everywhere", "green")
        return
    names = {
        "answers": "answers",
        "swatches": "swatches",
        "category_images": "category pictures",
        "products": "products",
    }
    for key, name in names.items():
        if counts[key]:
            about = "concerned" if key == "products" else "changed"
            report.fact(of(counts[key], name), f"{number(counts[key])} {about}", "yellow")
    report.blank()
    for row in rows:
        _row(report, row)
    if found.total > len(rows):
        more = f"and {number(found.total - len(rows))} more: `--all` lists them, `--out` writes them"
        report.add(screen.line((more, screen.QUIET), indent=4))


def _row(report: Report, row: dict[str, Any]) -> None:
    """Show what was and what is, below what it is of."""
    number_ = row.get("variant") or row.get("product") or row.get("category") or ""
    about = {"swatches": " (swatches)", "category_image": " (category)"}.get(row["changed"], "")
    context = om.Context(**row["context"])
    report.add(screen.line((f"{number_}{about}", screen.STRONG), (f" in {context}", screen.QUIET), indent=2))
    before, after = _shown(row, "before"), _shown(row, "after")
    if before == after:
        after = f"{after} (with other texts)"
    report.add(
        screen.hang(screen.line(("- ", screen.BAD)), screen.line(before), indent=4),
        screen.hang(screen.line(("+ ", screen.GOOD)), screen.line((after, screen.GOOD)), indent=4),
    )


def _shown(row: dict[str, Any], side: str) -> str:
    """Give what one side shows, in short."""
    shown = row.get(side)
    if shown is None:
        return "not there"
    if row["changed"] == "category_image":
        return str(shown.get("asset") or "no picture")
    if row["changed"] == "swatches":
        swatches = [f"{one['value']} {one.get('hex') or one.get('asset') or ''}".strip() for one in shown]
        return listed(swatches, _MOST_ITEMS) or "no swatches"
    primary = [item["asset"] for item in shown.get("primary", [])]
    additional = [f"{item['purpose']}: {item['asset']}" for item in shown.get("additional", [])]
    return listed([*primary, *additional], _MOST_ITEMS) or "nothing"
