"""The patches of pdf/patches: each by itself, all together, and what is said where a library is not the one they know."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pydyf
import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st
from weasyprint.formatting_structure.boxes import BlockBox, Box, LineBox, MarginBox, TextBox
from weasyprint.text import line_break
from weasyprint.text.fonts import FontConfiguration

from docgen.app import build
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from docgen.fonts.font_set import FontSet
from docgen.pdf import html, patches
from docgen.pdf.patches import assembly, declaration, drawing, margins, parsed_page, resuming, text_lines, text_spacing
from docgen.pdf.patches.declaration import Patch
from docgen.pdf.patches.file_writing import to_bytes
from docgen.pdf.patches.parsed_page import ParsedPage
from docgen.pdf.patches.setting import Setting

ROOT = Path(__file__).parents[2]
PATCHES = [one for one in patches.declared() if isinstance(one, Patch)]
SENTENCE = "互联网专线以光纤直达用户机房，经城域骨干的两个汇聚节点接入互联网，双路由经不同管道到达。"


@pytest.fixture(autouse=True)
def _installed() -> None:
    patches.install()


def render(body: str, configuration: Any = None, css: str = "") -> Any:
    html = (
        f'<html lang="zh-CN"><style>@page{{size:300px 400px;margin:30px}}*{{margin:0}}p,td{{font:20px "宋体"}}{css}</style>'
        f"<body>{body}</body></html>"
    )
    return weasyprint.HTML(string=html).render(font_config=configuration or Setting())


def boxes(document: Any, kind: type) -> list[Any]:
    return [box for page in document.pages for box in page._page_box.descendants() if isinstance(box, kind)]


def content(document: Any) -> bytes:
    """The content stream of the first page."""
    streams: list[Any] = []
    document.write_pdf(finisher=lambda _document, pdf: streams.extend(pdf.objects))
    stream = next(item for item in streams if isinstance(item, pydyf.Stream))
    return b"\n".join(to_bytes(item) for item in stream.stream)


# --- each by itself -------------------------------------------------------


def spaces_between_chinese_and_latin(configuration: Any) -> bool:
    (box,) = boxes(render("<p>专线A级</p>", configuration), TextBox)
    return round(box.width - box.style["font_size"] * 3) > round(20 * 0.72)


def hanging_marks(configuration: Any) -> bool:
    (box,) = boxes(render('<p style="text-align:justify">专线专线专线</p>', configuration), TextBox)
    _layout, _length, resume, *_rest = line_break.split_first_line(
        "专" * 10 + "，" + "线" * 20, box.style, None, 200, 0
    )
    return bool(resume == 33)


def justified_chinese(configuration: Any) -> bool:
    document = render(f'<p style="text-align:justify;width:233px">{SENTENCE[:13] * 3}</p>', configuration)
    first = next(box for box in boxes(document, LineBox))
    return bool(
        abs(sum(child.width for child in first.children) - 233) < 3
    )  # the last place is stretched too, outside the measure


def unbroken_numbers(configuration: Any) -> bool:
    cell = '<p style="width:125px;overflow-wrap:anywhere"><span>合计 <b>1234567.89</b></span></p>'
    return any(box.text == "1234567.89" for box in boxes(render(cell, configuration), TextBox))


def outlined_bold(configuration: Any) -> bool:
    return b"2 Tr" in content(render('<p style="font-family:仿宋"><b>津贴</b></p>', configuration))


def margin_boxes_held(configuration: Any) -> bool:
    css = "@page{@bottom-center{content:counter(page)}}"
    if not isinstance(configuration, Setting):
        return boxes(render("<p>页</p>", configuration, css), MarginBox) == []
    with margins.margins_held(configuration) as frames:
        document = render("<p>页</p>", configuration, css)
    return boxes(document, MarginBox) == [] and margin_text(frames[0], 7) == ["7"]


def margin_text(frame: Any, number: int) -> list[str]:
    return [box.text for one in frame.boxes(number, 9) for box in one.descendants() if isinstance(box, TextBox)]


def written_from_records(document: Any, frames: list[Any], setting: Setting) -> bytes:
    """The file of a document whose margin boxes were held back, from records of its pages."""
    held, total = margins.Margins(), len(frames)
    sheets = []
    for number, (page, frame) in enumerate(zip(document.pages, frames, strict=True), 1):
        key = held.learn("", frame, number, total)
        names = list(page.anchors)
        page.anchors = {f"x{place}": target for place, target in enumerate(page.anchors.values())}
        record = drawing.record(page, setting, {}, (), key)
        sheets.append(assembly.Sheet(record, held.record(key, number, total), number, total, names, {}, setting.fonts))
    return assembly.document(sheets, document.metadata, None, setting).write_pdf(pdf_tags=True)


def structure_copied(configuration: Any) -> bool:
    if not isinstance(configuration, Setting):
        return False
    body, css = "<h1>题</h1><p>文 <a href='https://example.com/'>链接</a></p>", "@page{@top-right{content:'页眉'}}"
    expected = render(body, configuration, css).write_pdf(pdf_tags=True)
    with margins.margins_held(configuration) as frames:
        document = render(body, configuration, css)
    return written_from_records(document, frames, configuration) == expected


def pages_from_the_middle(configuration: Any) -> bool:
    if not isinstance(configuration, Setting):
        return False
    body = "".join(f"<p>{number} {SENTENCE}</p>" for number in range(20))
    whole = configuration.course = resuming.Course()
    pages = render(body, configuration).pages
    configuration.course = resuming.Course(whole.starts[2], lambda start: start.path == whole.starts[4].path)
    again = render(body, configuration).pages
    seen = [[box.text for box in boxes(Pages(some), TextBox)] for some in (pages[2:4], again)]
    return len(pages) > 5 and configuration.course.ended and seen[0] == seen[1]


class Pages(list[Any]):
    """Some pages of a document."""

    @property
    def pages(self) -> list[Any]:
        return self


def leader_as_one_text(configuration: Any) -> bool:
    document = render("<p>题</p>", configuration, 'p::after{content:leader(".") "9"}')
    return any(box.text == "." * len(box.text) and len(box.text) > 20 for box in boxes(document, TextBox))


def styles_shared(configuration: Any) -> bool:
    document = render('<p style="color:red">一</p><p style="color:red">二</p>', configuration)
    first, second = (box for box in boxes(document, BlockBox) if box.element_tag == "p")
    return first.style is second.style


OWN: dict[str, Callable[[Any], bool]] = {
    "weasyprint.text.line_break:Layout.set_text": spaces_between_chinese_and_latin,
    "weasyprint.text.line_break:split_first_line": hanging_marks,
    "weasyprint.layout.inline:justify_line": justified_chinese,
    "weasyprint.layout.inline:split_inline_level": unbroken_numbers,
    "weasyprint.draw.text:draw_first_line": outlined_bold,
    "weasyprint.layout:make_margin_boxes": margin_boxes_held,
    "weasyprint.layout:make_all_pages": pages_from_the_middle,
    "weasyprint.pdf.tags:_build_box_tree": structure_copied,
    "weasyprint.layout.inline:handle_leader": leader_as_one_text,
    "weasyprint.css:StyleFor.set_computed_styles": styles_shared,
}


@pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.target)
def test_each_patch_does_what_it_is_for(patch: Patch) -> None:
    assert OWN[patch.target](Setting())


@pytest.mark.parametrize(
    "patch", [one for one in PATCHES if one.versions is declaration.WEASYPRINT], ids=lambda patch: patch.target
)
def test_a_document_that_is_not_ours_comes_out_as_without_the_patch(patch: Patch) -> None:
    assert not OWN[patch.target](FontConfiguration())


def test_no_patch_is_without_a_test_of_its_own() -> None:
    assert set(OWN) == {patch.target for patch in PATCHES}


# --- speed changes nothing ------------------------------------------------

ENGLISH = """<style>@page{size:400px 300px;margin:10%;@bottom-center{content:counter(page);width:50%}} @page:first{margin:40px}
td{border:1px solid;padding:1% 2px;width:30%} .w{width:50%;box-sizing:border-box;padding:5px;margin:auto;min-height:20%}
div{height:80px;max-width:90%} p::after{content:leader("-") attr(id)} li{list-style:disc inside} em::before{content:"("}
table{border-collapse:collapse}</style><p id="a" style="margin-left:3em">One</p><p id="b" style="margin-left:3em">Two</p>
<div style="padding:1em"><div class="w" style="padding:1em">Three <em>four</em></div></div><ul><li>Five<li>Six</ul>
<table><tr><td style="padding:8px">1<td>2<tr><td style="padding:8px">3<td>4</table><table style="border-collapse:separate">
<tr><td>5<td style="border:3px solid">6</table>"""


def test_every_box_is_where_it_is_without_the_patches() -> None:
    """Text without Chinese, set flush left, is text that the patches of looks leave alone."""
    found = []
    for configuration in (Setting(), FontConfiguration()):
        document = weasyprint.HTML(string=ENGLISH).render(font_config=configuration)
        shown = [(*vars(box).items(),) for box in boxes(document, Box) if not box.is_leader and not in_leader(box)]
        found.append([[(name, value) for name, value in one if isinstance(value, int | float | str)] for one in shown])
    assert len(found[0]) > 60
    assert found[0] == found[1]


def in_leader(box: Any) -> bool:
    return isinstance(box, TextBox) and set(box.text) == {"-"}


def test_the_signs_of_a_leader_stand_where_they_stood() -> None:
    rows = []
    for configuration in (Setting(), FontConfiguration()):
        document = weasyprint.HTML(string=ENGLISH).render(font_config=configuration)
        rows.append([box for box in boxes(document, TextBox) if in_leader(box)])
    joined, signs = rows
    assert len(joined) == 2
    assert sum(len(box.text) for box in joined) == len(signs)
    first = signs[: len(joined[0].text)]
    assert joined[0].position_x == first[-1].position_x
    assert joined[0].position_x + joined[0].width == pytest.approx(first[0].position_x + first[0].width)
    assert joined[0].position_y + joined[0].baseline == first[0].position_y + first[0].baseline


def listing(element: Any) -> list[Any]:
    return [element.tag, dict(element.attrib), element.text, element.tail, *map(listing, element)]


BODIES = {
    "rows without a group": "<table><colgroup><col><col></colgroup><tr><td>1</td></tr><tr><td>2</td></tr></table>",
    "elements without an end": 'a<br>b<img src="data:," alt="x &gt; &quot;y&quot;"><hr>c &amp; &lt;br&gt;',
    "rows in groups": "<table><thead><tr><th>1</th></tr></thead><tbody><tr><td>2</td></tr></tbody></table>\n",
    "a paragraph that a block ends": "<p>a<div>b</div></p>",
    "an element left open": "<p>a<p>b",
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES)
@pytest.mark.parametrize("style", ["", "<style>p>a{content:'&lt;'}</style>"], ids=["", "style"])
def test_a_page_is_read_as_the_rules_of_html_read_it(body: str, style: str) -> None:
    text = (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8">{style}</head>\n<body>{body}</body></html>\n'
    )
    page = ParsedPage(text, None)
    assert listing(page.etree_element) == listing(weasyprint.HTML(string=text).etree_element)


def test_the_pages_of_the_samples_are_read_by_the_quick_parser_and_alike(own: Workspace) -> None:
    for name in ("bids/park-network", "jobs/chain-channel-manager", "handbooks/position-handbook"):
        document, kind = build.resolved(own, own.content / f"{name}.yaml", [])
        assert document is not None
        assert kind is not None
        filled = build._fill(own, own.templates / "word" / kind.template, document, [])
        assert filled is not None
        text = html.write(document, filled)
        assert parsed_page._tree(text) is not None
        assert listing(ParsedPage(text, None).etree_element) == listing(weasyprint.HTML(string=text).etree_element)


# --- lines found by sums --------------------------------------------------

WORDS = (
    "专线",
    "接入（带宽",
    "500 Mbit/s",
    "，",
    "。",
    "“双路由”",
    "A",
    "第3",
    "MPLS VPN，",
    " ",
    "——",
    "3.5%",
    "、",
    "；",
    "http://a.b/c",
    "x",
    "\u3000",
    "及",
    "￥1,200.00",
)


LATIN = FontSet().latin_faces('"L Times New Roman"')[0]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    pieces=st.lists(st.sampled_from(WORDS), min_size=1, max_size=40),
    width=st.one_of(st.none(), st.floats(30, 600)),
    align=st.sampled_from(("justify", "left")),
    wrap=st.sampled_from(("normal", "anywhere")),
)
def test_a_line_found_by_sums_is_the_line_that_pango_finds(
    pieces: list[str], width: float | None, align: str, wrap: str
) -> None:
    text = re.sub(" +", " ", "".join(pieces)).strip() or "空"
    css = (
        LATIN + f'p{{font-family:"L Times New Roman","宋体";font-kerning:none;text-align:{align};overflow-wrap:{wrap}}}'
    )
    (box,) = boxes(render("<p>字</p>", Setting(), css), TextBox)
    while text:
        found = line_break.split_first_line(text, box.style, None, width, 0)
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(text_spacing, "first_line", lambda *_arguments, **_named: None)
            expected = line_break.split_first_line(text, box.style, None, width, 0)
        assert (found[0].text, *found[1:3]) == (expected[0].text, *expected[1:3])
        if re.search("[\u4e00-\u9fffA-Za-z]", found[0].text):
            # A letter whose gap falls away at the beginning of a line was shaped apart from the next one.
            assert found[3:5] == pytest.approx(expected[3:5], abs=0.02 * 20)
        text = text.encode()[found[2] :].decode() if found[2] else ""


def test_a_usual_line_is_found_and_drawn_without_shaping_it_again() -> None:
    document = render(f'<p style="text-align:justify;font-kerning:none">{SENTENCE}</p>', Setting())
    lines = [box.pango_layout for box in boxes(document, TextBox)]
    assert len(lines) > 2
    assert all(isinstance(line, text_lines.Line) for line in lines)
    assert len({id(line.shaped) for line in lines}) == 1
    shown = content(document)
    for box in boxes(document, TextBox):
        layout = box.pango_layout.layout_of(box.style)
        layout.deactivate()
        box.pango_layout = layout
    assert content(document) == shown


# --- all together ---------------------------------------------------------


def test_all_patches_together_print_pages_that_need_each_of_them_and_write_them_from_records() -> None:
    body = (
        f'<h1>一、<b>Total 3 项</b></h1><p style="text-align:justify;width:233px"><b style="font-family:仿宋">{SENTENCE}A1'
        '</b></p><p style="width:100px;overflow-wrap:anywhere"><span>合计 <b>1234567.89</b></span></p>'
    )
    css = "@page{@bottom-center{content:counter(page) '/' counter(pages)}}"
    expected = render(body * 3, Setting(), css)
    assert len(expected.pages) > 1
    assert b"2 Tr" in content(expected)
    setting = Setting()
    with margins.margins_held(setting) as frames:
        document = render(body * 3, setting, css)
    assert written_from_records(document, frames, setting) == expected.write_pdf(pdf_tags=True)


def test_every_patch_stands_at_its_place_once() -> None:
    patches.install()
    for patch in PATCHES:
        owner, name = declaration.place(patch.target)
        assert declaration.marks(owner.__dict__[name]).count(patch.target) == 1
        for module in patch.also:
            assert getattr(sys.modules[module], name) is owner.__dict__[name]


# --- another library than the one they know -------------------------------


def fresh(monkeypatch: pytest.MonkeyPatch, target: str, other: Any) -> None:
    """Something else stands at a target, as if another release were installed."""
    owner, name = declaration.place(target)
    monkeypatch.setattr(owner, name, other)


def refusal() -> str:
    with pytest.raises(DocgenError) as caught:
        patches.install()
    (problem,) = caught.value.problems
    assert problem.code == "L110"
    assert "pip install 'weasyprint>=70.0,<70.1' 'pydyf>=0.13.0,<0.14'" in problem.hint
    return problem.message


def test_a_function_with_other_parameters_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh(monkeypatch, "weasyprint.layout.inline:justify_line", lambda context, line: None)
    assert "weasyprint.layout.inline:justify_line（参数变了）" in refusal()


def test_a_function_with_another_body_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh(monkeypatch, "weasyprint.layout.inline:justify_line", lambda context, line, extra_width: None)
    assert "weasyprint.layout.inline:justify_line（内容变了）" in refusal()


def test_a_function_that_has_gone_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    import weasyprint.layout.inline as inline

    monkeypatch.delattr(inline, "justify_line")
    assert "weasyprint.layout.inline:justify_line（已不存在）" in refusal()


def test_a_version_that_was_never_tried_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    fresh(monkeypatch, "weasyprint.layout.inline:justify_line", lambda context, line, extra_width: None)
    monkeypatch.setattr(declaration, "version", lambda name: "71.0")
    assert "weasyprint 71.0" in refusal()
    assert "pydyf 71.0" in refusal()


def test_the_libraries_are_capped_to_the_versions_that_the_checks_know() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for known in (declaration.WEASYPRINT, declaration.PYDYF):
        assert known.requirement in project["dependencies"]


def test_the_page_about_patches_is_current() -> None:
    sys.path.insert(0, str(ROOT / "tools"))
    try:
        import list_patches
    finally:
        sys.path.remove(str(ROOT / "tools"))
    assert list_patches.PAGE.read_text(encoding="utf-8") == list_patches.page(patches.declared())


def test_no_other_room_touches_private_names_of_the_pdf_libraries() -> None:
    private = re.compile(r"\b(?:weasyprint|pydyf)(?:\.\w+)*\._[a-z]|_page_box\b")
    room = ROOT / "src" / "docgen" / "pdf" / "patches"
    strays = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / "src").rglob("*.py")
        if room not in path.parents and private.search(path.read_text(encoding="utf-8"))
    ]
    assert strays == []
