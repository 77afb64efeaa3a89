"""Formulas as data: what may be written, what is refused, and that nothing is lost before the one rounding."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.pay.formula import MODES, UNITS, FormulaError, parse_formula, plain, round_to

VALUES = {"业绩工资基数": Decimal("800"), "考核总分": Decimal("84.5"), "满分": Decimal(100), "系数": Decimal("1.2")}


@pytest.mark.parametrize(
    ("text", "value", "shown"),
    [
        ("业绩工资基数 × 考核总分 ÷ 满分", "676", "800 × 84.5 ÷ 100"),
        ("业绩工资=业绩工资基数*考核总分/满分。", "676", "800 × 84.5 ÷ 100"),
        ("业绩工资基数×系数", "960", "800 × 1.2"),
        ("取大（业绩工资基数 × （考核总分 − 90） ÷ 10，0）", "0", "取大（800 × （84.5 − 90） ÷ 10，0）"),
        ("取小(业绩工资基数, 500, 600) + 5%", "500.05", "取小（800，500，600） + 5%"),
        ("1 - 2 - 3", "-4", "1 − 2 − 3"),
        ("100 ÷ 10 ÷ 5", "2", "100 ÷ 10 ÷ 5"),
    ],
)
def test_a_formula_is_worked_out_as_it_is_read_on_paper(text: str, value: str, shown: str) -> None:
    formula = parse_formula(text)
    assert (formula.value(VALUES), formula.with_numbers(VALUES)) == (Fraction(value), shown)


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("", "没有写完"), ("业绩工资基数 ×", "没有写完"), ("业绩工资基数 考核总分", "缺少运算符号"), ("(考核总分", "缺少“)”"),
        ("考核总分 ** 2", "位置不对"), ("a = b = c", "两个等号"), ("取大(1)", "至少要两个值"), ("考核总分 > 60", "“>”看不懂"),
        ("__import__('os').system('x')", "“'”看不懂"), ("考核总分.real", "“.”看不懂"), ("1" * 301, "超过 300 个字"),
    ],
)  # fmt: skip
def test_what_is_no_formula_is_refused_in_words(text: str, fact: str) -> None:
    with pytest.raises(FormulaError, match=fact.replace("(", r"\(").replace(")", r"\)")):
        parse_formula(text)


def test_the_deepest_formula_that_fits_is_still_read() -> None:
    assert parse_formula("(" * 149 + "1" + ")" * 149).value({}) == 1


def test_division_by_zero_is_said() -> None:
    with pytest.raises(FormulaError, match="除数是零"):
        parse_formula("业绩工资基数 ÷ (满分 − 100)").value(VALUES)


@given(st.fractions(-(10**9), 10**9), st.sampled_from(list(UNITS)), st.sampled_from(MODES))
def test_rounding_moves_an_amount_by_less_than_its_unit_and_never_twice(value: Fraction, unit: str, mode: str) -> None:
    rounded = round_to(value, unit, mode)
    distance = Fraction(rounded) - value
    assert abs(distance) < Fraction(UNITS[unit])
    assert mode != "四舍五入" or abs(distance) <= Fraction(UNITS[unit]) / 2
    assert mode != "进位" or distance >= 0
    assert mode != "舍去" or distance <= 0
    assert round_to(rounded, unit, mode) == rounded


@given(st.integers(1, 10_000), st.integers(0, 1000), st.integers(1, 1000))
def test_a_product_and_quotient_are_exact(base: int, tenths: int, full: int) -> None:
    score = Decimal(tenths) / 10
    formula = parse_formula("业绩工资基数 × 考核总分 ÷ 满分")
    values = {"业绩工资基数": base, "考核总分": score, "满分": full}
    assert formula.value(values) * full == Fraction(base) * Fraction(score)


@given(st.decimals(-1000, 1000, places=2))
def test_a_number_is_printed_without_needless_zeros_and_reads_back(number: Decimal) -> None:
    text = plain(number)
    assert Decimal(text) == number
    assert "." not in text or text[-1] not in "0."
