"""The document tree: a closed set of frozen nodes between content and writers.

`compose` makes a `Document` whose `number` and `text` fields are empty;
`model.numbering` and `model.resolve` give back the same tree with them
filled. Writers print these fields and never compute a number of their own.
Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from docgen.errors import Location
from docgen.model.charts import Chart

Align = Literal["", "left", "center", "right"]
ReferenceForm = Literal["number", "title", "full", "page"]
TableStyle = Literal["grid", "form", "plain"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a piece of text came from: its file, mark and content path (JSON pointer `/duties/0/text`)."""

    location: Location
    path: str


# --- inline ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Text:
    """A run of characters of one look. `marks` is a subset of MARKS; `origin` is None for template text."""

    text: str
    marks: frozenset[str] = frozenset()
    origin: Origin | None = None


MARKS = frozenset({"strong", "em", "u", "sup", "sub", "del", "code"})


@dataclass(frozen=True, slots=True)
class LineBreak:
    """A forced line end inside a paragraph."""


@dataclass(frozen=True, slots=True)
class Link:
    """An outside hyperlink (http, https, mailto)."""

    href: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a labelled heading, table or figure.

    `text` is filled by resolve: 第三章 / 表 2-3 (number), the title (title),
    both with a space between (full). For `page` it stays empty: writers ask
    the page map for `anchor` (the target's anchor, filled by resolve).
    """

    target: str
    form: ReferenceForm = "number"
    anchor: str = ""
    text: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote at this point; `number` runs through the document from 1."""

    children: tuple[Inline, ...]
    number: int = 0


@dataclass(frozen=True, slots=True)
class Blank:
    """A fill-in blank: an underlined gap `size` characters (em) wide."""

    size: int = 8


@dataclass(frozen=True, slots=True)
class Checkbox:
    """A tick box: ☑ or ☐."""

    checked: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file inside the workspace; `width_mm` 0 means its natural width, fitted to the column or cell.

    `file` is an absolute path, checked by compose to be a readable PNG, JPEG
    or SVG; `pixels` is (width, height) in px and `dpi` its resolution.
    A picture drawn by docgen itself has its SVG in `svg`: `file` is then a name
    made of the drawing's hash, and nothing on disk. `chart` is the data behind
    a bar, line or pie chart; `source` a hash of what any drawing was drawn from,
    which stays the same when a later docgen draws it otherwise.
    """

    file: str
    alt: str
    width_mm: float = 0
    pixels: tuple[int, int] = (0, 0)
    dpi: float = 96
    location: Location | None = None
    svg: str = field(default="", repr=False)
    chart: Chart | None = None
    source: str = ""


Inline = Text | LineBreak | Link | Reference | Footnote | Blank | Checkbox | Picture


# --- block ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 6.

    `label` is the author's name for references ("" if none); `anchor` is the
    bookmark and HTML id (ASCII, at most 40 characters), `number` the printed
    number with its punctuation as in 第三章, 1.4.1, 一、, （一）, 附录A; "" if
    unnumbered. `appendix` starts or belongs to an appendix.
    """

    level: int
    children: tuple[Inline, ...]
    label: str = ""
    numbered: bool = True
    appendix: bool = False
    number: str = ""
    anchor: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `role` names a template style role (template/roles.py): body, plain, lead, center, right, signature …"""

    children: tuple[Inline, ...]
    role: str = "body"
    label: str = ""
    anchor: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class ListItem:
    """`number` is the printed marker: 1. / （1） / ① / • ."""

    blocks: tuple[Block, ...]
    number: str = ""


@dataclass(frozen=True, slots=True)
class List:
    """A list. `format` is a list format of model/schemes.py ("" = the scheme's own for this depth; "bullet").

    `start` is the first ordinal; `sequence` gives the list a stable identity
    (one Word numbering instance a list); `depth` from 1; `prefix` is what a format
    that continues the number above puts before its ordinals (`1.4.`). All three filled by numbering.
    """

    items: tuple[ListItem, ...]
    format: str = ""
    start: int = 1
    depth: int = 1
    sequence: int = 0
    prefix: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; only real cells are listed (a span's covered places are left out, as in HTML)."""

    blocks: tuple[Block, ...]
    header: bool = False
    colspan: int = 1
    rowspan: int = 1
    align: Align = ""
    valign: Literal["", "top", "middle"] = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row; `height_mm` is the least that it takes, for forms that are filled in by hand (0: as its text needs).

    `keep`: never the last on a page, as the title of a group of rows.
    """

    cells: tuple[Cell, ...]
    header: bool = False
    height_mm: float = 0
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `widths` are shares of the text width, in percent, one a column, summing to 100.

    `caption` is None for a table without one (then it has no number). Rows
    with `header` repeat at the head of every page.
    """

    rows: tuple[Row, ...]
    widths: tuple[float, ...]
    style: TableStyle = "grid"
    caption: tuple[Inline, ...] | None = None
    label: str = ""
    number: str = ""  # 表 2-3
    anchor: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    picture: Picture
    caption: tuple[Inline, ...] | None = None
    label: str = ""
    number: str = ""  # 图 2-3
    anchor: str = ""
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A set-off note (提示, 注意)."""

    blocks: tuple[Block, ...]
    location: Location | None = None


@dataclass(frozen=True, slots=True)
class PageBreak:
    """What follows starts on a new page."""


@dataclass(frozen=True, slots=True)
class Landscape:
    """Blocks on landscape pages of their own."""

    blocks: tuple[Block, ...]
    location: Location | None = None


Block = Heading | Paragraph | List | Table | Figure | Note | PageBreak | Landscape


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document: properties for the file, fields for the template, and the body.

    `fields` are the plain strings that the template's cover, header and footer
    print ({{ title }}, {{ organization }} …). `scheme` names the numbering scheme.
    `values` are figures that the kind computes for rules to ask for; they are not printed.
    """

    title: str
    blocks: tuple[Block, ...]
    kind: str = ""
    scheme: str = "decimal"
    language: str = "zh-CN"
    subject: str = ""
    keywords: str = ""
    toc_depth: int = 0  # 0: the template's {{p toc }} slot stays empty
    fields: dict[str, str] = field(default_factory=dict)
    values: dict[str, str] = field(default_factory=dict)


# Every class of a tree, for whoever lets a tree come in from outside.
NODES = (
    Origin, Text, LineBreak, Link, Reference, Footnote, Blank, Checkbox, Picture, Heading, Paragraph, ListItem, List, Cell,
    Row, Table, Figure, Note, PageBreak, Landscape, Document,
)  # fmt: skip
