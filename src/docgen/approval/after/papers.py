"""Lists that the office prints (register, receipt sheets, catalogues): as documents for the same writers as any other paper."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from docgen.app import build as pipeline
from docgen.approval.after.messages import NO_SHEET_TEMPLATE
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, has_errors
from docgen.model.nodes import Align, Block, Cell, Document, Heading, Paragraph, Row, Table, Text
from docgen.model.numbering import number

_SHELL = "sheet"
_RISKY = ("=", "+", "-", "@", "\t", "\r")  # what a spreadsheet would take for a formula at a cell's beginning


def paper(title: str, blocks: Iterable[Block], **fields: str) -> Document:
    """A document of its own; `fields` are the template's (organization, number, version, date, header)."""
    return number(Document(title, tuple(blocks), scheme="decimal", fields={"title": title, **fields}))


def text(words: str, role: str = "plain", *, strong: bool = False) -> Paragraph:
    """A paragraph."""
    return Paragraph((Text(words, frozenset({"strong"}) if strong else frozenset()),), role)


def heading(words: str) -> Heading:
    """A heading without a number."""
    return Heading(1, (Text(words),), numbered=False)


def grid(
    head: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    *,
    left: Sequence[int] = (),
    height_mm: float = 0,
) -> Table:
    """A table whose head repeats on every page. Columns are centred but those in `left`; `height_mm` is a row's least height."""
    first = Row(
        tuple(Cell((text(words),), header=True, align="center", valign="middle") for words in head), header=True
    )
    body = [
        Row(
            tuple(_cell(words, "left" if at in left else "center") for at, words in enumerate(row)), height_mm=height_mm
        )
        for row in rows
    ]
    return Table((first, *body), tuple(widths))


def form(pairs: Iterable[tuple[str, str, str, str]]) -> Table:
    """A form of two pairs a row; a pair without a label gives its room to the one before."""
    rows = []
    for one, first, other, second in pairs:
        cells = [
            Cell((text(one),), header=True, align="center", valign="middle"),
            Cell((text(first),), colspan=1 if other else 3, valign="middle"),
        ]
        if other:
            cells += [
                Cell((text(other),), header=True, align="center", valign="middle"),
                Cell((text(second),), valign="middle"),
            ]
        rows.append(Row(tuple(cells)))
    return Table(tuple(rows), (16, 34, 16, 34), "form")


def typeset(workspace: Workspace, document: Document, formats: Sequence[str], name: str) -> dict[str, bytes]:
    """The document's bytes by format. Raises DocgenError with what a build finds, A703 for a workspace without the template."""
    if not (workspace.templates / "word" / _SHELL / "template.docx").is_file():
        raise DocgenError(NO_SHEET_TEMPLATE.at(Location("templates/word"), template=_SHELL))
    result = pipeline.typeset(workspace, document, tuple(formats), template=_SHELL, name=Path(name))
    if has_errors(result.problems):
        raise DocgenError(result.problems)
    return result.outputs


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A table as Excel opens it: UTF-8 with BOM. A text that Excel would compute gets an apostrophe before it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(head)
    writer.writerows(
        [f"'{cell}" if cell.startswith(_RISKY) and len(cell) > 1 else cell for cell in row] for row in rows
    )
    return out.getvalue().encode("utf-8-sig")


def _cell(words: str, align: Align) -> Cell:
    """A cell; each line of the words is a paragraph."""
    return Cell(tuple(text(line) for line in words.split("\n")), align=align, valign="middle")
