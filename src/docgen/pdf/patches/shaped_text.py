"""A text shaped once: its glyphs, sums of their advances, and where its lines may end.

WeasyPrint has Pango shape a text anew for each try at a line, for the line that was found, when it is justified, and
when it is drawn. Here Pango shapes a text once for each style, without a width; a line is then a range of its
characters, found by bisection over sums. All lengths are Pango's (1/1024 of a CSS pixel).
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Any

from weasyprint.text.ffi import TO_UNITS, ffi, pango
from weasyprint.text.line_break import Layout, _font_style_cache_key

from docgen.pdf.patches.declaration import WEASYPRINT, Use
from docgen.pdf.patches.setting import HAN_SCRIPT

_HAN = "\u2e80-\u2fff\u3040-\u30ff\u3105-\u312f\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LATIN = "A-Za-z0-9\u00c0-\u024f\u0370-\u03ff"
BOUNDARY = re.compile(f"(?<=[{_HAN}])[{_LATIN}]|(?<=[{_LATIN}])[{_HAN}]")
WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u2014\u2018-\u201d\u2026\U00020000-\U0003ffff]")

# Text whose lines do not follow from sums: controls, tabs, soft hyphens, zero-width and right-to-left characters.
_UNUSUAL = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u0590-\u08ff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufb1d-\ufdff\ufe70-\ufeff\U000e0000-\U000e0fff]"
)
_GLYPH = 5  # integers in a PangoGlyphInfo: glyph, width, x offset, y offset, attributes
_LINE_BREAK, _WHITE = 1, 8  # bits of a PangoLogAttr
_RISE = 4  # of a PangoGlyphItem: its y_offset, behind two pointers, as an int (Pango 1.50)
_SCRIPTS = {0, 1, 8, 14, HAN_SCRIPT, 25}  # common, inherited, Cyrillic, Greek, Han, Latin (GUnicodeScript)


class Run:
    """Glyphs of one font: characters `start` to `end` of the text, `clusters` the first character of each glyph's cluster."""

    __slots__ = ("clusters", "end", "font", "glyphs", "height", "offsets", "rise", "script", "start", "top", "widths")

    start: int
    end: int
    font: Any
    glyphs: array[int]
    widths: array[int]
    offsets: array[int] | None  # None where all are 0
    clusters: array[int]
    top: int  # of the font's line above the baseline, negative
    height: int
    rise: int  # below the first run's place: Pango aligns the ideographic baselines of fonts (OpenType BASE)
    script: int


class Shaped:
    """A text as Pango shapes it in one style.

    `sums[i]` is the advance of all before character i, with the gaps before Chinese and Latin neighbours that
    `gaps` gives by character. `breaks` are the places where a line may end, the text's end the last; `needs` the room
    up to each of them without the blank before it.
    """

    __slots__ = (
        "breaks",
        "decoration",
        "gap",
        "gaps",
        "half",
        "needs",
        "offsets",
        "runs",
        "setting",
        "starts",
        "sums",
        "text",
        "usual",
        "whites",
    )

    def __init__(self, text: str, style: Any, autospace: float) -> None:
        self.text = text
        layout = Layout(style)
        layout.set_text(text)
        self.decoration = {
            name: getattr(layout, name, None)
            for name in (
                "ascent",
                "underline_position",
                "strikethrough_position",
                "underline_thickness",
                "strikethrough_thickness",
            )
        }
        self.gap = style["font_size"] * autospace  # CSS pixels
        gap = int(self.gap * TO_UNITS)
        self.gaps = {} if text.isascii() else {found.start(): gap for found in BOUNDARY.finditer(text)}
        self.half = left_part(gap)
        self.offsets = array("i", accumulate(map(len, map(str.encode, text)), initial=0))
        self.runs: list[Run] = []
        self.setting = style.font_config
        advances = self._read(layout)
        self.usual = advances is not None
        if advances is not None:
            self._sum(advances)
            self._find_breaks(layout)
        self.setting.hold(layout.layout, self.runs)

    def _read(self, layout: Any) -> list[int] | None:
        """Take over Pango's runs; the advance of each character without gaps. None where something is unusual."""
        line = pango.pango_layout_get_line_readonly(layout.layout, 0)
        if line.length != self.offsets[-1]:
            return None
        places = {offset: index for index, offset in enumerate(self.offsets)}
        advances = [0] * len(self.text)
        node = line.runs
        while node != ffi.NULL:
            run = _run(node.data, places)
            if run is None:
                return None
            for cluster, width in zip(run.clusters, run.widths, strict=True):
                advances[cluster] += width
            self.runs.append(run)
            node = node.next
        self._take_gaps_out(advances)
        self.starts = [run.start for run in self.runs]
        self.setting.learn(self.runs)
        return advances

    def _take_gaps_out(self, advances: list[int]) -> None:
        """Pango spaced the text's letters: half of each gap before its character, half after it, none at the text's ends."""
        for run in self.runs:
            for place, cluster in enumerate(run.clusters):
                gap = self.gaps.get(cluster)
                if gap is None:
                    continue
                after = gap - self.half if cluster < len(self.text) - 1 else 0
                run.widths[place] -= self.half + after
                advances[cluster] -= self.half + after
                if run.offsets is not None:
                    run.offsets[place] -= self.half
            if run.offsets is not None and not any(run.offsets):
                run.offsets = None

    def _sum(self, advances: list[int]) -> None:
        if self.gaps:
            for place, gap in self.gaps.items():
                advances[place] += gap
        self.sums = array("q", accumulate(advances, initial=0))

    def _find_breaks(self, layout: Any) -> None:
        count = len(self.text)
        attributes = pango.pango_layout_get_log_attrs_readonly(layout.layout, ffi.NULL)
        bits = memoryview(ffi.buffer(attributes, (count + 1) * 4)).cast("I")
        self.breaks = array("i", [place for place in range(1, count) if bits[place] & _LINE_BREAK])
        self.breaks.append(count)
        self.whites = {place - 1 for place in self.breaks if bits[place - 1] & _WHITE}
        sums = self.sums
        self.needs = array(
            "q",
            [sums[place - 1] if place - 1 in self.whites else sums[place] for place in self.breaks],
        )

    def room(self, start: int, end: int) -> int:
        """What Pango asks of a line from `start` to `end` when it looks for its end: no gap before the first character."""
        return self.sums[end] - self.sums[start] - self.gaps.get(start, 0)

    def width(self, start: int, end: int) -> int:
        """What the line takes: neither a gap before its first character nor the half after its last."""
        found = self.room(start, end)
        if end - 1 > start and end - 1 in self.gaps:
            found -= self.gaps[end - 1] - self.half
        return found

    def extents(self, start: int, end: int) -> tuple[int, int]:
        """(top, height) of the line from `start` to `end`, its top above the baseline and negative."""
        first = bisect_right(self.starts, start) - 1
        last = max(bisect_left(self.starts, end), first + 1)
        runs = self.runs[first:last]
        if len(runs) == 1:
            return runs[0].top, runs[0].height
        # Where the line begins with Chinese (or digits before it), fonts stand on their ideographic baselines.
        aligned = runs[0].script == HAN_SCRIPT
        tops = [run.top - (self.setting.rise(runs[0], run) if aligned else 0) for run in runs]
        top = min(tops)
        return top, max(place + run.height for place, run in zip(tops, runs, strict=True)) - top


def _run(item: Any, places: dict[int, int]) -> Run | None:
    """One run of Pango's; None if it runs from right to left, is raised, or has characters that no font has."""
    analysis, count = item.item.analysis, item.glyphs.num_glyphs
    if analysis.level % 2 or not count:
        return None
    numbers = memoryview(ffi.buffer(item.glyphs.glyphs, count * _GLYPH * 4)).cast("i")
    run = Run()
    run.glyphs, run.widths = array("i", numbers[0::_GLYPH]), array("i", numbers[1::_GLYPH])
    run.offsets = array("i", numbers[2::_GLYPH])
    if min(run.glyphs) < 0 or max(run.glyphs) >= pango.PANGO_GLYPH_EMPTY or any(numbers[3::_GLYPH]) or 0 in run.widths:
        return None
    first = item.item.offset
    run.start, run.end = places[first], places[first + item.item.length]
    clusters = memoryview(ffi.buffer(item.glyphs.log_clusters, count * 4)).cast("i")
    run.clusters = array("i", [places[first + offset] for offset in clusters])
    run.font = analysis.font
    run.script = analysis.level >> 24 & 0xFF  # WeasyPrint declares four bytes of PangoAnalysis as one number
    if run.script not in _SCRIPTS:
        return None
    run.rise = ffi.cast("int *", item)[_RISE]
    logical = ffi.new("PangoRectangle *")
    pango.pango_font_get_glyph_extents(run.font, run.glyphs[0], ffi.NULL, logical)
    run.top, run.height = logical.y, logical.height
    return run


def left_part(spacing: int) -> int:
    """The part of a letter's spacing that Pango puts before it (pango-layout.c, distribute_letter_spacing)."""
    left = int(spacing / 2)
    return (left + 512) // 1024 * 1024 if spacing % 1024 == 0 else left


def is_usual(style: Any) -> bool:
    """True for a style whose lines follow from sums."""
    return (
        style["letter_spacing"] == "normal"
        and not style["word_spacing"]
        and style["direction"] == "ltr"
        and style["word_break"] == "normal"
        and style["hyphens"] != "auto"
        and style["white_space"] in ("normal", "nowrap", "pre")
        and style["font_size"] >= 1
        and style["font_kerning"] == "none"  # kerned glyphs are narrower before some others than at a line's end
    )


def shape(text: str, style: Any, autospace: float) -> tuple[Shaped, int, int] | None:
    """(shaped text, first character, end) of a text in a style: itself, or the text that it is the end of; None if unusual."""
    setting = style.font_config
    key = style.__dict__.get("shaping_key", "")
    if key == "":
        key = None
        if is_usual(style):
            key = (
                _font_style_cache_key(style, include_size=True),
                style["text_decoration_line"] != "none",
            )
        style.shaping_key = key
        style.shaped_last = None
        if key is not None and key not in setting.probed:
            setting.probed.add(key)
            probe = Shaped("中A", style, 0)  # how the Chinese face and the Latin one stand to each other
            del probe
    if key is None:
        return None
    last: Shaped | None = style.shaped_last
    if last is not None and last.text.endswith(text):
        count = len(last.text)
        return last, count - len(text), count
    if _UNUSUAL.search(text):
        return None
    found = setting.shaped(key, text, lambda: Shaped(text, style, autospace))
    if not found.usual:
        return None
    style.shaped_last = found
    return found, 0, len(text)


DECLARED = (
    Use(
        target="weasyprint.text.line_break:Layout",
        why="a text is shaped as WeasyPrint would shape it",
        versions=WEASYPRINT,
        source="681b737d1ba5",
    ),
    Use(
        target="weasyprint.text.line_break:_font_style_cache_key",
        why="what of a style a text's shape depends on",
        versions=WEASYPRINT,
        source="d6b09d54b825",
    ),
)
