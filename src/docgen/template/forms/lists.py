"""Numbered lists that begin anew in each turn of a loop.

A list in a template is one list (`w:numId`), so that in a loop over people
the second person's tasks would go on counting where the first one's ended.
The template is marked once: where a turn begins, and which paragraphs count.
After rendering, each turn that needs it gets a `w:num` of its own, with its
levels started over (ECMA-376 part 1 §17.9.26).

A list begins anew in a loop if its turn can hold several of its items and
begins with something else. So items that are themselves the loop's turns count on, and so do
headings and a column of serial numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from docgen.ooxml import numbering as ooxml
from docgen.ooxml.elements.paragraphs import Paragraph
from docgen.ooxml.names import W
from docgen.ooxml.styles import Styles
from docgen.template.forms.tags import Tag, scan

DOCUMENT, NUMBERING = "word/document.xml", "word/numbering.xml"
# Of a paragraph's properties (CT_PPr, §17.3.1.26), those before w:numPr and those after w:ind.
_BEFORE_NUMBER = {
    f"{W}{name}" for name in ("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")
}
_AFTER_INDENT = {
    f"{W}{name}"
    for name in (
        "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap",
        "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
    )
}  # fmt: skip
_TURN, _ITEM, _END = "\ue01b", "\ue01c", "\ue01d"
_MARKS = re.compile(f"{_TURN}(\\d+){_END}|{_ITEM}(\\d+){_END}")


@dataclass(frozen=True, slots=True)
class Numbering:
    """A numbering part, cut where further `w:num` go; each list's `w:num` started over, in two halves around its number."""

    before: str
    after: str
    anew: Mapping[int, tuple[str, str]]
    first: int

    def with_new(self, lists: list[int]) -> bytes:
        """The part with one more `w:num` for each of `lists`, numbered from `first`."""
        halves = (self.anew[number] for number in lists)
        new = "".join(f"{head}{self.first + index}{tail}" for index, (head, tail) in enumerate(halves))
        return f"{self.before}{new}{self.after}".encode()


def mark_lists(parts: dict[str, bytes]) -> tuple[dict[str, bytes], Numbering | None]:
    """The parts with the document marked, and its numbering; as they are, and None, where no list begins anew."""
    if NUMBERING not in parts or DOCUMENT not in parts or b"for" not in parts[DOCUMENT]:
        return parts, None
    document = etree.fromstring(parts[DOCUMENT])
    lists = _Lists(parts)
    loops = _loops(document)
    places = [(loop, sorted(lists.beginning_anew(loop, loops))) for loop in loops]
    chosen = {number for _loop, found in places for number in found}
    if not chosen:
        return parts, None
    for loop, found in places:
        loop.start.tail = (loop.start.tail or "") + "".join(f"{_TURN}{number}{_END}" for number in found)
    for paragraph in document.iter(f"{W}p"):
        number, level = lists.of(paragraph)
        if number in chosen:
            lists.mark(paragraph, number, level)
    marked = etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)
    return parts | {DOCUMENT: marked}, lists.numbering()


def read_numbering(parts: Mapping[str, bytes]) -> Numbering:
    """The numbering of a rendered document, which may have brought lists of its own."""
    return _Lists(parts).numbering()


def number_lists(xml: str, numbering: Numbering) -> tuple[str, bytes]:
    """The rendered document with every item's list written out, and the numbering part that goes with it (b"" if it stays)."""
    added: list[int] = []
    current: dict[int, int] = {}
    waiting: set[int] = set()

    def written(found: re.Match[str]) -> str:
        if found[1]:
            waiting.add(int(found[1]))
            return ""
        number = int(found[2])
        if number in waiting and number in current:
            added.append(number)
            current[number] = numbering.first + len(added) - 1
        waiting.discard(number)
        return str(current.setdefault(number, number))

    xml = _MARKS.sub(written, xml)
    return xml, numbering.with_new(added) if added else b""


# --- loops ----------------------------------------------------------------


@dataclass(slots=True)
class _Loop:
    """A for over whole paragraphs or rows: the element of its for, the numbers of its tags' paragraphs, and what stands between."""

    start: etree._Element
    first: int
    last: int
    body: list[etree._Element] = field(default_factory=list)

    def holds(self, other: _Loop) -> bool:
        return self.first < other.first and other.last < self.last


def _loops(document: etree._Element) -> list[_Loop]:
    text = etree.tostring(document, encoding="unicode")
    tags = [tag for tag in scan(text, "").tags if tag.closed]
    paragraphs = list(document.iter(f"{W}p"))
    control = {_element(paragraphs[tag.paragraph], tag) for tag in tags if tag.scope in ("p", "tr")}
    found = []
    for opening, closing in _pairs(tags):
        loop = _Loop(_element(paragraphs[opening.paragraph], opening), opening.paragraph, closing.paragraph)
        between = paragraphs[opening.paragraph + 1 : closing.paragraph]
        loop.body = [one for one in between if one not in control and control.isdisjoint(one.iterancestors())]
        found.append(loop)
    return found


def _pairs(tags: list[Tag]) -> Iterator[tuple[Tag, Tag]]:
    """Each for with its endfor, where both take a whole paragraph or row."""
    open_tags: list[Tag] = []
    for tag in tags:
        if tag.word == "for":
            open_tags.append(tag)
        elif tag.word == "endfor" and open_tags:
            opening = open_tags.pop()
            if opening.scope == tag.scope and tag.scope in ("p", "tr"):
                yield opening, tag


def _element(paragraph: etree._Element, tag: Tag) -> etree._Element:
    """What docxtpl replaces by the tag: its paragraph, or the row around it."""
    return next(paragraph.iterancestors(f"{W}tr"), paragraph) if tag.scope == "tr" else paragraph


# --- lists ----------------------------------------------------------------


class _Lists:
    """Which list a paragraph belongs to, directly or by its style."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        self._numbering = etree.fromstring(parts[NUMBERING])
        self._nums = {int(num.get(f"{W}numId", "0")): num for num in self._numbering.findall(f"{W}num")}
        styles = Styles(parts)
        self._styles = styles.tree
        self._lists = ooxml.Numbering(self._numbering, styles)

    def of(self, paragraph: etree._Element) -> tuple[int, int]:
        """The paragraph's list (0: none, or bullets, or headings) and its level."""
        place = self._lists.place(paragraph)
        if place is None or self._lists.form(place) in ("", "bullet", "none"):
            return 0, 0
        if self._styles.outline(Paragraph(paragraph).style) is not None:
            return 0, 0
        return int(place.instance), place.level

    def beginning_anew(self, loop: _Loop, loops: list[_Loop]) -> set[int]:
        """The lists that begin anew with each turn of the loop."""
        owners = [self.of(paragraph)[0] for paragraph in loop.body]
        inner = {paragraph for other in loops if loop.holds(other) for paragraph in other.body}
        several = {number for number in set(owners) - {0} if owners.count(number) > 1}
        several |= {
            number for number, paragraph in zip(owners, loop.body, strict=True) if number and paragraph in inner
        }
        return several - set(owners[:1])

    def mark(self, paragraph: etree._Element, number: int, level: int) -> None:
        """Name the list in the paragraph itself, in a form that `number_lists` finds again."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        old = properties.find(f"{W}numPr")
        if old is None:
            old = etree.Element(f"{W}numPr")
            properties.insert(sum(child.tag in _BEFORE_NUMBER for child in properties), old)
            self._keep_indent(properties)
        for child in list(old):
            old.remove(child)
        etree.SubElement(old, f"{W}ilvl").set(f"{W}val", str(level))
        etree.SubElement(old, f"{W}numId").set(f"{W}val", f"{_ITEM}{number}{_END}")

    def numbering(self) -> Numbering:
        text = etree.tostring(self._numbering, xml_declaration=True, encoding="UTF-8", standalone=True).decode()
        at = text.rindex("</w:num>") + len("</w:num>")
        return Numbering(
            text[:at], text[at:], {number: self._anew(number) for number in self._nums}, max(self._nums) + 1
        )

    def _anew(self, number: int) -> tuple[str, str]:
        """The list's `w:num` with every level started over where it starts, in two halves around its number."""
        element = etree.Element(f"{W}num", {f"{W}numId": _ITEM}, nsmap=self._numbering.nsmap)
        element.extend(etree.fromstring(etree.tostring(child)) for child in self._nums[number])
        known = {one.get(f"{W}ilvl"): one for one in element.findall(f"{W}lvlOverride")}
        for index in range(ooxml.LEVELS):
            place = ooxml.Place(str(number), index)
            if self._lists.level(place) is None:
                continue
            override = known.get(str(index))
            if override is None:
                override = etree.SubElement(element, f"{W}lvlOverride", {f"{W}ilvl": str(index)})
            if override.find(f"{W}startOverride") is None:
                first = str(self._lists.start(place))
                override.insert(0, etree.Element(f"{W}startOverride", {f"{W}val": first}))
        head, _mark, tail = etree.tostring(element, encoding="unicode").partition(_ITEM)
        return head, tail

    def _keep_indent(self, properties: etree._Element) -> None:
        """A list named in the paragraph brings its own indents before the style's: those of the style stay."""
        style = properties.find(f"{W}pStyle")
        chain = self._styles.nearest_first("" if style is None else style.get(f"{W}val", ""))
        indents = (one.element.find(f"{W}pPr/{W}ind") for one in chain)
        indent = next((one for one in indents if one is not None), None)
        if indent is not None and properties.find(f"{W}ind") is None:
            at = next((index for index, child in enumerate(properties) if child.tag in _AFTER_INDENT), len(properties))
            properties.insert(at, etree.fromstring(etree.tostring(indent)))
