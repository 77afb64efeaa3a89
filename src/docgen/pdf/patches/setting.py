"""What one render carries with it through WeasyPrint: the object in which docgen's patches find their state.

Every style, layout context and document of WeasyPrint knows its font configuration. A render with a `Setting` in its
place is docgen's; one without is somebody else's, and the patches leave it alone. A Setting belongs to one thread at a
time: two threads that render have one each.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from weasyprint.pdf.fonts import Font
from weasyprint.text.ffi import ffi, pangoft2
from weasyprint.text.fonts import FontConfiguration

from docgen.fonts.font_set import FontSet
from docgen.pdf.patches.fonts import PooledFont

if TYPE_CHECKING:
    from docgen.pdf.patches.margins import Frame
    from docgen.pdf.patches.resuming import Course
    from docgen.pdf.patches.shaped_text import Run, Shaped

_TEXTS = 2000  # shaped texts that are remembered
HAN_SCRIPT = 17  # GUnicodeScript


class Setting(FontConfiguration):  # type: ignore[misc]  # WeasyPrint has no types
    """A font configuration with the fonts of a FontSet and no others (without one: this machine's), and what is kept with it.

    `frames` collects the margin boxes that are held back while a chapter is laid out (None: they are made at once);
    `fonts` are the fonts read for drawing, by key and size: they live as long as the configuration, which owns what
    they point to. `numerals` are digits as they are written, by look.
    """

    def __init__(self, fonts: FontSet | None = None) -> None:
        super().__init__()
        # In place of what FONTCONFIG_FILE or the system says, which is the whole process's.
        self._loaded = (fonts or FontSet()).load()
        self._config = ffi.cast("FcConfig *", self._loaded.address)
        pangoft2.pango_fc_font_map_set_config(ffi.cast("PangoFcFontMap *", self.font_map), self._config)
        self.frames: list[Frame] | None = None
        self.course: Course | None = None
        self.fonts: dict[tuple[Any, float], PooledFont] = {}
        self.numerals: dict[str, Any] = {}
        self._texts: OrderedDict[Any, Shaped] = OrderedDict()
        self._layouts: dict[int, Any] = {}
        self._baselines: dict[int, int] = {}
        self.probed: set[Any] = set()

    def font(self, key: Any, pango_font: Any, description: Any, size: float) -> PooledFont:
        """The font of a key and size; a font's file is read once for all sizes."""
        if (key, size) not in self.fonts:
            same = next((known for (known_key, _size), known in self.fonts.items() if known_key == key), None)
            self.fonts[(key, size)] = PooledFont.of(Font(pango_font, description, size), same)
        return self.fonts[(key, size)]

    def shaped(self, key: Any, text: str, make: Callable[[], Shaped]) -> Shaped:
        """A text in the style that `key` stands for, shaped before or now."""
        found = self._texts.get((key, text))
        if found is None:
            found = self._texts[key, text] = make()
            if len(self._texts) > _TEXTS:
                self._texts.popitem(last=False)
        return found

    def learn(self, runs: list[Run]) -> None:
        """Note how fonts stand to each other in a text that begins with Chinese."""
        if not runs or runs[0].script != HAN_SCRIPT:
            return
        base = self._baselines.setdefault(address(runs[0].font), 0)
        for run in runs[1:]:
            self._baselines.setdefault(address(run.font), base - run.rise)

    def rise(self, first: Run, run: Run) -> int:
        """How far a run stands above its place in a line that begins with the run `first`, in Pango's units."""
        if first.font == run.font:
            return 0
        known = self._baselines
        return known.get(address(first.font), 0) - known.get(address(run.font), 0)

    def hold(self, layout: Any, runs: Iterable[Run]) -> None:
        """A layout of Pango's lives as long as the setting if it is the first with one of the runs' fonts: so do the fonts."""
        for run in runs:
            self._layouts.setdefault(address(run.font), layout)


def address(pointer: Any) -> int:
    """What tells one object of Pango's from another while both live."""
    return int(ffi.cast("intptr_t", pointer))


def is_ours(style: Any) -> bool:
    """True for a style of one of docgen's renders."""
    return isinstance(getattr(style, "font_config", None), Setting)
