"""Which pictures, videos, documents and swatches does this product show, here, in this language."""

from omnimedia._native import ABI, __version__

__all__ = ["ABI", "__version__"]
