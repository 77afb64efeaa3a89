"""What makes laying out and writing long documents quick without changing what is in them.

`collector_paused` keeps Python's cycle collector from walking, again and again,
the millions of boxes of a layout, none of which are garbage yet (a third of the
time of 300 pages). `install` mends two properties of pydyf: one is computed anew
for every structure element from all pages, so that the time of writing grew
with the square of the pages; the other packs streams at zlib's highest level,
for a twentieth of their size and five times the time. Packed streams can be
kept from one file to the next (`Packed`).
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import blake2b
from typing import Any

from docgen.collector import collector_paused

__all__ = ["Packed", "collector_paused", "install", "to_bytes"]

LEVEL = 6

_packed: Packed | None = None
_stock: dict[str, Any] = {}


class Packed:
    """Streams as they were packed for the file before: what is not used again is dropped."""

    def __init__(self) -> None:
        self._before: dict[bytes, bytes] = {}
        self._now: dict[bytes, bytes] = {}

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Files written inside take their streams from here."""
        global _packed
        self._before, self._now, _packed = self._now, {}, self
        try:
            yield
        finally:
            _packed = None

    def pack(self, content: bytes) -> bytes:
        key = blake2b(content, digest_size=16).digest()
        found = self._now.get(key) or self._before.get(key) or zlib.compress(content, LEVEL)
        self._now[key] = found
        return found


def install() -> None:
    """Mend pydyf; again does nothing."""
    import pydyf

    pydyf.PDF.page_references = property(_page_references)
    pydyf.Stream.data = property(_stream_data)
    if pydyf._to_bytes is not to_bytes:
        _stock["to_bytes"] = pydyf._to_bytes
        pydyf._to_bytes = to_bytes


def to_bytes(item: Any) -> bytes:
    """pydyf._to_bytes, the four usual kinds first: it is called a thousand times a page."""
    kind = type(item)
    if kind is bytes:
        return item
    if kind is int:
        return b"%d" % item
    if kind is str:
        return item.encode("ascii")
    return _stock["to_bytes"](item)


def _stream_data(stream: Any) -> bytes:
    """pydyf.Stream.data: the dictionary, and the content packed (ISO 32000-1 §7.3.8)."""
    from pydyf import Dictionary

    content = b"\n".join([to_bytes(item) for item in stream.stream])
    extra = Dictionary(stream.extra.copy())
    if stream.compress:
        extra["Filter"] = "/FlateDecode"
        content = _packed.pack(content) if _packed else zlib.compress(content, LEVEL)
    extra["Length"] = len(content)
    data: bytes = extra.data
    return b"\n".join((data, b"stream", content, b"endstream"))


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """pydyf.PDF.page_references (`b"12 0 R"` of each page), kept until a page is added."""
    kids = pdf.pages["Kids"]
    kept: tuple[bytes, ...] = getattr(pdf, "_kept_page_references", ())
    if len(kept) * 3 != len(kids):
        kept = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        pdf._kept_page_references = kept
    return kept
