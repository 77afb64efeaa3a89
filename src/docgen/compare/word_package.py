"""Bringing what a deleted text needs (pictures, charts, links, list definitions, styles) from the old file into the new one."""

from __future__ import annotations

import copy
import hashlib
import posixpath
from dataclasses import replace

from lxml import etree

from docgen.compare.word_forms import canonical, value
from docgen.ooxml.names import MAIN, NUMBERING, R, W
from docgen.ooxml.opened import Package

_NUMBERING = "word/numbering.xml"
_NUMBERING_CONTENT = "application/vnd.openxmlformats-officedocument.wordprocessingml.numbering+xml"
# What names a definition in its own file and says nothing of the numbers that it prints.
_OF_THE_FILE = ("nsid", "tmpl", "name")


class Transfer:
    """From the old package to the new one: each thing once, under a name that is free there."""

    def __init__(self, old: Package, new: Package) -> None:
        self.old = old
        self.new = new
        self.numbers = Numbers(old, new)
        self._parts: dict[str, str] = {}
        self._styles = {value(style, "styleId") for style in new.tree("word/styles.xml").iter(f"{W}style")}

    def relationship(self, old_part: str, new_part: str, identifier: str) -> str:
        """The id in the new file of what an r:id of the old one led to; "" if it led nowhere."""
        item = self.old.relationships(old_part).get(identifier)
        if item is None:
            return ""
        target = self.old.target(old_part, item)
        relationships = self.new.relationships(new_part)
        if not target:
            return relationships.external(item.type, item.target)
        return relationships.internal(item.type, "/" + self._part(target))

    def style(self, identifier: str) -> None:
        """See to it that a style of the old file is there, with those that it is based on."""
        if not identifier or identifier in self._styles:
            return
        self._styles.add(identifier)
        found = [
            style
            for style in self.old.tree("word/styles.xml").iter(f"{W}style")
            if value(style, "styleId") == identifier
        ]
        for style in found[:1]:
            added = copy.deepcopy(style)
            for number in added.iter(f"{W}numId"):
                number.set(f"{W}val", self.numbers.translate(value(number)))
            self.new.tree("word/styles.xml").append(added)
            for name in ("basedOn", "next", "link"):
                self.style(value(added.find(f"{W}{name}")))

    def _part(self, name: str) -> str:
        if name in self._parts:
            return self._parts[name]
        if name in self.new.parts and fingerprint(self.new, name) == fingerprint(self.old, name):
            self._parts[name] = name
            return name
        stem, extension = posixpath.splitext(name)
        serial, free = 1, name
        while free in self.new.parts:
            free = f"{stem}-old{serial}{extension}"
            serial += 1
        self._parts[name] = free
        self.new.parts[free] = self.old.parts[name]
        self.new.declare(free, self.old.content_type(name)[0])
        for item in self.old.relationships(name):
            target = self.old.target(name, item)
            self.new.relationships(free).add(item if not target else replace(item, target="/" + self._part(target)))
        return free


class Numbers:
    """List instances (w:numId) of the old file in terms of the new one's.

    Two instances are one where paragraphs that stayed say so (`learn`); any other is brought over, with its definition.
    """

    def __init__(self, old: Package, new: Package) -> None:
        self._old = (
            old.tree(_NUMBERING) if _NUMBERING in old.parts else etree.Element(f"{W}numbering", nsmap={"w": MAIN})
        )
        self._new_package = new
        self._known: dict[str, str] = {"0": "0", "": ""}
        self._definitions: dict[str, str] = {}
        self._new = new.tree(_NUMBERING) if _NUMBERING in new.parts else None

    def learn(self, old: str, new: str) -> None:
        """A paragraph of the old instance stayed, and is of the new one now."""
        if old in self._known or new in self._known.values() or self._new is None:
            return
        one, other = _instance(self._old, old), _instance(self._new, new)
        if one is None or other is None or _overrides(one) != _overrides(other):
            return
        definition, defined = value(one.find(f"{W}abstractNumId")), value(other.find(f"{W}abstractNumId"))
        if self._definitions.get(definition, defined) != defined:
            return
        if _definition(self._old, definition) == _definition(self._new, defined):
            self._definitions[definition] = defined
            self._known[old] = new

    def translate(self, old: str) -> str:
        """The new file's id of an old instance."""
        if old not in self._known:
            instance = _instance(self._old, old)
            if instance is None:
                return old
            self._known[old] = self._bring(instance)
        return self._known[old]

    def _bring(self, instance: etree._Element) -> str:
        root = self._root()
        added = copy.deepcopy(instance)
        link = added.find(f"{W}abstractNumId")
        if link is not None:
            link.set(f"{W}val", self._bring_definition(value(link)))
        identifier = str(1 + max((int(value(item, "numId") or 0) for item in root.findall(f"{W}num")), default=0))
        added.set(f"{W}numId", identifier)
        cleanup = root.find(f"{W}numIdMacAtCleanup")
        root.insert(len(root) if cleanup is None else root.index(cleanup), added)
        return identifier

    def _bring_definition(self, old: str) -> str:
        if old in self._definitions:
            return self._definitions[old]
        root = self._root()
        taken = set(self._definitions.values())
        looks = _definition(self._old, old)
        for item in root.findall(f"{W}abstractNum"):
            if value(item, "abstractNumId") not in taken and _definition(root, value(item, "abstractNumId")) == looks:
                self._definitions[old] = value(item, "abstractNumId")
                return self._definitions[old]
        added = copy.deepcopy(_abstract(self._old, old))
        identifier = str(
            1 + max((int(value(item, "abstractNumId") or 0) for item in root.findall(f"{W}abstractNum")), default=-1)
        )
        if added is not None:
            added.set(f"{W}abstractNumId", identifier)
            for serial in added.findall(f"{W}nsid"):  # with equal ones Word takes two definitions for one
                serial.set(f"{W}val", hashlib.sha256(f"{value(serial)} {identifier}".encode()).hexdigest()[:8].upper())
            for link in list(added.iter(f"{W}pStyle")):  # a style belongs to one list: the new file's
                parent = link.getparent()
                if parent is not None:
                    parent.remove(link)
            root.insert(len(root.findall(f"{W}abstractNum")) + len(root.findall(f"{W}numPicBullet")), added)
        self._definitions[old] = identifier
        return identifier

    def _root(self) -> etree._Element:
        if self._new is None:
            package = self._new_package
            package.parts[_NUMBERING] = f'<w:numbering xmlns:w="{MAIN}"/>'.encode()
            package.declare(_NUMBERING, _NUMBERING_CONTENT)
            package.relationships(package.main).internal(NUMBERING, "numbering.xml")
            self._new = package.tree(_NUMBERING)
        return self._new


def fingerprint(package: Package, part: str) -> str:
    """A hash of a part's content and of all that it needs."""
    digest = hashlib.sha256(package.parts.get(part, b""))
    for item in package.relationships(part):
        target = package.target(part, item)
        digest.update((item.id + (fingerprint(package, target) if target else item.target)).encode())
    return digest.hexdigest()


def relationship_attributes(element: etree._Element) -> list[tuple[etree._Element, str]]:
    """Every attribute in the element or below it that holds a relationship's id."""
    return [(item, str(name)) for item in element.iter() for name in item.attrib if str(name).startswith(R)]


def _instance(root: etree._Element, identifier: str) -> etree._Element | None:
    return next((item for item in root.findall(f"{W}num") if value(item, "numId") == identifier), None)


def _abstract(root: etree._Element, identifier: str) -> etree._Element | None:
    return next((item for item in root.findall(f"{W}abstractNum") if value(item, "abstractNumId") == identifier), None)


def _overrides(instance: etree._Element) -> str:
    return "".join(canonical(item) for item in instance.findall(f"{W}lvlOverride"))


def _definition(root: etree._Element, identifier: str) -> str:
    """What a definition prints, whatever it is called and whichever style is bound to it."""
    found = copy.deepcopy(_abstract(root, identifier))
    if found is None:
        return ""
    del found.attrib[f"{W}abstractNumId"]
    for link in list(found.iter(f"{W}pStyle")):
        parent = link.getparent()
        if parent is not None:
            parent.remove(link)
    return canonical(found, _OF_THE_FILE)
