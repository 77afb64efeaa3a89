"""Relationships: which part leads to which (ECMA-376 part 2 §9.3), read, made, and told where they lead to nothing.

Part names are as the zip has them, without the leading slash; "" is the package itself.
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from docgen.ooxml.names import OFFICE_DOCUMENT, PACKAGE_RELATIONSHIPS, PR, usual_name

DOCUMENT = "word/document.xml"


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
    joined = path if path.startswith("/") else posixpath.join(posixpath.dirname(source), path)
    return posixpath.normpath(joined).lstrip("/")


def read_relationships(parts: Mapping[str, bytes], source: str) -> list[Relationship]:
    """The relationships of a part, [] if it has none."""
    content = parts.get(relationships_name(source))
    if content is None:
        return []
    return [
        Relationship(
            item.get("Id", ""),
            usual_name(item.get("Type", "")),
            item.get("Target", ""),
            item.get("TargetMode", "").lower() == "external",
        )
        for item in etree.fromstring(content).iter(f"{PR}Relationship")
    ]


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
            if not relationship.external and not _leads(parts, source, relationship.target):
                yield source, relationship


def without_dangling(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The parts without relationships to missing parts, for libraries that fall over them; the same object if there are none."""
    missing: dict[str, set[str]] = {}
    for source, relationship in dangling(parts):
        missing.setdefault(source, set()).add(relationship.id)
    if not missing:
        return parts
    made = dict(parts)
    for source, identifiers in missing.items():
        name = relationships_name(source)
        root = etree.fromstring(parts[name])
        for item in list(root.iter(f"{PR}Relationship")):
            if item.get("Id", "") in identifiers:
                root.remove(item)
        made[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    return made


def _leads(parts: Mapping[str, bytes], source: str, target: str) -> bool:
    """True for what leads to a part of the file, or to a place in the source itself."""
    return target.startswith("#") or bool(find_part(parts, resolve(source, target)))


class Relationships:
    """One .rels part to be added to; equal targets share an id, new ids never meet those in use."""

    def __init__(self, content: bytes | None) -> None:
        self.root: etree._Element = (
            etree.fromstring(content)
            if content
            else etree.Element(f"{PR}Relationships", nsmap={None: PACKAGE_RELATIONSHIPS})
        )
        self._used = {item.get("Id", "") for item in self.root}
        self._known = {
            (item.get("Type", ""), item.get("Target", ""), item.get("TargetMode", "")): item.get("Id", "")
            for item in self.root
        }

    def internal(self, type: str, target: str) -> str:
        """The id of a relationship to a part, by its path relative to the source part."""
        return self._relate(type, target, "")

    def external(self, type: str, target: str) -> str:
        """The id of a relationship to an address outside the file."""
        return self._relate(type, target, "External")

    def add(self, relationship: Relationship) -> None:
        """A relationship under the id that it has: for a part that is copied with all that it leads to."""
        item = etree.SubElement(self.root, f"{PR}Relationship")
        item.set("Id", relationship.id)
        item.set("Type", relationship.type)
        item.set("Target", relationship.target)
        if relationship.external:
            item.set("TargetMode", "External")
        mode = "External" if relationship.external else ""
        self._used.add(relationship.id)
        self._known.setdefault((relationship.type, relationship.target, mode), relationship.id)

    def find(self, type: str) -> str:
        """The target of the first relationship of a type, "" if there is none."""
        return next((target for (of, target, _), _ in self._known.items() if of == type), "")

    def get(self, identifier: str) -> Relationship | None:
        """The relationship of an id."""
        for item in self.root.iter(f"{PR}Relationship"):
            if item.get("Id") == identifier:
                external = item.get("TargetMode", "") == "External"
                return Relationship(identifier, item.get("Type", ""), item.get("Target", ""), external)
        return None

    def __iter__(self) -> Iterator[Relationship]:
        for item in self.root.iter(f"{PR}Relationship"):
            external = item.get("TargetMode", "") == "External"
            yield Relationship(item.get("Id", ""), item.get("Type", ""), item.get("Target", ""), external)

    def __len__(self) -> int:
        return len(self.root)

    def _relate(self, type: str, target: str, mode: str) -> str:
        key = (type, target, mode)
        if key not in self._known:
            serial = len(self.root) + 1
            while f"rId{serial}" in self._used:
                serial += 1
            identifier = f"rId{serial}"
            item = etree.SubElement(self.root, f"{PR}Relationship")
            item.set("Id", identifier)
            item.set("Type", type)
            item.set("Target", target)
            if mode:
                item.set("TargetMode", mode)
            self._used.add(identifier)
            self._known[key] = identifier
        return self._known[key]
