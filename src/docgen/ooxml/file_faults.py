"""What is wrong in a file that is read all the same, named: relationships to nothing, values that mean nothing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from lxml import etree

from docgen.errors import Location, Problem
from docgen.ooxml import messages
from docgen.ooxml.elements import TYPES
from docgen.ooxml.names import plain
from docgen.ooxml.relationships import dangling, resolve

_PARTS = "word/"


def find_missing_parts(parts: Mapping[str, bytes], location: Location) -> list[Problem]:
    """W106 (warnings) for each relationship to a part that is not there and that its source makes use of."""
    return [
        messages.MISSING_PART.at(location, source=source, target=resolve(source, relationship.target))
        for source, relationship in dangling(parts)
        if f'"{relationship.id}"'.encode() in parts.get(source, b"")
    ]


def find_value_faults(parts: Mapping[str, bytes], location: Location) -> list[Problem]:
    """W107 (warnings) for each declared attribute of the Word parts whose text is not of its type, equal ones once."""
    problems: list[Problem] = []
    for name, content in parts.items():
        if name.startswith(_PARTS) and name.endswith(".xml"):
            problems += faults_of(etree.fromstring(content), name, location)
    return problems


def faults_of(root: etree._Element, part: str, location: Location) -> list[Problem]:
    """`find_value_faults` of one part's tree."""
    found: Counter[tuple[str, str, str, str]] = Counter()
    for element in root.iter(*TYPES):
        types = TYPES[element.tag]
        for attribute, text in element.attrib.items():
            kind = types.get(attribute)
            if kind is not None and kind.read(text) is None:
                found[plain(element.tag), plain(attribute), text, kind.what] += 1
    return [
        messages.NO_MEASURE.at(
            location, part=part, element=f"w:{element}", attribute=f"w:{attribute}", value=text[:40], expected=what,
            more=f"（共 {count} 处）" if count > 1 else "",
        )
        for (element, attribute, text, what), count in found.items()
    ]  # fmt: skip
