"""What a template's sample text looks like where it was formatted by hand and not by styles.

A template in which everything is Normal still has headings: short paragraphs, often with a typed number, all of one
look that is bigger or bolder than the text. Paragraphs of the default style are put together by look.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from docgen.ooxml.elements.paragraphs import ParagraphProperties, RunProperties
from docgen.ooxml.names import W
from docgen.ooxml.properties import font_size, is_on
from docgen.ooxml.styles import Styles
from docgen.template.paragraph_text import text_of
from docgen.template.template_layout import TemplateLayout, paragraphs, style_of, typed_number

CAPTION = re.compile(r"\s*(表|图)\s*(\d|[一二三四五六七八九十])+([-–.．]\d+)*[\s：:、.　]*\S")
_SENTENCE = re.compile(r"[。；;！!]\s*$|[，,]")
_SHORT = 40  # characters: longer is no heading
_SPACES = re.compile(r"[ \u3000]{2,8}\S")


@dataclass(frozen=True, slots=True)
class Sample:
    """A paragraph that stands for others of its look: its w:pPr and its first run's w:rPr (None without)."""

    paragraph: etree._Element | None
    run: etree._Element | None
    text: str
    by_spaces: bool = False  # its first line is indented by typed spaces


@dataclass(slots=True)
class DirectLooks:
    """Headings from level 1 down, the text, captions above tables and below figures, and cells; None where there is none."""

    headings: list[Sample] = field(default_factory=list)
    body: Sample | None = None
    caption: Sample | None = None
    figure_caption: Sample | None = None
    cell: Sample | None = None
    contents: list[Sample] = field(default_factory=list)


_Key = tuple[float, bool, str]


def read_looks(layout: TemplateLayout, styles: Styles) -> DirectLooks:
    """The looks of the default style's paragraphs in the sample text and the typed contents."""
    looks = DirectLooks()
    plain = [
        item
        for child in layout.sample
        for item in paragraphs(child)
        if _is_default(item, styles) and text_of(item).strip()
    ]
    captions = {
        item: match[1] for item in plain if (match := CAPTION.match(text_of(item))) and len(text_of(item)) < _SHORT
    }
    for item, kind in captions.items():
        if kind == "表":
            looks.caption = looks.caption or _sample(item)
        else:
            looks.figure_caption = looks.figure_caption or _sample(item)
    rest = [item for item in plain if item not in captions]
    texts = [item for item in rest if len(text_of(item)) >= _SHORT or _SENTENCE.search(text_of(item))]
    looks.body = _most_common(texts, styles)
    size = _key(looks.body.paragraph, looks.body.run, styles)[0] if looks.body else 0.0
    looks.headings = _headings([item for item in rest if item not in texts], styles, size)
    cells = [
        item for child in layout.sample for item in _cells(child) if _is_default(item, styles) and text_of(item).strip()
    ]
    looks.cell = _most_common(cells, styles)
    if layout.typed_contents and layout.contents:
        looks.contents = _entries(layout.children[slice(*layout.contents)], styles)
    return looks


def _headings(candidates: list[etree._Element], styles: Styles, body: float) -> list[Sample]:
    """One sample a level. Typed numbers say the level (一、 （一） 1. 1.1), in the order in which they first come; a look
    without numbers stands among them by its size. Without any numbers, the bigger look is the higher level."""
    numbered: dict[str, Sample] = {}
    looks: dict[_Key, Sample] = {}
    times: Counter[_Key] = Counter()
    for item in candidates:
        sample = _sample(item)
        key = _key(sample.paragraph, sample.run, styles)
        number = typed_number(sample.text)
        if number and (key[1] or key[0] > body or len(sample.text) <= _HEADING):
            numbered.setdefault(_numbering(number), sample)
        elif key[1] or key[0] > body:
            looks.setdefault(key, sample)
            times[key] += 1
    order = list(looks)
    plain = sorted(order, key=lambda key: (-key[0], not key[1], order.index(key)))
    if not numbered:
        return [looks[key] for key in plain][:6]
    levels = sorted(numbered.values(), key=lambda sample: _depth(sample, list(numbered.values())))
    taken = {_key(sample.paragraph, sample.run, styles) for sample in levels}
    for key in plain:
        if key in taken or (times[key] == 1 and key[0] > max(size for size, _bold, _font in taken)):
            continue  # a chapter without a number (前言), or the title of the sample itself
        place = sum(_key(sample.paragraph, sample.run, styles)[0] >= key[0] for sample in levels)
        levels.insert(place, looks[key])
    return levels[:6]


_HEADING = 24  # characters of a numbered line that looks like the text and is a heading all the same


def _numbering(number: str) -> str:
    """The kind of a typed number: 章, 一、, （一）, 1, 1.1 …"""
    if number.startswith("第"):
        return number[-1]
    if number.startswith(("（", "(")):
        return "（一）"
    if number[0].isdecimal():
        return f"1{'.1' * number.strip('.、').count('.')}"
    return "一、"


def _depth(sample: Sample, all_samples: list[Sample]) -> tuple[int, int]:
    """Decimals by their depth, all else by first appearance."""
    kind = _numbering(typed_number(sample.text))
    first = all_samples.index(sample)
    if kind.startswith("1"):
        decimals = [other for other in all_samples if _numbering(typed_number(other.text)).startswith("1")]
        first = min(all_samples.index(other) for other in decimals)
    return first, kind.count(".1")


def _entries(children: list[etree._Element], styles: Styles) -> list[Sample]:
    """One sample a level of typed contents: levels differ by their indent or by how deep their number is."""
    found: dict[int, Sample] = {}
    for child in children:
        if not _is_default(child, styles) or not text_of(child).strip():
            continue
        sample = _sample(child)
        properties = ParagraphProperties.maybe(sample.paragraph)
        indent = None if properties is None else properties.indent
        left = 0 if indent is None else indent.left or indent.start or 0
        left += 200 * (len(sample.text) - len(sample.text.lstrip(" \u3000")))
        found.setdefault(left, sample)
    return [found[left] for left in sorted(found)][:3]


def _most_common(items: list[etree._Element], styles: Styles) -> Sample | None:
    if not items:
        return None
    samples = [_sample(item) for item in items]
    keys = [(_key(sample.paragraph, sample.run, styles), _indent(sample)) for sample in samples]
    weights: Counter[tuple[_Key, bool]] = Counter()
    for key, sample in zip(keys, samples, strict=True):
        weights[key] += len(sample.text)
    best = max(weights, key=lambda key: weights[key])
    return samples[keys.index(best)]


def _indent(sample: Sample) -> bool:
    """True if the first line is indented, in whatever way."""
    properties = ParagraphProperties.maybe(sample.paragraph)
    indent = None if properties is None else properties.indent
    return sample.by_spaces or (
        indent is not None and (indent.first_line is not None or indent.first_line_characters is not None)
    )


def _sample(paragraph: etree._Element) -> Sample:
    text = text_of(paragraph)
    run = next((item.find(f"{W}rPr") for item in paragraph.iter(f"{W}r") if item.find(f"{W}t") is not None), None)
    return Sample(paragraph.find(f"{W}pPr"), run, text, bool(_SPACES.match(text)))


def _key(paragraph: etree._Element | None, run: etree._Element | None, styles: Styles) -> _Key:
    look = styles.with_direct("", paragraph, run)[1]
    return font_size(look), is_on(look, RunProperties.bold), look.get("rFonts", {}).get("eastAsia", "")


def _is_default(paragraph: etree._Element, styles: Styles) -> bool:
    return paragraph.tag == f"{W}p" and style_of(paragraph) in ("", styles.default_paragraph)


def _cells(child: etree._Element) -> Iterator[etree._Element]:
    tables: Iterable[etree._Element] = child.iter(f"{W}tbl")
    for table in tables:
        for cell in table.iter(f"{W}tc"):
            yield from cell.iterchildren(f"{W}p")
