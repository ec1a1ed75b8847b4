"""Pages of HTML."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from omnimedia._native import _write_file

if TYPE_CHECKING:
    from os import PathLike


class Page(str):
    """A page of HTML, as `Publication.preview` makes it: a text that can be saved.

    A notebook shows it in a frame.
    """

    __slots__ = ()

    def save(self, path: str | PathLike[str]) -> None:
        """Save to a file: written beside it, synced, then renamed.

        Args:
            path: the file; a link is replaced, not followed, and the rights of what is there are kept.

        Raises:
            OSError: it cannot be written, or what is there is no file. Where only its folder cannot
                be synced, the new file is in its place, and the error says so.
            Fault: `encoding` for a page of one's own that is no Unicode.

        """
        _write_file(path, self)

    def _repr_html_(self) -> str:
        """Show the page in a frame that can do nothing but run the page's own script."""
        page = html.escape(self)
        return f'<iframe srcdoc="{page}" sandbox="allow-scripts" style="width:100%;height:40rem"></iframe>'
