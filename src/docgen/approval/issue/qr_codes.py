"""QR codes (ISO/IEC 18004) on paper: a drawing that is the same for the same text, crisp at any size."""

from __future__ import annotations

import hashlib

import segno

from docgen.approval.ledger.digests import ROOT_MARK, scanned, short_code
from docgen.model.nodes import Block, Paragraph, Picture, Text

_QUIET = 4  # modules of white around it, as the standard asks
_MILLIMETRES = 22


def qr_picture(text: str, alt: str) -> Picture:
    """The text as a QR code of error correction M, about 22 mm wide."""
    matrix = segno.make(text, error="m", micro=False).matrix
    size = len(matrix) + 2 * _QUIET
    dark = "".join(
        f"M{x + _QUIET} {y + _QUIET}h1v1h-1z" for y, row in enumerate(matrix) for x, module in enumerate(row) if module
    )
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{_MILLIMETRES}mm" height="{_MILLIMETRES}mm" viewBox="0 0 {size} {size}">\n'
        f'<path d="M0 0h{size}v{size}h-{size}z" fill="#fff"/>\n<path d="{dark}" fill="#000"/>\n</svg>\n'
    )
    name = hashlib.sha256(svg.encode()).hexdigest()
    side = _MILLIMETRES * 100
    return Picture(f"{name}.svg", alt, 0, (side, side), 2540, None, svg, None, name)


def text_code(digest: str) -> Picture:
    """The QR code of a text's whole digest; its alternative text is the printed code."""
    return qr_picture(scanned(digest), f"校验码 {short_code(digest)}")


def root_code(root: str) -> Picture:
    """The QR code of a record's identity: what `docgen trust --fingerprint` takes."""
    return qr_picture(ROOT_MARK + root.upper(), f"记录指纹 {short_code(root)}")


def review_code(digest: str) -> tuple[Block, ...]:
    """What stands under a review copy: the code of what was read, to scan or to type."""
    return (
        Paragraph((Text(f"送审稿校验码：{short_code(digest)}"),), "plain"),
        Paragraph((text_code(digest),), "plain"),
    )
