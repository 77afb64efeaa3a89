"""The record's shape brought up to this release's (alembic), inside the transaction of the caller."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect

from docgen.approval.record.messages import NEWER
from docgen.approval.record.tables import VERSION
from docgen.errors import DocgenError, Location

_TABLE = "docgen_version"


def version(connection: Connection) -> str:
    """The version the database says it has; "" for one without a record."""
    if not inspect(connection).has_table(_TABLE):
        return ""
    return str(connection.exec_driver_sql(f"SELECT version_num FROM {_TABLE}").scalar() or "")


def migrate(connection: Connection, place: str) -> None:
    """Bring the record to VERSION. Raises DocgenError A403 for the record of a newer docgen."""
    from alembic.command import upgrade
    from alembic.config import Config
    from alembic.util import CommandError

    config = Config(attributes={"connection": connection, "version_table": _TABLE})  # for migrations/env.py
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    try:
        upgrade(config, VERSION)
    except CommandError as error:
        raise newer(place, version(connection)) from error


def newer(place: str, found: str) -> DocgenError:
    """The error for a record of a version unknown here."""
    return DocgenError(NEWER.at(Location(place), found=found, known=VERSION))
