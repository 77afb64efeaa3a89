"""The numbers that Word prints before paragraphs: lists counted as ECMA-376 §17.9 says."""

from __future__ import annotations

from lxml import etree

from docgen.compare.word_names import W, value
from docgen.text.ordinals import ordinal

_LEVELS = 9


class Counter:
    """Counts the numbered paragraphs of a document in reading order."""

    def __init__(self, numbering: bytes | None, styles: bytes | None) -> None:
        root = None if numbering is None else etree.fromstring(numbering)
        self._instances = {} if root is None else {value(item, "numId"): item for item in root.findall(f"{W}num")}
        self._definitions = (
            {} if root is None else {value(item, "abstractNumId"): item for item in root.findall(f"{W}abstractNum")}
        )
        self._styles = (
            {}
            if styles is None
            else {value(item, "styleId"): item for item in etree.fromstring(styles).iter(f"{W}style")}
        )
        self._counts: dict[str, list[int]] = {}  # by definition: its instances count on
        self._begun: set[str] = set()  # instances whose own starts have been taken

    def number(self, paragraph: etree._Element) -> tuple[str, str]:
        """What Word prints before the paragraph, "" for nothing, and the list instance that counts it."""
        instance, level = self._place(paragraph)
        found = self._instances.get(instance)
        if found is None:
            return "", ""
        definition = self._definitions.get(value(found.find(f"{W}abstractNumId")))
        if definition is None:
            return "", ""
        counts = self._count(found, definition, level)
        return self._printed(definition, counts, level), instance

    def _place(self, paragraph: etree._Element) -> tuple[str, int]:
        """The instance and level of a paragraph: its own, or its style's."""
        properties = paragraph.find(f"{W}pPr/{W}numPr")
        style = self._styles.get(value(paragraph.find(f"{W}pPr/{W}pStyle")))
        for _step in range(len(self._styles)):
            if properties is not None or style is None:
                break
            properties = style.find(f"{W}pPr/{W}numPr")
            style = self._styles.get(value(style.find(f"{W}basedOn")))
        if properties is None:
            return "", 0
        return value(properties.find(f"{W}numId")), min(int(value(properties.find(f"{W}ilvl")) or 0), _LEVELS - 1)

    def _count(self, instance: etree._Element, definition: etree._Element, level: int) -> list[int]:
        counts = self._counts.setdefault(value(definition, "abstractNumId"), [0] * _LEVELS)
        if value(instance, "numId") not in self._begun:
            self._begun.add(value(instance, "numId"))
            for override in instance.findall(f"{W}lvlOverride"):
                start = override.find(f"{W}startOverride")
                if start is not None:
                    counts[int(value(override, "ilvl"))] = int(value(start)) - 1
        if counts[level] == 0 and (start := self._level(definition, level).find(f"{W}start")) is not None:
            counts[level] = int(value(start)) - 1
        counts[level] += 1
        for deeper in range(level + 1, _LEVELS):
            if value(self._level(definition, deeper).find(f"{W}lvlRestart")) != "0":
                counts[deeper] = 0
        return counts

    def _printed(self, definition: etree._Element, counts: list[int], level: int) -> str:
        this = self._level(definition, level)
        text = value(this.find(f"{W}lvlText"))
        if value(this.find(f"{W}numFmt")) == "none":
            return ""
        legal = this.find(f"{W}isLgl") is not None
        for index in range(level + 1):
            form = value(self._level(definition, index).find(f"{W}numFmt"))
            known = "decimal" if legal and index < level else form
            text = text.replace(f"%{index + 1}", ordinal(max(counts[index], 1), known))
        return text

    def _level(self, definition: etree._Element, level: int) -> etree._Element:
        found = next((item for item in definition.findall(f"{W}lvl") if value(item, "ilvl") == str(level)), None)
        return etree.Element(f"{W}lvl") if found is None else found
