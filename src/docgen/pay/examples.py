"""A policy's worked examples: scores in the indicators' order and deals, priced as a team's are."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from docgen.errors import Problem
from docgen.pay import messages
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
            problems.append(messages.NO_EXAMPLE_AMOUNT.at(scheme.formula_place, name=example["name"], reason=error))
    return ([] if problems else statements), problems


def _faults(scheme: Scheme, example: Mapping[str, Any], path: str, place: Place) -> list[Problem]:
    found: list[Problem] = []
    scores, name = example["scores"], example["name"]
    if len(scores) != len(scheme.indicators):
        indicators = "、".join(item.name for item in scheme.indicators)
        return [
            messages.EXAMPLE_SCORES.at(
                place(f"{path}/scores"),
                name=name,
                count=len(scores),
                wanted=len(scheme.indicators),
                indicators=indicators,
            )
        ]
    for index, (item, score) in enumerate(zip(scheme.indicators, scores, strict=True)):
        value, where = as_decimal(score), place(f"{path}/scores/{index}")
        if value > item.points:
            found.append(
                messages.EXAMPLE_ABOVE_FULL.at(where, name=name, indicator=item.name, value=value, points=item.points)
            )
        elif value != value.quantize(Decimal(1).scaleb(-scheme.decimals)):
            found.append(
                messages.EXAMPLE_DECIMALS.at(
                    where, name=name, indicator=item.name, value=value, decimals=scheme.decimals
                )
            )
    for index, deal in enumerate(example["deals"]):
        if deal["business"] not in scheme.businesses:
            found.append(
                messages.EXAMPLE_BUSINESS.at(
                    place(f"{path}/deals/{index}/business"),
                    business=deal["business"],
                    way=near(deal["business"], scheme.businesses),
                )
            )
    if example.get("unit", "") not in scheme.units:
        names = [unit for unit in scheme.units if unit]
        found.append(messages.NO_UNIT.at(place(f"{path}/unit"), unit=example["unit"], way=near(example["unit"], names)))
    return found
