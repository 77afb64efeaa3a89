"""The parts of a .docx while it is written: relationships and content types (ECMA-376 part 2)."""

from __future__ import annotations

import posixpath

from lxml import etree

_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
_CONTENT_TYPES = "[Content_Types].xml"


class Relationships:
    """One .rels part; equal targets share an id, new ids never meet those in use."""

    def __init__(self, part: bytes | None) -> None:
        self._root = (
            etree.fromstring(part)
            if part
            else etree.Element(f"{{{_RELATIONSHIPS}}}Relationships", nsmap={None: _RELATIONSHIPS})
        )
        self._used = {item.get("Id", "") for item in self._root}
        self._known = {
            (item.get("Type", ""), item.get("Target", ""), item.get("TargetMode", "")): item.get("Id", "")
            for item in self._root
        }

    def internal(self, kind: str, target: str) -> str:
        """The id of a relationship to a part, by its path relative to the source part."""
        return self._relate(kind, target, "")

    def external(self, kind: str, target: str) -> str:
        """The id of a relationship to an address outside the file."""
        return self._relate(kind, target, "External")

    def find(self, kind: str) -> str:
        """The target of the first relationship of a type, "" if there is none."""
        return next((target for (of, target, _), _ in self._known.items() if of == kind), "")

    def xml(self) -> etree._Element:
        return self._root

    def __len__(self) -> int:
        return len(self._root)

    def _relate(self, kind: str, target: str, mode: str) -> str:
        key = (kind, target, mode)
        if key not in self._known:
            serial = len(self._root) + 1
            while f"rId{serial}" in self._used:
                serial += 1
            identifier = f"rId{serial}"
            item = etree.SubElement(self._root, f"{{{_RELATIONSHIPS}}}Relationship")
            item.set("Id", identifier)
            item.set("Type", kind)
            item.set("Target", target)
            if mode:
                item.set("TargetMode", mode)
            self._used.add(identifier)
            self._known[key] = identifier
        return self._known[key]


class Package:
    """Named parts; `parts` is a copy, the template's own stays as it was."""

    def __init__(self, parts: dict[str, bytes]) -> None:
        self.parts = dict(parts)
        self._types = etree.fromstring(self.parts[_CONTENT_TYPES])
        self._relationships: dict[str, Relationships] = {}
        target = self.relationships("").find(_OFFICE_DOCUMENT)
        self.document_name = target.lstrip("/") or "word/document.xml"

    def relationships(self, part: str) -> Relationships:
        """The relationships of a part ("" for the package), made on first use."""
        if part not in self._relationships:
            self._relationships[part] = Relationships(self.parts.get(_relationships_name(part)))
        return self._relationships[part]

    def override(self, part: str, content_type: str) -> None:
        """Declare a part's content type."""
        name = f"/{part}"
        if all(item.get("PartName") != name for item in self._types.iter(f"{_TYPES}Override")):
            item = etree.SubElement(self._types, f"{_TYPES}Override")
            item.set("PartName", name)
            item.set("ContentType", content_type)

    def default(self, extension: str, content_type: str) -> None:
        """Declare the content type of a file name extension."""
        known = {item.get("Extension", "").lower() for item in self._types.iter(f"{_TYPES}Default")}
        if extension not in known:
            item = etree.Element(f"{_TYPES}Default")
            item.set("Extension", extension)
            item.set("ContentType", content_type)
            self._types.insert(0, item)

    def remove(self, part: str) -> None:
        """Take a part out, with its content type and the package's relationship to it."""
        self.parts.pop(part, None)
        for item in list(self._types.iter(f"{_TYPES}Override")):
            if item.get("PartName") == f"/{part}":
                self._types.remove(item)
        root = self.relationships("").xml()
        for item in list(root):
            if item.get("Target", "").lstrip("/") == part:
                root.remove(item)

    def set_xml(self, part: str, root: etree._Element) -> None:
        self.parts[part] = serialize(root)

    def finish(self) -> dict[str, bytes]:
        """All parts, relationships and content types written out."""
        for part, relationships in self._relationships.items():
            name = _relationships_name(part)
            if len(relationships):
                self.set_xml(name, relationships.xml())
        self.set_xml(_CONTENT_TYPES, self._types)
        return self.parts


def serialize(root: etree._Element) -> bytes:
    """XML bytes with the declaration that Word writes."""
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True))


def _relationships_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")
