"""Raster pictures that anybody may have made: their format, size and resolution, read within bounds."""

from __future__ import annotations

import io
import struct
import warnings
from dataclasses import dataclass
from typing import Any

BYTES = 50_000_000  # of a file
PIXELS = 100_000_000


@dataclass(frozen=True, slots=True)
class Raster:
    """`kind` as Pillow names it (PNG, JPEG …), `size` in pixels, `dpi` across and down as the file says, 0 where it does not."""

    kind: str
    size: tuple[int, int]
    dpi: tuple[Any, Any]


class NoRasterError(Exception):
    """The bytes are no whole picture, or one of more than PIXELS: then `pixels` is their number, 0 where not even counted.

    `whole` tells the two apart.
    """

    def __init__(self, *, whole: bool, pixels: int = 0) -> None:
        self.whole, self.pixels = whole, pixels
        super().__init__(f"{pixels} pixels" if whole else "no picture")


def read_raster(content: bytes) -> Raster:
    """What the bytes of a picture's file say of it. Raises NoRasterError."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(content)) as image:
                found = Raster(image.format or "", image.size, image.info.get("dpi", (0, 0)))
                if image.width * image.height > PIXELS:
                    raise NoRasterError(whole=True, pixels=image.width * image.height)
                image.verify()
    except Image.DecompressionBombError as error:
        raise NoRasterError(whole=True) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, struct.error) as error:
        raise NoRasterError(whole=False) from error
    return found
