"""Fonts as they are put into files: read once for all pages of a render, subset once for files that show the same glyphs."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

from weasyprint.pdf.fonts import Font

from docgen.pdf.patches.declaration import WEASYPRINT, Use


class PooledFont(Font):  # type: ignore[misc]  # WeasyPrint has no types
    """A font of a setting's pool, or a copy of one that is written into a file.

    `shared` is common to all copies: the last subset of the font's file, and what others want to know once. `held` is
    Pango's font where nothing else keeps it.
    """

    shared: dict[str, Any]
    held: Any
    more: Callable[[], set[int]] | None = None  # glyphs that the font may keep beside those that are shown

    @classmethod
    def of(cls, font: Any, same: PooledFont | None) -> PooledFont:
        """A stock font for the pool; `same` is one of the same file in another size."""
        found = cls.__new__(cls)
        found.__dict__.update(font.__dict__)
        found.shared = {}
        if same is not None:
            found.file_content, found.shared = same.file_content, same.shared
        return found

    def fresh(self, more: Callable[[], set[int]] | None = None) -> PooledFont:
        """The font as it is when nothing has been set in it.

        With `more` it is for a part of a document: its file may have all these glyphs, so that the next part can take it.
        """
        other = copy.copy(self)
        other.more = more
        other.widths, other.to_unicode, other.missing = {}, {}, {}
        return other

    def clean(self, to_unicode: dict[int, str], hinting: bool) -> None:
        """Font.clean; a file that shows the glyphs of the one before takes its subset."""
        if "fvar" in self.tables or self.png or self.svg or self.colr or self.missing:
            super().clean(to_unicode, hinting)
            return
        wanted = (hinting, frozenset(to_unicode))
        known, file = self.shared.get("subset", (None, b""))
        if known == wanted:
            self.file_content = file
            return
        if self.more is not None:
            if known and known[0] == hinting and known[1] >= wanted[1]:
                self.file_content = file
                return
            to_unicode = {**dict.fromkeys(self.more(), ""), **to_unicode}
            wanted = (hinting, frozenset(to_unicode))
        super().clean(to_unicode, hinting)
        self.shared["subset"] = (wanted, self.file_content)


DECLARED = (
    Use(
        target="weasyprint.pdf.fonts:Font",
        why="a font is read once for all pages, and subset once",
        versions=WEASYPRINT,
        source="1888854798bf",
    ),
)
