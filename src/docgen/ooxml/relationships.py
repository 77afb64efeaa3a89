"""Relationships: which part leads to which (ECMA-376 part 2 §9.3), read, made, and told where they lead to nothing.

Part names are as the zip has them, without the leading slash; "" is the package itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from docgen.ooxml.names import OFFICE_DOCUMENT, PACKAGE_RELATIONSHIPS, PR, usual_name

DOCUMENT = "word/document.xml"
_HIDDEN = "docgen-missing:"


@dataclass(frozen=True, slots=True)
class Relationship:
    """`type` is the whole URI (Strict's as the usual one), `target` as it is written; `external` leads outside the file."""

    id: str
    type: str
    target: str
    external: bool = False

    @property
    def kind(self) -> str:
        """The last word of the type: officeDocument, styles, image …"""
        return self.type.rstrip("/").rpartition("/")[2]


def relationships_name(part: str) -> str:
    """The name of the part that holds a part's relationships."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def source_of(name: str) -> str:
    """The part whose relationships `name` holds: word/_rels/document.xml.rels → word/document.xml."""
    folder, file = posixpath.split(name)
    return posixpath.join(posixpath.dirname(folder), file.removesuffix(".rels"))


def resolve(source: str, target: str) -> str:
    """The name of the part that an internal target leads to: absolute, or relative to the source part."""
    path = unquote(target.replace("\\", "/").partition("#")[0])
    if not path:
        return ""  # a place in the source itself: no part
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(source), path)
    return posixpath.normpath(joined).lstrip("/")


def read_relationships(parts: Mapping[str, bytes], source: str) -> list[Relationship]:
    """The relationships of a part, [] if it has none."""
    content = parts.get(relationships_name(source))
    if content is None:
        return []
    return list(_read(etree.fromstring(content)))


def _read(root: etree._Element) -> Iterator[Relationship]:
    for item in root.iter(f"{PR}Relationship"):
        external = item.get("TargetMode", "").lower() == "external"
        yield Relationship(item.get("Id", ""), usual_name(item.get("Type", "")), item.get("Target", ""), external)


def find_part(parts: Mapping[str, bytes], name: str) -> str:
    """The name under which the package has a part, whichever its case (part 2 §9.1.1.1); "" if it has none."""
    if name in parts:
        return name
    wanted = name.casefold()
    return next((known for known in parts if known.casefold() == wanted), "")


def related(parts: Mapping[str, bytes], source: str, type: str) -> str:
    """The part that the first relationship of a type leads to; "" without one, or where the part is missing."""
    for relationship in read_relationships(parts, source):
        if relationship.type == type and not relationship.external:
            found = find_part(parts, resolve(source, relationship.target))
            if found:
                return found
    return ""


def main_part(parts: Mapping[str, bytes]) -> str:
    """The document itself: where the package's officeDocument leads, word/document.xml where it leads to nothing."""
    return related(parts, "", OFFICE_DOCUMENT) or DOCUMENT


def dangling(parts: Mapping[str, bytes]) -> Iterator[tuple[str, Relationship]]:
    """(source part, relationship) of every internal relationship to a part that is not there: Word opens such files."""
    for name in parts:
        if not name.endswith(".rels"):
            continue
        source = source_of(name)
        for relationship in read_relationships(parts, source):
            if not relationship.external and not find_part(parts, resolve(source, relationship.target)):
                yield source, relationship


def hide_missing(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts, relationships to missing parts disguised as external ones: python-docx leaves those unread, and falls over the others.

    The same object if there are none; `show_missing` brings them back.
    """
    missing: dict[str, set[str]] = {}
    for source, relationship in dangling(parts):
        missing.setdefault(source, set()).add(relationship.id)
    if not missing:
        return parts
    made = dict(parts)
    for source, identifiers in missing.items():
        name = relationships_name(source)
        root = etree.fromstring(parts[name])
        for item in root.iter(f"{PR}Relationship"):
            if item.get("Id", "") in identifiers:
                item.set("Target", _HIDDEN + item.get("Target", ""))
                item.set("TargetMode", "External")
        made[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def show_missing(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts with the relationships that `hide_missing` disguised as they were."""
    hidden = [name for name, content in parts.items() if name.endswith(".rels") and _HIDDEN.encode() in content]
    if not hidden:
        return parts
    made = dict(parts)
    for name in hidden:
        root = etree.fromstring(parts[name])
        for item in root.iter(f"{PR}Relationship"):
            if item.get("Target", "").startswith(_HIDDEN):
                item.set("Target", item.get("Target", "").removeprefix(_HIDDEN))
                item.attrib.pop("TargetMode", None)
        made[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


class Relationships:
    """One .rels part to be added to; equal targets share an id, new ids never meet those in use."""

    def __init__(self, content: bytes | None) -> None:
        self.root: etree._Element = (
            etree.fromstring(content)
            if content
            else etree.Element(f"{PR}Relationships", nsmap={None: PACKAGE_RELATIONSHIPS})
        )
        self._used = {relationship.id for relationship in self}
        self._known = {_key(relationship): relationship.id for relationship in self}

    def internal(self, type: str, target: str) -> str:
        """The id of a relationship to a part, by its path relative to the source part."""
        return self._relate(Relationship("", type, target))

    def external(self, type: str, target: str) -> str:
        """The id of a relationship to an address outside the file."""
        return self._relate(Relationship("", type, target, external=True))

    def find(self, type: str) -> str:
        """The target of the first relationship of a type, "" if there is none."""
        return next((target for of, target, _external in self._known if of == type), "")

    def get(self, identifier: str) -> Relationship | None:
        """The relationship of an id."""
        return next((relationship for relationship in self if relationship.id == identifier), None)

    def __iter__(self) -> Iterator[Relationship]:
        return _read(self.root)

    def __len__(self) -> int:
        return len(self.root)

    def add(self, relationship: Relationship) -> None:
        """A relationship under the id that it has: for a part that is copied with all that it leads to."""
        item = etree.SubElement(self.root, f"{PR}Relationship")
        item.set("Id", relationship.id)
        item.set("Type", relationship.type)
        item.set("Target", relationship.target)
        if relationship.external:
            item.set("TargetMode", "External")
        self._used.add(relationship.id)
        self._known.setdefault(_key(relationship), relationship.id)

    def _relate(self, relationship: Relationship) -> str:
        known = self._known.get(_key(relationship))
        if known is not None:
            return known
        serial = len(self.root) + 1
        while f"rId{serial}" in self._used:
            serial += 1
        self.add(replace(relationship, id=f"rId{serial}"))
        return f"rId{serial}"


def _key(relationship: Relationship) -> tuple[str, str, bool]:
    return relationship.type, relationship.target, relationship.external
