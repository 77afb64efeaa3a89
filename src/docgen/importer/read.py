"""A file of any known form to a paper; a clear problem for what cannot be read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

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


@dataclass(frozen=True, slots=True)
class Opened:
    """A file's name and bytes, and what they are: Word (converted where an older program wrote it), Markdown or text."""

    name: str
    content: bytes
    form: Literal["word", "markdown", "text"]


def read(path: Path, changes: Changes = "refuse") -> Paper:
    """The paper in the file. Raises DocgenError as `opened` and `read_opened` do."""
    return read_opened(opened(path), changes)


def opened(path: Path) -> Opened:
    """The file's bytes. Raises DocgenError: I101 no such file, I102 empty, I103 unknown form, I104 encrypted, I105 too large,
    L111/L112 where LibreOffice is needed and missing or failing."""
    location = Location(path.name)
    raw = _bytes(path, location)
    suffix = path.suffix.lower()
    if raw.startswith(_COMPOUND) and _ENCRYPTED in raw:
        raise DocgenError(messages.ENCRYPTED.at(location))
    if raw.startswith(_COMPOUND) or suffix in _OLD:
        return Opened(path.name, _converted(raw, path, location), "word")
    if raw.startswith(b"PK\x03\x04") or suffix in (".docx", ".docm", ".dotx"):
        return Opened(path.name, raw, "word")
    if raw.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf")):
        raise DocgenError(messages.PICTURE_FORM.at(location))
    if len(raw) > LARGEST_TEXT:
        raise DocgenError(_too_large(location, len(raw), LARGEST_TEXT))
    return Opened(path.name, raw, "markdown" if suffix in (".md", ".markdown") else "text")


def read_opened(source: Opened, changes: Changes = "refuse") -> Paper:
    """The paper in an opened file. Raises DocgenError: I102, I103, I110 tracked changes, W101…W105 broken or dangerous Word files."""
    if source.form == "word":
        return read_word(source.content, source.name, changes)
    return (
        read_markdown(source.content, source.name)
        if source.form == "markdown"
        else read_text(source.content, source.name)
    )


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
