"""Page numbers in the PDF are written as Word writes them: the CSS counters come from the table of ordinals."""

from __future__ import annotations

import pypdfium2
import pytest
from weasyprint import HTML

from docgen.template.page_numbers import counter_rules, counter_style
from docgen.text.ordinals import ordinal

NUMBERS = (1, 9, 10, 21, 27, 28, 53, 99, 100, 105, 1010)
FORMATS = (
    "upperLetter", "lowerLetter", "upperRoman", "lowerRoman", "decimalZero", "numberInDash", "chineseCounting",
    "chineseCountingThousand", "chineseLegalSimplified", "ideographTraditional", "ideographDigital", "hex", "ordinal",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMATS)
def test_a_counter_shows_what_word_prints(form: str) -> None:
    style = counter_style(form)
    assert style is not None
    lines = "".join(f'<p style="counter-set:c {number}"></p>' for number in NUMBERS)
    html = f"<style>{counter_rules([form])}p::before{{content:{style('c')}}}</style>{lines}"
    page = pypdfium2.PdfDocument(HTML(string=html).write_pdf())[0]
    text = page.get_textpage().get_text_range()
    assert text.split("\r\n") == [ordinal(number, form) for number in NUMBERS]


def test_plain_numbers_need_no_rules() -> None:
    assert counter_style("decimal") is None
    assert counter_rules(["", "decimal", "Arabic", "lowerRoman", "unheardOf"]) == ""
