"""A product of 2,048 variants in 20 contexts on two sides opens and reacts without a visible delay."""

from __future__ import annotations

import json
from statistics import median
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Page

# The time from a choice to the end of the layout that shows it.
CHOOSE = """
const [id, index] = arguments;
const select = document.getElementById(id);
const options = [...select.options].filter(option => !option.disabled);
const start = performance.now();
select.value = options[index % options.length].value;
select.dispatchEvent(new Event("change"));
document.body.getBoundingClientRect();
return performance.now() - start;
"""

# From the start of the navigation to the page being ready, laid out.
OPEN = """
const [entry] = performance.getEntriesByType("navigation");
return [entry.domInteractive, entry.domContentLoadedEventEnd, entry.loadEventEnd];
"""


@pytest.mark.parametrize(("name", "bound"), [("large", 3_000_000), ("worst", 12_000_000)])
def test_it_reacts_at_once(page: Callable[..., Page], pages: Path, name: str, bound: int) -> None:
    """The quickest of several tries counts against the bound: the machine may be busy with something else."""
    opens: list[float] = []
    reactions: list[float] = []
    for _ in range(3):
        opened = page(name)
        opened.wait(lambda: opened.run(OPEN)[2] > 0)  # noqa: B023
        opens.append(opened.run(OPEN)[1])
    controls = ("value-0", "value-1", "value-2", "channel", "locale")
    choices = [(control, index) for index in range(1, 9) for control in controls]
    reactions.extend(opened.run(CHOOSE, *choice) for choice in choices)
    figures = json.loads((pages / "figures.json").read_text("utf-8"))
    bytes_, seconds = figures[name]["bytes"], figures[name]["seconds"]
    told = (
        f"{name}: {bytes_ / 1e6:.2f} MB, made in {seconds:.2f} s, "
        f"ready after {min(opens):.0f} ms (median {median(opens):.0f}), "
        f"a choice takes {median(reactions):.1f} ms (most {max(reactions):.1f})\n"
    )
    (pages / f"figures-{name}.txt").write_text(told, "utf-8")
    assert bytes_ < bound
    assert min(opens) < 1_500
    # 100 ms is what people take for at once
    assert median(reactions) < 100
