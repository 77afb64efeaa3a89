"""The field's own filters for templates, of documents and forms alike: each takes a value and gives its text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docgen.text import dates, money, numerals

FILTERS: dict[str, Callable[..., Any]] = {
    "money": money.money,  # 1,234.50
    "rmb": money.rmb,  # 人民币大写
    "round_fen": money.round_fen,
    "percent": money.percent,
    "cn": lambda value: numerals.chinese_number(int(value)),  # 一百二十
    "date_cn": lambda value: dates.date_cn(str(value)),  # 2026年3月1日
    "date_caps": lambda value: dates.date_caps(str(value)),
    "decimal": money.as_decimal,
}
