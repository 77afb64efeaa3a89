"""Small Word templates for the tests of the PDF's look: one body section with what a test puts on its cover and in its header."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from html import unescape
from pathlib import Path
from re import findall

import pypdfium2
from PIL import Image

from company_parts import Parts, face, fonts, p, reference, section, spacing, style, styles, table_normal
from docgen import docx
from docgen.errors import Location
from docgen.fonts.font_set import FontSet
from docgen.model.nodes import Block, Document, Heading, Paragraph, Text
from docgen.model.numbering import number
from docgen.model.resolve import resolve
from docgen.pdf import html
from docgen.pdf import writer as pdf
from docgen.template.fill import FilledTemplate, fill
from office import libreoffice_pdf

FONTS = FontSet()

MM = 25.4 / 72


@dataclass(frozen=True)
class Word:
    """A word on a page, in pt from its upper left corner."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2


def heading(level: int, text: str) -> Heading:
    return Heading(level, (Text(text),), "")


def body(text: str) -> Paragraph:
    return Paragraph((Text(text),))


def sheet_styles(*more: str, defaults: str = "") -> str:
    """Word's usual styles with exact lines; `more` are further w:style elements."""
    exact = spacing(400)
    return styles(
        (defaults or fonts("宋体")) + '<w:sz w:val="24"/><w:szCs w:val="24"/>', "",
        [
            style("Normal", "Normal", exact, default=True), table_normal(),
            *(style(f"Heading{level}", f"heading {level}", exact, face("黑体", 16), based="Normal") for level in range(1, 6)),
            *more,
        ],
    )  # fmt: skip


def template(
    folder: Path, cover: str = "", *, running: Mapping[str, str] | None = None, media: Mapping[str, bytes] | None = None,
    look: str = "", theme: str = "", settings: str = "", name: str = "template", **last: str,
) -> FilledTemplate:  # fmt: skip
    """A template of `cover`, a table of contents and the body; `last` is what the last section's `section()` takes."""
    references = "".join(reference(part[:6], part) for part in running or {})
    content = cover + p("{{p toc }}") + p("{{p body }}") + section(references, wrapped=False, **last)  # type: ignore[arg-type]
    parts = Parts(content, look or sheet_styles(), running or {}, media or {}, theme=theme, settings=settings)
    path = folder / f"{name}.docx"
    path.write_bytes(parts.package())
    return fill(path, {"title": "方案", "date": "2026年3月1日"}, Location("template.docx"), toc=True)


@dataclass(frozen=True)
class Both:
    """A document in both formats: the PDF, the Word file, and LibreOffice's pages of it if they were asked for."""

    html: str
    pdf: Path
    word: Path
    office: Path | None


def build(folder: Path, filled: FilledTemplate, *blocks: Block, office: bool = True, toc: int = 0) -> Both:
    """Both files of a document; `office` has LibreOffice lay the Word file out too."""
    document, problems = resolve(number(Document("方案", blocks, scheme="decimal", toc_depth=toc)))
    assert problems == []
    page = html.write(document, filled, FONTS.line_extents)
    faces, files = FONTS.latin_faces(page)
    layout = pdf.lay_out(page, [folder, *files], faces)
    paper, word = folder / "made.pdf", folder / "made.docx"
    paper.write_bytes(layout.write())
    word.write_bytes(docx.write(document, filled, layout.numbers, review=False))
    (folder / "office").mkdir(exist_ok=True)
    return Both(page, paper, word, libreoffice_pdf(word, folder / "office") if office else None)


@cache
def words(paper: Path | None) -> list[list[Word]]:
    """The words of each page (poppler's pdftotext)."""
    assert paper is not None
    text = subprocess.run(["pdftotext", "-bbox", paper, "-"], capture_output=True, text=True, check=True).stdout
    pattern = r'<word xMin="([\d.-]+)" yMin="([\d.-]+)" xMax="([\d.-]+)" yMax="([\d.-]+)">(.*?)</word>'
    return [
        [Word(unescape(text), *(float(number) for number in numbers)) for *numbers, text in findall(pattern, page)]
        for page in text.split("<page ")[1:]
    ]


def find(page: list[Word], text: str) -> Word:
    """The first word that holds `text`."""
    found = [word for word in page if text in word.text]
    assert found, f"{text} is not among {[word.text for word in page]}"
    return found[0]


def texts(page: list[Word]) -> str:
    return "".join(word.text for word in page)


# --- drawings and tabs as Word writes them ---

EMU = 36_000  # of a millimetre


def anchored(
    graphic: str, across: tuple[str, str], down: tuple[str, str], size: tuple[float, float], *, behind: bool = False
) -> str:
    """A run with a floating drawing; `across` and `down` are (relativeFrom, `at()` or `aligned()`), sizes in mm."""
    wide, high = (round(length * EMU) for length in size)
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="114300" distR="114300" simplePos="0" relativeHeight="2" '
        f'behindDoc="{int(behind)}" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="{across[0]}">{across[1]}</wp:positionH><wp:positionV relativeFrom="{down[0]}">{down[1]}</wp:positionV>'
        f'<wp:extent cx="{wide}" cy="{high}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/><wp:docPr id="7" name="drawing"/>'
        f"<a:graphic>{graphic}</a:graphic></wp:anchor></w:drawing></w:r>"
    )


def at(mm: float) -> str:
    return f"<wp:posOffset>{round(mm * EMU)}</wp:posOffset>"


def aligned(side: str) -> str:
    return f"<wp:align>{side}</wp:align>"


def drawn(
    size: tuple[float, float], *, fill: str = "", line: str = "", text: str = "", form: str = "rect", turned: int = 0, body_properties: str = "<wps:bodyPr/>",
) -> str:  # fmt: skip
    """A DrawingML shape of `size` mm, with a text box if there is `text` (paragraphs); `turned` in degrees."""
    wide, high = (round(length * EMU) for length in size)
    inside = f'<a:solidFill><a:srgbClr val="{fill}"/></a:solidFill>' if fill else "<a:noFill/>"
    edge = (
        f'<a:ln w="12700"><a:solidFill><a:srgbClr val="{line}"/></a:solidFill></a:ln>'
        if line
        else "<a:ln><a:noFill/></a:ln>"
    )
    box = f"<wps:txbx><w:txbxContent>{text}</w:txbxContent></wps:txbx>" if text else ""
    return (
        '<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>'
        f'<wps:spPr><a:xfrm rot="{turned * 60_000}"><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        f'<a:prstGeom prst="{form}"><a:avLst/></a:prstGeom>{inside}{edge}</wps:spPr>{box}{body_properties}</wps:wsp></a:graphicData>'
    )


def pictured(size: tuple[float, float], effect: str = "") -> str:
    """The picture logo.png of `size` mm; `effect` is what stands in a:blip."""
    wide, high = (round(length * EMU) for length in size)
    return (
        '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
        '<pic:cNvPr id="0" name="logo.png"/><pic:cNvPicPr/></pic:nvPicPr>'
        f'<pic:blipFill><a:blip r:embed="logo">{effect}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
        "</pic:pic></a:graphicData>"
    )


def stops(*given: tuple[str, int, str]) -> str:
    """w:tabs of (alignment, twips, leader)."""
    return "<w:tabs>" + "".join(f'<w:tab w:val="{a}" w:pos="{b}" w:leader="{c}"/>' for a, b, c in given) + "</w:tabs>"


@cache
def _image(paper: Path, page: int, dpi: int) -> Image.Image:
    return pypdfium2.PdfDocument(paper)[page].render(scale=dpi / 72).to_pil().convert("RGB")


class Pixels:
    """A page as an image: `at(x, y)` is its colour at a place in mm."""

    def __init__(self, paper: Path | None, page: int = 0, dpi: int = 72) -> None:
        assert paper is not None
        self._image = _image(paper, page, dpi)
        self._per_mm = dpi / 25.4

    def at(self, x: float, y: float) -> tuple[int, int, int]:
        found = self._image.getpixel((round(x * self._per_mm), round(y * self._per_mm)))
        assert isinstance(found, tuple)
        red, green, blue = found
        return red, green, blue

    def ink(self, word: Word) -> tuple[float, float, tuple[int, int, int]]:
        """(left edge in mm, height in mm, colour) of what is printed where a word stands."""
        left, top, right, bottom = (
            length * MM * self._per_mm for length in (word.left - 0.6, word.top, word.right + 1, word.bottom)
        )
        crop = self._image.crop((round(left), round(top), round(right), round(bottom)))
        box = crop.convert("L").point(lambda value: 255 if value < 140 else 0).getbbox()
        assert box is not None, word
        colors = crop.crop(box).getcolors(1 << 20) or []
        color = min((pair for pair in colors if pair[0] > 2), key=lambda pair: sum(pair[1]))[1]
        return (round(left) + box[0]) / self._per_mm, (box[3] - box[1]) / self._per_mm, color

    def share(self, area: tuple[float, float, float, float], color: tuple[int, int, int], room: int = 16) -> float:
        """The part of an area in mm (left, top, right, bottom) that has a colour."""
        crop = self._image.crop(tuple(round(length * self._per_mm) for length in area))
        found = crop.getcolors(1 << 20) or []
        return sum(count for count, one in found if near(one, color, room)) / max(sum(count for count, _ in found), 1)

    def darkest(self, left: float, top: float, right: float, bottom: float) -> int:
        """The darkest grey within a rectangle in mm."""
        box = tuple(round(length * self._per_mm) for length in (left, top, right, bottom))
        return int(self._image.crop(box).convert("L").getextrema()[0])  # type: ignore[arg-type]


def near(one: tuple[int, int, int], other: tuple[int, int, int], room: int = 24) -> bool:
    return all(abs(a - b) <= room for a, b in zip(one, other, strict=True))
