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
from docgen.template import messages
from docgen.template.roles import Roles

_CHECKED = ("body", "plain", "heading1", "heading2", "heading3", "list1", "table-text", "caption", "toc1")


def check_line_pitch(styles: Styles, roles: Roles, document: bytes, location: Location) -> list[Problem]:
    """Warnings W140 (spacing that is not exact) and W141 (a grid that fights it), each style once."""
    problems: list[Problem] = []
    loose = dict.fromkeys(styles.name(roles[role]) for role in _CHECKED if not is_exact(styles.resolve(roles[role])[0]))
    if loose:
        problems.append(messages.LOOSE_PITCH.at(location, names="、".join(loose)))
    pitch = grid_pitch(last_section(etree.fromstring(document)))
    body = styles.resolve(roles["body"])[0]
    if pitch and is_on(body, ParagraphProperties.on_grid) and line_of(body) != pitch:
        problems.append(messages.OTHER_GRID.at(location, pitch=f"{pitch / 20:g}"))
    return problems
