"""Formulas as data: a small, safe arithmetic in the field's own words, evaluated exactly.

    业绩工资基数 × 考核总分 ÷ 满分        取大(业绩工资基数 × 系数, 500)

Names are Chinese or Latin words, numbers are decimals (`5%` is 0.05), the
operators + − × ÷ and their ASCII forms, brackets full or half width, and two
functions: 取大 and 取小 of two or more values. Nothing else: no Python is
ever run. Values are fractions, so that nothing is lost before the one stated
rounding.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

LONGEST = 300  # characters of a formula; also bounds how deep brackets go
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[0-9]+(?:\.[0-9]+)?)(?P<percent>[%％])?|(?P<name>[^\W\d]\w*)|(?P<sign>[-+*/×÷−＋－＊／()（）,，]))"
)
_SIGNS = str.maketrans(
    {"*": "×", "/": "÷", "-": "−", "＋": "+", "－": "−", "＊": "×", "／": "÷", "（": "(", "）": ")", "，": ","}
)
_FUNCTIONS: dict[str, Callable[..., Fraction]] = {"取大": max, "取小": min}

MODES = ("四舍五入", "进位", "舍去")
UNITS = {"分": Decimal("0.01"), "角": Decimal("0.1"), "元": Decimal(1)}

_Node = str | tuple[Any, ...]  # a name; ("number", its text); (operator or function, node …)


class FormulaError(ValueError):
    """What is wrong with a formula, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A parsed formula. `names` are the values that it asks for, in their order; `text` is it as printed."""

    text: str
    names: tuple[str, ...]
    _tree: _Node

    def value(self, values: Mapping[str, Decimal | int]) -> Fraction:
        """The exact value; `values` holds every name. FormulaError for a division by zero."""
        return _value(self._tree, values)

    def with_numbers(self, values: Mapping[str, Decimal | int]) -> str:
        """The formula with its names replaced by their values: 800 × 78 ÷ 100."""
        return _text(self._tree, values)


def parse_formula(text: str) -> Formula:
    """The formula that `text` writes; what stands left of a `=` is the result's name and is not read.

    Raises FormulaError with what is wrong and where.
    """
    if len(text) > LONGEST:
        raise FormulaError(f"公式超过 {LONGEST} 个字")
    right = re.split(r"[=＝]", text)[-1].strip().rstrip("。.;；")
    if len(re.split(r"[=＝]", text)) > 2:
        raise FormulaError("公式里有两个等号")
    parser = _Parser(_tokens(right))
    tree = parser.expression()
    parser.end()
    return Formula(_text(tree, None), tuple(dict.fromkeys(_names(tree))), tree)


def round_to(value: Fraction | Decimal | int, unit: str = "分", mode: str = "四舍五入") -> Decimal:
    """The value rounded once to whole `unit` (a key of UNITS) by `mode` (one of MODES); halves away from zero."""
    step = UNITS[unit]
    units = Fraction(value) / Fraction(step)
    whole, rest = divmod(units.numerator, units.denominator)
    if mode == "进位":
        up = rest > 0
    elif mode == "四舍五入":
        up = 2 * rest >= units.denominator if units >= 0 else 2 * rest > units.denominator
    else:
        up = False
    return ((whole + up) * step).quantize(Decimal("0.01"))


def plain(value: Decimal | int | Fraction) -> str:
    """A number without needless zeros: 24.50 → 24.5, 800.00 → 800."""
    number = Decimal(value.numerator) / Decimal(value.denominator) if isinstance(value, Fraction) else Decimal(value)
    text = f"{number:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


# --- reading ---------------------------------------------------------------


def _tokens(text: str) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    position = 0
    while text[position:].strip():
        match = _TOKEN.match(text, position)
        if match is None:
            raise FormulaError(f"公式里的“{text[position:].strip()[0]}”看不懂")
        if match["number"]:
            found.append(("number", match["number"] + ("%" if match["percent"] else "")))
        elif match["name"]:
            found.append(("name", match["name"]))
        else:
            found.append(("sign", match["sign"].translate(_SIGNS)))
        position = match.end()
    return found


class _Parser:
    """Recursive descent: sums of products of factors."""

    def __init__(self, tokens: list[tuple[str, str]]) -> None:
        self._tokens = tokens
        self._at = 0

    def expression(self) -> _Node:
        tree = self._product()
        while sign := self._take("+", "−"):
            tree = (sign, tree, self._product())
        return tree

    def end(self) -> None:
        if self._at < len(self._tokens):
            raise FormulaError(f"公式在“{self._tokens[self._at][1]}”这里断开了，缺少运算符号")

    def _product(self) -> _Node:
        tree = self._factor()
        while sign := self._take("×", "÷"):
            tree = (sign, tree, self._factor())
        return tree

    def _factor(self) -> _Node:
        if self._at >= len(self._tokens):
            raise FormulaError("公式没有写完")
        kind, text = self._tokens[self._at]
        self._at += 1
        if kind == "number":
            return ("number", text)
        if kind == "name":
            return self._call(text) if text in _FUNCTIONS else text
        if text == "(":
            inner = self.expression()
            self._need(")")
            return ("()", inner)
        raise FormulaError(f"公式里的“{text}”位置不对")

    def _call(self, name: str) -> _Node:
        self._need("(")
        parts = [self.expression()]
        while self._take(","):
            parts.append(self.expression())
        self._need(")")
        if len(parts) < 2:
            raise FormulaError(f"{name} 至少要两个值，用逗号分开")
        return (name, *parts)

    def _take(self, *signs: str) -> str:
        if self._at < len(self._tokens) and self._tokens[self._at][0] == "sign" and self._tokens[self._at][1] in signs:
            self._at += 1
            return self._tokens[self._at - 1][1]
        return ""

    def _need(self, sign: str) -> None:
        if not self._take(sign):
            raise FormulaError(f"公式里缺少“{sign}”")


# --- working out -----------------------------------------------------------


def _value(tree: _Node, values: Mapping[str, Decimal | int]) -> Fraction:
    if isinstance(tree, str):
        return Fraction(values[tree])
    operator, *parts = tree
    if operator == "number":
        text = str(parts[0])
        return Fraction(text[:-1]) / 100 if text.endswith("%") else Fraction(text)
    numbers = [_value(part, values) for part in parts]
    match operator:
        case "+":
            return numbers[0] + numbers[1]
        case "−":
            return numbers[0] - numbers[1]
        case "×":
            return numbers[0] * numbers[1]
        case "÷":
            if not numbers[1]:
                raise FormulaError("公式里的除数是零")
            return numbers[0] / numbers[1]
        case "()":
            return numbers[0]
    return _FUNCTIONS[operator](*numbers)


def _text(tree: _Node, values: Mapping[str, Decimal | int] | None) -> str:
    if isinstance(tree, str):
        return tree if values is None else plain(values[tree])
    operator, *parts = tree
    if operator == "number":
        return str(parts[0])
    texts = [_text(part, values) for part in parts]
    if operator == "()":
        return f"（{texts[0]}）"
    if operator in _FUNCTIONS:
        return f"{operator}（{'，'.join(texts)}）"
    return f" {operator} ".join(texts)


def _names(tree: _Node) -> list[str]:
    if isinstance(tree, str):
        return [tree]
    return [name for part in tree[1:] if tree[0] != "number" for name in _names(part)]
