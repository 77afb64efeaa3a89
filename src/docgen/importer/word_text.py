"""The text of Word paragraphs for a paper, and notes of what it cannot carry as it was."""

from __future__ import annotations

from collections import Counter as Characters
from collections.abc import Iterable

from lxml import etree

from docgen.importer.markers import marker_of
from docgen.importer.paper import Paper
from docgen.importer.word_tables import read_table
from docgen.ooxml.alternatives import descendants
from docgen.ooxml.names import M, W
from docgen.ooxml.notes import Notes
from docgen.ooxml.numbering import Counter, Label, Numbering
from docgen.ooxml.revisions import removed
from docgen.ooxml.runs import Piece, Reader, pieces
from docgen.ooxml.stories import PARAGRAPH, TABLE, blocks
from docgen.ooxml.styles import Styles

_EQUATION_TEXT, _HYPHEN = f"{M}t", f"{W}noBreakHyphen"


class TextReader:
    """Reads the paragraphs of one file in order. `fresh` is True once a page break has been passed; who takes it resets it."""

    def __init__(self, paper: Paper, parts: dict[str, bytes], styles: Styles, numbering: Numbering) -> None:
        self.fresh = False
        self._paper = paper
        self._reader = Reader(styles)
        self._notes = Notes(parts)
        self._numbering = numbering

    def of(self, paragraph: etree._Element, number: int) -> str:
        """What is seen of a paragraph, without its number, its text boxes behind it; what has no text is noted for line `number`."""
        notes = self._paper.notes
        texts: list[str] = []
        boxes: list[str] = []
        hidden: list[str] = []
        for piece in self._reader.pieces(paragraph):
            if piece.around.gone:
                continue
            if piece.around.ruby == "text":
                notes.dropped("注音", number, piece.text, "标在字上的注音没有导入")
                continue
            text = self._seen(piece, number)
            (boxes if piece.kind == "box" else texts).append(text)
            if piece.around.hidden and text.strip():
                hidden.append(text)
        if hidden:
            notes.undecided("隐藏的文字", number, f"“{''.join(hidden)[:20]}”在 Word 里是隐藏的，也导入了")
        for change in removed(paragraph):
            if change.kind == "del":
                notes.dropped("修订中删去的文字", number, change.text)
        return "".join(texts + boxes)

    def numbered(self, paragraph: etree._Element, number: int, counter: Counter) -> str:
        """What is seen of a paragraph that is no line of its own (in a cell, in a box), its number in front."""
        text = self.of(paragraph, number)
        return self._with_label(counter.label(paragraph), text, number)

    def marker(self, label: Label | None, text: str, number: int) -> tuple[str, str]:
        """The number of a line beside its text; one that says more than a number goes in front of the text."""
        if label is None or not text.strip() or not label.text.strip():
            return "", text
        if label.is_bullet:
            return "•", text
        if marker_of(label.text.strip()) is not None:
            return label.text.strip(), text
        return "", self._with_label(label, text, number)

    def _with_label(self, label: Label | None, text: str, number: int) -> str:
        if label is None or not text.strip() or not label.text.strip():
            return text
        self._paper.notes.added("自动编号", label.text.strip(), first=number)
        return f"{label.text.strip()}{'' if label.suffix == 'nothing' else ' '}{text}"

    # --- pieces ---

    def _seen(self, piece: Piece, number: int) -> str:
        notes = self._paper.notes
        if piece.kind == "text":
            return piece.text
        if piece.kind in ("tab", "line"):
            return " " if piece.kind == "tab" else "\n"
        if piece.kind == "page":
            self.fresh = True
        elif piece.kind in ("symbol", "field"):
            return self._beside_the_text(piece, number)
        elif piece.kind == "equation":
            return self._equation(piece, number)
        elif piece.kind == "note":
            return self._note(piece.element, number)
        elif piece.kind == "picture":
            notes.undecided("图片", number, "这里有图片或嵌入的对象，没有导入")
        elif piece.kind == "box":
            notes.changed("文本框", number, "文本框里的文字放进了正文，位置请核对")
            return self._box(piece.element, number)
        return ""

    def _beside_the_text(self, piece: Piece, number: int) -> str:
        """A symbol, or a form field's tick or choice: the file stores no character for it."""
        if piece.kind == "symbol" and not piece.text:
            self._paper.notes.undecided("符号", number, "Word 符号字体里的字符没有导入，请对照原稿补上")
        self._paper.raw += piece.text
        return piece.text

    def _equation(self, piece: Piece, number: int) -> str:
        stored = Characters(_spaceless(part.text or "" for part in descendants(piece.element, _EQUATION_TEXT)))
        signs = Characters(_spaceless([piece.text])) - stored
        self._paper.notes.undecided("公式", number, f"公式写成了一行：{piece.text}")
        self._paper.notes.added("公式的写法", "".join(signs.elements()), first=number)
        return piece.text

    def _note(self, reference: etree._Element, number: int) -> str:
        note = self._notes.of(reference)
        text = "" if note is None else _whole(note.element)
        if text:
            self._paper.notes.changed("脚注", number, f"脚注“{text[:20]}”放在了句中括号里")
            self._paper.notes.added("脚注的括号", "（）", first=number)
            self._paper.raw += text
        return f"（{text}）" if text else ""

    def _box(self, box: etree._Element, number: int) -> str:
        """A text box is a story of its own: its lists are counted for themselves."""
        counter = self._numbering.counter()
        texts: list[str] = []
        for block in blocks(box):
            if block.tag == PARAGRAPH:
                texts.append(self.numbered(block, number, counter))
            elif block.tag == TABLE:
                table = read_table(
                    block, lambda paragraph: self.numbered(paragraph, number, counter), lambda _what: None
                )
                texts += [" ".join(cell.text for cell in row) for row in table.rows]
        return "".join(f"\n{text}" for text in texts)


def raw_text(root: etree._Element, *, deleted: bool = True) -> str:
    """Every stored character of a part, each once, but what was moved away; with what is deleted or without."""
    tags = (f"{W}t", _EQUATION_TEXT, _HYPHEN, *((f"{W}delText",) if deleted else ()))
    return "".join(
        "-" if node.tag == _HYPHEN else node.text or ""
        for node in descendants(root, *tags)
        if next(node.iterancestors(f"{W}moveFrom"), None) is None
    )


def _whole(note: etree._Element) -> str:
    return "".join(
        piece.text
        for block in blocks(note)
        if block.tag == PARAGRAPH
        for piece in pieces(block)
        if not piece.around.gone and piece.kind in ("text", "symbol", "equation")
    ).strip()


def _spaceless(texts: Iterable[str]) -> str:
    return "".join("".join(texts).split())
