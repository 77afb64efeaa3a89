"""A policy's worked examples: scores in the indicators' order and deals, priced as a team's are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from docgen.errors import Problem
from docgen.pay.formula import FormulaError
from docgen.pay.scheme import Place, Scheme, near
from docgen.pay.statements import Statement, make_deal, price_one
from docgen.text.money import as_decimal


def price_examples(
    scheme: Scheme, policy: Mapping[str, Any], place: Place, pointer: str = ""
) -> tuple[list[Statement], list[Problem]]:
    """A statement for each example of the policy, or every problem in them."""
    problems: list[Problem] = []
    statements: list[Statement] = []
    for index, example in enumerate(policy["calculation"]["examples"]):
        path = f"{pointer}/calculation/examples/{index}"
        found = _faults(scheme, example, path, place)
        problems += found
        if found:
            continue
        unit = str(example.get("unit", ""))
        row: dict[str, Any] = {
            "name": example["name"],
            "unit": unit,
            "award": as_decimal(example.get("contribution", 0)),
        }
        row |= {item.name: as_decimal(score) for item, score in zip(scheme.indicators, example["scores"], strict=True)}
        standards = scheme.units[unit]
        deals = [
            make_deal(scheme, standards, deal["business"], as_decimal(deal["revenue"])) for deal in example["deals"]
        ]
        try:
            statements.append(price_one(scheme, row, deals))
        except FormulaError as error:
            problems.append(
                Problem(scheme.formula_place, "Y107", "{name}：{error}".format(name=example["name"], error=error))
            )
    return ([] if problems else statements), problems


def _faults(scheme: Scheme, example: Mapping[str, Any], path: str, place: Place) -> list[Problem]:
    found: list[Problem] = []
    scores, name = example["scores"], example["name"]
    if len(scores) != len(scheme.indicators):
        fact = f"“{name}”有 {len(scores)} 项得分，指标有 {len(scheme.indicators)} 项"
        indicators = "、".join(item.name for item in scheme.indicators)
        return [Problem(place(f"{path}/scores"), "Y125", fact, f"按指标的次序每项写一个：{indicators}")]
    for index, (item, score) in enumerate(zip(scheme.indicators, scores, strict=True)):
        value, where = as_decimal(score), place(f"{path}/scores/{index}")
        if value > item.points:
            fact = f"“{name}”的{item.name}得 {value} 分，超出满分 {item.points}"
            found.append(Problem(where, "Y116", fact, "改正得分；满分改了就先改制度"))
        elif value != value.quantize(Decimal(1).scaleb(-scheme.decimals)):
            fact = f"“{name}”的{item.name}得 {value} 分，小数超过 {scheme.decimals} 位"
            found.append(Problem(where, "Y117", fact, "按制度规定的小数位评分"))
    for index, deal in enumerate(example["deals"]):
        if deal["business"] not in scheme.businesses:
            fact = "“{business}”不在营销奖励比例里".format(business=deal["business"])
            found.append(
                Problem(
                    place(f"{path}/deals/{index}/business"), "Y121", fact, near(deal["business"], scheme.businesses)
                )
            )
    if example.get("unit", "") not in scheme.units:
        names = [unit for unit in scheme.units if unit]
        fact = "制度里没有单位“{unit}”".format(unit=example["unit"])
        found.append(Problem(place(f"{path}/unit"), "Y118", fact, near(example["unit"], names)))
    return found
