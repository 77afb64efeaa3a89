"""Word's lists from the numbering schemes: word/numbering.xml (ECMA-376 §17.9).

The writer owns its definitions, with ids above the shell's, and sets them on
each paragraph: so a number is right under any shell, even one whose heading
styles count by themselves. Definitions come from document.schemes, the table
that the tree's numbers are printed from.
"""

from __future__ import annotations

from lxml import etree

from docgen.document.nodes import Heading, List
from docgen.document.schemes import LIST_FORMATS, SCHEMES, Level
from docgen.writers.docx.look import Look
from docgen.writers.docx.markup import EAST_ASIAN, MAIN, W, attribute

NAME = "word/numbering.xml"
TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/numbering"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"

_EMPTY = f'<w:numbering xmlns:w="{MAIN}"/>'.encode()

# ECMA-376 §17.18.59
_WORD_FORMATS = {
    "chinese": "chineseCountingThousand",
    "decimal": "decimal",
    "letter": "lowerLetter",
    "Letter": "upperLetter",
    "circle": "decimalEnclosedCircle",
    "bullet": "bullet",
}
_SUFFIXES = {"": "nothing", " ": "space"}


class Numbering:
    """Collects definitions and instances while the body is written; `part` gives the finished XML."""

    def __init__(self, part: bytes | None, scheme: str, look: Look) -> None:
        self._root = etree.fromstring(part or _EMPTY)
        self._look = look
        self._scheme = SCHEMES[scheme]
        self._abstract = 1 + max(
            (int(item.get(f"{W}abstractNumId", "0")) for item in self._root.findall(f"{W}abstractNum")), default=-1
        )
        self._number = 1 + max((int(item.get(f"{W}numId", "0")) for item in self._root.findall(f"{W}num")), default=0)
        self._abstracts: list[str] = []
        self._numbers: list[str] = []
        self._headings: dict[bool, int] = {}
        self._lists: dict[tuple[str, str, bool], int] = {}

    def heading(self, heading: Heading) -> str:
        """The w:numPr of a heading; numId 0 takes away a number that its style would give."""
        if not heading.number:
            return '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
        number = self._headings.get(heading.appendix)
        if number is None:
            levels = self._scheme.appendix if heading.appendix else self._scheme.levels
            inside = "".join(_level(index, level, _SUFFIXES.get(level.separator, "space")) for index, level in enumerate(levels))
            number = self._headings[heading.appendix] = self._instance(self._definition("multilevel", inside))
        return _number_properties(heading.level - 1, number)

    def list(self, block: List, style: str, *, hanging: bool) -> str:
        """The w:numPr of a list's items: an instance of its own, so that it starts at its own `start`."""
        key = (block.format, style, hanging)
        definition = self._lists.get(key)
        if definition is None:
            form = LIST_FORMATS[block.format]
            level = Level(form.format, form.text)
            indent = self._look.indent_element(style) if hanging else ""
            inside = _level(0, level, "tab" if hanging else "space", indent)
            definition = self._lists[key] = self._definition("singleLevel", inside)
        start = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{block.start}"/></w:lvlOverride>'
        return _number_properties(0, self._instance(definition, start))

    @property
    def used(self) -> bool:
        """True once the body needed a list: only then is the part written."""
        return bool(self._numbers)

    def part(self) -> etree._Element:
        """The shell's numbering with ours: definitions before instances, as the schema wants them."""
        source = f'<x xmlns:w="{MAIN}">{"".join(self._abstracts)}{"".join(self._numbers)}</x>'
        added = etree.fromstring(source)
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
        etree.cleanup_namespaces(self._root, keep_ns_prefixes=["w"])
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
        self._numbers.append(
            f'<w:num w:numId="{identifier}"><w:abstractNumId w:val="{definition}"/>{override}</w:num>'
        )
        return identifier


def _number_properties(level: int, number: int) -> str:
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def _level(index: int, level: Level, suffix: str, indent: str = "") -> str:
    """One w:lvl. It has an indent of its own only where its tab must find the hang."""
    return (
        f'<w:lvl w:ilvl="{index}"><w:start w:val="1"/><w:numFmt w:val="{_WORD_FORMATS[level.format]}"/>'
        + ("" if level.restart else '<w:lvlRestart w:val="0"/>')
        + ("<w:isLgl/>" if level.legal else "")
        + f'<w:suff w:val="{suffix}"/><w:lvlText w:val="{attribute(level.text)}"/><w:lvlJc w:val="left"/>'
        + (f"<w:pPr>{indent}</w:pPr>" if indent else "")
        + f"<w:rPr>{EAST_ASIAN}</w:rPr></w:lvl>"
    )
