"""SVG pictures that anybody may have made (SVG 1.1, SVG 2): an allow-list of what they may hold, and bounds on what drawing takes.

A browser runs what stands in an SVG, Word and viewers fetch what it names, and a few hundred bytes draw a million things.
So a picture is taken only if all of it is known: elements, attributes, what `url()` and links lead to (the picture itself),
how often parts of it are used, how long its paths are. Nothing is repaired: what was approved is what is printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

BYTES = 10_000_000  # of a picture's text
ELEMENTS = 20_000  # drawn, those that are used again counted again; a text counts as TEXT
TEXT = 5
DEPTH = 60
PATH = 250_000  # characters of one path, or of several whose squares come to as much: drawing takes the square of it
DASHES = 1_000_000

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
        "switch",
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
_URL = re.compile(r"url\s*\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_STYLE_REFUSED = (
    ("\\", "带反斜线的样式"), ("@", "样式里的 @ 规则（@import 等）"), ("expression", "样式里的程序"),
    ("javascript", "样式里的程序"), ("behavior", "样式里的程序"), ("-moz-binding", "样式里的程序"), ("image(", "样式里的图片"),
    ("image-set", "样式里的图片"), ("src(", "样式里的图片"), ("<", "样式里的标签"),
)  # fmt: skip
_MEDIA = re.compile(
    r"@(?:media|charset|page)\b[^{;]*[{;]", re.IGNORECASE
)  # editors write them, and they reach for nothing
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:^|(?<=[^\w.#-]))[.#]?[\w-]+$")
_NOT_DRAWN = frozenset({"style", "stop", "linearGradient", "radialGradient", "title", "desc", "metadata"})
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*\[|<!ENTITY", re.IGNORECASE)


class SvgError(Exception):
    """Why an SVG is not taken: `what` it holds, in the user's words; "" for what is no sound SVG at all."""

    def __init__(self, what: str = "") -> None:
        super().__init__(what)
        self.what = what


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
    _Cost(root).check()
    return root


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
    space, name = _split(str(element.tag))
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
    space, name = _split(key)
    if name.lower().startswith("on") and not space:
        raise SvgError(f"程序（{name[:40]}）")
    known = (
        name in _ATTRIBUTES or name.startswith(("data-", "aria-"))
        if not space
        else (f"{{{space}}}" == _XLINK and name in _XLINKS) or f"{{{space}}}" == _XML or space.startswith(_EDITORS)
    )
    if not known:
        raise SvgError(f"属性 {name[:40]}")
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
    plain = _MEDIA.sub("", _COMMENT.sub(" ", text))
    lowered = plain.lower()
    for sign, what in _STYLE_REFUSED:
        if sign in lowered:
            raise SvgError(what)
    _check_urls(plain)


def _check_urls(value: str) -> None:
    found = [match[2] for match in _URL.finditer(value)]
    if len(found) != len(re.findall(r"url\s*\(", value, re.IGNORECASE)):
        raise SvgError("写得不完整的 url()")
    for target in found:
        if not target.strip().startswith("#"):
            raise SvgError(f"外部的链接 {target.strip()[:60]}")


def _split(name: str) -> tuple[str, str]:
    space, _, local = name.rpartition("}")
    return space.removeprefix("{"), local


# --- what drawing it takes ---


class _Cost:
    """How many elements are drawn, counted as often as they are used, and how long their outlines are."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._named: dict[str, etree._Element] = {}
        self._rules: dict[
            str, list[str]
        ] = {}  # by class (.a), id (#a), element (a) or everything (*): what a style sheet refers to

    def check(self) -> None:
        """Raises SvgError where it is too much."""
        squares = 0
        for element in self._root.iter(etree.Element):
            identifier = element.get("id")
            if identifier is not None:
                self._named.setdefault(identifier, element)
            outline = element.get("d", "") + element.get("points", "")
            squares += len(outline) ** 2
            if squares > PATH**2:
                raise SvgError("太长的路径")
            if _split(str(element.tag))[1] == "style":
                self._read_rules(_COMMENT.sub(" ", "".join(element.itertext())))
            if _dashes(element, outline) > DASHES:
                raise SvgError("太密的虚线")
        self._measure()

    def _read_rules(self, text: str) -> None:
        for selectors, declarations in _RULE.findall(text):
            targets = list(_targets(declarations))
            for selector in selectors.split(",") if targets else ():
                found = _SELECTOR.search(selector.strip())
                self._rules.setdefault(found[0] if found else "*", []).extend(targets)

    def _used(self, element: etree._Element) -> list[etree._Element]:
        """What an element draws when it is drawn, beside its own parts, each as often as it refers to it."""
        name = _split(str(element.tag))[1]
        targets = list(_references(element))
        if self._rules and name not in _NOT_DRAWN:
            keys = ("*", name, f"#{element.get('id', '')}", *(f".{one}" for one in element.get("class", "").split()))
            targets += [target for key in keys for target in self._rules.get(key, ())]
        return [self._named[target] for target in targets if target in self._named]

    def _measure(self) -> None:
        """The size of each element by its parts and what it refers to, without recursion; a circle has no size."""
        sizes: dict[etree._Element, int] = {}
        open_: set[etree._Element] = set()  # those around the one that is looked at
        waiting = [(element, False) for element in (self._root, *self._named.values())]
        while waiting:
            element, ready = waiting.pop()
            if element in sizes:
                continue
            parts = [child for child in element if isinstance(child.tag, str)]
            used = self._used(element)
            if ready:
                open_.discard(element)
                times = _vertices(element)
                size = TEXT if _split(str(element.tag))[1] in ("text", "tspan", "textPath") else 1
                size += sum(sizes[item] for item in parts) + times * sum(sizes[item] for item in used)
                if size > ELEMENTS:
                    raise SvgError("画得太多的元素（一再引用）")
                sizes[element] = size
                continue
            open_.add(element)
            waiting.append((element, True))
            for item in (*parts, *used):
                if item in open_:
                    raise SvgError("引用自己的元素")
                if item not in sizes:
                    waiting.append((item, False))


def _references(element: etree._Element) -> Iterator[str]:
    """The ids that an element draws when it is drawn, each as often as it names it."""
    for key, value in element.attrib.items():
        _space, name = _split(str(key))
        text = str(value)
        if name == "href":
            yield text.strip().removeprefix("#")
        elif "(" in text:
            yield from _targets(text)


def _targets(text: str) -> Iterator[str]:
    for match in _URL.finditer(text):
        yield match[2].strip().removeprefix("#")


def _vertices(element: etree._Element) -> int:
    """How often markers come: at every point of a path."""
    if not any("marker" in str(key) or "marker" in str(value) for key, value in element.attrib.items()):
        return 1
    return 1 + len(_NUMBER.findall(element.get("d", "") + element.get("points", ""))) // 2


def _dashes(element: etree._Element, outline: str) -> float:
    """At most so many dashes does a path's line fall into."""
    pattern = element.get("stroke-dasharray", "")
    inside = re.search(r"stroke-dasharray\s*:\s*([^;]*)", element.get("style", ""))
    lengths = [abs(float(number)) for number in _NUMBER.findall(inside[1] if inside else pattern)]
    if not sum(lengths):
        return 0
    numbers = [min(abs(float(number)), 1e12) for number in _NUMBER.findall(outline)]
    numbers += [
        min(abs(float(number)), 1e12)
        for name in ("x1", "x2", "y1", "y2", "r", "rx", "ry", "width", "height")
        for number in _NUMBER.findall(element.get(name, ""))[:1]
    ]
    return 7 * sum(numbers) / sum(lengths)
