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

ENTRIES = 2_000
TOTAL = 200_000_000  # bytes of all parts, unpacked
RATIO = 200  # unpacked to packed size of a part of more than a megabyte

_UTF8 = 0x800  # an entry's flag: its name is UTF-8
_LOCAL_HEADER = 30  # bytes, before the name
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"""<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS = (b"utf-8", b"utf-16", b"utf-16le", b"utf-16be", b"us-ascii", b"ascii", b"iso-8859-1")
_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the same for every build
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_STORED = (".png", ".jpg", ".jpeg", ".gif")


def read_package(source: Path | bytes, location: Location) -> dict[str, bytes]:
    """All parts by name. Raises DocgenError (W101…W105) for what is no Word document, or a dangerous one."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            _check_bounds(archive.infolist(), location)
            _check_entries(archive.infolist(), location)
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (OSError, zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        hint = "在 Word 或 WPS 里打开它，另存为 .docx 再用"
        reason = system_reason(error) if isinstance(error, OSError) else "不是完好的 Word 文件"
        raise DocgenError(Problem(location, "W101", f"Word 文件打不开：{reason}", hint)) from error
    _check_parts(parts, location)
    return parts


def _check_bounds(entries: list[zipfile.ZipInfo], location: Location) -> None:
    hint = "这不像正常的 Word 文件；请从可信的来源重新取得模板"
    if len(entries) > ENTRIES or sum(info.file_size for info in entries) > TOTAL:
        fact = f"Word 文件太大：{len(entries)} 个部件，展开后 {sum(info.file_size for info in entries) // 1_000_000} MB"
        raise DocgenError(Problem(location, "W102", fact, hint))
    for info in entries:
        if info.file_size > 1_000_000 and info.file_size > RATIO * max(info.compress_size, 1):
            fact = f"部件 {info.filename} 的压缩比异常（压缩炸弹）"
            raise DocgenError(Problem(location, "W102", fact, hint))


def _check_entries(entries: list[zipfile.ZipInfo], location: Location) -> None:
    """W105 for names that lead out of the package or come twice, for entries over each other, odd packing and passwords."""
    facts: list[str] = []
    names: set[str] = set()
    for info in entries:
        name = info.orig_filename
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/") or ":" in name or "\0" in name:
            facts.append(f"部件名 {repr(name)[1:-1]} 指到了文件之外")
        if name.lower() in names:
            facts.append(f"部件 {name} 出现了两次")
        names.add(name.lower())
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
            facts.append(f"部件 {name} 加了密，或用了 Word 不用的压缩方法")
    ordered = sorted(entries, key=lambda info: info.header_offset)
    for one, other in pairwise(ordered):
        raw = one.orig_filename.encode("utf-8" if one.flag_bits & _UTF8 else "cp437", "replace")
        if one.header_offset + _LOCAL_HEADER + len(raw) + one.compress_size > other.header_offset:
            facts.append(f"部件 {one.filename} 与 {other.filename} 重叠（压缩炸弹）")
    if facts:
        hint = "这不像正常的 Word 文件；请从可信的来源重新取得模板"
        raise DocgenError(Problem(location, "W105", fact, hint) for fact in dict.fromkeys(facts))


def _check_parts(parts: dict[str, bytes], location: Location) -> None:
    problems: list[Problem] = []
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        hint = "在 Word 或 WPS 里打开它，另存为 .docx 再用"
        problems.append(Problem(location, "W101", "压缩包里没有 Word 文档（word/document.xml）", hint))
    types = parts.get("[Content_Types].xml", b"").replace(b"\0", b"").lower()
    if b"macroenabled" in types or any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in parts):
        hint = "在 Word 里另存为不带宏的 .docx"
        problems.append(Problem(location, "W103", "Word 文件带有宏", hint))
    for name, content in parts.items():
        fact = _xml_fault(name, content)
        if fact:
            hint = "正常的 Word 文件没有 DOCTYPE；请从可信的来源重新取得模板"
            problems.append(Problem(location, "W104", fact, hint))
    if problems:
        raise DocgenError(problems)
    _check_xml(parts, location)


def _check_xml(parts: dict[str, bytes], location: Location) -> None:
    """The parts that are read as trees must be well-formed, and the document in the namespace of all Word files but strict ones."""
    problems: list[Problem] = []
    hint = "在 Word 或 WPS 里打开它，另存为 .docx 再用"
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            root = etree.fromstring(content)
        except etree.XMLSyntaxError as error:
            fact = f"部件 {name} 已损坏（第 {error.lineno or 1} 行）"
            problems.append(Problem(location, "W101", fact, hint))
            continue
        if name == "word/document.xml" and root.find(f"{{{_MAIN}}}body") is None:
            strict = "在 Word 里另存为“Word 文档 (*.docx)”，不要选“严格的 Open XML 文档”"
            problems.append(Problem(location, "W101", "word/document.xml 不是普通的 Word 正文", strict))
    if problems:
        raise DocgenError(problems)


def is_xml(name: str, content: bytes) -> bool:
    """True for a part that is XML by its name or its beginning: which parts Word reads, relationships decide, not names."""
    return name.lower().endswith((".xml", ".rels", ".vml")) or _beginning(content).startswith(b"<")


def _beginning(content: bytes) -> bytes:
    return (
        content[:400].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    )  # UTF-16 of ASCII is ASCII between zeros


def _xml_fault(name: str, content: bytes) -> str:
    """What is wrong with a part that is XML: a DOCTYPE, or an encoding that could hide one."""
    if not is_xml(name, content):
        return ""
    plain = _beginning(content)
    if not plain.startswith(b"<"):
        return f"部件 {name} 用了不寻常的编码" if plain else ""
    declared = _ENCODING.match(plain)
    if declared and declared[1].lower() not in _ENCODINGS:
        return "部件 {name} 用了不寻常的编码 {encoding}".format(
            name=name, encoding=declared[1].decode("ascii", "replace")
        )
    if _DOCTYPE.search(content if b"\0" not in content[:400] else content.replace(b"\0", b"")):
        return f"部件 {name} 里有 DOCTYPE 声明"
    return ""


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
    """The parts as a .docx: entries sorted, times fixed, so that equal parts give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=part_order):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_STORED if stored(name) else zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, parts[name])
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
