"""Half-width punctuation between Chinese to full-width (GB/T 15834), numbers and Latin left alone."""

from __future__ import annotations

import re

_WIDE = "\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60“”‘’"
_MARKS = dict(zip(",:;!?", "，：；！？", strict=True))
# A mark with Chinese on one side at least, and no digits on both (1,000; 10:30).
_LOOSE = re.compile(rf"(?<=[{_WIDE}])\s*([,:;!?])\s*(?!//)|(?<=[A-Za-z0-9%)])([,:;!?])\s*(?=[{_WIDE}])")
_BRACKETS = re.compile(r"\(([^()]*)\)")
_IS_WIDE = re.compile(f"[{_WIDE}]")


def widen(text: str) -> tuple[str, int]:
    """The text with full-width marks, and how many were changed."""
    count = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return _MARKS[found[1] or found[2]]

    def bracket(found: re.Match[str]) -> str:
        nonlocal count
        around = text_now[max(0, found.start() - 1) : found.start()] + text_now[found.end() : found.end() + 1]
        if not _IS_WIDE.search(found[1]) and not _IS_WIDE.search(around):
            return found[0]
        count += 2
        return f"（{found[1]}）"

    text_now = text
    text = _BRACKETS.sub(bracket, text)
    return _LOOSE.sub(mark, text), count
