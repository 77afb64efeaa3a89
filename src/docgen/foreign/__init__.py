"""What comes from files that anybody may have made: read within bounds, and printed so that it changes nothing but the page."""

from __future__ import annotations

import json
import re
from typing import Any

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def read_json(content: bytes | str) -> Any:
    """The data of a JSON text. ValueError for whatever is none, nests too deep, or holds half a character, NaN or Infinity."""
    try:
        data = json.loads(content, parse_constant=_refuse)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
    if ("\\u" if isinstance(content, str) else b"\\u") in content:  # type: ignore[operator]
        json.dumps(data, ensure_ascii=False).encode()
    return data


def visible(text: str) -> str:
    """The text with what steers a terminal, turns the direction of writing or cannot be written replaced by �; lines stay."""
    return _UNSEEN.sub("\N{REPLACEMENT CHARACTER}", text)


def _refuse(name: str) -> None:
    raise ValueError(name)
