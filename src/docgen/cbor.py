"""Deterministic CBOR (RFC 8949, §4.2): data to bytes so that unequal data have unequal bytes, and back.

Arrays, text, bytes, whole numbers, floating-point numbers, booleans and null
are all there is: no map, so that no order of keys is left open, no tag, no
indefinite length. The home of cbor2.
"""

from __future__ import annotations

import hashlib
import math
from typing import Any

import cbor2

DEPTH = 3_000  # of arrays in arrays, when reading


def encode(value: Any) -> bytes:
    """The one encoding of plain data: None, bool, int, float, str, bytes, and lists or tuples of these.

    Raises ValueError for anything else, for numbers that are none, and for text that no UTF-8 holds.
    """
    _check(value)
    return cbor2.dumps(value, canonical=True)


def encode_row(values: tuple[Any, ...]) -> bytes:
    """The encoding of a flat array of texts, bytes, whole numbers and nulls, as a database gives them: the same bytes as
    `encode` writes, in a third of the time. Raises ValueError for text that no UTF-8 holds."""
    return cbor2.dumps(values)


def decode(content: bytes) -> Any:
    """The data of an encoding; arrays are lists. Raises ValueError for bytes that `encode` does not write."""
    try:
        value = cbor2.loads(content, max_depth=DEPTH, allow_indefinite=False)
    except (cbor2.CBORError, RecursionError) as error:
        raise ValueError("not CBOR") from error
    if encode(value) != content:
        raise ValueError("not the one encoding of its data")
    return value


def digest(*parts: Any) -> str:
    """SHA-256, in hex, of the encoding of these parts as one array. The first is the name of what is digested and its
    version (`docgen-subject-2`), so that no two kinds of digest are ever of the same bytes."""
    return hashlib.sha256(encode(parts)).hexdigest()


def _check(value: Any) -> None:
    waiting = [value]
    while waiting:
        item = waiting.pop()
        kind = type(item)
        if kind is list or kind is tuple:
            waiting += item
        elif kind is float:
            if not math.isfinite(item):
                raise ValueError("not a number")
        elif item is not None and kind not in (str, int, bool, bytes):
            raise ValueError(f"no plain data: {kind.__name__}")
