"""Chapters on their way from one process to another: records as bytes, and the fonts that they name.

Records are plain data but for raster pictures, which share what their render has read, and are sent with their own bytes
alone. A font is told by what Pango calls it and by a digest of its file: the other process asks its own Pango for it, and
does without the chapter if it gets another one.
"""

from __future__ import annotations

import hashlib
import io
import pickle
from dataclasses import dataclass
from typing import Any

from weasyprint.images import LazyImage, RasterImage
from weasyprint.text.ffi import TO_UNITS, ffi, gobject, pango
from weasyprint.text.fonts import get_pango_font_key

from docgen.pdf.patches.declaration import WEASYPRINT, Use
from docgen.pdf.patches.fonts import PooledFont
from docgen.pdf.patches.setting import Setting


@dataclass(frozen=True, slots=True)
class FontName:
    """A font as Pango calls it, in CSS pixels, and the digest of its file with the face's index."""

    key: Any
    size: float
    family: str
    style: int
    weight: int
    variations: str
    file: str


def font_names(setting: Setting) -> list[FontName]:
    """All fonts that have been drawn with a setting."""
    return [
        FontName(
            key,
            size,
            font.family,
            font.style,
            font.weight,
            ",".join(f"{axis}={value:g}" for axis, value in font.variations.items()),
            _file(font),
        )
        for (key, size), font in setting.fonts.items()
    ]


def find_font(setting: Setting, name: FontName) -> bool:
    """Put a font of this name into the setting's pool; False if Pango has another one, or none, by this name here."""
    if (name.key, name.size) in setting.fonts:
        return True
    asked = ffi.gc(pango.pango_font_description_new(), pango.pango_font_description_free)
    pango.pango_font_description_set_family(asked, name.family.encode())
    pango.pango_font_description_set_style(asked, name.style)
    pango.pango_font_description_set_weight(asked, name.weight)
    if name.variations:
        pango.pango_font_description_set_variations(asked, name.variations.encode())
    pango.pango_font_description_set_absolute_size(asked, name.size * TO_UNITS)
    context = ffi.gc(pango.pango_font_map_create_context(setting.font_map), gobject.g_object_unref)
    loaded = pango.pango_font_map_load_font(setting.font_map, context, asked)
    if loaded == ffi.NULL:
        return False
    loaded = ffi.gc(loaded, gobject.g_object_unref)
    key, description, size = get_pango_font_key(loaded)
    if (key, size) != (name.key, name.size):
        return False
    font = setting.font(key, loaded, description, size)
    font.held = loaded
    if _file(font) == name.file:
        return True
    del setting.fonts[key, size]
    return False


def _file(font: PooledFont) -> str:
    if "digest" not in font.shared:
        font.shared["digest"] = hashlib.sha256(font.file_content).hexdigest()
    return f"{font.shared['digest']} {font.index}"


class _Pickler(pickle.Pickler):
    def reducer_override(self, found: Any) -> Any:
        if isinstance(found, RasterImage):
            state = {name: value for name, value in vars(found).items() if name not in ("_cache", "image_data")}
            return _picture, (state, found.image_data._key, found.image_data.data)
        return NotImplemented


def _picture(state: dict[str, Any], key: Any, content: bytes) -> Any:
    picture = RasterImage.__new__(RasterImage)
    vars(picture).update(state)
    picture._cache = {}
    picture.image_data = LazyImage(picture._cache, key, content)
    return picture


def to_bytes(records: Any) -> bytes:
    """Records, and what stands around them, pickled. Raises whatever pickle raises for what is not plain data."""
    file = io.BytesIO()
    _Pickler(file, protocol=pickle.HIGHEST_PROTOCOL).dump(records)
    return file.getvalue()


DECLARED = (
    Use(target="weasyprint.images:RasterImage", why="is sent to another process with its own bytes alone", versions=WEASYPRINT, source="ea99edc27653"),
    Use(target="weasyprint.images:LazyImage", why="holds the bytes of a raster picture", versions=WEASYPRINT, source="fbb4b4c71266"),
    Use(target="weasyprint.text.fonts:get_pango_font_key", why="tells whether two processes mean the same font", versions=WEASYPRINT, source="74cbeff1fac3"),
)  # fmt: skip
