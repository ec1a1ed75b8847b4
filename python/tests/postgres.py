"""A PostgreSQL of the tests' own, on the loopback interface, in a temporary folder."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from pathlib import Path

import psycopg
import pytest

from shared import lacking

_PATIENCE = 60


def _programs() -> Path | None:
    """Find the folder with `postgres` and `initdb`: the newest of Debian's, or where the PATH says."""
    debian = Path("/usr/lib/postgresql").glob("*/bin")
    newest = sorted(
        debian, key=lambda path: [int(part) for part in path.parent.name.split(".")], reverse=True
    )
    found = shutil.which("initdb")
    for folder in [*newest, *([Path(found).parent] if found else []), Path("/usr/local/bin")]:
        if all((folder / name).exists() for name in ("postgres", "initdb")):
            return folder
    return None


def _free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        port: int = tried.getsockname()[1]
        return port


class Postgres:
    """A server that is started, killed and started again."""

    def __init__(self) -> None:
        """Make its files, and start it."""
        programs = _programs()
        if programs is None:
            lacking("postgres and initdb")
        self._programs = programs
        self._user: str | None = None
        self._folder = Path(tempfile.mkdtemp(prefix="omnimedia-postgres-"))
        if os.geteuid() == 0:  # it refuses to run as root
            names = {user.pw_name for user in pwd.getpwall()}
            self._user = next((name for name in ("postgres", "nobody") if name in names), None)
            if self._user is None:
                lacking("a user `postgres` or `nobody`, since PostgreSQL does not run as root")
            shutil.chown(self._folder, self._user)
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        data = str(self._folder / "data")
        made = self._as_user(
            "initdb", "-D", data, "-U", "omnimedia", "-A", "trust", "--locale=C", "-E", "UTF8", "-N"
        )
        if made.wait() != 0:
            pytest.fail(f"initdb: {self._log()}")
        self.start()

    def _as_user(self, program: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / "log").open("ab") as log:
            return subprocess.Popen(  # noqa: S603 - a program of the system
                [self._programs / program, *arguments],
                cwd=self._folder,
                stdout=log,
                stderr=log,
                user=self._user,
                group=None if self._user is None else pwd.getpwnam(self._user).pw_gid,
                extra_groups=None if self._user is None else [],
            )

    def _log(self) -> str:
        return (self._folder / "log").read_text(encoding="utf-8", errors="replace")[-2000:]

    @property
    def url(self) -> str:
        """Where it is."""
        return f"postgresql+psycopg://omnimedia@127.0.0.1:{self._port}/postgres"

    def start(self) -> None:
        """Start it, and wait until it answers."""
        settings = {
            "listen_addresses": "127.0.0.1",
            "port": str(self._port),
            "unix_socket_directories": "",
            "max_connections": "60",
            "shared_buffers": "16MB",
        }
        given = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if self._process is None or self._process.poll() is not None:
                # after a kill, what is left of the old server may still be going: then it is tried again
                self._process = self._as_user("postgres", "-D", str(self._folder / "data"), *given)
            try:
                psycopg.connect(self.url.replace("+psycopg", ""), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.1)
            else:
                return
        pytest.fail(f"PostgreSQL does not start: {self._log()}")

    def kill(self) -> None:
        """Kill it, as if its machine had stopped."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()

    def stop(self) -> None:
        """Stop it, and remove its files."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGQUIT)  # what is in it goes anyway
            self._process.wait(timeout=_PATIENCE)
        shutil.rmtree(self._folder, ignore_errors=True)
