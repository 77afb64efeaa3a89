"""Bytes of a content file to text with LF line ends: UTF-8, or what else it turns out to be.

Windows editors add a BOM, end lines with CRLF, and may save in GBK (read as
GB 18030, its superset) or UTF-16. All of these are recognised and can be
mended; a file in none of these is reported at its first undecodable byte.
"""

from __future__ import annotations

import codecs

from docgen.content import messages
from docgen.errors import Location, Problem


def decode(raw: bytes, file: str) -> tuple[str | None, list[Problem]]:
    """Text without BOM and with LF ends, and what was found: C115 and C116 warnings, C117 errors."""
    problems: list[Problem] = []
    text = _decode(raw, file, problems)
    if text is None:
        return None, problems
    if text.startswith("\ufeff"):
        text = text[1:]
        if not problems:  # in UTF-16 the BOM is no slip of its own
            problems.append(messages.SLIPS["C115"].at(Location(file, 1, 1), what=""))
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        problems.append(
            messages.SLIPS["C116"].at(Location(file, line, text.split("\n", line)[line - 1].index("\r") + 1), what="")
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return text, problems


def _decode(raw: bytes, file: str, problems: list[Problem]) -> str | None:
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = raw.decode("utf-16")
        except UnicodeDecodeError:
            problems.append(_unknown(raw, 0, file))
            return None
        problems.append(messages.SLIPS["C117"].at(Location(file, 1, 1), what="UTF-16"))
        return text
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if _is_damaged_utf8(raw):
            problems.append(_unknown(raw, error.start, file))
            return None
        first = error.start
    try:
        text = raw.decode("gb18030")
    except UnicodeDecodeError:
        problems.append(_unknown(raw, first, file))
        return None
    problems.append(messages.SLIPS["C117"].at(Location(file, raw.count(b"\n", 0, first) + 1, 1), what="GBK"))
    return text


def _is_damaged_utf8(raw: bytes) -> bool:
    """True if nearly all of the text is right UTF-8: then a few bytes are broken, and it is not GBK."""
    text = raw.decode("utf-8", errors="replace")
    broken = text.count("\ufffd")
    wide = sum(character >= "\u0800" for character in text) - broken
    return wide > 10 * broken


def _unknown(raw: bytes, position: int, file: str) -> Problem:
    line = raw.count(b"\n", 0, position) + 1
    start = raw.rfind(b"\n", 0, position) + 1
    column = len(raw[start:position].decode("utf-8", errors="replace")) + 1
    return messages.UNKNOWN_ENCODING.at(Location(file, line, column), byte=raw[position] if raw else 0)
