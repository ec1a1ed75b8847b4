"""The picture of coverage: products × channels and locales, in three colours that everybody tells apart."""

from __future__ import annotations

import importlib.util
import itertools
import warnings
from collections import Counter
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from omnimedia.cli.refusal import Refusal
from omnimedia.cli.words import count, number, visible

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    import omnimedia as om

OWN, OMNICHANNEL, NONE = range(3)
# told apart with any sight, on paper too: they differ in lightness as well as in hue
COLOURS = ("#0b5394", "#a6cdec", "#d95f02")
WORDS = ("an image", "only from Omnichannel, Neutral", "no image")

_MOST_LABELLED = 60
_MOST_ROWS = 400
_MOST_COLUMNS = 100
_MOST_LINES = 60
# how many channels are shown one by one, however alike they are
_FEW_BLOCKS = 12
_MOST_LETTERS = 24
# inches that a letter takes
_LETTER = 0.085
_MARGIN = "#ffffff"
_INK, _QUIET = "#1f1f1f", "#5f5f5f"


class Coverage(NamedTuple):
    """How each product is covered in each context: a row of codes for each product."""

    products: Sequence[str]
    contexts: Sequence[om.Context]
    codes: np.ndarray[Any, Any]


class Block(NamedTuple):
    """Channels that are covered alike, and their locales."""

    channels: list[str | None]
    locales: list[str | None]

    def name(self) -> str:
        """Give the channel, or the first and how many more."""
        first = "Omnichannel" if self.channels[0] is None else self.channels[0]
        more = len(self.channels) - 1
        return f"{first} and {number(more)} more alike" if more else first


class Shown(NamedTuple):
    """What is drawn: blocks of columns, and rows of codes."""

    blocks: list[Block]
    codes: np.ndarray[Any, Any]


def blocks(told: Coverage) -> Shown:
    """Put the columns of each channel together; of many channels, those that are covered alike."""
    import numpy as np  # noqa: PLC0415 - it comes with matplotlib

    spans: dict[str | None, list[int]] = {}
    for at, context in enumerate(told.contexts):
        spans.setdefault(context.channel, []).append(at)
    found: dict[object, tuple[Block, list[int]]] = {}
    for channel, columns in spans.items():
        locales = [told.contexts[at].locale for at in columns]
        key: object = (
            (tuple(locales), told.codes[:, columns].tobytes()) if len(spans) > _FEW_BLOCKS else channel
        )
        block, _ = found.setdefault(key, (Block([], locales), columns))
        block.channels.append(channel)
    kept = [at for _, columns in found.values() for at in columns]
    return Shown([block for block, _ in found.values()], told.codes[:, np.array(kept, dtype=int)])


def ordered(coverage: Coverage) -> Coverage:
    """Order contexts by channel and locale; products that lack most first, and those alike together."""
    import numpy as np  # noqa: PLC0415 - it comes with matplotlib

    def place(at: int) -> tuple[bool, str, bool, str]:
        context = coverage.contexts[at]
        return (
            context.channel is not None,
            context.channel or "",
            context.locale is not None,
            context.locale or "",
        )

    columns = sorted(range(len(coverage.contexts)), key=place)
    codes = coverage.codes[:, columns]
    lacking = [(codes == code).sum(axis=1) for code in (NONE, OMNICHANNEL)]
    rows = sorted(
        range(len(coverage.products)),
        key=lambda at: (*(-int(one[at]) for one in lacking), tuple(-codes[at]), coverage.products[at]),
    )
    return Coverage(
        [coverage.products[at] for at in rows],
        [coverage.contexts[at] for at in columns],
        codes[np.array(rows, dtype=int)] if rows else codes,
    )


def _gathered(codes: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
    """Put neighbours together where there are more rows than fit: the colour of most of them."""
    import numpy as np  # noqa: PLC0415 - as above

    if len(codes) <= _MOST_ROWS:
        return codes
    groups = np.array_split(codes, _MOST_ROWS)
    # of as many the worse
    most = [
        np.stack([(group == code).sum(axis=0) for code in (NONE, OMNICHANNEL, OWN)]).argmax(axis=0)
        for group in groups
    ]
    gathered: np.ndarray[Any, Any] = np.array([NONE, OMNICHANNEL, OWN])[np.stack(most)]
    return gathered


def need() -> None:
    """Refuse where matplotlib is not installed."""
    if importlib.util.find_spec("matplotlib") is None:
        raise Refusal.missing("matplotlib", "run `pip install 'omnimedia[plot]'`", "`--plot`")


def draw(coverage: Coverage, file: BinaryIO, form: str, title: str) -> None:
    """Write the picture to a file.

    Args:
        coverage: what is drawn.
        file: where it goes.
        form: `png` or `svg`.
        title: what it is a picture of.

    """
    import matplotlib as mpl  # noqa: PLC0415 - it is large, and an extra
    from matplotlib.figure import Figure  # noqa: PLC0415 - as above

    told = ordered(coverage)
    shown = blocks(told)
    shown = Shown(shown.blocks, _gathered(shown.codes))
    with (
        mpl.rc_context({"svg.hashsalt": "omnimedia", "font.family": "sans-serif"}),
        warnings.catch_warnings(),
    ):
        # a name in letters that the font lacks is shown as boxes
        warnings.simplefilter("ignore")
        figure = Figure(figsize=_size(shown.codes), dpi=110, facecolor=_MARGIN, layout="constrained")
        _head(figure, told, title)
        _body(figure, told, shown)
        metadata = {"Date": None} if form == "svg" else None
        figure.savefig(file, format=form, metadata=metadata)


def _size(codes: np.ndarray[Any, Any]) -> tuple[float, float]:
    """Inches: readable rows where they are few, a page where they are many."""
    rows, columns = codes.shape
    high = rows * 0.24 if rows <= _MOST_LABELLED else min(0.03 * rows, 8.5)
    return min(max(7.5, 2.6 + 0.34 * columns), 18.0), max(high, 0.8) + 2.7


def _head(figure: Figure, told: Coverage, title: str) -> None:
    """Set the title with the counts, and below it what each colour means and how much it has."""
    from matplotlib.patches import Patch  # noqa: PLC0415 - as above

    of = Counter(int(code) for code in told.codes.flat)
    total = max(told.codes.size, 1)
    contexts = count(len(told.contexts), "channel and locale", "channels and locales")
    head = figure.suptitle(
        f"{visible(title)}\n{count(len(told.products), 'product')} × {contexts}"
        f": {number(of[NONE])} of {number(told.codes.size)} without an image",
        x=0.02,
        ha="left",
        fontsize=12,
        color=_INK,
    )
    head.set_parse_math(False)
    patches = [
        Patch(color=COLOURS[code], label=f"{WORDS[code]} ({of[code] / total:.0%})")
        for code in (OWN, OMNICHANNEL, NONE)
    ]
    figure.legend(
        handles=patches, loc="outside lower left", ncols=3, frameon=False, fontsize=9, handlelength=1.2
    )


def _body(figure: Figure, told: Coverage, shown: Shown) -> None:
    from matplotlib.colors import BoundaryNorm, ListedColormap  # noqa: PLC0415 - as above

    axes = figure.subplots()
    if shown.codes.size:
        colours = ListedColormap(list(COLOURS))
        axes.imshow(
            shown.codes,
            cmap=colours,
            norm=BoundaryNorm([-0.5, 0.5, 1.5, 2.5], 3),
            aspect="auto",
            interpolation="nearest",
        )
    axes.tick_params(length=0, colors=_QUIET)
    for spine in axes.spines.values():
        spine.set_visible(False)
    _columns(axes, shown, figure.get_figwidth() - 1.2)
    _rows(axes, told, len(shown.codes))


def _columns(axes: Axes, shown: Shown, inches: float) -> None:
    """Set the locales at the columns, and the channels above."""
    locales = [locale for block in shown.blocks for locale in block.locales]
    each = inches / max(len(locales), 1)
    step = max(1, -(-len(locales) // _MOST_COLUMNS))
    places = range(0, len(locales), step)
    axes.set_xticks(list(places), [visible(locales[at] or "Neutral") for at in places])
    axes.tick_params(axis="x", labelrotation=90, labelsize=8)
    starts = [0]
    for block in shown.blocks:
        starts.append(starts[-1] + len(block.locales))
    above = axes.secondary_xaxis("top")
    above.spines[:].set_visible(False)
    names = [_cut(block.name(), round(len(block.locales) * each / _LETTER)) for block in shown.blocks]
    is_narrow = any(name != block.name() for name, block in zip(names, shown.blocks, strict=True))
    if is_narrow and (len(shown.blocks) > _FEW_BLOCKS or len(set(names)) < len(names)):
        names = [_cut(block.name(), _MOST_LETTERS) for block in shown.blocks]
        above.tick_params(labelrotation=90)
    above.tick_params(length=0, labelsize=9, colors=_INK)
    above.set_xticks([(at + end - 1) / 2 for at, end in itertools.pairwise(starts)], names)
    for label in (*axes.get_xticklabels(), *above.get_xticklabels()):
        label.set_parse_math(False)
    for at in starts[1:-1]:
        axes.axvline(at - 0.5, color=_MARGIN, linewidth=min(3.0, 24 * each))
    if len(locales) <= _MOST_LINES:
        for at in range(1, len(locales)):
            axes.axvline(at - 0.5, color=_MARGIN, linewidth=0.8)


def _cut(name: str, room: int) -> str:
    name, room = visible(name), max(room, 4)
    return name if len(name) <= room else f"{name[: room - 1]}…"


def _rows(axes: Axes, told: Coverage, rows: int) -> None:
    """Set the numbers of the products, or, where they are too many, how many there are."""
    products = told.products
    if len(products) <= _MOST_LABELLED:
        most = 28
        names = [visible(one) if len(one) <= most else f"{visible(one[: most - 1])}…" for one in products]
        axes.set_yticks(range(len(products)), names)
        axes.tick_params(axis="y", labelsize=8)
        for label in axes.get_yticklabels():
            label.set_parse_math(False)
        for at in range(1, len(products)):
            axes.axhline(at - 0.5, color=_MARGIN, linewidth=0.8)
        return
    parts = [0.0, 0.25, 0.5, 0.75, 1.0]
    axes.set_yticks(
        [part * rows - 0.5 for part in parts], [number(round(part * len(products))) for part in parts]
    )
    axes.tick_params(axis="y", labelsize=8)
    each = len(products) / rows
    note = "products, those that lack most first"
    axes.set_ylabel(
        note if each <= 1 else f"{note}\n(a row: about {each:.0f}, in the colour of most)",
        fontsize=9,
        color=_QUIET,
    )
