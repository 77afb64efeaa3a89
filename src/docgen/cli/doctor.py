"""`docgen doctor`: is everything there that a build needs, and how to get what is not."""

from __future__ import annotations

import ctypes.util
import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import click

from docgen.cli.report import problems_stop
from docgen.errors import DocgenError

FAMILIES = ("仿宋", "宋体", "黑体", "楷体", "方正小标宋简体", "Times New Roman", "Arial")


@dataclass(frozen=True)
class Finding:
    """One line of the report. `needed` False: docgen builds without it."""

    name: str
    found: str
    mend: str = ""
    needed: bool = True


@click.command(help="检查字体和系统库；缺什么，给出补救命令。")
@problems_stop
def doctor() -> None:
    """Print one line a finding; exit 1 if something that a build needs is missing."""
    missing = False
    for finding in [*_fonts(), *_libraries()]:
        if finding.found:
            click.echo(f"✓ {finding.name}：{finding.found}")
        else:
            missing |= finding.needed
            note = "" if finding.needed else "（可选）"
            click.echo(f"✗ {finding.name}{note}：没有找到")
        if finding.mend:
            click.echo(f"    {'补救：'}{finding.mend}")
    sys.exit(1 if missing else 0)


def _fonts() -> Iterator[Finding]:
    from docgen.content.workspace import find
    from docgen.fonts.font_set import FontSet

    try:
        folder: Path | None = find(Path.cwd()).fonts
    except DocgenError:
        folder = None  # the doctor also works outside a workspace
    resolved = FontSet(folder).resolve_families()
    for name in FAMILIES:
        family, file = resolved.get(name, ("", ""))
        stand_in = family and family.casefold() != name.casefold()
        note = f"（{name} 的替代字体）" if stand_in else ""
        yield Finding(name, f"{family}{note}  {file}" if family else "", "" if family else _install("fonts-noto-cjk"))


def _libraries() -> Iterator[Finding]:
    from docgen.office.libreoffice import find_program

    for name, library, package in (
        ("Pango", "pango-1.0", "libpango-1.0-0 libpangoft2-1.0-0"),
        ("HarfBuzz subset", "harfbuzz-subset", "libharfbuzz-subset0"),
        ("fontconfig", "fontconfig", "libfontconfig1"),
    ):
        found = ctypes.util.find_library(library) or ""
        yield Finding(name, found, "" if found else _install(package))
    for name, found, package in (
        ("LibreOffice（表单的 PDF、.doc 文件）", find_program() or "", "libreoffice-writer-nogui"),
        ("poppler（pdftotext）", shutil.which("pdftotext") or "", "poppler-utils"),
    ):
        yield Finding(name, found, "" if found else _install(package), needed=False)


def _install(packages: str) -> str:
    if sys.platform == "darwin":
        return f"brew install pango harfbuzz poppler   # {packages}"
    if sys.platform == "win32":
        return f"见 README 的 Windows 一节（{packages}）"
    return f"sudo apt-get install -y {packages}"
