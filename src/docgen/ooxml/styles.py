"""Styles as they take effect: docDefaults, basedOn chains, theme fonts, direct formatting (ECMA-376 part 1 §17.7).

The one place where `w:basedOn` is followed. `StyleTree` knows the styles by id and by name and how they are based on
one another; `Styles` adds the document's defaults and the theme, and gives what takes effect as
`Properties` (`ooxml.properties`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from docgen.ooxml.built_in_styles import other_names
from docgen.ooxml.elements.styles import Defaults, Style
from docgen.ooxml.names import W, local
from docgen.ooxml.properties import (
    FONT_SLOTS,
    SIDES,
    Properties,
    attributes_of,
    merge,
    nested_values,
    tab_stops,
)  # fmt: skip
from docgen.ooxml.table_styles import TableLook, read_table_look
from docgen.ooxml.theme import read_theme

PART = "word/styles.xml"

TEXT_LEVEL = 9  # w:outlineLvl of what is no heading
_BORDERED = ("pBdr", "tcBorders", "tblBorders")


class StyleTree:
    """The styles under an element by id (the last of equal ids), as they stand when it is made."""

    def __init__(self, root: etree._Element) -> None:
        self._styles = {style.identifier: style for style in Style.each(root)}
        self._styles.pop("", None)
        self.by_name: dict[tuple[str, str], str] = {}  # (type, name in small letters) → id
        called = [(identifier, style.type, style.name, style.aliases) for identifier, style in self._styles.items()]
        for identifier, kind, name, _aliases in called:
            self.by_name[kind, name.casefold()] = identifier
        for identifier, kind, name, aliases in called:
            for other in other_names(name, aliases):
                self.by_name.setdefault((kind, other), identifier)

    def __contains__(self, identifier: object) -> bool:
        return identifier in self._styles

    def __iter__(self) -> Iterator[Style]:
        return iter(self._styles.values())

    def get(self, identifier: str) -> Style | None:
        """The style of an id."""
        return self._styles.get(identifier)

    def default(self, kind: str) -> str:
        """The id of the default style of a type (paragraph, character, table, numbering), "" without one."""
        return next((style.identifier for style in self if style.default and style.type == kind), "")

    def nearest_first(self, identifier: str) -> Iterator[Style]:
        """The style and those that it is based on; a cycle ends where it closes (§17.7.4.3)."""
        seen: set[str] = set()
        while (style := self._styles.get(identifier)) is not None and identifier not in seen:
            seen.add(identifier)
            yield style
            identifier = style.based_on

    def chain(self, identifier: str) -> list[Style]:
        """The same, the farthest first: the order in which they are laid over one another."""
        return [*self.nearest_first(identifier)][::-1]

    def list_of(self, identifier: str) -> str:
        """The list instance (w:numId) that a paragraph style puts its paragraphs into, its own or inherited; "" for none.

        "0" takes an inherited number away; a style that says only a level keeps what it inherits (§17.9.18).
        """
        for style in self.nearest_first(identifier):
            number = style.paragraph.numbering if style.paragraph is not None else None
            if number is not None and number.instance:
                return "" if number.instance == "0" else number.instance
        return ""

    def outline(self, identifier: str) -> int | None:
        """The outline level in force, 0 for the first, TEXT_LEVEL for text; None where none of its chain says one (§17.3.1.20)."""
        for style in self.nearest_first(identifier):
            level = style.paragraph.outline if style.paragraph is not None else None
            if level is not None:
                return level if 0 <= level < TEXT_LEVEL else TEXT_LEVEL
        return None


class Styles:
    """The styles of one package: of word/styles.xml, none without it; the theme is optional."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        root = etree.fromstring(parts[PART]) if PART in parts else etree.Element(f"{W}styles")
        self.tree = StyleTree(root)
        self._defaults = Defaults.maybe(root.find(Defaults.tag))
        self.theme = read_theme(parts)
        self._own: dict[str, tuple[Properties, Properties]] = {}
        self._resolved: dict[str, tuple[Properties, Properties]] = {}
        self._tables: dict[str, TableLook] = {}
        self.default_paragraph = self.tree.default("paragraph")
        self.default_table = self.tree.default("table")
        self.by_name = self.tree.by_name

    def has(self, style: str) -> bool:
        return style in self.tree

    def name(self, style: str) -> str:
        """The style's name as Word shows it ("" for an unknown id)."""
        found = self.tree.get(style)
        return "" if found is None else found.name

    def type(self, style: str) -> str:
        """paragraph, character, table or numbering ("" for an unknown id)."""
        found = self.tree.get(style)
        return "" if found is None else found.type

    def chain(self, style: str) -> list[Style]:
        """The style and those that it is based on, the farthest first; a cycle ends where it closes."""
        return self.tree.chain(style)

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
        self._overlay(paragraph_properties, paragraph)
        for run in runs:
            if run is None:
                continue
            character = run.find(f"{W}rStyle")
            if character is not None:
                for link in self.chain(character.get(f"{W}val", "")):
                    merge(run_properties, self._of(link)[1])
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
        known = self._tables.get(style)
        if known is None:
            chain = self.chain(style or self.default_table)
            known = self._tables[style] = read_table_look(chain, self.direct, self._name_theme_fonts)
        return known

    def _of(self, style: Style) -> tuple[Properties, Properties]:
        """What a style says itself, read once."""
        known = self._own.get(style.identifier)
        if known is None:
            paragraph, run = style.element.find(f"{W}pPr"), style.element.find(f"{W}rPr")
            known = self._own[style.identifier] = (self.direct(paragraph), self.direct(run))
        return known

    def _resolve(
        self, style: str, table_paragraph: Properties | None = None, table_run: Properties | None = None
    ) -> tuple[Properties, Properties]:
        paragraph: Properties = {}
        run: Properties = {}
        if self._defaults is not None:
            self._overlay(paragraph, self._defaults.element.find(f"{W}pPrDefault/{W}pPr"))
            self._overlay(run, self._defaults.element.find(f"{W}rPrDefault/{W}rPr"))
        merge(paragraph, table_paragraph or {})
        merge(run, table_run or {})
        for link in self.chain(style):
            own_paragraph, own_run = self._of(link)
            merge(paragraph, own_paragraph)
            merge(run, own_run)
        self._name_theme_fonts(run)
        return paragraph, run

    def _name_theme_fonts(self, run: Properties) -> None:
        """w:asciiTheme="minorHAnsi" and the like → the theme's font name; a theme attribute beats the plain one."""
        fonts = run.get("rFonts")
        if not fonts:
            return
        fonts = dict(fonts)
        for slot in FONT_SLOTS:
            theme = fonts.get(f"{slot}Theme", "")
            if self.theme.fonts.get(theme):
                fonts[slot] = self.theme.fonts[theme]
        run["rFonts"] = fonts

    def _overlay(self, target: Properties, source: etree._Element | None) -> None:
        for child in source if source is not None else ():
            name = local(child)
            if not name:
                continue
            if name in _BORDERED:
                self._overlay_borders(target, child)
            elif name == "tabs":
                merge(target, {name: tab_stops(child)})
            elif name == "numPr":
                merge(target, {name: nested_values(child)})
            else:
                merge(target, {name: self.theme.resolved(name, attributes_of(child))})

    def _overlay_borders(self, target: Properties, source: etree._Element) -> None:
        """Each side is a property of its own, `border-top` and so on."""
        for child in source:
            name = local(child)
            if name:
                target[f"border-{SIDES.get(name, name)}"] = self.theme.resolved(name, attributes_of(child))
