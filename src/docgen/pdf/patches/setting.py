"""What one render carries with it through WeasyPrint: the object in which docgen's patches find their state.

Every style, layout context and document of WeasyPrint knows its font configuration. A render with a `Setting` in its
place is docgen's; one without is somebody else's, and the patches leave it alone. A Setting belongs to one thread at a
time: two threads that render have one each.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.text.fonts import FontConfiguration

if TYPE_CHECKING:
    from docgen.pdf.patches.page_counters import Frame


class Setting(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """A font configuration and what is kept with it.

    `frames` collects the margin boxes that are held back while a chapter is laid out (None: they are made at once);
    `fonts` are the fonts read for drawing, by key and size: they live as long as the configuration, which owns what
    they point to.
    """

    def __init__(self) -> None:
        super().__init__()
        self.frames: list[Frame] | None = None
        self.fonts: dict[Any, Any] = {}


def is_ours(style: Any) -> bool:
    """True for a style of one of docgen's renders."""
    return isinstance(getattr(style, "font_config", None), Setting)
