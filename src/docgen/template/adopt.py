"""A company's own Word template made into a template (docs/architecture.md, "Templates").

In: the bytes of a .docx or .dotx made by hand, without docgen's tags. Out: the same file with tags for the fields on
cover, headers and footers, the two slots in place of its sample text, and a map of docgen's roles to its styles.
What the template looks like is kept: parts that need no change keep their bytes.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from lxml import etree

from docgen.errors import DocgenError, Location, Problem
from docgen.ooxml.names import MAIN, STYLES, W
from docgen.ooxml.opened import Package
from docgen.ooxml.package import read_package
from docgen.ooxml.styles import Styles
from docgen.template import messages
from docgen.template.adopt_body import BodyResult, body_section, place_body, text_width
from docgen.template.adopt_cover import Cover, CoverResult
from docgen.template.adopt_package import as_document, cut_template, refuse_macros, remove_waste
from docgen.template.adopt_roles import RoleMap, map_roles
from docgen.template.adopt_styles import StyleMaker
from docgen.template.check import SLOT, check_slots
from docgen.template.cover_room import check_boxes, check_cover_room
from docgen.template.direct_looks import read_looks
from docgen.template.faults import find_faults
from docgen.template.places import DOCUMENT
from docgen.template.style_sheet import NAME, StyleSheet
from docgen.template.template_layout import TemplateLayout, read_layout

_NUMBERING = "word/numbering.xml"


@dataclass(slots=True)
class Adopted:
    """A template: its parts, what template.yaml is to say (`roles`), and what was done and found (`problems` are warnings)."""

    parts: dict[str, bytes]
    roles: dict[str, str]
    role_map: RoleMap
    styles: Styles
    cover: CoverResult
    body: BodyResult
    steps: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def adopt(content: bytes, location: Location, declared: frozenset[str] | None = None) -> Adopted:
    """Adopt a template; `declared` are the fields that the kind fills, None where no kind is given.

    Raises DocgenError (W101…W104) for a file that is no Word document, has macros, or is dangerous.
    """
    parts = read_package(content, location)
    refuse_macros(parts, location)
    steps, problems = _clean(parts, location)
    if NAME not in parts:
        parts = _with_styles(parts)
    styles = Styles(parts)
    roots = {name: etree.fromstring(parts[name]) for name in _text_parts(parts)}
    root = roots[DOCUMENT]
    layout = _layout(root, styles, parts, location)
    looks = read_looks(layout, styles)
    sheet = StyleSheet(parts[NAME])
    roles = map_roles(sheet, styles, layout, looks)
    problems += _free_headings(parts, sheet, styles, roles, location)
    tables = [table for child in layout.sample for table in child.iter(f"{W}tbl")]
    section = body_section(root, layout)
    StyleMaker(sheet, {**parts, NAME: sheet.xml()}, roles, looks, text_width(section)).complete(
        tables, contents_title=layout.contents is None
    )
    problems += _layout_problems(layout, roles, location)
    cover = Cover(roots, layout, styles, declared, location).fill()
    problems += cover.problems
    plain = roles.ids.get("plain", styles.default_paragraph)
    problems += check_boxes(layout.children[: layout.cover], styles, location)
    if not _has_slot(layout):
        problems += check_cover_room(layout.children[: layout.cover], _first_section(root), styles, location)
        body = place_body(root, layout, roles.ids["body"], plain, roles.ids.get("toc-title", plain))
    else:
        body = BodyResult(["正文的位置 {{p body }} 已经在模板里"])
    problems += _dropped(body, location)
    parts[NAME] = sheet.xml()
    for name, changed in roots.items():
        if name == DOCUMENT or _is_changed(parts[name], changed):
            parts[name] = etree.tostring(changed, xml_declaration=True, encoding="UTF-8", standalone=True)
    remove_waste(parts)
    problems += find_faults(parts, location)
    return Adopted(parts, dict(roles.ids), roles, Styles(parts), cover, body, steps, problems)


def _layout(root: etree._Element, styles: Styles, parts: dict[str, bytes], location: Location) -> TemplateLayout:
    """The template's layout. One that has a body slot already keeps everything; DocgenError for several or misplaced slots."""
    layout = read_layout(root, styles)
    if not _has_slot(layout):
        return layout
    problems = [problem for problem in check_slots(parts, location) if problem.code != messages.NO_SLOT.code]
    if problems:
        raise DocgenError(problems)
    return TemplateLayout(layout.children, layout.cover, len(layout.children))


def _has_slot(layout: TemplateLayout) -> bool:
    return any(SLOT.search("".join(child.itertext(f"{W}t"))) for child in layout.children)


def _first_section(root: etree._Element) -> etree._Element | None:
    return next(root.iter(f"{W}sectPr"), None)


def _clean(parts: dict[str, bytes], location: Location) -> tuple[list[str], list[Problem]]:
    steps: list[str] = []
    problems: list[Problem] = []
    if as_document(parts):
        steps.append("模板（.dotx）改成了文档（.docx）")
    for target in cut_template(parts):
        problems.append(messages.DETACHED_TEMPLATE.at(location, target=target))
    return steps, problems


def _text_parts(parts: dict[str, bytes]) -> list[str]:
    names = [
        name for name in sorted(parts) if name.startswith(("word/header", "word/footer")) and name.endswith(".xml")
    ]
    return [DOCUMENT, *names]


def _with_styles(parts: dict[str, bytes]) -> dict[str, bytes]:
    """A file without word/styles.xml (some generators write none) gets one with the default style."""
    styles = (
        f'<w:styles xmlns:w="{MAIN}"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/></w:style></w:styles>'
    )
    package = Package(parts)
    package.parts[NAME] = styles.encode()
    package.override(NAME, "application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml")
    package.relationships(DOCUMENT).internal(STYLES, "styles.xml")
    return package.finish()


def _free_headings(
    parts: dict[str, bytes], sheet: StyleSheet, styles: Styles, roles: RoleMap, location: Location
) -> list[Problem]:
    """Take the template's own numbers off the heading styles, and the styles out of its lists: docgen numbers by kind."""
    headings = [roles.ids[f"heading{level}"] for level in range(1, 7) if f"heading{level}" in roles.ids]
    freed = [style for style in headings if sheet.is_numbered(style)]
    for style in freed:
        sheet.remove_number(style)
    if not freed:
        return []
    if _NUMBERING in parts:
        root = etree.fromstring(parts[_NUMBERING])
        for link in [item for item in root.iter(f"{W}pStyle") if item.get(f"{W}val") in freed]:
            level = link.getparent()
            assert level is not None
            level.remove(link)
        parts[_NUMBERING] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
    names = "、".join(f"“{styles.name(style)}”" for style in freed)
    return [messages.FREED_HEADINGS.at(location, names=names)]


def _layout_problems(layout: TemplateLayout, roles: RoleMap, location: Location) -> list[Problem]:
    problems = []
    by_hand = [name for _role, name, origin in roles.created if origin.startswith("手工格式")]
    if by_hand:
        problems.append(messages.MADE_STYLES.at(location, names="、".join(by_hand)))
    if layout.guessed:
        message = messages.BODY_AFTER_BREAK if layout.sample else messages.BODY_AT_END
        problems.append(message.at(location))
    return problems


def _dropped(body: BodyResult, location: Location) -> list[Problem]:
    if not body.dropped:
        return []
    return [messages.DROPPED_SECTIONS.at(location, shapes="；".join(dict.fromkeys(body.dropped)))]


def _is_changed(before: bytes, root: etree._Element) -> bool:
    """True if a root differs from the part that it was read from."""
    return etree.tostring(etree.fromstring(before)) != etree.tostring(root)
