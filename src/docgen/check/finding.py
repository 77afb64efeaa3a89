"""What a rule gives back: a stretch of the joined text, or a place of its own, with fact and way out."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.errors import Location


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found.

    Either `start` and `end` in `Content.text`, or a content `pointer`, or a
    `location` (for the tree). `replacement` is what --fix puts in the place of
    the stretch; None where no single correction is certain.
    """

    message: str
    hint: str = ""
    start: int = -1
    end: int = -1
    replacement: str | None = None
    pointer: str | None = None
    location: Location | None = None
