"""Page numbers of a finished Word file, from the PDF that an office program made of it; LibreOffice is the office, pdftotext the judge."""

from __future__ import annotations

import io
import re
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner

import docx_samples as samples
from docgen.app import repage as repaging
from docgen.cli import main
from docgen.errors import DocgenError, Location
from docgen.fonts.font_set import FontSet
from docgen.model.nodes import Block, Landscape, PageBreak, Reference
from docgen.model.passages import Key, Passage
from docgen.office import libreoffice as office
from docgen.office.exported_pages import ExportedPages
from docgen.office.page_finding import _chain, find
from docgen.ooxml.package import read_package, replace_parts
from docx_samples import fields, heading, para, row, table
from judges import validate_docx
from processes import PATIENCE
from word_packages import parts_of, strict, word_online

DOCUMENT = "word/document.xml"
FONTS = Path(__file__).parents[2] / "fonts"
HERE = Location("x.docx")
_RESULT = re.compile(
    r'(PAGEREF \S+ \\h </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r>(?:<w:rPr>.*?</w:rPr>)?<w:t[^>]*>)([^<]*)(</w:t>)'
)


@dataclass(frozen=True)
class Paper:
    """A Word file whose page numbers are wrong, and LibreOffice's PDF of it."""

    docx: Path
    pdf: Path

    def repage(self, **more: Path) -> repaging.Repaged:
        return repaging.repage(self.docx, more.get("pdf", self.pdf), more.get("out", self.docx), FONTS)

    def codes(self, **more: Path) -> list[str]:
        """The problems' codes; the file must be as it was."""
        before = self.docx.read_bytes()
        with pytest.raises(DocgenError) as caught:
            self.repage(**more)
        assert self.docx.read_bytes() == before
        assert list(self.docx.parent.glob(".*")) == []
        return [problem.code for problem in caught.value.problems]

    def document(self) -> str:
        return read_package(self.docx.read_bytes(), HERE)[DOCUMENT].decode()

    def edit(self, change: Callable[[str], str]) -> None:
        """Change the document part; an edit that changes nothing is a mistake of the test."""
        before = self.document()
        after = change(before)
        assert after != before
        self.docx.write_bytes(replace_parts(self.docx.read_bytes(), {DOCUMENT: after.encode()}))

    def export(self) -> Path:
        """LibreOffice's PDF of the file as it is now."""
        self.pdf.write_bytes(office.export_pdf(self.docx.read_bytes(), HERE, FONTS))
        return self.pdf

    def entries(self) -> list[tuple[str, str]]:
        """Entries of the table of contents, as read, with their pages."""
        word = samples.Word.open(self.docx.read_bytes())
        found = []
        for item in word.document.iter(f"{samples.W}hyperlink"):
            text = "".join(
                "\t" if child.tag.endswith("}tab") else child.text or ""
                for child in item.iter(f"{samples.W}t", f"{samples.W}tab")
            )
            words, tab, page = text.rpartition("\t")
            if tab:
                found.append((words, page))
        return found


def blocks() -> tuple[Block, ...]:
    """Chapters with the same sections in each, references by page, tables with and without captions, a turned page."""
    made: list[Block] = []
    for index, name in enumerate(("总则", "机构与职责", "工作程序"), 1):
        made += [heading(1, name, f"chapter{index}"), para(f"{name}的引言。")]
        for part in ("概述", "要求"):
            made.append(heading(2, part))
            made += [
                para(
                    f"{name}{part}第 {number} 条，" + "应当按照规定办理并留下记录，" * (7 + number),
                )
                for number in range(1, 9)
            ]
        made.append(
            table(row("项", "值", header=True), row("甲", str(index)), caption=f"{name}一览", label=f"table{index}")
        )
        made.append(
            para(
                "详见第 ",
                Reference(f"chapter{4 - index}", "page"),
                " 页和第 ",
                Reference(f"table{index}", "page"),
                " 页。",
            )
        )
    wide = table(*(row(f"左 {n}", "右") for n in range(4)), label="wide")
    made += [
        PageBreak(),
        para("下表没有题注。"),
        Landscape((heading(2, "横排"), wide)),
        para("宽表在第 ", Reference("wide", "page"), " 页。"),
    ]
    return tuple(made)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Paper:
    """The paper once for all tests: written with a page map that knows nothing of the layout."""
    folder = tmp_path_factory.mktemp("repage")
    word = samples.written(*blocks(), toc_depth=2, filled=samples.template(toc=True))
    docx, pdf = folder / "paper.docx", folder / "paper.pdf"
    docx.write_bytes(word.content)
    pdf.write_bytes(office.export_pdf(word.content, HERE, FONTS))
    return Paper(docx, pdf)


@pytest.fixture
def paper(made: Paper, tmp_path: Path) -> Paper:
    copy = Paper(tmp_path / "方案.docx", tmp_path / "方案.pdf")
    copy.docx.write_bytes(made.docx.read_bytes())
    copy.pdf.write_bytes(made.pdf.read_bytes())
    return copy


def page_texts(pdf: Path) -> list[list[str]]:
    """Lines of each page, as pdftotext reads them, without white space."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], capture_output=True, check=True, encoding="utf-8")
    return [["".join(line.split()) for line in page.splitlines()] for page in done.stdout.split("\f")]


def judged(pdf: Path, entry: str, after: int) -> int:
    """The page, from 1, on which a line is just this entry; not before page `after`."""
    words = "".join(entry.split())
    return next(number for number, lines in enumerate(page_texts(pdf), 1) if number >= after and words in lines)


def without(pdf: Path, *names: str) -> Path:
    """The PDF without some of its catalogue's entries."""
    bare = pdf.with_name("bare.pdf")
    with pikepdf.open(pdf) as file:
        for name in names:
            if name in file.Root:
                del file.Root[name]
        file.save(bare)
    return bare


def assert_right(paper: Paper) -> None:
    page = 1
    for entry, number in paper.entries():
        page = judged(paper.pdf, entry, page)
        assert (entry, number) == (entry, str(page))
    assert len(paper.entries()) == 10
    assert page > 6


# --- what is refilled -----------------------------------------------------


def test_every_entry_of_the_contents_gets_the_page_that_pdftotext_finds(paper: Paper) -> None:
    before = paper.entries()
    done = paper.repage()
    assert_right(paper)
    changed = [
        f"“{words}”" for (words, page), (_words, old) in zip(paper.entries(), before, strict=True) if old != page
    ]
    assert changed
    assert [change.what for change in done.changes if change.what.startswith(("“第", "“横"))] == changed


def test_references_by_page_in_the_text_are_refilled_with_those_of_the_contents(paper: Paper) -> None:
    paper.repage()
    found = samples.Word.open(paper.docx.read_bytes())
    texts = page_texts(paper.pdf)
    for index, name in enumerate(("总则", "机构与职责", "工作程序"), 1):
        chapter, caption = (
            result
            for instruction, result in fields(found.all("w:p")[_paragraph(found, "详见第", index)])
            if "PAGEREF" in instruction
        )
        assert (
            chapter
            == dict(paper.entries())[f"第{'一二三'[3 - index]}章 {('总则', '机构与职责', '工作程序')[3 - index]}"]
        )
        assert any(line.endswith(f"{name}一览") and line.startswith("表") for line in texts[int(caption) - 1])
    (wide,) = (result for instruction, result in fields(found.paragraph("宽表在第")) if "PAGEREF" in instruction)
    assert "左0右" in texts[int(wide) - 1]


@pytest.mark.parametrize("saved", [word_online, strict])
def test_a_file_saved_by_another_program_keeps_its_names_and_gets_the_same_numbers(
    paper: Paper, made: Paper, saved: Callable[[bytes], bytes]
) -> None:
    expected = [(change.what, change.new) for change in paper.repage().changes]
    paper.docx.write_bytes(saved(made.docx.read_bytes()))
    before = parts_of(paper.docx.read_bytes())
    assert [(change.what, change.new) for change in paper.repage().changes] == expected
    after = parts_of(paper.docx.read_bytes())
    assert list(after) == list(before)
    assert [name for name in after if after[name] != before[name]] == [
        "word/document2.xml" if saved is word_online else "word/document.xml"
    ]


def _paragraph(word: samples.Word, text: str, nth: int) -> int:
    return [number for number, item in enumerate(word.all("w:p")) if text in samples.text_of(item)][nth - 1]


def test_a_pdf_without_destinations_or_outline_gives_the_same_numbers(paper: Paper, made: Paper) -> None:
    paper.repage(pdf=without(paper.pdf, "/Dests", "/Names", "/Outlines", "/StructTreeRoot"))
    by_text = paper.docx.read_bytes()
    paper.docx.write_bytes(made.docx.read_bytes())
    paper.repage()
    assert by_text == paper.docx.read_bytes()


def test_everything_but_the_page_numbers_stays_byte_for_byte(paper: Paper, made: Paper) -> None:
    paper.repage()
    with zipfile.ZipFile(made.docx) as before, zipfile.ZipFile(paper.docx) as after:
        assert [info.filename for info in before.infolist()] == [info.filename for info in after.infolist()]
        assert [info.date_time for info in before.infolist()] == [info.date_time for info in after.infolist()]
        for name in before.namelist():
            if name != DOCUMENT:
                assert before.read(name) == after.read(name)
    assert paper.document() != made.document()
    assert _RESULT.sub(r"\1\3", paper.document()) == _RESULT.sub(r"\1\3", made.document())
    other = [
        (name, result)
        for name, result in fields(samples.Word.open(paper.docx.read_bytes()).document)
        if not name.startswith(("PAGEREF", "TOC"))
    ]
    assert other == [
        (name, result)
        for name, result in fields(samples.Word.open(made.docx.read_bytes()).document)
        if not name.startswith(("PAGEREF", "TOC"))
    ]


def test_the_validator_finds_nothing_in_a_refilled_file(paper: Paper) -> None:
    paper.repage()
    assert validate_docx([paper.docx]) == {paper.docx: []}


def test_a_second_run_by_libreoffice_changes_nothing(paper: Paper) -> None:
    first = repaging.repage(paper.docx, None, paper.docx, FONTS)
    assert first.changes
    content, moment = paper.docx.read_bytes(), paper.docx.stat().st_mtime_ns
    assert repaging.repage(paper.docx, None, paper.docx, FONTS).changes == []
    assert (paper.docx.read_bytes(), paper.docx.stat().st_mtime_ns) == (content, moment)
    paper.export()
    assert_right(paper)


def test_another_output_file_leaves_the_first_as_it_was(paper: Paper, made: Paper) -> None:
    paper.repage(out=paper.docx.with_name("新.docx"))
    assert paper.docx.read_bytes() == made.docx.read_bytes()
    assert paper.docx.with_name("新.docx").read_bytes() != made.docx.read_bytes()


# --- files that other programs have saved ---------------------------------


def test_a_file_that_libreoffice_has_saved_is_refilled_too(paper: Paper) -> None:
    with_profile = paper.docx.parent / "profile"
    again = paper.docx.parent / "again"
    subprocess.run(
        ["soffice", f"-env:UserInstallation={with_profile.as_uri()}", "--headless", "--convert-to", "docx:MS Word 2007 XML", "--outdir", again, paper.docx],
        capture_output=True, check=True, timeout=PATIENCE, env=FontSet().environment(),
    )  # fmt: skip
    saved = Paper(again / paper.docx.name, paper.pdf)
    before = saved.entries()
    saved.export()
    done = saved.repage()
    assert_right(saved)
    assert len(done.changes) >= len(set(saved.entries()) - set(before)) > 0


def test_simple_fields_split_runs_and_empty_texts_are_refilled(paper: Paper, made: Paper) -> None:
    paper.repage()
    right = paper.entries()
    paper.docx.write_bytes(made.docx.read_bytes())

    def as_word_might(document: str) -> str:
        forms = iter((
            lambda code: f'<w:fldSimple w:instr=" PAGEREF {code} \\h "><w:r><w:t>7</w:t></w:r><w:r><w:t>7</w:t></w:r></w:fldSimple>',
            lambda code: _runs(f" PAGE@REF {code} \\h ", "<w:r><w:t/></w:r><w:r><w:t></w:t></w:r>"),
            lambda code: _runs(f" PAGEREF {code} \\h  \\* MERGEFORMAT ", "<w:r><w:t>1</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>00</w:t></w:r>"),
        ))  # fmt: skip

        def form(match: re.Match[str]) -> str:
            write = next(forms, None)
            return write(match[1]) if write else match[0]

        pattern = r'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> PAGEREF (\S+) \\h </w:instrText>.*?<w:fldChar w:fldCharType="end"/></w:r>'
        return re.sub(pattern, form, document)

    paper.edit(as_word_might)
    paper.repage()
    assert paper.entries() == right
    assert validate_docx([paper.docx]) == {paper.docx: []}


def _runs(code: str, result: str) -> str:
    codes = "".join(f'<w:r><w:instrText xml:space="preserve">{part}</w:instrText></w:r>' for part in code.split("@"))
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
    return begin + codes + separate + result + end


def test_an_index_gets_the_pages_of_its_marks_each_page_once(paper: Paper) -> None:
    mark = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> XE "{}" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    lines = "".join(
        f'<w:p>{begin}<w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
        for begin, text in (
            ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INDEX \\c "1" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>', "G"),
            ("", "规定, 90"), ("", "记录, 91, 92"),
        )
    ) + '<w:p><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'  # fmt: skip

    def with_index(document: str) -> str:
        for text, word in (
            ("总则概述第 2 条，", "办理:规定"),
            ("总则概述第 3 条，", "记录"),
            ("总则概述第 4 条，", "记录"),
            ("工作程序要求第 8 条，", "记录"),
        ):
            at = document.rindex("<w:r>", 0, document.index(text))
            document = document[:at] + mark.format(word) + document[at:]
        at = document.rindex("<w:p>", 0, document.index("下表没有题注"))
        return document[:at] + lines + document[at:]

    paper.edit(with_index)
    paper.export()
    paper.repage()
    texts = page_texts(paper.pdf)
    pages = {
        text: next(n for n, page in enumerate(texts, 1) if any(text in line for line in page))
        for text in ("总则概述第2条", "总则概述第3条", "总则概述第4条", "工作程序要求第8条")
    }
    assert pages["总则概述第3条"] == pages["总则概述第4条"]  # else the test shows less than it says
    word = samples.Word.open(paper.docx.read_bytes())
    assert samples.text_of(word.paragraph("规定, ")) == f"规定, {pages['总则概述第2条']}"
    assert samples.text_of(word.paragraph("记录, ")) == f"记录, {pages['总则概述第3条']}, {pages['工作程序要求第8条']}"


# --- printed numbers ------------------------------------------------------


def test_a_body_that_starts_counting_anew_has_the_numbers_that_its_footer_prints(paper: Paper) -> None:
    def start_anew(document: str) -> str:
        _cover, second = list(re.finditer("<w:cols ", document))[:2]
        return f'{document[: second.start()]}<w:pgNumType w:start="41"/>{document[second.start() :]}'

    paper.edit(start_anew)
    paper.export()
    paper.repage()
    texts = page_texts(paper.pdf)
    page = 1
    for entry, number in paper.entries():
        page = judged(paper.pdf, entry, page)
        footer = re.search(r"第(\d+)页", "".join(texts[page - 1][-4:]))
        assert footer is not None
        assert (entry, number) == (entry, footer[1])


def test_the_page_labels_of_a_pdf_are_taken_as_they_are(paper: Paper) -> None:
    labelled = paper.pdf.with_name("labelled.pdf")
    with pikepdf.open(paper.pdf) as file:
        numbers = pikepdf.Array(
            [0, pikepdf.Dictionary(S=pikepdf.Name.r), 2, pikepdf.Dictionary(S=pikepdf.Name.D, P=pikepdf.String("A-"))]
        )
        file.Root.PageLabels = pikepdf.Dictionary(Nums=numbers)
        file.save(labelled)
    paper.repage(pdf=labelled)
    page = judged(paper.pdf, "第一章 总则", 1)
    assert dict(paper.entries())["第一章 总则"] == f"A-{page - 2}"


# --- what cannot be refilled ----------------------------------------------


def test_headings_that_the_pdf_does_not_have_are_all_named_and_nothing_is_written(paper: Paper) -> None:
    paper.edit(
        lambda document: document.replace(">机构与职责<", ">机构和职责<").replace(">工作程序<", ">工作程序与监督<")
    )
    for pdf in (paper.pdf, without(paper.pdf, "/Dests", "/Names", "/Outlines")):
        with pytest.raises(DocgenError) as caught:
            paper.repage(pdf=pdf)
        assert [problem.code for problem in caught.value.problems] == ["L121", "L121"]
        assert "“机构和职责”" in caught.value.problems[0].message
        assert "“工作程序与监督”" in caught.value.problems[1].message
    assert paper.codes() == ["L121", "L121"]


def test_the_pdf_of_another_document_is_refused_though_its_bookmarks_have_the_same_names(paper: Paper) -> None:
    other = samples.written(
        *(heading(1, f"别的第 {n} 章") for n in range(12)), toc_depth=1, filled=samples.template(toc=True)
    )
    wrong = paper.pdf.with_name("wrong.pdf")
    wrong.write_bytes(office.export_pdf(other.content, HERE, FONTS))
    assert set(paper.codes(pdf=wrong)) == {"L121"}


def test_faults_of_the_word_file_are_told_together_with_those_of_the_pdf(paper: Paper) -> None:
    def broken(document: str) -> str:
        document = document.replace('w:name="_Ref000001"', 'w:name="gone"').replace(">机构与职责<", ">机构和职责<")
        return document.replace("PAGEREF _Ref000002 \\h", "PAGEREF _Ref000002 \\p \\h", 1)

    paper.edit(broken)
    assert sorted(set(paper.codes())) == ["L121", "L123", "L127"]


@pytest.mark.parametrize(
    ("content", "code"),
    [(b"", "L113"), (b"%PDF-1.7 nothing more", "L113"), (None, "L114")],
    ids=["empty", "broken", "without text"],
)
def test_a_pdf_that_tells_nothing_is_an_error_with_a_way_out(paper: Paper, content: bytes | None, code: str) -> None:
    if content is None:
        buffer = io.BytesIO()
        blank = pikepdf.new()
        blank.add_blank_page()
        blank.save(buffer)
        content = buffer.getvalue()
    bad = paper.pdf.with_name("bad.pdf")
    bad.write_bytes(content)
    assert paper.codes(pdf=bad) == [code]


def test_a_word_file_with_macros_is_refused(paper: Paper) -> None:
    with zipfile.ZipFile(paper.docx, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    assert paper.codes() == ["W103"]


def test_a_machine_without_libreoffice_is_told_so(paper: Paper, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "_PLACES", ())
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(DocgenError, match="L111"):
        repaging.repage(paper.docx, None, paper.docx, FONTS)


def test_libreoffice_that_does_not_end_is_stopped(paper: Paper) -> None:
    with pytest.raises(DocgenError, match="L112"):
        office.export_pdf(paper.docx.read_bytes(), HERE, FONTS, seconds=0.05)


def three_pages(**more: object) -> ExportedPages:
    """概述 stands on a line of its own on each page, before another text."""
    lines = ["概述", "甲的内容", "1.1概述", "乙的内容", "概述", "丙的内容"]
    starts = [sum(map(len, lines[:index])) for index in range(6)]
    return ExportedPages("".join(lines), starts, starts[::2], **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("known", "pages"),
    [
        ({}, {}),
        ({"number": "1.1"}, {(5, 0): 2}),
        ({"following": "丙 的内容"}, {(5, 0): 3}),
        ({"anchor": "_Ref1"}, {(5, 0): 1}),
        ({"number": "二、"}, {(5, 0): 2}),
    ],
    ids=["nothing", "its number", "what follows", "a destination", "the outline"],
)
def test_text_that_stands_on_several_pages_is_told_apart_or_reported(
    known: dict[str, str], pages: dict[Key, int]
) -> None:
    outline = [("二、概述", 2)] if known.get("number") == "二、" else []
    exported = three_pages(destinations={"5FRef1": 1}, outline=outline)
    found, problems = find([Passage((5, 0), "“概述”", text="概述", whole=True, **known)], exported, HERE)
    assert found == pages
    assert [problem.code for problem in problems] == ([] if pages else ["L122"])


def test_two_paragraphs_that_exclude_each_other_are_both_unsure() -> None:
    assert _chain([[10], [20], [30]]) == [[10], [20], [30]]
    assert _chain([[10], [90], [30], [40]]) == [[10], [], [30], [40]]
    assert _chain([[30], [10]]) == [[10, 30], [10, 30]]
    assert _chain([[10], [5, 20, 40], [30]]) == [[10], [20], [30]]
    assert _chain([[], [20], []]) == [[], [20], []]


# --- the command ----------------------------------------------------------


def test_the_command_says_what_changed_and_how_many(paper: Paper) -> None:
    done = CliRunner().invoke(main, ["repage", str(paper.docx), "--pages", str(paper.pdf)])
    assert done.exit_code == 0, done.output
    assert re.search(r"“第三章 工作程序”  \d+ → \d+", done.output)
    assert re.search(r"17 处页码，改正 \d+ 处：.*方案\.docx", done.output)
    assert "改正 0 处" in CliRunner().invoke(main, ["repage", str(paper.docx), "--pages", str(paper.pdf)]).output


def test_the_command_prints_problems_and_leaves_with_one(paper: Paper) -> None:
    paper.edit(lambda document: document.replace(">工作程序<", ">程序<"))
    done = CliRunner().invoke(main, ["repage", str(paper.docx), "--pages", str(paper.pdf)])
    assert done.exit_code == 1
    assert "L121" in done.output
    missing = CliRunner().invoke(main, ["repage", str(paper.docx), "--pages", "没有.pdf"])
    assert missing.exit_code == 2
