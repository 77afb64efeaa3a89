"""What the writer must know of the template's styles: ids by role, indents, cell margins.

Indents matter because a numbering level's own indent would replace the
style's: the writer repeats the style's indent where it sets a number.
"""

from __future__ import annotations

from typing import Protocol

from lxml import etree

from docgen.docx.markup import W

_WORD_CELL_MARGIN = 108  # twips, left and right: Word's own where no table style says otherwise


class RoleTable(Protocol):
    """`template.roles.Roles`: a role of docs/architecture.md → style id."""

    def __getitem__(self, role: str) -> str: ...


class Look:
    """Reads word/styles.xml once; `roles` maps a role to a style id."""

    def __init__(self, styles: bytes, roles: RoleTable) -> None:
        root = etree.fromstring(styles)
        self._styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
        self._default = next(
            (
                identifier
                for identifier, style in self._styles.items()
                if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in ("1", "true", "on")
            ),
            "",
        )
        self._roles = roles
        self._ids: dict[str, str] = {}
        self._indents: dict[str, dict[str, str]] = {}
        self.hyperlink = self._character("hyperlink")
        self.footnote_reference = self._character("footnote-reference")

    def style(self, role: str) -> str:
        """The style id of a role."""
        identifier = self._ids.get(role)
        if identifier is None:
            identifier = self._ids[role] = self._roles[role]
        return identifier

    def indent(self, style: str) -> dict[str, str]:
        """A paragraph style's effective w:ind, attribute by attribute along its basedOn chain (no namespace)."""
        known = self._indents.get(style)
        if known is None:
            known = self._indents[style] = self._read_indent(style)
        return known

    def indent_element(self, style: str) -> str:
        """The style's indent as a w:ind; a style without any gives zeros, so that no numbering indent shows."""
        attributes = {"left": "0", "firstLine": "0"} | self.indent(style)
        if "hanging" in attributes:
            attributes.pop("firstLine")
        return "<w:ind " + " ".join(f'w:{name}="{value}"' for name, value in sorted(attributes.items())) + "/>"

    def space(self, style: str, side: str) -> int:
        """A paragraph style's own space `before` or `after`, in twips."""
        for link in reversed(self._chain(style)):
            spacing = link.find(f"{W}pPr/{W}spacing")
            if spacing is not None and spacing.get(f"{W}{side}") is not None:
                return int(spacing.get(f"{W}{side}", "0"))
        return 0

    def hangs(self, style: str) -> bool:
        """True if the style's first line stands out to the left: its marker is followed by a tab to the hang."""
        indent = self.indent(style)
        return int(indent.get("hanging", "0")) > 0 or int(indent.get("hangingChars", "0")) > 0

    def tab_stop(self, style: str) -> int:
        """The right-most tab stop of a style in twips, 0 without one: where a table of contents has its page numbers."""
        for link in reversed(self._chain(style)):
            stops = [int(tab.get(f"{W}pos", "0")) for tab in link.findall(f"{W}pPr/{W}tabs/{W}tab")]
            if stops:
                return max(stops)
        return 0

    def cell_margins(self, style: str) -> tuple[int, int]:
        """Left and right cell margin of a table style, in twips."""
        margins = {"left": _WORD_CELL_MARGIN, "right": _WORD_CELL_MARGIN}
        for link in self._chain(style):
            for side, names in (("left", ("left", "start")), ("right", ("right", "end"))):
                for name in names:
                    margin = link.find(f"{W}tblPr/{W}tblCellMar/{W}{name}")
                    if margin is not None:
                        margins[side] = int(margin.get(f"{W}w", "0"))
        return margins["left"], margins["right"]

    def _character(self, role: str) -> str:
        """A role's style id if it is a character style; roles without a style fall back to a paragraph style."""
        identifier = self.style(role)
        style = self._styles.get(identifier)
        return identifier if style is not None and style.get(f"{W}type") == "character" else ""

    def _chain(self, style: str) -> list[etree._Element]:
        """The style's elements from the root of its basedOn chain down to itself; cycles end where they close."""
        chain: list[etree._Element] = []
        seen: set[str] = set()
        name = style or self._default
        while name in self._styles and name not in seen:
            seen.add(name)
            element = self._styles[name]
            chain.insert(0, element)
            based = element.find(f"{W}basedOn")
            name = "" if based is None else based.get(f"{W}val", "")
        return chain

    def _read_indent(self, style: str) -> dict[str, str]:
        indent: dict[str, str] = {}
        for link in self._chain(style):
            element = link.find(f"{W}pPr/{W}ind")
            if element is None:
                continue
            own = {etree.QName(name).localname: value for name, value in element.attrib.items()}
            # First line and hanging are one property in two directions: the nearer style decides both.
            if {"firstLine", "firstLineChars"} & own.keys():
                indent = {name: value for name, value in indent.items() if not name.startswith("hanging")}
            if {"hanging", "hangingChars"} & own.keys():
                indent = {name: value for name, value in indent.items() if not name.startswith("firstLine")}
            indent |= own
        return indent
