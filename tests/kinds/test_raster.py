"""Pictures that anybody may have made, as kinds and forms read them: one reading, one set of bounds."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from compose_samples import png
from docgen.raster import PIXELS, NoRasterError, Raster, read_raster
from docgen.template.forms.pictures import NoPicture, picture_of


def test_a_picture_is_its_format_its_pixels_and_what_it_says_of_its_resolution() -> None:
    file = io.BytesIO()
    Image.new("RGB", (30, 20)).save(file, "JPEG", dpi=(300, 150))
    assert read_raster(file.getvalue()) == Raster("JPEG", (30, 20), (300, 150))
    file = io.BytesIO()
    Image.new("L", (7, 5)).save(file, "GIF")
    assert read_raster(file.getvalue()) == Raster("GIF", (7, 5), (0, 0))


@pytest.mark.parametrize(
    ("content", "whole", "pixels"),
    [
        (png(50_000, PIXELS // 50_000 + 1), True, PIXELS + 50_000),
        (png(60_000, 60_000), True, 0),  # Pillow refuses to count them
        (b"GIF89a", False, 0),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, False, 0),
        (b"", False, 0),
    ],
)
def test_what_is_none_and_what_is_too_much_are_told_apart(
    content: bytes, whole: bool, pixels: int, tmp_path: Path
) -> None:
    with pytest.raises(NoRasterError) as refused:
        read_raster(content)
    assert (refused.value.whole, refused.value.pixels) == (whole, pixels)
    (tmp_path / "图.png").write_bytes(content)
    with pytest.raises(NoPicture, match="像素" if whole else "不是完好的图片"):
        picture_of(tmp_path / "图.png")
