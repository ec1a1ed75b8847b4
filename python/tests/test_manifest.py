"""Manifests: in from paths, bytes and file objects, out to them, with progress (SPEC section 10)."""

from __future__ import annotations

import _thread
import io
import tempfile
import threading
import time
from typing import TYPE_CHECKING, Any

import pytest

import omnimedia as om
from authored import ANN, BEN, refused, tenant
from shared import shared

if TYPE_CHECKING:
    from pathlib import Path

COLUMNS = "\t".join(  # noqa: FLY002 - one a line
    [
        "EntityType",
        "EntityKey",
        "EntityKeyValue",
        "MediaGroup",
        "MediaType",
        "MediaImportPath",
        "ImageAltText",
        "MediaDisplayName",
    ]
)


def row(product: str, name: str, alt: str = "A picture") -> str:
    """Give a row that assigns a picture."""
    return f"Product|Master\tEntityId\t{product}\tPrimary\tImage\t{name}.png\t{alt}\t{name}"


GOOD = "\n".join([COLUMNS, row("S1", "front"), row("S1", "back")]) + "\n"
BAD = "\n".join([COLUMNS, row("S1", "front"), row("S9", "coat"), row("S1", "back", "")]) + "\n"


class Bytes:
    """A reader that gives a few bytes at a time, and nothing else."""

    def __init__(self, data: bytes) -> None:
        """Hold the bytes."""
        self.data = data

    def read(self, size: int = -1) -> bytes:
        """Give at most seven of them."""
        assert size > 0
        piece, self.data = self.data[:7], self.data[7:]
        return piece


def test_a_manifest_comes_from_a_path_bytes_or_a_file_object(tmp_path: Path) -> None:
    """The same report, the same tenant."""
    path = tmp_path / "manifest.tsv"
    path.write_text(GOOD, encoding="utf-8", newline="")
    made = []
    with path.open("rb") as binary, path.open(encoding="utf-8") as text:
        sources: list[Any] = [
            path,
            str(path),
            GOOD.encode(),
            bytearray(GOOD.encode()),
            memoryview(GOOD.encode()),
            GOOD.encode("utf-16"),
            binary,
            text,
            io.BytesIO(GOOD.encode()),
            io.StringIO(GOOD),
            Bytes(GOOD.encode()),
        ]
        for source in sources:
            into = tenant()
            done = into.import_manifest(source, **ANN)
            assert (done.rows, done.applied, done.is_clean, done.assets, done.documents) == (2, 2, True, 2, 1)
            made.append(into)
    assert all(one == made[0] for one in made)
    assert [item.url for item in made[0].with_drafts().resolve("S1").primary] == ["front.png", "back.png"]


def test_a_bad_row_is_reported_and_the_others_go_on() -> None:
    """Row and column stand in the place; good rows of its list are held back."""
    made = tenant()
    done = made.import_manifest(BAD.encode(), **ANN)
    assert (done.rows, done.failed, done.held_back, done.applied, done.is_clean) == (3, 2, 1, 0, False)
    assert [(fault.code, fault.place.row, fault.place.path) for fault in done.faults] == [
        ("not_in_tenant", 3, "EntityKeyValue"),
        ("missing_cell", 4, "ImageAltText"),
    ]
    report = done.to_dict()
    assert report["outcomes"]["failed"] == 2
    assert "2 Failed" in repr(done)
    lenient = made.import_manifest(BAD.encode(), lenient=True, empty_action="publishnow", **ANN)
    assert (lenient.failed, lenient.applied, lenient.warned) == (1, 2, 1)
    assert lenient.warnings[0].code == "missing_alt_text"
    assert made.publication().resolve("S1").default_image_url == "front.png"


def test_the_same_manifest_twice_changes_nothing_the_second_time() -> None:
    """And a dry run never does."""
    made = tenant()
    before = made.to_json()
    tried = made.import_manifest(GOOD.encode(), dry_run=True, **ANN)
    assert made.to_json() == before
    done = made.import_manifest(GOOD.encode(), **ANN)
    assert tried.to_dict() == done.to_dict()
    again = made.import_manifest(GOOD.encode(), **BEN)
    assert (again.applied, again.unchanged) == (0, 2)


def test_the_result_manifest_tells_of_each_row_how_it_ended(tmp_path: Path) -> None:
    """To a path or a file object, from any source; it can be taken in again."""
    binary, text, path = io.BytesIO(), io.StringIO(newline=""), tmp_path / "result.tsv"
    source = tmp_path / "manifest.tsv"
    source.write_text(BAD, encoding="utf-8", newline="")
    tenant().import_manifest(Bytes(BAD.encode()), result=binary, **ANN)
    tenant().import_manifest(io.StringIO(BAD), result=text, **ANN)
    tenant().import_manifest(source, result=path, **ANN)
    assert binary.getvalue() == text.getvalue().encode() == path.read_bytes()
    lines = text.getvalue().split("\r\n")
    assert lines[0].split("\t")[-4:] == ["Result", "ResultTime", "ErrorCode", "ResultDescription"]
    assert [line.split("\t")[8] for line in lines[1:4]] == ["HeldBack", "Failed", "Failed"]
    done = tenant().import_manifest(path, **ANN)
    assert done.failed == 2
    late = io.BytesIO()
    done.write_result(path, late)
    assert late.getvalue() == path.read_bytes()
    with refused("changed_input"):
        done.write_result(GOOD.encode(), io.BytesIO())
    assert sorted(each.name for each in tmp_path.iterdir()) == ["manifest.tsv", "result.tsv"]


def test_the_file_that_is_read_is_never_written_over(tmp_path: Path) -> None:
    """The result goes elsewhere."""
    path = tmp_path / "manifest.tsv"
    path.write_text(GOOD, encoding="utf-8", newline="")
    with refused("bad_argument"):
        tenant().import_manifest(path, result=str(path), **ANN)
    assert path.read_text(encoding="utf-8") == GOOD


def test_what_is_wrong_with_the_manifest_as_a_whole_refuses_it() -> None:
    """Nothing was changed then."""
    for data, code in [
        (b"", "no_header"),
        (b"EntityType\tEntityType\n", "duplicate_column"),
        (b"EntityType\xff\n", "encoding"),
        (b'EntityType\n"open', "unterminated_quote"),
    ]:
        made = tenant()
        before = made.to_json()
        with refused(code):
            made.import_manifest(data, **ANN)
        assert made.to_json() == before
    with refused("encoding"):
        tenant().import_manifest(io.StringIO("EntityType\ud800\n"), **ANN)


def test_an_export_goes_to_a_path_a_file_object_or_comes_back_as_bytes(tmp_path: Path) -> None:
    """The same manifest each time."""
    made = tenant()
    made.import_manifest(GOOD.encode(), empty_action="PublishNow", **ANN)
    whole = made.export_manifest()
    data = whole.data
    assert data is not None
    assert whole.rows == data.count(b"\r\n") - 1
    path, binary, text = tmp_path / "out.tsv", io.BytesIO(), io.StringIO(newline="")
    assert made.export_manifest(path).data is None
    made.export_manifest(binary)
    made.export_manifest(text)
    assert path.read_bytes() == binary.getvalue() == text.getvalue().encode() == data
    for target in (
        tempfile.TemporaryFile(),  # noqa: SIM115 - below
        tempfile.NamedTemporaryFile(mode="w+", encoding="utf-8", newline=""),  # noqa: SIM115 - below
    ):
        with target:
            made.export_manifest(target)
            target.seek(0)
            read = target.read()
            assert (read if isinstance(read, bytes) else read.encode()) == data
    assert [each.name for each in tmp_path.iterdir()] == ["out.tsv"]


def test_an_export_comes_back_the_same_through_another_tenant() -> None:
    """Export, import into the same products without media, export."""
    made = tenant()
    made.import_manifest(GOOD.encode(), empty_action="PublishNow", **ANN)
    first = made.export_manifest(formula_safe=True).data
    assert first is not None
    other = om.Tenant.without_media_of(made.publication())
    assert other.import_manifest(first, **ANN).is_clean
    again = other.export_manifest(formula_safe=True).data
    assert again is not None

    def without_read_only(data: bytes) -> list[list[str]]:
        rows = [line.split("\t") for line in data.decode().split("\r\n")]
        skip = {
            at
            for at, name in enumerate(rows[0])
            if "Version" in name or "State" in name or name.endswith("On")
        }
        return [[cell for at, cell in enumerate(cells) if at not in skip] for cells in rows]

    assert without_read_only(again) == without_read_only(first)


def test_what_is_exported_is_chosen() -> None:
    """By product, category, channel and locale."""
    made = tenant()
    for channel in (None, "128"):
        made.check_in({"master": {"primary": ["A1"]}}, product="S1", channel=channel, **ANN)
    made.publish_all(product="S1", all_contexts=True, **ANN)
    every = made.export_manifest().rows
    assert made.export_manifest(channels=["128"]).rows < every
    assert made.export_manifest(locales=["fr"]).rows == 0
    assert (
        made.export_manifest(products=[]).rows
        == made.export_manifest(categories=["shirts"], products=[]).rows
    )
    overwrite = made.export_manifest(products=["S1"], if_exists="overwrite").data
    assert overwrite is not None
    assert b"Overwrite" in overwrite
    with refused("not_in_tenant"):
        made.export_manifest(products=["S9"])
    with refused("malformed_locale"):
        made.export_manifest(locales=["!"])
    with refused("bad_argument"):
        made.export_manifest(if_exists="sometimes")


def test_progress_is_told_and_what_it_raises_while_reading_changes_nothing() -> None:
    """Also a keyboard interrupt."""
    told: list[tuple[str, int, int]] = []
    made = tenant()
    made.import_manifest(GOOD.encode(), progress=lambda *at: told.append(at), dry_run=True, **ANN)
    size = len(GOOD)
    assert told == [("reading", size, size), ("applying", 3, 3)]

    class Stop(BaseException):
        pass

    before = made.to_json()
    for stop in (KeyError, KeyboardInterrupt, Stop):

        def progress(phase: str, _done: int, _total: int, stop: type[BaseException] = stop) -> None:
            assert phase == "reading"
            raise stop

        with pytest.raises(stop):
            made.import_manifest(GOOD.encode(), progress=progress, **ANN)
        assert made.to_json() == before


def test_what_progress_raises_while_applying_leaves_what_was_applied_and_says_so() -> None:
    """In a note, and in the result manifest."""
    rows = [COLUMNS, *(row("S1", f"p{number}") for number in range(5000))]
    made = om.Tenant(limits={"items": 10_000})
    made.put(product={"number": "S1"})
    result = io.BytesIO()

    def progress(phase: str, _done: int, _total: int) -> None:
        if phase == "applying":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt) as told:
        made.import_manifest("\n".join(rows).encode(), progress=progress, result=result, **ANN)
    assert told.value.__notes__ == ["4096 of 5001 assets and documents were applied, and stay so"]
    assert len(made.assets) == 4096
    assert made.life(product="S1") is None
    outcomes = [line.split("\t")[8] for line in result.getvalue().decode().split("\r\n")[1:5001]]
    assert set(outcomes) == {"Cancelled"}


def test_a_callback_that_uses_the_tenant_gets_a_fault_and_no_deadlock() -> None:
    """In the same thread at once; a read within an export works."""
    made, seen = tenant(), list[str]()

    def progress(_phase: str, _done: int, _total: int) -> None:
        for call in (made.to_json, lambda: made.put(product={"number": "S2"})):
            with pytest.raises(om.Fault) as told:
                call()
            seen.append(told.value.code)

    made.import_manifest(GOOD.encode(), progress=progress, **ANN)
    assert set(seen) == {"in_use"}

    class Reads(io.BytesIO):
        def write(self, data: Any, /) -> int:
            seen.append(made.products[0])
            with refused("in_use"):
                made.put(product={"number": "S3"})
            return super().write(data)

    made.export_manifest(Reads())
    assert seen[-1] == "S1"
    made.put(product={"number": "S3"})


def test_another_thread_waits_for_a_callback_and_then_goes_on() -> None:
    """It does not get a fault for a callback that is short."""
    made, read = tenant(), list[int]()
    inside, thread = threading.Event(), list[threading.Thread]()

    def progress(_phase: str, _done: int, _total: int) -> None:
        if not thread:
            thread.append(threading.Thread(target=lambda: read.append(len(made.assets))))
            thread[0].start()
            inside.wait(0.2)
            assert read == []

    made.import_manifest(GOOD.encode(), progress=progress, **ANN)
    thread[0].join(30)
    assert read == [4]


def test_a_callback_that_waits_for_a_thread_that_waits_for_it_ends() -> None:
    """The thread is told after some seconds."""
    made, told = tenant(), list[str]()

    def ask() -> None:
        with pytest.raises(om.Fault) as fault:
            made.to_json()
        told.append(fault.value.code)

    def progress(_phase: str, _done: int, _total: int) -> None:
        if not told:
            thread = threading.Thread(target=ask)
            thread.start()
            thread.join(60)

    made.import_manifest(GOOD.encode(), progress=progress, **ANN)
    assert told == ["in_use"]


def test_ctrl_c_ends_an_import_without_progress_and_the_tenant_can_be_used() -> None:
    """It is looked for from time to time."""
    rows = [COLUMNS, *(row("S1", f"p{number}") for number in range(60_000))]
    made = om.Tenant(limits={"items": 100_000})
    made.put(product={"number": "S1"})
    timer = threading.Timer(0.05, _thread.interrupt_main)
    timer.start()
    with pytest.raises(KeyboardInterrupt):  # noqa: PT012 - it may be done before
        made.import_manifest("\n".join(rows).encode(), **ANN)
        timer.join()
        time.sleep(1)
    assert made.products == ("S1",)


@pytest.mark.parametrize(
    "fault", [OSError(28, "No space left on device"), KeyError("mine"), KeyboardInterrupt()]
)
def test_a_file_object_that_fails_raises_its_own_exception(fault: BaseException) -> None:
    """When it reads and when it writes; nothing was changed by a reader."""

    class Fails:
        def read(self, _size: int = -1) -> bytes:
            raise fault

        def write(self, _data: object) -> int:
            raise fault

    made = tenant()
    before = made.to_json()
    with pytest.raises(type(fault)) as told:
        made.import_manifest(Fails(), **ANN)
    assert told.value is fault
    assert made.to_json() == before
    with pytest.raises(type(fault)) as told:
        made.export_manifest(Fails())
    assert told.value is fault
    with pytest.raises(type(fault)) as told:
        made.import_manifest(GOOD.encode(), result=Fails(), **ANN)
    assert told.value is fault
    assert len(made.assets) == 4


def test_a_file_object_that_is_odd_is_refused() -> None:
    """A reader of numbers, a writer that takes nothing or too much, one that takes little."""

    class Odd:
        def __init__(self, said: object) -> None:
            self.said, self.data = said, b""

        def read(self, _size: int = -1) -> object:
            return self.said

        def write(self, data: bytes) -> object:
            if self.said == "little":
                self.data += data[:3]
                return min(len(data), 3)
            self.data += data
            return self.said

    made = tenant()
    with pytest.raises(TypeError, match="gave neither bytes nor text, but 'int'"):
        made.import_manifest(Odd(1), **ANN)  # type: ignore[arg-type]
    with pytest.raises(OSError, match="took nothing"):
        made.export_manifest(Odd(0))
    with refused("bad_argument"):
        made.export_manifest(Odd(10**9))
    whole = made.export_manifest().data
    for said in (None, "little"):
        odd = Odd(said)
        made.export_manifest(odd)
        assert odd.data == whole


def test_text_files_get_whole_characters() -> None:
    """However the pieces are cut."""
    made = om.Tenant()
    made.put(product={"number": "S1"})
    rows = [COLUMNS, *(row("S1", f"p{number}", "é" * 97 + "🙂") for number in range(900))]
    made.import_manifest("\n".join(rows).encode(), **ANN)
    text = io.StringIO(newline="")
    made.export_manifest(text)
    whole = made.export_manifest().data
    assert whole is not None
    assert len(whole) > 2**18
    assert text.getvalue().encode() == whole


def test_files_in_trouble_are_named_and_nothing_is_left(tmp_path: Path) -> None:
    """A path that is not there, a folder that is not, a folder in the place."""
    made = tenant()
    with pytest.raises(FileNotFoundError) as told:
        made.import_manifest(tmp_path / "none.tsv", **ANN)
    assert told.value.filename == str(tmp_path / "none.tsv")
    with pytest.raises(IsADirectoryError):
        made.import_manifest(tmp_path, **ANN)
    with pytest.raises(FileNotFoundError):
        made.export_manifest(tmp_path / "none" / "out.tsv")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OSError, match="no file"):
        made.export_manifest(tmp_path / "folder")
    with refused("not_in_tenant"):
        made.export_manifest(tmp_path / "out.tsv", products=["S9"])
    assert [each.name for each in tmp_path.iterdir()] == ["folder"]


@pytest.mark.parametrize(
    "call",
    [
        lambda t: t.import_manifest(1, **ANN),
        lambda t: t.import_manifest(None, **ANN),
        lambda t: t.import_manifest(GOOD.encode()),
        lambda t: t.import_manifest(GOOD.encode(), result=1, **ANN),
        lambda t: t.import_manifest(GOOD.encode(), progress="yes", **ANN),
        lambda t: t.import_manifest(GOOD.encode(), dry_run=1, **ANN),
        lambda t: t.import_manifest(GOOD.encode(), most_faults="all", **ANN),
        lambda t: t.export_manifest(1),
        lambda t: t.export_manifest(products="S1"),
        lambda t: t.export_manifest(locales=[1]),
    ],
)
def test_a_wrong_type_is_a_type_error(call: Any) -> None:
    """Everywhere."""
    with pytest.raises(TypeError):
        call(tenant())


def test_manifests_of_shared_shops_are_taken_in_and_twice_change_nothing(tmp_path: Path) -> None:
    """Real rows, good and bad."""
    for path in sorted(shared("data").glob("*/manifest.tsv")):
        shop = om.Publication.load(path.with_name("publication.jsonl"))
        made = om.Tenant.without_media_of(shop)
        result = tmp_path / f"{path.parent.name}.tsv"
        done = made.import_manifest(path, result=result, lenient=True, empty_action="PublishNow", **ANN)
        assert done.applied > 0
        assert done.applied + done.unchanged + done.kept + done.failed + done.held_back == done.rows
        again = made.import_manifest(path, lenient=True, empty_action="PublishNow", **BEN)
        assert (again.applied, again.assets, again.documents) == (0, 0, 0)
        assert made.import_manifest(result, lenient=True, empty_action="PublishNow", **BEN).applied == 0
