"""The data behind a drawn chart: what Word needs to show it as a chart of its own, which the reader may edit.

Standard library only.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

ChartKind = Literal["bar", "line", "pie"]


@dataclass(frozen=True, slots=True)
class Series:
    """One row of values, one for each category of its chart; None is a gap."""

    name: str
    values: tuple[Decimal | None, ...]


@dataclass(frozen=True, slots=True)
class ChartPlan:
    """What the drawing found room for, so that Word's chart is laid out like it.

    `plot` is the rectangle between the axes (of a pie: around its circle) as
    (x, y, width, height) in shares of the picture. Places of values are
    (series index, category index).
    """

    plot: tuple[float, float, float, float] = (0.1, 0.1, 0.85, 0.7)
    intervals: int = 6  # at most, between the lowest and the highest tick of the value axis
    unit_top: float = 0.01  # where the unit of the value axis stands, in shares of the height, as in what follows
    legend: tuple[float, float, float, float] = (0.0, 0.9, 1.0, 0.1)  # a rectangle like `plot`
    gap: int = 60  # between the bars of two categories, in percent of a bar's width
    labels: bool = False  # values stand beside bars and points
    unlabelled: frozenset[tuple[int, int]] = frozenset()  # values for which there is no room all the same
    below: frozenset[tuple[int, int]] = frozenset()  # values that stand below their point
    slant: int = 0  # degrees by which the names of categories rise
    every: int = 1  # only each n-th category is named
    first_angle: int = 0  # degrees clockwise from the top at which the first slice starts
    moved: tuple[tuple[int, float, float], ...] = ()  # slice, and how far its name is moved right and down, in shares
    keyed: frozenset[int] = frozenset()  # slices so thin that their names have a swatch of the colour
    one_line: bool = True  # no slice's name is broken


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: every series has as many values as there are categories; `unit` is printed at the axis."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    unit: str = ""
    stacked: bool = False
    horizontal: bool = False
    plan: ChartPlan = ChartPlan()
