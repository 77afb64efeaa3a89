"""What the pages of a PDF look like and say, reduced to digests: equal where an eye would find them equal."""

from __future__ import annotations

import hashlib

_DPI = 96  # a dot, a comma and the stroke that makes 1500 of 1600 are several pixels high


def picture_digests(pdf: bytes) -> list[str]:
    """SHA-256 of each page as it is drawn, in hex: its size in pixels and their grey values."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            bitmap = page.render(scale=_DPI / 72, grayscale=True, fill_color=(255, 255, 255, 255))
            whole = hashlib.sha256(f"{bitmap.width} {bitmap.height} {bitmap.stride}\n".encode())
            whole.update(bytes(bitmap.buffer))
            found.append(whole.hexdigest())
            bitmap.close()
            page.close()
    return found


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page, as one copies it."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for page in opened:
            text = page.get_textpage()
            found.append(text.get_text_bounded())
            text.close()
            page.close()
    return found
