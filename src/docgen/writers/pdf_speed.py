"""What makes laying out and writing long documents quick without changing a byte of them.

`collector_paused` keeps Python's cycle collector from walking, again and again,
the millions of boxes of a layout, none of which are garbage yet (a third of the
time of 300 pages). `install` mends one property of pydyf that is computed anew
for every structure element from all pages, so that the time of writing grew
with the square of the pages.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def collector_paused() -> Iterator[None]:
    """No cycle collection inside; reference counting still frees what it can. Nests."""
    running = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if running:
            gc.enable()


def install() -> None:
    """Mend pydyf, once. Equal files come out: the property gives what it gave before."""
    import pydyf

    pydyf.PDF.page_references = property(_page_references)


def _page_references(pdf: Any) -> tuple[bytes, ...]:
    """pydyf.PDF.page_references (`b"12 0 R"` of each page), kept until a page is added."""
    kids = pdf.pages["Kids"]
    kept: tuple[bytes, ...] = getattr(pdf, "_kept_page_references", ())
    if len(kept) * 3 != len(kids):
        kept = tuple(f"{number} 0 R".encode("ascii") for number in kids[::3])
        pdf._kept_page_references = kept
    return kept
