"""Every fault of a template at once, each with its place: for `docgen template check`."""

from __future__ import annotations

import re

from lxml import etree

from docgen.errors import Location, Problem, has_errors
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package
from docgen.ooxml.styles import Styles
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
        hint = "docgen template adopt 会改；或在 Word 里另存为 .docx"
        problems.append(Problem(location, "W186", "这是模板文件（.dotx），Word 模板要用文档（.docx）", hint))
    problems += check_slots(parts, location)
    problems += check_tags(parts, (*FIELDS,), location)
    if NAME not in parts:
        problems.append(Problem(location, "W130", "文件里没有样式（word/styles.xml）", "在 Word 里打开并另存一次"))
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
        hint = "在放正文的地方另起一段，只写 {{p body }}；公司自己的模板先用 docgen template adopt 采用"
        problems.append(Problem(location, "W110", "Word 模板里没有正文的位置 {{p body }}", hint))
    for name, places in found.items():
        if len(places) > 1:
            fact = "Word 模板里有 {count} 处 {{{{p {name} }}}}：{places}".format(
                count=len(places), name=name, places="、".join(spot.place for spot in places)
            )
            problems.append(Problem(location, "W111", fact, "只留一处"))
    return problems


def _misplaced(spot: Spot, name: str, text: str, location: Location) -> list[Problem]:
    parent = spot.paragraph.getparent()
    if spot.part != DOCUMENT or parent is None or parent.tag != f"{W}body":
        fact = f"{spot.place}：{{{{p {name} }}}} 不在正文里，而在表格、文本框、内容控件或页眉页脚里"
        return [Problem(location, "W112", fact, "把它移到正文里，单独成段")]
    if not SLOT.fullmatch(text.strip()):
        fact = f"{spot.place}：{{{{p {name} }}}} 与别的文字写在一段里"
        return [Problem(location, "W112", fact, "让它单独成段")]
    return []
