"""Pseudo-elements: given to list items and footnotes alone, pages come out as with those of every element."""

from __future__ import annotations

import re

import pytest
from weasyprint.html import UA

from docgen.pdf import patches
from docgen.pdf.patches.parsed_page import _FOR_ALL, ParsedPage, few_have_pseudo_elements
from docgen.pdf.patches.setting import Setting

STYLE = """\
@page{size:120mm 80mm}
.fn{float:footnote}
.fn::footnote-call{content:attr(data-n);vertical-align:0.45em}
.x::after{content:"完";color:red}
"""
BODY = """\
<p class="x">带宽<span class="fn" data-n="1">指<em>下行</em>带宽。</span>不低于 500 Mbit/s</p>
<ul><li>甲<ol><li>乙</li></ol></li></ul>
<table><tr><td>一<br>二</td><td><q>三</q></td></tr></table>
"""


def made(style: str | None) -> bytes:
    text = f'<!DOCTYPE html>\n<html lang="zh-CN"><head><title>附注</title><style>{STYLE}</style></head>\n<body>{BODY}</body></html>\n'
    setting = Setting()
    done: bytes = ParsedPage(text, None, style).render(font_config=setting).write_pdf(pdf_tags=True)
    return done


def test_a_file_is_the_same_with_pseudo_elements_for_few_and_for_all() -> None:
    patches.install()
    assert made(STYLE) == made(None)


def test_few_elements_have_pseudo_elements_then() -> None:
    def styled(style: str | None) -> set[str]:
        from weasyprint.css import get_all_computed_styles

        page = ParsedPage(f"<!DOCTYPE html>\n<html><head></head>\n<body>{BODY}</body></html>\n", None, style)
        found = get_all_computed_styles(page, font_config=Setting()).get_computed_styles()
        return {f"{element.tag} {pseudo}" for element, pseudo in found if pseudo}

    patches.install()
    assert styled(STYLE) == {
        "li marker",
        "span footnote-call",
        "span footnote-marker",
        "br before",
        "q before",
        "q after",
    }
    assert {"p marker", "td note-call", "em footnote-call"} < styled(None)


def test_the_user_agent_sheet_has_the_six_rules_for_all_that_are_known() -> None:
    for_all = re.compile(r"(?:^|[\s,}])\*?::[a-z-]+", re.M)
    assert len(for_all.findall(UA)) == len(_FOR_ALL.findall(UA)) == 6


@pytest.mark.parametrize(
    "style",
    [
        ".item{display:list-item}",
        ".aside{float : footnote}",
        ".fn,.aside{float:footnote}",
        "@media print{em{FLOAT:Footnote}}",
        ".side{position:note(a)}",
        r".aside{fl\6fat:footnote}",
    ],
)
def test_a_template_that_makes_other_items_or_notes_has_them(style: str) -> None:
    assert few_have_pseudo_elements(STYLE)
    assert not few_have_pseudo_elements(STYLE + style)
