"""Pictures named by content and templates: found, and known to be pictures, before anything is laid out."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from docgen.errors import Location, Problem
from docgen.figures.canvas import Drawing
from docgen.kinds.drawings import SCHEME
from docgen.kinds.elements import Element
from docgen.messages import system_reason
from docgen.model.nodes import Picture
from docgen.reading import DISK, Files, TooLargeError

BYTES = 50_000_000
PIXELS = 100_000_000
_FORMATS = {"PNG": "png", "JPEG": "jpeg", "SVG": "svg"}
_LENGTH = re.compile(r"\s*([0-9.]+)\s*(px|pt|mm|cm|in)?\s*")
_PIXELS_PER = {"": 1.0, "px": 1.0, "pt": 96 / 72, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0}


class PictureFinder:
    """Looks below `folders` in their order; nothing outside `root` is read. `drawings` are docgen's own, by name."""

    def __init__(
        self,
        folders: Sequence[Path],
        root: Path,
        problems: list[Problem],
        drawings: Mapping[str, Drawing] | None = None,
        files: Files = DISK,
    ) -> None:
        self._files = files
        self._drawings = drawings or {}
        self._folders = folders
        self._root = root
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
            hint = 'width 写毫米数，例如 width="120"'
            self._problems.append(Problem(element.place, "T106", f"图片宽度“{width}”不是数字", hint))
            millimetres = 0
        return Picture(str(path), element.attributes.get("alt", ""), millimetres, known[0], known[1], place)

    def _path(self, source: str, place: Location) -> Path | None:
        if "://" in source or source.startswith(("/", "data:")):
            hint = "把图片存进 content/，用相对路径引用，例如 images/架构.png"
            self._problems.append(Problem(place, "P102", f"不能引用工作目录以外的图片“{source}”", hint))
            return None
        for folder in self._folders:
            path = self._files.resolve(folder / source)
            if path.is_relative_to(self._root) and self._files.is_file(path):
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
        self._problems.append(Problem(place, "P101", f"找不到图片“{source}”", hint))
        return None

    def _examine(self, path: Path, source: str, place: Location) -> tuple[tuple[int, int], float] | None:
        """Size in pixels and dots per inch."""
        try:
            content = self._files.read(path, BYTES)
        except TooLargeError:
            return self._fault(place, "P104", f"图片“{source}”超过 50 MB", "压缩后再用；300 dpi 足够印刷")
        except OSError as error:
            fact = f"读不出图片“{source}”：{system_reason(error)}"
            return self._fault(place, "P120", fact, "检查文件是否还在、是否有读取权限")
        if path.suffix.lower() == ".svg":
            return self._svg(content, source, place)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", Image.DecompressionBombWarning)
                with Image.open(io.BytesIO(content)) as image:
                    kind, size, dpi = image.format, image.size, image.info.get("dpi", (96, 96))[0]
                    if size[0] * size[1] > PIXELS:
                        fact = f"图片“{source}”有 {size[0] * size[1] // 1_000_000} 百万像素"
                        return self._fault(place, "P104", fact, "缩小到一亿像素以内；A4 整页 300 dpi 只要 870 万像素")
                    image.verify()
        except Image.DecompressionBombError:
            fact = f"图片“{source}”有两亿以上像素"
            return self._fault(place, "P104", fact, "缩小到一亿像素以内；A4 整页 300 dpi 只要 870 万像素")
        except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
            return self._fault(
                place,
                "P103",
                f"“{source}”不是完好的图片",
                "用看图软件打开检查，另存为 PNG 或 JPEG",
            )
        if kind not in _FORMATS:
            fact = f"图片“{source}”是 {kind} 格式"
            return self._fault(place, "P105", fact, "另存为 PNG、JPEG 或 SVG")
        return size, float(dpi) if dpi and float(dpi) > 10 else 96.0

    def _svg(self, content: bytes, source: str, place: Location) -> tuple[tuple[int, int], float] | None:
        from lxml import etree

        try:
            root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
        except etree.XMLSyntaxError:
            return self._fault(place, "P103", f"“{source}”不是完好的图片", "用浏览器打开检查，重新导出 SVG")
        wide, high = _length(root.get("width")), _length(root.get("height"))
        box = [float(part) for part in re.findall(r"-?[0-9.]+", root.get("viewBox", ""))]
        if len(box) == 4 and box[2] > 0 and box[3] > 0 and not (wide and high):
            wide, high = (wide or box[2]), (wide or box[2]) * box[3] / box[2]
        if not (wide and high):
            return self._fault(place, "P103", f"SVG 图“{source}”没有尺寸", "给 <svg> 写上 viewBox")
        return (round(wide), round(high)), 96.0

    def _fault(self, place: Location, code: str, fact: str, hint: str) -> tuple[tuple[int, int], float] | None:
        self._problems.append(Problem(place, code, fact, hint))
        return None


def _drawn(name: str, drawing: Drawing, alt: str, place: Location) -> Picture:
    """In hundredths of a millimetre for pixels: the drawing keeps its exact size and proportions."""
    pixels = round(drawing.width_mm * 100), round(drawing.height_mm * 100)
    return Picture(name, alt, 0, pixels, 2540, place, drawing.svg, drawing.chart, drawing.source)


def _length(text: str | None) -> float:
    found = _LENGTH.fullmatch(text or "")
    return float(found[1]) * _PIXELS_PER[found[2] or ""] if found else 0.0
