"""The Word writer: a resolved document and a filled template in, the bytes of a .docx out (ECMA-376, Transitional)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from docgen.docx.document import write_document
from docgen.docx.moment import document_moment
from docgen.docx.writing import KnownBlocks
from docgen.model.memo import Same
from docgen.model.nodes import Document
from docgen.ooxml.package import write_package
from docgen.reading import DISK, Files
from docgen.template.fill import FilledTemplate


def write(
    document: Document,
    filled: FilledTemplate,
    page_map: Mapping[str, int],
    *,
    review: bool,
    rasters: Mapping[str, bytes] | None = None,
    marks: Sequence[tuple[str, str]] = (),
    files: Files = DISK,
    known: KnownBlocks | None = None,
) -> bytes:
    """The finished .docx: the template with the document's body, contents, numbering, footnotes and properties.

    `document` is numbered and resolved; `page_map` says on which page (the
    cover is page 1) each anchor stands. With `review` every text that came
    from a content field stands in a content control with an opaque tag;
    without it nothing in the file tells where its text came from. Equal
    arguments give equal bytes. `rasters` maps each SVG file to the PNG that
    stands beside it, `marks` are custom properties by name;
    pictures are read from `files`; `known` keeps blocks for the next time that the document is written. Raises DocgenError: D120 (a character no XML
    can hold), L120 (an anchor without a page), P120 and P121 (pictures),
    W110 (a template without a body slot), B120 (a wrong SOURCE_DATE_EPOCH).
    """
    if known is not None:
        known.begin((Same(filled), document.scheme, review))
    parts = write_document(
        document,
        filled.parts,
        filled.styles,
        filled.roles,
        page_map,
        review=review,
        moment=document_moment(document),
        template=filled.location,
        rasters=rasters or {},
        marks=marks,
        files=files,
        known=known,
    )
    return write_package(parts)
