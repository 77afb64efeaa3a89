"""“Same words” is said of a Word file only if a reader sees the same: whatever is put in, taken out, or out of sight, is other words."""

from __future__ import annotations

import pytest

from bare_word import bare_docx, part
from docgen.approval.issue.wording import lines, wording_digest

CLAUSE = "劳动者离职的，公司退还全部风险抵押金。"
SECOND = "违约金为月工资的百分之二十。"


def paragraph(inside: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{inside}</w:p>"


def run(text: str, look: str = "") -> str:
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(code: str, result: str) -> str:
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    return f"{mark.format('begin')}<w:r><w:instrText>{code}</w:instrText></w:r>{mark.format('separate')}{run(result)}{mark.format('end')}"


HEADING = paragraph(run("第一章 总则"))
ISSUED = HEADING + paragraph(run(CLAUSE)) + paragraph(run(SECOND))
NOTE = '<w:footnote w:id="5"><w:p><w:r><w:t>公司另有规定的除外。</w:t></w:r></w:p></w:footnote>'
HIDING = '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="a"/><w:rPr><w:vanish/></w:rPr></w:style>'
BOX = "<w:r><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>另扣五百元。</w:t></w:r></w:p></w:txbxContent></v:textbox></w:pict></w:r>"
NUMBERS = (
    '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="{}"/><w:numFmt w:val="decimal"/>'
    '<w:lvlText w:val="第%1条"/></w:lvl></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
)
NUMBERED = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'


def with_clause(inside: str, properties: str = "") -> str:
    return HEADING + paragraph(inside, properties) + paragraph(run(SECOND))


@pytest.mark.parametrize(
    "body",
    [
        ISSUED + paragraph(field("PAGE", "试用期内不退。")),
        ISSUED + paragraph(field("PAGE", "9500")),
        with_clause(run(CLAUSE.replace("全部", "")) + field("PAGE", "20")),
        ISSUED + paragraph(field("TOC \\o", "试用期内不退。")),
        ISSUED + paragraph(field("TOC \\o", f"试用期内，{CLAUSE}")),
        ISSUED + paragraph(field("STYLEREF 1", "试用期内不退。")),
        ISSUED + paragraph(f'<w:fldSimple w:instr="PAGE">{run("试用期内不退。")}</w:fldSimple>'),
        with_clause(run(CLAUSE) + '<w:r><w:sym w:font="Wingdings" w:char="F0FB"/></w:r>'),
        with_clause(run(CLAUSE) + '<w:r><w:sym w:font="Odd" w:char="F0B1"/></w:r>'),
        with_clause(run(CLAUSE, "<w:vanish/>")),
        with_clause(run(CLAUSE, '<w:color w:val="FFFFFF"/>')),
        with_clause(run(CLAUSE, '<w:sz w:val="2"/>')),
        with_clause(run(CLAUSE, "<w:strike/>")),
        with_clause(f'<w:del w:id="1" w:author="x"><w:r><w:delText>{CLAUSE}</w:delText></w:r></w:del>'),
        ISSUED + paragraph(BOX),
        ISSUED + '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="x"/>',
        HEADING + paragraph(run(SECOND)) + paragraph(run(CLAUSE)),
    ],
    ids=[
        "text in a page number",
        "a figure in a page number",
        "a word turned into a page number",
        "text in the contents",
        "a clause with words before it in the contents",
        "text in a running title",
        "text in a simple field",
        "a symbol",
        "an unknown symbol",
        "hidden",
        "white",
        "minute",
        "struck out",
        "deleted",
        "in a text box",
        "an embedded document",
        "moved",
    ],
)  # fmt: skip
def test_a_word_file_whose_reader_sees_other_words_has_other_words(body: str) -> None:
    assert wording_digest(bare_docx(body)) != wording_digest(bare_docx(ISSUED))


@pytest.mark.parametrize("kind", ["footnote", "endnote"])
def test_a_note_that_was_added_is_other_words(kind: str) -> None:
    reference = f'<w:r><w:{kind}Reference w:id="5"/></w:r>'
    notes = {f"{kind}s": NOTE.replace("footnote", kind)}
    with_note = bare_docx(with_clause(run(CLAUSE) + reference), **notes)
    assert wording_digest(with_note) != wording_digest(bare_docx(ISSUED))
    other = {f"{kind}s": notes[f"{kind}s"].replace("除外", "从其规定")}
    assert wording_digest(with_note) != wording_digest(bare_docx(with_clause(run(CLAUSE) + reference), **other))


def test_a_style_that_hides_a_clause_is_other_words() -> None:
    styled = with_clause(run(CLAUSE), '<w:pStyle w:val="a"/>')
    plain = bare_docx(styled, styles=HIDING.replace("<w:vanish/>", ""))
    assert wording_digest(plain) == wording_digest(bare_docx(ISSUED))
    assert wording_digest(bare_docx(styled, styles=HIDING)) != wording_digest(plain)


def test_another_number_of_a_clause_is_other_words() -> None:
    body = with_clause(run(CLAUSE), NUMBERED)
    one, two = (wording_digest(bare_docx(body, numbering=NUMBERS.format(start))) for start in (1, 2))
    assert one != two


def test_a_comment_a_chart_and_a_header_are_words() -> None:
    chart = b'<c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:pt><c:v>%s</c:v></c:pt></c:chart>'
    plain = {"word/charts/chart1.xml": chart % b"1500", "word/header1.xml": part("hdr", paragraph(run("星河通信")))}
    digest = wording_digest(bare_docx(ISSUED, plain))
    assert wording_digest(bare_docx(ISSUED, plain | {"word/charts/chart1.xml": chart % b"1500.0"})) == digest
    for name, content in (
        ("word/charts/chart1.xml", chart % b"9500"),
        ("word/header1.xml", part("hdr", paragraph(run("作废")))),
        ("word/comments.xml", part("comments", f'<w:comment w:id="1">{paragraph(run("不适用"))}</w:comment>')),
    ):
        assert wording_digest(bare_docx(ISSUED, plain | {name: content})) != digest


def test_what_programs_change_when_they_save_a_file_changes_no_words() -> None:
    cut = "".join(run(sign) for sign in CLAUSE)
    page = paragraph(run("第") + field("PAGE", "{}") + run("页"))
    contents = paragraph(field("TOC \\o", "一、第一章 总则\t{}"))
    one = contents.format(3) + HEADING + paragraph(run(CLAUSE)) + paragraph(run(SECOND)) + page.format(1)
    two = contents.format(4) + HEADING + paragraph(cut) + paragraph("") + paragraph(run(SECOND)) + page.format("—iv—")
    assert wording_digest(bare_docx(one)) == wording_digest(bare_docx(two))
    hidden = with_clause(run(CLAUSE) + run("看不见的话", "<w:vanish/>"))
    assert wording_digest(bare_docx(hidden)) == wording_digest(bare_docx(ISSUED))
    assert lines(bare_docx(ISSUED)) == ["第一章 总则", CLAUSE, SECOND]
