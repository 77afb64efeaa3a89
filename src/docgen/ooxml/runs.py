"""What a reader sees of a paragraph, piece by piece: the one walk over runs (ECMA-376 part 1 §17.3.2, §17.3.3, §17.16, §17.13.5).

Each piece is a text, a tab, a break, a symbol, a field's place, a drawing, an
equation or a note's mark, with what is around it: the run with its properties,
the link, the field in whose result it stands, the content control, the tracked
change, whether it is hidden, whether it is ruby. Instructions of fields are not
seen. Who reads decides what becomes of what is deleted or hidden.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from lxml import etree

from docgen.ooxml import measures
from docgen.ooxml.alternatives import children_of
from docgen.ooxml.boxes import DRAWINGS, boxes, description, holds_picture
from docgen.ooxml.controls import Control, form_state, read_control
from docgen.ooxml.equations import EQUATIONS, linear
from docgen.ooxml.fields import Field, OpenFields
from docgen.ooxml.names import W
from docgen.ooxml.notes import REFERENCES
from docgen.ooxml.revisions import Revision, gone, revision_of
from docgen.ooxml.stories import TRANSPARENT
from docgen.ooxml.styles import Styles
from docgen.ooxml.symbols import in_unicode

Kind = Literal["text", "tab", "line", "page", "column", "symbol", "field", "picture", "box", "equation", "note"]

_TEXTS = frozenset({f"{W}t", f"{W}delText"})
_TABS = frozenset({f"{W}tab", f"{W}ptab"})
_BREAKS = frozenset({f"{W}br", f"{W}cr"})
_CODES = frozenset({f"{W}instrText", f"{W}delInstrText"})
_PROPERTIES = frozenset(f"{W}{name}" for name in ("pPr", "rPr", "sdtPr", "sdtEndPr", "smartTagPr", "customXmlPr"))
_RUN, _LINK, _SIMPLE, _MARK = f"{W}r", f"{W}hyperlink", f"{W}fldSimple", f"{W}fldChar"
_CONTROL, _RUBY, _SYMBOL = f"{W}sdt", f"{W}ruby", f"{W}sym"
_HYPHEN = "-"
_TEXT_OF: dict[Kind, str] = {"tab": "\t", "line": "\n"}


@dataclass(frozen=True, slots=True)
class Around:
    """What a piece stands in: nothing of a kind where it is empty or None. `field` is the innermost whose result it is."""

    revision: Revision = ""
    link: etree._Element | None = None
    field: Field | None = None
    control: Control | None = None
    hidden: bool = False
    ruby: Literal["", "base", "text"] = ""

    @property
    def gone(self) -> bool:
        """True for what is deleted, or moved elsewhere."""
        return gone(self.revision)


@dataclass(frozen=True, slots=True)
class Piece:
    """One thing that is seen. `text` is what is read of it: characters, a tab, a line feed, a drawing's description.

    `element` is its own: w:t, w:tab, w:br, w:sym, the fldChar or fldSimple where a field's result begins (`around.field` is
    that field), the drawing, w:txbxContent, m:oMath, the note's reference. A symbol that is not known has no text. A
    form field that keeps its value beside the text has a piece at its end with what it shows.
    """

    kind: Kind
    element: etree._Element
    text: str = ""
    run: etree._Element | None = None
    around: Around = Around()


class Reader:
    """Reads the paragraphs of one story in order: fields may go over several of them."""

    def __init__(self, styles: Styles | None = None) -> None:
        """`styles` tell which styles hide their text; without them only a run's own word counts."""
        self.fields = OpenFields()
        self._styles = styles
        self._hidden: dict[str, bool | None] = {}

    def pieces(self, paragraph: etree._Element) -> Iterator[Piece]:
        """The pieces of a w:p (or of anything that holds runs), those of its fields' results among them."""
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        hidden = self._style_hides("" if style is None else style.get(f"{W}val", ""))
        yield from self._inside(paragraph, Around(hidden=bool(hidden)))

    # --- around runs ---

    def _inside(self, element: etree._Element, around: Around) -> Iterator[Piece]:
        for child in children_of(element):
            tag = str(child.tag)
            revision = revision_of(child)
            if tag == _RUN:
                yield from self._run(child, around)
            elif revision:
                # What was inserted and is deleted again is deleted.
                yield from self._inside(child, around if around.gone else replace(around, revision=revision))
            elif tag == _LINK:
                yield from self._inside(child, replace(around, link=child))
            elif tag == _CONTROL:
                yield from self._inside(child, replace(around, control=read_control(child)))
            elif tag == _SIMPLE:
                yield from self._simple(child, around)
            elif tag in EQUATIONS:
                if self.fields.showing:
                    yield self._seen(Piece("equation", child, linear(child), None, self._at(around)))
            elif tag in TRANSPARENT:
                yield from self._inside(child, around)

    def _simple(self, element: etree._Element, around: Around) -> Iterator[Piece]:
        showing = self.fields.showing
        made = self.fields.simple(element.get(f"{W}instr", ""), element)
        if showing:
            yield Piece("field", element, "", None, replace(around, field=made))
        yield from self._inside(element, around)
        self.fields.close()

    def _run(self, run: etree._Element, around: Around) -> Iterator[Piece]:
        properties = run.find(f"{W}rPr")
        if properties is not None:
            hidden = self._hides(properties)
            around = around if hidden is None or hidden == around.hidden else replace(around, hidden=hidden)
        for child in children_of(run):
            if child.tag == _MARK:
                yield from self._mark(child, run, around)
            elif child.tag in _CODES:
                self.fields.code("".join(child.itertext()))
            elif child.tag not in _PROPERTIES:
                yield from self._content(child, run, around)

    # --- fields ---

    def _mark(self, mark: etree._Element, run: etree._Element, around: Around) -> Iterator[Piece]:
        """A field is seen where its result begins; one that shows nothing stored, where it ends."""
        field = self.fields.mark(mark)
        if field is None or mark is field.begin or not self.fields.showing:
            return
        state = "" if field.shown or not field.ended else form_state(field)
        if state or mark is field.separate or not field.separated:
            yield Piece("field", mark, state, run, replace(around, field=field))

    def _at(self, around: Around) -> Around:
        innermost = self.fields.innermost
        return around if innermost is None else replace(around, field=innermost)

    def _seen(self, piece: Piece) -> Piece:
        if piece.around.field is not None:
            piece.around.field.shown = True
        return piece

    # --- what stands in a run ---

    def _content(self, child: etree._Element, run: etree._Element, around: Around) -> Iterator[Piece]:
        made = self._piece(child)
        if not self.fields.showing:
            self.fields.code(made[1] if made is not None else "")
            return
        if child.tag == _RUBY:
            yield from self._ruby(child, around)
        elif child.tag in DRAWINGS:
            yield from self._drawing(child, run, self._at(around))
        elif made is not None:
            yield self._seen(Piece(made[0], child, made[1], run, self._at(around)))

    def _piece(self, child: etree._Element) -> tuple[Kind, str] | None:
        tag = str(child.tag)
        if tag in _TEXTS:
            return "text", child.text or ""
        if tag in _TABS:
            return "tab", "\t"
        if tag in _BREAKS:
            return _break(child)
        if tag == f"{W}noBreakHyphen":
            return "text", _HYPHEN
        if tag == _SYMBOL:
            code = measures.hexadecimal(child.get(f"{W}char"))
            return "symbol", "" if code is None else in_unicode(child.get(f"{W}font", ""), code) or ""
        if tag in REFERENCES and REFERENCES[tag] != "comment":
            return "note", ""
        return ("equation", linear(child)) if tag in EQUATIONS else None

    def _ruby(self, ruby: etree._Element, around: Around) -> Iterator[Piece]:
        """The base, and behind it what stands above it in small letters."""
        base, above = ruby.find(f"{W}rubyBase"), ruby.find(f"{W}rt")
        if base is not None:
            yield from self._inside(base, replace(around, ruby="base"))
        if above is not None:
            yield from self._inside(above, replace(around, ruby="text"))

    def _drawing(self, drawing: etree._Element, run: etree._Element, around: Around) -> Iterator[Piece]:
        found = list(boxes(drawing))
        if not found or holds_picture(drawing):
            yield Piece("picture", drawing, description(drawing), run, around)
        for box in found:
            yield Piece("box", box, "", run, around)

    # --- hidden text ---

    def _hides(self, properties: etree._Element) -> bool | None:
        """Whether a run's properties hide it; None where they say nothing."""
        own = properties.find(f"{W}vanish")
        if own is not None:
            return measures.on_off(own.get(f"{W}val"))
        style = properties.find(f"{W}rStyle")
        return None if style is None else self._style_hides(style.get(f"{W}val", ""))

    def _style_hides(self, style: str) -> bool | None:
        if self._styles is None:
            return None
        if style not in self._hidden:
            self._hidden[style] = None
            for link in self._styles.chain(style):
                own = None if link.run is None else link.run.element.find(f"{W}vanish")
                if own is not None:
                    self._hidden[style] = measures.on_off(own.get(f"{W}val"))
        return self._hidden[style]


def pieces(paragraph: etree._Element, styles: Styles | None = None) -> Iterator[Piece]:
    """The pieces of one paragraph by itself: a field that does not begin in it is not known."""
    return Reader(styles).pieces(paragraph)


def text_of(paragraph: etree._Element) -> str:
    """What is read of a paragraph once all changes are accepted: texts, tabs, line feeds, symbols, equations; no notes, no boxes."""
    return "".join(piece.text for piece in pieces(paragraph) if piece.kind != "picture" and not piece.around.gone)


def _break(element: etree._Element) -> tuple[Kind, str]:
    kind = element.get(f"{W}type", "textWrapping") if element.tag == f"{W}br" else "textWrapping"
    if kind in ("page", "column"):
        return ("page", "") if kind == "page" else ("column", "")
    return "line", "\n"
