"""Is the database of the record what the migrations made? Who owns it can put a view in the table's place, which never ends,
or a trigger beside it, which swallows what is written."""

from __future__ import annotations

from sqlalchemy import Connection

from docgen.approval.ledger.events import COLUMNS

_TABLES = ("docgen_events", "docgen_version")
# Guards of the migrations. One that is missing is no fault: the chain is the proof, and shows what was changed.
_GUARDS = ("docgen_events_no_update", "docgen_events_no_delete", "docgen_events_append_only")
_GUARD = "BEGIN SELECT RAISE(ABORT, 'append-only'); END"


def foreign_objects(connection: Connection) -> list[str]:
    """The names of what is in the database's catalogue and changes what its tables give or take; nothing of the tables
    themselves is read. [] for a record as docgen makes it, or for none."""
    found = _of_sqlite(connection) if connection.dialect.name == "sqlite" else _of_postgresql(connection)
    return sorted(dict.fromkeys(found))


def _of_sqlite(connection: Connection) -> list[str]:
    rows = connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").all()
    found = []
    for kind, name, table, sql in rows:
        guard = name in _GUARDS and str(sql).endswith(_GUARD)
        index = kind == "index" and (sql is None or name == "ix_docgen_events_document")
        plain = kind == "table" and not str(sql).upper().startswith("CREATE VIRTUAL")
        if (kind == "trigger" and not guard) or kind == "view" or not (plain or index or kind in ("trigger", "view")):
            found.append(f"{name}（{kind}，{table}）")
    if any(row[1] == _TABLES[0] for row in rows) and not found:
        columns = connection.exec_driver_sql(f"PRAGMA table_xinfo({_TABLES[0]})").all()
        found += [f"{row[1]}（column）" for row in columns if row[6] or row[1] not in COLUMNS]
    return found


def _of_postgresql(connection: Connection) -> list[str]:
    names = ", ".join(f"'{name}'" for name in _TABLES)
    kinds = connection.exec_driver_sql(
        "SELECT relname, relkind, relrowsecurity FROM pg_class"
        f" WHERE relname IN ({names}) AND relnamespace = current_schema()::regnamespace"
    ).all()
    found = [f"{name}（{kind}）" for name, kind, guarded in kinds if kind != "r" or guarded]
    triggers = connection.exec_driver_sql(
        "SELECT tgname FROM pg_trigger JOIN pg_class ON tgrelid = pg_class.oid"
        f" WHERE relname IN ({names}) AND relnamespace = current_schema()::regnamespace AND NOT tgisinternal"
    ).all()
    found += [f"{name}（trigger）" for (name,) in triggers if name not in _GUARDS]
    rules = connection.exec_driver_sql(
        f"SELECT rulename FROM pg_rules WHERE tablename IN ({names}) AND schemaname = current_schema()"
    ).all()
    return found + [f"{name}（rule）" for (name,) in rules]
