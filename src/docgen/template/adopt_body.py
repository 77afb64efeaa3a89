"""The sample text of a company's template gives way to the two slots; cover, contents page and page set-up stay.

The section in which most of the sample text stands becomes the body's: its margins, columns, page numbers, headers and
footers. Headers and footers that it inherits are written out, so that it keeps them whatever comes before it
(ECMA-376 §17.10.1).
"""

from __future__ import annotations

import copy
from dataclasses import dataclass, field

from lxml import etree

from docgen.ooxml.elements.sections import SectionProperties
from docgen.ooxml.names import MAIN, W
from docgen.ooxml.sections import column_width, columns_of, page_set_up
from docgen.template.paragraph_text import replace_span, text_of
from docgen.template.template_layout import TemplateLayout, is_page_break

_PAIRS = (
    ("bookmarkStart", "bookmarkEnd"), ("commentRangeStart", "commentRangeEnd"), ("permStart", "permEnd"),
    ("moveFromRangeStart", "moveFromRangeEnd"), ("moveToRangeStart", "moveToRangeEnd"),
)  # fmt: skip
_REFERENCES = (f"{W}headerReference", f"{W}footerReference")


@dataclass(slots=True)
class BodyResult:
    """What was done, in words; `dropped` are sections of the sample that are no longer there."""

    steps: list[str] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)


def body_section(root: etree._Element, layout: TemplateLayout) -> etree._Element:
    """The w:sectPr of the section that holds most of the sample text, complete: a copy."""
    sections = _sections(root, layout)
    chosen = _main_section(sections, _sections(root, layout, running=True))
    properties = copy.deepcopy(chosen[0])
    inherited: dict[tuple[str, str], etree._Element] = {}
    for section, _count in sections[: sections.index(chosen) + 1]:
        for reference in section:
            if reference.tag in _REFERENCES:
                inherited[(reference.tag, reference.get(f"{W}type", "default"))] = reference
    own = {(item.tag, item.get(f"{W}type", "default")) for item in properties if item.tag in _REFERENCES}
    missing = [reference for key, reference in inherited.items() if key not in own]
    for reference in reversed(missing):
        properties.insert(0, copy.deepcopy(reference))
    return properties


def _main_section(
    sections: list[tuple[etree._Element, int]], running: list[tuple[etree._Element, int]]
) -> tuple[etree._Element, int]:
    """The section of the body: of those that hold running text, the portrait ones come first; tables of an appendix weigh nothing.

    A landscape appendix is full of tables, and has more characters than a short sample of the text.
    """
    if not any(count for _section, count in sections):
        return sections[-1]
    total = sum(count for _section, count in running)
    upright = [
        index
        for index, (section, count) in enumerate(running)
        if count * 10 >= total > 0 and not _is_landscape(section)
    ]
    among = upright or ([index for index, item in enumerate(running) if item[1]] if total else range(len(sections)))
    weigh = running if total else sections
    return sections[max(among, key=lambda index: weigh[index][1])]


def _is_landscape(section: etree._Element) -> bool:
    page = page_set_up(SectionProperties(section))
    return page.width > page.height


def text_width(section: etree._Element) -> int:
    """Width of a text column in twips."""
    return column_width(SectionProperties(section))


def place_body(
    root: etree._Element, layout: TemplateLayout, body_style: str, plain_style: str, title_style: str
) -> BodyResult:
    """Put {{p body }} and {{p toc }} into word/document.xml, in place."""
    result = BodyResult()
    body = root.find(f"{W}body")
    assert body is not None
    section = body_section(root, layout)
    _note_dropped(root, layout, section, result)
    front, after = _front(layout, plain_style, title_style, result)
    sample = layout.sample
    counts = sum(child.tag == f"{W}p" for child in sample), sum(child.tag == f"{W}tbl" for child in sample)
    for child in list(body):
        body.remove(child)
    body.extend([*front, *after, _paragraph("{{p body }}", body_style), section])
    _remove_halves(body)
    fact = "样例内容（{paragraphs} 段、{tables} 个表格）换成正文的位置 {{{{p body }}}}"
    result.steps.append(
        fact.format(paragraphs=counts[0], tables=counts[1]) if sample else "在末尾加上正文的位置 {{p body }}"
    )
    return result


def _front(
    layout: TemplateLayout, plain: str, title: str, result: BodyResult
) -> tuple[list[etree._Element], list[etree._Element]]:
    """Everything before the body: what stands before the contents, and the contents with what follows them."""
    children = layout.children
    if layout.contents is None:
        result.steps.append("模板里没有目录，正文之前加了目录页（文种不要目录时不出现）")
        wrapped = [_paragraph("目　录", title), _paragraph("{{p toc }}", plain), _page_break()]
        return children[: layout.body], _only_with_contents(wrapped)
    start, end = layout.contents
    result.steps.append("手打的目录换成 {{p toc }}" if layout.typed_contents else "原有的目录域换成 {{p toc }}")
    first = start if layout.contents_title is None else layout.contents_title
    slot = [*children[first:start], *_kept_title(children[start]), _paragraph("{{p toc }}", plain)]
    trail = children[end : layout.body]
    if layout.typed_contents:
        trail = [child for child in trail if child.tag == f"{W}p"]
    kinds = {layout.breaks.get(end + index, "") for index in range(len(trail))}
    lead = first - 1 if first > 0 and is_page_break(children[first - 1]) else None
    opened = first == 0 or layout.breaks.get(first - 1) == "section"
    if "section" in kinds and not opened and lead is not None:
        # The cover shares the section with the contents: without contents the page break before them must go too.
        return children[:lead], [*_only_with_contents([children[lead], *slot]), *trail]
    if "section" in kinds and not opened:
        return children[:first], [*_only_with_contents(slot), *trail]
    return children[:first], _only_with_contents([*slot, *trail])


def _only_with_contents(children: list[etree._Element]) -> list[etree._Element]:
    return [_paragraph("{%p if has_toc %}"), *children, _paragraph("{%p endif %}")]


def _kept_title(contents: etree._Element) -> list[etree._Element]:
    """The title 目录 inside Word's own contents control."""
    content = contents.find(f"{W}sdtContent") if contents.tag == f"{W}sdt" else None
    first = content.find(f"{W}p") if content is not None else None
    if first is None or first.find(f".//{W}fldChar") is not None or not text_of(first).strip():
        return []
    return [first]


def _sections(
    root: etree._Element, layout: TemplateLayout, *, running: bool = False
) -> list[tuple[etree._Element, int]]:
    """Each w:sectPr in order, with the characters of sample text in its section; `running`: outside tables."""
    found: list[tuple[etree._Element, int]] = []
    count = 0
    for index, child in enumerate(layout.children):
        if index >= layout.body:
            count += 0 if running and child.tag == f"{W}tbl" else len("".join(child.itertext(f"{W}t")))
        properties = next(child.iter(f"{W}sectPr"), None)
        if properties is not None:
            found.append((properties, count))
            count = 0
    last = root.find(f"{W}body/{W}sectPr")
    if last is None:
        last = etree.Element(f"{W}sectPr", nsmap={"w": MAIN})
    return [*found, (last, count)]


def _note_dropped(root: etree._Element, layout: TemplateLayout, kept: etree._Element, result: BodyResult) -> None:
    for section, count in _sections(root, layout):
        if not count or _shape(section) == _shape(kept):
            continue
        result.dropped.append(_shape(section))


def _shape(section: etree._Element) -> str:
    """A section in words: 横向 A4，两栏."""
    page, columns = page_set_up(SectionProperties(section)), columns_of(SectionProperties(section))
    return f"{'横向' if page.width > page.height else '纵向'}、{columns.count} 栏"


def _remove_halves(body: etree._Element) -> None:
    """Take out range marks whose other half went with the sample text."""
    for names in _PAIRS:
        found = [{item.get(f"{W}id"): item for item in body.iter(f"{W}{name}")} for name in names]
        for identifier in found[0].keys() ^ found[1].keys():
            mark = found[0].get(identifier)
            mark = found[1][identifier] if mark is None else mark
            parent = mark.getparent()
            if parent is not None:
                parent.remove(mark)


def _paragraph(text: str, style: str = "") -> etree._Element:
    paragraph = etree.Element(f"{W}p", nsmap={"w": MAIN})
    if style:
        etree.SubElement(etree.SubElement(paragraph, f"{W}pPr"), f"{W}pStyle").set(f"{W}val", style)
    replace_span(paragraph, 0, 0, text)
    return paragraph


def _page_break() -> etree._Element:
    paragraph = etree.Element(f"{W}p", nsmap={"w": MAIN})
    etree.SubElement(etree.SubElement(paragraph, f"{W}r"), f"{W}br").set(f"{W}type", "page")
    return paragraph
