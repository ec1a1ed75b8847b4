"""`preview`: one HTML page that shows what products show in every context, and why."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

import omnimedia as om
from omnimedia.cli import codes, inputs, known, options
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.outputs import Output
from omnimedia.cli.refusal import Refusal
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, count, size

Other = Annotated[
    Path | None,
    typer.Argument(
        metavar="OTHER", help="What it is compared with, on the same page: a draft, say.", readable=False
    ),
]
Title = Annotated[str | None, typer.Option(metavar="TEXT", help="What the page is called.")]
ProductsShown = Annotated[
    list[str] | None,
    typer.Option(
        "--product", metavar="NUMBER", help="Only this product or variant; may be given more than once."
    ),
]
ChannelsShown = Annotated[
    list[str] | None,
    typer.Option("--channel", metavar="NUMBER", help="Only this channel; the empty one is Omnichannel."),
]
LocalesShown = Annotated[
    list[str] | None,
    typer.Option("--locale", metavar="TAG", help="Only this locale; the empty one is Neutral."),
]
CatalogsShown = Annotated[
    list[str] | None,
    typer.Option("--catalog", metavar="NUMBER", help="Only this catalog; the empty one is the default."),
]
Link = Annotated[
    bool,
    typer.Option(
        "--link-pictures", help="Let the browser show pictures from their own urls; off, nothing is fetched."
    ),
]


def page_of(
    file: Path,
    other: Path | None,
    *,
    title: str | None,
    shown: dict[str, Any],
    link_pictures: bool,
    policy: om.Policy | None,
) -> str:
    """Make the page of one file, or of two side by side."""
    sides: dict[str, Any] = {"caption": called(file.name)}
    publication = inputs.publication(file)
    publications = [publication]
    if other is not None:
        publications.append(inputs.publication(other))
        sides |= {"compare": publications[1], "compare_caption": called(other.name)}
    places = {name: shown.get(f"{name}s") for name in ("channel", "locale", "catalog")}
    if any(places.values()):
        contexts = [context for one in publications for context in one.known_contexts()]
        known.need_places(places, contexts, file)
    try:
        page = publication.preview(title=title, **sides, **shown, link_pictures=link_pictures, policy=policy)
    except om.Fault as fault:
        if fault.code == "malformed_locale":
            raise Refusal(codes.USAGE, fault.faults) from None
        asked = shown.get("products") or []
        raise known.refused(
            file, fault, asked, lambda: (number for one in publications for number in known.numbers(one))
        ) from None
    return str(page)


@command
def preview(
    file: options.File,
    other: Other = None,
    *,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="PAGE.html", help="Where the page is written.", readable=False),
    ],
    title: Title = None,
    product: ProductsShown = None,
    channel: ChannelsShown = None,
    locale: LocalesShown = None,
    catalog: CatalogsShown = None,
    link_pictures: Link = False,
    order: options.Order = None,
    parents: options.Parents = None,
    inheritance: options.Inheritance = None,
    alt_source: options.AltSource = None,
    as_json: options.AsJson = False,
) -> int:
    """Write one HTML page that shows what products show in every context, and why. It asks no network."""
    policy = options.policy(order, parents, inheritance, alt_source)
    shown = {"products": product or None, "channels": channel, "locales": locale, "catalogs": catalog}
    with Output(out, file, other) as output, Bar(as_json=as_json) as bar:
        page = bar.work(
            "making the page",
            lambda: page_of(
                file, other, title=title, shown=shown, link_pictures=link_pictures, policy=policy
            ),
        )
        output.write(page)
        output.finish()
    report = Report("preview", f"Preview of {called(file)}")
    many = len(page.encode())
    report.set("bytes", many)
    report.fact("shows", count(1 if other is None else 2, "side"))
    report.wrote("written", out, about=size(many))
    report.fact("", "open it in a browser; it needs nothing else", "dim")
    return report.end(codes.FINE, as_json=as_json)
