"""A .docx as named parts: bounded reading, deterministic writing (ECMA-376 part 2).

A Word file is a zip from somewhere. It is read only within bounds (number of
entries, size, compression ratio, names that stay inside, entries that do not
share bytes), only as an ordinary document (no macros), and never with a
DOCTYPE in whichever encoding, so that no entity of it is ever expanded.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from itertools import pairwise
from pathlib import Path

from lxml import etree

from docgen.errors import DocgenError, Location, Problem
from docgen.messages import system_reason
from docgen.metadata import without_metadata
from docgen.ooxml import messages
from docgen.ooxml.names import STRICT_W, W
from docgen.ooxml.relationships import main_part
from docgen.ooxml.usual_form import usual_form

ENTRIES = 2_000
TOTAL = 200_000_000  # bytes of all parts, unpacked
# XML takes ten times its size in memory once it is read: a long part must not be packed more tightly than XML is.
# A picture may: deflate shrinks a white scan a thousandfold, and TOTAL bounds it.
RATIO = 200  # unpacked to packed size of an XML part of more than LONG bytes
LONG = 20_000_000

# What XML takes as a tree, in bytes: an element and its end, an attribute, and the text itself. A long book takes a fifth of it.
TREES = 400_000_000
_TAG, _ATTRIBUTE = 70, 130

_UTF8 = 0x800  # an entry's flag: its name is UTF-8
_LOCAL_HEADER = 30  # bytes, before the name
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS = (b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1")
_TYPES = "[Content_Types].xml"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the same for every build
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".jp2", ".ico", ".webp")
_STORED = (".png", ".jpg", ".jpeg", ".gif")


def read_package(source: Path | bytes, location: Location, *, as_stored: bool = False) -> dict[str, bytes]:
    """All parts by name, in the usual form (`usual_form`): the document is always word/document.xml.

    `as_stored` leaves every part and name as the file has it, for what is written back byte for byte.
    Raises DocgenError (W101…W105) for what is no Word document, or a dangerous one.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            _check_bounds(archive.infolist(), location)
            _check_entries(archive.infolist(), location)
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (OSError, ValueError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        reason = system_reason(error) if isinstance(error, OSError) else "不是完好的 Word 文件"
        raise DocgenError(messages.UNREADABLE.at(location, reason=reason)) from error
    _check_parts(parts, location)
    _check_weight(parts, location)
    trees = _read_xml(parts, location)
    _check_document(parts, trees, location)
    return parts if as_stored else usual_form(parts, trees)


def _check_bounds(entries: list[zipfile.ZipInfo], location: Location) -> None:
    size = sum(info.file_size for info in entries)
    if len(entries) > ENTRIES or size > TOTAL:
        raise DocgenError(messages.TOO_LARGE.at(location, count=len(entries), megabytes=size // 1_000_000))
    for info in entries:
        long = info.file_size > LONG and not info.filename.lower().endswith(_PICTURES)
        if long and info.file_size > RATIO * max(info.compress_size, 1):
            raise DocgenError(messages.BOMB.at(location, part=info.filename))


def _check_entries(entries: list[zipfile.ZipInfo], location: Location) -> None:
    """W105 for names that lead out of the package or come twice, for entries over each other, odd packing and passwords."""
    problems: list[Problem] = []
    names: set[str] = set()
    for info in entries:
        name = info.orig_filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name or "\0" in name:
            problems.append(messages.OUTSIDE.at(location, part=repr(name)[1:-1]))
        if name.lower() in names:
            problems.append(messages.TWICE.at(location, part=name))
        names.add(name.lower())
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
            problems.append(messages.ODD_PACKING.at(location, part=name))
    ordered = sorted(entries, key=lambda info: info.header_offset)
    for one, other in pairwise(ordered):
        raw = one.orig_filename.encode("utf-8" if one.flag_bits & _UTF8 else "cp437", "replace")
        if one.header_offset + _LOCAL_HEADER + len(raw) + one.compress_size > other.header_offset:
            problems.append(messages.OVERLAPPING.at(location, part=one.filename, other=other.filename))
    if problems:
        raise DocgenError(dict.fromkeys(problems))


def _check_parts(parts: dict[str, bytes], location: Location) -> None:
    problems: list[Problem] = []
    if _TYPES not in parts:
        problems.append(messages.NO_DOCUMENT.at(location))
    types = parts.get(_TYPES, b"").replace(b"\0", b"").lower()
    if b"macroenabled" in types or any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in parts):
        problems.append(messages.MACROS.at(location))
    problems += [fault for name, content in parts.items() if (fault := _xml_fault(name, content, location))]
    if problems:
        raise DocgenError(problems)


def _check_weight(parts: dict[str, bytes], location: Location) -> None:
    """W102 for XML that would fill the memory once it is read as trees."""
    weight = 0
    for name, content in parts.items():
        if is_xml(name, content):
            weight += len(content) + _TAG * content.count(b"<") + _ATTRIBUTE * content.count(b"=")
            if weight > TREES:
                raise DocgenError(messages.BOMB.at(location, part=name))


def _read_xml(parts: dict[str, bytes], location: Location) -> dict[str, etree._Element]:
    """The parts that are read as trees, as trees, the document whatever its name: W101 for each that is not well-formed."""
    trees = _parsed(parts, [name for name in parts if name.endswith((".xml", ".rels"))], location)
    main = main_part(parts)
    return trees if main in trees or main not in parts else trees | _parsed(parts, [main], location)


def _parsed(parts: dict[str, bytes], names: list[str], location: Location) -> dict[str, etree._Element]:
    problems: list[Problem] = []
    trees: dict[str, etree._Element] = {}
    for name in names:
        try:
            trees[name] = etree.fromstring(parts[name])
        except etree.XMLSyntaxError as error:
            problems.append(messages.BROKEN_PART.at(location, part=name, line=error.lineno or 1))
    if problems:
        raise DocgenError(problems)
    return trees


def _check_document(parts: dict[str, bytes], trees: dict[str, etree._Element], location: Location) -> None:
    """The document must be there and have a body."""
    main = main_part(parts)
    if main not in trees:
        raise DocgenError(messages.NO_DOCUMENT.at(location))
    if all(trees[main].find(f"{space}body") is None for space in (W, STRICT_W)):
        raise DocgenError(messages.NO_BODY.at(location, part=main))


def is_xml(name: str, content: bytes) -> bool:
    """True for a part that is XML by its name or its beginning: which parts Word reads, relationships decide, not names."""
    return name.lower().endswith((".xml", ".rels", ".vml")) or _beginning(content).startswith(b"<")


def _beginning(content: bytes) -> bytes:
    return (
        content[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    )  # UTF-16 of ASCII is ASCII between zeros


def _xml_fault(name: str, content: bytes, location: Location) -> Problem | None:
    """What is wrong with a part that is XML: a DOCTYPE, or an encoding that could hide one."""
    if not is_xml(name, content):
        return None
    plain = _beginning(content)
    if not plain.startswith(b"<"):
        return messages.ODD_ENCODING.at(location, part=name) if plain else None
    declared = _ENCODING.match(plain)
    if declared and declared[1].lower() not in _ENCODINGS:
        encoding = declared[1].decode("ascii", "replace")
        return messages.NAMED_ENCODING.at(location, part=name, encoding=encoding)
    if _DOCTYPE.search(content if b"\0" not in content[:400] else content.replace(b"\0", b"")):
        return messages.DOCTYPE.at(location, part=name)
    return None


def as_document(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The same parts with a Word template's content type (.dotx) turned into a document's."""
    types = parts["[Content_Types].xml"].replace(
        b"wordprocessingml.template.main+xml", b"wordprocessingml.document.main+xml"
    )
    return parts | {"[Content_Types].xml": types}


def part_order(name: str) -> tuple[int, str]:
    """The sort key of parts in a written package: content types and root relationships first (ECMA-376 part 2 §10)."""
    return (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)


def stored(name: str) -> bool:
    """Whether a part is written as it is: pictures are compressed already."""
    return name.lower().endswith(_STORED)


def write_package(parts: dict[str, bytes]) -> bytes:
    """The parts as a .docx: entries sorted, times fixed, so that equal parts give equal bytes; pictures without what they say
    of who took them, and where."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=part_order):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_STORED if stored(name) else zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, without_metadata(parts[name]) if stored(name) else parts[name])
    return buffer.getvalue()


def replace_parts(package: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with other content for some of its parts; all other entries, their order, names and times stay.

    Nothing changed, nothing made: the very bytes come back.
    """
    if not changed:
        return package
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as source, zipfile.ZipFile(buffer, "w") as target:
        for info in source.infolist():
            content = changed.get(info.filename, source.read(info))
            target.writestr(info, content, compresslevel=6)
    return buffer.getvalue()
