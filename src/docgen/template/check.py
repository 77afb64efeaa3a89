"""Every fault of a template at once, each with its place: for `docgen template check`."""

from __future__ import annotations

import re

from lxml import etree

from docgen.errors import Location, Problem, has_errors
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package
from docgen.ooxml.styles import Styles
from docgen.template import messages
from docgen.template.adopt_package import as_document, refuse_macros
from docgen.template.faults import find_faults, numbered_headings
from docgen.template.fill import FIELDS
from docgen.template.line_pitch import check_line_pitch
from docgen.template.paragraph_text import text_of
from docgen.template.places import DOCUMENT, Spot, spots, text_parts
from docgen.template.roles import Roles
from docgen.template.style_sheet import NAME
from docgen.template.tags import check_tags, read_tags

SLOT = re.compile(r"\{\{\s*p\s+(body|toc)\s*\}\}")


def check_template(
    content: bytes, location: Location, overrides: dict[str, str]
) -> tuple[list[Problem], dict[str, bytes]]:
    """The problems of a .docx or .dotx as a template, errors first, and its parts; `overrides` are template.yaml's roles.

    Raises DocgenError (W101…W104) for a file that is no Word document, has macros, or is dangerous.
    """
    parts = read_package(content, location)
    refuse_macros(parts, location)
    problems: list[Problem] = []
    if as_document(parts):
        problems.append(messages.NOT_A_DOCUMENT.at(location))
    problems += check_slots(parts, location)
    problems += check_tags(parts, (*FIELDS,), location)
    if NAME not in parts:
        problems.append(messages.NO_STYLES.at(location))
        return problems, parts
    styles = Styles(parts)
    roles = Roles(styles, overrides, location)
    problems += roles.problems
    if not has_errors(roles.problems):
        problems += check_line_pitch(styles, roles, parts[DOCUMENT], location)
    problems += numbered_headings(parts, roles, location)
    problems += find_faults(parts, location)
    return sorted(problems, key=lambda problem: problem.severity != "error"), parts


def is_form(content: bytes, location: Location) -> bool:
    """True if the file is a form to be filled rather than a template: no slot for a body, and loops, or mostly names that no template knows.

    Raises DocgenError (W101…W104) as `check_template` does.
    """
    parts = read_package(content, location)
    texts = [
        text_of(spot.paragraph) for part in text_parts(parts) for spot in spots(part, etree.fromstring(parts[part]))
    ]
    if any(SLOT.search(text) for text in texts):
        return False
    tags = [tag for text in texts for tag in read_tags(text, "", location)[0]]
    names = [re.split(r"[^\w]", tag.inside.strip(), maxsplit=1)[0] for tag in tags if tag.mark == "{{"]
    looped = any(tag.mark == "{%" and re.match(r"for\b", tag.inside.strip()) for tag in tags)
    return looped or sum(name not in FIELDS for name in names) * 2 > max(len(names), 1)


def check_slots(parts: dict[str, bytes], location: Location) -> list[Problem]:
    """W110, W111 and W112: the slots missing, more than once, or not alone in a paragraph of the text."""
    problems: list[Problem] = []
    found: dict[str, list[Spot]] = {"body": [], "toc": []}
    for part in text_parts(parts):
        for spot in spots(part, etree.fromstring(parts[part])):
            text = text_of(spot.paragraph)
            for name in SLOT.findall(text):
                found[name].append(spot)
                problems += _misplaced(spot, name, text, location)
    if not found["body"]:
        problems.append(messages.NO_SLOT_YET.at(location))
    for name, places in found.items():
        if len(places) > 1:
            listed = "、".join(spot.place for spot in places)
            problems.append(messages.SEVERAL_SLOTS.at(location, count=len(places), name=name, places=listed))
    return problems


def _misplaced(spot: Spot, name: str, text: str, location: Location) -> list[Problem]:
    parent = spot.paragraph.getparent()
    if spot.part != DOCUMENT or parent is None or parent.tag != f"{W}body":
        return [messages.SLOT_OUTSIDE.at(location, place=spot.place, name=name)]
    if not SLOT.fullmatch(text.strip()):
        return [messages.SLOT_NOT_ALONE.at(location, place=spot.place, name=name)]
    return []
