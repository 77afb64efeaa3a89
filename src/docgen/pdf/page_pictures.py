"""What the pages of a PDF look like and say, reduced to digests: equal where an eye would find them equal."""

from __future__ import annotations

import hashlib

_DPI = 96  # a dot, a comma and the stroke that makes 1500 of 1600 are several pixels high
_OVER = 0.5  # pt: an accent that grazes the edge is seen all the same


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


def texts_off_page(pdf: bytes) -> list[tuple[int, str]]:
    """What is printed beyond the paper's edges, where no reader sees it: page number, from 1, and the text, as one copies it."""
    import pypdfium2

    found = []
    with pypdfium2.PdfDocument(pdf) as opened:
        for number, page in enumerate(opened, 1):
            left, bottom, right, top = page.get_mediabox()
            text = page.get_textpage()
            whole = text.get_text_range()
            boxes = [text.get_charbox(index) for index in range(text.count_chars())]
            outside = [
                index
                for index, (start, low, end, high) in enumerate(boxes)
                if end > start
                and (end > right + _OVER or start < left - _OVER or low < bottom - _OVER or high > top + _OVER)
            ]
            said = "".join(whole[index] for index in outside if index < len(whole)).strip()
            if said:
                found.append((number, said))
            text.close()
            page.close()
    return found
