"""What the workflow writes into a document: number, date, version, the mark on every page, pages of its own."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from docgen.app import build as pipeline
from docgen.approval.issue.sheet import Revision, Sheet, history_pages, sheet_pages
from docgen.approval.issue.wording import marks
from docgen.approval.rules.decisions import Decision
from docgen.content.workspace import Workspace
from docgen.errors import Location
from docgen.model.stamp import NONE, Stamp
from docgen.model.traversal import walk
from docgen.ooxml.package import read_package
from docgen.template.watermark import mark_pages
from judges import validate_docx
from office import bookmarks, libreoffice_pdfs, page_count

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
REVIEW = Stamp(
    watermark="审核中",
    note="审阅稿　V0.3　校验码 7K3M9-QX2PD",
    version="V0.3",
    marks=(("DocgenDocument", "甲-1"), ("DocgenVersion", "V0.3")),
)
ISSUED = Stamp(number="星河人〔2026〕15号", issued_on="2026-03-12", version="V1.0", watermark="受控")


def sample(own: Workspace, name: str) -> Path:
    return next(path for path in own.documents() if path.stem == name)


def parts_of(package: bytes | Path) -> dict[str, bytes]:
    return read_package(package, Location("file"))


def page_texts(pdf: bytes, folder: Path) -> list[str]:
    path = folder / "pages.pdf"
    path.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-raw", path, "-"], capture_output=True, text=True, check=True).stdout
    return ["".join(page.split()) for page in text.split("\f")[:-1]]  # slanted text comes a character a line


def headers_printed(parts: dict[str, bytes]) -> list[list[str]]:
    """For each section the parts of the headers that it names."""
    targets = {
        item.get("Id"): f"word/{item.get('Target')}" for item in etree.fromstring(parts["word/_rels/document.xml.rels"])
    }
    root = etree.fromstring(parts["word/document.xml"])
    return [
        [targets[found.get(f"{R}id")] for found in section.iterfind(f"{W}headerReference")]
        for section in root.iter(f"{W}sectPr")
    ]


# --- the mark on every page ---


@pytest.fixture(scope="module")
def plain_and_marked(own: Workspace) -> dict[str, list[pipeline.Result]]:
    path = sample(own, "sales-group-manager")
    names = ("enterprise", "sheet")  # a cover without a header and pages with one; one section for all
    return {
        template: [
            pipeline.build(own, path, ("docx", "pdf"), stamp=stamp, template=template) for stamp in (NONE, REVIEW)
        ]
        for template in names
    }


def test_a_watermark_stands_on_every_page_and_moves_none(
    plain_and_marked: dict[str, list[pipeline.Result]], tmp_path: Path
) -> None:
    for plain, marked in plain_and_marked.values():
        assert not marked.problems
        assert marked.page_map == plain.page_map
        texts = page_texts(marked.outputs["pdf"], tmp_path)
        assert len(texts) == plain.pages
        assert [
            number for number, text in enumerate(texts, 1) if "审核中" not in text or "7K3M9-QX2PD" not in text
        ] == []
        assert not any("审核中" in text for text in page_texts(plain.outputs["pdf"], tmp_path))


def test_word_breaks_pages_alike_with_and_without_a_watermark(
    plain_and_marked: dict[str, list[pipeline.Result]], tmp_path: Path
) -> None:
    files = []
    for name, results in plain_and_marked.items():
        for number, result in enumerate(results):
            files.append(tmp_path / f"{name}-{number}.docx")
            files[-1].write_bytes(result.outputs["docx"])
    assert validate_docx(files[1::2]) == {file: [] for file in files[1::2]}
    pdfs = libreoffice_pdfs(files, tmp_path)
    for plain, marked in zip(pdfs[::2], pdfs[1::2], strict=True):
        assert (bookmarks(marked), page_count(marked)) == (bookmarks(plain), page_count(plain))


def test_sections_without_a_header_get_one_and_keep_the_others(own: Workspace) -> None:
    parts = parts_of(own.templates / "word" / "enterprise" / "template.docx")
    assert [len(headers) for headers in headers_printed(parts)] == [0, 1, 1]
    mark_pages(parts, "草稿")
    found = headers_printed(parts)
    assert [len(headers) for headers in found] == [1, 1, 1]
    for name in {name for headers in found for name in headers}:
        assert parts[name].count(b'string="&#33609;&#31295;"') + parts[name].count('string="草稿"'.encode()) == 1, name


def test_first_and_even_pages_are_marked_too(own: Workspace) -> None:
    parts = parts_of(own.templates / "word" / "gbt9704" / "template.docx")
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:cols ", b"<w:titlePg/><w:cols ")
    mark_pages(parts, "草稿")
    root = etree.fromstring(parts["word/document.xml"])
    kinds = sorted(reference.get(f"{W}type") for reference in root.iter(f"{W}headerReference"))
    assert kinds == ["default", "even", "first"]
    assert all(b"textpath" in parts[name] for name in headers_printed(parts)[0])


def test_a_header_that_the_section_before_lends_is_not_replaced(own: Workspace) -> None:
    parts = parts_of(own.templates / "word" / "enterprise" / "template.docx")
    content = parts["word/document.xml"]
    last = content.rindex(b"<w:headerReference")
    parts["word/document.xml"] = content[:last] + content[content.index(b">", last) + 1 :]
    mark_pages(parts, "草稿")
    assert [len(headers) for headers in headers_printed(parts)] == [1, 1, 0]


def test_the_states_watermark_takes_the_place_of_the_templates_own(own: Workspace) -> None:
    parts = parts_of(own.templates / "word" / "sheet" / "template.docx")
    mark_pages(parts, "内部资料")
    mark_pages(parts, "作废")
    found = re.findall(rb'<v:textpath[^>]*string="([^"]*)"', parts["word/header1.xml"])
    assert len(found) == 1


# --- number, date, version ---


def test_number_and_date_stand_on_the_cover_and_in_the_body(own: Workspace) -> None:
    path = sample(own, "pay-policy")
    document, _kind = pipeline.resolved(own, path, problems := [], stamp=ISSUED)
    assert document is not None
    assert problems == []
    assert document.fields["number"] == "星河人〔2026〕15号"
    last = [block for block in walk(document.blocks) if getattr(block, "role", "") == "signature"]
    assert any("2026年3月12日" in str(block) for block in last)


def test_a_template_field_without_a_key_of_its_own_is_filled_all_the_same(own: Workspace) -> None:
    document, kind = pipeline.resolved(own, sample(own, "park-network"), [], stamp=ISSUED)
    assert document is not None
    assert kind is not None
    assert "version" not in kind.schema.root["properties"]
    assert document.fields["version"] == "V1.0"


def test_marks_are_custom_properties_of_the_word_file(plain_and_marked: dict[str, list[pipeline.Result]]) -> None:
    plain, marked = plain_and_marked["sheet"]
    assert "docProps/custom.xml" not in parts_of(plain.outputs["docx"])
    root = etree.fromstring(parts_of(marked.outputs["docx"])["docProps/custom.xml"])
    assert [(item.get("name"), "".join(item.itertext())) for item in root] == list(REVIEW.marks)


def test_a_word_form_bears_watermark_and_marks_too(own: Workspace, tmp_path: Path) -> None:
    result = pipeline.build(own, sample(own, "appointment"), ("docx",), stamp=REVIEW)
    assert result.problems == []
    form = tmp_path / "form.docx"
    form.write_bytes(result.outputs["docx"])
    assert validate_docx([form]) == {form: []}
    parts = parts_of(form)
    printed = {name for headers in headers_printed(parts) for name in headers}
    assert printed
    assert all(b"PowerPlusWaterMarkObject" in parts[name] for name in printed)
    assert dict(REVIEW.marks).items() <= marks(form.read_bytes()).items()


def test_the_same_stamp_gives_the_same_bytes(
    own: Workspace, plain_and_marked: dict[str, list[pipeline.Result]]
) -> None:
    path = sample(own, "sales-group-manager")
    _plain, marked = plain_and_marked["sheet"]
    again = pipeline.build(own, path, ("docx", "pdf"), stamp=REVIEW, template="sheet")
    assert again.outputs == marked.outputs


# --- the sheet ---

DECISIONS = (
    Decision("部门审核", "乙某", "2026-03-09T02:05:11Z", "7K3M9-QX2PD", post="大客户部经理"),
    Decision(
        "会签", "丙某", "2026-03-09T06:25:11Z", "11AAB-B33CC", scope="薪酬结构", comment="奖励比例与预算相符，同意会签"
    ),
    Decision("会签", "丁某", "2026-03-09T08:40:11Z", "7K3M9-QX2PD", how="recorded", registrar="戊某"),
    Decision("批准", "乙某", "2026-03-10T16:30:00Z", "7K3M9-QX2PD", on_behalf="甲某"),
)
SHEET = Sheet(
    "薪酬制度",
    "薪酬制度",
    "星河人〔2026〕15号",
    "V1.0",
    "2026-03-12",
    "7K3M9-QX2PD",
    drafters="林示例",
    decisions=DECISIONS,
)


def words(blocks: object) -> str:
    return "\n".join(re.findall(r"Text\(text='([^']*)'", str(blocks)))


def test_the_sheet_says_who_for_whom_when_how_and_to_what() -> None:
    text = words(sheet_pages(SHEET))
    for expected in (
        "乙某代甲某",
        "戊某登记",
        "电子签名",
        "薪酬结构",
        "11AAB-B33CC",
        "全文\n7K3M9-QX2PD",
        "2026年3月12日",
    ):
        assert expected in text, expected


def test_the_sheets_times_are_beijings() -> None:
    assert "2026-03-11 00:30" in words(sheet_pages(SHEET))


def test_sheet_and_history_break_pages_alike_in_word_and_pdf(own: Workspace, tmp_path: Path) -> None:
    back = (
        *sheet_pages(SHEET),
        *history_pages([Revision("V1.0", "2026-03-12", "星河人〔2026〕15号", "首次发布", "甲某")]),
    )
    stamp = Stamp(number="星河人〔2026〕15号", issued_on="2026-03-12", version="V1.0", watermark="受控", back=back)
    files, pages = [], []
    for name in ("pay-policy", "sales-group-manager"):
        result = pipeline.build(own, sample(own, name), ("docx", "pdf"), stamp=stamp)
        assert result.problems == []
        files.append(tmp_path / f"{name}.docx")
        files[-1].write_bytes(result.outputs["docx"])
        pages.append(result.pages)
        assert "发文审批单" in page_texts(result.outputs["pdf"], tmp_path)[-1]
    assert validate_docx(files) == {file: [] for file in files}
    assert [page_count(pdf) for pdf in libreoffice_pdfs(files, tmp_path)] == pages
