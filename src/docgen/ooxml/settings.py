"""word/settings.xml: what of the whole file changes how its pages look (ECMA-376 part 1 §17.15, [MS-DOCX] §2.3.3)."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from docgen.ooxml import measures
from docgen.ooxml.elements.styles import SettingsRoot
from docgen.ooxml.names import W

PART = "word/settings.xml"


class Settings:
    """The settings of a package; Word's own where it has none."""

    def __init__(self, parts: Mapping[str, bytes]) -> None:
        content = parts.get(PART)
        self._root = SettingsRoot(etree.Element(SettingsRoot.tag) if content is None else etree.fromstring(content))

    @property
    def outdented_tables(self) -> bool:
        """True where a table stands out to the left by its cell margin: Word's way up to 2010, so without a mode too."""
        compatibility = self._root.compatibility
        for setting in compatibility.settings if compatibility is not None else ():
            if setting.name == "compatibilityMode":
                mode = measures.integer(setting.value)
                return mode is None or mode < 15
        return True

    @property
    def grid_in_cells(self) -> bool:
        """True where the document grid reaches into table cells (w:adjustLineHeightInTable, §17.15.3.1)."""
        compatibility = self._root.compatibility
        return compatibility is not None and compatibility.grid_in_cells

    @property
    def even_and_odd(self) -> bool:
        """True where even pages have headers of their own (§17.10.1)."""
        return self._root.even_and_odd

    @property
    def borders_around_header(self) -> bool:
        """True where a page frame goes round the header (§17.15.1.9)."""
        return not self._root.borders_without_header

    @property
    def borders_around_footer(self) -> bool:
        """True where a page frame goes round the footer (§17.15.1.8)."""
        return not self._root.borders_without_footer

    @property
    def default_tab(self) -> int:
        """The step in twips of tab stops that nobody has set, at least a point (§17.15.1.25)."""
        return max(self._root.default_tab, 20)

    @property
    def protected(self) -> bool:
        """True where 限制编辑 is in force (§17.15.1.29)."""
        found = self._root.element.find(f"{W}documentProtection")
        return found is not None and measures.on_off(found.get(f"{W}enforcement", "0")) is True
