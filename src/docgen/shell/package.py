"""A .docx as named parts: bounded reading, deterministic writing (ECMA-376 part 2).

A Word file is a zip from somewhere. It is read only within bounds (number of
entries, size, compression ratio), only as an ordinary document (no macros),
and never with a DOCTYPE, so that no entity of it is ever expanded.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

from lxml import etree

from docgen.errors import DocgenError, Location, Problem
from docgen.messages import _

ENTRIES = 2_000
TOTAL = 200_000_000  # bytes of all parts, unpacked
RATIO = 200  # unpacked to packed size of a part of more than a megabyte

_MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold: the same for every build
_FIRST = ("[Content_Types].xml", "_rels/.rels")
_STORED = (".png", ".jpg", ".jpeg", ".gif")


def read_package(source: Path | bytes, location: Location) -> dict[str, bytes]:
    """All parts by name. Raises DocgenError (W101…W104) for what is no Word document, or a dangerous one."""
    try:
        with zipfile.ZipFile(io.BytesIO(source) if isinstance(source, bytes) else source) as archive:
            _check_bounds(archive.infolist(), location)
            parts = {info.filename: archive.read(info) for info in archive.infolist() if not info.is_dir()}
    except (OSError, zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        hint = _("在 Word 或 WPS 里打开它，另存为 .docx 再用")
        reason = error.strerror if isinstance(error, OSError) and error.strerror else _("不是完好的 Word 文件")
        raise DocgenError(
            Problem(location, "W101", _("Word 模板打不开：{reason}").format(reason=reason), hint)
        ) from error
    _check_parts(parts, location)
    return parts


def _check_bounds(entries: list[zipfile.ZipInfo], location: Location) -> None:
    hint = _("这不像正常的 Word 文件；请从可信的来源重新取得模板")
    if len(entries) > ENTRIES or sum(info.file_size for info in entries) > TOTAL:
        fact = _("Word 模板太大：{count} 个部件，展开后 {size} MB").format(
            count=len(entries), size=sum(info.file_size for info in entries) // 1_000_000
        )
        raise DocgenError(Problem(location, "W102", fact, hint))
    for info in entries:
        if info.file_size > 1_000_000 and info.file_size > RATIO * max(info.compress_size, 1):
            fact = _("部件 {name} 的压缩比异常（压缩炸弹）").format(name=info.filename)
            raise DocgenError(Problem(location, "W102", fact, hint))


def _check_parts(parts: dict[str, bytes], location: Location) -> None:
    problems: list[Problem] = []
    if "word/document.xml" not in parts or "[Content_Types].xml" not in parts:
        hint = _("在 Word 或 WPS 里打开它，另存为 .docx 再用")
        problems.append(Problem(location, "W101", _("压缩包里没有 Word 文档（word/document.xml）"), hint))
    if any(name.lower().endswith("vbaproject.bin") for name in parts):
        hint = _("在 Word 里另存为不带宏的 .docx")
        problems.append(Problem(location, "W103", _("Word 模板带有宏"), hint))
    for name, content in parts.items():
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in content:
            hint = _("正常的 Word 文件没有 DOCTYPE；请从可信的来源重新取得模板")
            problems.append(Problem(location, "W104", _("部件 {name} 里有 DOCTYPE 声明").format(name=name), hint))
    if problems:
        raise DocgenError(problems)
    _check_xml(parts, location)


def _check_xml(parts: dict[str, bytes], location: Location) -> None:
    """The parts that are read as trees must be well-formed, and the document in the namespace of all Word files but strict ones."""
    problems: list[Problem] = []
    hint = _("在 Word 或 WPS 里打开它，另存为 .docx 再用")
    for name, content in parts.items():
        if not name.endswith((".xml", ".rels")):
            continue
        try:
            root = etree.fromstring(content)
        except etree.XMLSyntaxError as error:
            fact = _("部件 {name} 已损坏（第 {line} 行）").format(name=name, line=error.lineno or 1)
            problems.append(Problem(location, "W101", fact, hint))
            continue
        if name == "word/document.xml" and root.find(f"{{{_MAIN}}}body") is None:
            strict = _("在 Word 里另存为“Word 文档 (*.docx)”，不要选“严格的 Open XML 文档”")
            problems.append(Problem(location, "W101", _("word/document.xml 不是普通的 Word 正文"), strict))
    if problems:
        raise DocgenError(problems)


def write_package(parts: dict[str, bytes]) -> bytes:
    """The parts as a .docx: entries sorted, times fixed, so that equal parts give equal bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in sorted(parts, key=lambda name: (_FIRST.index(name) if name in _FIRST else len(_FIRST), name)):
            info = zipfile.ZipInfo(name, _MOMENT)
            info.compress_type = zipfile.ZIP_STORED if name.lower().endswith(_STORED) else zipfile.ZIP_DEFLATED
            info.create_system = 0
            archive.writestr(info, parts[name])
    return buffer.getvalue()
