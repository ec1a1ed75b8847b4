"""Which pictures, videos, documents and swatches does this product show, here, in this language.

The main things: a `Publication` is what is published, and is asked directly and explained; a `Snapshot` is
a publication flattened to one string of bytes, which is mapped and asked in nanoseconds; an `Answer` is what
a product shows in a context. What is wrong is raised as a `Fault` with its code, its place and an advice.

Example:
    >>> import omnimedia as om
    >>> shop = om.Publication.from_dict({
    ...     "omnimedia": "publication/1",
    ...     "assets": [{"id": "A1", "kind": "image", "url": "https://cdn.example/a1.png"}],
    ...     "products": [{"number": "S1", "media": [{"master": {"primary": ["A1"]}}]}],
    ... })
    >>> shop.resolve("S1", channel="128", locale="fr-CA").default_image_url
    'https://cdn.example/a1.png'

"""

from omnimedia._faults import Fault, InternalFault, Place

try:
    from omnimedia._native import (
        ABI,
        Answer,
        Audit,
        CategoryImage,
        ChangedUnits,
        Changes,
        Context,
        Diff,
        Editing,
        Explanation,
        Exported,
        Flattener,
        Imported,
        Item,
        MediaLocation,
        Migration,
        Minimised,
        Moment,
        Origin,
        Policy,
        Publication,
        Retail,
        Shelf,
        Snapshot,
        Stream,
        Swatch,
        Table,
        Tenant,
        __version__,
        shard_of,
    )
except ImportError as error:
    error.add_note(
        "omnimedia lacks its compiled half for this Python, system and processor: run elsewhere than in its"
        " source tree, or install it with this Python, by `python -m pip install --force-reinstall omnimedia`"
    )
    raise
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
    "Fault",
    "Flattener",
    "Imported",
    "InternalFault",
    "Item",
    "MediaLocation",
    "Migration",
    "Minimised",
    "Moment",
    "Origin",
    "Page",
    "Place",
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
    "shard_of",
]
