"""Word files (.docx) to papers: the main document as a reader sees it, a line a paragraph.

Heading levels come from styles (their outline level or built-in name) and
from the paragraph's own outline level; automatic numbers are counted as Word
counts them. Tracked changes are refused or accepted as the caller says.
What a draft cannot carry (pictures, comments, headers, a table of contents)
is noted as dropped.
"""

from __future__ import annotations

import re
from typing import Literal

from lxml import etree

from docgen.errors import DocgenError, Location
from docgen.importer import messages
from docgen.importer.paper import Line, Paper
from docgen.importer.word_changes import refuse_changes
from docgen.importer.word_tables import read_table
from docgen.importer.word_text import TextReader, raw_text
from docgen.ooxml.elements.paragraphs import Paragraph
from docgen.ooxml.names import W
from docgen.ooxml.numbering import read_numbering
from docgen.ooxml.package import read_package
from docgen.ooxml.revisions import runs_on
from docgen.ooxml.stories import CHUNK, PARAGRAPH, blocks
from docgen.ooxml.styles import Styles

Changes = Literal["accept", "refuse"]

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*\d|目录\s*\d", re.IGNORECASE)
_BESIDE = {"header": "页眉", "footer": "页脚", "comments": "批注"}
_BODY_TEXT = 9  # the outline level of what is no heading


def read_word(raw: bytes, name: str, changes: Changes = "refuse") -> Paper:
    """A .docx. Raises DocgenError W101…W105 for a broken or dangerous file, I110 for tracked changes that are to be refused."""
    location = Location(name)
    parts = read_package(raw, location)
    body = etree.fromstring(parts["word/document.xml"]).find(f"{W}body")
    assert body is not None  # read_package has seen it
    if changes == "refuse":
        refuse_changes(body, location)
    paper = Paper(name, [], "Word", "段", raw=raw_text(body))
    reader = _Reader(paper, parts)
    reader.read(body)
    reader.read_beside(parts)
    if not any(line.text.strip() or line.table for line in paper.lines):
        raise DocgenError((messages.EMBEDDED_ONLY if reader.chunks else messages.NO_TEXT).at(location))
    return paper


class _Reader:
    def __init__(self, paper: Paper, parts: dict[str, bytes]) -> None:
        self.paper = paper
        self.chunks = 0  # embedded documents, which are not read
        self._styles = Styles(parts)
        numbering = read_numbering(parts, self._styles)
        self._counter = numbering.counter()
        self._text = TextReader(paper, parts, self._styles, numbering)
        self._joined = ""  # text of a paragraph whose end mark was deleted: it runs on into the next

    def read(self, body: etree._Element) -> None:
        for block in blocks(body):
            if block.tag == PARAGRAPH:
                self._paragraph(block)
            elif block.tag == CHUNK:
                self.chunks += 1
                number = len(self.paper.lines) + 1
                self.paper.notes.undecided("嵌入的文档", number, "这里嵌着另一个文件（altChunk），没有读")
            else:
                self._table(block, len(self.paper.lines) + 1)

    def _table(self, node: etree._Element, number: int) -> None:
        def note(what: str) -> None:
            self.paper.notes.changed("表格", number, what)

        table = read_table(node, lambda paragraph: self._text.numbered(paragraph, number, self._counter), note)
        if table.rows:
            self.paper.lines.append(Line(number, "", table=table, whole=True))

    def _paragraph(self, paragraph: etree._Element) -> None:
        number = len(self.paper.lines) + 1
        style = Paragraph(paragraph).style
        text = self._joined + self._text.of(paragraph, number)
        self._joined = ""
        going_on = runs_on(paragraph)
        label = None if going_on else self._counter.label(paragraph)
        if _CONTENTS.match(self._styles.name(style)):
            self.paper.notes.dropped("目录", number, text, "目录由 docgen 重新生成")
            self.paper.lines.append(Line(number, ""))
            return
        if going_on:
            self._joined = text
            if not text:
                self.paper.lines.append(Line(number, ""))
            return
        marker, text = self._text.marker(label, text, number)
        title = self._styles.name(style).lower() in ("title", "标题") and bool(text.strip())
        fresh = self._text.fresh or title
        self._text.fresh = Paragraph(paragraph).section is not None
        for index, piece in enumerate(text.split("\n")):
            line = Line(len(self.paper.lines) + 1, piece, whole=True)
            if index == 0:
                line.level, line.marker, line.fresh, line.title = self._level(paragraph, style), marker, fresh, title
            self.paper.lines.append(line)
        if not text.strip():
            self._text.fresh = self._text.fresh or fresh

    def _level(self, paragraph: etree._Element, style: str) -> int:
        """The heading level from 1: the paragraph's own, or its style's, or that of the nearest style which says one; 0 for text."""
        properties = Paragraph(paragraph).properties
        own = None if properties is None else properties.outline
        if own is not None and 0 <= own < _BODY_TEXT:
            return own + 1
        for link in reversed(self._styles.chain(style)):
            outline = None if link.paragraph is None else link.paragraph.outline
            if outline is not None:
                return outline + 1 if 0 <= outline < _BODY_TEXT else 0
            named = _HEADING.match(link.name)
            if named:
                return int(named[1]) if int(named[1]) < _BODY_TEXT else 0
        return 0

    def read_beside(self, parts: dict[str, bytes]) -> None:
        """Headers, footers and comments: their text is noted as dropped."""
        for part in sorted(parts):
            found = re.fullmatch(r"word/(header|footer|comments)\d*\.xml", part)
            if found:
                text = raw_text(etree.fromstring(parts[part]), deleted=False)
                self.paper.notes.dropped(_BESIDE[found[1]], 0, text)
                self.paper.raw += text
