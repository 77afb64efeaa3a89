"""Amounts of money: exact decimals, 1,234.50, and 人民币大写 by the 支付结算办法 (annex 1).

Amounts are `Decimal` in 元; nothing here is a float. Rounding is to the 分,
half up, as invoices are.
"""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

from docgen.text.numerals import chinese_value, grouped

_FEN = Decimal("0.01")
_DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")

LARGEST = Decimal("9999999999999999.99")


def as_decimal(value: Decimal | int | str | float) -> Decimal:
    """The value as an exact decimal; a float by its shortest text. Raises ValueError for what is no number."""
    try:
        number = Decimal(str(value).replace(",", "").strip())
    except ArithmeticError as error:
        raise ValueError(f"not an amount: {value!r}") from error
    if not number.is_finite():
        raise ValueError(f"not an amount: {value!r}")
    return number


def round_fen(value: Decimal | int | str | float) -> Decimal:
    """The amount to whole 分, half up: 2.345 → 2.35, −2.345 → −2.35."""
    return as_decimal(value).quantize(_FEN, ROUND_HALF_UP)


def money(value: Decimal | int | str | float) -> str:
    """1,680,032.50: thousands parted, two decimals."""
    return f"{round_fen(value):,.2f}"


def percent(value: Decimal | int | str | float, digits: int = 0) -> str:
    """A share as a percentage: 0.063 with digits 1 → 6.3%."""
    scaled = as_decimal(value) * 100
    return f"{scaled.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)}%"


def rmb(value: Decimal | int | str | float, prefix: str = "人民币") -> str:
    """The amount in capitals: 1680032.05 → 人民币壹佰陆拾捌万零叁拾贰元零伍分.

    整 follows 元 and 角, nothing follows 分; 零 stands where 角 is zero before 分.
    Raises ValueError beyond `LARGEST`.
    """
    amount = round_fen(value)
    if abs(amount) > LARGEST:
        raise ValueError(f"amount out of range: {amount}")
    sign = "负" if amount < 0 else ""
    cents = int(abs(amount) * 100)
    yuan, jiao, fen = cents // 100, cents // 10 % 10, cents % 10
    text = grouped(yuan, _DIGITS, _UNITS) + "元" if yuan else ""
    if not cents:
        text = "零元"
    if jiao:
        text += f"{_DIGITS[jiao]}角"
    elif fen and yuan:
        text += "零"
    text += f"{_DIGITS[fen]}分" if fen else "整"
    return prefix + sign + text


_CAPITALS = re.compile(
    r"(?:人民币)?(?P<sign>负)?(?:(?P<yuan>[零壹贰叁肆伍陆柒捌玖拾佰仟万亿〇两]+)[元圆])?零?"
    r"(?:(?P<jiao>[零壹贰叁肆伍陆柒捌玖])角)?零?(?:(?P<fen>[零壹贰叁肆伍陆柒捌玖])分)?[整正]?"
)


def parse_rmb(text: str) -> Decimal:
    """Capitals back to 元, whichever optional 零, 圆 or 正 they carry. Raises ValueError for anything else."""
    found = _CAPITALS.fullmatch(re.sub(r"[\s：:¥￥]", "", text))
    if found is None or not (found["yuan"] or found["jiao"] or found["fen"]):
        raise ValueError(f"not an amount in capitals: {text!r}")
    fen = chinese_value(found["jiao"] or "零") * 10 + chinese_value(found["fen"] or "零")
    amount = Decimal(chinese_value(found["yuan"] or "零")) + Decimal(fen) / 100
    return (-amount if found["sign"] else amount).quantize(_FEN)
