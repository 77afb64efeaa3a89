"""A SQLite record where nothing may be written: a folder on a read-only drive, another person's files, a backup.

SQLite keeps what is written last in a file beside the database (write-ahead
log) and wants to write beside it even to read. Here it does not have to.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote


def is_read_only(file: Path) -> bool:
    """True for a file that is there and may not be written, or not beside."""
    return file.is_file() and not (os.access(file, os.W_OK) and os.access(file.parent, os.W_OK))


def connect_read_only(file: Path, patience: float) -> sqlite3.Connection:
    """A connection that reads all that was recorded, and refuses to write. Raises sqlite3.Error for what is no database."""
    try:
        return _opened(file, "mode=ro", patience)  # somebody else writes, or the folder may be written
    except sqlite3.OperationalError:
        pass
    log = file.with_name(f"{file.name}-wal")
    if not log.is_file() or not log.stat().st_size:
        return _opened(file, "mode=ro&immutable=1", patience)  # nobody writes: all stands in the file itself
    return _copied(file, patience)


def _opened(file: Path, options: str, patience: float) -> sqlite3.Connection:
    address = f"file:{quote(str(file))}?{options}"
    connection = sqlite3.connect(address, uri=True, timeout=patience, check_same_thread=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_master").close()
        connection.execute("PRAGMA query_only=ON").close()
    except BaseException:
        connection.close()
        raise
    return connection


def _copied(file: Path, patience: float) -> sqlite3.Connection:
    """What a writer that was killed left: the database and its log, put together in memory."""
    with TemporaryDirectory(prefix="docgen-record-") as folder:
        copy = Path(folder) / "record.db"
        for end in ("", "-wal"):
            shutil.copyfile(f"{file}{end}", f"{copy}{end}")
        memory = sqlite3.connect(":memory:", check_same_thread=False)
        with closing(sqlite3.connect(copy, timeout=patience)) as source:
            source.backup(memory)
    memory.execute("PRAGMA query_only=ON").close()
    return memory
