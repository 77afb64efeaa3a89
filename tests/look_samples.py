"""Small shells for the tests of the PDF's look: one body section with what a test puts on its cover and in its header."""

from __future__ import annotations

import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from re import findall

from company_parts import Parts, face, fonts, p, reference, section, spacing, style, styles, table_normal
from docgen.document.nodes import Block, Document, Heading, Paragraph, Text
from docgen.document.numbering import number
from docgen.document.resolve import resolve
from docgen.errors import Location
from docgen.layout import fonts as installed
from docgen.shell.fill import FilledShell, fill
from docgen.writers import docx, html, pdf
from office import libreoffice_pdf

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


def shell(
    folder: Path, cover: str = "", *, running: Mapping[str, str] | None = None, media: Mapping[str, bytes] | None = None,
    look: str = "", theme: str = "", settings: str = "", name: str = "shell", **last: str,
) -> FilledShell:  # fmt: skip
    """A shell of `cover`, a table of contents and the body; `last` is what the last section's `section()` takes."""
    references = "".join(reference(part[:6], part) for part in running or {})
    content = cover + p("{{p toc }}") + p("{{p body }}") + section(references, wrapped=False, **last)  # type: ignore[arg-type]
    parts = Parts(content, look or sheet_styles(), running or {}, media or {}, theme=theme, settings=settings)
    path = folder / f"{name}.docx"
    path.write_bytes(parts.package())
    return fill(path, {"title": "方案", "date": "2026年3月1日"}, Location("shell.docx"), toc=True)


@dataclass(frozen=True)
class Both:
    """A document in both formats: the PDF, the Word file, and LibreOffice's pages of it if they were asked for."""

    html: str
    pdf: Path
    word: Path
    office: Path | None


def build(folder: Path, filled: FilledShell, *blocks: Block, office: bool = True, toc: int = 0) -> Both:
    """Both files of a document; `office` has LibreOffice lay the Word file out too."""
    installed.use_fonts(None)
    document, problems = resolve(number(Document("方案", blocks, scheme="decimal", toc_depth=toc)))
    assert problems == []
    page = html.write(document, filled, installed.line_extents)
    faces, files = installed.latin_faces(page)
    layout = pdf.lay_out(page, [folder, *files], faces)
    paper, word = folder / "made.pdf", folder / "made.docx"
    paper.write_bytes(layout.write())
    word.write_bytes(docx.write(document, filled, layout.numbers, review=False))
    (folder / "office").mkdir(exist_ok=True)
    return Both(page, paper, word, libreoffice_pdf(word, folder / "office") if office else None)


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
