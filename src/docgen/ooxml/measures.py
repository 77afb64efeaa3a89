"""Every measure that Word files hold, read from its text (ECMA-376 part 1 §22.9.2, §17.18, §20.1.10).

Word, WPS, LibreOffice, Google Docs and converters write one thing in many ways:
`240`, `240.0`, `12pt`, `+240`; `50%`, `2500`; `1`, `on`, `true`, nothing. Each
function takes the attribute's text and gives the value in the unit that its name
says; None for what is no such measure (and for no text at all), so that the caller's default
holds: never an exception, whatever the file says. `elements` says which attribute holds which;
`file_faults` names those that are None.
"""

from __future__ import annotations

import re
from functools import lru_cache

_CACHED = 8192
_LARGEST = 2**31 - 1  # of every measure in the schemas but those in EMU
_LARGEST_EMU = 27_273_042_316_900  # §20.1.10.16
_LONGEST = 32  # characters: longer is no number
_NUMBER = re.compile(r"\s*([+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+))\s*(mm|cm|in|pt|pc|pi|%)?\s*", re.IGNORECASE)
_POINTS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "pc": 12.0, "pi": 12.0}
_ON, _OFF = frozenset({"1", "true", "on"}), frozenset({"0", "false", "off"})
_HEXADECIMAL = re.compile(r"\s*[0-9A-Fa-f]{1,8}\s*")
_COLOR = re.compile("[0-9A-Fa-f]{6}")


def number(text: str | None, unit: float = 1.0) -> float | None:
    """A decimal number, or a universal measure (§22.9.2.15) counted in units of which a point has `unit`."""
    if not text or len(text) > _LONGEST:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None or found[2] == "%":
        return None
    value = float(found[1])
    return value * _POINTS[found[2].lower()] * unit if found[2] else value


def _whole(text: str | None, unit: float, largest: int = _LARGEST) -> int | None:
    value = number(text, unit)
    return round(value) if value is not None and abs(value) <= largest else None


@lru_cache(_CACHED)
def integer(text: str | None) -> int | None:
    """A whole number that counts things: levels, ids, spans (§17.18.10); `2.0` is 2."""
    value = number(text)
    plain = value is not None and text is not None and not text.strip()[-1:].isalpha()
    return round(value) if plain and value is not None and abs(value) <= _LARGEST else None


@lru_cache(_CACHED)
def twips(text: str | None) -> int | None:
    """Twentieths of a point (§22.9.2.14, §17.18.81): plain, or a universal measure."""
    return _whole(text, 20.0)


@lru_cache(_CACHED)
def half_points(text: str | None) -> int | None:
    """Half points (§17.18.42): font sizes."""
    return _whole(text, 2.0)


@lru_cache(_CACHED)
def eighths(text: str | None) -> int | None:
    """Eighths of a point (§17.18.23): the width of borders."""
    return _whole(text, 8.0)


@lru_cache(_CACHED)
def whole_points(text: str | None) -> int | None:
    """Points (§17.18.68): what lies between a border and the text."""
    return _whole(text, 1.0)


@lru_cache(_CACHED)
def emu(text: str | None) -> int | None:
    """English Metric Units, 12,700 a point (§20.1.10.16)."""
    return _whole(text, 12_700.0, _LARGEST_EMU)


@lru_cache(_CACHED)
def angle(text: str | None) -> int | None:
    """60,000ths of a degree, clockwise (§20.1.10.3)."""
    return integer(text)


def _share(text: str | None, whole: float) -> float | None:
    if not text or len(text) > _LONGEST:
        return None
    found = _NUMBER.fullmatch(text)
    if found is None or found[2] not in (None, "%") or abs(float(found[1])) > _LARGEST:
        return None
    return float(found[1]) / (100 if found[2] else whole)


@lru_cache(_CACHED)
def fiftieths(text: str | None) -> float | None:
    """A part of one from fiftieths of a percent, or with % (§17.18.90 pct, §22.9.2.9): widths of tables and cells."""
    return _share(text, 5000)


@lru_cache(_CACHED)
def percent(text: str | None) -> float | None:
    """A part of one from whole percents, with % or without (§17.18.93, §17.18.95): text scale, zoom."""
    return _share(text, 100)


@lru_cache(_CACHED)
def thousandths(text: str | None) -> float | None:
    """A part of one from DrawingML's thousandths of a percent, or with % (§20.1.10.40)."""
    return _share(text, 100_000)


def share(text: str | None, default: float = 1.0) -> float:
    """`thousandths`, or the default."""
    value = thousandths(text)
    return default if value is None else value


@lru_cache(_CACHED)
def on_off(text: str | None) -> bool | None:
    """A switch (§22.9.2.7): no attribute is on; None for a word that is neither on nor off."""
    if text is None:
        return True
    word = text.strip().lower()
    return True if word in _ON else False if word in _OFF else None


@lru_cache(_CACHED)
def hexadecimal(text: str | None) -> int | None:
    """A hexadecimal number of at most eight digits (§22.9.2.5 and the like)."""
    return int(text, 16) if text and _HEXADECIMAL.fullmatch(text) else None


def is_color(text: str | None) -> bool:
    """True for RRGGBB (§22.9.2.5)."""
    return bool(text) and bool(_COLOR.fullmatch(text or ""))
