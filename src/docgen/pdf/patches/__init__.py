"""The only room that touches private functions of WeasyPrint and pydyf, and the one place that composes its patches.

A patch is declared (`declaration.Patch`): which function, what it must look like, why, and what upstream change would
retire it. `install` checks all of them against the libraries at hand and lays them on, in the order of `declared`:
where two patches stand on one function, the later one stands before the earlier. Patches keep nothing of their own:
what a render needs travels with it in its `setting.Setting`, and documents that other code renders in the same process
with a font configuration of its own are not touched at all. docs/patches.md is made from the declarations
(`tools/list_patches.py`).
"""

from __future__ import annotations

from docgen.pdf.patches.declaration import Patch, Use


def declared() -> tuple[Patch | Use, ...]:
    """Every patch of the room, and every private function used without being replaced; imports WeasyPrint's callers only."""
    from docgen.pdf.patches import (
        assembly,
        carried,
        drawing,
        file_writing,
        fonts,
        leaders,
        margins,
        numerals,
        parsed_page,
        resuming,
        shaped_text,
        shared_styles,
        synthetic_bold,
        text_spacing,
    )

    rooms = (
        shaped_text,
        text_spacing,
        synthetic_bold,
        leaders,
        margins,
        parsed_page,
        resuming,
        shared_styles,
        drawing,
        numerals,
        fonts,
        carried,
        assembly,
        file_writing,
    )
    return tuple(one for room in rooms for one in room.DECLARED)


def install() -> None:
    """Lay all patches on, once in a process. Raises DocgenError L110 if a library is not the one that they know."""
    from docgen.pdf.patches.declaration import lay_on

    lay_on(declared())
