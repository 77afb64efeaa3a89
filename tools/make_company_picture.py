"""Make docs/pictures/company-templates.png: the six company templates of the tests, Word's pages beside the PDF's.

The Word files are laid out by LibreOffice. Run `python tools/make_company_picture.py` after a change of the PDF's look.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests" / "support")]

import pypdfium2  # noqa: E402  the path above must come first
from PIL import Image, ImageDraw  # noqa: E402

from company_papers import Paper, make_papers  # noqa: E402

TARGET = ROOT / "docs" / "pictures" / "company-templates.png"
DPI = 48
GAP, TITLE = 8, 20
SECOND = {"theme_fonts": 3}  # which page stands beside the cover, if not the third


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="docgen-company-") as folder:
        rows = [_strip(paper) for paper in make_papers(Path(folder)).values()]
    wide, high = rows[0].size
    sheet = Image.new("RGB", (2 * wide + 3 * GAP, 3 * (high + GAP) + GAP), "#9AA0A6")
    for index, row in enumerate(rows):
        sheet.paste(row, (GAP + index % 2 * (wide + GAP), GAP + index // 2 * (high + GAP)))
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    sheet.quantize(128, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(TARGET, optimize=True)
    print(TARGET.relative_to(ROOT), TARGET.stat().st_size // 1000, "kB")


def _strip(paper: Paper) -> Image.Image:
    """Cover and a page of the body: two from LibreOffice, two from the PDF."""
    number = SECOND.get(paper.name, 3) - 1
    pages = [_page(file, page) for file in (paper.office, paper.pdf) for page in (0, number)]
    wide, high = max(page.width for page in pages), max(page.height for page in pages)
    strip = Image.new("RGB", (4 * wide + 3 * GAP, high + TITLE), "#9AA0A6")
    draw = ImageDraw.Draw(strip)
    for index, page in enumerate(pages):
        left = index * (wide + GAP)
        strip.paste(page, (left, TITLE))
        if index in (0, 2):
            draw.text(
                (left + 2, 4), f"{paper.name}: {'Word file in LibreOffice' if index == 0 else 'PDF'}", fill="black"
            )
    return strip


def _page(file: Path, number: int) -> Image.Image:
    return pypdfium2.PdfDocument(file)[number].render(scale=DPI / 72).to_pil().convert("RGB")


if __name__ == "__main__":
    main()
