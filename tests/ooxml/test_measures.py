"""Measures: every form that files hold is read, and nothing that a file may say raises."""

from __future__ import annotations

import pytest
from docx.oxml import simpletypes
from hypothesis import given
from hypothesis import strategies as st

from docgen.ooxml import measures
from docgen.ooxml.declared import ON_OFF, SCALE, TABLE_MEASURE, TEXT, TWIPS

READERS = (
    measures.integer, measures.twips, measures.half_points, measures.eighths, measures.whole_points, measures.emu,
    measures.angle, measures.fiftieths, measures.percent, measures.thousandths, measures.on_off, measures.hexadecimal,
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "twips"),
    [
        ("240", 240), ("240.0", 240), ("115.4", 115), (" 240 ", 240), ("+240", 240), ("-360", -360), ("-0.5in", -720),
        ("12pt", 240), ("12.5pt", 250), ("1in", 1440), ("2.54cm", 1440), ("25.4mm", 1440), ("1pc", 240), ("1pi", 240),
        ("12PT", 240), ("12 pt", 240), (".5in", 720), ("5.", 5),
    ],
)  # fmt: skip
def test_a_length_is_read_in_every_form_that_files_hold(text: str, twips: int) -> None:
    assert measures.twips(text) == twips


@pytest.mark.parametrize(
    "text", ["", " ", "auto", "12px", "1e3", "nan", "inf", "١٢", "0x10", "1,5", "--1", "50%", "9" * 40, "9" * 400, None]
)
def test_what_is_no_length_is_none(text: str | None) -> None:
    assert measures.twips(text) is None


def test_each_unit_counts_a_universal_measure_in_its_own() -> None:
    readers = (measures.half_points, measures.eighths, measures.whole_points, measures.emu)
    assert [read("12pt") for read in readers] == [24, 96, 12, 152_400]
    assert measures.integer("12pt") is None, "a count has no unit"


def test_a_percentage_is_read_with_its_sign_and_in_its_fractions() -> None:
    assert measures.fiftieths("2500") == measures.fiftieths("50%") == 0.5
    assert measures.percent("50") == measures.percent("50%") == 0.5
    assert measures.thousandths("50000") == measures.thousandths("50%") == 0.5
    assert measures.fiftieths("50pt") is None


def test_a_switch_is_read_in_all_spellings() -> None:
    assert [measures.on_off(text) for text in (None, "1", "true", "on", "True", " on ")] == [True] * 6
    assert [measures.on_off(text) for text in ("0", "false", "off", "OFF")] == [False] * 4
    assert [measures.on_off(text) for text in ("", "yes", "2", "none")] == [None] * 4


def test_a_measure_has_one_spelling() -> None:
    assert TWIPS.canonical("12pt") == TWIPS.canonical("240.0") == TWIPS.canonical("240") == "240"
    assert TABLE_MEASURE.canonical("50%") == TABLE_MEASURE.canonical("2500") == "2500"
    assert (ON_OFF.canonical("true"), ON_OFF.canonical("off")) == ("1", "0")
    assert SCALE.canonical("90%") == "90"
    assert (TWIPS.canonical("wide"), TEXT.canonical("wide")) == (None, "wide")


@given(st.one_of(st.text(max_size=40), st.text("0123456789.+-%eEptincm", max_size=40)))
def test_no_text_at_all_makes_a_reader_raise(text: str) -> None:
    for read in READERS:
        value = read(text)
        assert value is None or abs(value) <= measures._LARGEST_EMU


@given(st.integers(-31_680, 31_680))
def test_whole_twips_are_themselves_in_every_unit_that_word_writes(twips: int) -> None:
    assert measures.twips(str(twips)) == measures.twips(f"{twips}.0") == measures.twips(f"{twips / 20:.2f}pt") == twips
    assert measures.twips(f"{twips / 1440:.6f}in") == twips


@given(st.integers(-2000, 2000), st.sampled_from(["mm", "cm", "in", "pt", "pc", "pi"]))
def test_a_universal_measure_is_what_python_docx_reads(amount: int, unit: str) -> None:
    judge = simpletypes.ST_UniversalMeasure.convert_from_xml(f"{amount / 100}{unit}")
    assert abs(judge - (measures.emu(f"{amount / 100}{unit}") or 0)) <= 1
    assert abs(judge / 635 - (measures.twips(f"{amount / 100}{unit}") or 0)) <= 0.51


@given(st.sampled_from(["1", "0", "true", "false", "on", "off"]))
def test_a_switch_is_what_python_docx_reads(text: str) -> None:
    assert measures.on_off(text) is simpletypes.ST_OnOff.convert_from_xml(text)
