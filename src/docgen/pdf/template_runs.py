"""What a reader sees of a template's paragraph, piece by piece: texts, tabs, breaks, fields and drawings (ECMA-376 §17.3.3, §17.16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.ooxml import measures
from docgen.ooxml.alternatives import ALTERNATIVES
from docgen.ooxml.elements.paragraphs import Run
from docgen.ooxml.fields import Field, Instruction, OpenFields
from docgen.ooxml.names import W, local
from docgen.ooxml.symbols import in_unicode

_TRANSPARENT = frozenset({"hyperlink", "ins", "smartTag", "sdt", "sdtContent", "moveTo", "customXml", "dir", "bdo"})
_COUNTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "STYLEREF"})


@dataclass(frozen=True, slots=True)
class Atom:
    """`kind` is text, tab, line (a break), page, field or drawing; `run` the w:r that it stands in."""

    kind: str
    run: etree._Element | None
    text: str = ""
    field: Instruction | None = None
    element: etree._Element | None = None


def atoms(paragraph: etree._Element) -> list[Atom]:
    """The visible pieces in order; a field that counts takes the place of its stored result."""
    return list(_Walker().walk(paragraph))


class _Walker:
    def __init__(self) -> None:
        self._fields = OpenFields()
        self._counted: set[Field] = set()  # open fields that count: their stored results are not shown

    def walk(self, node: etree._Element) -> Iterator[Atom]:
        for child in node:
            if not isinstance(child.tag, str):
                continue
            name = local(child)
            if name == "r":
                yield from self._run(child)
            elif name in _TRANSPARENT:
                yield from self.walk(child)
            elif name == "fldSimple":
                shown = not self._hidden()
                field = self._fields.simple(child.get(f"{W}instr", ""), child)
                if field.name in _COUNTED and shown:
                    yield Atom("field", child.find(f"{W}r"), field=field.instruction)
                else:
                    yield from self.walk(child)
                self._fields.close()

    def _hidden(self) -> bool:
        return not self._fields.showing or any(item in self._counted for item in self._fields)

    def _run(self, element: etree._Element) -> Iterator[Atom]:
        properties = Run(element).properties
        if properties is not None and properties.hidden:
            return
        for child in element:
            name = local(child)
            if name == "fldChar":
                yield from self._mark(child, element)
            elif name == "instrText":
                self._fields.code(child.text or "")
            elif not self._hidden():
                yield from self._visible(child, name, element)

    def _mark(self, mark: etree._Element, run: etree._Element) -> Iterator[Atom]:
        field = self._fields.mark(mark)
        if field is None or mark is field.begin or field.name not in _COUNTED or field in self._counted:
            return
        # A field without a stored result is shown where it ends: Word fills it when it opens the file.
        if not self._hidden() and (field.separate is mark or not field.separated):
            yield Atom("field", run, field=field.instruction)
            self._counted.add(field)

    def _visible(self, child: etree._Element, name: str, run: etree._Element) -> Iterator[Atom]:
        if name == "t":
            yield Atom("text", run, child.text or "")
        elif name in ("tab", "ptab"):
            yield Atom("tab", run, element=child)
        elif name in ("br", "cr"):
            kind = child.get(f"{W}type", "textWrapping")
            yield Atom("page" if kind in ("page", "column") else "line", run)
        elif name == "noBreakHyphen":
            yield Atom("text", run, "\u2011")
        elif name == "sym":
            code = measures.hexadecimal(child.get(f"{W}char"))
            sign = None if code is None else in_unicode(child.get(f"{W}font", ""), code)
            yield Atom("text", run, sign or "")
        elif name in ("drawing", "pict", "object") or child.tag == ALTERNATIVES:
            yield Atom("drawing", run, element=child)
