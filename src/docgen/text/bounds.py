"""How far a template may go: bounds on repeating, powers, formats and loops, the same for kinds and Word templates.

Pure arithmetic; an OverflowError says in the reader's language which bound it was.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

ROUNDS = 200_000  # of all range() together in one rendering
LONGEST = 1_000_000  # characters or items that one * or one format may make
_WIDTH = re.compile(r"\d{5,}|\*")
_FIELD_WIDTH = re.compile(r"\{[^{}]*?:[^{}]*?\d{5,}")


def bounded_range() -> Callable[..., range]:
    """`range` for one rendering; OverflowError once all ranges together are too long."""
    left = ROUNDS

    def range_(*bounds: int) -> range:
        nonlocal left
        made = range(*(int(bound) for bound in bounds))
        try:
            left -= len(made)
        except OverflowError:
            left = -1
        if left < 0:
            raise OverflowError(f"range 一共超过 {ROUNDS} 次")
        return made

    return range_


def check_operation(operator: str, left: Any, right: Any) -> None:
    """OverflowError for a * that repeats a text or list beyond `LONGEST` or makes a vast number, a vast power, or a vast format."""
    if operator == "**" and (abs(right) > 1000 or (isinstance(left, int) and left.bit_length() * right > 10_000)):
        raise OverflowError("乘方太大")
    if operator == "*":
        for text, times in ((left, right), (right, left)):
            if isinstance(text, str | bytes | list | tuple) and isinstance(times, int) and len(text) * times > LONGEST:
                raise OverflowError(f"重复出来的文字超过 {LONGEST} 字")
        if isinstance(left, int) and isinstance(right, int) and left.bit_length() + right.bit_length() > 20_000:
            raise OverflowError("数太大")
    if operator == "%" and isinstance(left, str):
        check_pattern(left)


def check_pattern(pattern: str) -> None:
    """OverflowError for a format pattern with a width or precision of five digits or more."""
    if _WIDTH.search(pattern):
        raise OverflowError(f"格式“{pattern[:40]}”太宽")


def check_fields(pattern: str) -> None:
    """The same for str.format's `{:10000}`."""
    if _FIELD_WIDTH.search(pattern):
        raise OverflowError(f"格式“{pattern[:40]}”太宽")
