"""What a picture's file says beside the picture: taken out before it leaves the house with a paper.

A camera writes place, time and owner into a photograph (Exif, XMP, IPTC), an
editor its user and paths, a telephone a second picture behind the first. None
of it prints. What decides the look stays, byte for byte: pixels, colours,
resolution, and which side is up. Standard library only.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

_JPEG, _PNG = b"\xff\xd8", b"\x89PNG\r\n\x1a\n"
_ALONE = {0x01, *range(0xD0, 0xD8)}  # markers without a length
_SHOWN = {
    b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT", b"pHYs", b"bKGD",
}  # fmt: skip
_ORIENTATION = 0x0112


def without_metadata(content: bytes) -> bytes:
    """The picture file without what it says of its maker; JPEG and PNG, anything else and what is damaged as it is.

    The same bytes come back where there is nothing to take out.
    """
    try:
        if content.startswith(_JPEG):
            return b"".join(_jpeg(content))
        if content.startswith(_PNG):
            return b"".join(_png(content))
    except (struct.error, IndexError, ValueError):
        pass
    return content


def _jpeg(content: bytes) -> Iterator[bytes]:
    """The segments that decide the look, up to the end of the first picture (ITU-T T.81, B.1.1)."""
    yield _JPEG
    at, turned = 2, False
    while True:
        marker = content[at + 1]
        if content[at] != 0xFF:
            raise ValueError("no marker")
        if marker == 0xFF:  # fill
            at += 1
            continue
        if marker == 0xD9:
            yield content[at : at + 2]
            return
        if marker in _ALONE:
            yield content[at : at + 2]
            at += 2
            continue
        end = at + 2 + struct.unpack_from(">H", content, at + 2)[0]
        if end > len(content) or end < at + 4:
            raise ValueError("cut off")
        if marker == 0xDA:
            end = _scan_end(content, end)
        body = content[at + 4 : end]
        if marker == 0xE1 and body.startswith(b"Exif\0\0") and not turned and (side := _orientation(body[6:])) > 1:
            turned = True
            kept = b"Exif\0\0" + _only_orientation(side)
            yield struct.pack(">HH", 0xFFE1, len(kept) + 2) + kept
        elif _prints(marker, body):
            yield content[at:end]
        at = end


def _prints(marker: int, body: bytes) -> bool:
    if marker == 0xE0:
        return body.startswith(b"JFIF\0")
    if marker == 0xE2:
        return body.startswith(b"ICC_PROFILE\0")
    if marker == 0xEE:
        return body.startswith(b"Adobe")
    return not (0xE0 <= marker <= 0xEF or marker == 0xFE)


def _scan_end(content: bytes, at: int) -> int:
    """Where the coded data of a scan end: at the next marker that is no stuffed byte and no restart."""
    while True:
        at = content.index(b"\xff", at)
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2


def _png(content: bytes) -> Iterator[bytes]:
    """The chunks that decide the look (PNG, third edition, §11), up to the end of the picture."""
    yield _PNG
    at = len(_PNG)
    while True:
        length, name = struct.unpack_from(">I4s", content, at)
        end = at + 12 + length
        if end > len(content):
            raise ValueError("cut off")
        if name in _SHOWN:
            yield content[at:end]
        elif name == b"eXIf" and (side := _orientation(content[at + 8 : end - 4])) > 1:
            kept = b"eXIf" + _only_orientation(side)
            yield struct.pack(">I", len(kept) - 4) + kept + struct.pack(">I", zlib.crc32(kept))
        if name == b"IEND":
            return
        at = end


def _orientation(exif: bytes) -> int:
    """Which side of the picture is up, 1 to 8; 1 where the file does not say (TIFF 6.0, section 8)."""
    order = {b"II": "<", b"MM": ">"}.get(exif[:2])
    if order is None:
        return 1
    try:
        first = struct.unpack_from(f"{order}I", exif, 4)[0]
        for number in range(struct.unpack_from(f"{order}H", exif, first)[0]):
            tag, _kind, _count, value = struct.unpack_from(f"{order}HHIH", exif, first + 2 + 12 * number)
            if tag == _ORIENTATION:
                return value if 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1


def _only_orientation(side: int) -> bytes:
    return b"MM\0*" + struct.pack(">IHHHIHHI", 8, 1, _ORIENTATION, 3, 1, side, 0, 0)
