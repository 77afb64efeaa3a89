"""The data of bar, line and pie charts, read from content: a `Chart`, or everything that is wrong with it.

{title?, unit?, categories: [name …], series: [{name, values: [number or null …]} …]}   bar, line
{title?, items: [{name, value} …]}                                                       pie
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from docgen.figures import messages
from docgen.figures.faults import Fault, Path, Record, first_of_each, record
from docgen.model.charts import Chart, ChartKind, Series

SERIES = 8  # what colours and markers can tell apart
SLICES = 16
_POINTS = 500  # numbers in one chart
_NAME, _UNIT, _TITLE = 60, 20, 120  # characters
_DIGITS = 15  # what a spreadsheet keeps of a number
_LARGEST = Decimal(10) ** 15
_PLAIN = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_COMMON = ("title", "unit", "categories", "series")


def read_chart(kind: ChartKind, data: Any) -> tuple[Chart | None, list[Fault]]:
    """A bar or line chart from {categories, series, …}."""
    known = (*_COMMON, "stacked", "horizontal") if kind == "bar" else _COMMON
    given, faults = record(data, known)
    if given is None:
        return None, faults
    categories = _names(given, "categories")
    series = [_series(item, len(categories)) for item in _records(given, "series", "数据系列", ("name", "values"))]
    if len(series) > 1:
        _check_names(given, [item.name for item in series], faults)
    if len(series) > SERIES:
        given.fault(messages.TOO_MANY_SERIES, "series", count=len(series), most=SERIES)
    if len(series) * len(categories) > _POINTS:
        given.fault(messages.TOO_MANY_POINTS, "series", count=len(series) * len(categories), most=_POINTS)
    if not faults and not any(value is not None for item in series for value in item.values):
        given.fault(messages.NO_NUMBERS, "series")
    title, unit = _line(given, "title", _TITLE), _line(given, "unit", _UNIT)
    stacked, horizontal = given.flag("stacked"), given.flag("horizontal")
    if faults:
        return None, faults
    return Chart(kind, tuple(categories), tuple(series), title, unit, stacked, horizontal), []


def read_pie(data: Any) -> tuple[Chart | None, list[Fault]]:
    """A pie from {items: [{name, value}]}, as a chart of one series."""
    given, faults = record(data, ("title", "unit", "items"))
    if given is None:
        return None, faults
    names: list[tuple[str, Path]] = []
    values: list[Decimal | None] = []
    for item in _records(given, "items", "各份", ("name", "value")):
        names.append((_line(item, "name", _NAME, required=True), (*item.path, "name")))
        if not item.has("value"):
            item.fault(messages.MISSING, None, key="value")
            continue
        value = _number(item.raw("value"), (*item.path, "value"), faults)
        if value is not None and value < 0:
            item.fault(messages.NEGATIVE_SHARE, "value", value=value)
        values.append(value)
    first_of_each(names, faults, "名称")
    if len(names) > SLICES:
        given.fault(messages.TOO_MANY_SLICES, "items", count=len(names), most=SLICES)
    if not faults and not sum(value or 0 for value in values):
        given.fault(messages.SUM_ZERO, "items")
    title, unit = _line(given, "title", _TITLE), _line(given, "unit", _UNIT)
    if faults:
        return None, faults
    return Chart(
        "pie", tuple(name for name, _path in names), (Series(title or unit or "数值", tuple(values)),), title, unit
    ), []


def _names(given: Record, key: str) -> list[str]:
    """A list of category names; several categories may share a name, as the quarters of two years do."""
    value = given.raw(key)
    if value in (None, []):
        _missing(given, key, "项目")
        return []
    if not isinstance(value, list):
        given.fault(messages.NO_LIST, key, key=key)
        return []
    names = []
    for index, item in enumerate(value):
        path = (*given.path, key, index)
        name = (
            "" if isinstance(item, bool) or not isinstance(item, str | int | Decimal) else " ".join(str(item).split())
        )
        if not name:
            given.faults.append(Fault(path, messages.CATEGORY_NO_TEXT))
        _check_length(name, _NAME, path, given.faults)
        names.append(name)
    return names


def _records(given: Record, key: str, name: str, known: Sequence[str]) -> list[Record]:
    """The mappings of a list that must not be empty."""
    if given.raw(key) in (None, []):
        _missing(given, key, name)
        return []
    return given.records(key, known)


def _missing(given: Record, key: str, name: str) -> None:
    given.fault(messages.NOTHING_TO_DRAW, None, name=name, key=key)


def _series(item: Record, count: int) -> Series:
    name = _line(item, "name", _NAME)
    given = item.raw("values")
    if given is None or not isinstance(given, list):
        if given is None:
            item.fault(messages.VALUES_MISSING, None)
        else:
            item.fault(messages.VALUES_NO_LIST, "values")
        return Series(name, ())
    if count and len(given) != count:
        item.fault(messages.COUNT_DIFFERS, "values", name=name, count=len(given), wanted=count)
    values = [
        None if value is None else _number(value, (*item.path, "values", index), item.faults)
        for index, value in enumerate(given)
    ]
    return Series(name, tuple(values))


def _number(value: Any, path: Path, faults: list[Fault]) -> Decimal | None:
    """A number, also one written as text with thousands separators; None and a fault for anything else."""
    if isinstance(value, str) and _PLAIN.fullmatch(value.strip()):
        value = Decimal(value.strip().replace(",", ""))
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or not Decimal(value).is_finite():
        faults.append(Fault(path, messages.NO_NUMBER, {"value": value}))
        return None
    number = Decimal(value)
    if (
        abs(number) >= _LARGEST
        or len(number.normalize().as_tuple().digits) > _DIGITS
        or (number and number.adjusted() < -_DIGITS)
    ):
        faults.append(Fault(path, messages.NUMBER_TOO_LONG, {"value": value, "digits": _DIGITS}))
        return None
    return number


def _line(item: Record, key: str, longest: int, *, required: bool = False) -> str:
    """A text on one line, not too long to be drawn."""
    text = " ".join(item.text(key, required=required).split())
    _check_length(text, longest, (*item.path, key), item.faults)
    return text


def _check_length(text: str, longest: int, path: Path, faults: list[Fault]) -> None:
    if len(text) > longest:
        faults.append(Fault(path, messages.TEXT_TOO_LONG, {"text": text[:12], "count": len(text), "most": longest}))


def _check_names(given: Record, names: Sequence[str], faults: list[Fault]) -> None:
    """Several series are told apart by their names in the legend."""
    placed: list[tuple[str, Path]] = []
    for index, name in enumerate(names):
        path: Path = (*given.path, "series", index)
        if name:
            placed.append((name, (*path, "name")))
        else:
            faults.append(Fault(path, messages.SERIES_WITHOUT_NAME))
    first_of_each(placed, faults, "数据系列")
