"""Chinese text as a printer sets it: read back from the PDF that it was set in."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from docgen.errors import DocgenError
from docgen.fonts.font_set import FontSet
from docgen.pdf import writer as pdf

FONTS = FontSet()

TEXT = (
    "互联网专线以光纤直达用户机房，经城域骨干的两个汇聚节点接入互联网（带宽 500 Mbit/s，静态地址 16 个）。“双路由”指两条光缆经不同管道到达；"
    "任一中断时，在 60 秒内自动切换。带宽为用户独享，不与公众用户争用，适合对外发布业务系统、建立加密隧道和访问公有云；升速不换设备、不中断业务！"
)
WIDTH = 400.0  # pt


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[float, float, str]]:
    """(left, right, text) of each line, in pt."""
    html = (
        f'<html lang="zh-CN"><style>@page{{size:{WIDTH + 100}pt 2000pt;margin:50pt}}*{{margin:0}}'
        'p{font-family:"L Times New Roman","宋体";font-size:12pt;line-height:22pt;text-align:justify;text-indent:2em}'
        f".l{{line-height:0}}</style>{f'<p><span class=l>{TEXT}</span></p>' * 6}"
        + "".join(
            f"<p><span class=l>{TEXT[n:]}</span></p>" for n in range(1, 25) if TEXT[n] > "\u4e00" and TEXT[n] < "\ua000"
        )
    )
    faces, files = FONTS.latin_faces(html)
    path = tmp_path_factory.mktemp("text") / "text.pdf"
    path.write_bytes(pdf.lay_out(html, files, faces).write())
    return read_lines(path)


def read_lines(path: Path) -> list[tuple[float, float, str]]:
    xml = subprocess.run(["pdftotext", "-bbox-layout", path, "-"], capture_output=True, text=True, check=True).stdout
    found = []
    for line in re.findall(r"<line[^>]*>.*?</line>", xml, re.DOTALL):
        words = re.findall(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">(.*?)</word>', line)
        found.append((float(words[0][0]), float(words[-1][2]), "".join(word[4] for word in words)))
    return found


def test_full_lines_end_flush_right_or_hang_one_mark(lines: list[tuple[float, float, str]]) -> None:
    right = 50 + WIDTH
    full = [line for line in lines if not line[2].endswith("！")]
    assert len(full) > 60
    for _left, end, text in full:
        hangs = text[-1] in "，。、；：？！"
        # The space after a last Latin letter may stand outside the measure: a fifth of an em.
        assert right - 1 < end < right + (13 if hangs else 2.5), (end, text)


def test_no_line_begins_with_a_closing_mark_or_ends_with_an_opening_one(lines: list[tuple[float, float, str]]) -> None:
    for _left, _right, text in lines:
        assert text[0] not in "，。、；：？！）》”’】", text
        assert text[-1] not in "（《“‘【", text


def test_some_marks_do_hang_in_the_margin(lines: list[tuple[float, float, str]]) -> None:
    assert any(right > 50 + WIDTH + 3 for _left, right, _text in lines)


def test_paragraphs_are_indented_by_two_characters(lines: list[tuple[float, float, str]]) -> None:
    assert lines[0][0] == pytest.approx(50 + 24, abs=0.5)


def test_the_names_word_uses_resolve_to_real_fonts() -> None:
    found = FONTS.resolve_families()
    for name in ("仿宋", "宋体", "黑体", "楷体", "方正小标宋简体"):
        family, file = found[name]
        assert family, name
        assert Path(file).is_file()
    assert found["仿宋"][0] != found["宋体"][0]


def test_nothing_outside_the_allowed_folders_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"x")
    html = f'<p><img src="{secret.as_uri()}"><img src="http://example.invalid/a.png"></p>'
    with pytest.raises(DocgenError) as caught:
        pdf.lay_out(html, [tmp_path / "allowed"])
    assert [problem.code for problem in caught.value.problems] == ["L101", "L101"]
    assert "example.invalid" in str(caught.value)
