"""`ask` and `explain`: what a product shows, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from rich.text import Text

import omnimedia as om
from omnimedia.cli import card, codes, inputs, known, options, screen
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.inputs import Input, Kind
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import Refusal

Number = Annotated[
    str | None, typer.Argument(metavar="NUMBER", help="The number of a product or of a variant.")
]
Variant = Annotated[str | None, typer.Option(metavar="NUMBER", help="A variant of the product.")]
Values = Annotated[
    list[str] | None,
    typer.Option("--value", metavar="DIMENSION=VALUE", help="A value that is selected; for each dimension."),
]
RecordId = Annotated[
    int | None,
    typer.Option(min=1, metavar="ID", help="The record id of a product or variant, for NUMBER."),
]
AskFile = Annotated[
    Path,
    typer.Argument(
        metavar="FILE",
        help="A publication, a tenant or a snapshot; `-` is the standard input.",
        readable=False,
    ),
]
Batch = Annotated[
    Path | None,
    typer.Option(
        metavar="QUESTIONS",
        help="Ask a table: .csv, .tsv or .parquet; `-` is CSV from the standard input.",
        readable=False,
    ),
]
Out = Annotated[
    Path | None,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE",
        help="Where the answers of --batch go; `-` is CSV on the standard output.",
        readable=False,
    ),
]
Swatches = Annotated[bool, typer.Option("--swatches", help="Show the swatches of the product, too.")]


def _question(
    number: str | None, variant: str | None, value: list[str] | None, record_id: int | None
) -> dict[str, Any]:
    """Give the subject of a question, as the library takes it."""
    if number is not None and record_id is not None:
        raise Refusal.usage("NUMBER stands beside `--record-id`", "give one of the two")
    if number is None and record_id is None and variant is None:
        raise Refusal.usage(
            "nothing is asked for", "give the NUMBER of a product or variant, or `--record-id`"
        )
    return {
        "product": number,
        "variant": variant,
        "values": options.values(value) or None,
        "record_id": record_id,
    }


_ASKED = (Kind.PUBLICATION, Kind.TENANT, Kind.SNAPSHOT)


def _opened(file: Path, policy: om.Policy | None) -> Input:
    given = inputs.open_as(file, *_ASKED)
    if given.kind is Kind.SNAPSHOT and policy is not None:
        raise Refusal.usage("a snapshot has its own policy", "flatten the publication with these options")
    return given


def _batch(
    file: Path,
    questions: Path,
    out: Path | None,
    context: dict[str, Any],
    policy: om.Policy | None,
    *,
    as_json: bool,
) -> int:
    """Answer a table of questions."""
    from omnimedia.cli import batch, tables  # noqa: PLC0415 - for this alone

    if out is None:
        raise Refusal.usage("the answers would be nowhere", "give `--out FILE`")
    form, out_form = batch.form_of(questions), tables.form_of(out)
    with Output(out, file, questions) as output, Bar(as_json=as_json) as bar:
        given = _opened(file, policy)
        answered, snapshot = batch.ask(given, questions, form, context, policy, bar)
        status = batch.told(answered, questions, output, out_form, as_json=as_json)
    if not as_json:
        batch.warn(answered, snapshot, context)
    return status


def _place(context: om.Context) -> dict[str, Any]:
    return {"channel": context.channel, "locale": context.locale, "catalog": context.catalog}


@command
def ask(
    file: AskFile,
    number: Number = None,
    *,
    variant: Variant = None,
    value: Values = None,
    record_id: RecordId = None,
    channel: options.Channel = None,
    locale: options.Locale = None,
    catalog: options.Catalog = None,
    swatches: Swatches = False,
    batch: Batch = None,
    out: Out = None,
    order: options.Order = None,
    parents: options.Parents = None,
    inheritance: options.Inheritance = None,
    alt_source: options.AltSource = None,
    as_json: options.AsJson = False,
) -> int:
    """Show the gallery of a product, variant or selection: each item, and where it comes from."""
    context = options.context(channel, locale, catalog)
    policy = options.policy(order, parents, inheritance, alt_source)
    if batch is not None:
        if number or variant or value or record_id or swatches:
            raise Refusal.usage("a question stands beside `--batch`", "put it into the table")
        return _batch(file, batch, out, _place(context), policy, as_json=as_json)
    if out is not None:
        raise Refusal.usage("`--out` is for the answers of `--batch`", "leave it out, or ask a table")
    subject = _question(number, variant, value, record_id)
    with Bar(as_json=as_json) as bar:
        given = _opened(file, policy)
        place = _place(context)
        shop: om.Publication | om.Snapshot
        if given.kind is Kind.SNAPSHOT:
            shop = bar.work("opening the snapshot", lambda: inputs.snapshot_of(given))
        else:
            shop = bar.work("reading the publication", lambda: inputs.publication_of(given))
            place["policy"] = policy
        try:
            answer = shop.resolve(**subject, **place)
            found = shop.swatches(answer.product, **place) if swatches else []
        except om.Fault as fault:
            raise known.refused(file, fault, (variant, number), lambda: known.numbers(shop)) from None
    if as_json:
        told = answer.to_dict()
        if swatches:
            told["swatches"] = [_swatch(one) for one in found]
        screen.give(told)
        return codes.FINE
    chosen = [] if answer.variant else options.values(value).values()
    page: list[Any] = [
        card.title(answer.variant or answer.product, chosen, str(context)),
        screen.line((card.said(answer), screen.QUIET)),
        Text(),
        *card.gallery(answer),
    ]
    if found:
        page += [Text(), card.swatches(found)]
    screen.show(page)
    known.warn(shop.known_contexts, context)
    return codes.FINE


def _swatch(swatch: om.Swatch) -> dict[str, Any]:
    told: dict[str, Any] = {"dimension": swatch.dimension, "value": swatch.value, "source": swatch.source}
    if swatch.hex is not None:
        told["hex"] = swatch.hex
    if swatch.asset is not None:
        told["asset"] = swatch.asset
    if swatch.crop is not None:
        told["crop"] = dict(zip(("x", "y", "width", "height"), swatch.crop, strict=True))
    return told | {"shown": swatch.shown}


@command
def explain(
    file: options.File,
    number: Number = None,
    *,
    variant: Variant = None,
    value: Values = None,
    record_id: RecordId = None,
    channel: options.Channel = None,
    locale: options.Locale = None,
    catalog: options.Catalog = None,
    order: options.Order = None,
    parents: options.Parents = None,
    inheritance: options.Inheritance = None,
    alt_source: options.AltSource = None,
    as_json: options.AsJson = False,
) -> int:
    """Tell why a gallery is what it is: where it was looked for, who spoke, what was left out."""
    subject = _question(number, variant, value, record_id)
    context = options.context(channel, locale, catalog)
    policy = options.policy(order, parents, inheritance, alt_source)
    with Bar(as_json=as_json) as bar:
        publication = bar.work("reading the publication", lambda: inputs.publication(file))
        try:
            explanation = publication.explain(**subject, **_place(context), policy=policy)
        except om.Fault as fault:
            raise known.refused(file, fault, (variant, number), lambda: known.numbers(publication)) from None
    if as_json:
        screen.give(explanation.to_dict())
    else:
        screen.show(card.tree(str(explanation)))
        known.warn(publication.known_contexts, context)
    return codes.FINE
