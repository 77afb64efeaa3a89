"""The kinds of drawing: a name and data in, one picture or several out, or everything that is wrong with the data."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Any

from docgen.figures import messages
from docgen.figures.canvas import Area, Drawing
from docgen.figures.charts import draw_bar_chart, draw_line_chart, draw_pie_chart
from docgen.figures.faults import Fault
from docgen.figures.flow import draw_flow
from docgen.figures.gantt import draw_gantt
from docgen.figures.organisation import draw_organisation

UPRIGHT = Area(150, 184)  # a chapter heading and a line of text may stand above
TURNED = Area(236, 126)  # a landscape page, with a heading above

# data, area → pictures in sequence (one a page) and faults; no pictures if there are faults
Drawer = Callable[[Any, Area], tuple[list[Drawing], list[Fault]]]

DRAWERS: Mapping[str, Drawer] = {
    "gantt": draw_gantt,
    "organisation": draw_organisation,
    "flow": draw_flow,
    "bar": draw_bar_chart,
    "line": draw_line_chart,
    "pie": draw_pie_chart,
}


def draw(kind: str, data: Any, area: Area) -> tuple[list[Drawing], list[Fault]]:
    """The pictures of a drawing. `kind` is a key of DRAWERS; P130 for any other."""
    drawer = DRAWERS.get(kind)
    if drawer is not None:
        return drawer(data, area)
    near = difflib.get_close_matches(kind, DRAWERS, n=1, cutoff=0.4)
    return [], [
        Fault(
            (),
            messages.NO_DRAWING,
            {"kind": kind, "way": f"是不是 {near[0]}？" if near else "可用：{names}".format(names="、".join(DRAWERS))},
        )
    ]
