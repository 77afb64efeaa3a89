"""Dates as Chinese papers print them; in and out as text, never through the clock."""

from __future__ import annotations

from datetime import date

from docgen.text.numerals import chinese_number

_DIGITS = "〇一二三四五六七八九"


def parse_date(text: str) -> date:
    """2026-03-01 as a date; ValueError for anything else."""
    return date.fromisoformat(str(text).strip())


def date_cn(text: str) -> str:
    """2026-03-01 → 2026年3月1日 (GB/T 9704-2012 §7.3.5: Arabic, no padding); other text stays as it is."""
    try:
        day = parse_date(text)
    except ValueError:
        return str(text)
    return f"{day.year}年{day.month}月{day.day}日"


def date_caps(text: str) -> str:
    """2026-03-15 → 二〇二六年三月十五日; other text stays as it is."""
    try:
        day = parse_date(text)
    except ValueError:
        return str(text)
    year = "".join(_DIGITS[int(digit)] for digit in f"{day.year:04d}")
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"
