"""Picture files as python-docx takes them: it knows a JPEG by its JFIF or Exif segment alone.

Scanners and editors write JPEG without either, and in the four colours of
print (CMYK, marked by Adobe's segment). Word shows them all. A JFIF segment
(ITU-T T.871 §10) put in front changes no pixel; what has no form that Word shows
is made a PNG.
"""

from __future__ import annotations

import io
import struct
from pathlib import Path

from docgen.raster import BYTES, NoRasterError, read_raster

FORMATS = ("PNG", "JPEG", "GIF", "BMP", "TIFF")


class NoPicture(Exception):
    """Why a file is no picture that Word shows: a fact, and a way out."""

    def __init__(self, fact: str, hint: str) -> None:
        self.fact, self.hint = fact, hint
        super().__init__(fact)


def picture_of(file: Path) -> bytes:
    """The picture's bytes, as python-docx takes them. Raises NoPicture."""
    if file.stat().st_size > BYTES:
        raise NoPicture("超过 50 MB", "压缩后再用；300 dpi 足够印刷")
    content = file.read_bytes()
    try:
        found = read_raster(content)
    except NoRasterError as error:
        if not error.whole:
            raise NoPicture("不是完好的图片", "用看图软件打开检查，另存为 PNG 或 JPEG") from error
        many = f"有 {error.pixels // 1_000_000} 百万像素" if error.pixels else "有两亿以上像素"
        raise NoPicture(many, "缩小到一亿像素以内；A4 整页 300 dpi 只要 870 万像素") from error
    if found.kind not in FORMATS:
        raise NoPicture(f"是 {found.kind} 格式", "另存为 PNG 或 JPEG")
    if _is_known(content):
        return content
    return _with_jfif(content, found.dpi) if found.kind == "JPEG" else _as_png(content)


def _is_known(content: bytes) -> bool:
    """Whether python-docx reads the picture's header."""
    from docx.image.image import Image

    try:
        return Image.from_blob(content).px_width > 0
    except Exception:  # its parsers fall over what they did not expect in many ways: then we bring it into their form
        return False


def _with_jfif(content: bytes, dpi: tuple[float, float]) -> bytes:
    across, down = (round(value) if 1 <= value < 0x10000 else 72 for value in dpi)
    segment = struct.pack(">2sH5sBBBHHBB", b"\xff\xe0", 16, b"JFIF\0", 1, 1, 1, across, down, 0, 0)
    return content[:2] + segment + content[2:]


def _as_png(content: bytes) -> bytes:
    from PIL import Image

    with Image.open(io.BytesIO(content)) as image:
        buffer = io.BytesIO()
        image.convert("RGBA" if "A" in image.getbands() else "RGB").save(buffer, "PNG")
    return buffer.getvalue()
