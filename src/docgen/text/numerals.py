"""Chinese numerals for counting: 一百二十, 十五, 三万零四, written and read."""

from __future__ import annotations

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")
_VALUES = {sign: value for digits in (_DIGITS, "零壹贰叁肆伍陆柒捌玖") for value, sign in enumerate(digits)} | {
    "〇": 0,
    "两": 2,
}
_POWERS = {sign: 10**power for units in ("十百千", "拾佰仟") for power, sign in enumerate(units, 1)}
_LARGE = {"万": 10**4, "亿": 10**8}


def chinese_number(number: int) -> str:
    """A whole number in Chinese counting numerals, as spoken: 10 十, 105 一百零五, 20000 二万; below zero with 负.

    Raises ValueError beyond sixteen digits.
    """
    if number < 0:
        return "负" + chinese_number(-number)
    if number == 0:
        return _DIGITS[0]
    text = grouped(number, _DIGITS, _UNITS)
    return text[1:] if text.startswith("一十") else text


def chinese_value(text: str) -> int:
    """What a Chinese numeral counts: 十二 → 12, 一百零五 → 105, 三万零四 → 30004; in capitals too; digit by digit 二〇 → 20.

    Raises ValueError for what is none.
    """
    if not text or any(sign not in _VALUES and sign not in _POWERS and sign not in _LARGE for sign in text):
        raise ValueError(f"not a numeral: {text!r}")
    if all(sign in _VALUES for sign in text):
        return int("".join(str(_VALUES[sign]) for sign in text))
    total = section = digit = 0
    for sign in text:
        if sign in _VALUES:
            digit = _VALUES[sign]
        elif sign in _POWERS:
            section += (digit or 1) * _POWERS[sign]
            digit = 0
        elif sign == "万":
            total, section, digit = total + (section + digit) * _LARGE[sign], 0, 0
        else:
            total, section, digit = (total + section + digit) * _LARGE[sign], 0, 0
    return total + section + digit


def grouped(number: int, digits: str, units: tuple[str, ...], large: tuple[str, str] = ("万", "亿")) -> str:
    """A positive number in groups of four digits: one 零 for any run of zeros between digits, none at the end.

    `digits` begin with the zero; `units` are those of one, ten, hundred and thousand, `large` of 10,000 and of 10,000². Raises
    ValueError beyond sixteen digits.
    """
    if number >= 10**16:
        raise ValueError(f"number out of range: {number}")
    high, low = divmod(number, 10**8)
    if high:
        zero = digits[0] if 0 < low < 10**7 else ""
        return (
            f"{grouped(high, digits, units, large)}{large[1]}{zero}{grouped(low, digits, units, large) if low else ''}"
        )
    high, low = divmod(number, 10**4)
    if high:
        zero = digits[0] if 0 < low < 10**3 else ""
        return f"{_below_ten_thousand(high, digits, units)}{large[0]}{zero}{_below_ten_thousand(low, digits, units)}"
    return _below_ten_thousand(low, digits, units)


def _below_ten_thousand(number: int, digits: str, units: tuple[str, ...]) -> str:
    text = ""
    gap = False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if not digit:
            gap = bool(text)
            continue
        text += (digits[0] if gap else "") + digits[digit] + units[power]
        gap = False
    return text
