"""What is looked at of the arguments of every command, before it begins."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING

from omnimedia.cli.refusal import Refusal
from omnimedia.cli.words import joined

if TYPE_CHECKING:
    from collections.abc import Mapping

# no number of an argument is larger than a record id may be
_MOST = 2**63 - 1
# the arguments that name what is written; every other file is read
_OUTPUTS = {
    "out": "--out",
    "tenant_out": "--tenant-out",
    "result": "--result",
    "report_to": "--report",
    "save": "--save",
    "plot": "--plot",
}


def look(options: Mapping[str, object]) -> None:
    """Refuse arguments that are no text or too large, and standard input or output where it cannot be.

    Names of files may be no text: the system gives them as it has them.
    """
    for value in options.values():
        for one in value if isinstance(value, (list, tuple)) else (value,):
            if isinstance(one, str) and not _is_text(one):
                raise Refusal.usage(f"`{one}` is no text", "write it in UTF-8")
            if isinstance(one, int) and one > _MOST:
                raise Refusal.usage(f"{one} is larger than any number here", f"give {_MOST} or less")
    streams = [name for name, value in options.items() if isinstance(value, PurePath) and str(value) == "-"]
    printed = [_OUTPUTS[name] for name in streams if name in _OUTPUTS]
    if len(streams) - len(printed) > 1:
        raise Refusal.usage("the standard input is named twice", "name a file, and `-` for one of them")
    if len(printed) > 1:
        what = f"{joined([f'`{one}`' for one in printed], 'and')} both name the standard output"
        raise Refusal.usage(what, "name a file, and `-` for one of them")
    if printed and options.get("as_json"):
        what = f"`--json` and `{printed[0]} -` both print on the standard output"
        raise Refusal.usage(what, "name a file, or leave `--json` out")


def _is_text(value: str) -> bool:
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return True
