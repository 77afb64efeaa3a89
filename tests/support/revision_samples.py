"""Revisions of sample documents: the kinds' examples, edited at random or by hand, and their Word files."""

from __future__ import annotations

import functools
import io
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from PIL import Image

from docgen.app import build as pipeline
from docgen.compare.redline import redline
from docgen.content.workspace import Workspace
from docgen.docx import write
from docgen.errors import Location
from docgen.kinds.kind import Kind
from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Landscape,
    List,
    ListItem,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
)
from docgen.model.numbering import number
from docgen.model.resolve import resolve
from docgen.model.traversal import pictures, walk
from docgen.template.fill import fill

ROOT = Path(__file__).parents[2]
KINDS = sorted(
    path.parent.name for path in (ROOT / "templates").glob("*/example.yaml") if (path.parent / "body.html").is_file()
)
WORDS = [
    "薪酬",
    "岗位",
    "应当",
    "经审核",
    "每月10日前",
    "3.5%",
    "由人力资源部负责",
    "，",
    "可以",
    "不得",
    "报总经理批准",
    "Excel",
    "的",
]
WHEN = "2026-03-01T00:00:00Z"


@dataclass(frozen=True)
class Sample:
    """A resolved document and its kind."""

    document: Document
    kind: Kind

    def word(self, document: Document | None = None) -> bytes:
        """The Word file of the document, or of another one of this kind."""
        shown = settled_numbers(document or self.document)
        template = ROOT / "templates" / "word" / self.kind.template / "template.docx"
        filled = fill(template, shown.fields, Location(self.kind.template), toc=bool(shown.toc_depth))
        anchors = [anchor for block in walk(shown.blocks) if (anchor := getattr(block, "anchor", ""))]
        pages = {anchor: 3 + index // 4 for index, anchor in enumerate(anchors)}
        rasters = {picture.file: _raster() for picture in pictures(shown.blocks) if picture.file.endswith(".svg")}
        return write(shown, filled, pages, review=False, rasters=rasters)


def settled_numbers(document: Document) -> Document:
    """The document numbered again, its references filled (some may lead to what an edit took away)."""
    return resolve(number(document))[0]


def redlined(old: bytes, new: bytes) -> bytes:
    return redline(old, new, author="林示例", date=WHEN)


@functools.cache
def _raster() -> bytes:
    """A PNG to stand beside any SVG: older programs show it."""
    buffer = io.BytesIO()
    Image.new("RGB", (40, 30), (198, 219, 239)).save(buffer, "png")
    return buffer.getvalue()


@functools.cache
def _workspace() -> Workspace:
    from tempfile import mkdtemp

    root = Path(mkdtemp(prefix="docgen-revisions-")).resolve()
    shutil.copytree(ROOT / "templates", root / "templates")
    shutil.copytree(ROOT / "content" / "library", root / "content" / "library")
    return Workspace(root)


@functools.cache
def example(kind: str) -> Sample:
    """A kind's example."""
    workspace = _workspace()
    path = workspace.content / kind / "example.yaml"
    path.parent.mkdir(exist_ok=True)
    shutil.copy(ROOT / "templates" / kind / "example.yaml", path)
    return _sample(workspace, path)


@functools.cache
def content(path: str) -> Sample:
    """A document of content/."""
    return _sample(Workspace(ROOT), ROOT / "content" / path)


def _sample(workspace: Workspace, path: Path) -> Sample:
    problems: list = []  # type: ignore[type-arg]
    document, kind = pipeline.resolved(workspace, path, problems)
    assert document is not None, problems
    assert kind is not None
    return Sample(document, kind)


# --- edits ---


def edited(random: Random, document: Document, edits: int) -> Document:
    """The document with some edits at random places: texts, looks, blocks, list items, rows, columns, footnotes."""
    return settled_numbers(replace(document, blocks=_blocks(random, document.blocks, edits)))


def _blocks(random: Random, blocks: Sequence[Block], edits: int) -> tuple[Block, ...]:
    made = list(blocks)
    for _edit in range(edits):
        chance = random.random()
        if made and chance < 0.55:
            place = random.randrange(len(made))
            made[place] = _block(random, made[place])
        elif len(made) > 1 and chance < 0.68:
            del made[random.randrange(len(made))]
        elif chance < 0.85 or len(made) < 2:
            made.insert(random.randint(0, len(made)), _new_block(random))
        else:
            moved = made.pop(random.randrange(len(made)))
            made.insert(random.randint(0, len(made)), moved)
    return tuple(made)


def _new_block(random: Random) -> Block:
    chance = random.random()
    if chance < 0.6:
        return Paragraph((Text("".join(random.sample(WORDS, 4))),))
    if chance < 0.9:
        return Heading(random.randint(1, 3), (Text("".join(random.sample(WORDS, 2))),))
    rows = tuple(
        Row(tuple(Cell((Paragraph((Text(random.choice(WORDS)),)),)) for _cell in range(2))) for _row in range(2)
    )
    table = Table(rows, (40.0, 60.0))
    return table if chance < 0.96 else Landscape((table,))


def _block(random: Random, block: Block) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, children=_inlines(random, block.children))
        case Table():
            return _table(random, block)
        case List():
            return _list(random, block)
        case Note() | Landscape():
            return replace(block, blocks=_blocks(random, block.blocks, 1))
        case Figure() if block.caption is not None:
            return replace(block, caption=_inlines(random, block.caption))
        case _:
            return block


def _list(random: Random, block: List) -> List:
    items = list(block.items)
    chance = random.random()
    place = random.randrange(len(items))
    if chance < 0.3 and len(items) > 1:
        del items[place]
    elif chance < 0.6:
        items.insert(place, ListItem((Paragraph((Text(random.choice(WORDS)),)),)))
    else:
        items[place] = replace(items[place], blocks=_blocks(random, items[place].blocks, 1))
    return replace(block, items=tuple(items))


def _table(random: Random, table: Table) -> Table:
    rows = list(table.rows)
    chance = random.random()
    place = random.randrange(len(rows))
    if chance < 0.5 and rows[place].cells:
        cells = list(rows[place].cells)
        column = random.randrange(len(cells))
        cells[column] = replace(cells[column], blocks=_blocks(random, cells[column].blocks, 1))
        rows[place] = replace(rows[place], cells=tuple(cells))
    elif chance < 0.65 and len(rows) > 2:
        del rows[place]
    elif chance < 0.8:
        rows.insert(max(place, 1), random.choice(rows))
    elif (
        chance < 0.9
        and len(table.widths) > 1
        and all((cell.colspan, cell.rowspan) == (1, 1) for row in rows for cell in row.cells)
    ):
        return replace(table, rows=tuple(replace(row, cells=row.cells[:-1]) for row in rows), widths=table.widths[:-1])
    else:
        other = random.randrange(len(rows))
        rows[place], rows[other] = rows[other], rows[place]
    return replace(table, rows=tuple(rows))


def _inlines(random: Random, children: Sequence[Inline]) -> tuple[Inline, ...]:
    made = list(children)
    texts = [place for place, child in enumerate(made) if isinstance(child, Text)]
    chance = random.random()
    if texts and chance < 0.7:
        place = random.choice(texts)
        made[place] = _text(random, made[place])  # type: ignore[arg-type]
    elif texts and chance < 0.8:
        place = random.choice(texts)
        child = made[place]
        assert isinstance(child, Text)
        made[place] = replace(child, marks=child.marks ^ {random.choice(["strong", "em", "u"])})
    elif chance < 0.9:
        made.append(Footnote((Text(random.choice(WORDS)),)))
    else:
        made.insert(random.randint(0, len(made)), Text(random.choice(WORDS)))
    return tuple(made)


def _text(random: Random, child: Text) -> Text:
    words = child.text
    for _edit in range(random.randint(1, 3)):
        start = random.randint(0, len(words))
        end = min(len(words), start + random.choice([0, 0, 1, 2, 5]))
        words = words[:start] + random.choice(["", *WORDS]) + words[end:]
    return replace(child, text=words)
