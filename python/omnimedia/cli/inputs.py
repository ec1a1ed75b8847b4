"""The files that a command reads: what they are is told by what they hold."""

from __future__ import annotations

import codecs
import json
import re
import sys
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import omnimedia as om
from omnimedia.cli import codes
from omnimedia.cli.refusal import Refusal, Wrong
from omnimedia.cli.words import joined

if TYPE_CHECKING:
    from pathlib import Path


class Kind(StrEnum):
    """What a file is, in the words that people are told."""

    PUBLICATION = "publication"
    TENANT = "tenant"
    SNAPSHOT = "snapshot"
    MANIFEST = "manifest"
    OTHER = "file of another kind"

    @classmethod
    def sound(cls) -> list[Kind]:
        """Give the kinds that are known."""
        return [cls.PUBLICATION, cls.TENANT, cls.SNAPSHOT, cls.MANIFEST]


class Input(NamedTuple):
    """A file that was read, and what it is."""

    file: Path
    data: bytes
    kind: Kind
    is_lines: bool
    """One object a line, rather than one object."""
    what: str
    """In words what it is."""
    size: int
    """Bytes of all of it. Of a snapshot file, which is mapped, `data` is the head alone."""


_MARK = re.compile(rb'"omnimedia"\s*:\s*"(publication|tenant)/')
_UNITS = {"settings", "document", "category_document", "group"}
_ENTITIES = {"omnimedia", "product", "asset", "category", "channel", "swatch"}
_COLUMNS = {"entitytype", "mediatype", "mediaimportpath", "mediadisplayname", "internalmediaid", "mediagroup"}
_HEAD = 1 << 16
_PROBED = 64
_MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
# what spreadsheet programs save, unless they are told to save text
_WORKBOOKS = {b"PK\x03\x04": "a workbook or another archive", b"\xd0\xcf\x11\xe0": "an old workbook"}
_WANTED = {
    Kind.PUBLICATION: "a publication (publication/1 as JSON or JSON Lines)",
    Kind.TENANT: "a tenant (tenant/1 as JSON or JSON Lines)",
    Kind.SNAPSHOT: "a snapshot (.omni)",
    Kind.MANIFEST: "a manifest (tab-separated)",
}


def recognise(file: Path, data: bytes, size: int | None = None) -> Input:
    """Tell what a file is."""

    def found(kind: Kind, *, is_lines: bool = False, what: str = "") -> Input:
        return Input(file, data, kind, is_lines, what or f"a {kind}", len(data) if size is None else size)

    probed = om.Snapshot.probe(data[:_PROBED])["kind"]
    if probed != "not a snapshot":
        return found(Kind.SNAPSHOT, what=f"a snapshot of {probed} format" if probed != "current" else "")
    head = _text(data[:_HEAD])
    if head is None or not head.strip():
        # of nothing there may be the mark of an encoding
        return found(Kind.OTHER, what=_WORKBOOKS.get(data[:4], "binary") if head is None else "empty")
    if head.lstrip()[:1] == "{":
        return _object(file, data, head.lstrip())
    # a cell may be quoted, and empty lines are passed over
    header = head.lstrip("\r\n").splitlines()[0]
    if _columns(header, "\t") & _COLUMNS:
        return found(Kind.MANIFEST)
    sign = next((sign for sign in ";,|" if _columns(header, sign) & _COLUMNS), None)
    if sign is not None:
        return found(Kind.OTHER, what=f"a table separated by `{sign}`, not by tabs")
    return found(Kind.OTHER, what="JSON, but no object" if head.lstrip()[:1] in '["' else "text")


def _columns(header: str, sign: str) -> set[str]:
    return {name.strip().strip('"').strip().lower() for name in header.split(sign)}


def _object(file: Path, data: bytes, head: str) -> Input:
    marked = _MARK.search(data)
    kind = Kind.TENANT if marked and marked[1] == b"tenant" else Kind.PUBLICATION
    is_lines = file.suffix.lower() in {".jsonl", ".ndjson"}
    try:
        first, _ = json.JSONDecoder().raw_decode(head)
    except json.JSONDecodeError as error:
        # an object that is longer than the head is no header of lines
        is_lines = is_lines and error.pos < len(head) - 1
    except (ValueError, RecursionError):
        # a number or a depth that only the library tells of, with its place
        pass
    else:
        is_lines = len(first) == 1 and first.keys() <= _ENTITIES | _UNITS
        if first.keys() & _UNITS and is_lines:
            kind = Kind.TENANT
    return Input(file, data, kind, is_lines, f"a {kind}", len(data))


def _text(head: bytes) -> str | None:
    """Give the begin of a text; `None` where it is none."""
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            return head.removeprefix(mark).decode(encoding, "replace")
    text = head.decode("utf-8", "replace")
    is_binary = "\0" in text or text.count("\ufffd") > len(text) // 10
    return None if is_binary else text


def read(file: Path) -> bytes:
    """Read a file, or the standard input where it is called `-`."""
    return _read(file)[0]


def text(file: Path) -> str:
    """Read a text, without the mark of its encoding."""
    return as_text(file, read(file))


def as_text(file: Path, data: bytes) -> str:
    """Give what was read of a file as a text, without the mark of its encoding."""
    try:
        return data.removeprefix(codecs.BOM_UTF8).decode()
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        wrong = Wrong("encoding", "the text is not UTF-8", "save it as UTF-8", f"line {line}")
        raise Refusal(codes.BAD_INPUT, [wrong], file) from None


def _read(file: Path, *, heads_of_snapshots: bool = False) -> tuple[bytes, int]:
    try:
        if str(file) == "-":
            if sys.stdin.isatty():
                raise Refusal.usage("the standard input is the keyboard", "name a file, or pipe one in")
            data = sys.stdin.buffer.read()
            return data, len(data)
        if file.is_dir():
            wrong = Wrong("read", "cannot be read: it is a folder", "name a file")
            raise Refusal(codes.UNREADABLE, [wrong], file)
        with file.open("rb") as opened:
            head = opened.read(_PROBED)
            if heads_of_snapshots and om.Snapshot.probe(head)["kind"] == "current" and file.is_file():
                return head, file.stat().st_size
            data = head + opened.read()
            return data, len(data)
    except (OSError, ValueError) as error:
        system = error if isinstance(error, OSError) else OSError(0, str(error))
        raise Refusal.system(file, system) from None


def open_as(file: Path, *wanted: Kind) -> Input:
    """Read a file that is to be one of some kinds, or refuse it by what it is."""
    given = recognise(file, *_read(file, heads_of_snapshots=True))
    if given.kind not in wanted or "format" in given.what:
        raise Refusal(codes.BAD_INPUT, [wrong_kind(given, *wanted)], file)
    return given


def wrong_kind(given: Input, *wanted: Kind) -> Wrong:
    """Say that a file is of another kind than what is wanted."""
    if given.kind in wanted:
        what = f"it is {given.what}, which this version does not read"
        return Wrong("wrong_kind", what, "flatten the publication again")
    wants = joined([_WANTED[kind] for kind in wanted])
    what = f"it is {given.what}; this command wants {wants}"
    advice = {
        Kind.TENANT: "`ask`, `audit` and `export` take tenants, and `import` goes on with one by `--tenant`",
        Kind.SNAPSHOT: "name the publication that it was flattened from",
        Kind.MANIFEST: "`omnimedia import` takes it in",
    }.get(given.kind, "check what is piped in" if str(given.file) == "-" else "check the name of the file")
    if given.kind is Kind.SNAPSHOT and Kind.PUBLICATION not in wanted:
        advice = "check the name of the file"
    if Kind.MANIFEST in wanted and ("table" in given.what or "workbook" in given.what):
        advice = "save it as tab-separated text, and name that file"
    if given.kind is Kind.PUBLICATION and Kind.SNAPSHOT in wanted:
        advice = "`omnimedia flatten` makes a snapshot of it"
    return Wrong("wrong_kind", what, advice)


def publication_of(given: Input) -> om.Publication:
    """Read a publication; of a tenant, what it publishes."""
    try:
        if given.kind is Kind.TENANT:
            return tenant_of(given).publication()
        reader = om.Publication.from_json_lines if given.is_lines else om.Publication.from_json
        return reader(given.data)
    except om.Fault as fault:
        raise Refusal.content(given.file, fault) from None


def tenant_of(given: Input) -> om.Tenant:
    """Read a tenant."""
    try:
        reader = om.Tenant.from_json_lines if given.is_lines else om.Tenant.from_json
        return reader(given.data)
    except om.Fault as fault:
        raise Refusal.content(given.file, fault) from None


def tenant(file: Path) -> om.Tenant:
    """Read a tenant, and nothing else."""
    return tenant_of(open_as(file, Kind.TENANT))


def snapshot_of(given: Input) -> om.Snapshot:
    """Open a snapshot, and check it."""
    try:
        if len(given.data) < given.size:
            return om.Snapshot.open(given.file)
        return om.Snapshot.from_bytes(given.data)
    except om.Fault as fault:
        raise Refusal.content(given.file, fault) from None
    except OSError as error:
        raise Refusal.system(given.file, error) from None


def publication(file: Path) -> om.Publication:
    """Read a publication, or what a tenant publishes."""
    return publication_of(open_as(file, Kind.PUBLICATION, Kind.TENANT))
