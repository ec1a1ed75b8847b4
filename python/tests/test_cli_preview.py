"""`preview` and `serve-preview`: one page, for this machine alone."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

import pytest
from command import Files, environment, run, told, words

import omnimedia as om
from shared import SHOP

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


def test_the_page_is_the_library_s(files: Files) -> None:
    """Byte for byte, with the names of the files as captions."""
    out = files / "page.html"
    found = told(run("preview", files / "shop.json", "--title", "A [b] shop", "--out", out, "--json"))
    page = om.Publication.from_dict(SHOP).preview(title="A [b] shop", caption="shop.json")
    assert out.read_text(encoding="utf-8") == page
    assert found["bytes"] == len(page.encode())


def test_two_sides_stand_beside_each_other(files: Files) -> None:
    """A publication and a tenant, say."""
    out = files / "two.html"
    done = run(
        "preview", files / "shop.json", files / "tenant.json", "--product", "S1", "--locale", "", "--out", out
    )
    assert done.returncode == 0, words(done)
    page = out.read_text(encoding="utf-8")
    assert "shop.json" in page
    assert "tenant.json" in page


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (["--product", "nothing"], 3, "nothing"),
        (["--locale", "not a locale"], 2, "locale"),
        (["--channel", "999"], 3, "no channel `999`"),
    ],
)
def test_what_cannot_be_shown_is_told(files: Files, arguments: list[str], status: int, says: str) -> None:
    """With what to do."""
    done = run("preview", files / "shop.json", "--out", files / "no.html", *arguments)
    assert done.returncode == status
    assert says in words(done)
    assert not (files / "no.html").exists()


class Served(NamedTuple):
    """A preview that is served."""

    port: int
    program: subprocess.Popen[bytes]

    def ask(
        self, method: str = "GET", path: str = "/", headers: dict[str, str] | None = None
    ) -> tuple[int, dict[str, str], str]:
        """Ask for something, and give the status, the headers and the text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request(method, path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, dict(answer.getheaders()), answer.read().decode()
        finally:
            connection.close()


@contextmanager
def serving(*arguments: str | Path) -> Iterator[Served]:
    """Serve for a while."""
    with subprocess.Popen(  # noqa: S603 - it is this package's own
        [sys.executable, "-m", "omnimedia", "serve-preview", *map(str, arguments), "--json"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    ) as program:
        assert program.stdout is not None
        try:
            address = json.loads(program.stdout.readline())["address"]
            assert address.startswith("http://127.0.0.1:")
            yield Served(int(address.rsplit(":", 1)[1].strip("/")), program)
        finally:
            program.kill()


def test_the_page_is_served_and_made_anew_when_the_file_changes(tmp_path: Path) -> None:
    """What is wrong with the file is told, until it is right again."""
    shop = tmp_path / "shop.json"
    shop.write_text(json.dumps(SHOP), encoding="utf-8")
    with serving(shop) as served:
        status, headers, page = served.ask()
        assert (status, headers["Content-Type"]) == (200, "text/html; charset=utf-8")
        assert page == om.Publication.from_dict(SHOP).preview(caption="shop.json")
        assert headers["Cache-Control"] == "no-store"
        assert headers["X-Content-Type-Options"] == "nosniff"
        shop.write_text(json.dumps(SHOP).replace("Shirt", "Blouse"), encoding="utf-8")
        assert "Blouse" in served.ask()[2]
        shop.write_text("{", encoding="utf-8")
        status, headers, text = served.ask()
        assert (status, headers["Content-Type"]) == (500, "text/plain; charset=utf-8")
        assert "cannot be shown" in text
        shop.write_text(json.dumps(SHOP), encoding="utf-8")
        assert served.ask()[2] == page


def test_nothing_but_the_page_is_answered(files: Files) -> None:
    """No other path, no other method, no other host."""
    with serving(files / "shop.json") as served:
        for path in ("/index.html", "/?x", "/../shop.json", "/favicon.ico", "/shop.json"):
            assert served.ask(path=path)[0] == 404
        assert served.ask(path="http://x/")[0] == 421
        for method in ("HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH", "TRACE"):
            assert served.ask(method)[0] == 501
        for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::1]"):
            assert served.ask(headers={"Host": host})[0] == 421
        for host in ("localhost", f"localhost:{served.port}", f"127.0.0.1:{served.port}"):
            assert served.ask(headers={"Host": host})[0] == 200


def test_no_other_machine_can_reach_it(files: Files) -> None:
    """It listens at the loopback address alone."""
    with serving(files / "shop.json", "--host", "localhost") as served:
        other = socket.gethostbyname(socket.gethostname())
        if other.startswith("127."):
            pytest.skip("this machine has no other address")
        with socket.socket() as probe:
            probe.settimeout(5)
            assert probe.connect_ex((other, served.port)) != 0


def test_a_port_that_is_taken_is_told(files: Files) -> None:
    """With what to do."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run("serve-preview", files / "shop.json", "--port", str(taken.getsockname()[1]))
    assert done.returncode == 4
    assert "`--port 0`" in words(done)


@pytest.mark.skipif(os.name == "nt", reason="signals are POSIX's")
def test_an_interrupt_is_how_it_is_ended(files: Files) -> None:
    """Without a trace, and with exit code 0."""
    with serving(files / "shop.json") as served:
        served.program.send_signal(signal.SIGINT)
        out, err = served.program.communicate(timeout=60)
        assert (served.program.returncode, out, err) == (0, b"", b"")


def test_what_cannot_be_read_again_is_not_served(files: Files) -> None:
    """The standard input is read once."""
    done = run("serve-preview", "-", stdin=(files / "shop.json").read_bytes())
    assert done.returncode == 2
    assert "name a file" in words(done)
