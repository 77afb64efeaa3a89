"""The plots of a chart: bars, lines and pies, with their axes (ECMA-376 §21.2.2)."""

from __future__ import annotations

from decimal import Decimal

from docgen.docx.chart_data import plain, series_data, series_head
from docgen.docx.chart_looks import fill, line, place, rich_text, shift, stroke, text_properties
from docgen.model.chart_look import (
    AXIS_COLOUR,
    GRID_COLOUR,
    LABEL_SIZE,
    LINE_WIDTH,
    axis_title,
    colour,
    line_colour,
    marker,
    marker_size,
    number_format,
    percentages,
    rounded_share,
    text_on,
    value_axis,
    value_decimals,
)
from docgen.model.charts import Chart

_CATEGORY_AXIS, _VALUE_AXIS = 111_111_111, 222_222_222
_AXES = f'<c:axId val="{_CATEGORY_AXIS}"/><c:axId val="{_VALUE_AXIS}"/>'
_WHITE = "FFFFFF"
_OPEN_MARKERS = ("x", "plus", "star")  # drawn by lines alone


def bars(chart: Chart) -> str:
    """A c:barChart, standing or lying, with its axes."""
    series = "".join(_bar_series(chart, index) for index in range(len(chart.series)))
    direction = "bar" if chart.horizontal else "col"
    grouping = "stacked" if chart.stacked else "clustered"
    overlap = 100 if chart.stacked else 0
    return (
        f'<c:barChart><c:barDir val="{direction}"/><c:grouping val="{grouping}"/><c:varyColors val="0"/>{series}'
        f'<c:gapWidth val="{chart.plan.gap}"/><c:overlap val="{overlap}"/>{_AXES}</c:barChart>{_axes(chart)}'
    )


def _bar_series(chart: Chart, index: int) -> str:
    shade = colour(index)
    edge = line(_WHITE, 0.5) if chart.stacked else "<a:ln><a:noFill/></a:ln>"
    ink = text_properties(LABEL_SIZE, text_on(shade)) if chart.stacked else text_properties(LABEL_SIZE)
    labels = _value_labels(chart, index, ink, "ctr" if chart.stacked else "outEnd")
    return (
        f"<c:ser>{series_head(chart, index)}<c:spPr>{fill(shade)}{edge}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{labels}{series_data(chart, index)}</c:ser>'
    )


def lines(chart: Chart) -> str:
    """A c:lineChart with its axes; gaps in the data are gaps in the line."""
    series = "".join(_line_series(chart, index) for index in range(len(chart.series)))
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}'
        f'<c:marker val="1"/>{_AXES}</c:lineChart>{_axes(chart)}'
    )


def _line_series(chart: Chart, index: int) -> str:
    shade, symbol = line_colour(index), marker(index)
    inside = "<a:noFill/>" if symbol in _OPEN_MARKERS else fill(shade)
    look = f"<c:spPr>{inside}{line(shade, 1)}</c:spPr>"
    labels = _value_labels(chart, index, text_properties(LABEL_SIZE), "t")
    return (
        f"<c:ser>{series_head(chart, index)}{stroke(shade, LINE_WIDTH)}"
        f'<c:marker><c:symbol val="{symbol}"/><c:size val="{marker_size(chart)}"/>{look}</c:marker>'
        f'{labels}{series_data(chart, index)}<c:smooth val="0"/></c:ser>'
    )


def _value_labels(chart: Chart, index: int, text: str, position: str) -> str:
    """The values of a series beside its bars or points, as far as the drawing had room for them."""
    plan = chart.plan
    if not plan.labels:
        return ""
    look = f'<c:numFmt formatCode="{number_format(value_decimals(chart))}" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>{text}'
    single = ""
    for point in range(len(chart.categories)):
        if (index, point) in plan.unlabelled:
            single += f'<c:dLbl><c:idx val="{point}"/><c:delete val="1"/></c:dLbl>'
        elif (index, point) in plan.below:
            single += f'<c:dLbl><c:idx val="{point}"/>{look}<c:dLblPos val="b"/>{_shown(value=True)}</c:dLbl>'
    return f'<c:dLbls>{single}{look}<c:dLblPos val="{position}"/>{_shown(value=True)}</c:dLbls>'


def _shown(*, value: bool = False, category: bool = False, percent: bool = False) -> str:
    return (
        f'<c:showLegendKey val="0"/><c:showVal val="{int(value)}"/><c:showCatName val="{int(category)}"/>'
        f'<c:showSerName val="0"/><c:showPercent val="{int(percent)}"/><c:showBubbleSize val="0"/>'
    )


_SLICE_SHOWN = _shown(category=True, percent=True) + "<c:separator> </c:separator>"


# --- axes ---


def _axes(chart: Chart) -> str:
    """Category names stay at the low edge, also beside negative bars; lying bars run from top to bottom."""
    lying, plan = chart.horizontal, chart.plan
    turn = f' rot="{-60_000 * plan.slant}" vert="horz"'
    every = f'<c:tickLblSkip val="{plan.every}"/>' if plan.every > 1 else ""
    category = (
        f'<c:catAx><c:axId val="{_CATEGORY_AXIS}"/><c:scaling><c:orientation val="{"maxMin" if lying else "minMax"}"/></c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"l" if lying else "b"}"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{stroke(AXIS_COLOUR, 0.75)}'
        f'{text_properties(rotation=turn)}<c:crossAx val="{_VALUE_AXIS}"/><c:crosses val="autoZero"/><c:auto val="0"/>'
        f'<c:lblAlgn val="ctr"/><c:lblOffset val="60"/>{every}<c:noMultiLvlLbl val="1"/></c:catAx>'
    )
    return category + _values(chart)


def _values(chart: Chart) -> str:
    """The value axis. Its step is fixed, its end is not: figures that the reader enters later still fit."""
    axis = value_axis(chart)
    low = f'<c:min val="{plain(axis.low)}"/>' if axis.low >= 0 else ""
    high = f'<c:max val="{plain(axis.high)}"/>' if axis.high <= 0 or not _any_value(chart) else ""
    title = axis_title(chart)
    heading = (
        f'<c:title>{rich_text(title)}{place(0.005, chart.plan.unit_top)}<c:overlay val="0"/></c:title>' if title else ""
    )
    return (
        f'<c:valAx><c:axId val="{_VALUE_AXIS}"/><c:scaling><c:orientation val="minMax"/>{high}{low}</c:scaling>'
        f'<c:delete val="0"/><c:axPos val="{"b" if chart.horizontal else "l"}"/>'
        f"<c:majorGridlines>{stroke(GRID_COLOUR, 0.5)}</c:majorGridlines>{heading}"
        f'<c:numFmt formatCode="{number_format(axis.decimals)}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="{"high" if chart.horizontal else "low"}"/>'
        f"<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>{text_properties()}"
        f'<c:crossAx val="{_CATEGORY_AXIS}"/><c:crosses val="autoZero"/><c:crossBetween val="between"/>'
        f'<c:majorUnit val="{plain(axis.step)}"/></c:valAx>'
    )


def _any_value(chart: Chart) -> bool:
    return any(value for series in chart.series for value in series.values)


# --- pie ---


def slices(chart: Chart) -> str:
    """A c:pieChart of the first series: names and shares outside, joined by lines where they are moved."""
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/><c:spPr>{fill(colour(index))}{line(_WHITE, 1)}</c:spPr></c:dPt>'
        for index in range(len(chart.categories))
    )
    labels = (
        f"<c:dLbls>{_slice_labels(chart)}{_slice_look(chart)}{_SLICE_SHOWN}"
        f'<c:showLeaderLines val="1"/><c:leaderLines>{stroke(AXIS_COLOUR, 0.5)}</c:leaderLines></c:dLbls>'
    )
    return (
        f'<c:pieChart><c:varyColors val="1"/><c:ser>{series_head(chart, 0)}{points}{labels}{series_data(chart, 0)}</c:ser>'
        f'<c:firstSliceAng val="{chart.plan.first_angle}"/></c:pieChart>'
    )


def _slice_look(chart: Chart) -> str:
    wrap = ' wrap="none"' if chart.plan.one_line else ""
    return (
        '<c:numFmt formatCode="0.0%" sourceLinked="0"/><c:spPr><a:noFill/></c:spPr>'
        f'{text_properties(rotation=wrap)}<c:dLblPos val="outEnd"/>'
    )


def _slice_labels(chart: Chart) -> str:
    """Labels of their own: moved, with a swatch, or with the share in words where Word's rounding would not sum to 100.0."""
    plan = chart.plan
    values = [value or Decimal(0) for value in chart.series[0].values]
    total = sum(values, Decimal(0))
    moves = {index: (right, down) for index, right, down in plan.moved}
    found = ""
    for index, (name, value, share) in enumerate(zip(chart.categories, values, percentages(values), strict=True)):
        words = "" if share == rounded_share(value, total) else rich_text(f"{name} {share:.1f}%")
        if not (words or index in moves or index in plan.keyed):
            continue
        shown = _SLICE_SHOWN.replace(
            '<c:showLegendKey val="0"/>', f'<c:showLegendKey val="{int(index in plan.keyed)}"/>'
        )
        place = shift(*moves[index]) if index in moves else ""
        look = '<c:dLblPos val="outEnd"/>' if words else _slice_look(chart)
        found += f'<c:dLbl><c:idx val="{index}"/>{place}{words}{look}{shown}</c:dLbl>'
    return found
