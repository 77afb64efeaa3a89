"""What in a Word template will go wrong or will surprise, with its place: for `docgen template adopt` and `template check`."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from docgen.errors import Location, Problem
from docgen.ooxml.file_faults import find_missing_parts, find_value_faults
from docgen.ooxml.names import W
from docgen.ooxml.settings import Settings
from docgen.ooxml.styles import Styles
from docgen.template import messages
from docgen.template.adopt_package import external_targets
from docgen.template.direct_looks import CAPTION
from docgen.template.paragraph_text import text_of
from docgen.template.places import part_title, shortened, spots, text_parts
from docgen.template.roles import Roles
from docgen.template.style_sheet import NAME, StyleSheet

_CHANGES = (
    "ins",
    "del",
    "moveFrom",
    "moveTo",
    "rPrChange",
    "pPrChange",
    "sectPrChange",
    "tblPrChange",
    "numberingChange",
)
_LEVELS = range(1, 7)


def find_faults(parts: dict[str, bytes], location: Location) -> list[Problem]:
    """Warnings (W106, W107, W172, W177–W180, W185, W191) about parts that a template keeps; nothing is changed."""
    problems = [*find_missing_parts(parts, location), *find_value_faults(parts, location)]
    for part in text_parts(parts):
        root = etree.fromstring(parts[part])
        problems += _changes(part, root, location)
        problems += _captions(part, root, location)
        problems += _controls(part, root, location)
    problems += _package_faults(parts, location)
    return problems


def numbered_headings(parts: dict[str, bytes], roles: Roles, location: Location) -> list[Problem]:
    """W170 for heading styles that count by themselves."""
    sheet = StyleSheet(parts[NAME])
    styles = dict.fromkeys(roles[f"heading{level}"] for level in _LEVELS)
    names = [sheet_name for style in styles if sheet.is_numbered(style) and (sheet_name := _style_name(sheet, style))]
    if not names:
        return []
    return [messages.NUMBERED_HEADINGS.at(location, names="、".join(names))]


def used_fonts(parts: dict[str, bytes], roles: Roles, styles: Styles) -> dict[str, list[str]]:
    """Font name → the roles or parts that use it: of the styles in use and of direct formatting in kept text."""
    found: dict[str, list[str]] = {}
    for role in (
        "body",
        "plain",
        "heading1",
        "heading2",
        "heading3",
        "caption",
        "table-text",
        "table-head",
        "toc1",
        "header",
        "footer",
    ):
        fonts = styles.resolve(roles[role])[1].get("rFonts", {})
        for slot in ("eastAsia", "ascii"):
            if fonts.get(slot):
                found.setdefault(fonts[slot], []).append(f"样式“{styles.name(roles[role])}”")
    for part in text_parts(parts):
        for spot in spots(part, etree.fromstring(parts[part])):
            if not text_of(spot.paragraph).strip():
                continue
            for fonts in spot.paragraph.iter(f"{W}rFonts"):
                for slot in ("eastAsia", "ascii"):
                    if name := fonts.get(f"{W}{slot}"):
                        found.setdefault(name, []).append(spot.place)
    return {name: list(dict.fromkeys(places)) for name, places in found.items()}


def _style_name(sheet: StyleSheet, style: str) -> str:
    return next((f"“{name}”" for identifier, name in sheet.all("paragraph") if identifier == style), "")


def _changes(part: str, root: etree._Element, location: Location) -> list[Problem]:
    problems = []
    marked = [
        spot.place
        for spot in spots(part, root)
        if any(spot.paragraph.find(f".//{W}{name}") is not None for name in _CHANGES)
    ]
    if marked:
        problems.append(messages.REVISIONS.at(location, places=_several(marked)))
    commented = [spot.place for spot in spots(part, root) if spot.paragraph.find(f".//{W}commentReference") is not None]
    if commented:
        problems.append(messages.COMMENTS.at(location, places=_several(commented)))
    return problems


def _captions(part: str, root: etree._Element, location: Location) -> list[Problem]:
    """Captions with a typed number: docgen counts its own and does not know of these."""
    stray = [
        spot.quoted
        for spot in spots(part, root)
        if CAPTION.match(text_of(spot.paragraph)) and len(text_of(spot.paragraph)) < 40
    ]
    if not stray:
        return []
    return [messages.TYPED_CAPTIONS.at(location, places=_several(stray))]


def _controls(part: str, root: etree._Element, location: Location) -> list[Problem]:
    problems = []
    for control in root.iter(f"{W}sdt"):
        if control.find(f"{W}sdtPr/{W}dataBinding") is None:
            continue
        text = shortened("".join(control.itertext(f"{W}t")))
        problems.append(messages.BOUND_CONTROL.at(location, part=part_title(part), text=text))
    return problems


def _package_faults(parts: dict[str, bytes], location: Location) -> list[Problem]:
    problems = []
    for part, kind, target in external_targets(parts):
        if kind == "attachedTemplate":
            problems.append(messages.ATTACHED_TEMPLATE.at(location, target=target))
        else:
            problems.append(messages.LINKED.at(location, part=part_title(part), kind=kind, target=target))
    if Settings(parts).protected:
        problems.append(messages.PROTECTED.at(location))
    return problems


def _several(places: Iterable[str]) -> str:
    """The first three places, and how many there are."""
    places = list(places)
    more = f" 等 {len(places)} 处" if len(places) > 3 else ""
    return "、".join(places[:3]) + more
