"""Tab stops for the PDF: a line of text between tabs as boxes of set width (ECMA-376 §17.3.1.38).

CSS has no tab stops. How wide a text is, is estimated from its characters:
enough to know which stop a tab goes to. What then stands at a stop is placed
by the layout itself: a leader fills a box up to a right stop, a centred text
lies over the line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from docgen.ooxml.elements.paragraphs import Indent, RunProperties
from docgen.ooxml.properties import Properties, font_size, read

LEADERS = {"dot": ".", "hyphen": "-", "underscore": "_", "heavy": "_", "middleDot": "·"}
LEADER_CSS = "".join(
    f'.tl-{name}::after{{content:leader("{sign}")}}\n' for name, sign in (("none", " "), *LEADERS.items())
)
_ALIGN = {"center": "center", "right": "right", "end": "right", "decimal": "decimal"}
_NEAR = 2.0  # pt: what Word's rulers round away
_CLOSE = 0.5  # pt: a stop nearer than this to the text's end is passed


@dataclass(frozen=True, slots=True)
class Stop:
    """A tab stop at `position` pt from the paragraph's margin edge."""

    position: float
    align: str = "left"
    leader: str = "none"


@dataclass(frozen=True, slots=True)
class Piece:
    """What stands between two tabs: its HTML, its estimated width in pt, and its text where it must be cut at the point."""

    html: str
    width: float
    text: str = ""


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab: the CSS of its own run (an underlined tab is a line to write on), and where w:ptab wants to go."""

    css: str = ""
    goal: Stop | None = None


def text_width(text: str, run: Properties) -> float:
    """An estimate in pt: a Chinese character is as wide as it is high, a Latin one half as wide."""
    points = font_size(run)
    spread = read(run, RunProperties.spacing) / 20
    em = sum(
        1.0 if unicodedata.east_asian_width(sign) in "WF" else 0.29 if sign in " .,:;il|'" else 0.53 for sign in text
    )
    return em * points + spread * len(text)


def read_stops(paragraph: Properties) -> list[Stop]:
    """The paragraph's own stops, from left to right; a hanging indent is one too."""
    stops = []
    for position, kind in paragraph.get("tabs", {}).items():
        align, _, leader = kind.partition(":")
        if align not in ("clear", "bar"):
            stops.append(Stop(int(position) / 20, _ALIGN.get(align, "left"), leader))
    left = read(paragraph, Indent.left)
    if left and read(paragraph, Indent.hanging):
        stops.append(Stop(left / 20))
    return sorted(stops, key=lambda stop: stop.position)


def set_line(
    pieces: Sequence[Piece],
    tabs: Sequence[Tab],
    stops: Sequence[Stop],
    *,
    start: float,
    indent: float,
    default: float,
    room: float = 0.0,
    height: str = "normal",
) -> str:
    """One line: `pieces` with `tabs` between them (one fewer), its text beginning `start` pt from the margin edge.

    `indent` is the paragraph's own edge, `default` the step of stops that nobody has set.
    With `room`, the width of the text, stops at its edge and in its middle stay there on pages of another width.
    `height` is the line's, as CSS.
    """
    line = _Line(start, indent, room, height)
    line.add(pieces[0])
    for tab, piece in zip(tabs, pieces[1:], strict=True):
        line.tab(tab, piece, stops, default)
    return line.finish()


class _Line:
    """The boxes made so far; `_open` is the HTML of the box that has not ended, begun at `_from`, its text reaching to `_at`."""

    def __init__(self, start: float, indent: float, room: float, height: str) -> None:
        self._done = ""
        self._open = ""
        self._from = self._at = start
        self._indent = indent
        self._room = room
        self._height = height

    def add(self, piece: Piece) -> None:
        self._open += piece.html
        self._at += piece.width

    def tab(self, tab: Tab, piece: Piece, stops: Sequence[Stop], default: float) -> None:
        stop = tab.goal or next((stop for stop in stops if stop.position > self._at + _CLOSE), None)
        if stop is None:
            last = stops[-1].position if stops else 0.0
            stop = Stop((max(self._at + _CLOSE, last) // default + 1) * default)
        filler = _filler(tab, stop)
        match stop.align:
            case "right":
                self._close(stop.position, filler, piece.html)
            case "center" if not filler:
                if self._whole() and abs(stop.position - self._room / 2) < _NEAR:
                    self._done += _over("0", "100%", "-100%", piece.html, "center")
                else:
                    half = max(stop.position, piece.width)
                    left = stop.position - half - self._from
                    self._done += _over(
                        _points(left), _points(2 * half), _points(-left - 2 * half), piece.html, "center"
                    )
                self._at = max(self._at, stop.position + piece.width / 2)
            case "center":
                self._close(stop.position + piece.width / 2, filler, piece.html)
            case "decimal":
                whole, rest = _at_point(piece)
                self._close(stop.position, filler, whole)
                self._open, self._at = rest, stop.position + piece.width / 2
            case _:
                self._close(stop.position, filler)
                self.add(piece)

    def finish(self) -> str:
        if self._open:
            return self._done + self._open
        return f'<span style="white-space:nowrap">{self._done}</span>'

    def _whole(self) -> bool:
        """True if the open box begins where the text's whole width does."""
        return self._room > 0 and self._from == self._indent == 0

    def _close(self, end: float, filler: str, ending: str = "") -> None:
        """End the open box at `end` pt from the margin edge, with `ending` against that edge."""
        width = max(end - self._from, 0.0)
        inside, after = self._open, ""
        if filler:
            # A leader must not stand in a box of the line itself: WeasyPrint would fill it once more from outside.
            left = self._from - self._indent
            place = f"left:{_points(left)};width:{_points(width)};line-height:{self._height}"
            self._done += f'<span class="tc" style="{place}"><span class="l">{inside}{filler}{ending}</span></span>'
            inside = ""
        elif ending and self._whole() and abs(end - self._room) < _NEAR:
            self._done += f'<span class="tb" style="width:100%">{inside}</span>' + _over(
                "-100%", "100%", "0", ending, "right"
            )
            inside, width = "", 0.0
        elif ending:
            after = _over(_points(-width), _points(width), "0", ending, "right")
        self._done += f'<span class="tb" style="width:{_points(width)}">{inside}</span>{after}' if width else ""
        self._open = ""
        self._from = self._at = end


def _over(left: str, width: str, right: str, html: str, align: str) -> str:
    """HTML laid over the line between margins that together with its width come to nothing."""
    return f'<span class="tb" style="margin-left:{left};width:{width};margin-right:{right};text-align:{align}">{html}</span>'


def _points(length: float) -> str:
    return f"{length:.2f}pt"


def _filler(tab: Tab, stop: Stop) -> str:
    """What is seen between the texts; "" for an empty space."""
    leader = stop.leader if stop.leader in LEADERS else "none"
    if leader == "none" and not tab.css:
        return ""
    style = f' style="{escape(tab.css)}"' if tab.css else ""
    return f'<span class="tl-{leader}"{style}></span>'


def _at_point(piece: Piece) -> tuple[str, str]:
    """A number cut before its decimal point, where the piece is plain enough to be cut."""
    found = re.search(r"[.．]", piece.text)
    if found is None or piece.html.count(piece.text) != 1:
        return piece.html, ""
    head, tail = piece.html.split(piece.text)
    cut = found.start()
    if head or tail:  # both halves keep the run's own look
        return head + piece.text[:cut] + tail, head + piece.text[cut:] + tail
    return piece.text[:cut], piece.text[cut:]
