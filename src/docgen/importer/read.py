"""A file of any known form to a paper; a clear problem for what cannot be read."""

from __future__ import annotations

from pathlib import Path

from docgen.errors import DocgenError, Location, Problem
from docgen.importer.paper import Paper
from docgen.importer.read_text import read_markdown, read_text
from docgen.importer.read_word import Changes, read_word
from docgen.messages import system_reason
from docgen.office.libreoffice import convert_to_docx

LARGEST = 50_000_000  # bytes of a file; a text of that size is no paper
LARGEST_TEXT = 5_000_000
_OLD = (".doc", ".wps", ".wpt", ".rtf", ".odt")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # OLE compound file: .doc, .wps, or an encrypted .docx
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FORMS = "可以导入 .txt、.md、.docx；.doc 和 .wps 要装有 LibreOffice"


def read(path: Path, changes: Changes = "refuse") -> Paper:
    """The paper in the file. Raises DocgenError: I101 no such file, I102 empty, I103 unknown form, I104 encrypted, I105 too large,
    I110 tracked changes, W101…W105 broken or dangerous Word files, L111/L112 where LibreOffice is needed and missing or failing."""
    location = Location(path.name)
    raw = _bytes(path, location)
    suffix = path.suffix.lower()
    if raw.startswith(_COMPOUND):
        if _ENCRYPTED in raw:
            hint = "在 Word 或 WPS 里打开它，去掉打开密码（文件→信息→保护文档），另存后再导入"
            raise DocgenError(Problem(location, "I104", "文件加了密码", hint))
        return read_word(_converted(raw, path, location), path.name, changes)
    if raw.startswith(b"PK\x03\x04") and suffix not in _OLD:
        return read_word(raw, path.name, changes)
    if suffix in _OLD:
        return read_word(_converted(raw, path, location), path.name, changes)
    if suffix in (".docx", ".docm", ".dotx"):
        return read_word(raw, path.name, changes)  # which says what is wrong with it
    if raw.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")):
        hint = "PDF 和图片先用 Word 或文字识别软件转成 .docx；压缩包先解开"
        raise DocgenError(Problem(location, "I103", "这不是能导入的文件", hint))
    if len(raw) > LARGEST_TEXT:
        raise DocgenError(_too_large(location, len(raw), LARGEST_TEXT))
    return read_markdown(raw, path.name) if suffix in (".md", ".markdown") else read_text(raw, path.name)


def _bytes(path: Path, location: Location) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocgenError(Problem(location, "I101", "这是文件夹，不是文件", "一次导入一个文件"))
        if size > LARGEST:
            raise DocgenError(_too_large(location, size, LARGEST))
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise DocgenError(Problem(Location(str(path)), "I101", "没有这个文件", "检查文件名和所在的文件夹")) from error
    except OSError as error:
        fact = f"文件读不出来：{system_reason(error)}"
        raise DocgenError(
            Problem(location, "I101", fact, "检查文件的权限；文件若正在 Word 里打开，请先关闭")
        ) from error
    if not raw:
        raise DocgenError(Problem(location, "I102", "文件是空的", "检查是不是选错了文件"))
    return raw


def _too_large(location: Location, size: int, limit: int) -> Problem:
    fact = f"文件有 {round(size / 1e6, 1)} MB，超过 {limit // 1_000_000} MB"
    return Problem(location, "I105", fact, "文件里多半是图片；删去图片，或分成几个文件再导入")


def _converted(raw: bytes, path: Path, location: Location) -> bytes:
    suffix = path.suffix.lower()
    return convert_to_docx(raw, suffix if suffix in _OLD else ".doc", location)
