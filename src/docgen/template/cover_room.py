"""How full a cover is that is held apart by blank lines: a title of two lines pushes its last line onto the next page.

An estimate: exact pitches count as they are, others as the font's usual height times the factor (ECMA-376 §17.3.1.33).
"""

from __future__ import annotations

import math
import re

from lxml import etree

from docgen.errors import Location, Problem
from docgen.ooxml import measures
from docgen.ooxml.elements.paragraphs import Spacing
from docgen.ooxml.elements.sections import SectionProperties
from docgen.ooxml.names import W
from docgen.ooxml.properties import Properties, font_size, is_exact, line_of, read
from docgen.ooxml.sections import page_set_up
from docgen.ooxml.styles import Styles
from docgen.template import messages
from docgen.template.paragraph_text import is_blank, text_of
from docgen.template.places import shortened
from docgen.template.template_layout import style_of

_NATURAL = 1.448  # height of a line of CJK text to its size: ascent and descent of the usual fonts
_LENGTHS = {"title": 26, "project": 22, "client": 14, "organization": 14}  # characters of a name that is not short
_MM = 20 * 72 / 25.4  # twips


def check_cover_room(
    children: list[etree._Element], section: etree._Element | None, styles: Styles, location: Location
) -> list[Problem]:
    """W188 where a title of one more line would not fit on the cover's page; `children` are that page's."""
    paragraphs = [child for child in children if child.tag == f"{W}p"]
    title = next((child for child in paragraphs if "{{ title }}" in text_of(child)), None)
    last = next((child for child in reversed(paragraphs) if text_of(child).strip()), None)
    if (
        section is None
        or title is None
        or last is None
        or title is last
        or not any(is_blank(child) for child in paragraphs)
    ):
        return []
    used = sum(_height(child, styles) for child in children[: children.index(last) + 1])
    room = page_set_up(SectionProperties(section)).text_height - used
    need = _line(title, styles)
    if room >= need:
        return []
    left = max(round(room / _MM), 0)
    return [messages.FULL_COVER.at(location, room=left, last=shortened(text_of(last)))]


def check_boxes(children: list[etree._Element], styles: Styles, location: Location) -> list[Problem]:
    """W192 for each text box of the cover, of a fixed size, in which a name of usual length does not fit.

    Word cuts off what stands below a box's edge; a box that grows with its text (a:spAutoFit, mso-fit-shape-to-text) is none of these.
    """
    problems: list[Problem] = []
    for child in children:
        for content in child.iter(f"{W}txbxContent"):
            if next(content.iterancestors("{*}Fallback"), None) is not None:
                continue  # the old form of the same box
            size = _box(content)
            if size is not None:
                problems += _narrow(content, size, styles, location)
    return problems


def _narrow(content: etree._Element, size: tuple[float, float], styles: Styles, location: Location) -> list[Problem]:
    wide, high = size
    used = 0.0
    names: list[tuple[str, int, int]] = []
    for paragraph in content.iterchildren(f"{W}p"):
        text = text_of(paragraph)
        letters = max(round(font_size(_look(paragraph, styles)[1]) * 20), 1)
        expected = next((count for tag, count in _LENGTHS.items() if re.search(rf"\{{\{{ {tag}\b", text)), 0)
        if expected:
            names.append((text.strip(), letters, expected))
        count = expected or len(text.strip())
        used += max(math.ceil(count * letters / wide), 1) * _line(paragraph, styles)
    if used <= high or not names:
        return []
    tag, letters, expected = max(names, key=lambda item: item[1] * item[2])
    fits = int(wide / letters)
    line = letters * _NATURAL
    lines = max(int((high - (used - math.ceil(expected * letters / wide) * line)) / line), 1)
    return [messages.NARROW_BOX.at(location, tag=tag, count=fits * lines, expected=expected)]


def _box(content: etree._Element) -> tuple[float, float] | None:
    """Width and height in twips for the text of a box, within its usual inner edges; None for one that grows, or of unknown size."""
    for ancestor in content.iterancestors():
        name = etree.QName(ancestor).localname
        style = ancestor.get("style", "")
        if "mso-fit-shape-to-text:t" in style or ancestor.find("{*}bodyPr/{*}spAutoFit") is not None:
            return None
        if name in ("inline", "anchor"):
            extent = ancestor.find("{*}extent")
            if extent is None:
                return None
            wide, high = (measures.emu(extent.get(side)) or 0 for side in ("cx", "cy"))
            return wide / 635 - 288, high / 635 - 144  # edges of 0.1 and 0.05 in
        sizes = dict(re.findall(r"(?:^|;)\s*(width|height)\s*:\s*([\d.]+)pt", style))
        if len(sizes) == 2:
            return float(sizes["width"]) * 20 - 288, float(sizes["height"]) * 20 - 144
    return None


def _height(child: etree._Element, styles: Styles) -> int:
    if child.tag == f"{W}tbl":
        return sum(
            max(
                (sum(_height(item, styles) for item in cell.iterchildren(f"{W}p")) for cell in row.iter(f"{W}tc")),
                default=0,
            )
            for row in child.iter(f"{W}tr")
        )
    if child.tag != f"{W}p":
        return sum(_height(item, styles) for item in child.iter(f"{W}p"))
    if child.find(f"{W}pPr/{W}sectPr") is not None and is_blank(child):
        return 0
    look = _look(child, styles)[0]
    picture = max(
        (
            measures.emu(item.get("cy")) or 0
            for item in child.iter("{*}extent")
            if item.getparent().tag.endswith("}inline")
        ),
        default=0,
    )
    return max(_line(child, styles), picture // 635) + read(look, Spacing.before) + read(look, Spacing.after)


def _line(paragraph: etree._Element, styles: Styles) -> int:
    properties, run = _look(paragraph, styles)
    line = line_of(properties)
    if is_exact(properties):
        return line
    natural = font_size(run) * 20 * _NATURAL
    return round(max(natural, line) if read(properties, Spacing.rule) == "atLeast" else natural * line / 240)


def _look(paragraph: etree._Element, styles: Styles) -> tuple[Properties, Properties]:
    runs = [run.find(f"{W}rPr") for run in paragraph.iter(f"{W}r") if run.find(f"{W}t") is not None]
    mark = paragraph.find(f"{W}pPr/{W}rPr")
    return styles.with_direct(style_of(paragraph), paragraph.find(f"{W}pPr"), runs[0] if runs else mark)
