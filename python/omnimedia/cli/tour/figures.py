"""Figures: how many answers, how large, how fast."""

from __future__ import annotations

import random
import time
from typing import TYPE_CHECKING

from omnimedia.cli.words import count, number, size, took

if TYPE_CHECKING:
    import omnimedia as om
    from omnimedia.cli.report import Report

_MOST_DIFFERENT = 200_000
_QUERIES, _ROUNDS = 20_000, 3


def show(report: Report, publication: om.Publication, snapshot: om.Snapshot, times: dict[str, float]) -> None:
    """Say how many answers there are, how large they are, and how long each takes."""
    contexts = publication.known_contexts()
    numbers = [*publication.products]
    for product in publication.products:
        numbers.extend(publication.variants(product))
    answers = len(numbers) * len(contexts)
    of = f"{count(len(numbers), 'product or variant', 'products and variants')}"
    report.fact("answers", f"{number(answers)} = {of} × {count(len(contexts), 'known context')}")
    if answers <= _MOST_DIFFERENT:
        shelves = [
            snapshot.shelf(channel=one.channel, locale=one.locale, catalog=one.catalog) for one in contexts
        ]
        different = {shelf.resolve(wanted).hash for shelf in shelves for wanted in numbers}
        report.fact("", count(len(different), "different one"))
    each = snapshot.size / max(answers, 1)
    report.fact("bytes", f"{size(snapshot.size)} of snapshot, {each:.1f} an answer")
    report.fact("times", ", ".join(f"{what} in {took(seconds)}" for what, seconds in times.items()))
    if numbers:
        _speed(report, snapshot, numbers, contexts)


def _speed(report: Report, snapshot: om.Snapshot, numbers: list[str], contexts: list[om.Context]) -> None:
    """Measure look-ups in random order, from Python: to the default image's url, and of a whole answer."""
    chance = random.Random(1)  # noqa: S311 - the same questions each time
    shelves = [
        snapshot.shelf(channel=one.channel, locale=one.locale, catalog=one.catalog) for one in contexts
    ]
    asked = [(chance.choice(shelves), chance.choice(numbers)) for _ in range(_QUERIES)]
    best = [float("inf"), float("inf")]
    for _ in range(_ROUNDS):
        start = time.perf_counter()
        for shelf, wanted in asked:
            shelf.default_image_url(wanted)
        middle = time.perf_counter()
        for shelf, wanted in asked:
            shelf.resolve(wanted)
        end = time.perf_counter()
        best = [min(best[0], middle - start), min(best[1], end - middle)]
    for name, seconds, what in (
        ("look-ups", best[0], "of the default image's url"),
        ("", best[1], "of an answer"),
    ):
        each = seconds / _QUERIES
        report.fact(name, f"{1e-6 / each:.1f} million a second, {each * 1e9:.0f} ns each, {what}")
