"""Six companies' own templates: the PDF looks like the Word file does in LibreOffice."""

from __future__ import annotations

import re
import subprocess

import pytest

from company_papers import CHAPTERS, TITLE, Paper, make_papers
from company_templates import TEMPLATES
from look_samples import MM, Pixels, Word, find, near, words

_RUNNING = 62.0, 842 - 68.0  # pt: above and below these stand header and footer in all six
_RESULTS = re.compile(r"(?<=\d / )\d+")  # SECTIONPAGES, which LibreOffice 7 does not count


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Paper]:
    return make_papers(tmp_path_factory.mktemp("company"))


@pytest.fixture(params=list(TEMPLATES))
def paper(request: pytest.FixtureRequest, papers: dict[str, Paper]) -> Paper:
    return papers[request.param]


def _running_text(page: list[Word]) -> tuple[str, str]:
    """Header and footer of a page, from left to right; what LibreOffice cannot count or repeat is left out."""
    head = sorted((word.left, word.text) for word in page if word.middle < _RUNNING[0])
    foot = sorted((word.left, word.text) for word in page if word.middle > _RUNNING[1])
    above, below = ("".join(text for _left, text in edge) for edge in (head, foot))
    for chapter in CHAPTERS:
        above = above.replace(chapter, "〈章〉")
    return above, _RESULTS.sub("", " ".join(text for _left, text in foot)) if " / " in " ".join(
        text for _left, text in foot
    ) else below


def test_both_have_the_same_pages_with_the_same_headers_and_footers(paper: Paper) -> None:
    ours, theirs = words(paper.pdf), words(paper.office)
    assert [_running_text(page) for page in ours] == [_running_text(page) for page in theirs]


def test_the_covers_texts_stand_at_the_same_places(paper: Paper) -> None:
    ours, theirs = words(paper.pdf)[0], words(paper.office)[0]
    compared = 0
    for word in theirs:
        same = [one for one in ours if one.text == word.text]
        if not same or not any("\u4e00" <= sign <= "\u9fff" for sign in word.text):
            continue
        closest = min(same, key=lambda one: abs(one.middle - word.middle) + abs(one.left - word.left))
        assert abs(closest.left - word.left) * MM < 3, word
        assert abs(closest.middle - word.middle) * MM < 3, word
        compared += 1
    assert compared >= 3
    assert any(TITLE in word.text for word in ours)


@pytest.mark.parametrize("level", [1, 2, 3])
def test_headings_have_the_same_size_colour_and_left_edge(paper: Paper, level: int) -> None:
    text = {1: CHAPTERS[1], 2: "现状分析", 3: "要点"}[level]
    found = []
    for file in (paper.pdf, paper.office):
        pages = words(file)
        number, word = next(
            (index, word)
            for index, page in enumerate(pages[2:], 2)
            for word in page
            if word.text == text and word.middle > _RUNNING[0]
        )
        found.append((number, Pixels(file, number, 200).ink(word)))
    (number, (left, height, color)), (there, (left_there, height_there, color_there)) = found
    assert number == there
    assert left == pytest.approx(left_there, abs=0.8)  # between number and text each has its own space
    # A Chinese italic or bold that the stand-in has not is drawn thicker by LibreOffice.
    assert height == pytest.approx(height_there, rel=0.12)
    assert near(color, color_there, 40)


def test_the_head_row_of_tables_is_shaded_alike(paper: Paper) -> None:
    found = []
    for file in (paper.pdf, paper.office):
        pages = words(file)
        number = next(index for index, page in enumerate(pages) if any("序号" in word.text for word in page))
        head = find(pages[number], "序号")
        below = next(word for word in pages[number] if "采集网关" in word.text and word.top > head.top)
        image = Pixels(file, number)
        found.append(
            [image.at(head.right * MM + 2, head.middle * MM), image.at(below.right * MM + 4, below.middle * MM)]
        )
    ours, theirs = found
    for one, other in zip(ours, theirs, strict=True):
        assert near(one, other, 6)


def test_the_contents_list_the_same_pages_at_the_same_places(paper: Paper) -> None:
    lists = []
    for file in (paper.pdf, paper.office):
        page = words(file)[1]
        numbers = {}
        for chapter in CHAPTERS:
            entry = find([word for word in page if word.middle > 80], chapter)
            line = [word for word in page if abs(word.middle - entry.middle) < 4]
            numbers[chapter] = re.sub(r".*\.", "", line[-1].text), round(entry.left * MM), round(line[-1].right * MM)
        lists.append(numbers)
    assert lists[0] == lists[1]


def test_the_watermark_is_on_every_page_of_its_section(papers: dict[str, Paper]) -> None:
    made = papers["wps_made"]
    grey = (0xDF, 0xDF, 0xDF)  # C0C0C0, half transparent, on white
    for file in (made.pdf, made.office):
        for number in range(len(words(file))):
            share = Pixels(file, number, 100).share((30, 70, 180, 230), grey)
            assert (share > 0.02) == (number > 0), (file, number, share)


def test_the_watermark_rises_from_the_lower_left(papers: dict[str, Paper]) -> None:
    image = Pixels(papers["wps_made"].pdf, 1, 100)
    grey = (0xDF, 0xDF, 0xDF)
    assert image.share((40, 170, 90, 220), grey, 1) > 0.05
    assert image.share((120, 80, 175, 130), grey, 1) > 0.05
    assert image.share((32, 72, 60, 100), grey, 1) < 0.005  # text alone


def test_logos_stand_in_cover_and_header_of_both(papers: dict[str, Paper]) -> None:
    for name, color, area, page in (
        ("style_based", (0x1F, 0x4E, 0x79), (31, 12, 60, 23), 2),
        ("style_based", (0x1F, 0x4E, 0x79), (31, 25, 85, 45), 0),
        ("first_odd_even", (0x7A, 0x1F, 0x2B), (140, 26, 190, 44), 0),
    ):
        shares = [Pixels(file, page, 100).share(area, color, 30) for file in (papers[name].pdf, papers[name].office)]
        assert shares[0] == pytest.approx(shares[1], rel=0.15)
        assert shares[0] > 0.05


def test_the_themes_font_for_chinese_is_taken_by_both(papers: dict[str, Paper]) -> None:
    made = papers["theme_fonts"]
    for file in (made.pdf, made.office):  # 宋体 and 黑体, by a:font script="Hans"
        names = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout.replace("-", "")
        assert "NotoSerifCJK" in names
        assert "NotoSansCJK" in names


def test_the_page_border_of_the_wps_cover_is_on_the_cover_alone(papers: dict[str, Paper]) -> None:
    for file in (papers["wps_made"].pdf, papers["wps_made"].office):
        for number, there in ((0, True), (1, False)):
            dark = Pixels(file, number, 144).darkest(7.5, 100, 10, 200)
            assert (dark < 100) == there


def test_a_running_head_repeats_the_chapter_of_its_page(papers: dict[str, Paper]) -> None:
    for name in ("style_based", "first_odd_even"):
        pages = words(papers[name].pdf)
        heads = ["".join(word.text for word in page if word.middle < _RUNNING[0]) for page in pages]
        seen = {chapter for chapter in CHAPTERS for head in heads if chapter in head}
        assert len(seen) >= 2
        for page, head in zip(pages[2:], heads[2:], strict=True):
            begins = [word.text for word in page if word.middle > _RUNNING[0] and word.text in CHAPTERS]
            if begins and any(chapter in head for chapter in CHAPTERS):
                assert begins[0] in head
