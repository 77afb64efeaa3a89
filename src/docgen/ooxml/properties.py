"""Properties of paragraphs, runs, tables: gathered from elements, laid over one another, read by their declarations.

A property is `{element name: {attribute name: value}}`, both without namespace,
as in `{"spacing": {"line": "440", "lineRule": "exact"}, "jc": {"val": "both"}}`.
Values are strings in one spelling: measures in the unit of their type (`12pt` is
"240"), switches "1" or "0"; what means nothing is left out. Spacing, indents,
fonts and tab stops merge attribute by attribute; everything else is replaced as a whole.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from lxml import etree

from docgen.ooxml import measures
from docgen.ooxml.declared import Attribute, Toggle, Value
from docgen.ooxml.elements import TYPES
from docgen.ooxml.elements.paragraphs import RunProperties, Spacing, TabStop
from docgen.ooxml.names import plain

Properties = dict[str, dict[str, str]]

T = TypeVar("T")
D = TypeVar("D")

_MERGED = frozenset({"spacing", "tabs", "numPr"})
FONT_SLOTS = ("ascii", "hAnsi", "eastAsia", "cs")
SIDES = {"start": "left", "end": "right"}  # as Strict and newer files call them


def attributes_of(element: etree._Element) -> dict[str, str]:
    """An element's attributes by their plain names, each in the one spelling of its type."""
    types = TYPES.get(element.tag)
    if types is None:
        return {plain(name): value for name, value in element.attrib.items()}
    found: dict[str, str] = {}
    for name, value in element.attrib.items():
        kind = types.get(name)
        canonical = value if kind is None else kind.canonical(value)
        if canonical is not None:
            found[plain(name)] = canonical
    return found


def read(properties: Mapping[str, Mapping[str, str]], member: Attribute[T, D] | Value[T, D]) -> T | D:
    """The value of a declared attribute: `read(paragraph, Spacing.before)`, twips."""
    attributes = properties.get(member.element)
    return member.default if attributes is None else member.within(attributes)


def is_on(properties: Mapping[str, Mapping[str, str]], toggle: Toggle) -> bool:
    """Whether a declared switch is on (§17.17.4): `is_on(run, RunProperties.bold)`."""
    attributes = properties.get(toggle.element)
    value = None if attributes is None else measures.on_off(attributes.get("val"))
    return toggle.default if value is None else value


def font_size(run: Properties) -> float:
    """A run's font size in pt; Word's default is 10."""
    size = read(run, RunProperties.size)
    return 10.0 if size is None else size / 2


def line_of(paragraph: Properties) -> int:
    """w:line: twips, or 240ths of a line where the rule is auto; a single line where nothing is said."""
    line = read(paragraph, Spacing.line)
    return 240 if line is None else line


def is_exact(paragraph: Properties) -> bool:
    """True for a line pitch that no font changes."""
    return read(paragraph, Spacing.rule) == "exact"


def nested_values(element: etree._Element) -> dict[str, str]:
    """The w:val of each child: w:numPr as {"numId": "3", "ilvl": "1"}."""
    return {plain(child.tag): attributes_of(child).get("val", "") for child in element if isinstance(child.tag, str)}


def tab_stops(tabs: etree._Element) -> dict[str, str]:
    """w:tabs as position in twips → `alignment:leader`; `clear` takes a stop of a farther style away."""
    found: dict[str, str] = {}
    for element in tabs.iterchildren(TabStop.tag):
        stop = TabStop(element)
        if stop.position is not None:
            found[str(stop.position)] = f"{stop.alignment}:{stop.leader}"
    return found


def merge(target: Properties, source: Mapping[str, dict[str, str]]) -> None:
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


def _merge_indent(base: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    own = {SIDES.get(name, name): value for name, value in own.items()}
    # First line and hanging are one property in two directions: the nearer style decides both.
    if {"firstLine", "firstLineChars"} & own.keys():
        base = {name: value for name, value in base.items() if not name.startswith("hanging")}
    if {"hanging", "hangingChars"} & own.keys():
        base = {name: value for name, value in base.items() if not name.startswith("firstLine")}
    return {**base, **own}


def _merge_fonts(base: dict[str, str], own: dict[str, str]) -> dict[str, str]:
    """A nearer plain font beats a farther theme font of the same slot."""
    named = {slot for slot in FONT_SLOTS if slot in own and f"{slot}Theme" not in own}
    kept = {name: value for name, value in base.items() if name.removesuffix("Theme") not in named or name in named}
    return {**kept, **own}
