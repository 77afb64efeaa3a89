"""A line of a shaped text, drawn: its glyphs with what Pango's letter spacing would add, as WeasyPrint writes them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS, pango

from docgen.pdf.patches.shaped_text import WIDE, Run, left_part
from docgen.pdf.patches.text_lines import Line


def from_shaped_lines(stock: Any) -> Any:
    """draw_first_line, but a line of a shaped text is drawn from its glyphs, unless it was changed after it was found."""

    def draw_first_line(stream: Any, textbox: Any, text_overflow: Any, block_ellipsis: Any, matrix: Any) -> Any:
        line = textbox.pango_layout
        if isinstance(line, Line):
            plain = text_overflow != "ellipsis" and block_ellipsis == "none" and line.text == line.own
            if plain and (not textbox.text.strip() or draw(line, stream, matrix)):
                return []
            textbox.pango_layout = line.layout_of(textbox.style)
        return stock(stream, textbox, text_overflow, block_ellipsis, matrix)

    return draw_first_line


def draw(line: Line, stream: Any, matrix: Any) -> bool:
    """Show the line's glyphs at a text matrix; False, and nothing shown, if one of its fonts is made of pictures."""
    pieces = list(_pieces(line))
    found = [stream.add_font(run.font) for run, _first, _last in pieces]
    if any(font.bitmap or font.svg or font.png or font.colr for font, _size in found):
        return False
    stream.set_text_matrix(*matrix.values)
    spacing = _spacing(line)
    string, font = "", None
    for (run, first, last), (face, size) in zip(pieces, found, strict=True):
        if run.font != font:
            font = run.font
            stream.add_font(font)
            if string:
                stream.show_text(string)
            string = ""
            stream.set_font_size(face.hash, size)
        string += _shown(line, run, first, last, stream, face, size, spacing)
    stream.show_text(string)
    return True


def _pieces(line: Line) -> Any:
    """(run, first glyph, glyph after the last) of each run that the line has a part of."""
    shaped = line.shaped
    for run in shaped.runs[max(bisect_right(shaped.starts, line.start) - 1, 0) :]:
        if run.start >= line.end:
            return
        first, last = bisect_left(run.clusters, line.start), bisect_left(run.clusters, line.end)
        if first < last:
            yield run, first, last


def _spacing(line: Line) -> dict[int, tuple[int, int]]:
    """What Pango adds before and after a character, by character: gaps, and the stretch of a justified line."""
    shaped, start, end, stretch = line.shaped, line.start, line.end, line.stretch
    spaces = {place: shaped.gap for place in shaped.gaps if start < place < end} if shaped.gaps else {}
    if stretch:
        for found in WIDE.finditer(shaped.text, start, end):
            spaces[found.start()] = spaces.get(found.start(), 0) + stretch
    units = {place: int(space * TO_UNITS) for place, space in spaces.items()}
    parts = {}
    for place, space in units.items():
        left = left_part(space)
        parts[place] = (0 if place == start else left, 0 if place == end - 1 else space - left)
    return parts


def _shown(
    line: Line,
    run: Run,
    first: int,
    last: int,
    stream: Any,
    font: Any,
    size: float,
    spacing: dict[int, tuple[int, int]],
) -> str:
    """The run's glyphs as a TJ array's strings and numbers (ISO 32000-1 §9.4.3)."""
    glyphs, widths, offsets, clusters = run.glyphs, run.widths, run.offsets, run.clusters
    known, measures = font.to_unicode, font.widths
    count = len(glyphs)
    out = ["<"]
    for place in range(first, last):
        glyph, width, offset = glyphs[place], widths[place], offsets[place] if offsets else 0
        cluster = clusters[place]
        following = clusters[place + 1] if place + 1 < count else run.end
        if glyph not in known:
            known[glyph] = line.shaped.text[cluster:following]
        if cluster in spacing:
            left, right = spacing[cluster]
            if place == first or clusters[place - 1] != cluster:
                width += left
                offset += left
            if following != cluster:
                width += right
        shift = offset / size
        if shift:
            out.append(f">{-shift}<")
        out.append(f"{glyph:04x}")
        logical = measures.get(glyph)
        if logical is None:
            pango.pango_font_get_glyph_extents(run.font, glyph, stream.ink_rect, stream.logical_rect)
            logical = measures[glyph] = round(stream.logical_rect.width * 1000 * FROM_UNITS / size)
        kerning = logical + shift - width * 1000 * FROM_UNITS / size
        if kerning:
            out.append(f">{int(kerning)}<")
    if out[-1].endswith("<"):
        out[-1] = out[-1][:-1]
    else:
        out.append(">")
    return "".join(out)
