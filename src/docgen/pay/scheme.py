"""A pay policy as figures: indicators, grades, the standards of each unit, and the formula from score to pay.

Read from the content of the kind compensation-policy (already valid by its
schema). The formula is what the content states, never an assumption: one that
nobody has confirmed is priced all the same, with the warning Y101, and what
is printed says so.
"""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from docgen.errors import Location, Problem
from docgen.pay import messages
from docgen.pay.bands import band, band_faults
from docgen.pay.formula import Formula, FormulaError, parse_formula, round_to
from docgen.text.money import as_decimal

Place = Callable[[str], Location]  # JSON pointer into the content → where that stands

BASE, SCORE, FULL, COEFFICIENT = "业绩工资基数", "考核总分", "满分", "系数"
NAMES = (BASE, SCORE, FULL, COEFFICIENT)
RESERVED = (
    "name",
    "number",
    "unit",
    "post",
    "award",
    "姓名",
    "工号",
    "单位",
    "岗位",
    "突出贡献奖",
)  # columns of every table of scores


@dataclass(frozen=True, slots=True)
class Indicator:
    """One thing that is scored, from 0 to `points`; `bands` are its grades, half-open, the topmost closed."""

    name: str
    points: Decimal
    scorer: str
    principle: str
    bands: Sequence[Mapping[str, Any]]

    def band(self, score: Decimal) -> Mapping[str, Any]:
        return band(score, self.bands)


@dataclass(frozen=True, slots=True)
class Standards:
    """What a unit pays: 元 a month, and rates in percent by business."""

    unit: str
    base: Decimal
    allowance: Decimal
    rates: Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Scheme:
    """A pay policy's figures. `units` holds those that differ from the company's; "" is the company itself."""

    indicators: Sequence[Indicator]
    grades: Sequence[Mapping[str, Any]]
    units: Mapping[str, Standards]
    formula: Formula
    rounding: tuple[str, str]
    decimals: int  # of a score
    confirmed: bool
    formula_place: Location

    @property
    def full(self) -> Decimal:
        return sum((item.points for item in self.indicators), Decimal(0))

    @property
    def businesses(self) -> list[str]:
        return list(self.units[""].rates)

    def values(self, standards: Standards, total: Decimal) -> dict[str, Decimal]:
        """What the formula may ask for, of someone with this total score."""
        coefficient = band(total, self.grades).get("coefficient", 1)
        return {BASE: standards.base, SCORE: total, FULL: self.full, COEFFICIENT: as_decimal(coefficient)}

    def round(self, amount: Fraction | Decimal) -> Decimal:
        return round_to(amount, *self.rounding)


def read_scheme(policy: Mapping[str, Any], place: Place, pointer: str = "") -> tuple[Scheme | None, list[Problem]]:
    """The figures of a policy's content, and every problem; None if it cannot be priced with. `pointer` is where it stands."""
    problems: list[Problem] = []

    def at(path: str) -> Location:
        return place(pointer + path)

    assessment, structure = policy["assessment"], policy["structure"]
    indicators = [
        Indicator(item["name"], as_decimal(item["points"]), item["scorer"], item["principle"], item["bands"])
        for item in assessment["indicators"]
    ]
    full = sum((item.points for item in indicators), Decimal(0))
    columns = [*RESERVED, *(item["business"] for item in structure["rewards"])]
    _check_names([item.name for item in indicators], "/assessment/indicators/{}/name", "指标", at, problems, columns)
    for index, item in enumerate(indicators):
        _check_bands(item.name, item.bands, item.points, f"/assessment/indicators/{index}/bands", at, problems)
    _check_bands("综合等级", assessment["grades"], full, "/assessment/grades", at, problems)
    units = _units(structure, at, problems)
    formula = _formula(policy["calculation"]["formula"], assessment["grades"], at, problems)
    if formula is None or problems:
        return None, problems
    stated = policy["calculation"]["formula"]
    confirmed = bool(stated.get("confirmed_by") and stated.get("confirmed_on"))
    place_of_formula = at("/calculation/formula/text")
    if not confirmed:
        problems.append(messages.UNCONFIRMED.at(place_of_formula))
    rounding = (str(stated.get("unit", "分")), str(stated.get("mode", "四舍五入")))
    decimals = int(assessment.get("decimals", 1))
    return Scheme(
        indicators, assessment["grades"], units, formula, rounding, decimals, confirmed, place_of_formula
    ), problems


def early(month: str, effective: str, place: Location) -> list[Problem]:
    """A warning where a month (2026-04) ends before the policy is in force (2026-05-01); either may be ""."""
    if not month or not effective or month >= effective[:7]:
        return []
    return [messages.BEFORE_POLICY.at(place, month=month, effective=effective)]


def near(name: str, names: Iterable[str], where: str = "") -> str:
    """A hint: the name most like `name`, or (some of) all there are, introduced by `where`."""
    names = list(names)
    found = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    if found:
        return f"是不是“{found[0]}”？"
    return f"{where or '制度里有'}：{'、'.join(names[:12])}{'……' if len(names) > 12 else ''}"


def _units(structure: Mapping[str, Any], at: Place, problems: list[Problem]) -> dict[str, Standards]:
    """The company's standards under "", and each unit's: what a unit does not set is the company's."""
    rates = {item["business"]: as_decimal(item["rate"]) for item in structure["rewards"]}
    names = [item["business"] for item in structure["rewards"]]
    _check_names(names, "/structure/rewards/{}/business", "业务种类", at, problems, RESERVED)
    company = Standards("", as_decimal(structure["base"]), as_decimal(structure["allowance"]), rates)
    units = {"": company}
    rows = structure.get("units") or []
    _check_names([row["unit"] for row in rows], "/structure/units/{}/unit", "单位", at, problems)
    for index, row in enumerate(rows):
        own = dict(rates)
        for number, rate in enumerate(row.get("rewards") or []):
            if rate["business"] not in rates:
                path = f"/structure/units/{index}/rewards/{number}/business"
                problems.append(
                    messages.UNIT_BUSINESS.at(
                        at(path), unit=row["unit"], business=rate["business"], way=near(rate["business"], rates)
                    )
                )
            own[rate["business"]] = as_decimal(rate["rate"])
        base, allowance = row.get("base", company.base), row.get("allowance", company.allowance)
        units[row["unit"]] = Standards(row["unit"], as_decimal(base), as_decimal(allowance), own)
    return units


def _formula(
    stated: Mapping[str, Any], grades: Sequence[Mapping[str, Any]], at: Place, problems: list[Problem]
) -> Formula | None:
    place = at("/calculation/formula/text")
    try:
        formula = parse_formula(str(stated["text"]))
    except FormulaError as error:
        problems.append(messages.WRONG_FORMULA.at(place, reason=error))
        return None
    unknown = [name for name in formula.names if name not in NAMES]
    for name in unknown:
        problems.append(messages.FORMULA_NAME.at(place, name=name, way=near(name, NAMES, "可以用")))
    if COEFFICIENT in formula.names:
        for index, row in enumerate(grades):
            if "coefficient" not in row:
                problems.append(messages.NO_COEFFICIENT.at(at(f"/assessment/grades/{index}"), grade=row["grade"]))
    return None if unknown else formula


def _check_bands(
    name: str, bands: Sequence[Mapping[str, Any]], top: Decimal, path: str, at: Place, problems: list[Problem]
) -> None:
    for index, fact in band_faults(bands, top):
        problems.append(messages.WRONG_BANDS.at(at(f"{path}/{index}"), name=name, fault=fact))


def _check_names(
    names: Sequence[str], path: str, what: str, at: Place, problems: list[Problem], others: Sequence[str] = ()
) -> None:
    """Names by which figures are looked up: each once, and none that stands for something else (`others`)."""
    for index, name in enumerate(names):
        if name in names[:index]:
            problems.append(messages.NAME_TWICE.at(at(path.format(index)), what=what, name=name))
        elif name in others:
            problems.append(messages.NAME_RESERVED.at(at(path.format(index)), what=what, name=name))
