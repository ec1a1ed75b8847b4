"""A scale unit: maps what `current.json` names, notices when it names something else, and answers.

It knows nothing of the database. Questions come over HTTP on the loopback interface, answers are JSON:

- `/answer?product=S1&channel=128&locale=fr-CA`: what a product or variant shows;
- `/swatches?product=S1`: its swatches;
- `/about`: what is served.

Each answer says the revision and content hash that it came from. A page of several questions asks the first
as it is and adds `of=` and that hash to the others: the state before the newest is kept for it.
"""

from __future__ import annotations

import json
import signal
import sys
import threading
from dataclasses import dataclass
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlsplit

import omnimedia as om
from hq_to_csu import files
from hq_to_csu.files import Broken
from hq_to_csu.points import reach

if TYPE_CHECKING:
    from pathlib import Path

POLL: Final = 0.05
"""Seconds between looks at `current.json`."""
_ASKABLE: Final = frozenset({"product", "channel", "locale", "catalog"})


@dataclass(frozen=True, slots=True)
class State:
    """What is served at a moment; made whole, then put in place by one assignment."""

    revision: int
    snapshot: om.Snapshot

    @property
    def content_hash(self) -> str:
        """What it is, whatever its files are called."""
        return self.snapshot.content_hash


class ScaleUnit:
    """What a scale unit serves now, and what it served before."""

    def __init__(self, folder: Path) -> None:
        """Serve nothing yet."""
        self._folder = folder
        self._seen: bytes | None = None
        self._states: tuple[State, ...] = ()
        self.trouble: str | None = None

    def look(self) -> bool:
        """Look at `current.json`; where it names something new, map it and serve it.

        What cannot be opened is not served: the scale unit goes on with what it has, and looks again.
        """
        try:
            said = (self._folder / files.CURRENT).read_bytes()
        except FileNotFoundError:
            return False
        except OSError as wrong:
            self.trouble = str(wrong)
            return False
        if said == self._seen:
            return False
        reach("scale-unit.noticed")
        try:
            current = files.Current.from_bytes(said)
            if self._states and current.revision < self._states[0].revision:
                self.trouble = f"{files.CURRENT} went back to revision {current.revision}"
                return False
            state = State(current.revision, files.open_current(self._folder, current))
        except Broken as broken:
            self.trouble = str(broken)
            return False
        reach("scale-unit.opened")
        self._states = (state, *self._states[:1])  # readers have taken one tuple or the other
        self._seen, self.trouble = said, None
        reach("scale-unit.swapped")
        return True

    def state(self, content_hash: str | None = None) -> State | None:
        """Give what is served now, or the state with a content hash where it is kept."""
        found = (one for one in self._states if content_hash in {None, one.content_hash})
        return next(found, None)

    def reply(self, url: str) -> tuple[HTTPStatus, dict[str, Any]]:
        """Answer a question from one state."""
        split = urlsplit(url)
        asked = dict(parse_qsl(split.query))
        of = asked.pop("of", None)
        state = self.state(of)
        if state is None and of is None:
            return HTTPStatus.SERVICE_UNAVAILABLE, {"message": "nothing is served yet"}
        if state is None:
            return HTTPStatus.GONE, {"message": "this state is not kept any more; ask again without `of`"}
        return self._reply_from(state, split.path, asked)

    def _reply_from(
        self, state: State, path: str, asked: dict[str, Any]
    ) -> tuple[HTTPStatus, dict[str, Any]]:
        told: dict[str, Any] = {"revision": state.revision, "content_hash": state.content_hash}
        if path == "/about":
            return HTTPStatus.OK, {**told, "snapshot": repr(state.snapshot), "trouble": self.trouble}
        if path not in {"/answer", "/swatches"} or not asked.keys() <= _ASKABLE:
            return HTTPStatus.NOT_FOUND, {**told, "message": "there is no such question"}
        try:
            if path == "/answer":
                return HTTPStatus.OK, {**told, "answer": state.snapshot.resolve(**asked).to_dict()}
            shown = [_swatch(swatch) for swatch in state.snapshot.swatches(**asked)]
        except om.Fault as fault:
            is_missing = fault.code == "not_found"
            status = HTTPStatus.NOT_FOUND if is_missing else HTTPStatus.BAD_REQUEST
            return status, {**told, "fault": fault.to_dict()}
        return HTTPStatus.OK, {**told, "swatches": shown}


def _swatch(swatch: om.Swatch) -> dict[str, str | None]:
    return {
        "dimension": swatch.dimension,
        "value": swatch.value,
        "shown": swatch.shown,
        "hex": swatch.hex,
        "url": swatch.url,
    }


def _handler(unit: ScaleUnit) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            status, told = unit.reply(self.path)
            body = json.dumps(told, ensure_ascii=False).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))  # by it a client tells half an answer
            self.end_headers()
            middle = len(body) // 2
            self.wfile.write(body[:middle])
            reach("scale-unit.half-answered")
            self.wfile.write(body[middle:])

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """Say nothing of each question."""

    return Handler


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


def serve(folder: Path, port: int, poll: float = POLL) -> None:
    """Answer until the process is told to end; the port stands in the first line that is printed."""
    unit = ScaleUnit(folder)
    unit.look()
    ending = threading.Event()
    is_well = True

    def keep_looking() -> None:
        nonlocal is_well
        try:
            look_again()
        except BaseException:
            is_well = False
            raise
        finally:
            server.shutdown()  # who looks no more does not answer either

    def look_again() -> None:
        while not ending.wait(poll if unit.trouble is None else poll * 10):
            before = unit.trouble
            if unit.look():
                state = unit.state()
                print(f"serves revision {state.revision if state else None}", flush=True)
            elif unit.trouble not in {None, before}:
                print(unit.trouble, file=sys.stderr, flush=True)

    with _Server(("127.0.0.1", port), _handler(unit)) as server:
        signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
        looking = threading.Thread(target=keep_looking)
        looking.start()
        print(f"http://127.0.0.1:{server.server_port}", flush=True)
        try:
            server.serve_forever(poll_interval=0.05)
        finally:
            ending.set()
            looking.join()
    if not is_well:
        sys.exit(1)
