"""Files and faults: killed, out of room, without power, at every call of the system that a writer makes."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest
from command import STAMP, Files, environment, run, words
from faulty import IN_C, WRITERS, Call, Disk, Stage, skip_for

import omnimedia as om
from shared import SHOP

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="strace is Linux's")
python_alone = pytest.mark.skipif(IN_C is not None, reason="it is not the writer in C")


@pytest.fixture(name="files", scope="module")
def _files(tmp_path_factory: pytest.TempPathFactory) -> Files:
    return Files(tmp_path_factory.mktemp("files"))


REFUSED = 3
KILLED = {-signal.SIGKILL, 128 + signal.SIGKILL}


@pytest.fixture(name="stage", params=sorted(WRITERS))
def _stage(request: pytest.FixtureRequest, tmp_path: Path) -> Stage:
    return Stage(tmp_path, [str(word) for word in WRITERS[request.param]])


def test_killed_at_any_call_the_file_is_old_or_new(stage: Stage) -> None:
    """And what is left beside it never keeps the next one from writing."""
    done, calls = stage.traced()
    assert (done.returncode, stage.holds(), stage.left) == (0, "new", []), done.stdout
    names = [call.name for call in calls]
    assert "write" in names
    assert names.count("fsync") == 2, names
    states = []
    for call in calls:
        stage.reset()
        done, _ = stage.traced("-e", f"inject={call.name}:signal=KILL:when={call.nth}")
        assert done.returncode in KILLED, (call, done)
        states.append(stage.holds())
        assert len(stage.left) <= 1
        assert stage.run().returncode == 0
        assert stage.holds() == "new"
    # old until it is renamed, new from there on
    assert states == sorted(states, reverse=True)
    assert {*states} == {"old", "new"}


ERRORS = {
    "openat": ["EACCES", "ENOSPC", "EMFILE", "EDQUOT", "EROFS"],
    "chmod": ["EPERM", "EIO", "EROFS"],
    "fchmod": ["EPERM", "EIO", "EROFS"],
    "fchmodat": ["EPERM", "EIO", "EROFS"],
    "write": ["ENOSPC", "EIO", "EDQUOT", "EFBIG"],
    "fsync": ["EIO", "ENOSPC", "EDQUOT"],
    "close": ["EIO", "ENOSPC", "EDQUOT"],
    "rename": ["EACCES", "EIO", "EBUSY", "ENOSPC"],
}
# what is said where the folder could not be synced
IN_PLACE = (
    "is in its place, whole",
    "may not outlast a loss of power",
    "it again once its folder can be synced",
)


def _is_passed_over(call: Call, error: str, *, renamed: bool) -> bool:
    """Tell what is no reason to refuse: rights that cannot be given, what is closed after it was synced.

    And a folder that may be written to but not read.
    """
    is_passed = call.name == "close" or (call.name == "openat" and error == "EACCES")
    return "chmod" in call.name or (renamed and is_passed)


def test_what_the_system_refuses_is_told_and_leaves_nothing(stage: Stage) -> None:
    """With the name of the file and what to do; the old file stays, or the new one does, and that is said."""
    _, calls = stage.traced()
    tried: set[tuple[str, bool]] = set()
    for call in calls:
        for error in ERRORS.get(call.name, []):
            stage.reset()
            done, after = stage.traced("-e", f"inject={call.name}:error={error}:when={call.nth}")
            renamed = any(one.name.startswith("rename") and one.result == 0 for one in after)
            assert stage.holds() == ("new" if renamed else "old"), (call, error)
            assert stage.left == [], (call, error)
            is_passed = _is_passed_over(call, error, renamed=renamed)
            assert done.returncode == (0 if is_passed else REFUSED), (call, error, done)
            told = done.stdout.decode()
            assert is_passed or str(stage.place) in told, done
            assert is_passed or os.strerror(getattr(errno, error)).lower() in told.lower(), done
            may_be_lost = renamed and not is_passed
            assert [may_be_lost] * len(IN_PLACE) == [said in told for said in IN_PLACE], (call, error, done)
            tried.add((call.name, renamed))
    assert tried >= {(name, renamed) for name in ("openat", "fsync") for renamed in (False, True)}
    assert {name.removeprefix("f").removesuffix("at") for name, _ in tried} >= {
        "write",
        "chmod",
        "close",
        "rename",
    }


def test_what_is_only_interrupted_is_done_again(stage: Stage) -> None:
    """And folders that cannot be synced are no reason to fail."""
    _, calls = stage.traced()
    for call in calls:
        if call.name in {"write", "openat", "fsync"}:
            stage.reset()
            done, _ = stage.traced("-e", f"inject={call.name}:error=EINTR:when={call.nth}")
            assert (done.returncode, stage.holds(), stage.left) == (0, "new", []), (call, done)
    of_folder = [call for call in calls if call.name == "fsync"][-1]
    for error in ("EINVAL", "EOPNOTSUPP"):
        stage.reset()
        done, _ = stage.traced("-e", f"inject=fsync:error={error}:when={of_folder.nth}")
        assert (done.returncode, stage.holds(), stage.left) == (0, "new", []), (error, done)


def _powerless(stage: Stage, calls: list[Call]) -> str:
    """Cut the power after each call; tell what would be wrong."""
    place = str(stage.place)
    disk = Disk.of(place, len(stage.old))
    for call in calls:
        disk.do(call)
        for file, is_whole in disk.after_a_loss_of_power(place):
            if file < 0 or not is_whole:
                return f"no whole file after {call.name}"
    (found, *more) = disk.after_a_loss_of_power(place)
    return "the new file may be lost" if more or found[0] == 0 else ""


def test_without_power_at_any_call_the_file_is_old_or_new(stage: Stage) -> None:
    """And the new one once the writer has said that it is written; each sync is needed for that."""
    _, calls = stage.traced()
    assert _powerless(stage, calls) == ""
    syncs = [call for call in calls if call.name == "fsync"]
    without = [[call for call in calls if call is not sync] for sync in syncs]
    assert [_powerless(stage, some) for some in without] == [
        "no whole file after rename" if at == 0 else "the new file may be lost" for at in range(len(syncs))
    ]


def test_names_left_of_killed_processes_are_passed_over(stage: Stage) -> None:
    """In a container every process may have the same number."""
    done = stage.run(more=["left"])
    assert (done.returncode, stage.holds(), len(stage.left)) == (0, "new", 5), done


def test_a_disk_that_is_full_keeps_the_old_file(stage: Stage) -> None:
    """For real: some of the bytes are taken, then no more."""
    if os.geteuid() != 0:
        pytest.skip("no rights to mount a disk")
    mounted = subprocess.run(  # noqa: S603 - a disk of its own
        ["mount", "-t", "tmpfs", "-o", "size=12k", "tmpfs", str(stage.place.parent)],  # noqa: S607
        capture_output=True,
        check=False,
    )
    if mounted.returncode != 0:
        pytest.skip("no rights to mount a disk")
    try:
        stage.reset()
        (stage.place.parent / "fill").write_bytes(bytes(4096))
        done = stage.run()
        assert (done.returncode, stage.holds(), stage.left) == (REFUSED, "old", ["fill"]), done
        assert b"o space" in done.stdout
    finally:
        subprocess.run(["umount", str(stage.place.parent)], check=True)  # noqa: S603, S607 - as above


def test_a_limit_of_size_keeps_the_old_file(stage: Stage) -> None:
    """As a quota does: a write is cut short, the next one is refused."""
    limited = ["sh", "-c", 'trap "" XFSZ; ulimit -f 1; exec "$@"', "sh"]
    assert len(stage.new) > 1024
    done = stage.run(*limited)
    assert (done.returncode, stage.holds(), stage.left) == (REFUSED, "old", []), done
    assert b"oo large" in done.stdout


def _with_less() -> tuple[str, ...]:
    if os.geteuid() != 0:
        return ()
    setpriv = shutil.which("setpriv")
    if setpriv is None:
        skip_for("setpriv")
    less = "-dac_override,-dac_read_search"
    return (str(setpriv), "--bounding-set", less, "--inh-caps", less)


def test_rights_of_folders_and_files(stage: Stage) -> None:
    """A folder that may not be written to is refused; the rights of the file that is there are kept."""
    through = _with_less()
    stage.place.parent.chmod(0o555)
    try:
        done = stage.run(*through)
    finally:
        stage.place.parent.chmod(0o755)
    assert (done.returncode, stage.holds(), stage.left) == (REFUSED, "old", []), done
    assert b"ermission denied" in done.stdout
    for mode in (0o600, 0o640, 0o444, 0o666):
        stage.reset()
        stage.place.chmod(mode)
        assert stage.run(*through).returncode == 0
        assert (stat.S_IMODE(stage.place.stat().st_mode), stage.holds()) == (mode, "new")
    stage.place.parent.chmod(0o333)
    try:
        assert stage.run(*through).returncode == 0
    finally:
        stage.place.parent.chmod(0o755)


def test_a_place_that_is_no_file_is_refused_and_a_link_is_as_documented(stage: Stage) -> None:
    """The library replaces a link; the command writes where it leads, and a pipe has somebody who reads."""
    folder = stage.place.parent
    is_command = "cli.outputs" in " ".join(stage.writer)
    (folder / "folder").mkdir()
    assert stage.run(to=folder / "folder").returncode == REFUSED
    (folder / "folder").rmdir()
    if not is_command:
        os.mkfifo(folder / "pipe")
        assert stage.run(to=folder / "pipe").returncode == REFUSED
        assert stage.run(to=folder.parent / "no" / "folder").returncode == REFUSED
    assert stage.run(to=folder / ("n" * 300)).returncode == REFUSED
    # a name that is as long as names may be has room beside it
    longest = folder / ("é" * 127)
    assert stage.run(to=longest).returncode == 0
    assert longest.read_bytes() == stage.new
    link, behind = folder / "link", folder / "behind"
    link.symlink_to(behind)
    assert stage.run(to=link).returncode == 0
    assert link.read_bytes() == stage.new
    assert (link.is_symlink(), behind.exists()) == (is_command, is_command)
    assert {one.name for one in folder.iterdir()} <= {"shop.omni", "pipe", "link", "behind", longest.name}


def test_two_processes_at_once_leave_one_of_both(stage: Stage) -> None:
    """Nothing is mixed and nothing is left, whoever is the last."""
    threads = [threading.Thread(target=stage.run) for _ in range(4)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        stage.holds()
    assert (stage.holds(), stage.left) == ("new", [])


@pytest.mark.skipif(IN_C is None, reason="it is the writer in C")
def test_two_threads_at_once_in_c_while_others_map_what_they_replace(stage: Stage) -> None:
    """What is mapped stays as it was, and answers so."""
    (stage.folder / "other").write_bytes(stage.old)
    done = stage.run(more=["many", str(stage.folder / "other")])
    assert (done.returncode, stage.left) == (0, []), done
    assert int(done.stdout.split()[0]) > 1


def _asked(snapshot: om.Snapshot) -> str | None:
    """Ask a number, which is not in every snapshot."""
    try:
        image = snapshot.resolve(product="S1").default_image
    except om.Fault as fault:
        return fault.code
    return image and image.asset


@python_alone
def test_two_threads_at_once_while_others_map_what_they_replace(tmp_path: Path) -> None:
    """What is mapped stays as it was, and answers so, also where it was replaced meanwhile."""
    shops = [om.Publication.from_dict({"omnimedia": "publication/1"}), om.Publication.from_dict(SHOP)]
    both = [shop.flatten() for shop in shops]
    answers = {snapshot.content_hash: _asked(snapshot) for snapshot in both}
    assert [*answers.values()] == ["not_found", "A1"]
    place = tmp_path / "shop.omni"
    both[0].save(place)

    def save(snapshot: om.Snapshot) -> None:
        for _ in range(40):
            snapshot.save(place)

    threads = [threading.Thread(target=save, args=(snapshot,)) for snapshot in both]
    for thread in threads:
        thread.start()
    mapped = []
    while any(thread.is_alive() for thread in threads):
        mapped.append(om.Snapshot.open(place, verify=True))
    for snapshot in mapped[-200:]:
        snapshot.verify()
        assert _asked(snapshot) == answers[snapshot.content_hash]
    assert os.listdir(tmp_path) == ["shop.omni"]  # noqa: PTH208 - names


@python_alone
def test_a_file_read_into_memory_may_be_cut_short(tmp_path: Path) -> None:
    """Mapped it may not be: the system ends whoever reads what is not there any more."""
    place = tmp_path / "shop.omni"
    om.Publication.from_dict(SHOP).flatten().save(place)
    kept = om.Snapshot.from_bytes(place.read_bytes())
    place.write_bytes(b"")
    kept.verify()
    assert kept.resolve(product="S1").default_image is not None


_CUT = """
import os, resource, sys, omnimedia as om
from pathlib import Path
resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
place = Path(sys.argv[1])
kept = om.Snapshot.from_bytes(place.read_bytes())
mapped = om.Snapshot.open(place)
assert mapped.resolve(product="S1") is not None
os.truncate(place, 0)
for snapshot in (kept, mapped):
    {read}
    print("read", flush=True)
"""


@python_alone
@pytest.mark.parametrize("read", ["snapshot.verify()", 'snapshot.resolve(product="S1")'])
def test_a_mapped_file_that_is_cut_short_ends_the_process(tmp_path: Path, read: str) -> None:
    """By a signal of the system's, which nobody can answer; what was read into memory goes on answering."""
    place = tmp_path / "shop.omni"
    om.Publication.from_dict(SHOP).flatten().save(place)
    done = subprocess.run(  # noqa: S603 - it is this package's own
        [sys.executable, "-c", _CUT.format(read=read), str(place)],
        capture_output=True,
        check=False,
        timeout=60,
        env=environment(),
    )
    assert (done.returncode, done.stdout) == (-signal.SIGBUS, b"read\n"), done


@pytest.mark.skipif(IN_C is None, reason="it is the library in C that reads files into memory")
def test_a_file_that_is_too_large_for_memory_is_refused_in_c(stage: Stage) -> None:
    """It is a hole for the most part; the process may not have as many bytes."""
    size = 1 << 36
    os.truncate(stage.folder / "from", size)
    done = stage.run("sh", "-c", 'ulimit -v 4194304; exec "$@"', "sh")
    assert (done.returncode, stage.holds(), stage.left) == (REFUSED, "old", []), done
    assert f"there is no memory for its {size} bytes" in done.stdout.decode()
    assert b"map it" in done.stdout


_OFTEN = """
import sys, omnimedia as om
opened = refused = 0
print("begun", flush=True)
while True:
    try:
        om.Snapshot.open(sys.argv[1]).close()
        opened += 1
    except OSError as error:
        if "what is there is no file" not in str(error):
            print(error)
            print("both" if opened and refused else f"opened {opened}, refused {refused}")
            sys.exit(3)
        refused += 1
"""


def test_a_pipe_in_the_place_of_a_snapshot_keeps_nobody_waiting(tmp_path: Path) -> None:
    """Nobody writes into it; and it may come there between the look at the file and the opening."""
    place, other = tmp_path / "shop.omni", tmp_path / "other"
    om.Publication.from_dict(SHOP).flatten().save(tmp_path / "whole")
    os.mkfifo(place)
    with pytest.raises(OSError, match="what is there is no file"):
        om.Snapshot.open(place)
    program = [IN_C, str(place), str(place), "often"] if IN_C else [sys.executable, "-c", _OFTEN, str(place)]
    with subprocess.Popen(  # noqa: S603 - it is this package's own
        program, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment()
    ) as opening:
        try:
            assert opening.stdout is not None
            assert opening.stdout.readline() == b"begun\n"
            for _ in range(20_000):
                other.hardlink_to(tmp_path / "whole")
                other.replace(place)
                os.mkfifo(other)
                other.replace(place)
            place.unlink()
            told, _ = opening.communicate(timeout=60)
        finally:
            opening.kill()
    assert (opening.returncode, b"No such file" in told, b"both" in told) == (REFUSED, True, True), told


@python_alone
def test_a_clock_that_goes_backwards_runs_nothing_twice() -> None:
    """Instants are arguments: numbers of versions rise whatever they say."""
    tenant = om.Tenant.from_publication(om.Publication.from_dict(SHOP), **STAMP)
    tenant.create_group("autumn", user="ann", at="2026-11-24T10:00:00Z")
    tenant.schedule_group("autumn", due="2026-12-01T00:00:00Z", user="ann", at="2026-11-24T10:00:00Z")
    assert list(tenant.run_due("2026-11-30T00:00:00Z")) == []
    assert len(list(tenant.run_due("2026-12-02T00:00:00Z"))) == 1
    for instant in ("2026-12-01T00:00:00Z", "2020-01-01T00:00:00Z", "2026-12-02T00:00:00Z"):
        assert list(tenant.run_due(instant)) == []


@python_alone
@pytest.mark.parametrize(
    ("number", "status"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129), (signal.SIGINT, 130)]
)
def test_asked_to_end_it_leaves_nothing(tmp_path: Path, number: signal.Signals, status: int) -> None:
    """The file that was there stays."""
    place = tmp_path / "out" / "shop.omni"
    place.parent.mkdir()
    place.write_bytes(b"before")
    with subprocess.Popen(  # noqa: S603 - it is this package's own
        [sys.executable, "-m", "omnimedia", "flatten", "-", "--out", str(place)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=environment(),
    ) as program:
        end = time.monotonic() + 60
        while len(os.listdir(place.parent)) < 2:  # noqa: PTH208 - names
            assert time.monotonic() < end
            assert program.poll() is None, program.stdout and program.stdout.read()
            time.sleep(0.02)
        program.send_signal(number)
        assert program.wait(60) == status
    assert os.listdir(place.parent) == ["shop.omni"]  # noqa: PTH208 - names
    assert place.read_bytes() == b"before"


@python_alone
@pytest.mark.parametrize("ends", [">&-", ">/dev/full"])
@pytest.mark.parametrize(
    "arguments", ["ask shop.json S1", "ask shop.json S1 --json", "flatten shop.json -o -", "--help"]
)
def test_an_answer_that_cannot_be_printed_is_no_success(files: Files, arguments: str, ends: str) -> None:
    """It is told on the standard error, once."""
    done = _shell(f"{arguments} {ends}", files)
    assert done.returncode == 4, done
    assert done.stderr.decode().count("cannot be written") == 1, done


@python_alone
@pytest.mark.parametrize("ends", ["2>&-", "2>/dev/full"])
def test_an_output_that_is_whole_is_a_success(files: Files, ends: str) -> None:
    """Whoever closed the standard error did not want to hear."""
    whole = om.Publication.load(files / "shop.json").flatten().to_bytes()
    done = _shell(f"flatten shop.json -o - {ends}", files)
    assert (done.returncode, done.stdout == whole) == (0, True), done
    done = _shell(f"flatten shop.json -o x.omni {ends}", files)
    assert (done.returncode, (files / "x.omni").read_bytes() == whole) == (0, True), done
    assert _shell(f"ask shop.json nothing {ends}", files).returncode == 3


def _shell(arguments: str, files: Files) -> subprocess.CompletedProcess[bytes]:
    done = run(
        cwd=files.folder,
        through=("sh", "-c", f'exec "$0" -m omnimedia {arguments}'),
    )
    assert b"Traceback" not in done.stderr, words(done)
    return done
