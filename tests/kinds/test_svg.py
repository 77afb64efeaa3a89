"""SVG pictures: an allow-list of what they may hold, and bounds on what drawing them takes."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.errors import Location, Problem
from docgen.kinds.elements import Element
from docgen.kinds.pictures import PictureFinder
from docgen.vector import SvgError, read_svg

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 100 100"{}>'
PNG = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="


def svg(inside: str, attributes: str = "") -> bytes:
    return f"{HEAD.format(attributes)}{inside}</svg>".encode()


def doubling(levels: int) -> str:
    """Each group uses the one before it twice."""
    groups = "".join(f'<g id="a{n}"><use xlink:href="#a{n - 1}"/><use href="#a{n - 1}"/></g>' for n in range(1, levels))
    return f'<defs><g id="a0"><rect width="1" height="1"/></g>{groups}</defs><use href="#a{levels - 1}"/>'


def patterns(levels: int) -> str:
    """Each pattern is filled ten times with the one before it, by a style sheet."""
    rules = "".join(f".c{n}{{fill:url(#p{n})}}" for n in range(levels))
    made = "".join(
        f'<pattern id="p{n}">{f"""<rect class="c{n - 1}"/>""" * 10 if n else "<rect/>"}</pattern>'
        for n in range(levels)
    )
    return f'<style>{rules}</style>{made}<rect class="c{levels - 1}"/>'


REFUSED = {
    "a script": (svg("<script>alert(1)</script>"), "script"),
    "a handler": (svg('<rect onload="alert(1)"/>'), "onload"),
    "a handler of the picture": (svg("", ' onclick="x"'), "onclick"),
    "HTML": (svg('<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>'), "foreignObject"),
    "a script of HTML": (svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">x</h:script>'), "script"),
    "an animation": (svg('<rect><animate attributeName="x" to="5"/></rect>'), "animate"),
    "two pictures for two viewers": (
        svg("<switch><text>9500</text><g><rect/><text>1500</text></g></switch>"),
        "switch",
    ),
    "another picture on paper": (svg("<style>@media print{.a{display:none}}</style>"), "@"),
    "a set": (svg('<set attributeName="href" to="javascript:x"/>'), "set"),
    "a link": (svg('<a href="https://evil.example/"><rect/></a>'), "元素 a"),
    "another picture": (svg('<image xlink:href="other.png"/>'), "other.png"),
    "a picture in the network": (svg('<image href="https://evil.example/x.png"/>'), "evil.example"),
    "a picture that is an SVG": (svg('<image href="data:image/svg+xml;base64,PHN2Zy8+"/>'), "data:image/svg"),
    "a use of another file": (svg('<use href="other.svg#a"/>'), "other.svg"),
    "a fill from elsewhere": (svg('<rect fill="url(https://evil.example/x#a)"/>'), "evil.example"),
    "a style from elsewhere": (svg("<rect style=\"fill:url( '//evil.example/x' )\"/>"), "evil.example"),
    "an import": (svg("<style>@import 'https://evil.example/x.css';</style>"), "@import"),
    "a font face": (svg("<style>@font-face{font-family:x;src:url(x.ttf)}</style>"), "@import"),
    "an escaped url": (svg(r"<style>rect{fill:\75rl(https://evil.example/)}</style>"), "反斜线"),
    "an unfinished url": (svg("<style>rect{fill:url(https://evil.example/</style>"), "url()"),
    "an import in pieces": (svg("<style>@im/**/port 'x';</style>"), "@import"),
    "an entity": (b'<!DOCTYPE svg [<!ENTITY a "x">]>' + svg("<text>&a;</text>"), "DOCTYPE"),
    "an entity in UTF-16": (('<!DOCTYPE svg [<!ENTITY a "x">]>' + svg("").decode()).encode("utf-16"), "DOCTYPE"),
    "a style sheet of the file": (b'<?xml-stylesheet href="https://evil.example/x.css"?>' + svg(""), "xml-stylesheet"),
    "another base": (svg('<g xml:base="https://evil.example/"><use href="#a"/></g>'), "xml:base"),
    "an unknown attribute": (svg('<rect formaction="x"/>'), "formaction"),
    "doubling": (svg(doubling(40)), "一再引用"),
    "doubling by patterns": (svg(patterns(9)), "一再引用"),
    "a circle": (svg('<g id="a"><use href="#a"/></g>'), "引用自己"),
    "a circle of two": (svg('<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'), "引用自己"),
    "markers on every point": (
        svg(f'<marker id="m">{"<rect/>" * 50}</marker><path marker-mid="url(#m)" d="M0 0{"L1 1" * 1000}"/>'),
        "一再引用",
    ),
    "a long path": (svg(f'<path d="M0 0{"L1 1" * 200_000}"/>'), "太长的路径"),
    "many long paths": (svg(f'<path d="M0 0{"L1 1" * 40_000}"/>' * 4), "太长的路径"),
    "no area": (b'<svg xmlns="http://www.w3.org/2000/svg" width="5" height="5" viewBox="0 0 0 9"/>', "viewBox"),
    "no height": (b'<svg xmlns="http://www.w3.org/2000/svg" width="5" height="0" viewBox="0 0 9 9"/>', "height"),
    "a number that is none": (svg('<rect width="9j"/>'), "9j"),
    "a path of words": (svg('<path d="M0 0 nothing"/>'), "路径"),
    "deep groups": (svg("<g>" * 200 + "</g>" * 200), "层以上"),
    "minute dashes": (svg('<path stroke-dasharray="1e-9" d="M0 0L90 90"/>'), "虚线"),
    "too many elements": (svg("<rect/>" * 30_000), "画得太多"),
}


@pytest.mark.parametrize(("content", "what"), REFUSED.values(), ids=list(REFUSED))
def test_a_picture_with_more_than_shapes_and_texts_is_refused_by_name(content: bytes, what: str) -> None:
    began = time.process_time()
    with pytest.raises(SvgError) as caught:
        read_svg(content)
    assert what in caught.value.what
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "content",
    [b"", b"<svg", b"hello", b"<html/>", svg("<text>&nbsp;</text>"), svg("</g>"), b"\xff\xfe\x00", b"<svg xmlns='x'/>"],
)
def test_what_is_no_svg_is_no_picture(content: bytes) -> None:
    with pytest.raises(SvgError):
        read_svg(content)


@pytest.mark.parametrize(
    "content",
    [
        svg('<g id="a"><rect width="5" height="5" fill="url(#g)"/></g><use href="#a" x="9"/><use xlink:href="#a"/>'
            '<linearGradient id="g" xlink:href="#h"/><linearGradient id="h"><stop offset="0" stop-color="red"/></linearGradient>'),
        svg(f'<image href="{PNG}" width="5" height="5"/>'),
        svg("<style>@charset 'utf-8'; rect{fill:red} .c{clip-path:url(#k)} /* @x */</style><clipPath id='k'><rect/></clipPath><g class='c'><rect/></g>"),
        svg('<metadata><r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata><path d="M0 0L9 9" stroke-dasharray="2 1"/>'),
        svg('<text x="1" y="2" font-family="SimSun" style="fill:#333">数据<tspan dy="1em">中心</tspan></text>', ' content="&lt;mxfile url(&gt;"'),
        b'<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">' + svg("<rect/>"),
        svg('<g inkscape:label="x" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" data-name="x"><path d="m 0,0 5,5"/></g>'),
    ],
    ids=["uses", "a raster picture", "a style sheet", "metadata", "texts", "a DOCTYPE of the standard", "an editor's own"],
)  # fmt: skip
def test_a_picture_of_shapes_and_texts_is_taken(content: bytes) -> None:
    assert read_svg(content).get("viewBox") == "0 0 100 100"


def test_the_papers_own_pictures_are_taken() -> None:
    found = list((Path(__file__).parents[2] / "content").rglob("*.svg"))
    assert found
    for file in found:
        read_svg(file.read_bytes())


def test_a_refused_picture_is_a_problem_at_the_line_that_names_it(
    tmp_path: Path, element: Callable[[str], Element]
) -> None:
    (tmp_path / "x.svg").write_bytes(svg('<image href="other.png"/>'))
    problems: list[Problem] = []
    assert PictureFinder([tmp_path], [tmp_path], problems).find(element("x.svg")) is None
    assert [problem.code for problem in problems] == ["P106"]
    assert "x.svg" in problems[0].message
    assert "other.png" in problems[0].message


@pytest.fixture
def element() -> Callable[[str], Element]:
    def made(source: str) -> Element:
        return Element("img", {"src": source}, Location("body.html", 3))

    return made
