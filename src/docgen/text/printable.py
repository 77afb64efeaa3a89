"""What a template may print: values whose text is the same in every run, on every machine, at every hour.

A function, a generator or an object of the program would print its address in memory, a set its order by a seed that each
process draws anew: an approval of such a page would be an approval of chance.
"""

from __future__ import annotations

from datetime import date, time, timedelta
from numbers import Number
from typing import Any

# Jinja's own that draw lots: the same template would print another text each time.
CHANCE_FILTERS = ("random",)
CHANCE_FUNCTIONS = ("lipsum",)
_PLAIN = (str, Number, date, time, timedelta)


def printable(value: Any) -> Any:
    """The value. TypeError, in the reader's language, for one whose text is not the same every time."""
    if value is None or isinstance(value, _PLAIN) or hasattr(value, "__html__"):
        return value
    if isinstance(value, list | tuple):
        for item in value:
            printable(item)
        return value
    if isinstance(value, dict):
        for key, item in value.items():
            printable(key)
            printable(item)
        return value
    raise TypeError(f"这里印的不是内容，而是程序内部的东西（{type(value).__name__}），每次运行都不一样")
