"""Bar charts: standing, or lying where names need the room; side by side or stacked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from docgen.document.chart_look import (
    LABEL_SIZE,
    TEXT_SIZE,
    Axis,
    colour,
    number_text,
    text_on,
    value_axis,
    value_decimals,
)
from docgen.document.charts import Chart, ChartPlan
from docgen.drawing.canvas import Box, Canvas, Drawing, block_height
from docgen.drawing.chart_frame import (
    INK,
    LABEL_HEIGHT,
    PITCH,
    ROW,
    Head,
    Legend,
    draw_lying_axis,
    draw_standing_axis,
    ticks_fit,
    ticks_width,
)
from docgen.drawing.chart_names import Names, are_times, level_names, slanted_names
from docgen.drawing.chart_sheet import Sheet, too_large
from docgen.drawing.draw_area import Area
from docgen.drawing.faults import Fault
from docgen.drawing.measure import text_width, wrap_evenly

_GAP = 0.6  # between two categories, in widths of a bar
_WIDEST = 14.0  # mm, of a standing bar
_THICK, _SLIM, _THINNEST = 5.0, 3.6, 1.6  # mm, of a lying bar: alone, beside others, at least
_NAME_SHARE = 0.38  # of the width, for the names of lying bars
_NAME_LINES = 5
_READABLE = 15  # so many categories are read more easily beside lying bars than at a slant
"""
