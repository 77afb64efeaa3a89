"""Characters that must not reach a page: found in the content at their own line, before anything is printed.

Control characters and lone surrogates cannot stand in XML, noncharacters
carry provenance (provenance.py), and direction marks make a reader see
another text than the one that is stored. Emoji and joiners are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docgen.errors import Location, Problem
from docgen.kinds import messages

UNPRINTABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
    "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)

# Characters of Chinese text, punctuation included: no space belongs between two of them where a line ends.
WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u3000-\u303f\u2014\u2018-\u201d\u2026\U00020000-\U0003ffff"


def check_content(data: Any, marks: Mapping[str, Location]) -> list[Problem]:
    """T108 for each unprintable character of each text in `data`; `marks` gives places by JSON pointer."""
    problems: list[Problem] = []
    for text, place in _texts(data, marks, "", Location("")):
        for found in UNPRINTABLE.finditer(text):
            problems.append(unprintable(found[0], text_place(text, place, text.count("\n", 0, found.start()))))
    return list(dict.fromkeys(problems))


def unprintable(character: str, place: Location) -> Problem:
    """The problem of one unprintable character."""
    return messages.UNPRINTABLE_CHARACTER.at(place, character=ord(character))


def text_place(text: str, place: Location, line: int) -> Location:
    """Where line `line` (from 0) of a text stands: one of several lines is a block scalar, which begins below its key."""
    if "\n" not in text or not place.line:
        return place
    return Location(place.file, place.line + 1 + line)


def _texts(value: Any, marks: Mapping[str, Location], pointer: str, outer: Location) -> Iterator[tuple[str, Location]]:
    place = marks.get(pointer, outer)
    if isinstance(value, str):
        yield value, place
    elif isinstance(value, dict):
        for key, item in value.items():
            step = str(key).replace("~", "~0").replace("/", "~1")
            yield from _texts(item, marks, f"{pointer}/{step}", place)
    elif isinstance(value, list):
        for index, item in enumerate(value):
            yield from _texts(item, marks, f"{pointer}/{index}", place)
