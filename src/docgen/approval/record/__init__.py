"""The record on disk: an append-only table in SQLite or PostgreSQL, written through one call."""

from docgen.approval.record.store import Record, database_url, lost

__all__ = ["Record", "database_url", "lost"]
