"""Measures of VML, the older language of drawings: CSS lengths, fractions, angles and colours (ECMA-376 part 4 §19.1).

Lengths are pt. What is no such measure gives the default, never an exception.
"""

from __future__ import annotations

import re

from docgen.ooxml.measures import is_color

_NUMBER = r"\s*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))\s*"
_LENGTH = re.compile(_NUMBER + r"(pt|in|cm|mm|px|pc|%)?")
_FRACTION = re.compile(_NUMBER + r"(f|fd|%)?")
_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0, "": 1.0}
_COLORS = {
    "white": "FFFFFF", "black": "000000", "red": "FF0000", "blue": "0000FF", "silver": "C0C0C0", "gray": "808080",
    "green": "008000", "yellow": "FFFF00", "navy": "000080", "maroon": "800000",
}  # fmt: skip


def read_style(style: str) -> dict[str, str]:
    """A VML style attribute as a mapping, names in small letters."""
    pairs = (part.partition(":") for part in style.split(";") if ":" in part)
    return {name.strip().lower(): value.strip() for name, _, value in pairs}


def length(text: str, default: float = 0.0) -> float:
    """A CSS length in pt."""
    found = _LENGTH.match(text)
    if found is None or found[2] == "%" or len(found[1]) > 32:
        return default
    return float(found[1]) * _UNITS[found[2] or ""]


def lengths(text: str, default: float = 0.0) -> list[float]:
    """Several lengths between commas, in pt."""
    return [length(part, default) for part in text.split(",")]


def angle(text: str) -> float:
    """A rotation in degrees clockwise: plain, or in 65536ths with an f (fd)."""
    return fraction(text, 0.0)


def fraction(text: str, default: float) -> float:
    """A fraction: plain, in percent, or in 65536ths with an f."""
    found = _FRACTION.match(text)
    if found is None or len(found[1]) > 32:
        return default
    return float(found[1]) / {"f": 65_536, "fd": 65_536, "%": 100}.get(found[2] or "", 1)


def color(text: str) -> str:
    """A colour as RRGGBB; "" for none that is known."""
    word = text.split()[0].lstrip("#") if text.split() else ""
    if len(word) == 3 and is_color(word * 2):
        word = "".join(sign * 2 for sign in word)
    return word.upper() if is_color(word) else _COLORS.get(word.lower(), "")
