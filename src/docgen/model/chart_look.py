"""What the two twins of a chart agree on: the drawing in the PDF, and Word's own chart beside it.

Colours, markers, proportions, the value axis and how numbers are printed. All
arithmetic is in Decimals, so that the same figures stand in both. Standard library only.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal

from docgen.model.charts import Chart

# Lightness L* 31 74 58 84 43 67 18 91, then 48 68 58 79: all of the first eight stay apart when printed in grey.
PALETTE = (
    "234A70", "EDA854", "1C9C94", "A9D7F8", "A8463A", "A79BE0", "2B2A45", "F0E6B4",
    "487E45", "E88D8A", "858C94", "8BD3AE",
)  # fmt: skip
# Lines are thin: only colours that are dark enough to be seen, L* 38 70 54 18 64 47 29 58.
LINE_PALETTE = ("2F5D8A", "E59A3C", "00918A", "2B2A45", "9E91DC", "B5533C", "1F4D2B", "858C94")
MARKERS = ("circle", "square", "triangle", "diamond", "x", "plus", "dash", "star")  # ECMA-376 §21.2.3.27

LATIN, EAST_ASIAN = "Arial", "黑体"  # Word's names of the faces in drawings
TEXT_COLOUR = "1F2A37"
GRID_COLOUR = "DCE1E7"
AXIS_COLOUR = "6B7785"
TEXT_SIZE = 9.0  # pt: 小五, the size of text in figures
TITLE_SIZE = 10.5  # pt
LINE_WIDTH = 1.75  # pt, of a line chart's lines
LABEL_SIZE = 8.0  # pt, of values beside bars and points
_CLOSE = 24  # points on a line
_DARK = 60  # a colour's lightness below which text on it is white
_STEPS = (Decimal(1), Decimal(2), Decimal(5), Decimal(10))
_HEADROOM = Decimal("0.05")  # what Word and Excel leave above the highest value, of the range
_FLAT = (
    Decimal(1) / 6
)  # a line whose range is a smaller share of its highest value does not start at zero: Excel's rule


@dataclass(frozen=True, slots=True)
class Axis:
    """The value axis: ticks from `low` to `high` every `step`, all of them multiples of `step`."""

    low: Decimal
    high: Decimal
    step: Decimal

    @property
    def ticks(self) -> tuple[Decimal, ...]:
        return tuple(self.low + self.step * index for index in range(int((self.high - self.low) / self.step) + 1))

    @property
    def decimals(self) -> int:
        """Places after the point that every tick needs."""
        return decimals((self.step,))

    def share(self, value: Decimal) -> float:
        """Where a value stands between low (0) and high (1)."""
        return float((value - self.low) / (self.high - self.low))


def value_axis(chart: Chart) -> Axis:
    """The axis of a bar or line chart: steps of 1, 2 or 5 times a power of ten; bars always start at zero."""
    low, high = _extent(chart)
    flat = chart.kind == "line" and low > 0 and high > low and high - low < high * _FLAT
    if flat:
        floor = low - (high - low) / 2
    else:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
        floor = low
    if low == high:  # nothing but zeros
        return Axis(Decimal(0), Decimal(1), Decimal(1))
    room = (high - low) * _HEADROOM
    top = high + room if high > 0 else high
    bottom = floor if flat or low >= 0 else floor - room
    step = _step(top - bottom, chart.plan.intervals)
    return Axis(_multiple(bottom, step, ROUND_FLOOR), _multiple(top, step, ROUND_CEILING), step)


def _extent(chart: Chart) -> tuple[Decimal, Decimal]:
    """The lowest and highest point that is drawn."""
    if not chart.stacked:
        values = [value for series in chart.series for value in series.values if value is not None]
        return min(values, default=Decimal(0)), max(values, default=Decimal(0))
    lows, highs = [Decimal(0)], [Decimal(0)]
    for column in zip(*(series.values for series in chart.series), strict=True):
        known = [value for value in column if value is not None]
        lows.append(sum((value for value in known if value < 0), Decimal(0)))
        highs.append(sum((value for value in known if value > 0), Decimal(0)))
    return min(lows), max(highs)


def _step(span: Decimal, intervals: int) -> Decimal:
    """The smallest step of 1, 2 or 5 × 10ⁿ that covers the span in so many intervals."""
    power = Decimal(1).scaleb((span / intervals).adjusted())
    return next(power * factor for factor in _STEPS if power * factor * intervals >= span)


def _multiple(value: Decimal, step: Decimal, rounding: str) -> Decimal:
    return (value / step).to_integral_value(rounding=rounding) * step


# --- numbers ---


def decimals(values: Iterable[Decimal | None]) -> int:
    """Places after the point that the values need, trailing zeros left out."""
    return max((max(0, -int(value.normalize().as_tuple().exponent)) for value in values if value), default=0)


def value_decimals(chart: Chart) -> int:
    """Places after the point with which all of a chart's values are printed."""
    return max((decimals(series.values) for series in chart.series), default=0)


def number_text(value: Decimal, places: int) -> str:
    """1,234.50: with thousands separators."""
    return f"{value:,.{places}f}"


def number_format(places: int) -> str:
    """The same as a format code of Excel (ECMA-376 §18.8.31)."""
    return "#,##0" + ("." + "0" * places if places else "")


def percentages(values: Iterable[Decimal]) -> tuple[Decimal, ...]:
    """Shares in percent with one decimal, summing to exactly 100.0: the largest remainders are rounded up."""
    given = tuple(values)
    total = sum(given, Decimal(0))
    exact = [value * 1000 / total for value in given]
    floors = [share.to_integral_value(rounding=ROUND_FLOOR) for share in exact]
    missing = int(1000 - sum(floors, Decimal(0)))
    order = sorted(range(len(given)), key=lambda index: (floors[index] - exact[index], index))
    raised = set(order[:missing])
    return tuple((floor + (index in raised)) / 10 for index, floor in enumerate(floors))


def rounded_share(value: Decimal, total: Decimal) -> Decimal:
    """A share in percent with one decimal as a spreadsheet rounds it by itself."""
    return (value * 100 / total).quantize(Decimal("0.1"), ROUND_HALF_UP)


def axis_title(chart: Chart) -> str:
    """What stands at the value axis: the unit; with one series, which has no legend, its name too."""
    if len(chart.series) > 1:
        return f"单位：{chart.unit}" if chart.unit else ""
    name = chart.series[0].name
    return f"{name}（{chart.unit}）" if chart.unit and name else name or chart.unit


def has_legend(chart: Chart) -> bool:
    """Several series need one; slices and a single series are named where they are."""
    return chart.kind != "pie" and len(chart.series) > 1


# --- colours ---


def colour(index: int) -> str:
    """The colour of a series of bars or of a slice, six hex digits; the palette starts again after its last."""
    return PALETTE[index % len(PALETTE)]


def line_colour(index: int) -> str:
    """The colour of a line."""
    return LINE_PALETTE[index % len(LINE_PALETTE)]


def marker_size(chart: Chart) -> int:
    """In pt: smaller where points stand close."""
    return 6 if len(chart.categories) <= _CLOSE else 4


def marker(index: int) -> str:
    """The marker of a line's points: with the colours it tells lines apart even on a poor copy."""
    return MARKERS[index % len(MARKERS)]


def text_on(background: str) -> str:
    """White or the text colour, whichever is read better on a colour."""
    return "FFFFFF" if lightness(background) < _DARK else TEXT_COLOUR


def lightness(hexadecimal: str) -> float:
    """CIE L* of an sRGB colour, 0 (black) to 100 (white): what remains of it in grey."""
    channels = [int(hexadecimal[start : start + 2], 16) / 255 for start in (0, 2, 4)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    luminance = sum(weight * value for weight, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
    return 116 * luminance ** (1 / 3) - 16 if luminance > 0.008856 else 903.3 * luminance
