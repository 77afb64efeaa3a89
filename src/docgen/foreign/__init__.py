"""What comes from files that anybody may have made: read within bounds, and printed so that it changes nothing but the page."""

from __future__ import annotations

import json
from typing import Any

from docgen.errors import visible as visible

LARGEST_JSON = 32_000_000  # bytes: data takes ten times as many in memory
DEEPEST = 200  # levels of lists and mappings


def read_json(content: bytes | str) -> Any:
    """The data of a JSON text. ValueError for whatever is none, is longer than LARGEST_JSON, nests deeper than DEEPEST, or holds
    half a character, NaN or Infinity."""
    if len(content) > LARGEST_JSON:
        raise ValueError("too long")
    try:
        data = json.loads(content, parse_constant=_refuse)
        if ("\\u" if isinstance(content, str) else b"\\u") in content:  # type: ignore[operator]
            json.dumps(data, ensure_ascii=False).encode()
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    _check_depth(data)
    return data


def _check_depth(data: Any) -> None:
    """ValueError for data that nests deeper than what reads it may recurse."""
    level: list[Any] = [data]
    for _depth in range(DEEPEST):
        level = (
            [
                item
                for outer in level
                for item in (outer.values() if isinstance(outer, dict) else outer)
                if isinstance(item, dict | list)
            ]
            if _depth
            else [item for item in level if isinstance(item, dict | list)]
        )
        if not level:
            return
    raise ValueError("nested too deep")


def one_line(text: str) -> str:
    """The text in a line of a listing: as `visible` has it, without line ends, so that it adds no line of its own."""
    return visible(" ".join(text.splitlines()).replace("\t", " "))


def _refuse(name: str) -> None:
    raise ValueError(name)
