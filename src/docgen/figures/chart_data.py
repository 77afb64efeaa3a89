"""The data of bar, line and pie charts, read from content: a `Chart`, or everything that is wrong with it.

{title?, unit?, categories: [name …], series: [{name, values: [number or null …]} …]}   bar, line
{title?, items: [{name, value} …]}                                                       pie
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

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
        fact = f"一张图里有 {len(series)} 个数据系列，最多 {SERIES} 个"
        given.fault("series", "P154", fact, "颜色和记号再多就分不清了：合并次要的，或分成几张图")
    if len(series) * len(categories) > _POINTS:
        fact = f"一张图里有 {len(series) * len(categories)} 个数，最多 {_POINTS} 个"
        given.fault("series", "P154", fact, "分成几张图，或改用表格")
    if not faults and not any(value is not None for item in series for value in item.values):
        given.fault("series", "P153", "图里没有一个数", "填上数值；内容可以不填时先用 {% if %} 判断")
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
            item.fault(None, "P131", "缺少“{key}”".format(key="value"), "补上这一项")
            continue
        value = _number(item.raw("value"), (*item.path, "value"), faults)
        if value is not None and value < 0:
            fact = f"饼图的一份不能是负数：{value}"
            item.fault("value", "P152", fact, "饼图只能表示整体的各部分；有正有负的数用柱形图")
        values.append(value)
    first_of_each(names, faults, "名称")
    if len(names) > SLICES:
        fact = f"饼图有 {len(names)} 份，最多 {SLICES} 份"
        given.fault("items", "P154", fact, "把小的几份合并为“其他”，或改用横向的柱形图")
    if not faults and not sum(value or 0 for value in values):
        given.fault("items", "P153", "饼图各份的和是零", "填上数值；内容可以不填时先用 {% if %} 判断")
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
        given.fault(key, "P131", f"“{key}”应是一个列表")
        return []
    names = []
    for index, item in enumerate(value):
        path = (*given.path, key, index)
        name = (
            "" if isinstance(item, bool) or not isinstance(item, str | int | Decimal) else " ".join(str(item).split())
        )
        if not name:
            given.faults.append(Fault(path, "P131", "项目的名称应是文字", "填上名称；数字也可以"))
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
    fact = f"图里没有{name}（{key}）"
    given.fault(None, "P153", fact, "补上这一项；内容可以不填时，模板先用 {% if %} 判断再画")


def _series(item: Record, count: int) -> Series:
    name = _line(item, "name", _NAME)
    given = item.raw("values")
    if given is None or not isinstance(given, list):
        fact = "“{key}”应是一个列表".format(key="values") if given is not None else "缺少“{key}”".format(key="values")
        item.fault("values" if given is not None else None, "P131", fact, "按项目的次序每项写一个数，没有数的写 null")
        return Series(name, ())
    if count and len(given) != count:
        fact = f"“{name}”有 {len(given)} 个数，项目有 {count} 个"
        item.fault("values", "P151", fact, "每个项目写一个数，没有数的写 null")
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
        fact = f"“{value}”不是数"
        faults.append(Fault(path, "P150", fact, "只写数字，例如 1234.5；单位写在 unit 里，没有数的写 null"))
        return None
    number = Decimal(value)
    if (
        abs(number) >= _LARGEST
        or len(number.normalize().as_tuple().digits) > _DIGITS
        or (number and number.adjusted() < -_DIGITS)
    ):
        fact = f"“{value}”太长，Word 的图表只能准确保存 {_DIGITS} 位数字"
        faults.append(Fault(path, "P155", fact, "换用大一些的单位，例如万元、亿元，或四舍五入"))
        return None
    return number


def _line(item: Record, key: str, longest: int, *, required: bool = False) -> str:
    """A text on one line, not too long to be drawn."""
    text = " ".join(item.text(key, required=required).split())
    _check_length(text, longest, (*item.path, key), item.faults)
    return text


def _check_length(text: str, longest: int, path: Path, faults: list[Fault]) -> None:
    if len(text) > longest:
        fact = f"图里的文字太长：“{text[:12]}…”有 {len(text)} 个字，最多 {longest} 个"
        faults.append(Fault(path, "P156", fact, "缩短名称，把说明写进正文"))


def _check_names(given: Record, names: Sequence[str], faults: list[Fault]) -> None:
    """Several series are told apart by their names in the legend."""
    placed: list[tuple[str, Path]] = []
    for index, name in enumerate(names):
        path: Path = (*given.path, "series", index)
        if name:
            placed.append((name, (*path, "name")))
        else:
            faults.append(Fault(path, "P131", "缺少“{key}”".format(key="name"), "几个数据系列在图例里靠名称区分"))
    first_of_each(placed, faults, "数据系列")
