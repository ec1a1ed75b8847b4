"""`tour`: what a shop shows where, and why, and what it costs to ask."""

from __future__ import annotations

import json
import time
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

import omnimedia as om
from omnimedia.cli import card, codes, inputs, options, screen, why
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.outputs import Output
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, count, size

if TYPE_CHECKING:
    from omnimedia.cli.tour.choose import Telling

_LEGEND = "★ the default image, which lists show · + media with a purpose · ✗ left out"
_RULES = "the default policy: language before channel, and the nearest document decides"

TourFile = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE",
        help="Your publication or tenant; without it, an invented clothing shop.",
        readable=False,
    ),
]
Save = Annotated[
    Path | None,
    typer.Option(
        metavar="SHOP.jsonl",
        help="Write the invented shop to a file, to try the other commands on.",
        readable=False,
    ),
]


def _sample(name: str) -> bytes:
    return (resources.files("omnimedia.cli") / "sample" / name).read_bytes()


def _texts(shop: dict[str, Any]) -> tuple[dict[str, str], dict[str, dict[str, str]]]:
    """Give the name of each product and the values of each variant, by number."""
    named: dict[str, str] = {}
    values: dict[str, dict[str, str]] = {}
    for product in shop.get("products", []):
        named[product["number"]] = product.get("name", "")
        values |= {variant["number"]: variant["values"] for variant in product.get("variants", [])}
    return named, values


@command
def tour(file: TourFile = None, *, save: Save = None, as_json: options.AsJson = False) -> int:
    """Show around a shop: what is in it, what shoppers see and why, and what asking costs."""
    from omnimedia.cli.tour import change, choose, figures, read  # noqa: PLC0415 - for this command alone

    if save is not None:
        return _save(save, file, as_json=as_json)
    times: dict[str, float] = {}
    with Bar(as_json=as_json) as bar:
        start = time.perf_counter()
        if file is None:
            publication = om.Publication.from_json_lines(_sample("shop.jsonl"))
        else:
            publication = bar.work("reading the publication", lambda: inputs.publication(file))
        times["read"] = time.perf_counter() - start
        start = time.perf_counter()
        snapshot = bar.work("flattening", publication.flatten)
        times["flattened"] = time.perf_counter() - start
        start = time.perf_counter()
        bar.work("verifying", snapshot.verify)
        times["verified"] = time.perf_counter() - start
        bar.at("looking around")
        shop = json.loads(publication.to_json())
        tellings = (
            choose.of_the_sample(_sample("README.md").decode())
            if file is None
            else bar.work("looking around", lambda: choose.of_a_shop(shop, publication))
        )
    if as_json:
        return _told(publication, snapshot, tellings)
    name = "the Quillmere shop, a sample" if file is None else called(file)
    report = Report("tour", f"What was read: {name}")
    read.show(report, shop, publication)
    report.heading("The snapshot")
    report.fact("rules", _RULES)
    report.fact("flattened", f"{size(snapshot.size)}, {count(len(publication.products), 'product')}")
    report.fact("verified", "✓ checksums and invariants", screen.GOOD)
    report.heading("What shoppers see, and why")
    report.add(screen.line((_LEGEND, screen.QUIET), indent=2), Text())
    for at, telling in enumerate(tellings):
        _card(report, at + 1, telling, publication, snapshot, shop)
    all_of_them = count(len(tellings), "answer")
    same = f"✓ {all_of_them} from the snapshot, and the publication itself gives the same"
    report.add(screen.line((same, screen.GOOD), indent=2))
    _swatches(report, publication, shop)
    change.show(report, publication, snapshot, shop)
    report.heading("Figures")
    figures.show(report, publication, snapshot, times)
    return report.end(codes.FINE, as_json=False)


def _save(save: Path, file: Path | None, *, as_json: bool) -> int:
    with Output(save, file) as output:
        lines = _sample("shop.jsonl")
        output.write(om.Publication.from_json_lines(lines).to_json() if output.is_object else lines)
        output.finish()
    report = Report("tour", "The Quillmere shop, a sample")
    report.wrote("written", save)
    if str(save) != "-":
        question = "Q1001 --value Color=Moss --channel 128 --locale fr-CA"
        report.fact("try", f"omnimedia ask {called(save)} {question}")
    return report.end(codes.FINE, as_json=as_json)


def _told(publication: om.Publication, snapshot: om.Snapshot, tellings: list[Telling]) -> int:
    answers = []
    for telling in tellings:
        answer = snapshot.resolve(**telling.question)
        answers.append({"caption": telling.caption, "query": telling.question, "answer": answer.to_dict()})
    told = {
        "command": "tour",
        "products": len(publication.products),
        "assets": len(publication.assets),
        "known_contexts": len(publication.known_contexts()),
        "bytes": snapshot.size,
        "answers": answers,
        "status": codes.FINE,
    }
    screen.give(told)
    return codes.FINE


def _card(  # noqa: PLR0917 - all that a card shows
    report: Report,
    at: int,
    telling: Telling,
    publication: om.Publication,
    snapshot: om.Snapshot,
    shop: dict[str, Any],
) -> None:
    """Show one question. The answer is the snapshot's, and must be the publication's."""
    explanation = publication.explain(**telling.question)
    answer = snapshot.resolve(**telling.question)
    if answer != explanation.answer:
        message = f"the snapshot answers otherwise than the publication: {telling.question}"
        raise RuntimeError(message)
    named, values = _texts(shop)
    told = explanation.to_dict()
    number = answer.variant or answer.product
    chosen = values.get(number) or told.get("values") or {}
    report.add(
        screen.hang(Text(f"{at} ", screen.TITLE), screen.line((telling.caption, screen.TITLE))),
        card.title(number, chosen.values(), _place(shop, told["context"]), named.get(answer.product, "")),
        *card.gallery(answer, with_url=False, explained=told["primary"]["items"]),
        *why.drawn(why.why(told), "  why ", "      "),
        Text(),
    )


def _place(shop: dict[str, Any], context: dict[str, str]) -> str:
    """Name a context as its people call it: the channel by its name."""
    named = {channel["id"]: channel.get("name") for channel in shop.get("channels", [])}
    channel = context.get("channel")
    first = "Omnichannel"
    if channel is not None:
        first = f"{named[channel]} ({channel})" if named.get(channel) else f"channel {channel}"
    catalog = [f"catalog {context['catalog']}"] if "catalog" in context else []
    return ", ".join([first, context.get("locale", "Neutral"), *catalog])


def _swatches(report: Report, publication: om.Publication, shop: dict[str, Any]) -> None:
    """Show the swatches of the product that has the most kinds of them."""
    best: tuple[int, str, list[om.Swatch]] = (0, "", [])
    step = max(1, len(publication.products) // 2000)
    for number in publication.products[::step]:
        found = publication.swatches(number)
        worth = 8 * len({(one.shown, one.source, one.crop is None) for one in found}) + min(len(found), 8)
        if found and worth > best[0]:
            best = (worth, number, found)
    if best[2]:
        report.heading("Swatches")
        named, _ = _texts(shop)
        report.add(
            screen.line((f"{named.get(best[1], '')} · {best[1]}".strip(" ·"), screen.STRONG), indent=2),
            card.swatches(best[2][:8]),
        )
