"""`ask --batch`: a table of questions, a table of answers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import omnimedia as om
from omnimedia.cli import codes, inputs, tables
from omnimedia.cli.inputs import Input, Kind
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.report import Report
from omnimedia.cli.words import called, joined

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa

    from omnimedia.cli.bar import Bar
    from omnimedia.cli.outputs import Output

_FORMS = (".csv", ".tsv", ".parquet")
# numbers with leading zeros are text
_TEXTS = ("product", "variant", "channel", "locale", "catalog")


def form_of(questions: Path) -> str:
    """Give the form of a table of questions, or refuse it."""
    form = questions.suffix.lower()
    if form not in _FORMS:
        raise Refusal.usage(f"`{called(questions)}` is of no form of questions", f"name {joined(_FORMS)}")
    try:
        import pyarrow.csv  # noqa: PLC0415 - it is large, and not always there
        import pyarrow.parquet  # noqa: F401, PLC0415 - as above
    except ImportError:
        raise Refusal.missing("pyarrow", "run `pip install pyarrow`", "`--batch`") from None
    return form


def read(questions: Path, form: str) -> pa.Table:
    """Read the questions: texts as they are, and record ids as numbers."""
    import pyarrow as pa  # noqa: PLC0415 - as above
    import pyarrow.csv as pc  # noqa: PLC0415 - as above
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    data = pa.BufferReader(inputs.read(questions))
    try:
        if form == ".parquet":
            return pq.read_table(data)
        types = {**dict.fromkeys(_TEXTS, pa.string()), "record_id": pa.int64()}
        return pc.read_csv(
            data,
            parse_options=pc.ParseOptions(delimiter="\t" if form == ".tsv" else ","),
            convert_options=pc.ConvertOptions(column_types=types, strings_can_be_null=True, null_values=[""]),
        )
    except (pa.ArrowException, OSError) as error:
        what = f"it is no table of questions: {str(error).splitlines()[0]}"
        wrong = Wrong("read", what, "give columns such as `product` and `channel`, and a row a question")
        raise Refusal(codes.BAD_INPUT, [wrong], questions) from None


def ask(  # noqa: PLR0917 - each by its name
    given: Input, questions: Path, form: str, context: dict[str, Any], policy: om.Policy | None, bar: Bar
) -> pa.Table:
    """Answer each question, in the columns behind it."""
    import pyarrow as pa  # noqa: PLC0415 - as above

    asked = bar.work("reading the questions", lambda: read(questions, form))
    if given.kind is Kind.SNAPSHOT:
        snapshot = bar.work("opening the snapshot", lambda: inputs.snapshot_of(given))
    else:
        publication = bar.work("reading the publication", lambda: inputs.publication_of(given))
        snapshot = bar.work("flattening", lambda: publication.flatten(policy))
    try:
        answers = bar.work("asking", lambda: pa.table(snapshot.resolve_batch(asked, **context)))
    except om.Fault as fault:
        raise Refusal.content(questions, fault) from None
    kept = asked.select([name for name in asked.column_names if name not in answers.column_names])
    for name in answers.column_names:
        kept = kept.append_column(name, answers[name])
    return kept


def told(answered: pa.Table, questions: Path, output: Output, form: str, *, as_json: bool) -> int:
    """Write the answers, and say how many there are."""
    tables.write_arrow(answered, output, form)
    output.finish()
    faults = [code for code in answered["fault"].to_pylist() if code]
    report = Report("ask", f"Questions of {called(questions)}")
    report.count("rows", "questions", answered.num_rows)
    report.count("faults_in_all", "not answered", len(faults), style="yellow" if faults else "")
    report.set("out", str(output.name))
    report.fact("written", called(output.name), "green")
    return report.end(codes.FOUND if faults else codes.FINE, as_json=as_json)
