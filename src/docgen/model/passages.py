"""Places of a written document whose page numbers are wanted: what the reader of a Word file asks and the reader of its PDF answers.

Paragraphs are counted in reading order from 0. Standard library only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_ORDINAL = "0-9A-Za-z〇零一二三四五六七八九十百千①-⑳０-９"
# What Word may print before a heading's text, without white space: 第三章, 2.1.3, （一）, 附录B, 1)
AUTOMATIC_NUMBER = re.compile(
    rf"(?:[(（\[]?(?:第|附录|附件|附表|附图)?[{_ORDINAL}.．\-]{{0,12}}(?:章|节|条|款|篇|编|卷|部分)?[)）\]]?[、.．:：,]?)?"
)

WILD = "\ufffc"  # stands in a passage's text for what a PDF may print otherwise: a footnote's mark, a page number

Key = tuple[int, int]  # paragraph, characters before the place: tells passages apart and orders them


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a paragraph. `whole` is a paragraph on lines of its own (heading, caption), to be found from end to end."""

    key: Key
    what: str  # how a message calls it: “第一章 总则”
    anchor: str = ""  # its bookmark
    text: str = ""  # of the whole paragraph, without a number that Word counts
    number: str = ""  # that number, where a table of contents tells it
    preceding: str = ""  # some text of the paragraphs before and after
    following: str = ""
    whole: bool = False

    @property
    def offset(self) -> int:
        return self.key[1]


@dataclass(frozen=True, slots=True)
class PageNumbering:
    """How a section counts its pages (w:pgNumType, w:type; ECMA-376 §17.6.12, §17.6.22)."""

    paragraph: int  # the first of the section
    opening: Passage | None  # its first paragraph with text
    kind: str = "nextPage"
    start: int | None = None  # the number of its first page; None counts on
    form: str = "decimal"  # ST_NumberFormat
