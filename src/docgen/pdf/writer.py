"""HTML to pages and PDF bytes: WeasyPrint under docgen's text layer, with nothing fetched but what is allowed.

`lay_out` gives pages and the page map; `Layout.write` the bytes. In between
stands the Word file, whose table of contents is filled from the page map.
"""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

import weasyprint

from docgen.collector import collector_paused
from docgen.errors import DocgenError, Location
from docgen.fonts.font_set import FontSet
from docgen.pdf import patches
from docgen.pdf.assembled import Assembled, Printed
from docgen.pdf.chapter_layout import lay_out_chapters
from docgen.pdf.chapter_store import Chapters
from docgen.pdf.chapters import Parts
from docgen.pdf.fetching import Fetcher, OneAtATime
from docgen.pdf.messages import DENIED
from docgen.pdf.patches.file_writing import write_by_ourselves
from docgen.pdf.patches.page_counters import counter_resets
from docgen.pdf.patches.parsed_page import ParsedPage
from docgen.pdf.patches.setting import Setting
from docgen.pdf.side_by_side import Workers as Workers
from docgen.reading import DISK, Files

_UA = "http://www.aiim.org/pdfua/ns/id/"
_PDFA = "http://www.aiim.org/pdfa/ns"
# PDF/UA's own mark, and its description as an extension schema (ISO 19005-3 §6.6.2.3).
_UA_DECLARATION = (
    f'<rdf:Description xmlns:pdfuaid="{_UA}" rdf:about=""><pdfuaid:part>1</pdfuaid:part></rdf:Description>'
    f'<rdf:Description xmlns:pdfaExtension="{_PDFA}/extension/" xmlns:pdfaSchema="{_PDFA}/schema#" xmlns:pdfaProperty="{_PDFA}/property#" rdf:about="">'
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>'
    f"<pdfaSchema:namespaceURI>{_UA}</pdfaSchema:namespaceURI><pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix><pdfaSchema:property><rdf:Seq>"
    '<rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>'
    "<pdfaProperty:category>internal</pdfaProperty:category><pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description></rdf:li>"
    "</rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas></rdf:Description>"
)

# WeasyPrint takes no logger from its callers: whether a record is ours is known by the context it is made in alone.
_SILENT: ContextVar[bool] = ContextVar("docgen.pdf.writer.silent", default=False)


class Layout:
    """Laid-out pages: `page_map` is anchor → physical page from 1, `pages` their number.

    `numbers` is anchor → the number that its page shows, which differs where a section starts its own count.
    """

    def __init__(self, document: Any) -> None:
        self._document = document
        if isinstance(document, Assembled):
            self.pages, self.page_map, resets = document.total, document.page_map, document.resets
        else:
            self.pages = len(document.pages)
            self.page_map = {
                anchor: number
                for number, page in reversed(list(enumerate(document.pages, 1)))
                for anchor in page.anchors
            }
            resets = [counter_resets(page) for page in document.pages]
        shown = _shown_numbers(resets)
        self.numbers: dict[str, int] = {anchor: shown[page - 1] for anchor, page in self.page_map.items()}

    def printed(self) -> list[Printed]:
        """What each page prints: that of a document without chapters is new with each layout."""
        if isinstance(self._document, Assembled):
            return self._document.printed()
        return [Printed(page, (), (number,)) for number, page in enumerate(self._document.pages, 1)]

    def write_page(self, number: int) -> bytes:
        """One page, from 1, as a PDF of its own, as it looks in the whole; without tags, and without links to other pages."""
        packed = None
        if isinstance(self._document, Assembled):
            document, packed = self._document.document(number), self._document.files
        else:
            document = self._document.copy(self._document.pages[number - 1 : number])
        with _quiet(), collector_paused():
            data: bytes = document.write_pdf(finisher=lambda _document, pdf: write_by_ourselves(pdf, packed))
        return data

    def write(self, standards: Collection[str] = ()) -> bytes:
        """The PDF: tagged, with outline, title and language; equal pages give equal bytes.

        `standards` may name "a-3u" (PDF/A-3u, ISO 19005-3: for archives) and
        "ua-1" (PDF/UA-1, ISO 14289-1: for readers who hear it), or both.
        """
        options: dict[str, Any] = {"pdf_tags": True}
        if "a-3u" in standards:
            options["pdf_variant"] = "pdf/a-3u"
        elif "ua-1" in standards:
            options["pdf_variant"] = "pdf/ua-1"
        accessible = "a-3u" in standards and "ua-1" in standards
        assembled = self._document if isinstance(self._document, Assembled) else None
        document = assembled.document() if assembled else self._document

        def finish(_document: Any, pdf: Any) -> None:
            if accessible:
                # WeasyPrint takes one variant; the second is declared in XMP, with the schema that PDF/A asks for.
                _declare_accessible(pdf)
            write_by_ourselves(pdf, assembled.files if assembled else None)

        with _quiet(), collector_paused():
            data: bytes = document.write_pdf(finisher=finish, **options)
        return data


_MOST_PIXELS = 40_000_000  # of a raster stand-in: five pages at 300 dpi


def _shown_numbers(resets: Sequence[Any]) -> list[int]:
    """The page counter of each page, as the @page rules reset it (w:pgNumType)."""
    shown: list[int] = []
    number = 0
    for reset in resets:
        for name, value in reset:
            number = value if name == "page" else number
        number += 1
        shown.append(number)
    return shown


def _declare_accessible(pdf: Any) -> None:
    """Write PDF/UA's mark into the one rdf:RDF of the metadata stream."""
    for item in pdf.objects:
        extra = getattr(item, "extra", None)
        if isinstance(extra, dict) and extra.get("Type") == "/Metadata":
            item.stream = [
                part.replace(b"</rdf:RDF>", _UA_DECLARATION.encode() + b"</rdf:RDF>")
                if isinstance(part, bytes)
                else part
                for part in item.stream
            ]


def lay_out(
    html: str,
    roots: Sequence[Path],
    faces: str = "",
    location: Location | None = None,
    *,
    parts: Parts | None = None,
    kept: Chapters | None = None,
    known: Mapping[str, int] | None = None,
    light: bool = False,
    fonts: FontSet | None = None,
    files: Files = DISK,
    workers: Workers | None = None,
) -> Layout:
    """Lay out a page of `pdf.html`. Files are read only below `roots`, pictures from `files`; `faces` are the machine's @font-face rules.

    `parts` are the same page cut at its chapters: then each chapter is laid out
    by itself, or taken from `kept`; `known` is the page map of an earlier build. `workers` help where many chapters are laid out.
    With `light` the layout serves its page map alone and cannot be written.
    The pages are those of the whole. `fonts` are the workspace's (None: the machine's, without a workspace). Raises DocgenError L101 naming everything
    that was asked for and denied or not found.
    """
    patches.install()
    fonts = fonts or FontSet()
    fetcher = Fetcher(roots, OneAtATime(files) if workers and workers.count else files)
    with _quiet(), collector_paused():
        document = None
        if parts is not None and parts.parts:
            chapters = kept if kept is not None else Chapters()
            chapters.use_fonts(fonts)
            document = lay_out_chapters(
                parts, faces, fetcher, chapters, known or {}, light=light, files=files, workers=workers
            )
        if document is None:
            document = _whole(html, faces, fetcher, fonts)
    if fetcher.denied:
        place = location or Location("文档")
        raise DocgenError(DENIED.at(place, address=address) for address in fetcher.denied)
    return Layout(document)


def _whole(html: str, faces: str, fetcher: Any, fonts: FontSet) -> Any:
    setting = Setting(fonts)
    sheets = [weasyprint.CSS(string=faces, font_config=setting, url_fetcher=fetcher)] if faces else []
    page = ParsedPage(html, fetcher)
    return page.render(stylesheets=sheets, font_config=setting)


def page_png(data: bytes, dpi: int) -> bytes:
    """The first page of a PDF as PNG."""
    import io

    import pypdfium2

    with pypdfium2.PdfDocument(data) as opened:
        buffer = io.BytesIO()
        image = opened[0].render(scale=dpi / 72, fill_color=(255, 255, 255, 255)).to_pil()
        image.convert("RGB").save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()


def picture_png(
    svg: bytes | str, width_mm: float, faces: str = "", dpi: int = 300, fonts: FontSet | None = None
) -> bytes:
    """An SVG, a file's bytes or the text of one of docgen's own, as PNG, `width_mm` wide at `dpi`: Word's raster stand-in.

    `faces` and `fonts` as `lay_out` takes them.
    """
    import io

    import pypdfium2
    from PIL import Image

    patches.install()
    content = svg.encode() if isinstance(svg, str) else svg
    address = f"data:image/svg+xml;base64,{b64encode(content).decode()}"
    with _quiet():
        height = 2000.0
        for _attempt in range(2):  # once to learn the picture's height, once on a page of that height
            html = (
                f"<style>{faces}@page{{size:{width_mm:g}mm {height:.4f}mm;margin:0}}*{{margin:0;padding:0}}"
                f'img{{display:block;width:{width_mm:g}mm}}</style><img src="{address}" alt=""><p id="end"></p>'
            )
            document = weasyprint.HTML(string=html, url_fetcher=Fetcher((), DISK)).render(font_config=Setting(fonts))
            height = document.pages[0].anchors["end"][1] / 96 * 25.4
        data = document.copy(document.pages[:1]).write_pdf()
    pixels = width_mm * height * (dpi / 25.4) ** 2
    scale = (
        dpi / 72 * min(1.0, (_MOST_PIXELS / pixels) ** 0.5)
    )  # of a very tall picture fewer dots: it would fill the memory
    bitmap = pypdfium2.PdfDocument(data)[0].render(scale=scale, fill_color=(255, 255, 255, 255))
    buffer = io.BytesIO()
    image = bitmap.to_pil().convert("RGB")
    if isinstance(svg, str):
        # A drawing has few colours: 256 of them are the same to the eye, in a third of the bytes.
        image = image.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    image.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


@contextmanager
def _quiet() -> Iterator[None]:
    """WeasyPrint's own log stays off the terminal: what matters of it is reported by us, with a place.

    A logger is the whole process's: what other code renders meanwhile, in this thread or another, is still logged.
    """
    logger = logging.getLogger("weasyprint")
    logger.addFilter(_not_ours)
    token = _SILENT.set(True)
    try:
        yield
    finally:
        _SILENT.reset(token)


def _not_ours(_record: logging.LogRecord) -> bool:
    return not _SILENT.get()
