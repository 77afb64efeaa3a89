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
class Chart:
    """A chart: every series has as many values as there are categories; `unit` is printed at the axis."""

    kind: ChartKind
    categories: tuple[str, ...]
    series: tuple[Series, ...]
    title: str = ""
    unit: str = ""
    stacked: bool = False
    horizontal: bool = False
