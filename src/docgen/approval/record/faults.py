"""What a database says when it cannot, in the user's words: place, fact, way out."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from docgen.approval.record import messages
from docgen.errors import DocgenError, Location, Message

# What the drivers of SQLite and PostgreSQL say, in lower case; the first that is found counts.
_KNOWN: tuple[tuple[tuple[str, ...], Message], ...] = (
    (("database is locked", "lock timeout", "locknotavailable"), messages.LOCKED),
    (("readonly", "read-only", "unable to open database file", "permission denied"), messages.READ_ONLY),
    (
        ("malformed", "not a database", "file is encrypted", "disk image", "unsupported file format"),
        messages.CORRUPT,
    ),
    (("disk is full", "disk i/o error", "no space"), messages.DISK_FAILS),
    (
        (
            "server closed the connection",
            "connection refused",
            "terminating connection",
            "could not connect",
            "connection failed",
            "connection to server",
            "connection is bad",
            "no such file or directory",
            "timeout expired",
            "connection is lost",
            "the connection is closed",
            "consuming input failed",
            "could not translate host name",
            "password authentication failed",
            "does not exist",
        ),
        messages.UNREACHABLE,
    ),
)


def database_fault(error: DBAPIError, place: str) -> DocgenError:
    """The problem behind a driver's error: A404 locked, A405 read-only, A406 corrupt, A407 connection lost, A408 other."""
    said = str(error.orig).strip()
    low = said.lower()
    for words, message in _KNOWN:
        if any(word in low for word in words):
            return DocgenError(message.at(Location(place)))
    if error.connection_invalidated:
        return lost(place)
    said = said.splitlines()[0] if said else type(error.orig).__name__
    return DocgenError(messages.DATABASE_FAILS.at(Location(place), said=said))


def lost(place: str) -> DocgenError:
    """The connection broke while something was being written."""
    return DocgenError(messages.CONNECTION_LOST.at(Location(place)))


def corrupt(place: str, what: str = "") -> DocgenError:
    """The record is damaged; `what` says where it shows, "" if that is not known."""
    if what:
        return DocgenError(messages.CORRUPT_BECAUSE.at(Location(place), what=what))
    return DocgenError(messages.CORRUPT.at(Location(place)))
