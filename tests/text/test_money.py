"""Amounts in figures and in capitals (支付结算办法, annex 1), numerals, dates, scores."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.pay.bands import band, band_text, weighted
from docgen.text.dates import date_caps, date_cn
from docgen.text.money import LARGEST, as_decimal, money, parse_rmb, percent, rmb, round_fen
from docgen.text.numerals import chinese_number, chinese_value

CAPITALS = {
    "0": "零元整",
    "0.42": "肆角贰分",
    "0.05": "伍分",
    "0.50": "伍角整",
    "10": "壹拾元整",
    "325.04": "叁佰贰拾伍元零肆分",
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "1680032.05": "壹佰陆拾捌万零叁拾贰元零伍分",
    "100000000": "壹亿元整",
    "100010000": "壹亿零壹万元整",
    "1000000001": "壹拾亿零壹元整",
    "10000000000": "壹佰亿元整",
    "1000000000000": "壹万亿元整",
    "1234567800000000": "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌亿元整",
    "-12.30": "负壹拾贰元叁角整",
}


@pytest.mark.parametrize(("amount", "text"), CAPITALS.items())
def test_an_amount_is_written_in_capitals_as_the_bank_rules_say(amount: str, text: str) -> None:
    assert rmb(Decimal(amount)) == f"人民币{text}"


@given(st.decimals(-LARGEST, LARGEST, places=2))
def test_capitals_read_back_to_the_same_amount(amount: Decimal) -> None:
    assert parse_rmb(rmb(amount)) == amount


@given(st.decimals(0, LARGEST, places=2))
def test_capitals_never_double_or_end_in_a_zero(amount: Decimal) -> None:
    text = rmb(amount)
    assert "零零" not in text
    assert amount == 0 or not any(part in text for part in ("零元", "零万", "零亿"))


@pytest.mark.parametrize(
    "text",
    [
        "壹仟陆佰捌拾元叁角贰分",
        "人民币壹仟陆佰捌拾元零叁角贰分",
        "壹仟陆佰捌拾圆叁角贰分",
        " 壹仟陆佰捌拾元 叁角贰分正 ",
    ],
)
def test_capitals_are_read_with_every_optional_sign(text: str) -> None:
    assert parse_rmb(text) == Decimal("1680.32")


@pytest.mark.parametrize("text", ["", "元", "人民币", "一百元左右", "100元"])
def test_what_is_no_amount_in_capitals_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        parse_rmb(text)


def test_an_amount_beyond_the_largest_is_refused() -> None:
    with pytest.raises(ValueError, match="out of range"):
        rmb(LARGEST + 1)


def test_half_a_fen_is_rounded_away_from_zero() -> None:
    assert [round_fen(text) for text in ("2.345", "-2.345", "0.004")] == [
        Decimal("2.35"),
        Decimal("-2.35"),
        Decimal("0.00"),
    ]


def test_money_parts_thousands_and_keeps_two_decimals() -> None:
    assert money(Decimal("1680032.5")) == "1,680,032.50"


def test_a_share_is_printed_as_a_percentage() -> None:
    assert [percent(Decimal("0.4305"), digits) for digits in (0, 1, 2)] == ["43%", "43.1%", "43.05%"]


@pytest.mark.parametrize("value", ["", "12元", "NaN", "Infinity"])
def test_what_is_no_number_is_no_amount(value: str) -> None:
    with pytest.raises(ValueError, match="not an amount"):
        as_decimal(value)


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0, "零"),
        (10, "十"),
        (15, "十五"),
        (105, "一百零五"),
        (110, "一百一十"),
        (20_000, "二万"),
        (-3, "负三"),
        (100_000, "十万"),
        (30_004, "三万零四"),
        (100_000_000, "一亿"),
        (101_000_000, "一亿零一百万"),
    ],
)
def test_a_number_is_counted_in_chinese(number: int, text: str) -> None:
    assert chinese_number(number) == text


def test_a_date_is_printed_without_padding_and_in_chinese_figures() -> None:
    assert (date_cn("2026-03-01"), date_caps("2026-03-01")) == ("2026年3月1日", "二〇二六年三月一日")


def test_what_is_no_date_is_printed_as_it_is() -> None:
    assert date_cn("长期") == "长期"


BANDS = [{"to": 60, "grade": "D"}, {"from": 60, "to": 80, "grade": "C"}, {"from": 80, "to": 100, "grade": "A"}]


@pytest.mark.parametrize(("score", "grade"), [("59.9", "D"), ("60", "C"), ("79.99", "C"), ("80", "A"), ("100", "A")])
def test_a_score_on_a_boundary_belongs_to_the_upper_band(score: str, grade: str) -> None:
    assert band(score, BANDS)["grade"] == grade


def test_a_score_outside_every_band_is_refused() -> None:
    with pytest.raises(ValueError, match="0 bands"):
        band(101, BANDS)


def test_bands_are_printed_with_their_open_end() -> None:
    assert [band_text(row) for row in ({"to": 60}, {"from": 60, "to": 80}, {"from": 80})] == [
        "X＜60",
        "60≤X＜80",
        "X≥80",
    ]


def test_weighted_scores_are_exact_and_their_weights_make_a_hundred() -> None:
    assert weighted([90, Decimal("85.5")], [70, 30]) == Decimal("88.65")
    with pytest.raises(ValueError, match="add up to 90"):
        weighted([1, 2], [70, 20])


@given(st.integers(0, 10**15))
def test_a_chinese_numeral_is_read_as_it_was_written(number: int) -> None:
    assert chinese_value(chinese_number(number)) == number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("十二", 12),
        ("二〇二六", 2026),
        ("两百零五", 205),
        ("一万三", 10003),
        ("贰佰叁拾", 230),
        ("三万零四亿", 30004 * 10**8),
        ("零", 0),
    ],
)
def test_a_chinese_numeral_is_read_however_it_is_spelled(text: str, value: int) -> None:
    assert chinese_value(text) == value


@pytest.mark.parametrize("text", ["", "12", "十2", "三个", "负一"])
def test_what_is_no_chinese_numeral_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a numeral"):
        chinese_value(text)
