"""Whatever is passed: what comes out is a fault, a type error or one of the system's, and no crash."""

from __future__ import annotations

import collections
import contextlib
import datetime as dt
import inspect
import io
import types
from typing import TYPE_CHECKING, Any

import pandas as pd
import pyarrow as pa
import pytest

import omnimedia as om
from authored import ANN, SHIRT, published, refused, tenant

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

# an `InternalFault` would be a panic
ALLOWED = (om.Fault, TypeError, OSError, MemoryError)


def circular() -> dict[str, Any]:
    """Give a dictionary that is in itself."""
    made: dict[str, Any] = {}
    made["self"] = made
    return made


def deep() -> list[Any]:
    """Give lists nested deeper than Python writes."""
    made: list[Any] = []
    for _ in range(100_000):
        made = [made]
    return made


class Odd:
    """Has everything that may be asked for, and nothing of it right."""

    def items(self) -> list[object]:
        """Give no pairs."""
        return [("one",), ("one", "two", "three"), 4]

    def __fspath__(self) -> str:
        """Give no path."""
        return "\ud800"

    def read(self, *_: object) -> object:
        """Give neither bytes nor text."""
        return 4

    def write(self, *_: object) -> object:
        """Say nonsense."""
        return "\ud800"

    def __arrow_c_array__(self, *_: object) -> object:
        """Give no capsules."""
        return (1, 2, 3)


HOSTILE: tuple[object, ...] = (
    "\ud800",
    "a\udcffb",
    "\0",
    "",
    -1,
    2**70,
    10**5000,
    1.5,
    float("nan"),
    True,
    None,
    b"\xff",
    bytearray(b"{}"),
    memoryview(b"abcdef")[::2],
    memoryview(bytearray(8)).cast("I"),
    (),
    ("a",),
    ("a", "b", "c"),
    ["\ud800"],
    [("a",), ("a", "b", "c")],
    [-1, 2**70],
    {"\ud800": "\ud800"},
    {"a": -1, "answers": 2**70},
    {1: 2},
    types.MappingProxyType({"a": "\ud800"}),
    collections.OrderedDict(a=-1),
    dt.datetime(2026, 1, 1),  # noqa: DTZ001 - without an offset is the point
    pd.NaT,
    pd.NA,
    circular(),
    deep(),
    Odd(),
    object(),
    int,
)


def hostile() -> tuple[object, ...]:
    """Give all of them; what is used up is made anew."""
    return (*HOSTILE, iter([1, "\ud800"]))


def shop() -> om.Publication:
    """Give a publication of one shirt."""
    return published().publication()


def _subjects() -> dict[str, Callable[[], object]]:
    """Say how each class is made that has methods."""

    def snapshot() -> om.Snapshot:
        return shop().flatten()

    return {
        "Publication": shop,
        "Snapshot": snapshot,
        "Shelf": lambda: snapshot().shelf(),
        "Answer": lambda: shop().resolve("S1"),
        "Explanation": lambda: shop().explain("S1"),
        "Flattener": lambda: om.Flattener(shop()),
        "Tenant": published,
        "Table": lambda: shop().coverage(),
        "Stream": lambda: snapshot().rows(),
        "Audit": lambda: shop().audit(),
        "Diff": lambda: shop().diff(tenant().publication()),
        "Retail": lambda: shop().retail(),
        "Minimised": lambda: shop().minimise(),
        "Migration": lambda: tenant().read_file_names(["S1_000_001.png"]),
        "Changes": lambda: published().changes(),
        "ChangedUnits": lambda: published().changed_units(),
        "Policy": om.Policy,
        "Context": om.Context,
        "Exported": lambda: published().export_manifest(),
        "Imported": lambda: tenant().import_manifest(published().export_manifest().data or b"", **ANN),
        "MediaLocation": lambda: shop().retail().media_locations("S1", channel="128")[0],
    }


def right(name: str, method: str, parameter: str) -> object:
    """Give what an argument must be, so that the others are reached: of the right type, at least."""
    made: dict[str, Callable[[], object]] = {
        "user": lambda: ANN["user"],
        "at": lambda: ANN["at"],
        "content": lambda: {"master": {"primary": ["A1"]}},
        "publication": shop,
        "shards": lambda: {
            "index_shards": [shop().flatten()],
            "from_shards": [shop().flatten().to_bytes()],
            "open_shards": ["S1"],
        }.get(method, 4),
        "numbers": lambda: ["S1"],
        "record_ids": lambda: [1],
        "published": lambda: shop().retail(),
        "switches": dict,
        "names": lambda: ["S1_000_001.png"],
        "units": list,
        "version": lambda: 1,
        "items": lambda: 1,
        "seconds_apart": lambda: 1,
        "data": lambda: pa.table({"product": ["S1"]}) if method == "resolve_batch" else b"{}",
        "base": lambda: shop().flatten(),
        "head": shop,
        "delta": lambda: b"",
        "index": lambda: "S1" if method == "open_shards" else om.Snapshot.index_shards([shop().flatten()]),
        "products": lambda: ["S1"],
        "tenant": tenant,
        "legacy": lambda: shop() if method == "readiness" else shop().retail(),
        "source": lambda: published() if method == "copy_from" else b"",
        "target": io.BytesIO,
        "after": lambda: shop() if name == "Publication" else shop().flatten(),
        "options": dict,
    }
    return made.get(parameter, lambda: "S1")()


def _callables() -> Iterator[tuple[str, str | None, str]]:
    """Name every public callable: its class, whether it is one of an object, and its name."""
    for name in om.__all__:
        given = getattr(om, name)
        if inspect.isclass(given):
            if issubclass(given, BaseException) or given.__module__ not in {"omnimedia", "builtins"}:
                continue
            yield name, None, "__new__"
            for method in dir(given):
                if not method.startswith("_") and callable(getattr(given, method, None)):
                    yield name, name, method
        elif inspect.isroutine(given):
            yield name, None, ""


CALLABLES = sorted(set(_callables()), key=str)


def _of(name: str, of: str | None, method: str) -> Callable[[], Callable[..., object]]:
    """Give what gives a fresh callable."""
    if method == "__new__":
        return lambda: getattr(om, name)
    if not method:
        return lambda: getattr(om, name)
    static = isinstance(inspect.getattr_static(getattr(om, name), method), staticmethod | classmethod)
    makers = _subjects()
    if static or of not in makers:
        return lambda: getattr(getattr(om, name), method)
    return lambda: getattr(makers[of](), method)


def _parameters(call: Callable[..., object]) -> list[inspect.Parameter]:
    try:
        return list(inspect.signature(call).parameters.values())
    except ValueError:
        return []


@pytest.mark.parametrize(("name", "of", "method"), CALLABLES, ids=lambda one: str(one or ""))
def test_hostile_arguments_are_refused(
    name: str, of: str | None, method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each argument in turn, the others right."""
    monkeypatch.chdir(tmp_path)
    fresh = _of(name, of, method)
    parameters = _parameters(fresh())
    required = [one for one in parameters if one.default is inspect.Parameter.empty]

    def calls(**changed: object) -> object:
        given = {one.name: right(name, method, one.name) for one in required} | changed
        ordered = [one.name for one in parameters if one.kind is one.POSITIONAL_ONLY and one.name in given]
        positional = [given.pop(one) for one in ordered]
        # what was changed or used up is made anew
        return fresh()(*positional, **given)

    # each other argument is of the right type, so that what stands behind it is reached
    try:
        with contextlib.suppress(om.Fault, OSError):
            calls()
    except TypeError as error:
        # of these classes the library alone makes objects
        if method != "__new__" or "cannot create" not in str(error).lower():
            raise
    wrong: list[str] = []
    for parameter in parameters:
        for at, one in enumerate(hostile()):
            try:
                with contextlib.suppress(*ALLOWED):
                    calls(**{parameter.name: one})
            except BaseException as error:  # noqa: BLE001 - whatever else it is
                wrong.append(f"{parameter.name}, hostile {at}: {type(error).__name__}: {str(error)[:80]}")
    assert not wrong


def test_every_class_with_methods_is_tried() -> None:
    """Those with methods of their own are made somewhere."""
    with_methods = {of for _, of, method in CALLABLES if of and method != "__new__"}
    without_arguments = {"Editing", "Item", "Place", "Page", "Moment"}
    assert with_methods - set(_subjects()) <= without_arguments
    assert len(CALLABLES) > 150


def test_what_is_no_unicode_is_named() -> None:
    """The text is shown, and the argument's name is noted."""
    with refused("encoding") as caught:
        shop().resolve("a\ud800")
    assert "'a\\ud800'" in str(caught.value)
    assert "product" in "".join(caught.value.__notes__)
    with refused("bad_argument") as caught:
        shop().resolve(record_id=-1)
    assert str(caught.value).startswith("-1 is not one of 0 to 18446744073709551615")


def test_what_cannot_be_written_as_json_is_refused() -> None:
    """With what Python said as the cause."""
    made = om.Tenant()
    for wrong in (circular(), {"number": deep()}):
        with refused("bad_argument") as caught:
            made.put(product=wrong)
        assert caught.value.__cause__ is not None
    with pytest.raises(TypeError, match="set"):
        made.put(product={"number": {1}})
    made.put(product=types.MappingProxyType({**SHIRT, "dimensions": tuple(SHIRT["dimensions"])}))
    assert made.get(product="S1")


def test_names_of_files_that_are_no_text_are_told_with_the_others() -> None:
    """As `os.listdir` gives them."""
    made = tenant()
    read = made.read_file_names(["S1_000_001.png", "S1_000_\udcff.png"])
    assert len(read) == 2
    assert "\ufffd" in str(read.files())


def test_closed_files_and_files_of_other_encodings_are_refused(tmp_path: Path) -> None:
    """By a fault, with what the file said as its cause."""
    made = published()
    closed = io.BytesIO(b"")
    closed.close()
    with refused("read") as caught:
        made.import_manifest(closed, **ANN)
    assert isinstance(caught.value.__cause__, ValueError)
    with refused("encoding"):
        made.import_manifest("\ud800", **ANN)
    with refused("encoding"):
        made.export_manifest("\ud800")
    with refused("write"):
        made.export_manifest(closed)
    path = tmp_path / "latin.tsv"
    path.write_bytes("é".encode("latin-1"))
    with path.open(encoding="ascii") as file, refused("encoding"):
        made.import_manifest(file, **ANN)

    class Own(io.RawIOBase):
        def read(self, _: int = -1) -> bytes:
            raise LookupError

    with pytest.raises(LookupError):
        made.import_manifest(Own(), **ANN)


def test_capsules_are_used_once() -> None:
    """Of arrays and of streams; another one is another thing."""
    snapshot = shop().flatten()

    def given_by(name: str, capsule: object) -> Any:
        return type("Given", (), {name: lambda *_: capsule})()

    batch = pa.record_batch({"product": ["S1"]})
    for name in ("__arrow_c_array__", "__arrow_c_stream__"):
        given = given_by(name, getattr(batch, name)())
        assert len(snapshot.resolve_batch(given)) == 1
        with refused("read"):
            snapshot.resolve_batch(given)
    with refused("read"):
        snapshot.resolve_batch(given_by("__arrow_c_stream__", batch.__arrow_c_array__()[0]))
    with refused("read"):
        snapshot.resolve_batch(given_by("__arrow_c_array__", (1, 2, 3)))


def test_what_was_found_is_true_where_there_is_something() -> None:
    """As of lists; a publication is one also without products."""
    one, other = shop(), tenant().publication()
    assert one.diff(other)
    assert not one.diff(one)
    assert not om.Publication.from_dict({"omnimedia": "publication/1"}).audit()
    assert not om.Publication.from_dict({"omnimedia": "publication/1"}).coverage()
    assert om.Publication.from_dict({"omnimedia": "publication/1"})


def test_a_tenant_can_be_shown_while_it_is_in_use() -> None:
    """Within a report of progress, too."""
    made, shown = published(), list[str]()
    data = made.export_manifest().data
    assert data
    made.import_manifest(io.BytesIO(data), progress=lambda *_: shown.append(repr(made)), **ANN)
    assert shown
    assert all(one.startswith("<Tenant: ") for one in shown)


def test_a_message_tells_the_first_faults_and_how_many_more() -> None:
    """`faults` has all."""
    products = [{"number": f"S{at}", "odd": 1} for at in range(300)]
    with pytest.raises(om.Fault) as caught:
        om.Publication.from_dict({"omnimedia": "publication/1", "products": products})
    assert len(caught.value.faults) == 300
    lines = str(caught.value).splitlines()
    assert len(lines) == 101
    assert lines[-1] == "and 200 more; `faults` has all of them"


def test_a_page_of_ones_own_that_is_no_unicode_is_refused(tmp_path: Path) -> None:
    """And a whole one is saved."""
    with refused("encoding"):
        om.Page("\ud800").save(tmp_path / "page.html")
    om.Page("é").save(tmp_path / "page.html")
    assert (tmp_path / "page.html").read_bytes() == "é".encode()


def test_a_wanted_schema_is_used_once() -> None:
    """As any capsule."""
    schema = pa.schema({"product": pa.string()}).__arrow_c_schema__()
    pa.Schema._import_from_c_capsule(schema)  # noqa: SLF001 - as a consumer of it does
    with refused("read"):
        shop().flatten().rows().__arrow_c_stream__(schema)
