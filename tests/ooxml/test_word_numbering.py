"""What Word prints before a paragraph: counted beside a naive model, and beside LibreOffice where it knows how."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from bare_word import bare_parts, definition, instance, level, override, para, part, saved_docx, table
from docgen.ooxml.names import W
from docgen.ooxml.numbering import Label, Numbering, read_numbering
from docgen.ooxml.styles import Styles
from office import libreoffice_file

DECIMAL = (level(0, text="%1."), level(1, text="%1.%2"), level(2, text="%1.%2.%3"))


def numbering(lists: str, styles: str = "") -> Numbering:
    parts = bare_parts("", numbering=lists, styles=styles)
    return read_numbering(parts, Styles(parts))


def labels(lists: str, *paragraphs: str, styles: str = "") -> list[Label | None]:
    counter = numbering(lists, styles).counter()
    body = etree.fromstring(part("body", "".join(paragraphs)))
    return [counter.label(paragraph) for paragraph in body.iter(f"{W}p")]


def printed(lists: str, *paragraphs: str, styles: str = "") -> list[str]:
    return [label.text if label else "" for label in labels(lists, *paragraphs, styles=styles)]


def at(*places: int | tuple[int, int]) -> list[str]:
    """Paragraphs by their level in list 1, or by (list, level)."""
    return [para(number=1, level=place) if isinstance(place, int) else para(number=place[0], level=place[1]) for place in places]  # fmt: skip


def style(identifier: str, number: int | None = None, depth: int | None = None, based: str = "", kind: str = "paragraph", default: bool = False) -> str:  # fmt: skip
    inside = ("" if depth is None else f'<w:ilvl w:val="{depth}"/>') + (
        "" if number is None else f'<w:numId w:val="{number}"/>'
    )
    properties = f"<w:pPr><w:numPr>{inside}</w:numPr></w:pPr>" if inside else ""
    return (
        f'<w:style w:type="{kind}" w:styleId="{identifier}"{" w:default=" + chr(34) + "1" + chr(34) if default else ""}><w:name w:val="{identifier}"/>'
        f"{f'<w:basedOn w:val={chr(34)}{based}{chr(34)}/>' if based else ''}{properties}</w:style>"
    )


# --- counting ---


def test_levels_count_within_the_level_above() -> None:
    lists = definition(0, *DECIMAL) + instance(1, 0)
    assert printed(lists, *at(0, 1, 1, 2, 0, 1, 2)) == ["1.", "1.1", "1.2", "1.2.1", "2.", "2.1", "2.1.1"]


def test_articles_run_on_through_the_chapters_where_their_level_never_restarts() -> None:
    article = level(1, "chineseCountingThousand", "第%2条", restart=0)
    lists = definition(0, level(0, "chineseCountingThousand", "第%1章"), article, level(2, "chineseCountingThousand", "（%3）")) + instance(1, 0)  # fmt: skip
    assert printed(lists, *at(0, 1, 1, 2, 2, 0, 1, 2, 1)) == [
        "第一章", "第一条", "第二条", "（一）", "（二）", "第二章", "第三条", "（一）", "第四条",
    ]  # fmt: skip


def test_a_level_restarts_after_the_level_that_it_names_or_one_above_that() -> None:
    lists = definition(0, level(0), level(1, text="%2)"), level(2, text="%3)"), level(3, text="%4)", restart=2)) + instance(1, 0)  # fmt: skip
    assert printed(lists, *at(0, 1, 2, 3, 3, 2, 3, 1, 2, 3, 0, 3)) == [
        "1.", "1)", "1)", "1)", "2)", "2)", "3)", "2)", "1)", "1)", "2.", "1)",
    ]  # fmt: skip


def test_a_restart_after_the_level_itself_or_below_is_as_none_said() -> None:
    lists = definition(0, level(0), level(1, text="%2)", restart=5)) + instance(1, 0)
    assert printed(lists, *at(0, 1, 1, 0, 1)) == ["1.", "1)", "2)", "2.", "1)"]


def test_a_level_that_has_not_come_yet_counts_as_come() -> None:
    lists = definition(0, *DECIMAL) + instance(1, 0)
    assert printed(lists, *at(1, 1, 0, 2, 1)) == ["1.1", "1.2", "2.", "2.1.1", "2.2"]


def test_lists_of_one_definition_count_together_and_an_own_start_begins_anew_once() -> None:
    lists = definition(0, *DECIMAL) + instance(1, 0) + instance(2, 0) + instance(3, 0, override(0, 5))
    places = [(1, 0), (2, 0), (3, 0), (3, 0), (1, 0), (3, 0), (3, 1)]
    assert printed(lists, *at(*places)) == ["1.", "2.", "5.", "6.", "7.", "8.", "8.1"]


def test_an_instance_may_define_a_level_anew() -> None:
    lists = definition(0, *DECIMAL) + instance(1, 0) + instance(2, 0, override(0, None, level(0, "upperRoman", "%1)")))
    assert printed(lists, *at((1, 0), (2, 0), (2, 1), (1, 0))) == ["1.", "II)", "II.1", "3."]


def test_starts_are_what_the_level_says_and_zero_where_it_says_nothing() -> None:
    lists = definition(0, level(0, start=7), level(1, text="%1.%2", start=3)) + instance(1, 0)
    assert printed(lists, *at(0, 1, 0, 1)) == ["7.", "7.3", "8.", "8.3"]
    assert printed(definition(0, level(0, start=None)) + instance(1, 0), *at(0, 0)) == ["0.", "1."]


def test_empty_paragraphs_are_counted_and_unnumbered_ones_are_not() -> None:
    lists = definition(0, *DECIMAL) + instance(1, 0)
    assert printed(lists, para("甲", number=1, level=0), para(number=1, level=0), para("乙"), para("丙", number=1, level=0)) == ["1.", "2.", "", "3."]  # fmt: skip


def test_paragraphs_in_cells_count_with_the_body() -> None:
    lists = definition(0, *DECIMAL) + instance(1, 0)
    one = para("甲", number=1, level=0)
    assert printed(lists, one, table((one, one), (one, para("乙"))), one) == ["1.", "2.", "3.", "4.", "", "5."]


# --- what is printed ---


def test_a_legal_level_prints_every_number_decimal() -> None:
    lists = definition(0, level(0, "chineseCountingThousand", "第%1章"), level(1, "upperRoman", "%1.%2", legal=True)) + instance(1, 0)  # fmt: skip
    assert printed(lists, *at(0, 1, 1)) == ["第一章", "1.1", "1.2"]


def test_a_level_without_number_prints_its_words_alone() -> None:
    lists = definition(0, level(0, "none", "附件："), level(1, text="%1附%2")) + instance(1, 0)
    assert printed(lists, *at(0, 1)) == ["附件：", "附1"]


def test_a_text_that_asks_for_a_deeper_level_prints_nothing_as_in_word() -> None:
    assert printed(definition(0, level(0, text="%1.%2"), level(1)) + instance(1, 0), *at(0, 1)) == ["", "1."]


def test_every_number_format_is_printed_and_a_custom_one_by_its_zeros() -> None:
    custom = (
        '<mc:AlternateContent><mc:Choice Requires="w14"><w:numFmt w:val="custom" w:format="001, 002, 003, ..."/></mc:Choice>'
        '<mc:Fallback><w:numFmt w:val="decimal"/></mc:Fallback></mc:AlternateContent>'
    )
    newer = level(0).replace('<w:numFmt w:val="decimal"/>', custom)
    assert printed(definition(0, newer) + instance(1, 0), *at(0, 0)) == ["001.", "002."]
    zodiac = definition(0, level(0, "ideographTraditional", "%1、")) + instance(1, 0)
    assert printed(zodiac, *at(0, 0, 0)) == ["甲、", "乙、", "丙、"]


def test_a_bullet_is_the_sign_that_its_font_shows() -> None:
    def bullet(sign: str, font: str) -> str:
        made = level(0, "bullet", sign)
        return made.replace("</w:lvl>", f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}"/></w:rPr></w:lvl>')

    signs = [("\uf0b7", "Symbol"), ("\uf0a7", "Wingdings"), ("o", "Courier New"), ("–", "Times New Roman")]
    found = [labels(definition(0, bullet(*sign)) + instance(1, 0), *at(0))[0] for sign in signs]
    assert [(label.text, label.is_bullet) for label in found if label] == [("•", True), ("▪", True), ("○", True), ("–", True)]  # fmt: skip


def test_what_follows_the_number_and_where_it_stands_are_told() -> None:
    lists = definition(3, level(0, suffix="space"), level(1, "lowerLetter", "%2)", suffix="nothing")) + instance(1, 3)
    first, second = labels(lists, *at(0, 1))
    assert first is not None
    assert second is not None
    assert (first.suffix, first.place.level, first.definition, first.form, first.ordinal) == ("space", 0, "3", "decimal", 1)  # fmt: skip
    assert (second.suffix, second.place.instance, second.place.level, second.form) == ("nothing", "1", 1, "lowerLetter")


# --- styles ---

BOUND = definition(0, level(0, text="%1.", style="A"), level(1, text="%1.%2", style="B"), level(2, text="%1.%2.%3", style="C")) + instance(1, 0)  # fmt: skip


def test_a_styles_level_is_the_one_that_names_it() -> None:
    styles = style("A", 1) + style("B", 1) + style("C", 1, 0)
    assert printed(BOUND, *(para(style=name) for name in "ABBCA"), styles=styles) == ["1.", "1.1", "1.2", "1.2.1", "2."]


def test_a_styles_own_level_counts_where_no_level_names_it() -> None:
    lists = definition(0, *DECIMAL) + instance(1, 0)
    styles = style("A", 1) + style("B", 1, 1)
    assert printed(lists, *(para(style=name) for name in "ABBA"), styles=styles) == ["1.", "1.1", "1.2", "2."]


def test_a_style_inherits_its_list_changes_its_level_or_gives_the_number_up() -> None:
    styles = style("A", 1) + style("B", 1) + style("Child", based="B") + style("Deeper", None, 2, "B") + style("Without", 0, None, "B")  # fmt: skip
    names = ("A", "Child", "Deeper", "Without", "B")
    assert printed(BOUND, *(para(style=name) for name in names), styles=styles) == ["1.", "1.1", "1.1.1", "", "1.2"]


def test_a_paragraphs_own_number_beats_its_styles_and_its_own_level_takes_the_styles_list() -> None:
    lists = BOUND + definition(5, *DECIMAL) + instance(2, 5)
    styles = style("A", 1) + style("B", 1)
    own = (para(style="A"), para(style="A", number=2), para(style="A", level=1), para(style="A", number=0), para(style="A"))  # fmt: skip
    assert printed(lists, *own, styles=styles) == ["1.", "1.", "1.1", "", "2."]


def test_the_default_style_numbers_paragraphs_without_one() -> None:
    styles = style("Normal", 1, default=True)
    assert printed(BOUND, para("甲"), para("乙"), styles=styles) == ["1.", "2."]


def test_a_list_of_a_numbering_style_has_the_levels_of_that_style() -> None:
    lists = (
        definition(0, *DECIMAL, more='<w:styleLink w:val="NS"/>')
        + definition(1, more='<w:numStyleLink w:val="NS"/>')
        + instance(1, 0) + instance(2, 1) + instance(3, 1)
    )  # fmt: skip
    styles = style("NS", 1, kind="numbering")
    assert printed(lists, *at((2, 0), (2, 1), (3, 0)), styles=styles) == ["1.", "1.1", "2."]
    assert printed(lists, *at((2, 0), (2, 1))) == ["1.", "1.1"]  # the style is missing: the definition names it itself


@pytest.mark.parametrize("lists", ["", definition(0), instance(1, 9), definition(0, more='<w:numStyleLink w:val="X"/>') + instance(1, 0)])  # fmt: skip
def test_lists_that_lead_nowhere_print_nothing(lists: str) -> None:
    assert printed(lists, *at(0, 3, (7, 0))) == ["", "", ""]


def test_circles_and_bad_levels_end() -> None:
    circle = definition(0, more='<w:numStyleLink w:val="N"/>') + instance(1, 0)
    styles = style("N", 1, kind="numbering", based="M") + style("M", None, None, based="N")
    assert printed(circle, *at(0), para(style="N"), styles=styles) == ["", ""]
    lists = definition(0, *DECIMAL) + instance(1, 0)
    odd = para(number=1, level=0).replace('w:ilvl w:val="0"', 'w:ilvl w:val="-4"')
    assert printed(lists, odd, para(number=1, level=0).replace('w:ilvl w:val="0"', 'w:ilvl w:val="x"')) == ["1.", "2."]


# --- beside others ---


def naive(restarts: list[int | None], starts: list[int], depths: list[int]) -> list[int]:
    """Ordinals by looking back over all that came, a level that was passed over written in: nothing else is kept."""
    shown: list[int] = []

    def came(depth: int) -> int:
        count = 0
        for other in reversed(shown):
            limit = restarts[depth]
            if other < depth and (limit is None or limit > depth or other < limit):
                break
            count += other == depth
        return count

    found = []
    for depth in depths:
        for above in range(depth):
            if not came(above):
                shown.append(above)
        shown.append(depth)
        found.append(starts[depth] + came(depth) - 1)
    return found


_restarts = st.lists(st.one_of(st.none(), st.integers(0, 5)), min_size=4, max_size=4)
_starts = st.lists(st.integers(0, 5), min_size=4, max_size=4)
_places = st.lists(st.tuples(st.integers(1, 2), st.integers(0, 3)), max_size=25)


@settings(deadline=None)
@given(_restarts, _starts, _places)
def test_counting_agrees_with_looking_back(restarts: list[int | None], starts: list[int], places: list[tuple[int, int]]) -> None:  # fmt: skip
    made = (level(n, text=f"%{n + 1}", start=starts[n], restart=restarts[n]) for n in range(4))
    found = labels(definition(0, *made) + instance(1, 0) + instance(2, 0), *at(*places))
    assert [label.ordinal for label in found if label] == naive(restarts, starts, [depth for _list, depth in places])


def test_libreoffice_prints_the_same_numbers(tmp_path: Path) -> None:
    """Forty lists of all that LibreOffice knows: no w:lvlRestart, no w:isLgl, a style's level said by itself."""
    chance = random.Random(7)
    lists, instances, styles, body = "", "", "", ""
    forms = ("decimal", "chineseCountingThousand", "upperLetter", "lowerRoman", "decimalEnclosedCircle", "ideographTraditional")  # fmt: skip
    for case in range(40):
        texts = ["第%1章", "%1.%2", "（%3）", "%1-%2-%3-%4"]
        made = [level(depth, chance.choice(forms), texts[depth], start=chance.choice((1, 1, 3)), suffix="nothing") for depth in range(4)]  # fmt: skip
        lists += definition(case, *made)
        first, second, restarted = 3 * case + 1, 3 * case + 2, 3 * case + 3
        instances += instance(first, case) + instance(second, case) + instance(restarted, case, override(0, 1))
        styles += style(f"S{case}", first, 1)
        deepest = 0
        for _step in range(14):
            depth = chance.randint(0, min(deepest + 1, 3))
            deepest = depth
            number = chance.choice((first, first, second)) if depth else chance.choice((first, second, restarted))
            text = f"|{case}"
            numbered = para(text, style=f"S{case}") if depth == 1 and chance.random() < 0.3 else para(text, number=number, level=depth)  # fmt: skip
            body += table((numbered, para("|"))) if chance.random() < 0.15 else numbered
    file = saved_docx(tmp_path, body, numbering=lists + instances, styles=styles)
    lines = libreoffice_file(file, tmp_path, "txt:Text (encoded):UTF8", "txt").read_text("utf-8-sig").splitlines()
    theirs = [line.partition("|")[0].strip() for line in lines if "|" in line]
    ours = printed(lists + instances, body, styles=styles)
    assert ours == theirs
