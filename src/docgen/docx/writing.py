"""The state of one writing: counters, parts in the making, and what the surrounding block decides.

One `Writing` lives for one call of `write`; nothing here outlives it, so two
writings of one document give the same bytes.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field

from docgen.docx import messages
from docgen.docx.look import Look
from docgen.docx.numbering import Numbering
from docgen.docx.targets import Target
from docgen.errors import DocgenError, Location
from docgen.model.memo import BlockMemo
from docgen.model.nodes import List, Origin
from docgen.ooxml.opened import Package
from docgen.ooxml.relationships import Relationships
from docgen.reading import DISK, Files
from docgen.template.page_numbers import formatted

TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block stands: available width and page height in twips, and what its container asks for."""

    width: int
    height: int
    cell: str = ""  # "table-text" or "table-head" inside a table
    align: str = ""
    note: bool = False
    keep_next: bool | None = None


@dataclass(slots=True)
class KnownBlocks:
    """What writing a document keeps for the next time: what is in each block, and the WordprocessingML of those that have none of their own parts."""

    contents: BlockMemo = field(default_factory=BlockMemo)
    blocks: BlockMemo = field(default_factory=BlockMemo)
    targets: BlockMemo = field(default_factory=BlockMemo)

    def begin(self, ground: Hashable) -> None:
        """Another writing; `ground` is all that a block's XML rests on besides the block and where it stands."""
        self.contents.begin()
        self.targets.begin()
        self.blocks.begin(ground)


@dataclass(slots=True)
class Writing:
    """Everything the block and inline writers share."""

    look: Look
    numbering: Numbering
    package: Package
    targets: Mapping[str, Target]
    page_map: Mapping[str, int]
    review: bool
    relationships: Relationships  # of the part being written: the document, or its footnotes
    files: Files = DISK  # where pictures are read from
    rasters: Mapping[str, bytes] = field(default_factory=dict)  # SVG file → the PNG that stands for it
    known: KnownBlocks | None = None
    lists: list[tuple[List, str, bool]] = field(default_factory=list)  # that have got a number of their own
    page_break: bool = False  # a PageBreak waits for the next paragraph
    footnotes: list[str] = field(default_factory=list)
    first_footnote: int = 1
    number_format: str = "decimal"  # Word's name for how the body's pages are numbered
    outdented_tables: bool = False  # Word before 2013 begins a table's text, not its edge, at the margin
    _identifier: int = 0

    def identifier(self) -> int:
        """A number used once: for bookmarks, drawings and content controls, above what Word templates use."""
        self._identifier += 1
        return 1_000_000 + self._identifier

    @property
    def counted(self) -> int:
        """How many numbers `identifier` has given."""
        return self._identifier

    def count_on(self, to: int) -> None:
        """Go on as if `identifier` had given so many."""
        self._identifier = to

    def list_numbering(self, block: List, style: str, *, hanging: bool) -> str:
        """The w:numPr of a list's items."""
        self.lists.append((block, style, hanging))
        return self.numbering.list(block, style, hanging=hanging)

    def take_page_break(self) -> bool:
        """True once after a PageBreak: the caller's paragraph starts the page."""
        waiting, self.page_break = self.page_break, False
        return waiting

    def page(self, anchor: str, location: Location | None = None) -> str:
        """The number of the page an anchor is on, as the page shows it; DocgenError L120 where the page map has none: a guess would be a wrong number."""
        if anchor in self.page_map:
            return formatted(self.page_map[anchor], self.number_format)
        raise DocgenError(messages.NOT_IN_PAGE_MAP.at(location or Location("文档"), anchor=anchor))

    def control(self, origin: Origin | None, content: str) -> str:
        """`content` as a content control whose tag stands for its field (review only): opaque, and always the same."""
        if not self.review or origin is None or not content:
            return content
        return (
            f'<w:sdt><w:sdtPr><w:tag w:val="{control_tag(origin)}"/><w:id w:val="{self.identifier()}"/></w:sdtPr>'
            f"<w:sdtContent>{content}</w:sdtContent></w:sdt>"
        )


def control_tag(origin: Origin) -> str:
    """The short id of a content field: 12 characters that tell nothing of the file or the path."""
    name = f"{origin.location.file}\n{origin.path}".encode()
    return base64.b32encode(hashlib.sha256(name).digest()[:10]).decode("ascii")[:12].lower()
