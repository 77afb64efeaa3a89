"""The record's tables (SQLAlchemy Core) and the versions of their shape."""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, Text

METADATA = MetaData()
VERSION = "0002"  # the newest of migrations/versions; the record of a newer docgen is refused
SEALED_BEFORE = (
    "0001"  # of the same shape, its events of format 1: read as it is, brought to VERSION when it is sealed anew
)

EVENTS = Table(
    "docgen_events",
    METADATA,
    # Integer on SQLite, where only INTEGER PRIMARY KEY is the row's own number
    Column("sequence", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=False),
    Column("document", String, nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("revision", Integer, nullable=False),
    Column("actor", String, nullable=False),
    Column("on_behalf", String, nullable=False),
    Column("step", String, nullable=False),
    Column("at", String, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous", String, nullable=False),
    Column("key_id", String, nullable=False),
    Column("hash", String, nullable=False, unique=True),
    Column("signature", String, nullable=False),
)
