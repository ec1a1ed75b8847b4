"""A slow resolver, written from the sentences of SPEC sections 1 to 6 alone.

It reads a publication as JSON holds it, and looks for everything anew each time. It shares no line with the
library, so that what one of them has wrong, the other has not.
"""

from __future__ import annotations

from slow.answers import resolve
from slow.chain import Chain
from slow.ladder import Context, Policy, compared
from slow.levels import NotFoundError
from slow.looks import category_image, known_contexts, swatches

__all__ = [
    "Chain",
    "Context",
    "NotFoundError",
    "Policy",
    "category_image",
    "compared",
    "known_contexts",
    "resolve",
    "swatches",
]
