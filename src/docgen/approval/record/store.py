"""One record, open: read it, append to it. Everything that is written goes through `transact`.

SQLite: WAL, synchronous=FULL, BEGIN IMMEDIATE, so that what was acknowledged
survives a kill and a power cut, and one writer decides at a time. PostgreSQL:
the same under an advisory lock of the transaction.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, select
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import NullPool

from docgen.approval.ledger.chain import check_chain
from docgen.approval.ledger.event_kinds import RE_SEAL
from docgen.approval.ledger.events import COLUMNS, Draft, Event, from_row, utc_now
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.record import faults, messages
from docgen.approval.record.migrate import migrate, newer, version
from docgen.approval.record.mounts import network_file_system
from docgen.approval.record.read_only import connect_read_only, is_read_only
from docgen.approval.record.shape import foreign_objects
from docgen.approval.record.tables import EVENTS, SEALED_BEFORE, VERSION
from docgen.errors import DocgenError, Location, Problem

Decide = Callable[[Ledger], Iterable[Draft]]
Judge = Callable[[Sequence[Event]], None]  # raises DocgenError for events that are not to be written
_LOCK = 0x646F6367656E  # "docgen": the advisory lock of all writers of one PostgreSQL database
_ROWS = select(*(EVENTS.c[name] for name in COLUMNS)).order_by(EVENTS.c.sequence)


def database_url(file: Path) -> str | URL:
    """The record's address: DOCGEN_DATABASE_URL, else the SQLite file (whose folders may be called anything, also a?b)."""
    return os.environ.get("DOCGEN_DATABASE_URL") or URL.create("sqlite", database=str(file))


def lost(file: Path) -> bool:
    """True where the record is the SQLite file, and the file is not there."""
    return not os.environ.get("DOCGEN_DATABASE_URL") and not file.is_file()


class Record:
    """An open record. Not to be shared between threads; processes each open their own."""

    def __init__(self, engine: Engine, place: str, clock: Callable[[], datetime]) -> None:
        self._engine = engine
        self._connection: Connection | None = None
        self._sqlite = engine.dialect.name == "sqlite"
        self._ledger = Ledger()
        self.place = place
        self.clock = clock

    @classmethod
    def open(
        cls, url: str | URL, *, create: bool = False, clock: Callable[[], datetime] = utc_now, patience: float = 20.0
    ) -> Record:
        """Open the record at an SQLAlchemy URL, making it with `create`. `patience`: seconds to wait for other writers.

        Raises DocgenError A401 (network mount), A403 (newer docgen), A415 (not the database that docgen made), A404 to A409 (database), A410 (no record there).
        """
        engine, place = _engine(url, create, patience)
        record = cls(engine, place, clock)
        try:
            record._prepare(create)
        except BaseException:
            record.close()
            raise
        return record

    def close(self) -> None:
        """Let go of the database."""
        if self._connection is not None:
            with suppress(SQLAlchemyError):
                self._connection.close()
            self._connection = None
        self._engine.dispose()

    def __enter__(self) -> Record:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def ledger(self) -> Ledger:
        """All events as they are now, checked to follow each other. Raises DocgenError A421 to A423 where they do not."""
        with self._faults():
            return self._refresh(self._connected())

    def transact(self, decide: Decide, judge: Judge | None = None, now: datetime | None = None) -> list[Event]:
        """Append what `decide` drafts, in one transaction in which nobody else writes; the events.

        `decide` sees all earlier events and may raise DocgenError: then nothing is written; `judge` likewise, which is
        shown what is about to be written. `now` is the time of it, by the record's clock if None. Raises DocgenError A402 (clock set back), A404 to A408 (database), A411 (unfit
        data), A421 to A423 (record tampered with).
        """
        events: list[Event] = []
        try:
            with self._exclusive() as connection:
                ledger = self._refresh(connection)
                events = ledger.seal(decide(ledger), now or self.clock())
                if judge is not None:
                    judge(events)
                if events:
                    connection.execute(
                        EVENTS.insert(), [dict(zip(COLUMNS, event.row, strict=True)) for event in events]
                    )
                    self._check_written(connection, events)
                if any(event.kind == RE_SEAL for event in events):
                    migrate(connection, self.place)
        except DocgenError as error:
            if error.problems[0].code != "A407" or not events or not self._recorded(events):
                raise
            return events
        self._ledger.extend(events)
        return events

    @contextmanager
    def exclusively(self) -> Iterator[Ledger]:
        """The events while nobody else writes; nothing is written. For what must happen one after another outside."""
        with self._exclusive() as connection:
            yield self._refresh(connection)

    @property
    def last_time(self) -> str:
        """The time of the last event that was read; "" before the first."""
        return self._ledger.last_time

    def rows(self) -> list[tuple[object, ...]]:
        """All rows as they are kept, unchecked: for the check of the whole record."""
        with self._faults():
            return [tuple(row) for row in self._connected().execute(_ROWS)]

    def _check_written(self, connection: Connection, events: list[Event]) -> None:
        """What was written stands there, in the transaction that wrote it: no trigger has swallowed or changed it (A406)."""
        after = EVENTS.c.sequence >= events[0].sequence
        if [tuple(row) for row in connection.execute(_ROWS.where(after))] != [event.row for event in events]:
            raise faults.corrupt(self.place, "写进去的和数据库里留下的不同")

    def _prepare(self, create: bool) -> None:
        with self._faults():
            connection = self._connected()
            if foreign := foreign_objects(connection):
                raise DocgenError(messages.FOREIGN_OBJECTS.at(Location(self.place), names="、".join(foreign)))
            found = version(connection)
        if found in (VERSION, SEALED_BEFORE):
            return
        if not found and not create:
            raise missing(self.place)
        if found > VERSION:
            raise newer(self.place, found)
        with self._exclusive() as connection:
            if version(connection) != VERSION:  # another process may have been first
                migrate(connection, self.place)

    def _connected(self) -> Connection:
        if self._connection is None or self._connection.invalidated or self._connection.closed:
            self._connection = self._engine.connect()
        return self._connection

    @contextmanager
    def _exclusive(self) -> Iterator[Connection]:
        """A transaction that excludes all other writers; rolled back on any error."""
        with self._faults():
            connection = self._connected()
            connection.exec_driver_sql("BEGIN IMMEDIATE" if self._sqlite else "BEGIN")
            try:
                if not self._sqlite:
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
                yield connection
                connection.exec_driver_sql("COMMIT")
            except BaseException:
                self._roll_back(connection)
                raise

    def _roll_back(self, connection: Connection) -> None:
        try:
            connection.exec_driver_sql("ROLLBACK")
        except SQLAlchemyError:  # the connection itself is gone: its transaction with it
            with suppress(SQLAlchemyError):
                connection.invalidate()
                connection.close()
            self._connection = None

    def _refresh(self, connection: Connection) -> Ledger:
        """The ledger with the rows that came since; the last one known must still be there."""
        known = self._ledger.size
        rows = [tuple(row) for row in connection.execute(_ROWS.where(EVENTS.c.sequence >= max(known, 1)))]
        if known:
            if not rows or rows[0][11] != self._ledger.head:
                raise faults.corrupt(self.place, "读过的记录不见了")
            rows = rows[1:]
        if problems := _follow(self._ledger, rows, self.place):
            raise DocgenError(problems)
        try:
            self._ledger.extend([from_row(row) for row in rows])
        except ValueError as error:
            raise faults.corrupt(self.place) from error
        return self._ledger

    def _recorded(self, events: list[Event]) -> bool:
        """After the connection broke at the commit: are the events there all the same?"""
        with suppress(DocgenError), self._faults():
            self._ledger = Ledger()
            ledger = self._refresh(self._connected())
            return ledger.size >= events[-1].sequence and list(ledger)[events[-1].sequence - 1] == events[-1]
        return False

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except DBAPIError as error:
            raise faults.database_fault(error, self.place) from error


def _follow(ledger: Ledger, rows: list[tuple[object, ...]], place: str) -> list[Problem]:
    """What is wrong with rows that should follow those of the ledger."""
    return check_chain(
        rows, place, after=ledger.size, previous=ledger.head, sealing=ledger.sealing, at=ledger.last_time
    )


def missing(place: str) -> DocgenError:
    """There is no record yet."""
    return DocgenError(messages.NO_RECORD.at(Location(place)))


def _engine(url: str | URL, create: bool, patience: float) -> tuple[Engine, str]:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError) as error:  # ValueError: a port that is no number
        raise DocgenError(messages.ODD_ADDRESS.at(Location("DOCGEN_DATABASE_URL"))) from error
    if address.get_backend_name() == "sqlite":
        return _sqlite_engine(address, create, patience)
    if address.get_backend_name() == "postgresql":
        return _postgresql_engine(address, patience)
    place, name = Location("DOCGEN_DATABASE_URL"), address.get_backend_name()
    raise DocgenError(messages.OTHER_DATABASE.at(place, name=name))


def _sqlite_engine(address: URL, create: bool, patience: float) -> tuple[Engine, str]:
    file = Path(address.database or "")
    place = f"{file.parent.name}/{file.name}"
    if not file.is_file() and not create:
        raise missing(place)
    if name := network_file_system(file.parent if file.parent.exists() else file.parent.parent):
        raise DocgenError(messages.ON_NETWORK_DRIVE.at(Location(place), name=name))
    if is_read_only(file):
        return create_engine(
            "sqlite://",
            creator=lambda: connect_read_only(file, patience),
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
        ), place
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DocgenError(messages.READ_ONLY.at(Location(place))) from error
    engine = create_engine(
        address,
        poolclass=NullPool,
        isolation_level="AUTOCOMMIT",
        connect_args={"timeout": patience, "check_same_thread": False},
    )

    @event.listens_for(engine, "connect")
    def _durable(connection: object, _record: object) -> None:
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}").close()  # type: ignore[attr-defined]

    return engine, place


def _postgresql_engine(address: URL, patience: float) -> tuple[Engine, str]:
    place = f"postgresql://{address.host or ''}/{address.database or ''}"
    options = f"-c lock_timeout={int(patience * 1000)}"
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    try:
        engine = create_engine(
            address,
            poolclass=NullPool,
            isolation_level="AUTOCOMMIT",
            connect_args={"options": options, "connect_timeout": max(2, int(patience))},
        )
    except (ImportError, NoSuchModuleError) as error:
        raise DocgenError(messages.NO_DRIVER.at(Location(place))) from error
    return engine, place
