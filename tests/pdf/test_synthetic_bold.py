"""Bold Chinese in a face without a bold, as it is printed: counted in ink, read back as text."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from docgen.fonts.font_set import FontSet
from docgen.pdf import writer as pdf

FONTS = FontSet()

TEXT = "外勤津贴按月发放"


def page(body: str, folder: Path) -> Path:
    html = (
        '<html lang="zh-CN"><style>@page{size:300pt 60pt;margin:10pt}*{margin:0}.l{line-height:0}'
        f'p{{font-family:"L Times New Roman","仿宋";font-size:20pt;line-height:30pt}}.s{{font-family:"宋体"}}</style>{body}'
    )
    faces, files = FONTS.latin_faces(html)
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "page.pdf"
    path.write_bytes(pdf.lay_out(html, files, faces).write())
    return path


def ink(path: Path) -> float:
    """Mean blackness of the page, 0 to 255."""
    picture = path.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-gray", "-singlefile", "-png", path, picture], check=True)
    with Image.open(f"{picture}.png") as image:
        values = image.convert("L").tobytes()
    return 255 - sum(values) / len(values)


def rendering_modes(path: Path) -> list[int]:
    """2: filled and outlined; 0: filled."""
    with pikepdf.open(path) as file:
        steps = pikepdf.parse_content_stream(file.pages[0])
        return [int(step.operands[0]) for step in steps if str(step.operator) == "Tr"]


def text(path: Path) -> str:
    return subprocess.run(["pdftotext", path, "-"], capture_output=True, text=True, check=True).stdout.strip()


def test_bold_in_a_face_without_bold_is_thicker_and_reads_the_same(tmp_path: Path) -> None:
    regular = page(f"<p><span class=l>{TEXT}</span></p>", tmp_path / "regular")
    bold = page(f"<p><span class=l><b>{TEXT}</b></span></p>", tmp_path / "bold")
    assert 1.25 < ink(bold) / ink(regular) < 2.5
    assert text(bold) == text(regular) == TEXT


def test_what_follows_a_thickened_run_is_regular_again(tmp_path: Path) -> None:
    mixed = page(f"<p><span class=l><b>{TEXT}</b>{TEXT}</span></p>", tmp_path)
    assert rendering_modes(mixed) == [2, 0]


@pytest.mark.parametrize("body", ["<b>Total 150.00</b>", "<b class=s>外勤津贴</b>", TEXT])
def test_a_face_with_a_bold_of_its_own_and_regular_text_are_not_touched(body: str, tmp_path: Path) -> None:
    assert rendering_modes(page(f"<p><span class=l>{body}</span></p>", tmp_path)) == []
