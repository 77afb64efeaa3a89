"""A team's tables read and priced: one `Statement` a person, or everything that is wrong, each at its cell.

Rows come from a table (CSV, Excel) or straight from YAML: a mapping a person with `name` (姓名) and, as far as they
apply, `number` (工号), `unit` (单位), `award` (突出贡献奖); every other key is an indicator (its score) or a business
(its revenue).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from docgen.errors import Location, Problem
from docgen.pay.formula import FormulaError
from docgen.pay.scheme import Indicator, Place, Scheme, near
from docgen.pay.statements import Statement, make_deal, price_one

_OWN = ("name", "number", "unit", "post", "award")
_TOTALS = ("合计", "总计", "小计", "平均", "平均分")
_NUMBER = re.compile(r"[-+]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?", re.ASCII)
_LARGEST = Decimal(10) ** 12  # 元: what is larger is a slip
_CELL_FILES = (".csv", ".xlsx")

_Found = tuple[str, Decimal, int]  # a deal: business, revenue, index in its table (−1: in a column of the scores)


@dataclass(frozen=True, slots=True)
class Tables:
    """JSON pointers of the tables in the content; "" where there is none."""

    people: str
    deals: str = ""
    roster: str = ""


def cell_name(location: Location) -> str:
    """`C5` for a place in a table file (line is its row, column its column), "" for any other."""
    if not location.file.lower().endswith(_CELL_FILES) or not location.line:
        return ""
    letters, number = "", location.column or 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{location.line}"


def price_team(
    scheme: Scheme, data: Mapping[str, Any], tables: Tables, place: Place
) -> tuple[list[Statement], list[Problem]]:
    """A statement for each row, in their order; none if there are problems. `data` is looked into by the tables' pointers."""
    team = _Team(scheme, data, tables, place)
    statements = team.read()
    return ([] if team.problems else statements), team.problems


class _Team:
    """Reads the rows, collecting everything that is wrong before anything is priced."""

    def __init__(self, scheme: Scheme, data: Mapping[str, Any], tables: Tables, place: Place) -> None:
        self.scheme = scheme
        self.tables = tables
        self.problems: list[Problem] = []
        self._data = data
        self._place = place
        self._columns: frozenset[str] = frozenset()  # the indicators that the table of scores has

    def read(self) -> list[Statement]:
        rows = self._table(self.tables.people)
        if not rows:
            self._say(self.tables.people, "Y124", "得分表里没有人", "第一行写列名（姓名和各项指标），下面每人一行")
            return []
        self._check_columns(rows)
        self._columns = frozenset(item.name for item in self.scheme.indicators if any(item.name in row for row in rows))
        people = [self._person(index, row) for index, row in enumerate(rows)]
        self._check_twice(self.tables.people, people)
        deals = self._deals(people)
        self._check_roster(people)
        if self.problems:
            return []
        return [statement for index, row in enumerate(people) for statement in self._price(index, row, deals[index])]

    def _price(self, index: int, row: dict[str, Any], deals: Sequence[_Found]) -> Iterator[Statement]:
        standards = self.scheme.units[row["unit"]]
        own = [(business, row[business], -1) for business in self.scheme.businesses if row.get(business)]
        own += deals
        made = [make_deal(self.scheme, standards, business, revenue, number) for business, revenue, number in own]
        try:
            yield price_one(self.scheme, row, made, index)
        except FormulaError as error:
            fact = "{name}：{error}".format(name=row["name"], error=error)
            hint = "改正制度里的业绩工资公式；不让结果低于零可以写 取大（…，0）"
            self.problems.append(Problem(self.scheme.formula_place, "Y107", fact, hint))

    # --- tables ---

    def _table(self, pointer: str) -> list[Mapping[str, Any]]:
        value: Any = self._data
        for step in pointer.split("/")[1:]:
            value = value.get(step) if isinstance(value, Mapping) else None
        return list(value) if isinstance(value, list) else []

    def _check_columns(self, rows: Sequence[Mapping[str, Any]]) -> None:
        """Columns that nobody knows, and indicators that have no column at all: each said once."""
        known = {*_OWN, *(item.name for item in self.scheme.indicators), *self.scheme.businesses}
        said: set[str] = set()
        for index, row in enumerate(rows):
            for key in row:
                if key in known or key in said:
                    continue
                said.add(key)
                choices = [item.name for item in self.scheme.indicators] + self.scheme.businesses
                place = self._place(f"{self.tables.people}/{index}/{_step(key)}")
                column = re.sub(r"\d", "", cell_name(place))
                where = f"{column} 列的列名" if column else "名称"
                fact = f"{where}“{key}”不是制度里的指标，也不是计奖的业务"
                self.problems.append(Problem(place, "Y113", fact, near(key, choices)))
        for item in self.scheme.indicators:
            if not any(item.name in row for row in rows):
                fact = f"得分表里没有“{item.name}”这一列"
                place = self._place(f"{self.tables.people}/0")
                if cell_name(place):  # what is missing stands in no cell
                    place = Location(place.file)
                hint = "补上这一列，列名与制度里的指标一致；docgen pay 制度 --blank 得分.xlsx 写一张列名齐全的空表"
                self.problems.append(Problem(place, "Y114", fact, hint))

    def _person(self, index: int, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row with its values read; wrong ones are reported and left out."""
        pointer = f"{self.tables.people}/{index}"
        name = _text(row.get("name"))
        found: dict[str, Any] = {"name": name, "number": _text(row.get("number")), "post": _text(row.get("post"))}
        if not name:
            self._say(f"{pointer}/name", "Y110", "这一行没有姓名", "填上姓名；不是人的行删去")
        elif name in _TOTALS:
            self._say(
                f"{pointer}/name",
                "Y111",
                f"“{name}”不是人",
                "删去合计一类的行：合计由 docgen 计算",
            )
        found["unit"] = self._unit(pointer, _text(row.get("unit")))
        for item in self.scheme.indicators:
            if item.name in self._columns:
                self._score(pointer, name, row, item, found)
        for key in ("award", *self.scheme.businesses):
            label = "突出贡献奖" if key == "award" else key
            amount = self._amount(f"{pointer}/{_step(key)}", name, label, row.get(key))
            if amount is not None:
                found[key] = amount
        return found

    def _unit(self, pointer: str, unit: str) -> str:
        if unit and unit not in self.scheme.units:
            names = [name for name in self.scheme.units if name]
            hint = near(unit, names) if names else "制度里没有分单位的标准；这一列空着就按公司的标准"
            self._say(f"{pointer}/unit", "Y118", f"制度里没有单位“{unit}”", hint)
            return ""
        return unit

    def _score(self, pointer: str, name: str, row: Mapping[str, Any], item: Indicator, found: dict[str, Any]) -> None:
        path = f"{pointer}/{_step(item.name)}"
        whose = f"{name}的“{item.name}”"
        value = row.get(item.name)
        if value is None or value == "":
            self._say(path, "Y114", f"{whose}没有得分", "填上得分；不参加考核的人不列在表里")
            return
        score = _number(value)
        if score is None:
            self._say(
                path,
                "Y115",
                f"{whose}得分“{value}”不是数字",
                "只写半角数字，例如 16.5",
            )
        elif not 0 <= score <= item.points:
            fact = f"{whose}得 {value} 分，超出 0 到 {item.points}"
            self._say(path, "Y116", fact, "改正得分；满分改了就先改制度")
        elif -int(score.normalize().as_tuple().exponent) > self.scheme.decimals:
            fact = f"{whose}得 {value} 分，小数超过 {self.scheme.decimals} 位"
            self._say(path, "Y117", fact, "按制度规定的小数位评分")
        else:
            found[item.name] = score

    def _amount(self, path: str, name: str, label: str, value: Any) -> Decimal | None:
        """An amount of money in 元, None where there is none."""
        if value is None or value == "":
            return None
        whose = f"{name}的“{label}”"
        amount = _number(value)
        if amount is None:
            self._say(
                path,
                "Y115",
                f"{whose}“{value}”不是数字",
                "只写半角数字，单位是元",
            )
        elif not 0 <= amount < _LARGEST:
            fact = f"{whose} {value} 不合理：应是 0 或更多"
            self._say(path, "Y119", fact, "退款在当初计奖的那一笔里扣回，不写成负数")
        elif -int(amount.normalize().as_tuple().exponent) > 2:
            self._say(path, "Y119", f"{whose} {value} 不到分", "金额写到分为止")
        else:
            return amount
        return None

    def _check_twice(self, table: str, people: Sequence[Mapping[str, Any]]) -> None:
        first: dict[tuple[str, str], int] = {}
        for index, row in enumerate(people):
            key = (row["name"], row["number"])
            if row["name"] and key in first:
                where = self._place(f"{table}/{first[key]}")
                other = f"第 {where.line} 行"
                fact = "“{name}”与{other}重复".format(name=row["name"], other=other)
                self._say(f"{table}/{index}/name", "Y112", fact, "一人一行；两个人同名就写上各自的工号")
            first.setdefault(key, index)

    # --- deals and roster ---

    def _deals(self, people: Sequence[Mapping[str, Any]]) -> dict[int, list[_Found]]:
        """What the deals table holds for each person, by index."""
        found: dict[int, list[_Found]] = {index: [] for index in range(len(people))}
        numbers = {row["number"]: index for index, row in reversed(list(enumerate(people))) if row["number"]}
        names: dict[str, list[int]] = {}
        for index, row in enumerate(people):
            names.setdefault(row["name"], []).append(index)
        for index, row in enumerate(self._table(self.tables.deals)):
            pointer = f"{self.tables.deals}/{index}"
            name, number = _text(row.get("name")), _text(row.get("number"))
            if number:
                person = self._owner_by_number(pointer, name, number, numbers, people)
            else:
                person = self._owner_by_name(pointer, name, names)
            business = _text(row.get("business"))
            if business not in self.scheme.businesses:
                fact = f"“{business}”不是计奖的业务" if business else "这一笔没有业务种类"
                self._say(f"{pointer}/business", "Y121", fact, near(business, self.scheme.businesses))
            if row.get("revenue") in (None, ""):
                self._say(f"{pointer}/revenue", "Y121", "这一笔没有收入", "填上计奖收入，元")
            revenue = self._amount(f"{pointer}/revenue", name or number, "收入", row.get("revenue"))
            if revenue is not None and person is not None:
                found[person].append((business, revenue, index))
        return found

    def _owner_by_number(
        self, pointer: str, name: str, number: str, numbers: Mapping[str, int], people: Sequence[Mapping[str, Any]]
    ) -> int | None:
        index = numbers.get(number)
        if index is not None and name in ("", people[index]["name"]):
            return index
        fact = f"揽收里的工号“{number}”与得分表不符"
        self._say(f"{pointer}/number", "Y120", fact, "检查工号和姓名")
        return None

    def _owner_by_name(self, pointer: str, name: str, names: Mapping[str, Sequence[int]]) -> int | None:
        """The person of this name, if there is just one."""
        found = names.get(name, ()) if name else ()
        if len(found) == 1:
            return found[0]
        if not name:
            self._say(f"{pointer}/name", "Y110", "这一笔没有姓名", "填上姓名或工号")
        elif found:
            self._say(f"{pointer}/name", "Y120", f"得分表里叫“{name}”的不止一人", "写上工号")
        else:
            hint = near(name, names, "得分表里有")
            self._say(f"{pointer}/name", "Y120", f"揽收里的“{name}”不在得分表里", hint)
        return None

    def _check_roster(self, people: Sequence[Mapping[str, Any]]) -> None:
        """Whoever is on the roster has scores, and nobody else; numbers decide where both tables have them."""
        if not self.tables.roster:
            return
        scored = [(row["name"], row["number"]) for row in people]
        entries = [
            entry if isinstance(entry, Mapping) else {"name": entry} for entry in self._table(self.tables.roster)
        ]
        listed = [(_text(entry.get("name")), _text(entry.get("number"))) for entry in entries]
        has_scores, is_listed = _Names(scored), _Names(listed)
        for index, pair in enumerate(listed):
            if pair not in has_scores:
                fact = f"“{pair[0]}”在名单里，得分表里没有"
                self._say(f"{self.tables.roster}/{index}", "Y122", fact, "补上得分；本月不考核就从名单里删去")
        for index, pair in enumerate(scored):
            if pair[0] and pair not in is_listed:
                fact = f"“{pair[0]}”有得分，名单里没有"
                hint = near(pair[0], [name for name, _number_ in listed], "名单里有")
                self._say(f"{self.tables.people}/{index}/name", "Y123", fact, hint)

    def _say(self, pointer: str, code: str, fact: str, hint: str) -> None:
        place = self._place(pointer)
        if cell := cell_name(place):
            fact = f"{cell} 单元格：{fact}"
        self.problems.append(Problem(place, code, fact, hint))


class _Names:
    """Who is in a table, by (姓名, 工号): a number decides only where both sides have one."""

    def __init__(self, pairs: Sequence[tuple[str, str]]) -> None:
        self._numbers: dict[str, set[str]] = {}
        for name, number in pairs:
            self._numbers.setdefault(name, set()).add(number)

    def __contains__(self, pair: tuple[str, str]) -> bool:
        numbers = self._numbers.get(pair[0], set())
        return bool(numbers) and (not pair[1] or pair[1] in numbers or "" in numbers)


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, list | dict) else str(value).strip()


def _number(value: Any) -> Decimal | None:
    if isinstance(value, str) and _NUMBER.fullmatch(value.strip()):
        return Decimal(value.strip().replace(",", ""))
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    return number if number.is_finite() else None


def _step(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
