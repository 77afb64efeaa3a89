"""Heading styles bound to the list that numbers the headings, so that a heading added in Word is numbered too.

The headings that docgen writes carry their number themselves (numbering.py) and
would be right without this. A style is left alone where binding would show in
the template's own text: a cover title in 标题 1 must not become 第一章.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from lxml import etree

from docgen.docx.look import Look
from docgen.ooxml.elements.styles import Style
from docgen.ooxml.names import W
from docgen.ooxml.opened import Package
from docgen.ooxml.styles import PART

_USE = re.compile(rb'<w:pStyle w:val="([^"]*)"')
_LEVELS = range(1, 7)
# What a style's w:pPr holds before w:numPr, and what a w:style holds after w:pPr (ECMA-376 §17.3.1.26, §17.7.4.17).
_BEFORE_NUMBER = {f"{W}{name}" for name in ("keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl")}
_AFTER_PARAGRAPH = {f"{W}{name}" for name in ("rPr", "tblPr", "trPr", "tcPr", "tblStylePr")}


def free_heading_styles(package: Package, look: Look) -> dict[int, str]:
    """Level from 1 → heading style id, where the template has a style for that level alone and none of its own text uses it."""
    used = {
        identifier.decode()
        for name, part in package.parts.items()
        if name.startswith("word/") and name not in (PART, "word/numbering.xml")
        for identifier in _USE.findall(part)
    }
    free: dict[int, str] = {}
    for level in _LEVELS:
        style = look.style(f"heading{level}")
        if style and style not in used and style not in free.values():
            free[level] = style
    return free


def bind_heading_styles(package: Package, numbers: Mapping[str, tuple[int, int]]) -> None:
    """Give each style id its (w:ilvl, w:numId); styles based on one of them, as TOC Heading often is, stay unnumbered."""
    if not numbers:
        return
    root = etree.fromstring(package.parts[PART])
    for style in Style.each(root):
        number = numbers.get(style.identifier)
        if number is not None:
            _set_number(style.element, *number)
        elif style.based_on in numbers and (style.paragraph is None or style.paragraph.numbering is None):
            _set_number(style.element, 0, 0)
    package.set_xml(PART, root)


def _set_number(style: etree._Element, level: int, number: int) -> None:
    properties = style.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        place = next((index for index, child in enumerate(style) if child.tag in _AFTER_PARAGRAPH), len(style))
        style.insert(place, properties)
    for old in properties.findall(f"{W}numPr"):
        properties.remove(old)
    numbering = etree.Element(f"{W}numPr")
    etree.SubElement(numbering, f"{W}ilvl").set(f"{W}val", str(level))
    etree.SubElement(numbering, f"{W}numId").set(f"{W}val", str(number))
    properties.insert(sum(1 for child in properties if child.tag in _BEFORE_NUMBER), numbering)
