"""What stands around every command: exit codes, refusals, interrupts, and nothing of Python's shown."""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, ParamSpec

import typer
from typer.exceptions import TyperException

from omnimedia import Fault, InternalFault
from omnimedia.cli import arguments, codes, screen
from omnimedia.cli.outputs import remove_unfinished
from omnimedia.cli.refusal import Refusal, Wrong, tell

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

P = ParamSpec("P")

_INTERNAL = "please report it, with the command and its input"


def command(work: Callable[P, int]) -> Callable[P, None]:
    """Make a command of work that gives its exit code: what is refused is told, to people or to programs."""
    name = work.__name__.strip("_").replace("_", "-")

    @functools.wraps(work)
    def done(*args: P.args, **options: P.kwargs) -> None:
        screen.prepare()
        try:
            arguments.look(options)
            status = work(*args, **options)
            sys.stdout.flush()
        except BrokenPipeError:
            # whoever read has read enough
            screen.forget_output()
            status = codes.FINE
        except Refusal as refusal:
            status = _refused(refusal, name, is_json=bool(options.get("as_json")))
        except Fault as fault:
            status = _refused(Refusal.content(None, fault), name, is_json=bool(options.get("as_json")))
        except (typer.Exit, typer.Abort, KeyboardInterrupt):
            raise
        except Exception as error:  # noqa: BLE001 - no traceback reaches a person
            status = _refused(_unexpected(error), name, is_json=bool(options.get("as_json")))
        raise typer.Exit(status)

    # typer reads what stands at the command itself
    done.__annotations__ = {**work.__annotations__, "return": None}
    return done


def _unexpected(error: Exception) -> Refusal:
    if isinstance(error, OSError):
        if error.filename is None:
            return Refusal.system("the standard output", error, writing=True)
        return Refusal.system(error.filename, error)
    if isinstance(error, MemoryError):
        wrong = Wrong("memory", "there is not enough memory", "take a part of it, or a larger machine")
        return Refusal(codes.UNREADABLE, [wrong])
    if isinstance(error, InternalFault):
        return Refusal(codes.INTERNAL, [Wrong.of(error)])
    if isinstance(error, (UnicodeEncodeError, OverflowError)):
        # texts of files are whole and numbers of files are checked: it came from the command line
        return Refusal.usage(
            f"an argument is no text or no number that can be: {error}", "write it in another way"
        )
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    at = f" ({trace.tb_frame.f_code.co_name}, line {trace.tb_lineno})" if trace is not None else ""
    what = f"a fault of omnimedia itself: {type(error).__name__}: {error}{at}"
    return Refusal(codes.INTERNAL, [Wrong("internal", what, _INTERNAL)])


def _refused(refusal: Refusal, name: str | None, *, is_json: bool) -> int:
    try:
        if is_json:
            screen.give(refusal.to_dict(name))
        else:
            tell(refusal, name)
    except BrokenPipeError:
        screen.forget_output()
    except OSError:
        # where the one cannot be written, the other is tried; nothing more can be said after that
        screen.forget_output()
        with contextlib.suppress(OSError):
            tell(refusal, name)
    try:
        sys.stdout.flush()
    except OSError:
        # what could not be printed was told, and is not tried again at the exit
        screen.forget_output()
    return refusal.status


def _misused(error: TyperException, *, is_json: bool) -> int:
    """Say what is wrong with the arguments, or give the help that an empty command line asks for."""
    context = getattr(error, "ctx", None)
    path = getattr(context, "command_path", None) or "omnimedia"
    message = error.format_message().strip().removesuffix(".")
    message = message[:1].lower() + message[1:].replace("'", "`").replace(": Input should", ": it should")
    message = message.replace(": Value error, ", ": ")
    refusal = Refusal.usage(message, f"see `{path} --help`")
    names = path.split()
    return _refused(refusal, names[1] if len(names) > 1 else None, is_json=is_json)


def _interrupted(how: str, status: int) -> None:
    """Say so, and end at once where work goes on in a thread: nobody waits for that any more."""
    with contextlib.suppress(BrokenPipeError):
        screen.show([screen.line(("✗ ", screen.BAD), how)], screen.err())
    if threading.active_count() > 1:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


@contextlib.contextmanager
def _listening() -> Iterator[list[int]]:
    """End as Ctrl-C does where the system asks for it, so that nothing is left; give which signal came."""
    came: list[int] = []

    def end(number: int, _: object) -> None:
        came.append(number)
        signal.signal(number, signal.SIG_IGN)
        raise KeyboardInterrupt

    asked = []
    if threading.current_thread() is threading.main_thread():
        numbers = [getattr(signal, name, None) for name in ("SIGTERM", "SIGHUP")]
        # who set it to be ignored, as nohup does, wants it so
        asked = [one for one in numbers if one is not None and signal.getsignal(one) is signal.SIG_DFL]
    for number in asked:
        signal.signal(number, end)
    try:
        yield came
    finally:
        for number in asked:
            signal.signal(number, signal.SIG_DFL)


def run(words: list[str]) -> int:
    """Run the command line, and give the exit code."""
    with _listening() as came:
        status = _run(words)
        remove_unfinished()
        if status == codes.INTERRUPTED:
            status = 128 + came[0] if came else status
            _interrupted("ended by a signal" if came else "interrupted", status)
    return status


def _run(words: list[str]) -> int:
    screen.prepare()
    is_json = "--json" in words
    try:
        from omnimedia.cli.app import app  # noqa: PLC0415 - it imports this

        status = app(words, prog_name="omnimedia", standalone_mode=False)
        sys.stdout.flush()
    except TyperException as error:
        status = _misused(error, is_json=is_json)
    except (KeyboardInterrupt, typer.Abort):
        status = codes.INTERRUPTED
    except BrokenPipeError:
        screen.forget_output()
        status = codes.FINE
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else codes.FINE
        if {"--help", "-h"} & {*words} or not words:
            # rich ends so where nobody reads the help any more
            screen.forget_output()
            status = codes.FINE
    except OSError as error:
        status = _refused(_unexpected(error), None, is_json=False)
    return status if isinstance(status, int) else codes.FINE
