"""Line pitch: what in a template would make Word, WPS, LibreOffice and the PDF break pages at different places.

With an exact line pitch and no document grid the height of a line does not
depend on the font, so an installed or a missing font gives the same pages.
With multiple spacing it is the font's own height times a factor, and every
program reads that height differently (measured: a quarter of the headings
landed on another page).
"""

from __future__ import annotations

from lxml import etree

from docgen.errors import Location, Problem
from docgen.ooxml.elements.paragraphs import ParagraphProperties
from docgen.ooxml.properties import is_exact, is_on, line_of
from docgen.ooxml.sections import grid_pitch, last_section
from docgen.ooxml.styles import Styles
from docgen.template.roles import Roles

_CHECKED = ("body", "plain", "heading1", "heading2", "heading3", "list1", "table-text", "caption", "toc1")


def check_line_pitch(styles: Styles, roles: Roles, document: bytes, location: Location) -> list[Problem]:
    """Warnings W140 (spacing that is not exact) and W141 (a grid that fights it), each style once."""
    problems: list[Problem] = []
    loose = dict.fromkeys(styles.name(roles[role]) for role in _CHECKED if not is_exact(styles.resolve(roles[role])[0]))
    if loose:
        fact = "样式 {names} 的行距不是固定值，Word 与 PDF 的分页可能不同".format(names="、".join(loose))
        hint = "在 Word 的段落设置里把行距改为“固定值”，例如小四号字 22 磅"
        problems.append(Problem(location, "W140", fact, hint, "warning"))
    pitch = grid_pitch(last_section(etree.fromstring(document)))
    body = styles.resolve(roles["body"])[0]
    if pitch and is_on(body, ParagraphProperties.on_grid) and line_of(body) != pitch:
        fact = f"页面设了文档网格（每行 {pitch / 20:g} 磅），与正文行距不同"
        hint = "在 Word 的页面设置、文档网格里选“无网格”"
        problems.append(Problem(location, "W141", fact, hint, "warning"))
    return problems
