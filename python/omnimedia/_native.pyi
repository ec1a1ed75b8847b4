from typing import Final

__all__ = ["ABI", "__version__"]

__version__: Final[str]
ABI: Final[str]
