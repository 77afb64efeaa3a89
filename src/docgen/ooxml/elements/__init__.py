"""The elements of WordprocessingML that docgen reads, each declared once (ECMA-376 part 1 §17).

Values are in the unit of their type: twips, half points, eighths … (`ooxml.declared`);
a default stands where the file says nothing, or nothing that means anything.
`TYPES` is the table of all that is declared: `ooxml.properties` and `ooxml.file_faults` read by it.
"""

from __future__ import annotations

from docgen.ooxml.declared import TEXT, Types, View, types_of
from docgen.ooxml.elements import numbering, paragraphs, sections, styles, tables
from docgen.ooxml.elements.paragraphs import Border
from docgen.ooxml.elements.tables import Width
from docgen.ooxml.names import W

_MODULES = (numbering, paragraphs, sections, styles, tables)
# One declaration that many elements share: sides of borders, and of margins in tables and cells.
_SIDES = (
    "top",
    "bottom",
    "left",
    "right",
    "start",
    "end",
    "insideH",
    "insideV",
    "between",
    "bar",
    "tl2br",
    "tr2bl",
    "bdr",
)


def _declared() -> Types:
    views = [
        view
        for module in _MODULES
        for view in vars(module).values()
        if isinstance(view, type) and issubclass(view, View) and view.tag and view.__module__ == module.__name__
    ]
    found = {tag: dict(types) for tag, types in types_of(views).items()}
    shared = {f"{W}val": TEXT, **types_of([Border])[""], **types_of([Width])[""]}
    return found | {f"{W}{side}": {**shared, **found.get(f"{W}{side}", {})} for side in _SIDES}


TYPES: Types = _declared()
