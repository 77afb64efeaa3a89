"""A package while it is changed: parts as bytes or trees, relationships, content types (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath

from lxml import etree

from docgen.ooxml import measures
from docgen.ooxml.names import CT
from docgen.ooxml.relationships import Relationship, Relationships, main_part, relationships_name, resolve

_CONTENT_TYPES = "[Content_Types].xml"


class Package:
    """Named parts; `parts` is a copy, the caller's own stay as they were. `main` is the document's name."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = dict(parts)
        self.main = main_part(parts)
        self.trees: dict[str, etree._Element] = {}
        self._types = etree.fromstring(self.parts[_CONTENT_TYPES])
        self._relationships: dict[str, Relationships] = {}

    def tree(self, part: str) -> etree._Element:
        """A part as a tree, parsed once; changes to it are written by `finish`. KeyError for a part that is not there."""
        if part not in self.trees:
            self.trees[part] = etree.fromstring(self.parts[part])
        return self.trees[part]

    def relationships(self, part: str) -> Relationships:
        """The relationships of a part ("" for the package), made on first use."""
        if part not in self._relationships:
            self._relationships[part] = Relationships(self.parts.get(relationships_name(part)))
        return self._relationships[part]

    def target(self, part: str, relationship: Relationship) -> str:
        """The name of the part that a relationship leads to, there or not; "" if it leads outside."""
        return "" if relationship.external else resolve(part, relationship.target)

    def content_type(self, part: str) -> tuple[str, bool]:
        """A part's content type, and whether it is declared for this part alone."""
        for item in self._types.iter(f"{CT}Override"):
            if item.get("PartName") == f"/{part}":
                return item.get("ContentType", ""), True
        extension = posixpath.splitext(part)[1].lstrip(".").lower()
        found = (item for item in self._types.iter(f"{CT}Default") if item.get("Extension", "").lower() == extension)
        return next((item.get("ContentType", "") for item in found), ""), False

    def override(self, part: str, content_type: str) -> None:
        """Declare a part's content type, unless one is declared for this part."""
        name = f"/{part}"
        if all(item.get("PartName") != name for item in self._types.iter(f"{CT}Override")):
            item = etree.SubElement(self._types, f"{CT}Override")
            item.set("PartName", name)
            item.set("ContentType", content_type)

    def declare(self, part: str, content_type: str) -> None:
        """Declare a part's content type, if what is declared for its extension is another one."""
        if self.content_type(part)[0] != content_type:
            self.override(part, content_type)

    def default(self, extension: str, content_type: str) -> None:
        """Declare the content type of a file name extension."""
        known = {item.get("Extension", "").lower() for item in self._types.iter(f"{CT}Default")}
        if extension not in known:
            item = etree.Element(f"{CT}Default")
            item.set("Extension", extension)
            item.set("ContentType", content_type)
            self._types.insert(0, item)

    def remove(self, part: str) -> None:
        """Take a part out, with its content type and the package's relationship to it."""
        self.parts.pop(part, None)
        self.trees.pop(part, None)
        for item in list(self._types.iter(f"{CT}Override")):
            if item.get("PartName") == f"/{part}":
                self._types.remove(item)
        root = self.relationships("").root
        for item in list(root):
            if item.get("Target", "").lstrip("/") == part:
                root.remove(item)

    def set_xml(self, part: str, root: etree._Element) -> None:
        """A part's content from a tree that is not kept."""
        self.parts[part] = serialize(root)

    def finish(self) -> dict[str, bytes]:
        """All parts, trees, relationships and content types written out."""
        for part, tree in self.trees.items():
            self.set_xml(part, tree)
        for part, relationships in self._relationships.items():
            if len(relationships):
                self.set_xml(relationships_name(part), relationships.root)
        self.set_xml(_CONTENT_TYPES, self._types)
        return self.parts


def first_free(root: etree._Element, tag: str, attribute: str, *, least: int) -> int:
    """The first number that no `attribute` of a `tag` in the tree has reached, at least `least`: for new ids."""
    taken = (measures.integer(item.get(attribute)) or 0 for item in root.iter(tag))
    return max(1 + max(taken, default=least - 1), least)


def serialize(root: etree._Element) -> bytes:
    """XML bytes with the declaration that Word writes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))
