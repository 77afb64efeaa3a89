"""What one render carries with it through WeasyPrint: the object in which docgen's patches find their state.

Every style, layout context and document of WeasyPrint knows its font configuration. A render with a `Setting` in its
place is docgen's; one without is somebody else's, and the patches leave it alone. A Setting belongs to one thread at a
time: two threads that render have one each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.text.ffi import ffi, pangoft2
from weasyprint.text.fonts import FontConfiguration

from docgen.fonts.font_set import FontSet

if TYPE_CHECKING:
    from docgen.pdf.patches.page_counters import Frame


class Setting(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """A font configuration with the fonts of a FontSet and no others (without one: this machine's), and what is kept with it.

    `frames` collects the margin boxes that are held back while a chapter is laid out (None: they are made at once);
    `fonts` are the fonts read for drawing, by key and size: they live as long as the configuration, which owns what
    they point to.
    """

    def __init__(self, fonts: FontSet | None = None) -> None:
        super().__init__()
        # In place of what FONTCONFIG_FILE or the system says, which is the whole process's.
        self._loaded = (fonts or FontSet()).load()
        self._config = ffi.cast("FcConfig *", self._loaded.address)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        self.frames: list[Frame] | None = None
        self.fonts: dict[Any, Any] = {}


def is_ours(style: Any) -> bool:
    """True for a style of one of docgen's renders."""
    return isinstance(getattr(style, "font_config", None), Setting)
