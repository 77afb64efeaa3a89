"""What the writer must know of the template's styles: ids by role, indents, cell margins.

Indents matter because a numbering level's own indent would replace the
style's: the writer repeats the style's indent where it sets a number.
"""

from __future__ import annotations

from typing import Literal, Protocol

from docgen.ooxml.elements.paragraphs import Indent, Spacing
from docgen.ooxml.properties import read
from docgen.ooxml.styles import Styles


class RoleTable(Protocol):
    """`template.roles.Roles`: a role of docs/architecture.md → style id."""

    def __getitem__(self, role: str) -> str: ...


class Look:
    """The template's styles by what they are for; `roles` maps a role to a style id."""

    def __init__(self, styles: Styles, roles: RoleTable) -> None:
        self._styles = styles
        self._roles = roles
        self._ids: dict[str, str] = {}
        self._spaces: dict[tuple[str, str], int] = {}
        self.hyperlink = self._character("hyperlink")
        self.footnote_reference = self._character("footnote-reference")

    def style(self, role: str) -> str:
        """The style id of a role."""
        identifier = self._ids.get(role)
        if identifier is None:
            identifier = self._ids[role] = self._roles[role]
        return identifier

    def indent(self, style: str) -> dict[str, str]:
        """A paragraph style's effective w:ind by attribute (no namespace)."""
        return self._styles.resolve(style)[0].get("ind", {})

    def indent_element(self, style: str) -> str:
        """The style's indent as a w:ind; a style without any gives zeros, so that no numbering indent shows."""
        attributes = {"left": "0", "firstLine": "0"} | self.indent(style)
        if "hanging" in attributes:
            attributes.pop("firstLine")
        return "<w:ind " + " ".join(f'w:{name}="{value}"' for name, value in sorted(attributes.items())) + "/>"

    def space(self, style: str, side: Literal["before", "after"]) -> int:
        """A paragraph style's own space before or after, in twips."""
        known = self._spaces.get((style, side))
        if known is None:
            paragraph = self._styles.resolve(style)[0]
            known = read(paragraph, Spacing.before if side == "before" else Spacing.after)
            self._spaces[style, side] = known
        return known

    def hangs(self, style: str) -> bool:
        """True if the style's first line stands out to the left: its marker is followed by a tab to the hang."""
        paragraph = self._styles.resolve(style)[0]
        return (read(paragraph, Indent.hanging) or 0) > 0 or (read(paragraph, Indent.hanging_characters) or 0) > 0

    def tab_stop(self, style: str) -> int:
        """The right-most tab stop of a style in twips, 0 without one: where a table of contents has its page numbers."""
        stops = self._styles.resolve(style)[0].get("tabs", {})
        return max((int(place) for place, kind in stops.items() if not kind.startswith("clear")), default=0)

    def cell_margins(self, style: str) -> tuple[int, int]:
        """Left and right cell margin of a table style, in twips."""
        margins = self._styles.table(style).margins
        return margins["left"], margins["right"]

    def _character(self, role: str) -> str:
        """A role's style id if it is a character style; roles without a style fall back to a paragraph style."""
        identifier = self.style(role)
        return identifier if self._styles.type(identifier) == "character" else ""
