"""LibreOffice as the outside judge of Word files: its PDF of a .docx, and where each bookmark came to stand."""

from __future__ import annotations

import atexit
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pikepdf

from docgen.fonts.font_set import FontSet
from processes import PATIENCE

_FILTER = 'pdf:writer_pdf_Export:{"ExportBookmarksToPDFDestination":{"type":"boolean","value":"true"}}'  # names for `bookmarks`


def libreoffice_pdf(docx: Path, folder: Path) -> Path:
    """The .docx as LibreOffice lays it out; AssertionError if LibreOffice is missing or fails."""
    return libreoffice_pdfs([docx], folder)[0]


def libreoffice_pdfs(files: Sequence[Path], folder: Path) -> list[Path]:
    """The same for several files with one start of LibreOffice."""
    return _convert(files, folder, _FILTER, "pdf")


def libreoffice_file(docx: Path, folder: Path, target: str, extension: str) -> Path:
    """The .docx opened by LibreOffice and written as another file of `target`, a format with or without a filter."""
    return libreoffice_files([docx], folder, target, extension)[0]


def libreoffice_files(files: Sequence[Path], folder: Path, target: str, extension: str) -> list[Path]:
    """The same for several files with one start of LibreOffice."""
    return _convert(files, folder, target, extension)


def _convert(files: Sequence[Path], folder: Path, target: str, extension: str) -> list[Path]:
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: run tools/setup.sh test"
    with tempfile.TemporaryDirectory(prefix="docgen-office-") as name:
        profile = shutil.copytree(fresh_profile(), Path(name) / "profile")
        done = subprocess.run(
            [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", target, "--outdir", folder, *files],
            capture_output=True, text=True, timeout=PATIENCE, env=FontSet().environment(("OpenSymbol",)),
        )  # fmt: skip
    made = [folder / f"{file.stem}.{extension}" for file in files]
    assert all(file.is_file() for file in made), done.stderr
    return made


@cache
def fresh_profile() -> Path:
    """A user's folder of LibreOffice as its first start leaves it, made once a process and copied for each start: a second each."""
    program = shutil.which("soffice")
    assert program, "LibreOffice is missing: run tools/setup.sh test"
    folder = tempfile.mkdtemp(prefix="docgen-office-profile-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    profile = Path(folder) / "profile"
    subprocess.run(
        [program, f"-env:UserInstallation={profile.as_uri()}", "--headless", "--terminate_after_init"],
        capture_output=True, timeout=PATIENCE, check=True, env=FontSet().environment(("OpenSymbol",)),
    )  # fmt: skip
    return profile


def bookmarks(pdf: Path) -> dict[str, int]:
    """Named destination → page from 1."""
    with pikepdf.open(pdf) as file:
        pages = {page.objgen: number for number, page in enumerate((p.obj for p in file.pages), 1)}
        return {str(name): pages[_target(entry)[0].objgen] for name, entry in _destinations(file)}


def _destinations(file: pikepdf.Pdf) -> list[tuple[str, pikepdf.Object]]:
    if "/Names" in file.Root and "/Dests" in file.Root.Names:
        return list(pikepdf.NameTree(file.Root.Names.Dests).items())
    if "/Dests" in file.Root:
        # LibreOffice writes the underscore of _Ref000001 as its code.
        return [(name.lstrip("/").replace("5F", "_", 1), entry) for name, entry in file.Root.Dests.items()]
    return []


def _target(entry: pikepdf.Object) -> pikepdf.Object:
    return entry.D if isinstance(entry, pikepdf.Dictionary) else entry


def page_count(pdf: Path) -> int:
    with pikepdf.open(pdf) as file:
        return len(file.pages)
