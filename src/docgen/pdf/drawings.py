"""Drawings of the template as HTML: pictures, text boxes, lines and shapes, groups, WordArt; DrawingML and VML (ECMA-376 §20, §19).

What is drawn is given back with its place (`shapes.Anchor`), so that the story
it stands in can put it on the page. A chart or SmartArt of the template is not
drawn: Word keeps no picture of it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from lxml import etree

from docgen.metadata import without_metadata
from docgen.ooxml import measures
from docgen.ooxml.alternatives import ALTERNATIVES, chosen
from docgen.ooxml.measures import is_color, share
from docgen.ooxml.names import W14, A, R, V, W, local
from docgen.ooxml.theme import Theme
from docgen.ooxml.vml import angle, color, fraction, length, lengths, read_style
from docgen.pdf.shapes import Anchor, emu, extent, read_anchor, shifted, vml_anchor
from docgen.pdf.watermark import word_art
from docgen.pdf.word_css import Css, declarations

_TYPES = {"png": "png", "jpg": "jpeg", "jpeg": "jpeg", "gif": "gif", "svg": "svg+xml", "bmp": "bmp", "webp": "webp"}

WriteBlocks = Callable[[Iterable[etree._Element], float], str]  # blocks of a text box, its width in pt → HTML


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing's HTML, and its place; `anchor` None for one that stands in the line."""

    html: str
    width: float
    height: float
    anchor: Anchor | None = None


class Drawings:
    """Draws what one part holds; `picture` gives the bytes and the name of a relationship's picture."""

    def __init__(
        self, picture: Callable[[str], tuple[str, bytes] | None], theme: Theme, write_blocks: WriteBlocks
    ) -> None:
        self._picture = picture
        self._theme = theme
        self._write_blocks = write_blocks

    def draw(self, element: etree._Element) -> list[Drawn]:
        """A w:drawing, w:pict, w:object or mc:AlternateContent."""
        if element.tag == ALTERNATIVES:
            branch = chosen(element)
            return [drawn for child in (branch if branch is not None else ()) for drawn in self.draw(child)]
        if local(element) == "drawing":
            return [drawn for frame in element for drawn in self._frame(frame)]
        if local(element) in ("pict", "object"):
            return [drawn for shape in element if shape.tag.startswith(V) for drawn in self._vml(shape)]
        return []

    # --- DrawingML ---

    def _frame(self, frame: etree._Element) -> list[Drawn]:
        width, height = extent(frame)
        anchor = read_anchor(frame)
        html = "".join(self._graphic(child, width, height) for child in frame.iterfind(f"{A}graphic/{A}graphicData/*"))
        return [Drawn(html, width, height, anchor)] if html else []

    def _graphic(self, element: etree._Element, width: float, height: float) -> str:
        kind = local(element)
        if kind == "pic":
            return self._pic(element, width, height)
        if kind == "wsp":
            return self._wsp(element, width, height)
        if kind in ("wgp", "grpSp"):
            return self._group(element, width, height)
        return ""

    def _pic(self, pic: etree._Element, width: float, height: float) -> str:
        blip = pic.find(f".//{A}blip")
        found = self._picture(blip.get(f"{R}embed", "")) if blip is not None else None
        if found is None or blip is None:
            return ""
        css: Css = {}
        faded = blip.find(f"{A}alphaModFix")
        light = blip.find(f"{A}lum")
        if faded is not None:
            css["opacity"] = f"{share(faded.get('amt')):g}"
        elif light is not None and share(light.get("bright"), 0.0) > 0:
            css["opacity"] = f"{1 - share(light.get('bright'), 0.0):g}"
        cut = pic.find(f".//{A}srcRect")
        sides = {side: share(cut.get(side), 0.0) for side in "ltrb"} if cut is not None else {}
        shape = next((child for child in pic if local(child) == "spPr"), None)
        return _turn(_image(found, width, height, css, sides), _rotation(shape), width, height)

    def _wsp(self, shape: etree._Element, width: float, height: float) -> str:
        properties = next((child for child in shape if local(child) == "spPr"), None)
        style = next((child for child in shape if local(child) == "style"), None)
        body = next((child for child in shape if local(child) == "bodyPr"), None)
        content = next(shape.iter(f"{W}txbxContent"), None)
        geometry = properties.find(f"{A}prstGeom") if properties is not None else None
        kind = geometry.get("prst", "rect") if geometry is not None else "rect"
        fill, line, weight = self._paint(properties, style)
        if kind in ("line", "straightConnector1"):
            return _rotated(
                _line(width, height, line or "000000", weight or 0.75, _flipped(properties)), properties, width, height
            )
        warp = body.find(f"{A}prstTxWarp") if body is not None else None
        if content is not None and warp is not None and warp.get("prst") != "textNoShape":
            return _rotated(self._warped(content, width, height), properties, width, height)
        inside = ""
        insets = [
            emu(body.get(f"{side}Ins", default)) if body is not None else emu(default)
            for side, default in (("t", "45720"), ("r", "91440"), ("b", "45720"), ("l", "91440"))
        ]
        if content is not None:
            inside = self._write_blocks(content, max(width - insets[1] - insets[3], 1))
        css = _box(width, height, fill, line, weight, kind)
        grows = body is not None and body.find(f"{A}spAutoFit") is not None
        middle = {"ctr": "middle", "b": "bottom"}.get(body.get("anchor", "t") if body is not None else "t", "top")
        return _rotated(_filled(css, inside, insets, middle, grows=grows), properties, width, height)

    def _paint(self, properties: etree._Element | None, style: etree._Element | None) -> tuple[str, str, float]:
        """Fill colour, line colour (each "" for none), line width of a wsp."""
        fill = line = ""
        weight = 0.75
        if style is not None:
            for name, slot in (("fillRef", "fill"), ("lnRef", "line")):
                reference = style.find(f"{A}{name}")
                if reference is not None and reference.get("idx", "0") != "0":
                    fill, line = (
                        (self._theme.drawn(reference), line) if slot == "fill" else (fill, self._theme.drawn(reference))
                    )
        for child in properties if properties is not None else ():
            name = local(child)
            if name == "noFill":
                fill = ""
            elif name == "solidFill":
                fill = self._theme.drawn(child)
            elif name == "gradFill":
                stop = child.find(f"{A}gsLst/{A}gs")
                fill = self._theme.drawn(stop)
            elif name == "ln":
                weight = emu(child.get("w")) or weight
                line = (
                    ""
                    if child.find(f"{A}noFill") is not None
                    else self._theme.drawn(child.find(f"{A}solidFill")) or line
                )
        return fill, line, weight

    def _warped(self, content: etree._Element, width: float, height: float) -> str:
        text = "\n".join("".join(p.itertext(f"{W}t")) for p in content.iter(f"{W}p"))
        color = next((c.get(f"{W}val", "") for c in content.iter(f"{W}color")), "")
        font = (
            next((f.get(f"{W}eastAsia") or f.get(f"{W}ascii") or "" for f in content.iter(f"{W}rFonts")), "") or "宋体"
        )
        opacity = 1.0
        for alpha in content.iter(f"{W14}alpha"):
            opacity = 1 - share(next(iter(alpha.attrib.values()), None), 0.0)
        return word_art(
            text, width, height, color=color if is_color(color) else "C0C0C0", opacity=opacity, family=f"'{font}'"
        )

    def _group(self, group: etree._Element, width: float, height: float) -> str:
        frame = next((child for child in group if local(child) == "grpSpPr"), None)
        shape = frame.find(f"{A}xfrm") if frame is not None else None
        offset, room = (shape.find(f"{A}{name}") if shape is not None else None for name in ("chOff", "chExt"))
        if offset is None or room is None or not emu(room.get("cx")) or not emu(room.get("cy")):
            return ""
        across, down = width / emu(room.get("cx")), height / emu(room.get("cy"))
        inside = ""
        for child in group:
            own = (
                next((found for found in child.iter(f"{A}xfrm") if found is not shape), None)
                if isinstance(child.tag, str)
                else None
            )
            place, size = (own.find(f"{A}{name}") if own is not None else None for name in ("off", "ext"))
            if place is None or size is None or local(child) not in ("wsp", "pic", "grpSp", "wgp"):
                continue
            wide, high = emu(size.get("cx")) * across, emu(size.get("cy")) * down
            left, top = (
                (emu(place.get("x")) - emu(offset.get("x"))) * across,
                (emu(place.get("y")) - emu(offset.get("y"))) * down,
            )
            css = {"position": "absolute", "left": f"{left:g}pt", "top": f"{top:g}pt"}
            inside += f'<div style="{declarations(css)}">{self._graphic(child, wide, high)}</div>'
        return f'<div style="position:relative;width:{width:g}pt;height:{height:g}pt">{inside}</div>'

    # --- VML ---

    def _vml(self, shape: etree._Element) -> list[Drawn]:
        kind = local(shape)
        style = read_style(shape.get("style", ""))
        if kind == "shapetype" or style.get("visibility") == "hidden":
            return []
        wrap = next((child.get("type", "none") for child in shape if local(child) == "wrap"), "none")
        anchor = vml_anchor(style, wrap)
        width, height = length(style.get("width", "0")), length(style.get("height", "0"))
        html = self._vml_html(shape, width, height)
        if not html:
            return []
        if kind == "line" and anchor is not None:
            start = lengths(shape.get("from", "0,0"))
            anchor = shifted(anchor, start[0], start[-1])
        turned = anchor.rotation if anchor else angle(style.get("rotation", "0"))
        return [Drawn(_turn(html, turned, width, height), width, height, anchor)]

    def _vml_html(self, shape: etree._Element, width: float, height: float) -> str:
        kind = local(shape)
        path, image = shape.find(f"{V}textpath"), shape.find(f"{V}imagedata")
        fill, line, weight, opacity = _vml_paint(shape)
        if kind == "group":
            return self._vml_group(shape, width, height)
        if path is not None and path.get("string"):
            return _vml_text(path, width, height, fill, opacity)
        if image is not None:
            found = self._picture(image.get(f"{R}id", ""))
            # Word's 冲蚀 lifts the blacks by what it takes from the contrast: the picture at `gain` over white.
            faded = {"opacity": f"{fraction(image.get('gain', ''), 0.3):g}"} if image.get("blacklevel") else {}
            return "" if found is None else _image(found, width, height, faded, {})
        if kind == "line":
            ends = [lengths(shape.get(end, "0,0")) for end in ("from", "to")]
            return _line(ends[1][0] - ends[0][0], ends[1][-1] - ends[0][-1], line or "000000", weight, upward=False)
        if kind not in ("rect", "roundrect", "oval", "shape"):
            return ""
        box = shape.find(f"{V}textbox")
        content = next(box.iter(f"{W}txbxContent"), None) if box is not None else None
        if kind == "shape" and content is None and not shape.get("type", "").endswith(("t202", "t1")):
            return ""  # a path of its own: what it looks like is in no attribute
        insets = [3.6, 7.2, 3.6, 7.2]
        if box is not None and box.get("inset"):
            given = lengths(box.get("inset", ""), -1)
            left, top, right, bottom = (
                given[index] if index < len(given) and given[index] >= 0 else (7.2, 3.6, 7.2, 3.6)[index]
                for index in range(4)
            )
            insets = [top, right, bottom, left]
        inside = self._write_blocks(content, max(width - insets[1] - insets[3], 1)) if content is not None else ""
        css = _box(width, height, fill, line, weight, {"oval": "ellipse", "roundrect": "roundRect"}.get(kind, "rect"))
        middle = read_style(shape.get("style", "")).get("v-text-anchor", "top")
        return _filled(css, inside, insets, middle if middle in ("middle", "bottom") else "top", grows=False)

    def _vml_group(self, group: etree._Element, width: float, height: float) -> str:
        origin = lengths(group.get("coordorigin", "0,0"))
        room = lengths(group.get("coordsize", "1000,1000"))
        if len(origin) < 2 or len(room) < 2 or not room[0] or not room[1]:
            return ""
        across, down = width / room[0], height / room[1]
        inside = ""
        for child in group:
            style = read_style(child.get("style", "")) if isinstance(child.tag, str) else {}
            wide, high = length(style.get("width", "0")) * across, length(style.get("height", "0")) * down
            html = self._vml_html(child, wide, high) if style and local(child) != "shapetype" else ""
            left, top = (
                (length(style.get("left", "0")) - origin[0]) * across,
                (length(style.get("top", "0")) - origin[1]) * down,
            )
            if html:
                inside += f'<div style="position:absolute;left:{left:g}pt;top:{top:g}pt">{html}</div>'
        return f'<div style="position:relative;width:{width:g}pt;height:{height:g}pt">{inside}</div>'


def _image(found: tuple[str, bytes], width: float, height: float, css: Css, cut: dict[str, float]) -> str:
    name, content = found
    kind = _TYPES.get(name.rsplit(".", 1)[-1].lower(), "")
    if not kind:
        return ""  # Windows metafiles: nothing that makes the PDF can read them
    source = f"data:image/{kind};base64,{base64.b64encode(without_metadata(content)).decode('ascii')}"
    if not any(cut.values()):
        css = {"width": f"{width:g}pt", "height": f"{height:g}pt", **css}
        return f'<img alt="" src="{source}" style="{declarations(css)}">'
    whole_width = width / max(1 - cut["l"] - cut["r"], 0.01)
    whole_height = height / max(1 - cut["t"] - cut["b"], 0.01)
    css = {
        "width": f"{whole_width:g}pt", "height": f"{whole_height:g}pt",
        "margin-left": f"{-cut['l'] * whole_width:g}pt", "margin-top": f"{-cut['t'] * whole_height:g}pt", **css,
    }  # fmt: skip
    return (
        f'<span style="display:inline-block;overflow:hidden;width:{width:g}pt;height:{height:g}pt">'
        f'<img alt="" src="{source}" style="{declarations(css)}"></span>'
    )


def _box(width: float, height: float, fill: str, line: str, weight: float, kind: str) -> Css:
    css = {"box-sizing": "border-box", "width": f"{width:g}pt", "height": f"{height:g}pt"}
    if fill:
        css["background"] = f"#{fill}"
    if line:
        css["border"] = f"{weight:g}pt solid #{line}"
    if kind in ("ellipse", "roundRect"):
        css["border-radius"] = "50%" if kind == "ellipse" else f"{min(width, height) / 6:g}pt"
    return css


def _filled(css: Css, inside: str, insets: list[float], middle: str, *, grows: bool) -> str:
    if grows:
        css["min-height"] = css.pop("height")
    if inside:
        css["padding"] = " ".join(f"{inset:g}pt" for inset in insets)
    if inside and middle != "top":
        css |= {
            "display": "flex",
            "flex-direction": "column",
            "justify-content": "center" if middle == "middle" else "flex-end",
        }
        inside = f"<div>{inside}</div>"
    return f'<div style="{declarations(css)}">{inside}</div>'


def _line(width: float, height: float, color: str, weight: float, upward: bool) -> str:
    wide, high = max(abs(width), weight), max(abs(height), weight)
    first, last = (abs(height), 0) if upward else (0, abs(height))
    half = weight / 2 if not height else 0
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide:g}pt" height="{high:g}pt" viewBox="0 0 {wide:g} {high:g}">'
        f'<line x1="0" y1="{first + half:g}" x2="{abs(width):g}" y2="{last + half:g}" stroke="#{color}" stroke-width="{weight:g}"/></svg>'
    )


def _flipped(properties: etree._Element | None) -> bool:
    shape = properties.find(f"{A}xfrm") if properties is not None else None
    return shape is not None and measures.on_off(shape.get("flipV", "0")) != measures.on_off(shape.get("flipH", "0"))


def _rotation(properties: etree._Element | None) -> float:
    """Degrees clockwise of a spPr's a:xfrm."""
    shape = properties.find(f"{A}xfrm") if properties is not None else None
    return (measures.angle(shape.get("rot")) or 0) / 60_000 if shape is not None else 0.0


def _rotated(html: str, properties: etree._Element | None, width: float, height: float) -> str:
    return _turn(html, _rotation(properties), width, height)


def _turn(html: str, degrees: float, width: float, height: float) -> str:
    if not degrees:
        return html
    return f'<div style="width:{width:g}pt;height:{height:g}pt;transform:rotate({degrees:g}deg)">{html}</div>'


def _vml_text(path: etree._Element, width: float, height: float, fill: str, opacity: float) -> str:
    style = read_style(path.get("style", ""))
    family = style.get("font-family", "").strip("\"'") or "宋体"
    return word_art(
        path.get("string", ""), width, height, color=fill or "C0C0C0", opacity=opacity, family=f"'{family}','黑体'",
        bold="bold" in style.get("font-weight", ""), italic="italic" in style.get("font-style", ""),
    )  # fmt: skip


def _vml_paint(shape: etree._Element) -> tuple[str, str, float, float]:
    """Fill and line colour ("" for none), line width in pt, opacity of the fill."""
    fill = "" if shape.get("filled") in ("f", "false") else color(shape.get("fillcolor", "white"))
    line = "" if shape.get("stroked") in ("f", "false") else color(shape.get("strokecolor", "black"))
    inner = shape.find(f"{V}fill")
    opacity = fraction(inner.get("opacity", "1") if inner is not None else "1", 1.0)
    return fill, line, length(shape.get("strokeweight", "0.75pt"), 0.75), opacity
