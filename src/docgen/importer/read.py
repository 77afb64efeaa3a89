"""A file of any known form to a paper; a clear problem for what cannot be read."""

from __future__ import annotations

from pathlib import Path

from docgen.errors import DocgenError, Location, Problem
from docgen.importer import messages
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


def read(path: Path, changes: Changes = "refuse") -> Paper:
    """The paper in the file. Raises DocgenError: I101 no such file, I102 empty, I103 unknown form, I104 encrypted, I105 too large,
    I110 tracked changes, W101…W105 broken or dangerous Word files, L111/L112 where LibreOffice is needed and missing or failing."""
    location = Location(path.name)
    raw = _bytes(path, location)
    suffix = path.suffix.lower()
    if raw.startswith(_COMPOUND):
        if _ENCRYPTED in raw:
            raise DocgenError(messages.ENCRYPTED.at(location))
        return read_word(_converted(raw, path, location), path.name, changes)
    if raw.startswith(b"PK\x03\x04") and suffix not in _OLD:
        return read_word(raw, path.name, changes)
    if suffix in _OLD:
        return read_word(_converted(raw, path, location), path.name, changes)
    if suffix in (".docx", ".docm", ".dotx"):
        return read_word(raw, path.name, changes)  # which says what is wrong with it
    if raw.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")):
        raise DocgenError(messages.PICTURE_FORM.at(location))
    if len(raw) > LARGEST_TEXT:
        raise DocgenError(_too_large(location, len(raw), LARGEST_TEXT))
    return read_markdown(raw, path.name) if suffix in (".md", ".markdown") else read_text(raw, path.name)


def _bytes(path: Path, location: Location) -> bytes:
    try:
        size = path.stat().st_size
        if path.is_dir():
            raise DocgenError(messages.A_FOLDER.at(location))
        if size > LARGEST:
            raise DocgenError(_too_large(location, size, LARGEST))
        raw = path.read_bytes()
    except FileNotFoundError as error:
        raise DocgenError(messages.NO_FILE.at(Location(str(path)))) from error
    except OSError as error:
        raise DocgenError(messages.UNREADABLE.at(location, reason=system_reason(error))) from error
    if not raw:
        raise DocgenError(messages.EMPTY_FILE.at(location))
    return raw


def _too_large(location: Location, size: int, limit: int) -> Problem:
    return messages.TOO_LARGE.at(location, size=round(size / 1e6, 1), limit=limit // 1_000_000)


def _converted(raw: bytes, path: Path, location: Location) -> bytes:
    suffix = path.suffix.lower()
    return convert_to_docx(raw, suffix if suffix in _OLD else ".doc", location)
