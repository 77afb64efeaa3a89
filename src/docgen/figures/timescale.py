"""Days across the width of a plan, and the two rows of its head: 2026年3月 over weeks, years over months."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from docgen.figures.measure import text_width

HEAD_PT = 7.5
_DAY = timedelta(days=1)
# unit → mm that one of its columns needs for its label, and its greatest length in days
_NARROWEST = {"day": 3.3, "week": 3.7, "month": 6.0, "quarter": 4.2}
_LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92}


@dataclass(frozen=True, slots=True)
class Span:
    """A column of a head row: its first day, the day after its last, and its label ("" where none fits)."""

    start: date
    end: date
    label: str


@dataclass(frozen=True, slots=True)
class Scale:
    """`left` and `width` in mm; `start` is the first day shown, `end` the day after the last."""

    unit: str
    left: float
    width: float
    start: date
    end: date

    def x(self, day: date) -> float:
        """Where a day begins."""
        return self.left + (day - self.start).days / (self.end - self.start).days * self.width

    def upper(self) -> list[Span]:
        """Months over days and weeks, years over months and quarters."""
        if self.unit in ("day", "week"):
            return self._labelled(_months, _month_labels, continued=True)
        return self._labelled(_years, lambda start: [f"{start.year}年", f"{start.year}"])

    def lower(self) -> list[Span]:
        match self.unit:
            case "day":
                return self._labelled(_days, lambda start: [str(start.day)])
            case "week":
                return self._labelled(_weeks, lambda start: [str(start.day)])
            case "month":
                return self._labelled(_months, lambda start: [f"{start.month}月", str(start.month)])
        return self._labelled(_quarters, lambda start: [f"{(start.month + 2) // 3}季度", f"Q{(start.month + 2) // 3}"])

    def weekends(self) -> Iterator[tuple[date, date]]:
        """Saturdays and Sundays, where days are shown."""
        if self.unit == "day":
            day = self.start
            while day < self.end:
                if day.weekday() >= 5:
                    yield day, day + _DAY
                day += _DAY

    def _labelled(
        self, following: Callable[[date], date], labels: Callable[[date], list[str]], *, continued: bool = False
    ) -> list[Span]:
        """Columns from boundary to boundary, each with the longest of its labels that fits it.

        `continued`: the first label of a year that fits keeps the year, later ones of that year need not.
        """
        spans: list[Span] = []
        year_shown = 0
        start = self.start
        while start < self.end:
            end = min(following(start), self.end)
            options = labels(start)
            if continued and start.year == year_shown:
                options = options[1:]
            room = self.x(end) - self.x(start) - 0.5
            label = next((option for option in options if text_width(option, HEAD_PT) <= room), "")
            if continued and label == labels(start)[0]:
                year_shown = start.year
            spans.append(Span(start, end, label))
            start = end
        return spans


def make_scale(unit: str, left: float, width: float, first: date, last: date) -> Scale:
    """The scale that shows `first` to `last`, widened to whole units; `unit` "" takes the finest that can be read."""
    days = (last - first).days + 1
    if not unit:
        fitting = (
            name for name in _NARROWEST if width / max(days, _LONGEST[name]) * _LONGEST[name] >= _NARROWEST[name]
        )
        unit = next((name for name in fitting if not (name == "day" and days > 35)), "quarter")
    start, end = first, last + _DAY
    match unit:
        case "week":
            start = first - timedelta(days=first.weekday())
            end = _weeks(last)
        case "month":
            start, end = first.replace(day=1), _months(last)
        case "quarter":
            start, end = date(first.year, (first.month - 1) // 3 * 3 + 1, 1), _quarters(last)
    return Scale(unit, left, width, start, end)


def _month_labels(start: date) -> list[str]:
    return [f"{start.year}年{start.month}月", f"{start.month}月", str(start.month)]


def _days(day: date) -> date:
    return day + _DAY


def _weeks(day: date) -> date:
    """The Monday after a day."""
    return day + timedelta(days=7 - day.weekday())


def _months(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _quarters(day: date) -> date:
    month = (day.month - 1) // 3 * 3 + 4
    return date(day.year + (month > 12), 1 if month > 12 else month, 1)


def _years(day: date) -> date:
    return date(day.year + 1, 1, 1)
