"""The progress bar: on a terminal's standard error, and nowhere else. Long work can be interrupted."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Self, TypeVar

from omnimedia.cli import screen
from omnimedia.cli.words import number

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from rich.progress import Progress, TaskID

T = TypeVar("T")
# seconds after which a bar is shown
_SOON = 0.4


class Bar:
    """One bar, for one thing after the other."""

    def __init__(self, *, as_json: bool = False) -> None:
        """Make a bar; none is shown where a program asks, or nobody looks."""
        self._is_shown = sys.stderr.isatty() and not as_json
        self._progress: Progress | None = None
        self._task: TaskID | None = None
        self._what = ""
        self._state: tuple[str, int, int | None] = ("", 0, None)
        self._since = time.monotonic()
        self._told: Callable[[int], str] = number
        self._lock = threading.Lock()

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
            self._progress = None

    def _shown(self) -> Progress:
        from rich import progress  # noqa: PLC0415 - it is not quick to import

        if self._progress is None:
            self._progress = progress.Progress(
                progress.SpinnerColumn(),
                progress.TextColumn("{task.description}", markup=False),
                progress.BarColumn(),
                progress.TextColumn("{task.fields[how_far]}", markup=False),
                progress.TimeElapsedColumn(),
                console=screen.err(),
                transient=True,
            )
            self._progress.start()
        return self._progress

    def at(
        self, what: str, done: int = 0, total: int | None = None, told: Callable[[int], str] = number
    ) -> None:
        """Tell how far something is; `told` gives a number in words."""
        self._state = (what, done, total)
        self._told = told
        if self._progress is not None:
            self._show()

    def _show(self) -> None:
        """Show it; what is done at once is not shown, since it would only flicker."""
        if not self._is_shown or time.monotonic() - self._since < _SOON:
            return
        what, done, total = self._state
        how_far = f"{self._told(done)} of {self._told(total)}" if total else ""
        # who works tells how far it is, and who waits that it goes on
        with self._lock:
            shown = self._shown()
            if self._task is None or what != self._what:
                if self._task is not None:
                    shown.remove_task(self._task)
                self._task = shown.add_task(what, total=total, how_far=how_far)
                self._what = what
            shown.update(self._task, completed=done, total=total, how_far=how_far)

    def work(self, what: str, call: Callable[[], T]) -> T:
        """Do something that takes its time, and show that it does.

        It is done in a thread of its own, so that an interrupt does not wait for its end.
        """
        self.at(what)
        ended = threading.Event()
        results: list[T] = []
        raised: list[BaseException] = []

        def do() -> None:
            try:
                results.append(call())
            except BaseException as error:  # noqa: BLE001 - it is raised below
                raised.append(error)
            finally:
                ended.set()

        threading.Thread(target=do, daemon=True).start()
        while not ended.wait(0.1):
            if self._progress is None or self._state[0] != self._what:
                self._show()
        if raised:
            raise raised[0]
        return results[0]
