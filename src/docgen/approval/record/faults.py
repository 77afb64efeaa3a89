"""What a database says when it cannot, in the user's words: place, fact, way out."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from docgen.errors import DocgenError, Location, Problem


def database_fault(error: DBAPIError, place: str) -> DocgenError:
    """The problem behind a driver's error: A404 locked, A405 read-only, A406 corrupt, A407 connection lost, A408 other."""
    said = str(error.orig).strip()
    low = said.lower()
    for words, code, fact, hint in _known():
        if any(word in low for word in words):
            return DocgenError(Problem(Location(place), code, fact, hint))
    if error.connection_invalidated:
        return lost(place)
    fact = f"数据库出错：{said.splitlines()[0] if said else type(error.orig).__name__}"
    return DocgenError(Problem(Location(place), "A408", fact, "刚才的操作没有记录；排除后再做一次"))


def lost(place: str) -> DocgenError:
    """The connection broke while something was being written."""
    fact = "与数据库的连接断了"
    hint = "用 docgen log 看刚才的操作是否已记录（没有记录就等于没有做），数据库恢复后再做一次"
    return DocgenError(Problem(Location(place), "A407", fact, hint))


def corrupt(place: str, what: str = "") -> DocgenError:
    fact = "审批记录已损坏" + (f"：{what}" if what else "")
    hint = "保留原文件，从备份恢复；docgen verify --record 核对恢复的记录与检查点是否相符"
    return DocgenError(Problem(Location(place), "A406", fact, hint))


def _known() -> list[tuple[tuple[str, ...], str, str, str]]:
    return [
        (
            ("database is locked", "lock timeout", "locknotavailable"),
            "A404",
            "审批记录正被别的程序占用",
            "稍等再做一次；若一直如此，找出占用 .docgen/record.db 的程序并关掉它",
        ),
        (
            ("readonly", "read-only", "unable to open database file", "permission denied"),
            "A405",
            "审批记录不能写入",
            "检查 .docgen 文件夹及其中文件的权限；记录没有改动",
        ),
        (
            ("malformed", "not a database", "file is encrypted", "disk image", "unsupported file format"),
            "A406",
            "审批记录已损坏",
            "保留原文件，从备份恢复；docgen verify --record 核对恢复的记录与检查点是否相符",
        ),
        (
            ("disk is full", "disk i/o error", "no space"),
            "A408",
            "磁盘已满或读写出错",
            "腾出空间或检查磁盘后再做一次；刚才的操作没有记录",
        ),
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
            "A407",
            "连不上数据库，或连接断了",
            "检查 DOCGEN_DATABASE_URL 和数据库是否在运行；用 docgen log 看刚才的操作是否已记录，没有记录就等于没有做",
        ),
    ]
