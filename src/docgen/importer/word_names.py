"""Names of WordprocessingML and the two look-ups that all of the Word reader uses."""

from __future__ import annotations

from typing import Any

from docgen.ooxml.styles import W

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"

__all__ = ["MC", "M", "W", "children", "value"]


def children(node: Any) -> list[Any]:
    """Child elements, without comments and processing instructions."""
    return [child for child in node if isinstance(child.tag, str)]


def value(node: Any, path: str) -> str:
    """The w:val of the element at a path of local names ("pPr/pStyle"); the empty string if absent."""
    found = node.find("/".join(f"{W}{name}" for name in path.split("/")))
    return found.get(f"{W}val", "") if found is not None else ""
