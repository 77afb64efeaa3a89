"""Bold text in a face that has no bold, thickened as Word and LibreOffice thicken it: its outline is drawn too.

Chinese 仿宋 and 楷体 come in one weight. WeasyPrint would print them regular where Word prints them bold.
"""

from __future__ import annotations

from typing import Any

BOLD = 600  # the CSS weight from which text counts as bold
_OUTLINE = 1 / 30  # em: about what LibreOffice adds to a stem


def thickening(draw_first_line: Any) -> Any:
    """WeasyPrint's draw_first_line, such that runs of bold text whose face is lighter than `BOLD` are filled and outlined."""

    def draw(stream: Any, textbox: Any, *rest: Any) -> Any:
        if textbox.style["font_weight"] < BOLD:
            return draw_first_line(stream, textbox, *rest)
        add_font, set_font_size = stream.add_font, stream.set_font_size
        face: list[Any] = []
        outlined = False

        def remember(pango_font: Any) -> Any:
            found = add_font(pango_font)
            face[:] = [found[0]]
            return found

        def begin_run(font: Any, size: float) -> None:
            # Called when all text of the run before is out.
            nonlocal outlined
            thin = _is_thin(face[0])
            if thin:
                stream.set_color(textbox.style["color"], stroke=True)
                stream.set_line_width(size * _OUTLINE)
            if thin != outlined:
                stream.set_text_rendering(2 if thin else 0)
                outlined = thin
            set_font_size(font, size)

        stream.add_font, stream.set_font_size = remember, begin_run
        try:
            return draw_first_line(stream, textbox, *rest)
        finally:
            del stream.add_font, stream.set_font_size
            if outlined:
                stream.set_text_rendering(0)

    return draw


def _is_thin(font: Any) -> bool:
    """True where the face's own weight is below `BOLD`: Pango tells the weight that was asked for, the file its own."""
    if font.bitmap or font.variations:
        return False
    if not hasattr(font, "docgen_thin"):
        weight = _weight_class(font.hb_face)
        font.docgen_thin = weight is not None and weight < BOLD
    return bool(font.docgen_thin)


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
