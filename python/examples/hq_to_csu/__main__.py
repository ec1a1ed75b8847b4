"""The roles of the pipeline, each a process of its own: `python -m hq_to_csu ROLE --help`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.error import URLError

if not __package__:  # run as `python hq_to_csu`: the modules stand beside this file
    sys.path[0] = str(Path(__file__).resolve().parents[1])

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hq_to_csu.store import Store

# Each role imports what it needs: a scale unit needs no database.


def _store(given: argparse.Namespace) -> Store:
    from hq_to_csu.store import Store  # noqa: PLC0415 - as said above

    work: Path = given.work
    work.mkdir(parents=True, exist_ok=True)
    return Store(given.database or f"sqlite:///{(work / 'tenant.sqlite').resolve()}")


def _snapshots(given: argparse.Namespace) -> Path:
    work: Path = given.work
    return work / "snapshots"


def _prepare(given: argparse.Namespace) -> None:
    from hq_to_csu.headquarters import first_tenant  # noqa: PLC0415 - as said above

    made = _store(given).prepare(lambda: first_tenant(given.products))
    print("a small shop is in the database" if made else "the database had a tenant already")


def _headquarters(given: argparse.Namespace) -> None:
    from hq_to_csu.headquarters import work  # noqa: PLC0415 - as said above

    work(_store(given), given.author, given.seed, given.edits, given.pause)


def _flatten(given: argparse.Namespace) -> None:
    from hq_to_csu.flatten import flatten  # noqa: PLC0415 - as said above

    store, last = _store(given), None
    while True:
        done = flatten(store, _snapshots(given), given.most_deltas, given.keep)
        if given.watch is None or done.current != last:
            print(
                f"revision {done.current.revision}: {done.how}; {done.written} bytes written, "
                f"{done.marked} rows marked, {done.removed} old files removed",
                flush=True,
            )
        last = done.current
        if given.watch is None:
            return
        time.sleep(given.watch)


def _scale_unit(given: argparse.Namespace) -> None:
    from hq_to_csu.scale_unit import serve  # noqa: PLC0415 - as said above

    serve(_snapshots(given), given.port, given.poll)


def _shop(given: argparse.Namespace) -> None:
    from hq_to_csu.shop import NoAnswer, visit  # noqa: PLC0415 - as said above

    try:
        revision = visit(given.scale_unit, given.product, given.channel, given.locale, given.out)
    except NoAnswer as why:
        sys.exit(f"{given.scale_unit} has no answer: {why.args[-1]}")
    except URLError as error:
        wrong = f"nothing answers at {given.scale_unit}: {error.reason}"
        sys.exit(f"{wrong}; start a scale unit there, and wait until it serves")
    print(f"{given.out} shows revision {revision}")


def _demo(given: argparse.Namespace) -> None:
    from hq_to_csu.demo import demo  # noqa: PLC0415 - as said above

    demo(given.database)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hq_to_csu", description=__doc__)
    roles = parser.add_subparsers(required=True, metavar="ROLE")
    folder = argparse.ArgumentParser(add_help=False)
    folder.add_argument(
        "--work", type=Path, default=Path("hq-to-csu"), help="folder of database and snapshots"
    )
    database = argparse.ArgumentParser(add_help=False)
    database.add_argument(
        "--database", help="such as postgresql+psycopg://user@host/name; without it, SQLite"
    )

    role = roles.add_parser("prepare", parents=[folder, database], help="puts a small shop into the database")
    role.add_argument("--products", type=int, default=6)
    role.set_defaults(run=_prepare)

    role = roles.add_parser("headquarters", parents=[folder, database], help="edits and publishes")
    role.add_argument("--author", default="ann")
    role.add_argument("--seed", type=int, default=1, help="of the play that decides what is edited")
    role.add_argument("--edits", type=int, default=1, help="how many")
    role.add_argument("--pause", type=float, default=0, help="seconds between edits")
    role.set_defaults(run=_headquarters)

    role = roles.add_parser("flatten", parents=[folder, database], help="brings what is served up to date")
    role.add_argument("--watch", type=float, help="seconds between runs; without it, one run")
    role.add_argument("--most-deltas", type=int, default=8, help="on a base, before all is flattened anew")
    role.add_argument("--keep", type=int, default=3, help="how many earlier states keep their files")
    role.set_defaults(run=_flatten)

    role = roles.add_parser(
        "scale-unit", parents=[folder], help="answers over HTTP on the loopback interface"
    )
    role.add_argument("--port", type=int, default=0, help="0: a free one, printed")
    role.add_argument("--poll", type=float, default=0.05, help="seconds between looks for something new")
    role.set_defaults(run=_scale_unit)

    role = roles.add_parser("shop", help="writes a shopper's page")
    role.add_argument("--scale-unit", required=True, help="such as http://127.0.0.1:8000")
    role.add_argument("--product", required=True, help="the number of a product or variant")
    role.add_argument("--channel")
    role.add_argument("--locale")
    role.add_argument("--out", type=Path, default=Path("page.html"))
    role.set_defaults(run=_shop)

    role = roles.add_parser("demo", parents=[database], help="all of it in a temporary folder")
    role.set_defaults(run=_demo)
    return parser


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a role."""
    given = _parser().parse_args(arguments)
    given.run(given)


if __name__ == "__main__":
    main()
