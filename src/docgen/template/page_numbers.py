"""Page numbers in Word's formats: as CSS counters for the PDF, as text for the Word file (ECMA-376 §17.18.59, §17.16.4.3.1)."""

from __future__ import annotations

from collections.abc import Callable

# Word's names in w:pgNumType and behind \\* in a field → CSS counter styles. CSS has no Chinese style that WeasyPrint
# knows; the informal Japanese one is equal to it up to 99.
_STYLES = {
    "upperRoman": "upper-roman", "ROMAN": "upper-roman", "Roman": "upper-roman", "lowerRoman": "lower-roman",
    "roman": "lower-roman", "upperLetter": "upper-alpha", "ALPHABETIC": "upper-alpha", "lowerLetter": "lower-alpha",
    "alphabetic": "lower-alpha", "decimalZero": "decimal-leading-zero", "chineseCounting": "japanese-informal",
    "chineseCountingThousand": "japanese-informal", "japaneseCounting": "japanese-informal",
    "taiwaneseCountingThousand": "japanese-informal", "CHINESENUM3": "japanese-informal", "CHINESENUM1": "japanese-informal",
    "ideographTraditional": "cjk-heavenly-stem", "ideographZodiac": "cjk-earthly-branch", "ideographDigital": "cjk-decimal",
}  # fmt: skip
_DASHED = ("numberInDash", "ArabicDash", "ARABICDASH")
_DIGITS = "〇一二三四五六七八九"


def counter_style(name: str) -> Callable[[str], str] | None:
    """A function from a counter's name to CSS `content` in Word's format; None for plain decimal numbers."""
    if name in _DASHED:
        return lambda counter: f'"- " counter({counter}) " -"'
    style = _STYLES.get(name)
    return None if style is None else lambda counter: f"counter({counter},{style})"


def formatted(number: int, name: str) -> str:
    """A page number as text in Word's format; decimal where the format is not known."""
    style = _STYLES.get(name, "")
    if name in _DASHED:
        return f"- {number} -"
    if style in ("upper-roman", "lower-roman") and 0 < number < 4000:
        text = _roman(number)
        return text if style == "upper-roman" else text.lower()
    if style in ("upper-alpha", "lower-alpha") and number > 0:
        text = _letters(number)
        return text if style == "upper-alpha" else text.lower()
    if style == "decimal-leading-zero":
        return f"{number:02d}"
    if style == "japanese-informal" and 0 < number < 100:
        tens, units = divmod(number, 10)
        return ("" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十") + (_DIGITS[units] if units else "")
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
        (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        text += letters * (number // value)
        number %= value
    return text


def _letters(number: int) -> str:
    text = ""
    while number:
        number, letter = divmod(number - 1, 26)
        text = chr(65 + letter) + text
    return text
