"""Word files (.docx) to papers: ECMA-376 part 1, the main document, a line a paragraph.

Heading levels come from styles (their outline level or built-in name) and
from the paragraph's own outline level; automatic numbers are counted as Word
counts them. Tracked changes are refused or accepted as the caller says.
What a draft cannot carry (pictures, comments, headers, a table of contents)
is noted as dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Literal

from lxml import etree

from docgen.errors import DocgenError, Location, Problem
from docgen.importer.paper import Line, Paper
from docgen.importer.word_changes import refuse_changes, removed_text
from docgen.importer.word_names import MC, M, W, children, value
from docgen.importer.word_numbers import Numbers
from docgen.importer.word_tables import read_table
from docgen.ooxml.package import read_package

Changes = Literal["accept", "refuse"]

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])$", re.IGNORECASE)
_CONTENTS = re.compile(r"toc\s*\d|目录\s*\d", re.IGNORECASE)
_SKIPPED = {
    f"{W}{name}"
    for name in ("pPr", "rPr", "instrText", "del", "moveFrom", "delText", "proofErr", "sectPr", "sdtPr", "sdtEndPr")
}
_THROUGH = {f"{W}{name}" for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo")}
_PICTURES = (f"{W}drawing", f"{W}pict", f"{W}object")


def read_word(raw: bytes, name: str, changes: Changes = "refuse") -> Paper:
    """A .docx. Raises DocgenError W101…W105 for a broken or dangerous file, I110 for tracked changes that are to be refused."""
    location = Location(name)
    parts = read_package(raw, location)
    body = etree.fromstring(parts["word/document.xml"]).find(f"{W}body")
    if changes == "refuse":
        refuse_changes(body, location)
    reader = _Reader(Paper(name, [], "Word", "段"), parts)
    reader.paper.raw = _raw(body)
    reader.read(body)
    reader.read_beside(parts)
    if not any(line.text.strip() or line.table for line in reader.paper.lines):
        raise DocgenError(Problem(location, "I102", "文件里没有文字", "若内容是图片，先用文字识别软件取出文字"))
    return reader.paper


class _Reader:
    def __init__(self, paper: Paper, parts: dict[str, bytes]) -> None:
        self.paper = paper
        self._levels, self._styles = _style_levels(parts.get("word/styles.xml"))
        self._numbers = Numbers(parts.get("word/numbering.xml"), self._style_numbering(parts.get("word/styles.xml")))
        self._notes = _beside(parts.get("word/footnotes.xml"), "footnote") | _beside(
            parts.get("word/endnotes.xml"), "endnote"
        )
        self._fresh = False
        self._joined = ""  # text of a paragraph whose end mark was deleted: it runs on into the next

    def read(self, body: Any) -> None:
        for block in _blocks(body):
            if block.tag == f"{W}p":
                self._paragraph(block)
            else:
                self._table(block, len(self.paper.lines) + 1)

    def _table(self, node: Any, number: int) -> None:
        def note(what: str) -> None:
            self.paper.notes.changed("表格", number, what)

        table = read_table(node, lambda paragraph: self._text(paragraph, number), note)
        if table.rows:
            self.paper.lines.append(Line(number, "", table=table, whole=True))

    def _paragraph(self, paragraph: Any) -> None:
        number = len(self.paper.lines) + 1
        style = value(paragraph, "pPr/pStyle")
        text = self._joined + self._text(paragraph, number)
        self._joined = ""
        for removed in removed_text(paragraph):
            self.paper.notes.dropped("修订中删去的文字", number, removed)
        if _CONTENTS.match(self._styles.get(style, "")):
            self.paper.notes.dropped("目录", number, text, "目录由 docgen 重新生成")
            self.paper.lines.append(Line(number, ""))
            return
        if paragraph.find(f"{W}pPr/{W}rPr/{W}del") is not None and text:
            self._joined = text
            return
        own = value(paragraph, "pPr/outlineLvl")
        level = int(own) + 1 if own.isdecimal() and int(own) < 9 else self._levels.get(style, 0)
        marker = self._numbers.marker(paragraph, style) if text.strip() else ""
        title = self._styles.get(style, "").lower() in ("title", "标题") and bool(text.strip())
        fresh = self._fresh or title
        self._fresh = paragraph.find(f"{W}pPr/{W}sectPr") is not None
        pieces = text.split("\n")
        for index, piece in enumerate(pieces):
            line = Line(len(self.paper.lines) + 1, piece, level=level if index == 0 else 0, whole=True)
            if index == 0:
                line.marker, line.fresh, line.title = marker, fresh, title
            self.paper.lines.append(line)
        if not text.strip():
            self._fresh = self._fresh or fresh

    def _text(self, node: Any, number: int) -> str:
        """The visible text of a paragraph; what has no text is noted."""
        texts: list[str] = []
        for child in children(node):
            tag = child.tag
            if tag in _SKIPPED:
                continue
            if tag in (f"{W}t", f"{M}t"):
                texts.append(child.text or "")
            elif tag == f"{W}tab":
                texts.append(" ")
            elif tag in (f"{W}br", f"{W}cr"):
                kind = child.get(f"{W}type")
                self._fresh = self._fresh or kind == "page"
                texts.append("\n" if kind in (None, "textWrapping") else "")
            elif tag == f"{W}noBreakHyphen":
                texts.append("-")
            elif tag == f"{W}sym":
                self.paper.notes.undecided("符号", number, "Word 符号字体里的字符没有导入，请对照原稿补上")
            elif tag == f"{MC}AlternateContent":
                chosen = child.find(f"{MC}Choice")
                texts.append(self._text(chosen if chosen is not None else child, number))
            elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
                texts.append(self._footnote(child, number))
            elif tag in _PICTURES:
                texts.append(self._picture(child, number))
            else:
                texts.append(self._text(child, number))
        return "".join(texts)

    def _picture(self, node: Any, number: int) -> str:
        """A text box's paragraphs; a picture itself is noted as left out."""
        boxes = [
            box
            for box in node.iter(f"{W}txbxContent")
            if not any(up.tag == f"{MC}Fallback" for up in box.iterancestors())
        ]
        if not boxes:
            self.paper.notes.undecided("图片", number, "这里有图片或嵌入的对象，没有导入")
            return ""
        self.paper.notes.changed("文本框", number, "文本框里的文字放进了正文，位置请核对")
        return "".join("\n" + self._text(paragraph, number) for box in boxes for paragraph in box.iter(f"{W}p"))

    def _footnote(self, node: Any, number: int) -> str:
        kind = "footnote" if node.tag == f"{W}footnoteReference" else "endnote"
        text = self._notes.get((kind, node.get(f"{W}id")), "")
        if text:
            self.paper.notes.changed("脚注", number, f"脚注“{text[:20]}”放在了句中括号里")
            self.paper.notes.added("脚注的括号", "（）", first=number)
            self.paper.raw += text
        return f"（{text}）" if text else ""

    def read_beside(self, parts: dict[str, bytes]) -> None:
        """Headers, footers and comments: their text is noted as dropped."""
        names = {"header": "页眉", "footer": "页脚", "comments": "批注"}
        for part in sorted(parts):
            found = re.fullmatch(r"word/(header|footer|comments)\d*\.xml", part)
            if found:
                texts = [node.text or "" for node in etree.fromstring(parts[part]).iter(f"{W}t")]
                self.paper.notes.dropped(names[found[1]], 0, "".join(texts))
                self.paper.raw += "".join(texts)

    def _style_numbering(self, styles: bytes | None) -> dict[str, Any]:
        if not styles:
            return {}
        root = etree.fromstring(styles)
        return {
            style.get(f"{W}styleId", ""): style
            for style in root.iter(f"{W}style")
            if style.get(f"{W}type") == "paragraph"
        }


def _blocks(node: Any) -> Iterator[Any]:
    """Paragraphs and tables of a body, through content controls and insertions."""
    for child in children(node):
        if child.tag in (f"{W}p", f"{W}tbl"):
            yield child
        elif child.tag in _THROUGH:
            yield from _blocks(child)


def _raw(body: Any) -> str:
    """Every text of the body but what was moved away and what stands there twice for old programs."""
    texts = []
    for node in body.iter(f"{W}t", f"{W}delText", f"{M}t", f"{W}noBreakHyphen"):
        inside = {up.tag for up in node.iterancestors()}
        if not inside & {f"{W}moveFrom", f"{MC}Fallback"}:
            texts.append("-" if node.tag == f"{W}noBreakHyphen" else node.text or "")
    return "".join(texts)


def _style_levels(styles: bytes | None) -> tuple[dict[str, int], dict[str, str]]:
    """Heading level by style id (through basedOn), and names."""
    levels: dict[str, int] = {}
    names: dict[str, str] = {}
    if not styles:
        return levels, names
    nodes = {style.get(f"{W}styleId", ""): style for style in etree.fromstring(styles).iter(f"{W}style")}
    for identifier, style in nodes.items():
        names[identifier] = value(style, "name")
        seen: set[str] = set()
        current: Any = style
        while current is not None and current.get(f"{W}styleId", "") not in seen:
            seen.add(current.get(f"{W}styleId", ""))
            outline, named = value(current, "pPr/outlineLvl"), _HEADING.match(value(current, "name"))
            if outline.isdecimal() or named:
                levels[identifier] = min(int(outline) + 1, 9) if outline.isdecimal() else int(named[1]) if named else 0
                break
            current = nodes.get(value(current, "basedOn"))
    return {identifier: level for identifier, level in levels.items() if level < 9}, names


def _beside(part: bytes | None, kind: str) -> dict[tuple[str, str | None], str]:
    """Foot- or endnotes by id, the separators left out."""
    if not part:
        return {}
    notes: dict[tuple[str, str | None], str] = {}
    for note in etree.fromstring(part).iter(f"{W}{kind}"):
        if note.get(f"{W}type") in (None, "normal"):
            notes[kind, note.get(f"{W}id")] = "".join(node.text or "" for node in note.iter(f"{W}t")).strip()
    return notes
