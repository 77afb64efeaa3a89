"""K101 to K103, structure: headings and lists; `placeholders` and `promises` hold the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.markers import marker_of
from docgen.check.rule import rule
from docgen.errors import Location
from docgen.model.nodes import Heading, Inline, Landscape, Link, Text
from docgen.model.traversal import plain_text, walk


def content_place(children: Sequence[Inline]) -> Location | None:
    """Where the content's part of a line stands; None if all of it is the template's."""
    for child in children:
        if isinstance(child, Text) and child.origin is not None:
            return child.origin.location
        if isinstance(child, Link) and (place := content_place(child.children)):
            return place
    return None


@rule("K101", "empty-heading", "标题下没有内容")
def empty_heading(content: Content) -> Iterator[Finding]:
    """标题下面没有正文，紧接着就是同级或更高一级的标题。

    为什么：多半是漏写，或者删去正文时忘了标题；评审人会当作没有响应这一项。
    不好：“三、售后服务”之后直接是“四、培训计划”。
    好：补上正文；不需要的标题删去。
    来源：通行的编辑规范。
    """
    blocks = content.document.blocks if content.document else ()
    flat = [inner for block in blocks for inner in (block.blocks if isinstance(block, Landscape) else (block,))]
    for block, following in pairwise(flat):
        if not isinstance(block, Heading) or not (place := content_place(block.children)):
            continue
        if isinstance(following, Heading) and following.level <= block.level and following.appendix == block.appendix:
            text = plain_text(block.children)
            yield Finding(f"标题“{text}”下面没有内容", "补上正文，或删去这个标题", location=place)


_TITLE_END = re.compile(r"[。，、；：:;,.．]$")


@rule("K102", "title-punctuation", "标题以标点结尾")
def title_punctuation(content: Content) -> Iterator[Finding]:
    """标题末尾有句号、冒号、逗号、顿号或分号。

    为什么：标题末尾一般不用标点；问号、叹号和省略号除外。带标点的标题进了目录也不好看。
    不好：岗位职责：
    好：岗位职责
    来源：GB/T 15834—2011。
    """
    for block in walk(content.document.blocks if content.document else ()):
        if not isinstance(block, Heading) or not (place := content_place(block.children)):
            continue
        text = plain_text(block.children).strip()
        if found := _TITLE_END.search(text):
            yield Finding(
                f"标题“{text}”以“{found[0]}”结尾",
                "删去标题末尾的标点",
                location=place,
            )


@rule("K103", "single-item-list", "只有一项的编号列表")
def single_item_list(content: Content) -> Iterator[Finding]:
    """编号列表只有一项。

    为什么：编号是为了区分几项；只有一项时编号没有用处，往往是漏写了后面几项。
    不好：“职责：1. 负责区域客户的开发。”
    好：写成一句话，或补全其余各项。
    来源：通行的编辑规范。
    """
    for run in content.runs:
        if run.numbered:
            continue
        found = [(line, marker) for line in run.lines if (marker := marker_of(line.text)) and len(marker.numbers) == 1]
        if len(found) == 1 and found[0][1].numbers == (1,) and found[0][1].style in _LIST_STYLES:
            line = found[0][0]
            yield Finding(
                "只有第 1 项，没有第 2 项",
                "补全其余各项，或去掉编号",
                line.start,
                line.start + len(found[0][1].text),
            )


_LIST_STYLES = {"dun", "point", "bracket", "half-bracket", "circle"}


# --- promised counts ---
