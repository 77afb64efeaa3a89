"""Lines of a shaped text: how much of it fits a width, and what stands in a text box in place of a Pango layout."""

from __future__ import annotations

from bisect import bisect_right
from math import inf
from typing import Any

from weasyprint.text.ffi import FROM_UNITS, TO_UNITS
from weasyprint.text.line_break import Layout

from docgen.pdf.patches.shaped_text import Shaped, shape

AUTOSPACE = 0.2  # em; LibreOffice's own value, so that its pages and ours break alike (Word adds about 0.25)


class Line:
    """Characters `start` to `end` of a shaped text. To WeasyPrint it is the Layout of a text box.

    `stretch` (CSS pixels) widens each place that justification may stretch. A line whose text or overflow was changed
    after it was found has to be drawn from a layout of Pango's (`layout_of`).
    """

    first_line_direction = 0

    def __init__(self, shaped: Shaped, start: int, end: int, max_width: float | None) -> None:
        self.shaped, self.start, self.end, self.max_width = shaped, start, end, max_width
        self.text = self.own = shaped.text[start:end]
        self.next: int | None = None  # where the next line begins
        self.stretch = 0.0

    def __getattr__(self, name: str) -> Any:
        try:
            return self.shaped.decoration[name]
        except KeyError:
            raise AttributeError(name) from None

    def stretched(self, text: str, stretch: float) -> Line | None:
        """The line as far as `text` goes, justified; None if it is not this line's text, or if it has blanks.

        Pango takes a blank that is stretched from the face of what stands around it, not from its own: only it can say.
        """
        if " " in text or "\u00a0" in text or not self.own.startswith(text) or self.text != self.own:
            return None
        line = Line(self.shaped, self.start, self.start + len(text), None)
        line.stretch = stretch
        return line

    def reactivate(self, style: Any) -> None:
        """Nothing is needed to draw a line."""

    def deactivate(self) -> None:
        """Nothing is held for drawing."""

    def layout_of(self, style: Any) -> Any:
        """The line as a layout of Pango's, ready to be drawn."""
        layout = Layout(style, self.stretch, self.max_width)
        layout.chinese_spacing = self.stretch
        layout.set_text(self.text, justify=True)
        return layout


def first_line(text: str, style: Any, max_width: float | None, *, is_line_start: bool, minimum: bool) -> Any | None:
    """What split_first_line gives: (line, bytes, resume at, width, height, baseline); None where only Pango can say."""
    found = shape(text, style, AUTOSPACE)
    if found is None:
        return None
    shaped, start, end = found
    if max_width is None or max_width == inf or style["white_space"] != "normal":
        return measured(shaped, start, end, None, max_width)
    measure = max(0.0, max_width) * TO_UNITS
    room = int(measure)
    if shaped.room(start, end) <= room:
        return measured(shaped, start, end, None, max_width)
    if text.endswith(" "):
        return None
    stop = _stop(shaped, start, room)
    if stop is None:
        return None
    shown = stop
    while shown > start and text[shown - 1 - start] == " ":
        shown -= 1
    if shown == start:
        return None
    if shaped.width(start, shown) > measure and _may_break_words(style, is_line_start=is_line_start, minimum=minimum):
        return None
    return measured(shaped, start, shown, None if stop == end else stop, max_width)


def _stop(shaped: Shaped, start: int, room: int) -> int | None:
    """Where the line from `start` ends: the last break that fits, or the first; None where Pango's own way decides."""
    first = bisect_right(shaped.breaks, start)
    limit = shaped.sums[start] + shaped.gaps.get(start, 0) + room
    last = bisect_right(shaped.needs, limit, lo=first) - 1
    stop = shaped.breaks[max(first, last)]
    if stop - 1 in shaped.whites and shaped.text[stop - 1] != " " and shaped.room(start, stop) > room:
        return None
    return stop


def _may_break_words(style: Any, *, is_line_start: bool, minimum: bool) -> bool:
    wrap = style["overflow_wrap"]
    return is_line_start and (wrap == "anywhere" or (wrap == "break-word" and not minimum))


def measured(shaped: Shaped, start: int, end: int, resume: int | None, max_width: float | None) -> Any:
    """The line from `start` to `end` with its measures, in CSS pixels; the next one begins at `resume`."""
    offsets = shaped.offsets
    top, height = shaped.extents(start, end)
    line = Line(shaped, start, end, max_width)
    line.next = resume
    return (
        line,
        offsets[end] - offsets[start],
        None if resume is None else offsets[resume] - offsets[start],
        shaped.width(start, end) * FROM_UNITS,
        height * FROM_UNITS,
        -top * FROM_UNITS,
    )
