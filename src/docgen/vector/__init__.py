"""SVG pictures that anybody may have made (SVG 1.1, SVG 2): an allow-list of what they may hold, and bounds on what drawing takes.

A browser runs what stands in an SVG, Word and viewers fetch what it names, and a few hundred bytes draw a million things.
So a picture is taken only if all of it is known: elements, attributes, what `url()` and links lead to (the picture itself),
how often parts of it are used, how long its paths are. Nothing is repaired: what was approved is what is printed. What one
viewer shows and another does not (`switch`, `@media`) is not taken: Word and the PDF would show two things.
"""

from __future__ import annotations

import re

from lxml import etree

from docgen.vector.cost import COMMENT, URL, Cost
from docgen.vector.faults import SvgError as SvgError
from docgen.vector.faults import split_name

BYTES = 10_000_000  # of a picture's text
DEPTH = 60
_SVG = "http://www.w3.org/2000/svg"
_XLINK = "{http://www.w3.org/1999/xlink}"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_ELEMENTS = frozenset(
    [
        "svg",
        "g",
        "defs",
        "symbol",
        "use",
        "title",
        "desc",
        "metadata",
        "path",
        "rect",
        "circle",
        "ellipse",
        "line",
        "polyline",
        "polygon",
        "text",
        "tspan",
        "textPath",
        "linearGradient",
        "radialGradient",
        "stop",
        "clipPath",
        "mask",
        "pattern",
        "marker",
        "style",
        "image",
        "filter",
        "feOffset",
        "feBlend",
        "feFlood",
    ]
)
# What editors keep for themselves beside the picture; no program that shows it reads them.
_EDITORS = (
    "http://www.inkscape.org/", "http://sodipodi.sourceforge.net/", "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://purl.org/dc/", "http://creativecommons.org/ns#", "http://web.resource.org/cc/", "http://www.serif.com/",
    "http://schemas.microsoft.com/visio/", "http://www.bohemiancoding.com/sketch/", "http://ns.adobe.com/",
    "http://www.figma.com/figma/ns", "http://www.openswatchbook.org/",
)  # fmt: skip
_ATTRIBUTES = frozenset(
    [
        "id",
        "class",
        "style",
        "lang",
        "version",
        "baseProfile",
        "viewBox",
        "preserveAspectRatio",
        "width",
        "height",
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "fr",
        "dx",
        "dy",
        "d",
        "points",
        "pathLength",
        "transform",
        "gradientTransform",
        "patternTransform",
        "gradientUnits",
        "patternUnits",
        "patternContentUnits",
        "clipPathUnits",
        "maskUnits",
        "maskContentUnits",
        "markerUnits",
        "markerWidth",
        "markerHeight",
        "refX",
        "refY",
        "orient",
        "spreadMethod",
        "offset",
        "startOffset",
        "method",
        "spacing",
        "side",
        "rotate",
        "textLength",
        "lengthAdjust",
        "href",
        "type",
        "media",
        "zoomAndPan",
        "contentScriptType",
        "contentStyleType",
        "enable-background",
        "role",
        "tabindex",
        "focusable",
        "systemLanguage",
        "requiredFeatures",
        "requiredExtensions",
        "filterUnits",
        "primitiveUnits",
        "in",
        "in2",
        "result",
        "mode",
        "content",
        "fill",
        "fill-rule",
        "fill-opacity",
        "stroke",
        "stroke-width",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-opacity",
        "stop-color",
        "stop-opacity",
        "opacity",
        "color",
        "color-interpolation",
        "color-interpolation-filters",
        "color-rendering",
        "color-profile",
        "display",
        "visibility",
        "overflow",
        "clip",
        "clip-path",
        "clip-rule",
        "mask",
        "filter",
        "flood-color",
        "flood-opacity",
        "lighting-color",
        "marker",
        "marker-start",
        "marker-mid",
        "marker-end",
        "font",
        "font-family",
        "font-size",
        "font-size-adjust",
        "font-stretch",
        "font-style",
        "font-variant",
        "font-weight",
        "text-anchor",
        "text-decoration",
        "text-rendering",
        "text-align",
        "alignment-baseline",
        "baseline-shift",
        "dominant-baseline",
        "direction",
        "unicode-bidi",
        "writing-mode",
        "letter-spacing",
        "word-spacing",
        "kerning",
        "glyph-orientation-horizontal",
        "glyph-orientation-vertical",
        "image-rendering",
        "shape-rendering",
        "vector-effect",
        "paint-order",
        "pointer-events",
        "cursor",
        "isolation",
        "mix-blend-mode",
        "transform-origin",
        "transform-box",
        "line-height",
        "white-space",
    ]
)
_XLINKS = frozenset({"href", "title", "type", "role", "show", "actuate", "arcrole"})
_RASTER = re.compile(r"\s*data:image/(?:png|jpeg|jpg|gif);base64,[A-Za-z0-9+/=\s]*", re.IGNORECASE)
_STYLE_REFUSED = (
    ("\\", "带反斜线的样式"), ("@", "样式里的 @ 规则（@import 等）"), ("expression", "样式里的程序"),
    ("javascript", "样式里的程序"), ("behavior", "样式里的程序"), ("-moz-binding", "样式里的程序"), ("image(", "样式里的图片"),
    ("image-set", "样式里的图片"), ("src(", "样式里的图片"), ("<", "样式里的标签"),
)  # fmt: skip
_MEDIA = re.compile(r"@(?:charset|page)\b[^{;]*[{;]", re.IGNORECASE)  # editors write them, and they reach for nothing
_NUMBER_IN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?(?![\w.])|[-+]?(?:\d+\.?\d*|\.\d+)")
_ONE = r"[-+]?(?:\d{1,12}\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?(?:px|pt|pc|mm|cm|in|em|ex|rem|%)?"
_LENGTH = re.compile(rf"\s*{_ONE}\s*")
_LENGTHS = re.compile(rf"\s*(?:{_ONE}(?:\s*,\s*|\s+|$|(?=[-+])))*\s*|auto|inherit|none")
_PATH = re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE+\-.,\s]*")
_NUMERIC = frozenset(
    [
        "x",
        "y",
        "x1",
        "y1",
        "x2",
        "y2",
        "cx",
        "cy",
        "r",
        "rx",
        "ry",
        "fx",
        "fy",
        "fr",
        "dx",
        "dy",
        "points",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-miterlimit",
        "opacity",
        "fill-opacity",
        "stroke-opacity",
        "stop-opacity",
        "flood-opacity",
        "offset",
        "markerWidth",
        "markerHeight",
        "width",
        "height",
    ]
)
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)


def read_svg(content: bytes) -> etree._Element:
    """The picture's root element. Raises SvgError for anything that is not on the list, or takes too long to draw."""
    if len(content) > BYTES:
        raise SvgError(f"超过 {BYTES // 1_000_000} MB 的内容")
    if _DOCTYPE.search(content.replace(b"\0", b"")):
        raise SvgError("实体的声明（DOCTYPE）")
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SvgError from error
    if root.tag not in (f"{{{_SVG}}}svg", "svg"):
        raise SvgError
    for before in (*root.itersiblings(preceding=True), *root.itersiblings()):
        if before.tag is etree.ProcessingInstruction:
            raise SvgError(f"处理指令（{before.target}）")
    _check_elements(root)
    _check_size(root)
    Cost(root).check()
    return root


def _check_size(root: etree._Element) -> None:
    """A picture has an area, as far as it says so: programs divide by it."""
    for name in ("width", "height"):
        value = root.get(name)
        if value is not None and (not _LENGTH.fullmatch(value) or float(_NUMBER_IN.findall(value)[0]) <= 0):
            raise SvgError(f"不能用的尺寸 {name}={value[:20]}")
    for element in root.iter(etree.Element):
        box = element.get("viewBox")
        if box is None:
            continue
        numbers = [float(number) for number in _NUMBER_IN.findall(box)]
        if len(numbers) != 4 or not all(0 < number < 1e9 for number in numbers[2:]):
            raise SvgError(f"不能用的 viewBox {box[:40]}")


# --- what it holds ---


def _check_elements(root: etree._Element) -> None:
    depth = 0
    for event, element in etree.iterwalk(root, ("start", "end", "comment", "pi")):
        if event == "end":
            depth -= 1
        elif event == "pi":
            raise SvgError("处理指令")
        elif event == "start":
            depth += 1
            if depth > DEPTH:
                raise SvgError(f"套了 {DEPTH} 层以上的元素")
            _check_element(element)
    if next(root.iter(etree.Entity), None) is not None:
        raise SvgError("没有声明的实体")


def _check_element(element: etree._Element) -> None:
    space, name = split_name(str(element.tag))
    if space in ("", _SVG):
        if name not in _ELEMENTS:
            raise SvgError(f"元素 {name[:40]}")
    elif not space.startswith(_EDITORS):
        raise SvgError(f"别的格式的元素 {name[:40]}")
    for key, value in element.attrib.items():
        _check_attribute(name, str(key), str(value))
    if name == "style":
        _check_style("".join(element.itertext()))


def _check_attribute(element: str, key: str, value: str) -> None:
    space, name = split_name(key)
    if name.lower().startswith("on") and not space:
        raise SvgError(f"程序（{name[:40]}）")
    known = (
        name in _ATTRIBUTES or name.startswith(("data-", "aria-"))
        if not space
        else (f"{{{space}}}" == _XLINK and name in _XLINKS) or f"{{{space}}}" == _XML or space.startswith(_EDITORS)
    )
    if not known:
        raise SvgError(f"属性 {name[:40]}")
    if not space and name in _NUMERIC and not _LENGTHS.fullmatch(value):
        raise SvgError(f"写得不对的数 {name}={value[:20]}")
    if not space and name == "d" and not _PATH.fullmatch(value):
        raise SvgError("写得不对的路径")
    if name == "href" and not space.startswith(_EDITORS):
        _check_link(element, value)
    elif name == "base":
        raise SvgError("改变链接出处的 xml:base")
    elif name == "style":
        _check_style(value)
    elif name != "content" and not name.startswith(("data-", "aria-")):  # draw.io keeps its own file in `content`
        _check_urls(value)


def _check_link(element: str, value: str) -> None:
    if value.strip().startswith("#"):
        return
    if element == "image" and _RASTER.fullmatch(value):
        return
    raise SvgError(f"外部的链接 {value.strip()[:60]}")


def _check_style(text: str) -> None:
    plain = _MEDIA.sub("", COMMENT.sub(" ", text))
    lowered = plain.lower()
    for sign, what in _STYLE_REFUSED:
        if sign in lowered:
            raise SvgError(what)
    _check_urls(plain)


def _check_urls(value: str) -> None:
    found = [match[2] for match in URL.finditer(value)]
    if len(found) != len(re.findall(r"url\s*\(", value, re.IGNORECASE)):
        raise SvgError("写得不完整的 url()")
    for target in found:
        if not target.strip().startswith("#"):
            raise SvgError(f"外部的链接 {target.strip()[:60]}")
