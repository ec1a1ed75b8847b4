"""`serve-preview`: the page of `preview` on this machine alone, made anew when a file changes."""

from __future__ import annotations

import threading
from functools import partial
from http import HTTPStatus
from typing import TYPE_CHECKING, Annotated

import typer

from omnimedia.cli import codes, options, screen
from omnimedia.cli.frame import command
from omnimedia.cli.preview import (
    CatalogsShown,
    ChannelsShown,
    Link,
    LocalesShown,
    Other,
    ProductsShown,
    Title,
    page_of,
)
from omnimedia.cli.refusal import Refusal
from omnimedia.cli.words import called, count, size

if TYPE_CHECKING:
    from collections.abc import Callable
    from http.server import ThreadingHTTPServer
    from pathlib import Path

LOOPBACK = "127.0.0.1"
_NAMES = {LOOPBACK, "localhost"}
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_MOST_PORT = 65_535

Answer = tuple[HTTPStatus, str, str]
"""A status, a type, and a text."""


class Pages:
    """The page as it is now: it is made anew when one of its files is another one."""

    def __init__(self, files: list[Path], make: Callable[[], str], told: Callable[[str, str], None]) -> None:
        """Take the files, what makes the page, and whom to tell."""
        self._files, self._make, self._told = files, make, told
        self._lock = threading.Lock()
        self._seen: object = None
        self._answer: Answer = (HTTPStatus.OK, "text/html", "")

    def _look(self) -> object:
        seen: list[object] = []
        for file in self._files:
            try:
                stat = file.stat()
                seen.append((stat.st_mtime_ns, stat.st_size, stat.st_ino))
            except OSError as error:
                seen.append(str(error))
        return seen

    def now(self) -> Answer:
        """Give the page; what is wrong with a file that was changed, where something is."""
        with self._lock:
            seen = self._look()
            if seen != self._seen:
                is_first, self._seen = self._seen is None, seen
                try:
                    page = self._make()
                except Refusal as refusal:
                    if is_first:
                        raise
                    lines = [f"{one.place}: {one.message}\n  {one.advice}" for one in refusal.faults]
                    text = "\n".join([f"{refusal.file or 'the publication'} cannot be shown", "", *lines])
                    self._answer = (HTTPStatus.INTERNAL_SERVER_ERROR, "text/plain", text)
                    self._told("cannot be shown", count(len(refusal.faults), "fault"))
                else:
                    self._answer = (HTTPStatus.OK, "text/html", page)
                    self._told("made", size(len(page.encode())))
            return self._answer


def server(pages: Pages, port: int) -> ThreadingHTTPServer:
    """Bind a server to the loopback address, which answers GET of `/` and nothing else."""
    from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer  # noqa: PLC0415 - for this command alone

    class Handler(BaseHTTPRequestHandler):
        server_version = "omnimedia"
        sys_version = ""
        timeout = 30

        def _answer(self, status: HTTPStatus, kind: str, text: str) -> None:
            data = text.encode()
            self.send_response(status)
            for name, value in {**_HEADERS, "Content-Type": f"{kind}; charset=utf-8"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(data)))
            self.end_headers()
            self.wfile.write(data)

        def do_GET(self) -> None:
            host = (self.headers.get("Host") or "").rpartition(":")
            # a page elsewhere may have its name point here
            if (host[0] or host[2]) not in _NAMES:
                self._answer(HTTPStatus.MISDIRECTED_REQUEST, "text/plain", "this is another host\n")
            elif self.path != "/":
                self._answer(HTTPStatus.NOT_FOUND, "text/plain", "there is nothing but /\n")
            else:
                self._answer(*pages.now())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing of each request."""

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        # a port that another program listens at is refused
        allow_reuse_address = False

        def handle_error(self, request: object, client_address: object) -> None:
            """Say nothing of a browser that went away."""

    return Server((LOOPBACK, port), Handler)


def _bound(pages: Pages, port: int) -> ThreadingHTTPServer:
    try:
        return server(pages, port)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        refusal = Refusal.usage(
            f"port {port} cannot be had: {why}", "take another, or `--port 0` for a free one"
        )
        refusal.status = codes.UNREADABLE
        raise refusal from None


@command
def serve_preview(
    file: options.File,
    other: Other = None,
    *,
    port: Annotated[int, typer.Option(metavar="NUMBER", help="The port; 0 takes a free one.")] = 0,
    host: Annotated[str, typer.Option(metavar="ADDRESS", help="127.0.0.1, and no other.")] = LOOPBACK,
    open_: Annotated[bool, typer.Option("--open", help="Open it in the browser.")] = False,
    title: Title = None,
    product: ProductsShown = None,
    channel: ChannelsShown = None,
    locale: LocalesShown = None,
    catalog: CatalogsShown = None,
    link_pictures: Link = False,
    order: options.Order = None,
    parents: options.Parents = None,
    inheritance: options.Inheritance = None,
    alt_source: options.AltSource = None,
    as_json: options.AsJson = False,
) -> int:
    """Serve the preview to this machine alone, until Ctrl-C. A file that changed is read again on reload."""
    if host not in _NAMES:
        raise Refusal.usage(
            f"`{host}` is not this machine alone", "leave `--host` out: it is 127.0.0.1, and no other"
        )
    if not 0 <= port <= _MOST_PORT:
        raise Refusal.usage(f"{port} is no port", f"take one from 1 to {_MOST_PORT}, or 0 for a free one")
    if "-" in {str(file), str(other)}:
        raise Refusal.usage("the standard input cannot be read again", "name a file")
    policy = options.policy(order, parents, inheritance, alt_source)
    shown = {"products": product or None, "channels": channel, "locales": locale, "catalogs": catalog}
    make = partial(page_of, file, other, title=title, shown=shown, link_pictures=link_pictures, policy=policy)

    def told(what: str, how: str) -> None:
        if not as_json:
            screen.show([screen.line((f"  {what}: ", screen.QUIET), (how, screen.QUIET))], screen.err())

    pages = Pages([one for one in (file, other) if one is not None], make, told)
    pages.now()
    with _bound(pages, port) as served:
        try:
            _serve(served, file, open_it=open_, as_json=as_json)
        except KeyboardInterrupt:
            # that is how it is ended
            return codes.FINE
    return codes.FINE


def _serve(served: ThreadingHTTPServer, file: Path, *, open_it: bool, as_json: bool) -> None:
    address = f"http://{LOOPBACK}:{served.server_address[1]}/"
    if as_json:
        screen.give({"command": "serve-preview", "status": codes.FINE, "address": address})
    else:
        screen.show([screen.line(("✓ ", screen.GOOD), f"{called(file)} is at ", (address, screen.STRONG))])
        screen.show([screen.line(("Ctrl-C ends it", screen.QUIET), indent=2)], screen.err())
    if open_it:
        typer.launch(address)
    served.serve_forever(poll_interval=0.2)
