"""`flatten`: a publication as a snapshot."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from omnimedia.cli import codes, inputs, options
from omnimedia.cli.bar import Bar
from omnimedia.cli.frame import command
from omnimedia.cli.outputs import Output
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, count, size, took

Out = Annotated[
    Path,
    typer.Option(
        "--out",
        "-o",
        metavar="FILE.omni",
        help="Where the snapshot is written, whole or not at all.",
        readable=False,
    ),
]


@command
def flatten(
    file: options.File,
    *,
    out: Out,
    order: options.Order = None,
    parents: options.Parents = None,
    inheritance: options.Inheritance = None,
    alt_source: options.AltSource = None,
    as_json: options.AsJson = False,
) -> int:
    """Flatten a publication to a snapshot, which is mapped and asked in nanoseconds."""
    policy = options.policy(order, parents, inheritance, alt_source)
    with Output(out, file, is_text=False) as output, Bar(as_json=as_json) as bar:
        publication = bar.work("reading the publication", lambda: inputs.publication(file))
        start = time.perf_counter()
        snapshot = bar.work("flattening", lambda: publication.flatten(policy))
        seconds = time.perf_counter() - start
        bar.work("writing the snapshot", lambda: output.write(snapshot.view()))
        output.finish()
    report = Report("flatten", f"Flattening {called(file)}")
    report.set("products", len(publication.products))
    report.set("bytes", snapshot.size)
    report.set("content_hash", snapshot.content_hash)
    report.set("policy", snapshot.policy.to_dict())
    report.set("warnings", len(publication.warnings))
    report.fact("flattened", f"{count(len(publication.products), 'product')} in {took(seconds)}")
    words = snapshot.policy.to_dict()
    report.fact("policy", ", ".join(word for name, word in words.items() if name != "alt_source"))
    report.wrote("written", out, about=size(snapshot.size))
    report.fact("hash", snapshot.content_hash, "dim")
    if publication.warnings:
        many = count(len(publication.warnings), "warning")
        report.fact("", f"{many}: `omnimedia check` has them", "yellow")
    return report.end(codes.FINE, as_json=as_json)
