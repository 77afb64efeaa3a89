"""Styles as they take effect: docDefaults, basedOn chains, theme fonts, direct formatting (ECMA-376 §17.7).

A property is `{element name: {attribute name: value}}`, both without namespace,
as in `{"spacing": {"line": "440", "lineRule": "exact"}, "jc": {"val": "both"}}`.
Spacing, indents and fonts merge attribute by attribute down the chain;
everything else is replaced as a whole.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{MAIN}}}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"

# What a Latin face prints of a Chinese text, as a CSS unicode-range; quotation marks, dashes, ellipses and the middle
# dot between are left to the Chinese face.
LATIN_RANGE = "U+0-A6,U+A8-B6,U+B8-2FF,U+370-52F,U+1E00-1EFF,U+2022,U+20AC"

Properties = dict[str, dict[str, str]]

_MERGED = frozenset({"spacing", "ind", "rFonts", "pBdr", "tabs", "tblBorders", "tcBorders", "tblCellMar", "tcMar"})
_FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")


@dataclass(frozen=True, slots=True)
class TableLook:
    """A table style: borders by side, cell margins in twips, cell shading, and its conditional parts.

    `conditions` maps a w:tblStylePr type (firstRow, lastRow, firstCol, band1Horz …) to
    (run properties, cell properties, paragraph properties).
    """

    borders: Properties
    margins: dict[str, int]
    cell: Properties = field(default_factory=dict)
    conditions: dict[str, tuple[Properties, Properties, Properties]] = field(default_factory=dict)


class Styles:
    """The styles of one package. `parts` need word/styles.xml; the theme is optional."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        root = etree.fromstring(parts["word/styles.xml"])
        self._elements = {element.get(f"{W}styleId", ""): element for element in root.iter(f"{W}style")}
        self._defaults = root.find(f"{W}docDefaults")
        self._theme = _theme_fonts(parts)
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

    def resolve(self, style: str) -> tuple[Properties, Properties]:
        """Effective (paragraph, run) properties of a paragraph or character style id, "" the default one."""
        known = self._resolved.get(style)
        if known is None:
            known = self._resolved[style] = self._resolve(style or self.default_paragraph)
        return known

    def with_direct(
        self, style: str, paragraph: etree._Element | None, *runs: etree._Element | None
    ) -> tuple[Properties, Properties]:
        """`resolve(style)` with direct w:pPr and w:rPr elements laid over it, first to last."""
        base_paragraph, base_run = self.resolve(style)
        paragraph_properties, run_properties = dict(base_paragraph), dict(base_run)
        if paragraph is not None:
            _overlay(paragraph_properties, paragraph)
        for run in runs:
            if run is None:
                continue
            character = run.find(f"{W}rStyle")
            if character is not None:
                for link in self._chain(character.get(f"{W}val", "")):
                    _overlay(run_properties, link.find(f"{W}rPr"))
            _overlay(run_properties, run)
        self._name_theme_fonts(run_properties)
        return paragraph_properties, run_properties

    def table(self, style: str) -> TableLook:
        """How tables of a table style look ("" the default one)."""
        borders: Properties = {}
        margins = {"top": 0, "left": 108, "bottom": 0, "right": 108}
        cell: Properties = {}
        conditions: dict[str, tuple[Properties, Properties, Properties]] = {}
        for link in self._chain(style or self.default_table):
            _overlay_children(borders, link.find(f"{W}tblPr/{W}tblBorders"))
            _overlay(cell, link.find(f"{W}tcPr"))
            for margin in link.iterfind(f"{W}tblPr/{W}tblCellMar/*"):
                side = {"start": "left", "end": "right"}.get(local(margin), local(margin))
                margins[side] = integer(margin.get(f"{W}w"))
            for condition in link.iterfind(f"{W}tblStylePr"):
                found = conditions.setdefault(condition.get(f"{W}type", ""), ({}, {}, {}))
                _overlay(found[0], condition.find(f"{W}rPr"))
                _overlay(found[1], condition.find(f"{W}tcPr"))
                _overlay_children(found[1], condition.find(f"{W}tcPr/{W}tcBorders"))
                _overlay(found[2], condition.find(f"{W}pPr"))
                self._name_theme_fonts(found[0])
        return TableLook(borders, margins, cell, conditions)

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

    def _resolve(self, style: str) -> tuple[Properties, Properties]:
        paragraph: Properties = {}
        run: Properties = {}
        if self._defaults is not None:
            _overlay(paragraph, self._defaults.find(f"{W}pPrDefault/{W}pPr"))
            _overlay(run, self._defaults.find(f"{W}rPrDefault/{W}rPr"))
        for link in self._chain(style):
            _overlay(paragraph, link.find(f"{W}pPr"))
            _overlay(run, link.find(f"{W}rPr"))
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
            if self._theme.get(theme):
                fonts[slot] = self._theme[theme]
        run["rFonts"] = fonts


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


def _overlay(target: Properties, source: etree._Element | None) -> None:
    for child in source if source is not None else ():
        if not isinstance(child.tag, str):
            continue
        name = local(child)
        own = {etree.QName(key).localname: value for key, value in child.attrib.items()}
        if name in ("pBdr", "tcBorders", "tblBorders"):
            _overlay_children(target, child)
            continue
        if name == "tabs":
            stops = [f"{tab.get(f'{W}pos')}:{tab.get(f'{W}val')}:{tab.get(f'{W}leader', 'none')}" for tab in child]
            target["tabs"] = dict(enumerate_texts(stops))
            continue
        if name == "ind":
            target[name] = _merge_indent(target.get(name, {}), own)
        elif name in _MERGED:
            target[name] = _merge_fonts(target.get(name, {}), own) if name == "rFonts" else {**target.get(name, {}), **own}
        else:
            target[name] = own


def _overlay_children(target: Properties, source: etree._Element | None) -> None:
    """Borders: each side is a property of its own, `border-top` and so on."""
    for child in source if source is not None else ():
        side = {"start": "left", "end": "right"}.get(local(child), local(child))
        target[f"border-{side}"] = {etree.QName(key).localname: value for key, value in child.attrib.items()}


def enumerate_texts(texts: list[str]) -> list[tuple[str, str]]:
    return [(str(index), text) for index, text in enumerate(texts)]


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


def _theme_fonts(parts: dict[str, bytes]) -> dict[str, str]:
    """{minorHAnsi: Calibri, minorEastAsia: 宋体, …}; East Asian fonts by script Hans where w:ea is empty."""
    content = parts.get("word/theme/theme1.xml")
    if content is None:
        return {}
    fonts: dict[str, str] = {}
    root = etree.fromstring(content)
    for kind in ("major", "minor"):
        group = root.find(f".//{_DRAWING}{kind}Font")
        if group is None:
            continue
        latin, asian = (_typeface(group.find(f"{_DRAWING}{name}")) for name in ("latin", "ea"))
        if not asian:
            asian = next((_typeface(font) for font in group.iterfind(f"{_DRAWING}font") if font.get("script") == "Hans"), "")
        fonts |= {f"{kind}HAnsi": latin, f"{kind}Ascii": latin, f"{kind}EastAsia": asian}
    return fonts


def _typeface(element: etree._Element | None) -> str:
    return "" if element is None else element.get("typeface", "")
