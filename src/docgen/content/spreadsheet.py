"""Tables that people keep in Excel, .csv and .xlsx, as a list of mappings: one a row, keyed by the header's names.

A value's place is its cell: `line` the row, `column` the column, both from 1,
as the spreadsheet counts them. The header is the first row with two filled
cells or more, so that a title may stand above it; empty rows are left out.
A .csv may be what Excel saves in China: GBK, UTF-8 with or without BOM,
UTF-16 with tabs; parted by commas, semicolons or tabs (RFC 4180 quoting). Of a workbook the first
sheet that holds anything is read (ECMA-376, through openpyxl), with the
results that Excel stored for formulas.
"""

from __future__ import annotations

import csv
import io
import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from docgen.content import messages
from docgen.content.encoding import decode
from docgen.content.tree import Entry, Mapping, Scalar, Value
from docgen.content.tree import Sequence as List
from docgen.errors import Location, Problem
from docgen.messages import system_reason
from docgen.reading import DISK, Files, TooLargeError

SUFFIXES = (".csv", ".xlsx")
REFUSED = (".xls", ".xlsm", ".xlsb", ".ods", ".et", ".numbers")  # other spreadsheets: named, so that the message can be

_BYTES = 20_000_000
_UNPACKED = 60_000_000
_ROWS, _COLUMNS = 10_000, 200
_NUMBER = re.compile(r"[-+]?(0|[1-9][0-9]{0,29})(\.[0-9]{1,30})?")
_OLE = b"\xd0\xcf\x11\xe0"  # the container of .xls, and of an .xlsx with a password
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")

_Cell = tuple[Value, str]  # the value and the text that stands for it


class _TooLarge(Exception):
    """A sheet beyond the bounds."""


def is_table(path: Path) -> bool:
    """True for a file that `read_table` has something to say about."""
    return path.suffix.lower() in (*SUFFIXES, *REFUSED)


def read_table(path: Path, file: str, files: Files = DISK) -> tuple[List | None, list[Problem]]:
    """The rows of a table file and every problem; None if nothing can be made of it. `file` is its name for places."""
    try:
        raw = files.read(path, _BYTES)
    except TooLargeError:
        return None, [messages.TABLE_FILE_TOO_LARGE.at(Location(file))]
    except OSError as error:
        reason = system_reason(error)
        return None, [messages.TABLE_UNREADABLE.at(Location(file), reason=reason)]
    problems: list[Problem] = []
    if not raw.strip():
        return None, [messages.TABLE_FILE_EMPTY.at(Location(file))]
    suffix = path.suffix.lower()
    if raw.startswith(_OLE) or suffix in REFUSED:
        return None, [_wrong_format(file, suffix, raw)]
    rows = _workbook(raw, file, problems) if suffix == ".xlsx" else _csv(raw, file, problems)
    if rows is None:
        return None, problems
    return _table(rows, file, problems), problems


def _wrong_format(file: str, suffix: str, raw: bytes) -> Problem:
    if suffix == ".xlsx":
        return messages.TABLE_LOCKED.at(Location(file))
    if raw.startswith(_OLE) and suffix == ".csv":
        return messages.CSV_IS_XLS.at(Location(file))
    return messages.UNREADABLE_FORMAT.at(Location(file), suffix=suffix or "这样的")


# --- rows to a list of mappings ---------------------------------------------


def _table(rows: Sequence[Sequence[_Cell]], file: str, problems: list[Problem]) -> List | None:
    start = next((index for index, row in enumerate(rows) if sum(bool(text) for _value, text in row) > 1), None)
    if start is None:
        # A table of one column has no row with two cells; its header is the first that is not empty.
        start = next((index for index, row in enumerate(rows) if any(text for _value, text in row)), None)
    if start is None:
        problems.append(messages.TABLE_EMPTY.at(Location(file)))
        return None
    header = _header(rows[start], start + 1, file, problems)
    items = []
    for number, row in enumerate(rows[start + 1 :], start + 2):
        if not any(text for _value, text in row):
            continue
        items.append(_row(header, row, number, file, problems))
    return List(list(items), Location(file, start + 1, 1))


def _header(row: Sequence[_Cell], number: int, file: str, problems: list[Problem]) -> dict[int, str]:
    """Column → name, "" for one that stands there twice, which is reported."""
    names: dict[int, str] = {}
    for column, (_value, text) in enumerate(row, 1):
        name = " ".join(text.split())
        if not name:
            continue
        if name in names.values():
            problems.append(
                messages.COLUMN_TWICE.at(Location(file, number, column), cell=cell(number, column), name=name)
            )
            name = ""
        names[column] = name
    return names


def _row(header: dict[int, str], row: Sequence[_Cell], number: int, file: str, problems: list[Problem]) -> Mapping:
    for column, (_value, text) in enumerate(row, 1):
        if text and column not in header and column > max(header, default=0):
            problems.append(
                messages.NO_COLUMN_NAME.at(Location(file, number, column), cell=cell(number, column), text=text[:20])
            )
    entries = {}
    for column, name in header.items():
        if not name:
            continue
        value, text = row[column - 1] if column <= len(row) else (None, "")
        place = Location(file, number, column)
        if isinstance(value, str) and _FORBIDDEN.search(value):
            problems.append(messages.CELL_CONTROL_CHARACTER.at(place, cell=cell(number, column)))
            value = text = _FORBIDDEN.sub("", value)
        entries[name] = Entry(Scalar(value, text, place), place)
    return Mapping(entries, Location(file, number, 1))


def cell(row: int, column: int) -> str:
    """The name of a cell, both numbers from 1: `C5` for row 5, column 3."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row}"


def _from_text(text: str) -> _Cell:
    """A cell's text as a number where it is one written plainly (not 007), else as text; (None, "") for an empty cell."""
    text = text.strip()
    if not text:
        return None, ""
    if _NUMBER.fullmatch(text):
        return (Decimal(text) if "." in text else int(text)), text
    return text, text


# --- CSV ---------------------------------------------------------------------


def _csv(raw: bytes, file: str, problems: list[Problem]) -> list[list[_Cell]] | None:
    if raw.startswith(b"PK\x03\x04"):
        problems.append(messages.CSV_IS_XLSX.at(Location(file)))
        return None
    text, found = decode(raw, file)
    if text is None:
        problems += found  # bytes that are no text in any encoding; BOM, CRLF and GBK are a CSV's everyday
        return None
    csv.field_size_limit(1_000_000)
    rows: list[list[_Cell]] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            if len(rows) >= _ROWS or len(row) > _COLUMNS:
                problems.append(_too_large(file))
                return None
            rows.append([_from_text(item) for item in row])
    except csv.Error:
        problems.append(messages.QUOTES_UNBALANCED.at(Location(file, len(rows) + 1, 1), row=len(rows) + 1))
        return None
    return rows


def _delimiter(text: str) -> str:
    """Comma, tab or semicolon: what the first line with any of them has most of."""
    for line in text.split("\n")[:20]:
        counts = {sign: line.count(sign) for sign in ",\t;"}
        best = max(counts, key=lambda sign: counts[sign])
        if counts[best]:
            return best
    return ","


# --- workbooks ---------------------------------------------------------------


def _workbook(raw: bytes, file: str, problems: list[Problem]) -> list[list[_Cell]] | None:
    if problem := _unsafe(raw, file):
        problems.append(problem)
        return None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl leaves out: validations, pictures, extensions
            stored, written = _sheet(raw)
    except _TooLarge:
        problems.append(_too_large(file))
        return None
    except Exception as error:  # openpyxl raises whatever its XML and zip readers do
        problems.append(messages.WORKBOOK_BROKEN.at(Location(file), kind=type(error).__name__))
        return None
    if not written:
        problems.append(messages.WORKBOOK_EMPTY.at(Location(file)))
        return None
    rows = []
    for number, (row, formulas) in enumerate(zip(stored, written, strict=True), 1):
        pairs = enumerate(zip(row, formulas, strict=True), 1)
        rows.append([_from_cell(value, formula, number, column, file, problems) for column, (value, formula) in pairs])
    return rows


def _sheet(raw: bytes) -> tuple[list[list[Any]], list[list[Any]]]:
    """The cells of the first sheet that holds anything, twice: as stored (results) and as written (formulas)."""
    import openpyxl

    written_book = openpyxl.load_workbook(io.BytesIO(raw), data_only=False)
    stored_book = openpyxl.load_workbook(io.BytesIO(raw), data_only=True)
    for written_sheet, stored_sheet in zip(written_book.worksheets, stored_book.worksheets, strict=True):
        if written_sheet.max_row > _ROWS or written_sheet.max_column > _COLUMNS:
            raise _TooLarge
        written = _trimmed(list(row) for row in written_sheet.iter_rows(values_only=True))
        if written:
            shape = {"min_row": 1, "max_row": len(written), "min_col": 1, "max_col": len(written[0])}
            return [list(row) for row in stored_sheet.iter_rows(**shape, values_only=True)], written
    return [], []


def _trimmed(rows: Iterable[list[Any]]) -> list[list[Any]]:
    """Without the empty rows and columns that formatting leaves behind."""
    kept = list(rows)
    while kept and all(value is None for value in kept[-1]):
        kept.pop()
    width = max((index for row in kept for index, value in enumerate(row, 1) if value is not None), default=0)
    return [row[:width] for row in kept]


def _from_cell(value: Any, formula: Any, row: int, column: int, file: str, problems: list[Problem]) -> _Cell:
    place, name = Location(file, row, column), cell(row, column)
    if value is None and isinstance(formula, str) and formula.startswith("="):
        problems.append(messages.FORMULA_WITHOUT_RESULT.at(place, name=name))
        return None, ""
    if isinstance(value, str) and re.fullmatch(r"#(DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!)", value):
        problems.append(messages.CELL_ERROR.at(place, name=name, value=value))
        return None, ""
    if value is None:
        return None, ""
    if isinstance(value, bool):
        return value, str(value).upper()
    if isinstance(value, int):
        return value, str(value)
    if isinstance(value, float):
        number = Decimal(f"{value:.15g}")  # as Excel shows it: 15 digits
        text = f"{number:f}"
        return (int(number) if number == number.to_integral_value() else Decimal(text)), text
    return _from_text(str(value))


def _unsafe(raw: bytes, file: str) -> Problem | None:
    """A package that is no workbook, would unpack beyond bounds, or declares entities."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > _UNPACKED or len(archive.infolist()) > 2000:
                return _too_large(file)
            if "[Content_Types].xml" not in archive.namelist():
                raise zipfile.BadZipFile
            for entry in archive.infolist():
                if entry.filename.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.open(entry).read(2000):
                    return messages.WORKBOOK_DTD.at(Location(file), filename=entry.filename)
    except (
        zipfile.BadZipFile,
        zlib.error,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
        ValueError,
        struct.error,
    ):
        return messages.NO_WORKBOOK.at(Location(file))
    return None


def _too_large(file: str) -> Problem:
    return messages.TABLE_TOO_LARGE.at(Location(file), rows=_ROWS, columns=_COLUMNS)
