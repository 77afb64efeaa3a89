"""Word's lists from the numbering schemes: word/numbering.xml (ECMA-376 §17.9).

The writer owns its definitions, with ids above the template's, and sets them on
each paragraph: so a number is right under any template, even one whose heading
styles count by themselves; heading_styles.py binds the styles too. Definitions come from document.schemes, the table
that the tree's numbers are printed from.
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from docgen.docx.look import Look
from docgen.docx.markup import EAST_ASIAN, attribute
from docgen.model.nodes import Heading, List
from docgen.model.numbering import advance
from docgen.model.schemes import LIST_FORMATS, SCHEMES, Level
from docgen.ooxml.names import MAIN, W
from docgen.ooxml.opened import first_free

NAME = "word/numbering.xml"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"

_EMPTY = f'<w:numbering xmlns:w="{MAIN}"/>'.encode()

_SUFFIXES = {"": "nothing", " ": "space"}


class Numbering:
    """Collects definitions and instances while the body is written; `part` gives the finished XML."""

    def __init__(self, part: bytes | None, scheme: str, look: Look, heading_styles: Mapping[int, str]) -> None:
        """`part` is the template's own numbering; `heading_styles` are to be bound: level from 1 → style id."""
        self._root = etree.fromstring(part or _EMPTY)
        self._look = look
        self._scheme = SCHEMES[scheme]
        self._heading_styles = heading_styles
        self.bound: dict[str, tuple[int, int]] = {}  # heading style id → w:ilvl, w:numId
        self._abstract = first_free(self._root, f"{W}abstractNum", f"{W}abstractNumId", least=0)
        self._number = first_free(self._root, f"{W}num", f"{W}numId", least=1)
        self._abstracts: list[str] = []
        self._numbers: list[str] = []
        self._headings: dict[tuple[bool, int], tuple[int, int]] = {}  # appendix, first level → definition, instance
        self._ordinals = {appendix: [0] * 9 for appendix in (False, True)}  # what the tree counts
        self._shown: dict[int, list[int]] = {}  # what Word counts, by definition
        self._lists: dict[tuple[str, str, str, bool], int] = {}

    def heading(self, heading: Heading) -> str:
        """The w:numPr of a heading; numId 0 takes away a number that its style would give."""
        if not heading.number:
            return '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        levels = self._scheme.appendix if heading.appendix else self._scheme.levels
        index, ordinals = heading.level - 1, self._ordinals[heading.appendix]
        advance(ordinals, heading.level, levels)
        # LibreOffice knows no w:lvlRestart: 第二条 would begin again in each chapter. So a level that runs on, and
        # what is below it, has a list of its own, in which nothing of a higher level ever comes between.
        runs_on = next((depth for depth, level in enumerate(levels) if not level.restart), len(levels))
        part = range(runs_on, len(levels)) if index >= runs_on else range(runs_on)
        definition, number = self._heading_list(heading.appendix, levels, part)
        if self._count(definition, index, levels) != ordinals[index]:
            number = self._instance(definition, _start_override(index, ordinals[index]))
            self._shown[definition][index] = ordinals[index]
        return _number_properties(index, number)

    def _count(self, definition: int, index: int, levels: tuple[Level, ...]) -> int:
        """The number that Word would print by itself (ooxml.numbering): a level that was passed over counts as come.

        So a section under a preface without number would make the first chapter the second: such a heading is given its
        number by an instance that starts there.
        """
        shown = self._shown.setdefault(definition, [0] * 9)
        shown[index] += 1
        for above in range(index):
            shown[above] = shown[above] or 1
        for below in range(index + 1, len(levels)):
            if levels[below].restart:
                shown[below] = 0
        return shown[index]

    def _heading_list(self, appendix: bool, levels: tuple[Level, ...], part: range) -> tuple[int, int]:
        """The definition of a list of headings and its one instance, made on first use; it serves a `part` of the levels."""
        known = self._headings.get((appendix, part.start))
        if known is None:
            styles = {} if appendix else {n: self._heading_styles[n + 1] for n in part if n + 1 in self._heading_styles}
            inside = "".join(
                _level(index, level, _SUFFIXES.get(level.separator, "space"), style=styles.get(index, ""))
                for index, level in enumerate(levels)
            )
            definition = self._definition("multilevel", inside)
            number = self._instance(definition)
            self.bound |= {style: (index, number) for index, style in styles.items()}
            known = self._headings[(appendix, part.start)] = (definition, number)
        return known

    def list(self, block: List, style: str, *, hanging: bool) -> str:
        """The w:numPr of a list's items: an instance of its own, so that it starts at its own `start`."""
        key = (block.format, block.prefix, style, hanging)
        definition = self._lists.get(key)
        if definition is None:
            form = LIST_FORMATS[block.format]
            level = Level(form.format, block.prefix + form.text)
            indent = self._look.indent_element(style) if hanging else ""
            inside = _level(0, level, "tab" if hanging else _SUFFIXES.get(form.separator, "space"), indent)
            definition = self._lists[key] = self._definition("singleLevel", inside)
        return _number_properties(0, self._instance(definition, _start_override(0, block.start)))

    @property
    def next_instance(self) -> int:
        """The w:numId that the next list will have."""
        return self._number

    @property
    def used(self) -> bool:
        """True once the body needed a list: only then is the part written."""
        return bool(self._numbers)

    def part(self) -> etree._Element:
        """The template's numbering with ours: definitions before instances, as the schema wants them."""
        source = f'<x xmlns:w="{MAIN}">{"".join(self._abstracts)}{"".join(self._numbers)}</x>'
        added = etree.fromstring(source)
        for link in list(self._root.iter(f"{W}pStyle")):
            if link.get(f"{W}val") in self.bound:  # a style belongs to one list
                parent = link.getparent()
                assert parent is not None
                parent.remove(link)
        first_number = self._root.find(f"{W}num")
        place = len(self._root) if first_number is None else self._root.index(first_number)
        cleanup = self._root.find(f"{W}numIdMacAtCleanup")
        if first_number is None and cleanup is not None:
            place = self._root.index(cleanup)
        for offset, definition in enumerate(added.findall(f"{W}abstractNum")):
            self._root.insert(place + offset, definition)
        end = len(self._root) if cleanup is None else self._root.index(cleanup)
        for offset, number in enumerate(added.findall(f"{W}num")):
            self._root.insert(end + offset, number)
        return self._root

    def _definition(self, kind: str, levels: str) -> int:
        identifier = self._abstract
        self._abstract += 1
        # nsid tells definitions apart when documents are pasted together; Word wants eight hexadecimal digits.
        self._abstracts.append(
            f'<w:abstractNum w:abstractNumId="{identifier}"><w:nsid w:val="{0x4D0C0000 + identifier:08X}"/>'
            f'<w:multiLevelType w:val="{kind}"/><w:tmpl w:val="{0x4D0D0000 + identifier:08X}"/>{levels}</w:abstractNum>'
        )
        return identifier

    def _instance(self, definition: int, override: str = "") -> int:
        identifier = self._number
        self._number += 1
        self._numbers.append(f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>')
        return identifier


def _number_properties(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _start_override(level: int, start: int) -> str:
    return f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="{start}"/></w:lvlOverride>'


def _level(index: int, level: Level, suffix: str, indent: str = "", style: str = "") -> str:
    """One w:lvl. It has an indent of its own only where its tab must find the hang."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{level.format}"/>'
        + ("" if level.restart else '<w:lvlRestart w:val="0"/>')
        + (f'<w:pStyle w:val="{attribute(style)}"/>' if style else "")
        + ("<w:isLgl/>" if level.legal else "")
        + f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{attribute(level.text)}"/><w:lvlJc w:val="left"/>'
        + (f"<w:pPr>{indent}</w:pPr>" if indent else "")
        # A bullet is set in the Latin face, as Word itself does; numbers may hold 第 and 、.
        + ("" if level.format == "bullet" else f"<w:rPr>{EAST_ASIAN}</w:rPr>")
        + "</w:lvl>"
    )
