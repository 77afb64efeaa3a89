"""What drawing an SVG takes, told from the file: elements as often as they are used, outlines, dashes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from docgen.vector.faults import SvgError, split_name

ELEMENTS = 20_000  # drawn, those that are used again counted again; a text counts as TEXT
TEXT = 5
PATH = 250_000  # characters of one path, or of several whose squares come to as much: drawing takes the square of it
DASHES = 1_000_000
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_SELECTOR = re.compile(r"(?:^|(?<=[^\w.#-]))[.#]?[\w-]+$")
_NOT_DRAWN = frozenset({"style", "stop", "linearGradient", "radialGradient", "title", "desc", "metadata"})
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,3})?")
URL = re.compile(r"url\s*\(\s*(['\"]?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


class Cost:
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
            if split_name(str(element.tag))[1] == "style":
                self._read_rules(COMMENT.sub(" ", "".join(element.itertext())))
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
        name = split_name(str(element.tag))[1]
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
                size = TEXT if split_name(str(element.tag))[1] in ("text", "tspan", "textPath") else 1
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
        _space, name = split_name(str(key))
        text = str(value)
        if name == "href":
            yield text.strip().removeprefix("#")
        elif "(" in text:
            yield from _targets(text)


def _targets(text: str) -> Iterator[str]:
    for match in URL.finditer(text):
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
