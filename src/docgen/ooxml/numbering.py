"""Word's numbering: which list a paragraph is of, and what is printed before it (ECMA-376 part 1 §17.9).

`Numbering` holds the definitions of a file, `Counter` counts the paragraphs of one story in reading order, those of
table cells included. Lists of one definition count together; an instance's own start
begins anew where the instance is first used. As Word and LibreOffice do, and the standard does not say: a paragraph
whose level above has not come yet counts that level as come (1.1 and then 2), and an empty paragraph is counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.ooxml.alternatives import child_of
from docgen.ooxml.elements.numbering import Definition, Instance, Level, NumberFormat, NumberingRoot, Override
from docgen.ooxml.elements.paragraphs import NumberProperties, Paragraph
from docgen.ooxml.names import W
from docgen.ooxml.styles import Styles
from docgen.ooxml.symbols import text_in_unicode
from docgen.text.ordinals import ordinal

LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_NONE = "0"  # the w:numId that takes a number away


@dataclass(frozen=True, slots=True)
class Place:
    """The list instance (w:numId) of a paragraph, and its level from 0."""

    instance: str
    level: int


@dataclass(frozen=True, slots=True)
class Label:
    """What is printed before a paragraph. `text` is without the `suffix` (tab, space, nothing) that follows it.

    `ordinal` is the count of its own level; `form` the w:numFmt, "bullet" for a bullet.
    """

    text: str
    place: Place
    definition: str
    form: str
    suffix: str
    ordinal: int

    @property
    def is_bullet(self) -> bool:
        return self.form == "bullet"


def read_numbering(parts: Mapping[str, bytes], styles: Styles) -> Numbering:
    """The lists of a package, none where it has no word/numbering.xml."""
    part = parts.get("word/numbering.xml")
    return Numbering(None if part is None else etree.fromstring(part), styles)


class Numbering:
    """The lists of one file: `part` is its word/numbering.xml, None without lists."""

    def __init__(self, part: etree._Element | None, styles: Styles) -> None:
        self._styles = styles
        root = NumberingRoot(etree.Element(NumberingRoot.tag) if part is None else part)
        self._definitions = {item.identifier: item for item in root.definitions}
        self._instances = {item.identifier: item for item in root.instances}
        self._levels: dict[Place, Level | None] = {}
        self._overrides: dict[Place, Override | None] = {}
        self._defined: dict[str, str] = {}  # instance → definition
        self._styled: dict[str, tuple[str, int | None]] = {}  # style → instance and level

    def counter(self) -> Counter:
        """A counter for one story."""
        return Counter(self)

    def place(self, paragraph: etree._Element) -> Place | None:
        """The list and level of a w:p by its own w:numPr or its style's; None for one that is not numbered."""
        view = Paragraph(paragraph)
        own = view.properties.numbering if view.properties is not None else None
        instance, level = ("", None) if own is None else (own.instance, own.level)
        if instance:
            return None if instance == _NONE else Place(instance, _bounded(level))
        if view.style not in self._styled:
            self._styled[view.style] = self._of_style(view.style)
        inherited, linked = self._styled[view.style]
        if not inherited or inherited == _NONE:
            return None
        return Place(inherited, _bounded(linked if level is None else level))

    def level(self, place: Place) -> Level | None:
        """The level's definition as it takes effect: overridden, or of the list that a numbering style names."""
        if place not in self._levels:
            self._levels[place] = self._find_level(place)
        return self._levels[place]

    def form(self, place: Place) -> str:
        """The name of the level's w:numFmt (decimal, bullet, none …); "" where the list has no such level."""
        level = self.level(place)
        return "" if level is None else _format(level)[0]

    def definition(self, instance: str) -> str:
        """The definition (w:abstractNumId) that an instance counts with, that of its numbering style if it names one."""
        if instance not in self._defined:
            found = self._defining(self._instances.get(instance))
            self._defined[instance] = "" if found is None else found.identifier
        return self._defined[instance]

    def override(self, place: Place) -> Override | None:
        """The instance's own words on a level."""
        if place not in self._overrides:
            found = self._instances.get(place.instance)
            own = [] if found is None else found.overrides
            self._overrides[place] = next((item for item in own if item.index == place.level), None)
        return self._overrides[place]

    def start(self, place: Place) -> int:
        """The number that the level begins with."""
        override, level = self.override(place), self.level(place)
        if override is not None and override.start is not None:
            return override.start
        return 0 if level is None else level.start

    # --- styles ---

    def _of_style(self, style: str) -> tuple[str, int | None]:
        """The instance that a paragraph style gives, and the level.

        The level is that which names the style (§17.9.23): it beats the w:ilvl of the same style (§17.3.1.19), not of a nearer one.
        """
        passed = list(self._numbered_styles(style))
        instance = next((own.instance for _style, own in passed if own is not None and own.instance), "")
        if not instance or instance == _NONE:
            return instance, None
        bound = {level.style: level.index for level in reversed(self._all_levels(instance)) if level.style}
        for identifier, own in passed:
            if identifier in bound:
                return instance, bound[identifier]
            if own is not None and own.level is not None:
                return instance, own.level
        return instance, None

    def _numbered_styles(self, style: str) -> Iterator[tuple[str, NumberProperties | None]]:
        """The style and those that it is based on, each with its numbering."""
        for link in reversed(self._styles.chain(style or self._styles.default_paragraph)):
            yield link.identifier, link.paragraph.numbering if link.paragraph is not None else None

    # --- definitions ---

    def _find_level(self, place: Place) -> Level | None:
        override = self.override(place)
        if override is not None and override.level is not None:
            return override.level
        return next((level for level in self._all_levels(place.instance) if level.index == place.level), None)

    def _all_levels(self, instance: str) -> list[Level]:
        definition = self._defining(self._instances.get(instance))
        return [] if definition is None else definition.levels

    def _defining(self, instance: Instance | None) -> Definition | None:
        """The definition with the levels of an instance, through numbering styles (§17.9.21, §17.9.27)."""
        seen: set[str] = set()
        found = None if instance is None else self._definitions.get(instance.definition)
        while found is not None and found.numbering_style and found.identifier not in seen:
            seen.add(found.identifier)
            found = self._of_numbering_style(found.numbering_style) or found
        return found

    def _of_numbering_style(self, style: str) -> Definition | None:
        for link in reversed(self._styles.chain(style)):
            numbering = link.paragraph.numbering if link.paragraph is not None else None
            instance = None if numbering is None else self._instances.get(numbering.instance)
            if instance is not None:
                return self._definitions.get(instance.definition)
        return next((item for item in self._definitions.values() if item.style_link == style), None)


class Counter:
    """Counts the numbered paragraphs of one story; a new one for each story."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, list[int | None]] = {}  # by definition
        self._begun: set[Place] = set()  # whose own start has been taken

    def label(self, paragraph: etree._Element) -> Label | None:
        """What Word prints before the next paragraph (w:p), None for one that is not numbered. Every paragraph is asked once, in order."""
        place = self._numbering.place(paragraph)
        return None if place is None else self._count(place)

    def _count(self, place: Place) -> Label | None:
        numbering = self._numbering
        level = numbering.level(place)
        if level is None:
            return None
        definition = numbering.definition(place.instance)
        counts = self._counts.setdefault(definition, [None] * LEVELS)
        override = numbering.override(place)
        counted = counts[place.level]
        if override is not None and override.start is not None and place not in self._begun:
            self._begun.add(place)
            counted = None
        number = numbering.start(place) if counted is None else counted + 1
        counts[place.level] = number
        for above in range(place.level):
            if counts[above] is None:
                counts[above] = numbering.start(Place(place.instance, above))
        for below in range(place.level + 1, LEVELS):
            if self._restarts(Place(place.instance, below), place.level):
                counts[below] = None
        form, _pattern = _format(level)
        return Label(self._printed(place, level, counts), place, definition, form, level.suffix, number)

    def _restarts(self, place: Place, used: int) -> bool:
        """True if a level begins anew once a level above it has been used (§17.9.10)."""
        level = self._numbering.level(place)
        restart = None if level is None else level.restart
        return True if restart is None or restart > place.level else used < restart

    def _printed(self, place: Place, level: Level, counts: list[int | None]) -> str:
        form, _pattern = _format(level)
        if form == "bullet":
            return _bullet(level)
        if any(int(sign) - 1 > place.level for sign in _PLACE.findall(level.text)):
            return ""  # as Word does ([MS-OI29500] §2.1.283)
        return _PLACE.sub(
            lambda sign: self._ordinal(Place(place.instance, int(sign[1]) - 1), level.legal, counts), level.text
        )

    def _ordinal(self, place: Place, legal: bool, counts: list[int | None]) -> str:
        level = self._numbering.level(place)
        form, pattern = ("decimal", "") if level is None else _format(level)
        if legal and form != "none":  # every number of a legal level is decimal, whatever its own level says (§17.9.4)
            form = "decimal"
        return ordinal(counts[place.level] or 0, form, pattern)


def _bounded(level: int | None) -> int:
    return min(max(level or 0, 0), LEVELS - 1)


def _format(level: Level) -> tuple[str, str]:
    """The w:numFmt of a level and its pattern; newer formats stand in an alternative."""
    found = NumberFormat.maybe(child_of(level.element, NumberFormat.tag))
    return ("decimal", "") if found is None else (found.name, found.pattern)


def _bullet(level: Level) -> str:
    """The sign of a bullet as it looks, whichever symbol font it is of; • for a picture."""
    if level.picture:
        return "•"
    fonts = level.run.element.find(f"{W}rFonts") if level.run is not None else None
    font = "" if fonts is None else fonts.get(f"{W}ascii") or fonts.get(f"{W}hAnsi") or ""
    text = text_in_unicode(font, level.text)
    return "○" if text == "o" and font.casefold().startswith("courier") else text
