"""How a company's template is laid out: what is cover, what contents, where its sample text begins.

Everything is said of the children of w:body by their index. A template without docgen's tags says nothing outright,
so the order of the clues is: the table of contents (a TOC field, a content control, or typed by hand with leaders),
section and page breaks, the first heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import etree

from docgen.ooxml.elements.paragraphs import Paragraph, ParagraphProperties
from docgen.ooxml.fields import depth_change, read_fields
from docgen.ooxml.names import W
from docgen.ooxml.properties import font_size, read
from docgen.ooxml.styles import Styles
from docgen.template.paragraph_text import is_blank, text_of
from docgen.template.style_names import heading_level, is_contents

CONTENTS_TITLE = re.compile(r"\s*(目\s*[录次]|contents|table of contents)\s*", re.I)
_LEADER_LINE = re.compile(r".*\S\s*(\t|…{2,}|\.{4,}|·{4,}|．{3,})\s*[0-9ivxIVX]{1,4}\s*")
_TYPED_NUMBER = re.compile(
    r"\s*(第[一二三四五六七八九十百\d]+[章节条]|[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+(\.\d+)*[.、\s])"
)
_LONG = 60  # characters: a paragraph that long is text, not a cover
_BIG = 22  # pt: a centred heading that big before the first break is the cover's title


@dataclass(slots=True)
class TemplateLayout:
    """`front` children stand before everything; `contents` is the range of the table of contents with its title.

    The body's sample text begins at `body` and goes to the end. `breaks` tells "section" or "page" by index;
    `guessed` is True where nothing showed the place of the body.
    """

    children: list[etree._Element]
    cover: int
    body: int
    contents: tuple[int, int] | None = None
    contents_title: int | None = None
    typed_contents: bool = False
    breaks: dict[int, str] = field(default_factory=dict)
    guessed: bool = False

    @property
    def sample(self) -> list[etree._Element]:
        """The children that the body takes the place of."""
        return self.children[self.body :]

    def insert(self, index: int, child: etree._Element) -> None:
        """Put a child before the one at `index` of the cover: everything after it moves on by one."""

        def moved(place: int) -> int:
            return place + (place >= index)

        self.children.insert(index, child)
        self.cover, self.body = moved(self.cover), moved(self.body)
        self.contents = None if self.contents is None else (moved(self.contents[0]), moved(self.contents[1]))
        self.contents_title = None if self.contents_title is None else moved(self.contents_title)
        self.breaks = {moved(place): kind for place, kind in self.breaks.items()}


def read_layout(root: etree._Element, styles: Styles) -> TemplateLayout:
    """The layout of word/document.xml; nothing is changed."""
    body = root.find(f"{W}body")
    assert body is not None
    children = [child for child in body if isinstance(child.tag, str) and child.tag != f"{W}sectPr"]
    breaks = {index: kind for index, child in enumerate(children) if (kind := _break(child))}
    contents, typed = _contents(children, styles)
    title = _contents_title(children, contents)
    first_break = min(breaks, default=len(children))
    layout = TemplateLayout(children, 0, 0, contents, title, typed, breaks)
    if contents is not None:
        start = contents[0] if title is None else title
        layout.cover = min(first_break + 1, start)
        layout.body = _after(children, breaks, contents[1])
        return layout
    heading = next(
        (n for n, child in enumerate(children) if _is_heading(child, styles, bool(breaks) and n < first_break)), None
    )
    if heading is not None:
        past = [index + 1 for index in breaks if index < heading]
        layout.cover = min(first_break + 1, heading)
        layout.body = max(past, default=heading)
        return layout
    layout.guessed = True
    text = next((n for n, child in enumerate(children) if len("".join(child.itertext(f"{W}t"))) > _LONG), len(children))
    layout.cover = layout.body = first_break + 1 if breaks else text
    return layout


def is_page_break(child: etree._Element) -> bool:
    """A paragraph that does nothing but begin a new page."""
    return _break(child) == "page" and not text_of(child).strip()


def typed_number(text: str) -> str:
    """The number that somebody typed at the head of a heading: 第一章, 一、, 1.1; "" if there is none."""
    match = _TYPED_NUMBER.match(text)
    return match[1].strip() if match else ""


def style_of(paragraph: etree._Element) -> str:
    """A paragraph's style id, "" for the default style."""
    return Paragraph(paragraph).style


def paragraphs(child: etree._Element) -> Iterable[etree._Element]:
    """The paragraphs of a child of w:body outside tables and boxes."""
    if child.tag == f"{W}p":
        yield child
    elif child.tag == f"{W}sdt":
        for paragraph in child.iter(f"{W}p"):
            if next(paragraph.iterancestors(f"{W}tc", f"{W}txbxContent"), None) is None:
                yield paragraph


# --- clues ----------------------------------------------------------------


def _break(child: etree._Element) -> str:
    if child.find(f".//{W}sectPr") is not None:
        return "section"
    if child.tag == f"{W}p" and any(item.get(f"{W}type") == "page" for item in child.iter(f"{W}br")):
        return "page"
    return ""


def _is_heading(child: etree._Element, styles: Styles, on_cover: bool) -> bool:
    for paragraph in paragraphs(child):
        if not text_of(paragraph).strip():
            continue
        if heading_level(styles, style_of(paragraph)):
            return not (on_cover and _is_cover_title(paragraph, styles))
        if not on_cover and len(text_of(paragraph)) < 40 and typed_number(text_of(paragraph)):
            return True
    return False


def _is_cover_title(paragraph: etree._Element, styles: Styles) -> bool:
    runs = [run.find(f"{W}rPr") for run in paragraph.iter(f"{W}r")]
    properties, look = styles.with_direct(style_of(paragraph), paragraph.find(f"{W}pPr"), *runs[:1])
    return read(properties, ParagraphProperties.alignment) == "center" and font_size(look) >= _BIG


def _contents(children: list[etree._Element], styles: Styles) -> tuple[tuple[int, int] | None, bool]:
    """The range of the contents' entries, and whether somebody typed them."""
    for index, child in enumerate(children):
        gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
        if gallery is not None and gallery.get(f"{W}val") == "Table of Contents":
            return (index, index + 1), False
        if _opens_contents(child):
            return (index, _field_end(children, index)), False
    lines = [_is_entry(child, styles) for child in children]
    for index, is_line in enumerate(lines):
        end = index
        while end < len(lines) and lines[end]:
            end += 1
        titled = any(CONTENTS_TITLE.fullmatch(text_of(child)) for child in children[max(index - 3, 0) : index])
        if is_line and (titled or end - index >= 3):
            return (index, end), True
    return None, False


def _opens_contents(child: etree._Element) -> bool:
    return any(item.name == "TOC" for item in read_fields(child))


def _field_end(children: list[etree._Element], start: int) -> int:
    """Past the child in which the field that begins in `start` ends."""
    depth = 0
    for index in range(start, len(children)):
        depth += depth_change(children[index])
        if depth <= 0:
            return index + 1
    return start + 1


def _is_entry(child: etree._Element, styles: Styles) -> bool:
    if child.tag != f"{W}p" or _break(child):
        return False
    text = text_of(child)
    return bool(_LEADER_LINE.fullmatch(text)) or (bool(text.strip()) and is_contents(styles.name(style_of(child))) > 0)


def _contents_title(children: list[etree._Element], contents: tuple[int, int] | None) -> int | None:
    if contents is None:
        return None
    for index in range(contents[0] - 1, max(contents[0] - 4, -1), -1):
        if children[index].tag == f"{W}p" and CONTENTS_TITLE.fullmatch(text_of(children[index])):
            return index
        if not (children[index].tag == f"{W}p" and is_blank(children[index])):
            break
    return None


def _after(children: list[etree._Element], breaks: dict[int, str], index: int) -> int:
    """Past the blank paragraphs and the first break that follow `index`; `index` itself if text follows directly."""
    for place in range(index, len(children)):
        if place in breaks and not text_of(children[place]).strip():
            return place + 1
        if children[place].tag != f"{W}p" or not is_blank(children[place]):
            break
    return index
