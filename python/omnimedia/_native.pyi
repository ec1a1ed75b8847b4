from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from os import PathLike
from typing import Any, ClassVar, Final, Literal, Protocol, Self, TypeAlias, final

from typing_extensions import Buffer

from omnimedia import forms
from omnimedia._faults import Fault
from omnimedia._page import Page

__all__ = [
    "ABI",
    "Answer",
    "Audit",
    "CategoryImage",
    "ChangedUnits",
    "Changes",
    "Context",
    "Diff",
    "Editing",
    "Explanation",
    "Exported",
    "Flattener",
    "Imported",
    "Item",
    "MediaLocation",
    "Migration",
    "Minimised",
    "Moment",
    "Origin",
    "Policy",
    "Publication",
    "Retail",
    "Shelf",
    "Snapshot",
    "Stream",
    "Swatch",
    "Table",
    "Tenant",
    "__version__",
    "_nearly_asks",
    "_panic",
    "_write_file",
    "shard_of",
]

__version__: Final[str]
ABI: Final[str]

def _nearly_asks(names: Sequence[str]) -> tuple[str, str] | None: ...
def _panic() -> None: ...
def _write_file(path: _Path, data: str | Buffer) -> None: ...
def shard_of(product: str, shards: int) -> int: ...

_Path: TypeAlias = str | PathLike[str]
_Level: TypeAlias = Literal["variant", "dimensions", "master"]
_Kind: TypeAlias = Literal["image", "video", "file"]

class _ArrowStream(Protocol):
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...

class _ArrowArray(Protocol):
    def __arrow_c_array__(self, requested_schema: object = None) -> tuple[object, object]: ...

_Arrow: TypeAlias = _ArrowStream | _ArrowArray

# policies and contexts

@final
class Policy:
    def __new__(
        cls,
        *,
        order: str = "locale-first",
        parents: str = "truncate",
        inheritance: str = "severed",
        alt_source: str = "asset",
    ) -> Self: ...
    @property
    def order(self) -> Literal["locale-first", "channel-first", "documented"]: ...
    @property
    def parents(self) -> Literal["none", "truncate", "cldr"]: ...
    @property
    def inheritance(self) -> Literal["severed", "context-first", "entity-first"]: ...
    @property
    def alt_source(self) -> Literal["asset", "product"]: ...
    def to_dict(self) -> dict[str, str]: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, str]]: ...

@final
class Context:
    def __new__(
        cls, *, channel: str | None = None, locale: str | None = None, catalog: str | None = None
    ) -> Self: ...
    @property
    def channel(self) -> str | None: ...
    @property
    def locale(self) -> str | None: ...
    @property
    def catalog(self) -> str | None: ...
    def to_dict(self) -> dict[str, str]: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __lt__(self, value: Context, /) -> bool: ...
    def __le__(self, value: Context, /) -> bool: ...
    def __gt__(self, value: Context, /) -> bool: ...
    def __ge__(self, value: Context, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __getnewargs_ex__(self) -> tuple[tuple[()], dict[str, str]]: ...

# answers

@final
class Answer:
    @property
    def product(self) -> str: ...
    @property
    def variant(self) -> str | None: ...
    @property
    def context(self) -> Context | None: ...
    @property
    def level(self) -> _Level | None: ...
    @property
    def match(self) -> dict[str, str]: ...
    @property
    def primary(self) -> tuple[Item, ...]: ...
    @property
    def additional(self) -> tuple[Item, ...]: ...
    def with_purpose(self, purpose: str) -> tuple[Item, ...]: ...
    @property
    def purposes(self) -> tuple[str, ...]: ...
    @property
    def default_image(self) -> Item | None: ...
    @property
    def default_image_url(self) -> str | None: ...
    @property
    def properties(self) -> dict[str, str]: ...
    @property
    def hash(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def _repr_html_(self) -> str: ...

@final
class Item:
    @property
    def asset(self) -> str: ...
    @property
    def kind(self) -> _Kind: ...
    @property
    def url(self) -> str | None: ...
    @property
    def purpose(self) -> str | None: ...
    @property
    def alt(self) -> str | None: ...
    @property
    def title(self) -> str | None: ...
    @property
    def caption(self) -> str | None: ...
    @property
    def description(self) -> str | None: ...
    @property
    def display_name(self) -> str | None: ...
    @property
    def tags(self) -> tuple[str, ...]: ...
    @property
    def origin(self) -> Origin: ...
    @property
    def properties(self) -> dict[str, str]: ...
    @property
    def asset_properties(self) -> dict[str, str]: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Origin:
    @property
    def context(self) -> Context: ...
    @property
    def level(self) -> _Level: ...
    @property
    def match(self) -> dict[str, str]: ...
    @property
    def variant(self) -> str | None: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...

@final
class Swatch:
    @property
    def dimension(self) -> str: ...
    @property
    def value(self) -> str: ...
    @property
    def hex(self) -> str | None: ...
    @property
    def asset(self) -> str | None: ...
    @property
    def crop(self) -> tuple[float, float, float, float] | None: ...
    @property
    def source(self) -> Literal["product", "central"]: ...
    @property
    def shown(self) -> Literal["hex", "image", "text"]: ...
    @property
    def url(self) -> str | None: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...

@final
class CategoryImage:
    @property
    def category(self) -> str: ...
    @property
    def asset(self) -> str | None: ...
    @property
    def context(self) -> Context | None: ...
    @property
    def shown(self) -> bool: ...
    @property
    def url(self) -> str | None: ...
    @property
    def alt(self) -> str | None: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...

# publications

@final
class Publication:
    @staticmethod
    def from_json(data: str | Buffer, *, limits: Mapping[str, int] | None = None) -> Publication: ...
    @staticmethod
    def from_json_lines(data: str | Buffer, *, limits: Mapping[str, int] | None = None) -> Publication: ...
    @staticmethod
    def from_dict(data: Mapping[str, Any], *, limits: Mapping[str, int] | None = None) -> Publication: ...
    def to_json(self) -> str: ...
    def to_json_lines(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    @staticmethod
    def load(path: _Path, *, limits: Mapping[str, int] | None = None) -> Publication: ...
    def save(self, path: _Path) -> None: ...
    def minimise(
        self,
        policy: Policy | None = None,
        *,
        products: Sequence[str] | None = None,
        selections: int = 100,
        limits: Mapping[str, int] | None = None,
    ) -> Minimised: ...
    def where_used(self, asset: str) -> list[forms.Used]: ...
    def retail(self, policy: Policy | None = None) -> Retail: ...
    def preview(
        self,
        *,
        title: str | None = None,
        caption: str = "Publication",
        compare: Publication | None = None,
        compare_caption: str = "Compared",
        products: Sequence[str] | None = None,
        channels: Sequence[str] | None = None,
        locales: Sequence[str] | None = None,
        catalogs: Sequence[str] | None = None,
        contexts: Sequence[Context] | None = None,
        thumbnails: Mapping[str, str | bytes] | None = None,
        link_pictures: bool = False,
        most_answers: int | None = None,
        limit: int | None = None,
        policy: Policy | None = None,
    ) -> Page: ...
    @property
    def warnings(self) -> tuple[Fault, ...]: ...
    @property
    def products(self) -> tuple[str, ...]: ...
    @property
    def assets(self) -> tuple[str, ...]: ...
    @property
    def categories(self) -> tuple[str, ...]: ...
    @property
    def channels(self) -> tuple[str, ...]: ...
    def variants(self, product: str) -> tuple[str, ...]: ...
    def known_contexts(self) -> list[Context]: ...
    def resolve(
        self,
        product: str | None = None,
        *,
        variant: str | None = None,
        values: Mapping[str, str] | None = None,
        record_id: int | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        policy: Policy | None = None,
    ) -> Answer: ...
    def explain(
        self,
        product: str | None = None,
        *,
        variant: str | None = None,
        values: Mapping[str, str] | None = None,
        record_id: int | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        policy: Policy | None = None,
    ) -> Explanation: ...
    def swatches(
        self,
        product: str | None = None,
        *,
        record_id: int | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        policy: Policy | None = None,
    ) -> list[Swatch]: ...
    def category_image(
        self,
        category: str,
        *,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        policy: Policy | None = None,
    ) -> CategoryImage: ...
    def flatten(self, policy: Policy | None = None) -> Snapshot: ...
    def delta(
        self,
        base: Snapshot,
        *,
        products: Sequence[str] = ...,
        categories: Sequence[str] = ...,
        channels: Sequence[str] = ...,
        assets: Sequence[str] = ...,
        swatches: Sequence[tuple[str, str]] = ...,
    ) -> bytes: ...
    def audit(
        self,
        policy: Policy | None = None,
        *,
        checks: Sequence[str] | None = None,
        limits: Mapping[str, int] | None = None,
    ) -> Audit: ...
    def coverage(
        self,
        policy: Policy | None = None,
        *,
        catalog: str | None = None,
        limits: Mapping[str, int] | None = None,
    ) -> Table: ...
    def diff(
        self,
        after: Publication,
        policy: Policy | None = None,
        *,
        products: Sequence[str] | None = None,
        categories: Sequence[str] | None = None,
        limits: Mapping[str, int] | None = None,
    ) -> Diff: ...
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def __copy__(self) -> Publication: ...
    def __deepcopy__(self, _memo: object) -> Publication: ...

@final
class Explanation:
    @property
    def answer(self) -> Answer: ...
    def to_dict(self) -> dict[str, Any]: ...
    def to_json(self) -> str: ...
    def _repr_html_(self) -> str: ...

@final
class Flattener:
    def __new__(
        cls, head: Publication, policy: Policy | None = None, *, limits: Mapping[str, int] | None = None
    ) -> Self: ...
    def push(self, product: str | Buffer | Mapping[str, Any]) -> None: ...
    def finish(self) -> Snapshot: ...

# snapshots

@final
class Snapshot:
    @staticmethod
    def open(path: _Path, *, deltas: Sequence[_Path] | None = None, verify: bool = True) -> Snapshot: ...
    @staticmethod
    def from_bytes(
        data: Buffer, *, deltas: Sequence[Buffer] | None = None, verify: bool = True
    ) -> Snapshot: ...
    @staticmethod
    def open_shards(index: _Path, shards: Sequence[_Path], *, verify: bool = True) -> Snapshot: ...
    @staticmethod
    def from_shards(index: Buffer, shards: Sequence[Buffer], *, verify: bool = True) -> Snapshot: ...
    @staticmethod
    def index_shards(shards: Sequence[Snapshot]) -> bytes: ...
    def with_delta(self, delta: Buffer) -> Snapshot: ...
    def compact(self) -> Snapshot: ...
    def save(self, path: _Path) -> None: ...
    def view(self) -> memoryview: ...
    def to_bytes(self) -> bytes: ...
    def verify(self) -> None: ...
    @staticmethod
    def probe(data: Buffer) -> dict[str, Any]: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def content_hash(self) -> str: ...
    @property
    def deltas(self) -> int: ...
    @property
    def shards(self) -> int | None: ...
    @property
    def size(self) -> int: ...
    def known_contexts(self) -> list[Context]: ...
    def retail(self) -> Retail: ...
    def shelf(
        self, *, channel: str | None = None, locale: str | None = None, catalog: str | None = None
    ) -> Shelf: ...
    def resolve(
        self,
        product: str | None = None,
        *,
        variant: str | None = None,
        values: Mapping[str, str] | None = None,
        record_id: int | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> Answer: ...
    def resolve_batch(
        self,
        data: _Arrow,
        *,
        columns: Sequence[str] | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> Table: ...
    def rows(
        self,
        *,
        contexts: Sequence[Context] | None = None,
        columns: Sequence[str] | None = None,
        batch_size: int = 65536,
        products: Sequence[str] | None = None,
    ) -> Stream: ...
    def diff(
        self,
        after: Snapshot,
        *,
        products: Sequence[str] | None = None,
        categories: Sequence[str] | None = None,
        limits: Mapping[str, int] | None = None,
    ) -> Diff: ...
    def swatches(
        self,
        product: str | None = None,
        *,
        record_id: int | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> list[Swatch]: ...
    def central_swatch(self, dimension: str, value: str) -> Swatch | None: ...
    def category_image(
        self,
        category: str,
        *,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> CategoryImage: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    def __hash__(self) -> int: ...
    def close(self) -> None: ...
    @property
    def closed(self) -> bool: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, _raised: object, _value: object, _traceback: object) -> Literal[False]: ...
    def __copy__(self) -> Snapshot: ...
    def __deepcopy__(self, _memo: object) -> Snapshot: ...

@final
class Shelf:
    def resolve(self, number: str) -> Answer: ...
    def default_image(self, number: str) -> Item | None: ...
    def default_image_url(self, number: str) -> str | None: ...
    @property
    def snapshot(self) -> Snapshot: ...
    @property
    def context(self) -> Context: ...

# columns

@final
class Table:
    @property
    def columns(self) -> tuple[str, ...]: ...
    def to_pylist(self) -> list[dict[str, Any]]: ...
    def __getitem__(self, column: str, /) -> list[Any]: ...
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def _repr_html_(self) -> str: ...

@final
class Stream:
    @property
    def columns(self) -> tuple[str, ...]: ...
    def to_pylist(self) -> list[dict[str, Any]]: ...
    def batches(self) -> Iterator[Table]: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    def __next__(self) -> dict[str, Any]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def __arrow_c_schema__(self) -> object: ...
    def _repr_html_(self) -> str: ...

# insight

@final
class Audit:
    @property
    def counts(self) -> dict[str, int]: ...
    @property
    def answers(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def rows(self) -> Table: ...
    def to_dicts(self, *, limit: int | None = None) -> list[dict[str, Any]]: ...
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def _repr_html_(self) -> str: ...

@final
class Diff:
    @property
    def counts(self) -> dict[str, int]: ...
    @property
    def covered(self) -> int: ...
    @property
    def total(self) -> int: ...
    @property
    def rows(self) -> Table: ...
    def to_dicts(self, *, limit: int | None = None) -> list[dict[str, Any]]: ...
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...
    def __iter__(self) -> Iterator[dict[str, Any]]: ...
    def __arrow_c_stream__(self, requested_schema: object = None) -> object: ...
    def _repr_html_(self) -> str: ...

# tenants

_When: TypeAlias = str | datetime
_Json: TypeAlias = Mapping[str, Any] | str | bytes
_SwitchWord: TypeAlias = Literal[
    "site_builder_content", "hq_authoring", "hq_sync", "csu_media_locations", "site_rendering"
]

@final
class Tenant:
    def __new__(cls, *, limits: Mapping[str, int] | None = None) -> Self: ...
    @staticmethod
    def from_publication(
        publication: Publication, *, user: str, at: _When, limits: Mapping[str, int] | None = None
    ) -> Tenant: ...
    @staticmethod
    def without_media_of(publication: Publication, *, limits: Mapping[str, int] | None = None) -> Tenant: ...
    @staticmethod
    def from_json(data: str | Buffer, *, limits: Mapping[str, int] | None = None) -> Tenant: ...
    @staticmethod
    def from_json_lines(data: str | Buffer, *, limits: Mapping[str, int] | None = None) -> Tenant: ...
    @staticmethod
    def from_dict(data: Mapping[str, Any], *, limits: Mapping[str, int] | None = None) -> Tenant: ...
    @staticmethod
    def from_units(units: Iterable[_Json], *, limits: Mapping[str, int] | None = None) -> Tenant: ...
    @staticmethod
    def load(path: _Path, *, limits: Mapping[str, int] | None = None) -> Tenant: ...
    def save(self, path: _Path) -> None: ...
    def to_json(self) -> str: ...
    def to_json_lines(self) -> str: ...
    def to_dict(self) -> dict[str, Any]: ...
    @property
    def limits(self) -> dict[str, int]: ...
    def put(
        self,
        *,
        product: _Json | None = None,
        category: _Json | None = None,
        channel: _Json | None = None,
        swatch: _Json | None = None,
    ) -> None: ...
    def remove(
        self,
        *,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        swatch: tuple[str, str] | None = None,
    ) -> None: ...
    def get(
        self,
        *,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        swatch: tuple[str, str] | None = None,
    ) -> dict[str, Any] | None: ...
    @property
    def products(self) -> tuple[str, ...]: ...
    @property
    def categories(self) -> tuple[str, ...]: ...
    @property
    def channels(self) -> tuple[str, ...]: ...
    @property
    def swatches(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def assets(self) -> tuple[str, ...]: ...
    def edit(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
        copy: bool = False,
        user: str,
        at: _When,
        policy: Policy | None = None,
    ) -> dict[str, Any]: ...
    def save_content(
        self,
        content: Mapping[str, Any] | str | bytes,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
        user: str,
        at: _When,
    ) -> None: ...
    def finish(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
        user: str,
        at: _When,
    ) -> int: ...
    def check_in(
        self,
        content: Mapping[str, Any] | str | bytes,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
        user: str,
        at: _When,
    ) -> int: ...
    def discard(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
        force: bool = False,
        user: str,
        at: _When,
    ) -> None: ...
    def restore(
        self,
        version: int,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
        user: str,
        at: _When,
    ) -> int: ...
    def reset_to_default(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
        user: str,
        at: _When,
    ) -> int: ...
    def publish(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        all_contexts: bool = False,
        user: str,
        at: _When,
    ) -> forms.Published: ...
    def publish_all(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        all_contexts: bool = False,
        user: str,
        at: _When,
    ) -> forms.Published: ...
    def unpublish(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        user: str,
        at: _When,
    ) -> None: ...
    def delete(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
        user: str,
        at: _When,
    ) -> None: ...
    def unpublish_and_delete(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        user: str,
        at: _When,
    ) -> None: ...
    def editing(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
        copy: bool = False,
        user: str,
        at: _When,
        policy: Policy | None = None,
    ) -> Editing: ...
    @property
    def groups(self) -> list[forms.Group]: ...
    def group(self, name: str) -> forms.Group | None: ...
    def create_group(
        self,
        name: str,
        *,
        conflicts: Literal["last-wins", "refuse"] = "last-wins",
        publish_all: bool = False,
        user: str,
        at: _When,
    ) -> None: ...
    def set_group_options(
        self,
        name: str,
        *,
        conflicts: Literal["last-wins", "refuse"] | None = None,
        publish_all: bool | None = None,
    ) -> None: ...
    @property
    def group_limits(self) -> forms.GroupLimits: ...
    def set_group_limits(self, *, items: int | None, seconds_apart: int | None) -> None: ...
    def delete_group(self, name: str, *, user: str, at: _When) -> None: ...
    def schedule_group(self, name: str, *, due: _When, user: str, at: _When) -> None: ...
    def unschedule_group(self, name: str) -> None: ...
    def validate_group(self, name: str) -> None: ...
    def run_group(self, name: str, *, user: str, at: _When) -> forms.Run: ...
    def run_due(self, now: _When) -> list[forms.Ran]: ...
    def copy_into_group(
        self,
        name: str,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        source: str | None = None,
        user: str,
        at: _When,
    ) -> int: ...
    def remove_from_group(
        self,
        name: str,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        user: str,
        at: _When,
    ) -> None: ...
    def publication(self) -> Publication: ...
    def with_drafts(self) -> Publication: ...
    def with_work_of(self, user: str) -> Publication: ...
    def with_group(self, name: str) -> Publication: ...
    def as_of(self, at: _When) -> Moment: ...
    def over_time(self, product: str) -> list[Moment]: ...
    def used_by(self, asset: str) -> list[forms.UsedBy]: ...
    def targets(self) -> list[forms.Target]: ...
    def life(
        self,
        *,
        asset: str | None = None,
        product: str | None = None,
        category: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        group: str | None = None,
    ) -> forms.Life | None: ...
    def changes(self) -> Changes: ...
    def changed_units(self) -> ChangedUnits: ...
    def unit_keys(self) -> list[str]: ...
    def unit(self, key: str) -> str | None: ...
    @property
    def switches(self) -> forms.Switches: ...
    def turn_on(self, switch: _SwitchWord, *, channel: str | None = None) -> None: ...
    def turn_off(self, switch: _SwitchWord, *, channel: str | None = None) -> None: ...
    def readiness(
        self,
        switch: _SwitchWord,
        *,
        channel: str | None = None,
        legacy: Publication,
        publication: Publication | None = None,
        policy: Policy | None = None,
        limits: Mapping[str, int] | None = None,
        most_losses: int | None = None,
    ) -> forms.Readiness: ...
    def import_manifest(
        self,
        source: _Source,
        *,
        user: str,
        at: _When,
        result: _Sink | None = None,
        dry_run: bool = False,
        lenient: bool = False,
        plain: bool = False,
        empty_action: str = "Draft",
        most_faults: int = 1000,
        progress: Callable[[str, int, int], object] | None = None,
    ) -> Imported: ...
    def export_manifest(
        self,
        target: _Sink | None = None,
        *,
        products: Sequence[str] | None = None,
        categories: Sequence[str] | None = None,
        channels: Sequence[str] | None = None,
        locales: Sequence[str] | None = None,
        formula_safe: bool = False,
        if_exists: str | None = None,
    ) -> Exported: ...
    def read_file_names(
        self,
        names: Iterable[str],
        *,
        patterns: str | Sequence[str] | None = None,
        base_url: str | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> Migration: ...
    def copy_from(
        self,
        source: Tenant,
        *,
        user: str,
        on_conflict: Literal["keep-destination", "replace", "keep-latest"] = "keep-destination",
        drafts: bool = False,
        channels: Mapping[str, str | None] | None = None,
        locales: Mapping[str, str | None] | None = None,
        drop_other_channels: bool = False,
        drop_other_locales: bool = False,
        products: Sequence[str] | None = None,
        categories: Sequence[str] | None = None,
        dry_run: bool = False,
        progress: Callable[[str, int, int], object] | None = None,
    ) -> forms.Transferred: ...
    def minimise(
        self,
        *,
        user: str,
        at: _When,
        policy: Policy | None = None,
        products: Sequence[str] | None = None,
        selections: int = 100,
        limits: Mapping[str, int] | None = None,
    ) -> forms.MinimisedTenant: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
    def __copy__(self) -> Tenant: ...
    def __deepcopy__(self, _memo: object) -> Tenant: ...
    @staticmethod
    def _of_parts(data: str | Buffer, limits: Mapping[str, int]) -> Tenant: ...

@final
class Editing:
    @property
    def version(self) -> int | None: ...
    def __enter__(self) -> dict[str, Any]: ...
    def __exit__(self, raised: object, _value: object, _traceback: object) -> Literal[False]: ...

@final
class Moment:
    @property
    def publication(self) -> Publication: ...
    @property
    def since(self) -> str | None: ...
    @property
    def groups(self) -> tuple[str, ...]: ...
    @property
    def left_out(self) -> dict[str, tuple[Fault, ...]]: ...

@final
class Changes:
    @property
    def products(self) -> tuple[str, ...]: ...
    @property
    def categories(self) -> tuple[str, ...]: ...
    @property
    def channels(self) -> tuple[str, ...]: ...
    @property
    def swatches(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def assets(self) -> tuple[str, ...]: ...
    def delta(self, base: Snapshot) -> bytes | None: ...
    def settle(self) -> None: ...
    def to_dict(self) -> forms.Changed: ...
    def __bool__(self) -> bool: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, raised: object, _value: object, _traceback: object) -> Literal[False]: ...

@final
class ChangedUnits:
    def settle(self) -> None: ...
    def __len__(self) -> int: ...
    def __iter__(self) -> Iterator[tuple[str, str | None]]: ...
    def __enter__(self) -> Self: ...
    def __exit__(self, raised: object, _value: object, _traceback: object) -> Literal[False]: ...

# manifests

class _Reads(Protocol):
    def read(self, size: int, /) -> str | Buffer: ...

class _Writes(Protocol):
    def write(self, data: Any, /) -> object: ...  # noqa: ANN401 - text or bytes, as the file takes

_Source: TypeAlias = _Path | Buffer | _Reads
_Sink: TypeAlias = _Path | _Writes

@final
class Imported:
    @property
    def rows(self) -> int: ...
    @property
    def empty_rows(self) -> int: ...
    @property
    def applied(self) -> int: ...
    @property
    def unchanged(self) -> int: ...
    @property
    def kept(self) -> int: ...
    @property
    def held_back(self) -> int: ...
    @property
    def failed(self) -> int: ...
    @property
    def warned(self) -> int: ...
    @property
    def assets(self) -> int: ...
    @property
    def documents(self) -> int: ...
    @property
    def is_clean(self) -> bool: ...
    @property
    def faults(self) -> tuple[Fault, ...]: ...
    @property
    def warnings(self) -> tuple[Fault, ...]: ...
    def write_result(self, source: _Source, target: _Sink) -> None: ...
    def to_dict(self) -> dict[str, Any]: ...

@final
class Exported:
    @property
    def rows(self) -> int: ...
    @property
    def warned(self) -> int: ...
    @property
    def warnings(self) -> tuple[Fault, ...]: ...
    @property
    def data(self) -> bytes | None: ...
    def to_dict(self) -> dict[str, Any]: ...

# file names of older media libraries

@final
class Migration:
    @property
    def counts(self) -> forms.FileCounts: ...
    def files(
        self,
        outcome: Literal["assigned", "ambiguous", "unmatched", "unsupported", "duplicate"] | None = None,
    ) -> list[forms.LegacyFile]: ...
    def apply(self, tenant: Tenant, *, user: str, at: _When, publish: bool = False) -> forms.Migrated: ...
    def publication(self, tenant: Tenant) -> Publication: ...
    def __len__(self) -> int: ...
    def __bool__(self) -> bool: ...

# minimising

@final
class Minimised:
    @property
    def publication(self) -> Publication: ...
    @property
    def counts(self) -> forms.MinimiseCounts: ...
    @property
    def products(self) -> list[forms.MinimisedProduct]: ...
    @property
    def is_proved(self) -> bool: ...

# the shapes of the retail API

@final
class Retail:
    @staticmethod
    def rolled_out(
        published: Retail,
        legacy: Retail,
        switches: Mapping[str, Any],
        *,
        for_pages: bool = False,
    ) -> Retail: ...
    def media_locations(
        self,
        product: str | None = None,
        *,
        variant: str | None = None,
        values: Mapping[str, str] | None = None,
        record_id: int | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> list[MediaLocation]: ...
    def selected_media_locations(
        self,
        product: str | None = None,
        *,
        variant: str | None = None,
        values: Mapping[str, str] | None = None,
        record_id: int | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> list[MediaLocation]: ...
    def gallery(
        self,
        product: str | None = None,
        *,
        variant: str | None = None,
        values: Mapping[str, str] | None = None,
        record_id: int | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
        hide_master_images: bool = True,
        partial_selection: bool = False,
        videos: bool = True,
        alt_text: Literal["asset", "product"] | None = None,
        curated: Sequence[str | Mapping[str, str]] | None = None,
    ) -> list[MediaLocation]: ...
    def additional_media(
        self,
        product: str | None = None,
        *,
        variant: str | None = None,
        values: Mapping[str, str] | None = None,
        record_id: int | None = None,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> dict[str, list[MediaLocation]]: ...
    def category_images(
        self,
        category: str,
        *,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> list[MediaLocation]: ...
    def primary_image_urls(
        self,
        numbers: Sequence[str],
        *,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> list[str | Fault | None]: ...
    def primary_image_urls_by_record_id(
        self,
        record_ids: Sequence[int],
        *,
        channel: str | None = None,
        locale: str | None = None,
        catalog: str | None = None,
    ) -> list[str | Fault | None]: ...

@final
class MediaLocation:
    @property
    def uri(self) -> str | None: ...
    @property
    def alt_text(self) -> str | None: ...
    @property
    def is_default(self) -> bool: ...
    @property
    def is_self_hosted(self) -> bool: ...
    @property
    def priority(self) -> int: ...
    @property
    def is_applicable_for_child_entities(self) -> bool: ...
    @property
    def properties(self) -> dict[str, str]: ...
    @property
    def asset(self) -> str | None: ...
    @property
    def kind(self) -> _Kind: ...
    @property
    def purpose(self) -> str | None: ...
    @property
    def origin(self) -> Origin | None: ...
    def to_dict(self) -> dict[str, Any]: ...
    def __eq__(self, value: object, /) -> bool: ...
    def __ne__(self, value: object, /) -> bool: ...
    __hash__: ClassVar[None]  # type: ignore[assignment]
