"""What makes writing long documents quick without changing what is in them: two properties of pydyf and one function.

`page_references` is computed anew for every structure element from all pages, so that the time of writing grew with the
square of the pages; `Stream.data` packs at zlib's highest level, for a twentieth of the size and five times the time.
Packed streams can be kept from one file to the next (`Packed`): a stream that carries one packs through it.
"""

from __future__ import annotations

import zlib
from hashlib import blake2b
from typing import Any

from docgen.pdf.patches.declaration import PYDYF, Patch

LEVEL = 6


class Packed:
    """Streams as they were packed for the file before: what is not used again is dropped."""

    def __init__(self) -> None:
        self._before: dict[bytes, bytes] = {}
        self._now: dict[bytes, bytes] = {}

    def begin(self) -> None:
        """A new file: only what the last one used is still there."""
        self._before, self._now = self._now, {}

    def pack(self, content: bytes) -> bytes:
        key = blake2b(content, digest_size=16).digest()
        found = self._now.get(key) or self._before.get(key) or zlib.compress(content, LEVEL)
        self._now[key] = found
        return found


def to_bytes(item: Any) -> bytes:
    """As pydyf writes a value into a stream or an array."""
    import pydyf

    return pydyf._to_bytes(item)


def _to_bytes(stock: Any) -> Any:
    """pydyf._to_bytes, the usual kinds first: it is called a thousand times a page."""

    def to_bytes(item: Any) -> bytes:
        kind = type(item)
        if kind is bytes:
            return item
        if kind is int:
            return b"%d" % item
        if kind is str:
            return item.encode("ascii")
        return stock(item)

    return to_bytes


def _stream_data(_stock: Any) -> Any:
    def data(stream: Any) -> bytes:
        """pydyf.Stream.data: the dictionary, and the content packed (ISO 32000-1 §7.3.8)."""
        from pydyf import Dictionary

        content = b"\n".join([to_bytes(item) for item in stream.stream])
        extra = Dictionary(stream.extra.copy())
        if stream.compress:
            extra["Filter"] = "/FlateDecode"
            packed: Packed | None = getattr(stream, "packed", None)
            content = packed.pack(content) if packed else zlib.compress(content, LEVEL)
        extra["Length"] = len(content)
        return b"\n".join((extra.data, b"stream", content, b"endstream"))

    return property(data)


def _page_references(_stock: Any) -> Any:
    def page_references(pdf: Any) -> tuple[bytes, ...]:
        """pydyf.PDF.page_references (`b"12 0 R"` of each page), kept until a page is added."""
        kids = pdf.pages["Kids"]
        kept: tuple[bytes, ...] = getattr(pdf, "kept_page_references", ())
        if len(kept) * 3 != len(kids):
            kept = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
            pdf.kept_page_references = kept
        return kept

    return property(page_references)


DECLARED = (
    Patch(
        target="pydyf:_to_bytes",
        why="the usual kinds of values first",
        versions=PYDYF,
        source="1cefd02c285d",
        signature="(item)",
        replacement=_to_bytes,
        retired="pydyf tests for bytes, int and str before its general cases",
        offer="the order of the tests",
        speed=True,
    ),
    Patch(
        target="pydyf:Stream.data",
        why="streams are packed at zlib's level 6, and what was packed for the file before is taken from there",
        versions=PYDYF,
        source="bdc2bc513f28",
        signature="",
        replacement=_stream_data,
        retired="pydyf takes the level of compression as an option",
        offer="an option for the level of compression",
        speed=True,
    ),
    Patch(
        target="pydyf:PDF.page_references",
        why="computed once, not for each structure element",
        versions=PYDYF,
        source="060bf90aad55",
        signature="",
        replacement=_page_references,
        retired="pydyf keeps the references, or WeasyPrint's tags ask for them once",
        offer="references kept until a page is added",
        speed=True,
    ),
)
