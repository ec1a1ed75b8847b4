"""The dictionaries that come back, by their keys: the forms that every language shares.

They are plain dictionaries when the program runs; the names are for annotations.
"""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict


class Target(TypedDict, total=False):
    """An asset, or a document of a product or category; also the arguments of `Tenant.edit` and its like."""

    asset: str
    product: str
    category: str
    catalog: str
    channel: str
    locale: str
    group: str


class Parts(TypedDict, total=False):
    """The parts of a context that are there; `{}` is Omnichannel, Neutral."""

    catalog: str
    channel: str
    locale: str


class Told(TypedDict):
    """A fault that is part of a report."""

    code: str
    number: int
    message: str
    place: str
    advice: str


class Stamp(TypedDict):
    """Who did something, and when, in UTC."""

    by: str
    at: str


class Value(TypedDict):
    """A value of a dimension."""

    dimension: str
    value: str


class Changed(TypedDict):
    """What of a publication changed, was added or is gone."""

    products: list[str]
    categories: list[str]
    channels: list[str]
    swatches: list[Value]
    assets: list[str]


class Published(TypedDict):
    """What a publish did."""

    targets: list[Target]
    assets: list[Target]
    changes: Changed


class Run(TypedDict):
    """What the run of a publish group did."""

    group: str
    targets: list[Target]
    assets: list[Target]
    conflicts: list[Target]
    drafts: list[Target]
    check_outs: list[Target]
    changes: Changed


class Ran(TypedDict):
    """What became of a publish group that was due: its `run`, or the `faults` that refused it."""

    group: str
    run: NotRequired[Run]
    faults: NotRequired[list[Told]]


class GroupOptions(TypedDict):
    """How a publish group publishes."""

    conflicts: Literal["last-wins", "refuse"]
    publish_all: bool


class Group(TypedDict):
    """A publish group."""

    name: str
    made: Stamp
    options: GroupOptions
    state: Literal["open", "scheduled", "ran"]
    due: NotRequired[str]
    scheduled: NotRequired[Stamp]
    ran: NotRequired[Stamp]
    items: list[Target]


class GroupLimits(TypedDict):
    """The limits on publish groups; `None` is no limit."""

    items: int | None
    seconds_apart: int | None


class Version(TypedDict):
    """What was checked in; without `content` it stages the removal."""

    number: int
    by: str
    at: str
    cause: str | dict[str, Any]
    content: NotRequired[dict[str, Any]]


class PublishedVersion(TypedDict):
    """The version that shoppers see."""

    version: int
    by: str
    at: str


class CheckOut(TypedDict):
    """What a user is working on."""

    by: str
    at: str
    content: dict[str, Any]


class Life(TypedDict):
    """The life of an asset or document."""

    versions: NotRequired[list[Version]]
    draft: NotRequired[int]
    published: NotRequired[PublishedVersion]
    unpublished: NotRequired[Stamp]
    check_out: NotRequired[CheckOut]
    has_unpublished_draft: bool


class UsedBy(TypedDict):
    """Who uses an asset: a document, or a central swatch."""

    use: Literal["published", "draft", "check_out", "central_swatch"]
    target: NotRequired[Target]
    dimension: NotRequired[str]
    value: NotRequired[str]
    is_published: bool


class Switches(TypedDict):
    """Which switches of the rollout are on."""

    site_builder_content: bool
    hq_authoring: bool
    hq_sync: bool
    csu_media_locations: bool
    site_rendering: list[str]


class Missing(TypedDict, total=False):
    """What must be done before a switch can be turned on."""

    switch: str
    channel: str


class Loss(TypedDict):
    """An image that would be lost by a switch."""

    product: NotRequired[str]
    variant: NotRequired[str]
    category: NotRequired[str]
    context: Parts
    asset: str
    url: NotRequired[str]
    text: str


class Readiness(TypedDict):
    """How ready a tenant is for a switch."""

    switch: str
    channel: NotRequired[str]
    is_on: bool
    missing: list[Missing]
    staged: int
    covered: int
    products: int
    answers: int
    category_images: int
    is_complete: bool
    is_safe: bool
    text: str
    losses: list[Loss]


class FileReading(TypedDict):
    """How the name of a file is read."""

    product: NotRequired[str]
    variant: NotRequired[str]
    values: NotRequired[dict[str, str]]
    category: NotRequired[str]
    context: Parts
    sequence: NotRequired[int]


class LegacyFile(TypedDict):
    """What became of the name of a file."""

    name: str
    outcome: Literal["assigned", "ambiguous", "unmatched", "unsupported", "duplicate"]
    reading: NotRequired[FileReading]
    duplicate_of: NotRequired[str]
    candidates: NotRequired[list[FileReading]]
    has_more: NotRequired[bool]
    why: NotRequired[str]
    text: str


class FileCounts(TypedDict):
    """How many names of files came to what."""

    assigned: int
    ambiguous: int
    unmatched: int
    unsupported: int
    duplicates: int
    total: int


class Migrated(TypedDict):
    """What a migration changed."""

    assets: list[Target]
    documents: list[Target]
    published: list[Target]


class TransferItem(TypedDict):
    """What became of an item of a copy between tenants."""

    outcome: Literal["created", "updated", "equal", "kept", "dropped", "not-published", "refused"]
    source: Target
    destination: NotRequired[Target]
    source_modified: NotRequired[str]
    destination_modified: NotRequired[str]
    keeps_draft: bool
    replaces_draft: bool
    faults: list[Told]
    text: str


class Transferred(TypedDict):
    """What a copy between tenants did."""

    outcomes: dict[str, int]
    items: list[TransferItem]
    is_complete: bool


class MediaSize(TypedDict):
    """How much is assigned."""

    documents: int
    sets: int
    items: int


class Selection(TypedDict):
    """A selection that is no variant and shows something else now."""

    values: dict[str, str]
    context: Parts


class MinimisedProduct(TypedDict):
    """A product that shows the same with fewer sets."""

    product: str
    before: MediaSize
    after: MediaSize
    documents: list[dict[str, Any]]
    removed: list[Parts]
    selections: list[Selection]
    selections_changed: int
    selections_are_complete: bool
    is_finished: bool


class CheckedIn(TypedDict):
    """What became of such a product in a tenant: nothing is done where work is under way."""

    product: str
    before: MediaSize
    after: MediaSize
    documents: list[dict[str, Any]]
    removed: list[Parts]
    selections: list[Selection]
    selections_changed: int
    selections_are_complete: bool
    is_finished: bool
    is_done: bool
    targets: NotRequired[list[Target]]
    checked_out: NotRequired[list[Target]]
    others: NotRequired[list[Target]]
    faults: NotRequired[list[Told]]


class MinimiseCounts(TypedDict):
    """How much minimising came to."""

    products: int
    products_changed: int
    before: MediaSize
    after: MediaSize
    selections: int
    unproved: int
    unfinished: int
    is_complete: bool


class MinimisedTenant(TypedDict):
    """What minimising did in a tenant."""

    counts: MinimiseCounts
    products: list[CheckedIn]


class Used(TypedDict):
    """A place that names an asset: an item of a set, a swatch, a category's picture, or a central swatch."""

    use: Literal["item", "swatch", "category", "central_swatch"]
    product: NotRequired[str]
    category: NotRequired[str]
    context: NotRequired[Parts]
    level: NotRequired[Literal["variant", "dimensions", "master"]]
    match: NotRequired[dict[str, str]]
    variant: NotRequired[str]
    list: NotRequired[Literal["primary", "additional"]]
    position: NotRequired[int]
    purpose: NotRequired[str]
    dimension: NotRequired[str]
    value: NotRequired[str]
