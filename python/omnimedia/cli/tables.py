"""Tables that go to files: text, JSON Lines, or Parquet."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from omnimedia.cli.refusal import Refusal
from omnimedia.cli.words import joined

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    import pyarrow as pa

    import omnimedia as om
    from omnimedia.cli.outputs import Output

_DELIMITERS = {".csv": ",", ".tsv": "\t"}
_FORMS = (".csv", ".tsv", ".jsonl", ".parquet")
_PIECE = 1 << 16


def form_of(file: Path) -> str:
    """Give the form that a name asks for, or refuse it; the standard output is .csv."""
    form = ".csv" if str(file) == "-" else file.suffix.lower()
    if form not in _FORMS:
        raise Refusal.usage(
            f"`{file}` is of no form that tables are written in", f"end it with {joined(_FORMS)}"
        )
    if form == ".parquet":
        try:
            import pyarrow.parquet  # noqa: F401, PLC0415 - it is large, and not always there
        except ImportError:
            raise Refusal.missing("pyarrow", "run `pip install pyarrow`, or write .csv", "Parquet") from None
    return form


def _cell(value: Any) -> str:  # noqa: ANN401 - whatever a column holds
    """Give a cell of text: lists as their parts, pairs as `Color:Blue`."""
    if value is None:
        return ""
    if isinstance(value, list):
        parts = [
            ":".join(str(part) for part in one.values() if part) if isinstance(one, dict) else str(one)
            for one in value
        ]
        return "|".join(parts)
    return str(value)


def write(table: om.Table, output: Output, form: str) -> None:
    """Write a table in a form."""
    if form == ".parquet":
        import pyarrow as pa  # noqa: PLC0415 - as above

        write_arrow(pa.table(table), output, form)
    else:
        _rows(table.columns, table, output, form)


def write_arrow(table: pa.Table, output: Output, form: str) -> None:
    """Write a table of pyarrow's in a form."""
    if form == ".parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - as above

        sink = io.BytesIO()
        pq.write_table(table, sink)
        output.write(sink.getbuffer())
    else:
        _rows(
            table.column_names,
            (row for batch in table.to_batches() for row in batch.to_pylist()),
            output,
            form,
        )


def _rows(columns: Iterable[str], rows: Iterable[dict[str, Any]], output: Output, form: str) -> None:
    if form != ".jsonl":
        _text(columns, rows, output, _DELIMITERS[form])
        return
    for row in rows:
        said = {name: value for name, value in row.items() if value is not None}
        output.write(json.dumps(said, ensure_ascii=False, default=str) + "\n")


def _text(columns: Iterable[str], rows: Iterable[dict[str, Any]], output: Output, delimiter: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(columns)
    for row in rows:
        writer.writerow(_cell(value) for value in row.values())
        if text.tell() > _PIECE:
            output.write(text.getvalue())
            text.seek(0)
            text.truncate()
    output.write(text.getvalue())
