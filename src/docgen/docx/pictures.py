"""Pictures: media parts and inline drawings (ECMA-376 §20.4.2.8)."""

from __future__ import annotations

import hashlib
from pathlib import Path

from docgen.docx import messages
from docgen.docx.charts import write_chart
from docgen.docx.markup import attribute
from docgen.docx.writing import TWIPS_PER_MM, Writing
from docgen.errors import DocgenError, Location
from docgen.messages import PICTURE_UNREADABLE, system_reason
from docgen.model.nodes import Picture
from docgen.ooxml.names import DRAWING, IMAGE, RELATIONSHIPS

_EMU_PER_MM = 36_000
_EMU_PER_TWIP = 635
_MM_PER_INCH = 25.4

# The vector picture beside its raster stand-in: Word 2016 and later show it ([MS-ODRAWXML] §2.3.3 svgBlip).
_VECTOR = (
    '<a:extLst><a:ext uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}">'
    '<asvg:svgBlip xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" r:embed="{relationship}"/>'
    "</a:ext></a:extLst>"
)

_FORMATS = {b"\x89PNG": ("png", "image/png"), b"\xff\xd8\xff": ("jpeg", "image/jpeg")}


def write_picture(picture: Picture, writing: Writing, width: int, height: int) -> str:
    """A run with the picture, no wider than `width` and no higher than `height` twips, its proportions kept.

    What has its data beside it becomes a chart of Word's own.
    """
    if picture.chart is not None:
        return write_chart(picture.chart, picture.alt, writing, *_size(picture, width, height))
    content = _read(picture, writing)
    vector = ""
    raster = writing.rasters.get(picture.file)
    if raster is not None:
        vector = _VECTOR.format(relationship=attribute(_embed(content, "svg", "image/svg+xml", writing)))
        content = raster
    relationship = _embed(content, *_format(picture, content), writing)
    return _drawing(picture.alt, relationship, vector, writing.identifier(), *_size(picture, width, height))


def _embed(content: bytes, extension: str, content_type: str, writing: Writing) -> str:
    """The relationship id of a media part, stored once however often it is shown."""
    name = f"media/{hashlib.sha256(content).hexdigest()[:16]}.{extension}"
    writing.package.parts.setdefault(f"word/{name}", content)
    writing.package.default(extension, content_type)
    return writing.relationships.internal(IMAGE, name)


def _read(picture: Picture, writing: Writing) -> bytes:
    if picture.svg:
        return picture.svg.encode()
    try:
        return writing.files.read(Path(picture.file))
    except OSError as error:
        place, name = picture.location or Location(picture.file), Path(picture.file).name
        raise DocgenError(PICTURE_UNREADABLE.at(place, source=name, reason=system_reason(error))) from error


def _format(picture: Picture, content: bytes) -> tuple[str, str]:
    for magic, found in _FORMATS.items():
        if content.startswith(magic):
            return found
    # Word shows SVG only beside a raster picture of the same; whoever calls brings it in `rasters`.
    place = picture.location or Location(picture.file)
    raise DocgenError(messages.ODD_PICTURE.at(place, source=Path(picture.file).name))


def _size(picture: Picture, width: int, height: int) -> tuple[int, int]:
    """Width and height in EMU."""
    pixels_wide, pixels_high = (max(pixels, 1) for pixels in picture.pixels)
    millimetres = picture.width_mm or pixels_wide / (picture.dpi or 96) * _MM_PER_INCH
    millimetres = min(millimetres, width / TWIPS_PER_MM)
    scale = pixels_high / pixels_wide
    if millimetres * scale * TWIPS_PER_MM > height:
        millimetres = height / TWIPS_PER_MM / scale
    wide = round(millimetres * _EMU_PER_MM)
    return min(wide, width * _EMU_PER_TWIP), min(round(wide * scale), height * _EMU_PER_TWIP)


def _drawing(alt: str, relationship: str, vector: str, identifier: int, wide: int, high: int) -> str:
    description = attribute(alt)
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{identifier}" name="图片 {identifier}" descr="{description}"/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/picture">'
        f'<pic:pic xmlns:pic="{DRAWING}/picture"><pic:nvPicPr><pic:cNvPr id="{identifier}" name="图片 {identifier}"/>'
        "<pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
        f'xmlns:r="{RELATIONSHIPS}" '
        f'r:embed="{relationship}">{vector}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
        '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        "</wp:inline></w:drawing></w:r>"
    )
