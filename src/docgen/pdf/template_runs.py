"""What a reader sees of a template's paragraph, piece by piece: texts, tabs, breaks, fields and drawings (ECMA-376 §17.3.3, §17.16)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.fields import Instruction, read_instruction
from docgen.ooxml.styles import W, local

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_TRANSPARENT = frozenset({"hyperlink", "ins", "smartTag", "sdt", "sdtContent", "moveTo", "customXml", "dir", "bdo"})
_COUNTED = frozenset({"PAGE", "NUMPAGES", "SECTIONPAGES", "STYLEREF"})
# Symbol fonts' marks that forms use, by the low byte of their code.
_SYMBOLS = {
    "A8": "□",
    "6F": "□",
    "FE": "☑",
    "FD": "☒",
    "6C": "●",
    "6E": "■",
    "FC": "✓",
    "D8": "➢",
    "B7": "•",
    "75": "◆",
}


@dataclass(frozen=True, slots=True)
class Atom:
    """`kind` is text, tab, line (a break), page, field or drawing; `run` the w:r that it stands in."""

    kind: str
    run: etree._Element | None
    text: str = ""
    field: Instruction | None = None
    element: etree._Element | None = None


@dataclass(slots=True)
class _Field:
    """An open complex field: its instruction so far, and whether its stored result is shown."""

    instruction: str = ""
    counted: bool = False
    reading: bool = True


def atoms(paragraph: etree._Element) -> list[Atom]:
    """The visible pieces in order; a field that counts takes the place of its stored result."""
    return list(_Walker().walk(paragraph))


class _Walker:
    def __init__(self) -> None:
        self._open: list[_Field] = []

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
                instruction = read_instruction(child.get(f"{W}instr", ""))
                if instruction.name in _COUNTED and not self._hidden():
                    yield Atom("field", child.find(f"{W}r"), field=instruction)
                else:
                    yield from self.walk(child)

    def _hidden(self) -> bool:
        return any(item.reading or item.counted for item in self._open)

    def _run(self, run: etree._Element) -> Iterator[Atom]:
        vanish = run.find(f"{W}rPr/{W}vanish")
        if vanish is not None and vanish.get(f"{W}val", "1") not in ("0", "false", "off"):
            return
        for child in run:
            name = local(child) if isinstance(child.tag, str) else ""
            if name == "fldChar":
                yield from self._mark(child, run)
            elif name == "instrText" and self._open:
                self._open[-1].instruction += child.text or ""
            elif not self._hidden():
                yield from self._visible(child, name, run)

    def _mark(self, mark: etree._Element, run: etree._Element) -> Iterator[Atom]:
        kind = mark.get(f"{W}fldCharType")
        if kind == "begin":
            self._open.append(_Field())
        elif kind == "separate" and self._open:
            current = self._open[-1]
            current.reading = False
            instruction = read_instruction(current.instruction)
            if instruction.name in _COUNTED and not self._hidden():
                yield Atom("field", run, field=instruction)
                current.counted = True
        elif kind == "end" and self._open:
            current = self._open.pop()
            instruction = read_instruction(current.instruction)
            # A field without a stored result: Word fills it when it opens the file.
            if current.reading and instruction.name in _COUNTED and not self._hidden():
                yield Atom("field", run, field=instruction)

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
            code = child.get(f"{W}char", "")[-2:].upper()
            yield Atom("text", run, _SYMBOLS.get(code, ""))
        elif name in ("drawing", "pict", "object") or child.tag == f"{_MC}AlternateContent":
            yield Atom("drawing", run, element=child)
