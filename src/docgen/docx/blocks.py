"""Block nodes → paragraphs and tables: a list of strings, each one w:p or one w:tbl."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Literal

from docgen.docx.fields import field
from docgen.docx.inline import write_inlines
from docgen.docx.look import Look
from docgen.docx.markup import attribute, bookmark, hairline, paragraph, run
from docgen.docx.pictures import write_picture
from docgen.docx.tables import write_table
from docgen.docx.writing import TWIPS_PER_MM, Place, Writing
from docgen.model.nodes import (
    Block,
    Figure,
    Heading,
    Inline,
    Landscape,
    List,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Table,
    Text,
)
from docgen.template.roles import TABLE_GAP

_STYLE = re.compile(r'<w:pStyle w:val="([^"]*)"')
_CAPTION_NUMBER = re.compile(r"(?P<word>\S+) (?P<prefix>.*?)(?P<ordinal>\d+)")
_AUTOMATIC = '<w:spacing w:line="240" w:lineRule="auto"/>'  # an exact line pitch would clip a picture
_CAPTION_HEIGHT = round(15 * TWIPS_PER_MM)  # what a picture as high as the page leaves for its caption


def write_blocks(blocks: Iterable[Block], writing: Writing, place: Place) -> list[str]:
    """Blocks in order; tables that would adjoin are parted, since Word would make them one."""
    pieces: list[str] = []
    for block in blocks:
        append(pieces, write_block(block, writing, place), writing.look)
    return pieces


def append(pieces: list[str], more: list[str], look: Look) -> None:
    """Add what a block gave to what is there already, with room between text and table."""
    if pieces and more:
        above, below = is_table(pieces[-1]), is_table(more[0])
        if above and below:
            pieces.append(hairline(height=TABLE_GAP))
        elif above:
            more[0] = with_gap(more[0], "before", look)
        elif below and "<w:keepNext/>" not in pieces[-1]:  # a caption keeps its own distance
            pieces[-1] = with_gap(pieces[-1], "after", look)
    pieces += more


def with_gap(piece: str, side: Literal["before", "after"], look: Look) -> str:
    """The paragraph with TABLE_GAP on one side, if its style has less. Pictures' paragraphs stay as they are."""
    style = _STYLE.search(piece)
    if not piece.startswith("<w:p>") or style is None or look.space(style[1], side) >= TABLE_GAP:
        return piece
    end = piece.index("</w:pPr>")
    spacing = piece.find("<w:spacing ", 0, end)
    if spacing >= 0:
        return piece[: spacing + 11] + f'w:{side}="{TABLE_GAP}" ' + piece[spacing + 11 :]
    places = [piece.find(tag, 0, end) for tag in ("<w:ind ", "<w:jc ", "<w:rPr>", "<w:sectPr")]
    place = min((found for found in places if found >= 0), default=end)
    return f'{piece[:place]}<w:spacing w:{side}="{TABLE_GAP}"/>{piece[place:]}'


def is_table(piece: str) -> bool:
    return piece.endswith("</w:tbl>")


def write_block(block: Block, writing: Writing, place: Place) -> list[str]:
    """One block. A Landscape below the top level has no pages of its own and is written in place."""
    match block:
        case Heading():
            return [_heading(block, writing, place)]
        case Paragraph():
            return [_paragraph(block, writing, place)]
        case List():
            return _list(block, writing, place)
        case Table():
            return _table(block, writing, place)
        case Figure():
            return _figure(block, writing, place)
        case Note():
            return write_blocks(block.blocks, writing, replace(place, note=True))
        case PageBreak():
            writing.page_break = True
            return []
        case Landscape():
            return write_blocks(block.blocks, writing, place)


def _heading(heading: Heading, writing: Writing, place: Place) -> str:
    style = writing.look.style(f"heading{heading.level}")
    content = write_inlines(heading.children, writing, place)
    return paragraph(
        style,
        bookmark(writing.identifier(), heading.anchor, content),
        page_break=writing.take_page_break(),
        numbering=writing.numbering.heading(heading),
        indent=writing.look.indent_element(style),
    )


def _paragraph(block: Paragraph, writing: Writing, place: Place) -> str:
    role, align = _role(block.role, place)
    content = _content(block, writing, place)
    pictures = any(isinstance(child, Picture) for child in block.children)
    if pictures and role in ("body", "plain", "center") and _only_pictures(block.children):
        role = "figure"
    return paragraph(
        writing.look.style(role),
        content,
        keep_next=place.keep_next,
        page_break=writing.take_page_break(),
        spacing=_AUTOMATIC if pictures else "",
        align=align,
    )


def _content(block: Paragraph, writing: Writing, place: Place) -> str:
    content = write_inlines(block.children, writing, place)
    return bookmark(writing.identifier(), block.anchor, content) if block.anchor else content


def _role(role: str, place: Place) -> tuple[str, str]:
    """The role and alignment of a paragraph where it stands: body text in a cell is cell text."""
    if place.cell:
        if role in ("body", "plain"):
            return place.cell, place.align
        if role in ("center", "right"):
            return place.cell, role
        return role, place.align
    if place.note and role == "body":
        return "note", ""
    return role, ""


def _only_pictures(children: Iterable[Inline]) -> bool:
    return all(isinstance(child, Picture) or (isinstance(child, Text) and not child.text.strip()) for child in children)


# --- lists ---


def _list(block: List, writing: Writing, place: Place) -> list[str]:
    style = writing.look.style(_list_role(block.depth, place))
    hanging = writing.look.hangs(style)
    numbering = writing.list_numbering(block, style, hanging=hanging)
    pieces: list[str] = []
    for item in block.items:
        append(pieces, _item(item, style, numbering, writing, place), writing.look)
    return pieces


def _list_role(depth: int, place: Place) -> str:
    """Lists in cells and notes keep the size and frame of their surroundings."""
    if place.cell:
        return place.cell
    return "note" if place.note else f"list{min(depth, 3)}"


def _item(item: ListItem, style: str, numbering: str, writing: Writing, place: Place) -> list[str]:
    blocks = item.blocks
    if not blocks or not _is_item_text(blocks[0]):
        blocks = (Paragraph(()), *blocks)  # the marker stands alone on its line
    pieces: list[str] = []
    for index, block in enumerate(blocks):
        if isinstance(block, Paragraph) and _is_item_text(block):
            marker = numbering if index == 0 else ""
            append(pieces, [_item_paragraph(block, style, marker, writing, place)], writing.look)
        else:
            append(pieces, write_block(block, writing, place), writing.look)
    return pieces


def _is_item_text(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role in ("body", "plain")


def _item_paragraph(block: Paragraph, style: str, marker: str, writing: Writing, place: Place) -> str:
    if marker:
        indent = writing.look.indent_element(style)
    elif writing.look.hangs(style):
        indent = '<w:ind w:firstLineChars="0" w:firstLine="0"/>'  # goes on under the text, not under the marker
    else:
        indent = ""
    return paragraph(
        style,
        _content(block, writing, place),
        keep_next=place.keep_next,
        page_break=writing.take_page_break(),
        numbering=marker,
        spacing=_AUTOMATIC if any(isinstance(child, Picture) for child in block.children) else "",
        indent=indent,
        align=place.align,
    )


# --- tables and figures with their captions ---


def _table(table: Table, writing: Writing, place: Place) -> list[str]:
    pieces: list[str] = []
    if table.caption is not None:
        content = caption_content(table.number, table.anchor, table.caption, writing, place)
        pieces.append(
            paragraph(writing.look.style("caption"), content, keep_next=True, page_break=writing.take_page_break())
        )
    body = write_table(table, writing, place, write_blocks)
    if table.caption is None and table.label:
        body = bookmark(writing.identifier(), table.anchor, "") + body
    pieces.append(body)
    return pieces


def _figure(figure: Figure, writing: Writing, place: Place) -> list[str]:
    captioned = figure.caption is not None
    height = place.height - _CAPTION_HEIGHT if captioned else place.height
    content = write_picture(figure.picture, writing, place.width, height)
    if not captioned and figure.label:
        content = bookmark(writing.identifier(), figure.anchor, content)
    pieces = [
        paragraph(
            writing.look.style("figure"),
            content,
            keep_next=True if captioned else None,
            page_break=writing.take_page_break(),
            spacing=_AUTOMATIC,
        )
    ]
    if figure.caption is not None:
        content = caption_content(figure.number, figure.anchor, figure.caption, writing, place)
        # Where the role falls back to the table caption's style, its "keep with next" must not bind the text below.
        pieces.append(paragraph(writing.look.style("figure-caption"), content, keep_next=False))
    return pieces


def caption_content(number: str, anchor: str, caption: tuple[Inline, ...], writing: Writing, place: Place) -> str:
    """表 2-3 in a bookmark, its last part a SEQ field pinned to the tree's number, and the title in another."""
    parts = _CAPTION_NUMBER.fullmatch(number)
    if parts is None:
        raise ValueError(f"not a caption number: {number!r}")
    word, prefix, ordinal = parts.group("word", "prefix", "ordinal")
    # \r pins the number: Word would count on through the chapters, whose numbers it cannot read.
    sequence = field(f"SEQ {attribute(word)} \\* ARABIC \\r {ordinal}", run(ordinal))
    text = bookmark(writing.identifier(), anchor, run(f"{word} {prefix}") + sequence)
    if not caption:
        return text
    title = write_inlines(caption, writing, place)
    return text + run(" ") + bookmark(writing.identifier(), f"{anchor}t", title)
