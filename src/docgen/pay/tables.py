"""A team's tables read and priced: one `Statement` a person, or everything that is wrong, each at its cell.

Rows come from a table (CSV, Excel) or straight from YAML: a mapping a person with `name` (姓名) and, as far as they
apply, `number` (工号), `unit` (单位), `award` (突出贡献奖); every other key is an indicator (its score) or a business
(its revenue).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from docgen.errors import Location, Message, Problem
from docgen.pay import messages
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
            self._say(messages.NOBODY, self.tables.people)
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
            self.problems.append(messages.NO_AMOUNT.at(self.scheme.formula_place, name=row["name"], reason=error))

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
                self.problems.append(messages.NO_INDICATOR.at(place, where=where, key=key, way=near(key, choices)))
        for item in self.scheme.indicators:
            if not any(item.name in row for row in rows):
                place = self._place(f"{self.tables.people}/0")
                if cell_name(place):  # what is missing stands in no cell
                    place = Location(place.file)
                self.problems.append(messages.NO_COLUMN.at(place, name=item.name))

    def _person(self, index: int, row: Mapping[str, Any]) -> dict[str, Any]:
        """A row with its values read; wrong ones are reported and left out."""
        pointer = f"{self.tables.people}/{index}"
        name = _text(row.get("name"))
        found: dict[str, Any] = {"name": name, "number": _text(row.get("number")), "post": _text(row.get("post"))}
        if not name:
            self._say(messages.NO_NAME, f"{pointer}/name")
        elif name in _TOTALS:
            self._say(messages.SUM_ROW, f"{pointer}/name", name=name)
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
            self._say(
                messages.NO_UNIT,
                f"{pointer}/unit",
                unit=unit,
                way=near(unit, names) if names else "制度里没有分单位的标准；这一列空着就按公司的标准",
            )
            return ""
        return unit

    def _score(self, pointer: str, name: str, row: Mapping[str, Any], item: Indicator, found: dict[str, Any]) -> None:
        path = f"{pointer}/{_step(item.name)}"
        whose = f"{name}的“{item.name}”"
        value = row.get(item.name)
        if value is None or value == "":
            self._say(messages.NO_SCORE, path, whose=whose)
            return
        score = _number(value)
        if score is None:
            self._say(messages.SCORE_NO_NUMBER, path, whose=whose, value=value)
        elif not 0 <= score <= item.points:
            self._say(messages.SCORE_OUT_OF_RANGE, path, whose=whose, value=value, points=item.points)
        elif -int(score.normalize().as_tuple().exponent) > self.scheme.decimals:
            self._say(messages.SCORE_DECIMALS, path, whose=whose, value=value, decimals=self.scheme.decimals)
        else:
            found[item.name] = score

    def _amount(self, path: str, name: str, label: str, value: Any) -> Decimal | None:
        """An amount of money in 元, None where there is none."""
        if value is None or value == "":
            return None
        whose = f"{name}的“{label}”"
        amount = _number(value)
        if amount is None:
            self._say(messages.AMOUNT_NO_NUMBER, path, whose=whose, value=value)
        elif not 0 <= amount < _LARGEST:
            self._say(messages.AMOUNT_NEGATIVE, path, whose=whose, value=value)
        elif -int(amount.normalize().as_tuple().exponent) > 2:
            self._say(messages.AMOUNT_BELOW_FEN, path, whose=whose, value=value)
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
                self._say(messages.PERSON_TWICE, f"{table}/{index}/name", name=row["name"], other=other)
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
                unknown = messages.NO_BUSINESS if business else messages.DEAL_WITHOUT_BUSINESS
                way = near(business, self.scheme.businesses)
                self._say(unknown, f"{pointer}/business", business=business, way=way)
            if row.get("revenue") in (None, ""):
                self._say(messages.NO_REVENUE, f"{pointer}/revenue")
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
        self._say(messages.NUMBER_DIFFERS, f"{pointer}/number", number=number)
        return None

    def _owner_by_name(self, pointer: str, name: str, names: Mapping[str, Sequence[int]]) -> int | None:
        """The person of this name, if there is just one."""
        found = names.get(name, ()) if name else ()
        if len(found) == 1:
            return found[0]
        if not name:
            self._say(messages.DEAL_WITHOUT_NAME, f"{pointer}/name")
        elif found:
            self._say(messages.DEAL_NAME_SHARED, f"{pointer}/name", name=name)
        else:
            self._say(messages.DEAL_NAME_UNKNOWN, f"{pointer}/name", name=name, way=near(name, names, "得分表里有"))
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
                self._say(messages.NOT_SCORED, f"{self.tables.roster}/{index}", name=pair[0])
        for index, pair in enumerate(scored):
            if pair[0] and pair not in is_listed:
                self._say(
                    messages.NOT_LISTED,
                    f"{self.tables.people}/{index}/name",
                    name=pair[0],
                    way=near(pair[0], [name for name, _number_ in listed], "名单里有"),
                )

    def _say(self, message: Message, pointer: str, **values: object) -> None:
        place = self._place(pointer)
        problem = message.at(place, **values)
        if cell := cell_name(place):
            problem = replace(problem, message=messages.IN_CELL.format(cell=cell, fact=problem.message))
        self.problems.append(problem)


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
