"""`ask --batch`: a table of questions, a table of answers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import omnimedia as om
from omnimedia._native import _nearly_asks
from omnimedia.cli import codes, inputs, known, tables
from omnimedia.cli.inputs import Input, Kind
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, count, joined, number

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pyarrow as pa

    from omnimedia.cli.bar import Bar
    from omnimedia.cli.outputs import Output

_FORMS = (".csv", ".tsv", ".parquet")
_SUBJECT = ("product", "variant", "record_id")
_ASKED = (*_SUBJECT, "channel", "locale", "catalog")
_ANSWERS = (
    "default_image",
    "default_image_url",
    "primary",
    "additional",
    "level",
    "origin_catalog",
    "origin_channel",
    "origin_locale",
    "fault",
)
_MOST_ID = 2**63 - 1
_DIGITS = 19
# letters of a cell
_MOST_CELL = 1 << 24


def form_of(questions: Path) -> str:
    """Give the form of a table of questions, or refuse it; the standard input is .csv."""
    form = ".csv" if str(questions) == "-" else questions.suffix.lower()
    if form not in _FORMS:
        raise Refusal.usage(f"`{called(questions)}` is of no form of questions", f"name {joined(_FORMS)}")
    try:
        import pyarrow.csv  # noqa: PLC0415 - it is large, and not always there
        import pyarrow.parquet  # noqa: F401, PLC0415 - as above
    except ImportError:
        raise Refusal.missing("pyarrow", "run `pip install pyarrow`", "`--batch`") from None
    return form


def read(questions: Path, form: str) -> pa.Table:
    """Read the questions, with every cell as it is: of text, cells are text, and empty ones are nothing."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    data = inputs.read(questions)
    try:
        if form == ".parquet":
            table = pq.read_table(pa.BufferReader(data))
        else:
            table = _text(questions, inputs.as_text(questions, data), "\t" if form == ".tsv" else ",")
    except (pa.ArrowException, OSError) as error:
        raise _none(questions, str(error).splitlines()[0]) from None
    _look(questions, table.column_names)
    return table


_ADVICE = "give columns such as `product` and `channel`, and a row a question"


def _none(questions: Path, why: str, advice: str = _ADVICE, place: str = "") -> Refusal:
    wrong = Wrong("read", f"it is no table of questions: {why}", advice, place)
    return Refusal(codes.BAD_INPUT, [wrong], questions)


def _text(questions: Path, text: str, delimiter: str) -> pa.Table:
    """Read every line as a row, also an empty one, so that answers stand beside their questions."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    csv.field_size_limit(_MOST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names: list[str] = []
    rows: list[list[str]] = []
    empty = 0
    begins = 1
    try:
        for cells in reader:
            if not names:
                names = cells
            elif not cells:
                # those at the end are none
                empty += 1
            elif len(cells) != len(names):
                why = f"{count(len(cells), 'cell')} where the header has {number(len(names))}"
                raise _none(questions, why, "quote a cell that has the separator in it", f"line {begins}")
            else:
                rows += [[""] * len(names)] * empty
                empty = 0
                rows.append(cells)
            begins = reader.line_num + 1
    except csv.Error as error:
        why = "a quote is not closed" if "end of data" in str(error) else str(error)
        advice = 'quote the whole cell, and write `"` within it as `""`'
        raise _none(questions, why, advice, f"line {begins}") from None
    if not names:
        raise _none(questions, "it is empty")
    columns = zip(*rows, strict=True) if rows else [() for _ in names]
    texts = [pa.array([cell or None for cell in column], pa.string()) for column in columns]
    return pa.table(texts, names=names)


def _look(questions: Path, names: list[str]) -> None:
    """Refuse columns that cannot stand beside each other, or beside the answers."""
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise _none(questions, f"the column {_quoted(twice)} is there twice")
    nearly = _nearly_asks(names)
    if nearly is not None:
        name, meant = nearly
        advice = f"name it `{meant}`; what does not ask needs another name"
        raise _none(questions, f"the column `{name}` nearly asks", advice)
    if not {*_SUBJECT} & {*names}:
        there = _quoted(names) if names else "none"
        advice = "separate the columns by commas" if any(";" in name for name in names) else _ADVICE
        raise _none(questions, f"it has no column {_quoted(_SUBJECT, 'or')}; it has {there}", advice)
    taken = [name for name in names if name in _ANSWERS]
    if taken:
        what = f"it has the column {_quoted(taken)}, which the answers have, too"
        wrong = Wrong("usage", what, "give it another name, or leave it out of the table")
        raise Refusal(codes.USAGE, [wrong], questions)


def _quoted(names: Iterable[str], last: str = "and") -> str:
    return joined([f"`{name}`" for name in names], last)


def questions_of(table: pa.Table) -> pa.Table:
    """Give the columns that ask, as the library takes them.

    A cell that is no record id makes a row that asks for two things at once, which has a fault as any other
    row that cannot be answered; the rest is answered.
    """
    import pyarrow as pa  # noqa: PLC0415 - as above

    asked = table.select([name for name in _ASKED if name in table.column_names])
    if "record_id" not in asked.column_names:
        return asked
    kind = asked.schema.field("record_id").type
    if not _is_text(kind) and not pa.types.is_integer(kind):
        return asked
    ids = [_id("" if cell is None else str(cell)) for cell in asked["record_id"].to_pylist()]
    asked = asked.drop_columns(["record_id"])
    if None in ids:
        products = asked["product"].to_pylist() if "product" in asked.column_names else [None] * len(ids)
        products = ["" if id_ is None else product for id_, product in zip(ids, products, strict=True)]
        if "product" in asked.column_names:
            asked = asked.drop_columns(["product"])
        asked = asked.append_column("product", pa.array(products, pa.string()))
    given = [1 if id_ is None else id_ or None for id_ in ids]
    return asked.append_column("record_id", pa.array(given, pa.uint64()))


def _is_text(kind: pa.DataType) -> bool:
    import pyarrow as pa  # noqa: PLC0415 - as above

    if pa.types.is_dictionary(kind):
        return _is_text(kind.value_type)
    return bool(pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind))


def _id(cell: str) -> int | None:
    """Give a record id, 0 for an empty cell, and `None` for what is none."""
    if not cell:
        return 0
    if cell.isascii() and cell.isdigit() and len(cell) <= _DIGITS and 1 <= int(cell) <= _MOST_ID:
        return int(cell)
    return None


def ask(  # noqa: PLR0917 - each by its name
    given: Input, questions: Path, form: str, context: dict[str, Any], policy: om.Policy | None, bar: Bar
) -> tuple[pa.Table, om.Snapshot]:
    """Answer each question, in the columns behind it; and give what answered."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    table = bar.work("reading the questions", lambda: read(questions, form))
    if given.kind is Kind.SNAPSHOT:
        snapshot = bar.work("opening the snapshot", lambda: inputs.snapshot_of(given))
    else:
        publication = bar.work("reading the publication", lambda: inputs.publication_of(given))
        snapshot = bar.work("flattening", lambda: publication.flatten(policy))
    asked = questions_of(table)
    try:
        answers = bar.work("asking", lambda: pa.table(snapshot.resolve_batch(asked, **context)))
    except om.Fault as fault:
        raise Refusal.content(questions, fault) from None
    for name in answers.column_names:
        table = table.append_column(name, answers[name])
    return table, snapshot


def warn(table: pa.Table, snapshot: om.Snapshot, context: dict[str, Any]) -> None:
    """Tell a person of the channels and catalogs in a table, or beside it, that nothing is known of."""

    def names(what: str) -> list[str | None]:
        return table[what].unique().to_pylist() if what in table.column_names else [context[what]]

    known.warn_of(snapshot.known_contexts, channel=names("channel"), catalog=names("catalog"))


def told(answered: pa.Table, questions: Path, output: Output, form: str, *, as_json: bool) -> int:
    """Write the answers, and say how many there are."""
    tables.write_arrow(answered, output, form)
    output.finish()
    faults: dict[str, int] = {}
    for code in answered["fault"].to_pylist():
        if code:
            faults[code] = faults.get(code, 0) + 1
    many = sum(faults.values())
    report = Report("ask", f"Questions of {called(questions)}")
    report.count("rows", "questions", answered.num_rows)
    asked = [name for name in _ASKED if name in answered.column_names]
    report.set("columns", asked)
    report.fact("asked by", joined([f"`{name}`" for name in asked], "and"))
    kinds = ", ".join(f"{number(has)} {code}" for code, has in faults.items())
    report.count(
        "faults_in_all", "not answered", many, f"({kinds})" if faults else "", style="yellow" if many else ""
    )
    report.wrote("written", output.name)
    return report.end(codes.FOUND if many else codes.FINE, as_json=as_json)
