"""mc:AlternateContent: one thing written in several ways for programs of several ages, read once (ECMA-376 part 3 §10.2)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.ooxml.names import MC

ALTERNATIVES = f"{MC}AlternateContent"
_CHOICE, _FALLBACK = f"{MC}Choice", f"{MC}Fallback"
_UNDERSTOOD = ("http://schemas.microsoft.com/office/", "http://schemas.openxmlformats.org/")


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """The branch that is read: the first mc:Choice whose namespaces a Word of today knows, else the mc:Fallback."""
    for choice in alternatives.iterchildren(_CHOICE):
        spaces = [choice.nsmap.get(prefix) or "" for prefix in choice.get("Requires", "").split()]
        if all(space.startswith(_UNDERSTOOD) for space in spaces):
            return choice
    return alternatives.find(_FALLBACK)


def children_of(element: etree._Element) -> Iterator[etree._Element]:
    """Child elements, the chosen branch's children in the place of an alternative; comments are left out."""
    for child in element:
        if not isinstance(child.tag, str):
            continue
        if child.tag == ALTERNATIVES:
            branch = chosen(child)
            if branch is not None:
                yield from children_of(branch)
        else:
            yield child


def child_of(element: etree._Element, tag: str) -> etree._Element | None:
    """The first child of a name, alternatives looked into: newer values stand before an older one."""
    found = [child for child in children_of(element) if child.tag == tag]
    if len(found) > 1 and element.find(ALTERNATIVES) is not None:
        return next((child for child in found if child.getparent() is not element), found[0])
    return found[0] if found else None


def descendants(element: etree._Element, *tags: str) -> Iterator[etree._Element]:
    """Elements of the names below an element in document order, each thing once."""
    for child in children_of(element):
        if child.tag in tags:
            yield child
        yield from descendants(child, *tags)
