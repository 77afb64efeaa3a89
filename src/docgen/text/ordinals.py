"""Ordinals as text: 一百二十, ①, A, a, 12.

One table serves headings, lists and captions; the results are those that
Word prints for the same w:numFmt (ECMA-376 §17.18.59): chineseCountingThousand
for "chinese", decimalEnclosedCircle for "circle".
"""

from __future__ import annotations

from typing import Literal

OrdinalFormat = Literal["chinese", "decimal", "letter", "Letter", "circle", "bullet"]

_DIGITS = "零一二三四五六七八九"
_UNITS = ("", "十", "百", "千")


def chinese(number: int) -> str:
    """1 → 一, 12 → 十二, 105 → 一百零五, 9,999 at most (a document has no more); ValueError beyond."""
    if not 0 < number < 10_000:
        raise ValueError(f"ordinal out of range: {number}")
    digits = [int(digit) for digit in str(number)]
    parts: list[str] = []
    gap = False
    for position, digit in enumerate(digits):
        if digit == 0:
            gap = True
            continue
        if gap and parts:
            parts.append("零")
        gap = False
        parts.append(_DIGITS[digit] + _UNITS[len(digits) - 1 - position])
    text = "".join(parts)
    return text[1:] if text.startswith("一十") else text


def letters(number: int) -> str:
    """1 → A, 26 → Z, 27 → AA (doubled, as Word's upperLetter: ECMA-376 §17.18.59)."""
    return chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def circled(number: int) -> str:
    """① to ⑳; beyond, plain digits, which is what Word falls back to."""
    return chr(0x2460 + number - 1) if 1 <= number <= 20 else str(number)


def ordinal(number: int, form: OrdinalFormat) -> str:
    """`number` (from 1) written in `form`."""
    if form == "chinese":
        return chinese(number)
    if form == "Letter":
        return letters(number)
    if form == "letter":
        return letters(number).lower()
    if form == "circle":
        return circled(number)
    if form == "bullet":
        return ""
    return str(number)
