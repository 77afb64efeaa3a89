"""LibreOffice as a program to export with: a Word file's PDF, in the fonts that docgen itself sees."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from docgen.errors import DocgenError, Location
from docgen.fonts.font_set import FontSet
from docgen.office import messages
from docgen.office.repeatable import repeatable

_BULLETS = ("OpenSymbol",)  # LibreOffice's own font, which it prints Wingdings' and Symbol's marks with
SECONDS = 600  # a bid of 300 pages takes about ten
_PLACES = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    r"C:\Program Files\LibreOffice\program\soffice.exe",
    "/usr/lib/libreoffice/program/soffice",
)
# Bookmarks as named destinations tell each heading's page; pages left empty for a section's parity are counted too.
_FILTER = (
    'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"},'
    '"IsSkipEmptyPages":{"type":"boolean","value":"false"},"UseTaggedPDF":{"type":"boolean","value":"true"}}'
)


def export_pdf(docx: bytes, location: Location, fonts: Path | None = None, seconds: float = SECONDS) -> bytes:
    """The .docx as LibreOffice lays it out; `fonts` is the workspace's folder of fonts.

    LibreOffice runs without a window, with a profile of its own (an open
    LibreOffice is not disturbed). Equal files give equal bytes. Raises DocgenError L111 if there is none, L112 if it fails or takes too long.
    """
    program = find_program()
    if program is None:
        raise DocgenError(messages.NO_LIBREOFFICE.at(location))
    with tempfile.TemporaryDirectory(prefix="docgen-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / "document.docx"
        source.write_bytes(docx)
        profile = (folder / "profile").as_uri()
        command = [
            program,
            f"-env:UserInstallation={profile}",
            "--headless",
            "--norestore",
            "--convert-to",
            _FILTER,
            "--outdir",
            name,
            str(source),
        ]
        said = _run(command, location, seconds, FontSet(fonts).environment(_BULLETS))
        made = source.with_suffix(".pdf")
        if not made.is_file():
            raise DocgenError(messages.NO_EXPORT.at(location, said=said or "没有说明原因"))
        return repeatable(made.read_bytes(), docx)


def convert_to_docx(old: bytes, suffix: str, location: Location, seconds: float = 120) -> bytes:
    """A .doc, .wps or the like (`suffix` with its dot) as LibreOffice rewrites it.

    Raises DocgenError L111 if there is no LibreOffice, L112 if it fails or takes too long.
    """
    program = find_program()
    if program is None:
        raise DocgenError(messages.NO_LIBREOFFICE_TO_READ.at(location, suffix=suffix))
    with tempfile.TemporaryDirectory(prefix="docgen-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        source = folder / f"document{suffix}"
        source.write_bytes(old)
        made = folder / "converted" / "document.docx"
        profile = (folder / "profile").as_uri()
        command = [program, f"-env:UserInstallation={profile}", "--headless", "--norestore", "--convert-to", "docx:MS Word 2007 XML",
                   "--outdir", str(made.parent), str(source)]  # fmt: skip
        said = _run(command, location, seconds)
        if not made.is_file():
            raise DocgenError(messages.NOT_OPENED.at(location, said=said or "没有说明原因"))
        return made.read_bytes()


def find_program() -> str | None:
    """Where LibreOffice's program is; None without it."""
    places = (shutil.which("soffice"), shutil.which("libreoffice"), *_PLACES)
    return next((place for place in places if place and Path(place).exists()), None)


def _run(command: list[str], location: Location, seconds: float, environment: Mapping[str, str] | None = None) -> str:
    """Run to the end, or kill it with its children; the last line of what it said."""
    with subprocess.Popen(
        command,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
        text=True,
        errors="replace",
        env=environment,
    ) as process:
        try:
            _out, said = process.communicate(timeout=seconds)
        except BaseException as error:
            _kill(process)
            if not isinstance(error, subprocess.TimeoutExpired):
                raise
            raise DocgenError(messages.TOO_SLOW.at(location, seconds=round(seconds))) from error
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return lines[-1] if lines else ""


def _kill(process: subprocess.Popen[str]) -> None:
    """soffice is a script that starts the program proper: the whole session goes."""
    with contextlib.suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
