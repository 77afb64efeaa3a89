"""Pictures named by content and templates: found, and known to be pictures, before anything is laid out."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from docgen.errors import Location, Message, Problem
from docgen.figures.canvas import Drawing
from docgen.kinds import messages
from docgen.kinds.drawings import SCHEME
from docgen.kinds.elements import Element
from docgen.messages import PICTURE_UNREADABLE, system_reason
from docgen.model.nodes import Picture
from docgen.raster import BYTES, NoRasterError, read_raster
from docgen.reading import DISK, Files, TooLargeError

_FORMATS = {"PNG": "png", "JPEG": "jpeg", "SVG": "svg"}
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|pt|mm|cm|in)?\s*")
_PIXELS_PER = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class PictureFinder:
    """Looks below `folders` in their order; nothing outside `roots` is read. `drawings` are docgen's own, by name."""

    def __init__(
        self,
        folders: Sequence[Path],
        roots: Sequence[Path],
        problems: list[Problem],
        drawings: Mapping[str, Drawing] | None = None,
        files: Files = DISK,
    ) -> None:
        self._files = files
        self._drawings = drawings or {}
        self._folders = folders
        self._roots = roots
        self._problems = problems
        self._known: dict[Path, tuple[tuple[int, int], float] | None] = {}

    def find(self, element: Element) -> Picture | None:
        """The picture of an img element, or None and a problem at the place of its name (P101…P105)."""
        source = element.attributes.get("src", "")
        origin = element.origins.get("src")
        place = origin.location if origin else element.place
        drawing = self._drawings.get(source.removeprefix(SCHEME)) if source.startswith(SCHEME) else None
        if drawing is not None:
            return _drawn(source.removeprefix(SCHEME), drawing, element.attributes.get("alt", ""), place)
        path = self._path(source, place)
        if path is None:
            return None
        if path not in self._known:
            self._known[path] = self._examine(path, source, place)
        known = self._known[path]
        if known is None:
            return None
        width = element.attributes.get("width", "")
        try:
            millimetres = float(width or 0)
        except ValueError:
            self._problems.append(messages.WRONG_WIDTH.at(element.place, width=width))
            millimetres = 0
        return Picture(str(path), element.attributes.get("alt", ""), millimetres, known[0], known[1], place)

    def _path(self, source: str, place: Location) -> Path | None:
        if "://" in source or source.startswith(("/", "data:")):
            self._problems.append(messages.PICTURE_OUTSIDE.at(place, source=source))
            return None
        for folder in self._folders:
            path = self._files.resolve(folder / source)
            if any(map(path.is_relative_to, self._roots)) and self._files.is_file(path):
                return path
        names = sorted(
            {
                file.name
                for folder in self._folders[:2]
                for file in self._files.find(folder, "**/*.*")
                if file.suffix.lower() in (".png", ".jpg", ".jpeg", ".svg")
            }
        )
        hint = "图片按文档所在的文件夹、content/、模板文件夹的次序查找"
        if names:
            hint += "；有的图片：{names}".format(names="、".join(names[:8]))
        self._problems.append(messages.PICTURE_MISSING.at(place, source=source, way=hint))
        return None

    def _examine(self, path: Path, source: str, place: Location) -> tuple[tuple[int, int], float] | None:
        """Size in pixels and dots per inch."""
        try:
            content = self._files.read(path, BYTES)
        except TooLargeError:
            return self._fault(messages.PICTURE_FILE_TOO_LARGE, place, source=source)
        except OSError as error:
            return self._fault(PICTURE_UNREADABLE, place, source=source, reason=system_reason(error))
        if path.suffix.lower() == ".svg":
            return self._svg(content, source, place)
        try:
            found = read_raster(content)
        except NoRasterError as error:
            if not error.whole:
                return self._fault(messages.NO_PICTURE, place, source=source)
            if not error.pixels:
                return self._fault(messages.FAR_TOO_MANY_PIXELS, place, source=source)
            return self._fault(messages.TOO_MANY_PIXELS, place, source=source, millions=error.pixels // 1_000_000)
        if found.kind not in _FORMATS:
            return self._fault(messages.PICTURE_FORMAT, place, source=source, kind=found.kind)
        dpi = found.dpi[0]
        return found.size, float(dpi) if dpi and float(dpi) > 10 else 96.0

    def _svg(self, content: bytes, source: str, place: Location) -> tuple[tuple[int, int], float] | None:
        from docgen.vector import SvgError, read_svg

        try:
            root = read_svg(content)
        except SvgError as error:
            if not error.what:
                return self._fault(messages.NO_SVG, place, source=source)
            return self._fault(messages.SVG_WITH_MORE, place, source=source, what=error.what)
        wide, high = _length(root.get("width")), _length(root.get("height"))
        box = [float(part) for part in re.findall(r"-?[0-9.]+", root.get("viewBox", ""))]
        if len(box) == 4 and box[2] > 0 and box[3] > 0 and not (wide and high):
            wide, high = (wide or box[2]), (wide or box[2]) * box[3] / box[2]
        if not (wide and high):
            return self._fault(messages.SVG_WITHOUT_SIZE, place, source=source)
        return (round(wide), round(high)), 96.0

    def _fault(self, message: Message, place: Location, **values: object) -> tuple[tuple[int, int], float] | None:
        self._problems.append(message.at(place, **values))
        return None


def _drawn(name: str, drawing: Drawing, alt: str, place: Location) -> Picture:
    """In hundredths of a millimetre for pixels: the drawing keeps its exact size and proportions."""
    pixels = round(drawing.width_mm * 100), round(drawing.height_mm * 100)
    return Picture(name, alt, 0, pixels, 2540, place, drawing.svg, drawing.chart, drawing.source)


def _length(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    return float(found[1]) * _PIXELS_PER[found[2] or ""] if found else 0.0
