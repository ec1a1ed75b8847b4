"""All of the pipeline in a temporary folder: processes work, are killed, and nothing is lost."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hq_to_csu.points import VARIABLE
from hq_to_csu.shop import ask

if TYPE_CHECKING:
    from collections.abc import Iterator

PROGRAM: Final = Path(__file__).with_name("__main__.py")
_PATIENCE: Final = 60


def start(role: str, *arguments: str, kill_at: str | None = None) -> subprocess.Popen[str]:
    """Start a role as a process, which kills itself at a point if one is given."""
    environment = {name: value for name, value in os.environ.items() if name != VARIABLE}
    if kill_at is not None:
        environment[VARIABLE] = kill_at
    command = [sys.executable, str(PROGRAM), role, *arguments]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)  # noqa: S603 - ourselves


def run(role: str, *arguments: str, kill_at: str | None = None) -> str:
    """Run a role to its end, and give what it says.

    Raises:
        CalledProcessError: where it ends otherwise than it should.

    """
    process = start(role, *arguments, kill_at=kill_at)
    said, _ = process.communicate()
    if process.returncode != (0 if kill_at is None else -signal.SIGKILL):
        raise subprocess.CalledProcessError(process.returncode, process.args, said)
    return said


@contextlib.contextmanager
def scale_unit(*arguments: str) -> Iterator[str]:
    """Start a scale unit, give its address, and end it."""
    with start("scale-unit", *arguments) as process:
        try:
            assert process.stdout is not None  # noqa: S101 - for the type checker
            yield process.stdout.readline().strip()
        finally:
            process.terminate()


def wait_for(address: str, revision: int) -> None:
    """Wait until a scale unit serves a revision.

    Raises:
        TimeoutError: where it does not come to.

    """
    end = time.monotonic() + _PATIENCE
    while ask(address, "/about")["revision"] != revision:
        if time.monotonic() > end:
            message = f"{address} does not serve revision {revision}"
            raise TimeoutError(message)
        time.sleep(0.02)


def _say(title: str, said: str = "") -> None:
    print(f"\n{title}", flush=True)
    for line in said.splitlines():
        print(f"   {line}", flush=True)


def demo(database: str | None) -> None:
    """Tell it, step by step."""
    with tempfile.TemporaryDirectory(prefix="hq-to-csu-") as name:
        work = ["--work", name]
        base = [*work, *(["--database", database] if database else [])]
        _say("Headquarters puts a shop into the database", run("prepare", *base))
        _say("The batch job flattens it", run("flatten", *base))
        with scale_unit(*work) as one, scale_unit(*work) as other:
            _demo(Path(name), base, (one, other))


def _demo(folder: Path, base: list[str], scale_units: tuple[str, str]) -> None:
    def served() -> str:
        return "\n".join(f"{one}: revision {ask(one, '/about')['revision']}" for one in scale_units)

    _say("Two scale units serve it", served())
    ann = start("headquarters", *base, "--author", "ann", "--edits", "3")
    ben = start("headquarters", *base, "--author", "ben", "--edits", "3")
    _say("Ann and Ben edit and publish at the same time, and nobody's work is lost", ann.communicate()[0])
    _say("", ben.communicate()[0])

    run("headquarters", *base, "--author", "ann", kill_at="headquarters.units-written")
    _say("Ann's process is killed in the middle of a commit, and started again: the edit is done once")
    _say("", run("headquarters", *base, "--author", "ann"))

    run("flatten", *base, kill_at="flatten.current-half-written")
    _say("The batch job is killed while it writes current.json: scale units go on as before", served())
    said = run("flatten", *base)
    revision = int(said.split()[1].rstrip(":"))
    for one in scale_units:
        wait_for(one, revision)
    _say("It is run again: what is there already is not written again", said)
    _say("The scale units notice", served())

    page = folder / "page.html"
    asked = ["--product", "S1", "--channel", "128", "--locale", "fr-CA", "--out", str(page)]
    _say("A shopper looks at S1", run("shop", "--scale-unit", scale_units[0], *asked))
    html = page.read_text(encoding="utf-8")
    _say(f"   {len(html)} characters of HTML with {html.count('<figure>')} pictures")
