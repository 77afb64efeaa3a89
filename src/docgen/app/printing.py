"""A resolved document in a filled template, printed: HTML, then pages, then the Word file whose contents know them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from docgen.app import messages
from docgen.app.kept import Kept, KeptPaper, pictures_of
from docgen.content.load import Loaded
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.fonts.font_set import FontSet
from docgen.model.nodes import Document
from docgen.model.stamp import Stamp
from docgen.reading import DISK, Files
from docgen.template.fill import FilledTemplate

if TYPE_CHECKING:
    from docgen.kinds.kind import Kind
    from docgen.pdf.writer import Layout

# What drawing a picture of somebody's may raise where its numbers make no sense.
UNDRAWABLE = (ArithmeticError, ValueError, LookupError, TypeError, AttributeError, RecursionError)


@dataclass(slots=True)
class Result:
    """What a build gave: problems, and bytes by format (none if there are errors). `document` is the resolved tree."""

    path: Path
    problems: list[Problem] = field(default_factory=list)
    outputs: dict[str, bytes] = field(default_factory=dict)
    document: Document | None = None
    page_map: dict[str, int] = field(default_factory=dict)
    pages: int = 0
    html: str = ""
    files: list[Path] = field(default_factory=list)  # content, what it includes and uses, its pictures
    kind: Kind | None = None
    loaded: Loaded | None = None  # the content, prepared, for the checker
    reading: Files = DISK  # what all of it was read from


def stamp_form(word: bytes, stamp: Stamp, location: Location, fonts: FontSet) -> bytes:
    """A filled Word form with the stamp's watermark, note, pages behind it and custom properties; its number and date are its
    author's fields."""
    from docgen.docx.properties import write_marks
    from docgen.ooxml.opened import Package
    from docgen.ooxml.package import read_package, write_package
    from docgen.template.watermark import mark_pages

    if not (stamp.watermark or stamp.note or stamp.marks or stamp.back):
        return word
    parts = read_package(word, location)
    if stamp.back:
        parts = _with_pages(parts, stamp, location, fonts)
    mark_pages(parts, stamp.watermark, stamp.note)
    package = Package(parts)
    write_marks(package, stamp.marks)
    return write_package(package.finish())


def _with_pages(parts: dict[str, bytes], stamp: Stamp, location: Location, fonts: FontSet) -> dict[str, bytes]:
    from docgen.docx.appended import append_blocks, with_grid
    from docgen.ooxml.styles import Styles
    from docgen.template.roles import Roles

    parts = with_grid(parts)
    styles = Styles(parts)
    pictures = _rasters(Document("", stamp.back), DISK, "", None, None, fonts)
    # A form need not have styles for headings: the sheet has none that counts.
    return append_blocks(parts, stamp.back, styles, Roles(styles, {}, location), pictures)


def write_formats(
    workspace: Workspace,
    document: Document,
    filled: FilledTemplate,
    formats: Sequence[str],
    result: Result,
    reading: Files,
    *,
    review: bool,
    standards: Sequence[str],
    kept: Kept | None,
    marks: Sequence[tuple[str, str]],
    processes: int = 1,
) -> None:
    """Put the bytes of each of `formats` into `result.outputs` (none: lay out only), with page map, pages and problems.

    Pictures come from `reading`; `processes` is how many may lay out chapters, this one among them. Raises DocgenError where a writer cannot go on.
    """
    from docgen import docx
    from docgen.fonts.glyphs import check_glyphs
    from docgen.pdf import html

    paper = kept.paper(result.path) if kept else None
    fonts = kept.font_set(workspace.fonts) if kept else FontSet(workspace.fonts)
    result.html = html.write(document, filled, fonts.line_extents, paper.html if paper else None)
    if formats == ("html",):
        result.outputs["html"] = result.html.encode()
        return
    result.problems += check_glyphs(document, fonts.can_print, paper.characters if paper else None)
    if has_errors(result.problems):
        return
    faces, roots = _read_by_pages(workspace, result, fonts)
    light = "pdf" not in formats and kept is None  # the page map alone: pages need not be held
    pages = PageMap(
        lambda: _lay_out(
            workspace, document, filled, result, reading, faces, roots, kept, fonts, light=light, processes=processes
        )
    )
    if not formats or "pdf" in formats:
        pages.layout()
    rasters = _rasters(document, reading, faces, kept, paper, fonts)
    word = docx.write(
        document,
        filled,
        pages,
        review=review,
        rasters=rasters,
        marks=marks,
        files=reading,
        known=paper.word if paper else None,
    )
    if pages.known:
        result.page_map, result.pages = pages.layout().page_map, pages.layout().pages
    for name in formats:
        match name:
            case "docx":
                result.outputs[name] = word
            case "pdf":
                result.outputs[name] = pages.layout().write(standards)
            case "html":
                result.outputs[name] = result.html.encode()


def lay_out_pages(
    workspace: Workspace,
    document: Document,
    filled: FilledTemplate,
    result: Result,
    reading: Files,
    *,
    kept: Kept,
    processes: int = 1,
) -> Layout | None:
    """The pages alone: `result` gets HTML, page map and problems, and no file; None if there are errors.

    Raises DocgenError where the layout cannot go on.
    """
    from docgen.fonts.glyphs import check_glyphs
    from docgen.pdf import html

    paper, fonts = kept.paper(result.path), kept.font_set(workspace.fonts)
    result.html = html.write(document, filled, fonts.line_extents, paper.html)
    result.problems += check_glyphs(document, fonts.can_print, paper.characters)
    if has_errors(result.problems):
        return None
    faces, roots = _read_by_pages(workspace, result, fonts)
    layout = _lay_out(
        workspace, document, filled, result, reading, faces, roots, kept, fonts, light=False, processes=processes
    )
    result.page_map, result.pages = layout.page_map, layout.pages
    return layout


def _read_by_pages(workspace: Workspace, result: Result, fonts: FontSet) -> tuple[str, list[Path]]:
    """The @font-face rules of a result's HTML, and the folders and files that its layout may read."""
    faces, files = fonts.latin_faces(result.html)
    roots = [workspace.content, workspace.templates, *files]
    if result.kind is not None and not result.kind.folder.is_relative_to(workspace.templates):
        roots.append(result.kind.folder)  # the kind came with a package
    return faces, roots


def _lay_out(
    workspace: Workspace,
    document: Document,
    filled: FilledTemplate,
    result: Result,
    reading: Files,
    faces: str,
    roots: list[Path],
    kept: Kept | None,
    fonts: FontSet,
    *,
    light: bool,
    processes: int,
) -> Layout:
    """Lay out chapter by chapter, in up to so many processes; with what was kept of the last build, only what has changed."""
    from docgen.pdf import writer as pdf
    from docgen.pdf.chapters import write_parts

    place = Location(workspace.relative(result.path))
    chapters, known = (kept.chapters, kept.page_maps.get(result.path)) if kept else (None, None)
    parts = write_parts(document, filled, fonts.line_extents, kept.paper(result.path).html if kept else None)
    workers = kept.workers(processes) if kept else pdf.Workers(processes - 1)
    with nullcontext() if kept else workers:
        layout = pdf.lay_out(
            result.html,
            roots,
            faces,
            place,
            parts=parts,
            kept=chapters,
            known=known,
            light=light,
            fonts=fonts,
            files=reading,
            workers=workers,
        )
    if kept:
        kept.page_maps[result.path] = layout.page_map
    return layout


class PageMap(Mapping[str, int]):
    """Anchor → the number its page shows, laid out when it is first asked for: a Word file without contents and page references never asks."""

    def __init__(self, lay_out: Callable[[], Layout]) -> None:
        self._lay_out = lay_out
        self._layout: Layout | None = None

    @property
    def known(self) -> bool:
        return self._layout is not None

    def layout(self) -> Layout:
        if self._layout is None:
            self._layout = self._lay_out()
        return self._layout

    def __getitem__(self, anchor: str) -> int:
        return self.layout().numbers[anchor]

    def __iter__(self) -> Iterator[str]:
        return iter(self.layout().numbers)

    def __len__(self) -> int:
        return len(self.layout().numbers)


def _rasters(
    document: Document, reading: Files, faces: str, kept: Kept | None, paper: KeptPaper | None, fonts: FontSet
) -> dict[str, bytes]:
    """A PNG for each SVG picture: Word shows the vectors, older programs the PNG. Charts are Word's own."""
    from docgen.pdf.writer import picture_png

    widths: dict[str, float] = {}
    sources: dict[str, str | bytes] = {}
    for picture in pictures_of(document, paper):
        if (picture.svg or picture.file.lower().endswith(".svg")) and picture.chart is None:
            width = picture.width_mm or picture.pixels[0] / picture.dpi * 25.4
            widths[picture.file] = max(widths.get(picture.file, 0), min(width, 240))
            sources[picture.file] = picture.svg or reading.read(Path(picture.file))
    known = kept.rasters if kept else {}
    found = {}
    for file, width in widths.items():
        source = sources[file]
        key = (source, width, faces, fonts.text)
        if key not in known:
            try:
                known[key] = picture_png(source, width, faces, fonts=fonts)
            except UNDRAWABLE as error:
                if isinstance(source, str):
                    raise  # one of our own drawings
                raise DocgenError(
                    messages.UNDRAWABLE.at(Location(file), name=Path(file).name, reason=type(error).__name__)
                ) from error
        found[file] = known[key]
    return found
