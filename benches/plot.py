"""Draws `docs/growth.svg` from the figures of the growth sweep.

    pip install matplotlib
    OMNIMEDIA_BENCH_ONLY=growth OMNIMEDIA_BENCH_GROWTH_CSV=growth.csv cargo bench -p omnimedia-benches
    python benches/plot.py growth.csv docs/growth.svg

A column for each thing that is varied, a row for each question. The same figures give the same bytes.
"""

from __future__ import annotations

import argparse
import csv
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl

mpl.use("svg")

import matplotlib.pyplot as plt

if TYPE_CHECKING:
    from matplotlib.axes import Axes

Rows = list[dict[str, float]]
Line = tuple[str, str, str, str]

# what is varied, and what its axis says
COLUMNS = (
    ("variants", "variants"),
    ("contexts", "contexts"),
    ("overrides", "% of variants with sets of their own"),
)
# the title of each row, its unit, and its lines: column of the file, name, colour, style
ROWS: tuple[tuple[str, str, tuple[Line, ...]], ...] = (
    (
        "one look-up",
        "ns",
        (
            ("read_ns", "one read of memory", "#767676", "--"),
            ("strings_ns", "by strings", "#0b6e99", "-"),
            ("shelf_ns", "with a shelf", "#d1690e", "-"),
            ("batch_ns", "32 at a time", "#5a8a2c", "-"),
        ),
    ),
    ("flatten, by variant", "ns", (("flatten_ns_by_variant", "flatten", "#0b6e99", "-"),)),
    ("the file, by variant", "bytes", (("bytes_by_variant", "bytes", "#0b6e99", "-"),)),
    (
        "open, and publish one product",
        "ns",
        (
            ("publish_one_ns", "publish one product", "#0b6e99", "-"),
            ("open_ns", "open", "#d1690e", "-"),
        ),
    ),
)
SETTINGS: dict[Any, Any] = {
    # text stays text, ids are made from a fixed salt
    "svg.fonttype": "none",
    "svg.hashsalt": "omnimedia",
    "font.family": "sans-serif",
    "font.size": 9,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.color": "#e4e4e4",
    "lines.markersize": 3.5,
}


def read(path: Path) -> dict[str, Rows]:
    """The rows of each thing that is varied, in its order."""
    found: dict[str, Rows] = {name: [] for name, _ in COLUMNS}
    with path.open(newline="") as file:
        for row in csv.DictReader(file):
            dimension = row.pop("dimension")
            found[dimension].append({name: float(figure) for name, figure in row.items()})
    return {name: sorted(rows, key=lambda row: row[name]) for name, rows in found.items()}


def draw(axes: Axes, rows: Rows, name: str, lines: tuple[Line, ...]) -> None:
    """The lines of one picture."""
    for key, label, colour, style in lines:
        axes.plot([row[name] for row in rows], [row[key] for row in rows], style, marker="o", color=colour, label=label)
    if name == "overrides":
        # from none to all: what is small has room, too
        axes.set_xscale("symlog", linthresh=1, linscale=0.5)
    else:
        axes.set_xscale("log")
    axes.set_xticks(sorted({row[name] for row in rows}))
    axes.minorticks_off()
    axes.xaxis.set_major_formatter(lambda figure, _: short(figure))


def short(figure: float) -> str:
    """A number for an axis."""
    for unit, name in ((1e6, "M"), (1e3, "k")):
        if figure >= unit:
            return f"{figure / unit:g} {name}"
    return f"{figure:g}"


def main() -> None:
    """Draws the picture."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("figures", type=Path, help="the CSV that the benchmark wrote")
    parser.add_argument("picture", type=Path, help="the SVG to write")
    given = parser.parse_args()
    found = read(given.figures)
    with mpl.rc_context(SETTINGS):
        figure, pictures = plt.subplots(len(ROWS), len(COLUMNS), figsize=(10, 10), sharey="row", squeeze=False)
        for line, (title, unit, lines) in zip(pictures, ROWS, strict=True):
            for axes, (name, what) in zip(line, COLUMNS, strict=True):
                draw(axes, found[name], name, lines)
                axes.set_xlabel(what)
            first = line[0]
            first.set_ylabel(unit)
            first.set_title(title, loc="left", fontweight="bold")
            if unit == "ns" and "open" in title:
                first.set_yscale("log")
            else:
                first.set_ylim(bottom=0)
            if len(lines) > 1:
                first.legend(frameon=False, fontsize=8)
        figure.align_ylabels()
        figure.tight_layout()
        figure.savefig(given.picture, metadata={"Date": None, "Creator": None})


if __name__ == "__main__":
    main()
