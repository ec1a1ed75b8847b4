"""`ask --batch`: a table of questions, a table of answers."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

import omnimedia as om
from omnimedia.cli import codes, inputs, tables
from omnimedia.cli.inputs import Input, Kind
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, joined, number

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
_MOST_ID = 2**64 - 1
_DIGITS = 20


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
            table = _text(data, inputs.as_text(questions, data), "\t" if form == ".tsv" else ",")
    except (pa.ArrowException, csv.Error, OSError) as error:
        raise _none(questions, str(error).splitlines()[0]) from None
    _look(questions, table.column_names)
    return table


def _none(questions: Path, why: str) -> Refusal:
    advice = "give columns such as `product` and `channel`, and a row a question"
    return Refusal(codes.BAD_INPUT, [Wrong("read", f"it is no table of questions: {why}", advice)], questions)


def _text(data: bytes, text: str, delimiter: str) -> pa.Table:
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.csv as pc  # noqa: PLC0415 - as above

    # that a column is text is said by its name
    names = next(filter(None, csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)), [])
    return pc.read_csv(
        pa.BufferReader(data),
        parse_options=pc.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pc.ConvertOptions(
            column_types=dict.fromkeys(names, pa.string()), strings_can_be_null=True, null_values=[""]
        ),
    )


def _look(questions: Path, names: list[str]) -> None:
    """Refuse columns that cannot stand beside each other, or beside the answers."""
    twice = [name for name in dict.fromkeys(names) if names.count(name) > 1]
    if twice:
        raise _none(questions, f"the column {_quoted(twice)} is there twice")
    if not {*_SUBJECT} & {*names}:
        raise _none(questions, f"it has no column {_quoted(_SUBJECT, 'or')}")
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
    if "record_id" not in asked.column_names or not _is_text(asked.schema.field("record_id").type):
        return asked
    ids = [_id(cell) for cell in asked["record_id"].to_pylist()]
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


def _id(cell: str | None) -> int | None:
    """Give a record id, 0 for an empty cell, and `None` for what is none."""
    if not cell:
        return 0
    if cell.isascii() and cell.isdigit() and len(cell) <= _DIGITS and 1 <= int(cell) <= _MOST_ID:
        return int(cell)
    return None


def ask(  # noqa: PLR0917 - each by its name
    given: Input, questions: Path, form: str, context: dict[str, Any], policy: om.Policy | None, bar: Bar
) -> pa.Table:
    """Answer each question, in the columns behind it."""
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
    return table


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
    kinds = ", ".join(f"{number(has)} {code}" for code, has in faults.items())
    report.count(
        "faults_in_all", "not answered", many, f"({kinds})" if faults else "", style="yellow" if many else ""
    )
    report.wrote("written", output.name)
    return report.end(codes.FOUND if many else codes.FINE, as_json=as_json)
