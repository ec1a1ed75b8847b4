"""The database: the tenant unit by unit, and an outbox with what each commit changed.

Nothing is overwritten. A unit that changes gets one more row with the revision of its commit, so that every
revision can be read, also while headquarters goes on. One row, `state`, has the newest revision; whoever
commits moves it on from the revision it has read, or is refused.
"""

from __future__ import annotations

import contextlib
import json
import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.exc import InterfaceError, OperationalError

import omnimedia as om
from hq_to_csu.points import reach

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

    from omnimedia import forms

_T = TypeVar("_T")

_TABLES: Final = sa.MetaData()
_STATE: Final = sa.Table(
    "state",
    _TABLES,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("database", sa.String(32), nullable=False),
    sa.Column("revision", sa.Integer, nullable=False),
)
_UNIT: Final = sa.Table(
    "unit",
    _TABLES,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("json", sa.Text),  # none: from this revision on it is no more
)
_OUTBOX: Final = sa.Table(
    "outbox",
    _TABLES,
    sa.Column("revision", sa.Integer, primary_key=True),
    sa.Column("author", sa.Text, nullable=False),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("changes", sa.Text, nullable=False),
    sa.Column("snapshot", sa.Text),  # the content hash of the snapshot that has it
    sa.UniqueConstraint("author", "number"),
)
_THE_ONE: Final = 1
_ADVISORY: Final = 0x6F6D6E69


class Overtaken(Exception):  # noqa: N818 - what happened
    """Somebody else has committed since the tenant was read: read it again, and do it again."""


class NotPrepared(Exception):  # noqa: N818 - what the database is
    """The database has no tenant."""


@dataclass(frozen=True, slots=True)
class Head:
    """Which database it is, and its newest revision."""

    database: str
    revision: int


@dataclass(frozen=True, slots=True)
class Edit:
    """What somebody did; author and number name it, so that it is never done twice."""

    author: str
    number: int
    what: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the outbox."""

    revision: int
    edit: Edit
    changes: forms.Changed
    snapshot: str | None


class Store:
    """A database with a tenant."""

    def __init__(self, url: str) -> None:
        """Connect when needed; a connection that is broken is made again."""
        given = sa.make_url(url)
        self._is_sqlite = given.get_backend_name() == "sqlite"
        engine = sa.create_engine(
            given,
            pool_pre_ping=True,
            connect_args={"timeout": 30} if self._is_sqlite else {"connect_timeout": 10},
        )
        if self._is_sqlite:
            event.listen(engine, "connect", _sqlite_connected)
            event.listen(engine, "begin", _sqlite_begins)
        self._reading = engine
        self._writing = engine.execution_options(omnimedia_writes=True)

    def close(self) -> None:
        """Close the connections that wait to be used again."""
        self._reading.dispose()

    def prepare(self, tenant: Callable[[], om.Tenant]) -> bool:
        """Make the tables and put a first tenant into them, in one transaction; once, whoever asks."""
        if self._is_sqlite:
            with contextlib.closing(self._reading.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA journal_mode = WAL")
        with self._writing.begin() as connection:
            if not self._is_sqlite:
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY)))
            _TABLES.create_all(connection)
            if connection.execute(sa.select(_STATE.c.revision)).first() is not None:
                return False
            made = tenant()
            connection.execute(sa.insert(_STATE).values(id=_THE_ONE, database=uuid.uuid4().hex, revision=0))
            units = [(key, unit) for key, unit in made.changed_units() if unit is not None]
            _insert_units(connection, 0, units)
            reach("prepare.half-written")
        return True

    def head(self) -> Head:
        """Tell the newest revision.

        Raises:
            NotPrepared: where there is no tenant yet.

        """
        with self._reading.begin() as connection:
            if sa.inspect(connection).has_table(_STATE.name):
                found = connection.execute(sa.select(_STATE.c.database, _STATE.c.revision)).first()
                if found is not None:
                    return Head(found.database, found.revision)
        message = "the database has no tenant; run `prepare` first"
        raise NotPrepared(message)

    def tenant(self, revision: int) -> om.Tenant:
        """Read the tenant as it was at a revision."""
        later = _UNIT.alias()
        newest = (
            sa.select(sa.func.max(later.c.revision))
            .where(later.c.key == _UNIT.c.key, later.c.revision <= revision)
            .scalar_subquery()
        )
        asked = sa.select(_UNIT.c.json).where(_UNIT.c.revision == newest, _UNIT.c.json.is_not(None))
        with self._reading.begin() as connection:
            return om.Tenant.from_units(connection.execute(asked).scalars())

    def commit(self, seen: int, edit: Edit, tenant: om.Tenant) -> int:
        """Write the units that changed and the row of the outbox in one transaction; give the revision.

        Raises:
            Overtaken: where the newest revision is not the one that was seen: nothing was written.

        """
        revision = seen + 1
        units, changes = tenant.changed_units(), tenant.changes()
        with self._writing.begin() as connection:
            moved = connection.execute(
                sa.update(_STATE)
                .where(_STATE.c.id == _THE_ONE, _STATE.c.revision == seen)
                .values(revision=revision)
            )
            if moved.rowcount != 1:
                raise Overtaken
            _insert_units(connection, revision, units)
            connection.execute(
                sa.insert(_OUTBOX).values(
                    revision=revision,
                    author=edit.author,
                    number=edit.number,
                    what=edit.what,
                    changes=json.dumps(changes.to_dict()),
                )
            )
            reach("headquarters.units-written")
        units.settle()
        changes.settle()
        return revision

    def revision_of(self, author: str, number: int) -> int | None:
        """Tell the revision in which an edit was committed; `None` where it was not."""
        asked = sa.select(_OUTBOX.c.revision).where(_OUTBOX.c.author == author, _OUTBOX.c.number == number)
        with self._reading.begin() as connection:
            return connection.execute(asked).scalar()

    def last_number(self, author: str) -> int:
        """Tell the number of an author's last edit that was committed; 0 for none."""
        asked = sa.select(sa.func.max(_OUTBOX.c.number)).where(_OUTBOX.c.author == author)
        with self._reading.begin() as connection:
            return connection.execute(asked).scalar() or 0

    def outbox(self, after: int, until: int) -> list[Entry]:
        """Read what was committed after a revision, until another, the oldest first."""
        asked = sa.select(_OUTBOX).where(_OUTBOX.c.revision > after, _OUTBOX.c.revision <= until)
        with self._reading.begin() as connection:
            rows = connection.execute(asked.order_by(_OUTBOX.c.revision)).all()
        return [
            Entry(
                row.revision,
                Edit(row.author, row.number, row.what),
                json.loads(row.changes),
                row.snapshot,
            )
            for row in rows
        ]

    def mark(self, until: int, content_hash: str) -> int:
        """Note for all that was committed until a revision which snapshot has it, once."""
        with self._writing.begin() as connection:
            marked = connection.execute(
                sa.update(_OUTBOX)
                .where(_OUTBOX.c.revision <= until, _OUTBOX.c.snapshot.is_(None))
                .values(snapshot=content_hash)
            )
            return marked.rowcount

    def patiently(self, work: Callable[[], _T], seconds: float = 30) -> _T:
        """Do what needs the database again while the database is away; it must be good to do twice.

        Raises:
            OperationalError: of SQLAlchemy, when it did not come back in time.

        """
        end = time.monotonic() + seconds
        while True:
            try:
                return work()
            except (OperationalError, InterfaceError):
                if time.monotonic() > end:
                    raise
            time.sleep(0.1)


def _insert_units(connection: sa.Connection, revision: int, units: Iterable[tuple[str, str | None]]) -> None:
    rows = [{"key": key, "revision": revision, "json": unit} for key, unit in units]
    if rows:
        connection.execute(sa.insert(_UNIT), rows)


def _sqlite_connected(connection: sqlite3.Connection, _record: object) -> None:
    connection.isolation_level = None  # transactions begin as said below, not as the driver guesses
    connection.execute("PRAGMA synchronous = FULL")


def _sqlite_begins(connection: sa.Connection) -> None:
    # who is going to write says so at the begin: then nobody else has written what was read meanwhile
    is_writing = connection.get_execution_options().get("omnimedia_writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writing else "BEGIN")
