"""word/styles.xml while a company's template is adopted: styles read in their own words, added, freed of numbers."""

from __future__ import annotations

import copy
from collections.abc import Iterable

from lxml import etree

from docgen.ooxml.built_in_styles import built_in_name
from docgen.ooxml.elements.styles import Style
from docgen.ooxml.names import MAIN, W
from docgen.ooxml.styles import PART, StyleTree

NAME = PART
# The order of CT_PPrBase and CT_RPr (ECMA-376 §17.3.1.26, §17.3.2.28): children of a w:pPr or w:rPr that are set anew.
_PARAGRAPH_ORDER = (
    "keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs suppressAutoHyphens kinsoku "
    "wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid spacing ind contextualSpacing "
    "mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl"
)
_RUN_ORDER = (
    "rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden color "
    "spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout"
)
_PARAGRAPH, _RUN = _PARAGRAPH_ORDER.split(), _RUN_ORDER.split()
_AFTER_PARAGRAPH = {f"{W}{name}" for name in ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")}


class StyleSheet:
    """The styles of a template, to be changed; `xml()` gives the part. Nothing is changed until a method is called."""

    def __init__(self, part: bytes) -> None:
        self._root = etree.fromstring(part)
        self._part = part
        self.changed = False

    def xml(self) -> bytes:
        """The part: the bytes that were read if nothing was changed."""
        if not self.changed:
            return self._part
        return bytes(etree.tostring(self._root, xml_declaration=True, encoding="UTF-8", standalone=True))

    def element(self, style: str) -> etree._Element | None:
        """The w:style of an id."""
        return next((item.element for item in Style.each(self._root) if item.identifier == style), None)

    def all(self, kind: str) -> list[tuple[str, str]]:
        """(id, name) of every style of a type, in the order of the part."""
        return [(item.identifier, item.name) for item in Style.each(self._root) if item.type == kind]

    def add(
        self, wanted: str, name: str, *, based: str = "", kind: str = "paragraph", following: str = "",
        paragraph: Iterable[etree._Element] = (), run: Iterable[etree._Element] = (), extra: str = "",
    ) -> str:  # fmt: skip
        """A new style; its id is `wanted` or, where that is taken, `wanted` with a number. The id is returned.

        A name that is taken gets a number too. `extra` is what a table style holds after w:rPr.
        """
        self.changed = True
        taken = {item.identifier.casefold() for item in Style.each(self._root)}
        names = {item.name.casefold() for item in Style.each(self._root)}
        identifier, title = _free(wanted, taken, ""), _free(name, names, " ")
        style = etree.SubElement(self._root, f"{W}style")
        style.set(f"{W}type", kind)
        if built_in_name(title) != title.casefold():
            style.set(f"{W}customStyle", "1")
        style.set(f"{W}styleId", identifier)
        for tag, value in (("name", title), ("basedOn", based), ("next", following)):
            if value:
                etree.SubElement(style, f"{W}{tag}").set(f"{W}val", value)
        if kind == "paragraph":
            etree.SubElement(style, f"{W}qFormat")
        for tag, order, children in (("pPr", _PARAGRAPH, list(paragraph)), ("rPr", _RUN, list(run))):
            if children:
                _fill(etree.SubElement(style, f"{W}{tag}"), order, children)
        if extra:
            style.extend(etree.fromstring(f'<x xmlns:w="{MAIN}">{extra}</x>'))
        return identifier

    def remove_number(self, style: str) -> bool:
        """Take w:numPr out of a style, and shut out one that it inherits; True if there was any."""
        element = self.element(style)
        if element is None or not self.is_numbered(style):
            return False
        self.changed = True
        properties = element.find(f"{W}pPr")
        if properties is not None:
            for number in properties.findall(f"{W}numPr"):
                properties.remove(number)
        if self.is_numbered(style):
            if properties is None:
                place = next((n for n, child in enumerate(element) if child.tag in _AFTER_PARAGRAPH), len(element))
                properties = etree.Element(f"{W}pPr")
                element.insert(place, properties)
            number = etree.Element(f"{W}numPr")
            etree.SubElement(number, f"{W}ilvl").set(f"{W}val", "0")
            etree.SubElement(number, f"{W}numId").set(f"{W}val", "0")
            _fill(properties, _PARAGRAPH, [number])
        return True

    def is_numbered(self, style: str) -> bool:
        """True if paragraphs of the style carry a number, by its own w:numPr or the nearest one that it is based on."""
        return bool(StyleTree(self._root).list_of(style))


def make(tag: str, **attributes: str | int) -> etree._Element:
    """A property element: make("spacing", line=440, lineRule="exact")."""
    element = etree.Element(f"{W}{tag}", nsmap={"w": MAIN})
    for name, value in attributes.items():
        element.set(f"{W}{name}", str(value))
    return element


def copies(properties: etree._Element | None, leave: Iterable[str] = ()) -> list[etree._Element]:
    """Copies of the children of a w:pPr or w:rPr that a style may hold, but for those named in `leave`."""
    if properties is None:
        return []
    fit = {f"{W}{name}" for name in (*_PARAGRAPH, *_RUN)} - {f"{W}{name}" for name in leave}
    return [copy.deepcopy(child) for child in properties if child.tag in fit]


def _fill(properties: etree._Element, order: list[str], children: list[etree._Element]) -> None:
    """Put children into a w:pPr or w:rPr, each in the place of an older one of its name, in the schema's order."""
    wanted = {child.tag: child for child in children}
    for child in list(properties):
        if child.tag in wanted:
            properties.remove(child)
    places = {f"{W}{name}": index for index, name in enumerate(order)}
    kept = [*properties, *wanted.values()]
    for child in sorted(kept, key=lambda item: places.get(item.tag, len(order))):
        properties.append(child)


def _free(wanted: str, taken: set[str], gap: str) -> str:
    name, number = wanted, 2
    while name.casefold() in taken:
        name, number = f"{wanted}{gap}{number}", number + 1
    return name
