"""When a document says it was made: never the clock's answer, so that two builds give the same bytes."""

from __future__ import annotations

import os
import re
from datetime import UTC, date, datetime

from docgen.docx import messages
from docgen.errors import DocgenError, Location
from docgen.model.nodes import Document

_VARIABLE = "SOURCE_DATE_EPOCH"  # https://reproducible-builds.org/specs/source-date-epoch/
_DAY = re.compile(r"(\d{4})(?:-|年)(\d{1,2})(?:-|月)(\d{1,2})日?")
_UNDATED = "2000-01-01T00:00:00Z"


def document_moment(document: Document) -> str:
    """The moment for the file's properties, ISO 8601 in UTC.

    SOURCE_DATE_EPOCH if it is set (seconds since 1970; DocgenError B120 if it
    is no such number), else the document's field `date` if that is
    written 2026-03-01 or 2026年3月1日, else a fixed day.
    """
    if fixed := fixed_moment():
        return fixed
    written = _DAY.fullmatch(document.fields.get("date", "").strip())
    if written is None:
        return _UNDATED
    try:
        day = date(*(int(part) for part in written.groups()))
    except ValueError:  # 2026-02-30: the schema has said so already, or does not mind
        return _UNDATED
    return f"{day.isoformat()}T00:00:00Z"


def fixed_moment() -> str:
    """The moment that SOURCE_DATE_EPOCH fixes, ISO 8601 in UTC; "" if it is not set. Raises DocgenError B120 if it is no such number."""
    epoch = os.environ.get(_VARIABLE, "")
    if not epoch:
        return ""
    try:
        return datetime.fromtimestamp(int(epoch), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    except (ValueError, OverflowError, OSError) as error:
        raise DocgenError(messages.NO_EPOCH.at(Location(f"环境变量 {_VARIABLE}"), epoch=epoch)) from error
