"""Bold text in a face that has no bold, thickened as Word and LibreOffice thicken it: its outline is drawn too.

Chinese 仿宋 and 楷体 come in one weight. WeasyPrint would print them regular where Word prints them bold.
"""

from __future__ import annotations

from typing import Any

from docgen.pdf.patches.declaration import WEASYPRINT, Patch
from docgen.pdf.patches.fonts import PooledFont
from docgen.pdf.patches.setting import is_ours
from docgen.pdf.patches.text_drawing import from_shaped_lines

BOLD = 600  # the CSS weight from which text counts as bold
_OUTLINE = 1 / 30  # em: about what LibreOffice adds to a stem


class _Thickened:
    """A stream on which runs of one bold text box are drawn; whatever is asked of it goes to the stream itself.

    It stands before the stream and changes nothing in it, so that a stream may have an `add_font` of its own
    (drawing) or another stand-in before it.
    """

    def __init__(self, stream: Any, color: Any) -> None:
        self._stream, self._color = stream, color
        self._face: Any = None
        self.outlined = False

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def add_font(self, pango_font: Any) -> Any:
        found = self._stream.add_font(pango_font)
        self._face = found[0]
        return found

    def set_font_size(self, font: Any, size: float) -> None:
        # Called when all text of the run before is out.
        stream = self._stream
        thin = _is_thin(self._face)
        if thin:
            stream.set_color(self._color, stroke=True)
            stream.set_line_width(size * _OUTLINE)
        if thin != self.outlined:
            stream.set_text_rendering(2 if thin else 0)
            self.outlined = thin
        stream.set_font_size(font, size)


def _draw_first_line(weasyprints: Any) -> Any:
    stock = from_shaped_lines(weasyprints)

    def draw_first_line(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        """draw_first_line, such that runs of bold text whose face is lighter than `BOLD` are filled and outlined."""
        style = textbox.style
        if style["font_weight"] < BOLD or not is_ours(style):
            return stock(stream, textbox, text_overflow, block_ellipsis, matrix)
        thickened = _Thickened(stream, style["color"])
        emojis = stock(thickened, textbox, text_overflow, block_ellipsis, matrix)
        if thickened.outlined:
            stream.set_text_rendering(0)
        return emojis

    return draw_first_line


def _is_thin(font: Any) -> bool:
    """True where the face's own weight is below `BOLD`: Pango tells the weight that was asked for, the file its own."""
    if font.bitmap or font.variations:
        return False
    shared: dict[str, Any] = font.shared if isinstance(font, PooledFont) else font.__dict__
    if "docgen_thin" not in shared:
        weight = _weight_class(font.hb_face)
        shared["docgen_thin"] = weight is not None and weight < BOLD
    return bool(shared["docgen_thin"])


def _weight_class(face: Any) -> int | None:
    """usWeightClass of the font's OS/2 table (OpenType): 400 is regular, 700 bold; None without the table."""
    from weasyprint.text.ffi import ffi, harfbuzz

    blob = harfbuzz.hb_face_reference_table(face, harfbuzz.hb_tag_from_string(b"OS/2", -1))
    try:
        length = ffi.new("unsigned int *")
        data = harfbuzz.hb_blob_get_data(blob, length)
        return int.from_bytes(ffi.buffer(data, length[0])[4:6], "big") if length[0] >= 6 else None
    finally:
        harfbuzz.hb_blob_destroy(blob)


DECLARED = (
    Patch(
        target="weasyprint.draw.text:draw_first_line",
        why="bold in faces that have no bold is outlined, as Word does it; a text shaped for its lines is not shaped again",
        versions=WEASYPRINT,
        source="1bb8eae6d88e",
        signature="(stream, textbox, text_overflow, block_ellipsis, matrix)",
        replacement=_draw_first_line,
        retired="WeasyPrint draws `font-synthesis: weight` (CSS Fonts 4)",
        offer="synthetic bold by outline, under `font-synthesis-weight`",
    ),
)
