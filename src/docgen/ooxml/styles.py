"""Styles as they take effect: docDefaults, basedOn chains, theme fonts, direct formatting (ECMA-376 §17.7).

A property is `{element name: {attribute name: value}}`, both without namespace,
as in `{"spacing": {"line": "440", "lineRule": "exact"}, "jc": {"val": "both"}}`.
Spacing, indents, fonts and tab stops merge attribute by attribute down the chain;
everything else is replaced as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from docgen.ooxml.elements.styles import Style
from docgen.ooxml.theme import read_theme

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"

# What a Latin face prints of a Chinese text, as a CSS unicode-range; quotation marks, dashes, ellipses and the middle
# dot between are left to the Chinese face.
LATIN_RANGE = "U+0-A6,U+A8-B6,U+B8-2FF,U+370-52F,U+1E00-1EFF,U+2022,U+20AC"

Properties = dict[str, dict[str, str]]

_MERGED = frozenset({"spacing", "tabs"})
_FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table style: borders by side, cell margins in twips, cell shading, and its conditional parts.

    `conditions` maps a w:tblStylePr type (wholeTable, firstRow, lastRow, firstCol, band1Horz …) to
    (run properties, cell properties, paragraph properties); `run` and `paragraph` are the style's own
    for the whole table; `bands` are the rows and the columns of a band.
    """

    borders: Properties
    margins: dict[str, int]
    cell: Properties = field(default_factory=dict)
    conditions: dict[str, tuple[Properties, Properties, Properties]] = field(default_factory=dict)
    run: Properties = field(default_factory=dict)
    paragraph: Properties = field(default_factory=dict)
    bands: tuple[int, int] = (1, 1)


class Styles:
    """The styles of one package: of word/styles.xml, none without it; the theme is optional."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts["word/styles.xml"]) if "word/styles.xml" in parts else etree.Element(f"{W}styles")
        self._elements = {element.get(f"{W}styleId", ""): element for element in root.iter(f"{W}style")}
        self._defaults = root.find(f"{W}docDefaults")
        self.theme = read_theme(parts)
        self._resolved: dict[str, tuple[Properties, Properties]] = {}
        self.default_paragraph = self._default("paragraph")
        self.default_table = self._default("table")
        self.by_name = {
            (element.get(f"{W}type", ""), _name(element).casefold()): identifier
            for identifier, element in self._elements.items()
        }

    def has(self, style: str) -> bool:
        return style in self._elements

    def name(self, style: str) -> str:
        """The style's name as Word shows it ("" for an unknown id)."""
        element = self._elements.get(style)
        return "" if element is None else _name(element)

    def chain(self, style: str) -> list[Style]:
        """The style and those that it is based on, the farthest first; a cycle ends where it closes."""
        return [Style(element) for element in self._chain(style)]

    def resolve(self, style: str) -> tuple[Properties, Properties]:
        """Effective (paragraph, run) properties of a paragraph or character style id, "" the default one."""
        known = self._resolved.get(style)
        if known is None:
            known = self._resolved[style] = self._resolve(style or self.default_paragraph)
        return known

    def in_table(self, style: str, paragraph: Properties, run: Properties) -> tuple[Properties, Properties]:
        """`resolve(style)` in a table whose style gives `paragraph` and `run` properties.

        They beat the document's defaults and give way to whatever the paragraph's style says itself (§17.7.2).
        """
        return self._resolve(style or self.default_paragraph, paragraph, run)

    def with_direct(
        self,
        style: str,
        paragraph: etree._Element | None,
        *runs: etree._Element | None,
        table: tuple[Properties, Properties] | None = None,
    ) -> tuple[Properties, Properties]:
        """`resolve(style)` with direct w:pPr and w:rPr elements laid over it, first to last.

        `table` is what the table's style gives the paragraph and its runs (see `in_table`).
        """
        base_paragraph, base_run = self.resolve(style) if table is None else self.in_table(style, *table)
        paragraph_properties, run_properties = dict(base_paragraph), dict(base_run)
        if paragraph is not None:
            self._overlay(paragraph_properties, paragraph)
        for run in runs:
            if run is None:
                continue
            character = run.find(f"{W}rStyle")
            if character is not None:
                for link in self._chain(character.get(f"{W}val", "")):
                    self._overlay(run_properties, link.find(f"{W}rPr"))
            self._overlay(run_properties, run)
        self._name_theme_fonts(run_properties)
        return paragraph_properties, run_properties

    def direct(self, element: etree._Element | None) -> Properties:
        """The properties that one element (w:tcPr, w:tblPr, w:sectPr …) gives by itself."""
        found: Properties = {}
        self._overlay(found, element)
        return found

    def table(self, style: str) -> TableLook:
        """How tables of a table style look ("" the default one)."""
        borders: Properties = {}
        margins = {"top": 0, "left": 108, "bottom": 0, "right": 108}
        cell: Properties = {}
        run: Properties = {}
        paragraph: Properties = {}
        bands = {"Row": 1, "Col": 1}
        conditions: dict[str, tuple[Properties, Properties, Properties]] = {}
        for link in self._chain(style or self.default_table):
            self._overlay_children(borders, link.find(f"{W}tblPr/{W}tblBorders"))
            self._overlay(cell, link.find(f"{W}tcPr"))
            self._overlay(run, link.find(f"{W}rPr"))
            self._overlay(paragraph, link.find(f"{W}pPr"))
            for margin in link.iterfind(f"{W}tblPr/{W}tblCellMar/*"):
                side = {"start": "left", "end": "right"}.get(local(margin), local(margin))
                margins[side] = integer(margin.get(f"{W}w"))
            for kind in bands:
                size = link.find(f"{W}tblPr/{W}tblStyle{kind}BandSize")
                bands[kind] = bands[kind] if size is None else max(integer(size.get(f"{W}val"), 1), 1)
            for condition in link.iterfind(f"{W}tblStylePr"):
                found = conditions.setdefault(condition.get(f"{W}type", ""), ({}, {}, {}))
                self._overlay(found[0], condition.find(f"{W}rPr"))
                self._overlay(found[1], condition.find(f"{W}tcPr"))
                self._overlay(found[2], condition.find(f"{W}pPr"))
                self._name_theme_fonts(found[0])
        self._name_theme_fonts(run)
        return TableLook(borders, margins, cell, conditions, run, paragraph, (bands["Row"], bands["Col"]))

    def _default(self, kind: str) -> str:
        return next(
            (
                identifier
                for identifier, element in self._elements.items()
                if element.get(f"{W}type") == kind and element.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )

    def _chain(self, style: str) -> list[etree._Element]:
        """The style's elements from the root of its basedOn chain down; a cycle ends where it closes."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        while style in self._elements and style not in seen:
            seen.add(style)
            element = self._elements[style]
            chain.insert(0, element)
            based = element.find(f"{W}basedOn")
            style = "" if based is None else based.get(f"{W}val", "")
        return chain

    def _resolve(
        self, style: str, table_paragraph: Properties | None = None, table_run: Properties | None = None
    ) -> tuple[Properties, Properties]:
        paragraph: Properties = {}
        run: Properties = {}
        if self._defaults is not None:
            self._overlay(paragraph, self._defaults.find(f"{W}pPrDefault/{W}pPr"))
            self._overlay(run, self._defaults.find(f"{W}rPrDefault/{W}rPr"))
        merge(paragraph, table_paragraph or {})
        merge(run, table_run or {})
        for link in self._chain(style):
            self._overlay(paragraph, link.find(f"{W}pPr"))
            self._overlay(run, link.find(f"{W}rPr"))
        self._name_theme_fonts(run)
        return paragraph, run

    def _name_theme_fonts(self, run: Properties) -> None:
        """w:asciiTheme="minorHAnsi" and the like → the theme's font name; a theme attribute beats the plain one."""
        fonts = run.get("rFonts")
        if not fonts:
            return
        fonts = dict(fonts)
        for slot in _FONT_SLOTS:
            theme = fonts.get(f"{slot}Theme", "")
            if self.theme.fonts.get(theme):
                fonts[slot] = self.theme.fonts[theme]
        run["rFonts"] = fonts

    def _overlay(self, target: Properties, source: etree._Element | None) -> None:
        for child in source if source is not None else ():
            if not isinstance(child.tag, str):
                continue
            name = local(child)
            if name in ("pBdr", "tcBorders", "tblBorders"):
                self._overlay_children(target, child)
            elif name == "tabs":
                merge(target, {"tabs": _stops(child)})
            else:
                merge(target, {name: self._attributes(child)})

    def _overlay_children(self, target: Properties, source: etree._Element | None) -> None:
        """Borders: each side is a property of its own, `border-top` and so on."""
        for child in source if source is not None else ():
            side = {"start": "left", "end": "right"}.get(local(child), local(child))
            target[f"border-{side}"] = self._attributes(child)

    def _attributes(self, element: etree._Element) -> dict[str, str]:
        plain = {etree.QName(key).localname: value for key, value in element.attrib.items()}
        return self.theme.resolved(local(element), plain)


def local(element: etree._Element) -> str:
    """The element's name without namespace."""
    return etree.QName(element).localname


def integer(text: str | None, default: int = 0) -> int:
    """A whole number of twips or half-points; Word also writes `12.0` and nothing."""
    try:
        return round(float(text)) if text else default
    except ValueError:
        return default


def is_on(properties: Properties, name: str, default: bool = False) -> bool:
    """A toggle property (w:b, w:keepNext …): present and not switched off (ECMA-376 §17.17.4)."""
    value = properties.get(name)
    return default if value is None else value.get("val", "1") not in ("0", "false", "off")


def _name(style: etree._Element) -> str:
    element = style.find(f"{W}name")
    return "" if element is None else element.get(f"{W}val", "")


def merge(target: Properties, source: Properties) -> None:
    """Lay properties over others: indents and fonts by their own rules, spacing and tab stops attribute by attribute."""
    for name, own in source.items():
        if name == "ind":
            target[name] = _merge_indent(target.get(name, {}), own)
        elif name == "rFonts":
            target[name] = _merge_fonts(target.get(name, {}), own)
        elif name in _MERGED:
            target[name] = {**target.get(name, {}), **own}
        else:
            target[name] = own


def _stops(tabs: etree._Element) -> dict[str, str]:
    """w:tabs as position in twips → `alignment:leader`; `clear` takes a stop of a farther style away."""
    return {
        str(integer(tab.get(f"{W}pos"))): f"{tab.get(f'{W}val', 'left')}:{tab.get(f'{W}leader', 'none')}"
        for tab in tabs
        if isinstance(tab.tag, str)
    }


def _merge_indent(base: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    own = {{"start": "left", "end": "right"}.get(name, name): value for name, value in own.items()}
    # First line and hanging are one property in two directions: the nearer style decides both.
    if {"firstLine", "firstLineChars"} & own.keys():
        base = {name: value for name, value in base.items() if not name.startswith("hanging")}
    if {"hanging", "hangingChars"} & own.keys():
        base = {name: value for name, value in base.items() if not name.startswith("firstLine")}
    return {**base, **own}


def _merge_fonts(base: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    """A nearer plain font beats a farther theme font of the same slot."""
    named = {slot for slot in _FONT_SLOTS if slot in own and f"{slot}Theme" not in own}
    kept = {name: value for name, value in base.items() if name.removesuffix("Theme") not in named or name in named}
    return {**kept, **own}
