"""A company's own template: six of them adopted and built, and what is reported on the way."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from company_parts import CENTER, Parts, face, fonts, p, run, section, style, styles, table, table_normal
from company_templates import TEMPLATES, file_name
from docgen.app import adopt as adopting
from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, has_errors
from docgen.ooxml.package import read_package, write_package
from docgen.template.adopt import Adopted, adopt
from docgen.template.fill import fill
from judges import validate_docx
from office import bookmarks, libreoffice_pdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
HERE = Location("公司模板.docx")
JOB = Path(__file__).parents[2] / "templates" / "job-description" / "example.yaml"
PROPOSAL = Path(__file__).parents[2] / "templates" / "proposal" / "example.yaml"
BIG, SMALL = face("黑体", 26), face("宋体", 12)
TEXT = p("样例正文，说明样例正文的写法，到时候换成真正的正文。")
HEADING = p("一、概述", look=face("黑体", 16, bold=True))
BREAK = p(raw=run("\f"))
LAST = section(wrapped=False)


def hand_made(body: str, **more: str) -> bytes:
    """A template of the default style alone."""
    look = styles(fonts("宋体"), "", [style("Normal", "Normal", default=True), table_normal()])
    return Parts(body, look, **more).package()


def words(adopted: Adopted, part: str = "word/document.xml") -> list[str]:
    """The text of each paragraph of a part."""
    root = etree.fromstring(adopted.parts[part])
    return ["".join(item.itertext(f"{W}t")) for item in root.iter(f"{W}p")]


def codes(adopted: Adopted) -> list[str]:
    return [problem.code for problem in adopted.problems]


@pytest.fixture(scope="module")
def six() -> dict[str, Adopted]:
    return {name: adopt(make(), Location(file_name(name))) for name, make in TEMPLATES.items()}


# --- the templates themselves ---------------------------------------------


@pytest.mark.parametrize(
    "names", [("direct_formatting", "wps_made"), pytest.param(tuple(TEMPLATES), marks=pytest.mark.slow)]
)
def test_the_six_templates_are_valid_word_files(tmp_path: Path, names: tuple[str, ...]) -> None:
    paths = [tmp_path / f"{name}{Path(file_name(name)).suffix}" for name in names]
    for name, path in zip(names, paths, strict=True):
        path.write_bytes(TEMPLATES[name]())
    assert validate_docx(paths) == {path: [] for path in paths}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_six_templates_have_no_tag_and_are_the_same_bytes_each_time(name: str) -> None:
    content = TEMPLATES[name]()
    assert TEMPLATES[name]() == content
    assert all(b"{{ " not in part and b"{%" not in part for part in read_package(content, HERE).values())


# --- what adopting gives --------------------------------------------------

BODY_STYLES = {
    "style_based": "Normal Indent", "direct_formatting": "公司正文", "theme_fonts": "Body Text",
    "wps_made": "首行缩进", "two_columns": "Body Text", "first_odd_even": "Body Text First Indent",
}  # fmt: skip


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_style_that_the_sample_text_has_becomes_the_body(six: dict[str, Adopted], name: str) -> None:
    adopted = six[name]
    assert adopted.styles.name(adopted.roles["body"]) == BODY_STYLES[name]
    levels = [adopted.styles.resolve(adopted.roles[f"heading{n}"])[0]["outlineLvl"]["val"] for n in range(1, 7)]
    assert levels == ["0", "1", "2", "3", "4", "5"]


def test_renamed_headings_are_found_by_their_use(six: dict[str, Adopted]) -> None:
    adopted = six["style_based"]
    assert [adopted.roles[f"heading{level}"] for level in (1, 2, 3)] == ["Co1", "Co2", "Co3"]
    assert adopted.roles["table"] == "CompanyTable"
    assert adopted.roles["table-text"] == "CellText"


def test_headings_formatted_by_hand_become_styles_with_that_formatting(six: dict[str, Adopted]) -> None:
    adopted = six["direct_formatting"]
    _paragraph, first = adopted.styles.resolve(adopted.roles["heading1"])
    _paragraph, second = adopted.styles.resolve(adopted.roles["heading2"])
    assert (first["sz"]["val"], first["rFonts"]["eastAsia"], "b" in first) == ("32", "黑体", True)
    assert second["sz"]["val"] == "28"
    body = adopted.styles.resolve(adopted.roles["body"])[0]
    assert (body["spacing"]["line"], body["spacing"]["lineRule"]) == ("440", "exact")
    assert body["ind"].get("firstLine") == "480"
    assert adopted.styles.resolve(adopted.roles["plain"])[0]["ind"]["firstLine"] == "0"
    assert "W171" in codes(adopted)


def test_a_first_line_indented_by_typed_spaces_becomes_an_indent_of_two_characters() -> None:
    adopted = adopt(
        hand_made(HEADING + p("　　样例正文，说明样例正文的写法，到时候换成真正的正文。", look=SMALL) + LAST), HERE
    )
    assert adopted.styles.resolve(adopted.roles["body"])[0]["ind"] == {"firstLineChars": "200", "firstLine": "480"}


def test_the_templates_own_heading_numbers_are_taken_off_and_said_so(six: dict[str, Adopted]) -> None:
    adopted = six["theme_fonts"]
    for level in (1, 2, 3):
        number = adopted.styles.resolve(adopted.roles[f"heading{level}"])[0].get("numPr")
        assert number is None
    numbering = adopted.parts["word/numbering.xml"]
    assert b'w:val="Heading1"' not in numbering
    assert b'w:val="ListBullet"' in numbering  # a list that is no heading stays as it was
    assert "W170" in codes(adopted)


FIELDS = {
    "style_based": {"title", "organization", "date", "number", "version", "secrecy"},
    "direct_formatting": {"title", "organization", "date", "number"},
    "theme_fonts": {"title", "organization", "date", "client"},
    "wps_made": {"title", "organization", "date", "number", "version"},
    "two_columns": {"title", "subtitle", "organization", "date"},
    "first_odd_even": {"title", "organization", "date", "version"},
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_the_covers_placeholders_become_tags(six: dict[str, Adopted], name: str) -> None:
    assert six[name].cover.fields == FIELDS[name]


@pytest.mark.parametrize("name", TEMPLATES)
def test_one_body_slot_and_one_contents_slot_take_the_place_of_the_sample(six: dict[str, Adopted], name: str) -> None:
    text = words(six[name])
    assert text[-1] == "{{p body }}"
    assert text.count("{{p toc }}") == 1
    kept = text.index("{{p toc }}")
    assert text.index("{%p if has_toc %}") < kept < text.index("{%p endif %}")
    assert not any("本方案依据" in line or "本制度适用" in line for line in text)


@pytest.mark.parametrize("name", TEMPLATES)
def test_what_is_not_touched_keeps_its_bytes(six: dict[str, Adopted], name: str) -> None:
    before = read_package(TEMPLATES[name](), HERE)
    changed = {"word/document.xml", "word/styles.xml", "[Content_Types].xml", "word/_rels/document.xml.rels"}
    changed |= {"word/settings.xml", "word/_rels/settings.xml.rels"} if name == "direct_formatting" else set()
    changed |= {"word/numbering.xml"} if name == "theme_fonts" else set()
    running = {
        part
        for part, content in before.items()
        if part.startswith(("word/header", "word/footer")) and six[name].parts[part] != content
    }
    assert all(b"{{ " in six[name].parts[part] for part in running)
    for part, content in before.items():
        if part not in changed | running and part != "word/comments.xml":
            assert six[name].parts[part] == content, part


def test_nothing_of_a_cover_changes_but_the_placeholders(six: dict[str, Adopted]) -> None:
    before = etree.fromstring(read_package(TEMPLATES["wps_made"](), HERE)["word/document.xml"])
    after = etree.fromstring(six["wps_made"].parts["word/document.xml"])
    for number in range(21):
        one, two = (etree.tostring(root.find(f"{W}body")[number]).decode() for root in (before, after))
        assert re.sub(r"<w:t [^>]*>[^<]*</w:t>", "", one) == re.sub(r"<w:t [^>]*>[^<]*</w:t>", "", two)


def test_a_placeholder_split_into_runs_keeps_the_look_of_its_first() -> None:
    split = p(properties=CENTER, raw=run("【项", BIG) + run("目名", face("宋体", 9)) + run("称】方案", BIG))
    adopted = adopt(hand_made(split + BREAK + HEADING + TEXT + LAST), HERE)
    paragraph = next(etree.fromstring(adopted.parts["word/document.xml"]).iter(f"{W}p"))
    runs = ["".join(item.itertext(f"{W}t")) for item in paragraph.iter(f"{W}r")]
    assert runs == ["{{ title }}", "", ""]  # the title of the content says 方案 itself


def test_bound_content_controls_give_way_to_their_tag(six: dict[str, Adopted]) -> None:
    for part in ("word/document.xml", "word/header1.xml"):
        assert b"w:sdt" not in six["two_columns"].parts[part]
        assert b"{{ title }}" in six["two_columns"].parts[part]
    assert words(six["two_columns"], "word/header1.xml") == ['{{ title }}{{ organization or "远航研究院有限公司" }}']


def test_a_sample_picture_goes_and_a_logo_stays() -> None:
    adopted = adopt(TEMPLATES["style_based"](), HERE)
    assert "word/media/logo.png" in adopted.parts
    parts = read_package(TEMPLATES["two_columns"](), HERE)
    assert "word/comments.xml" in parts
    assert "word/comments.xml" not in adopt(TEMPLATES["two_columns"](), HERE).parts


def test_the_section_with_most_of_the_text_is_the_bodys_with_the_headers_that_it_inherits() -> None:
    body = (
        p("【项目名称】", properties=CENTER, look=BIG) + section('<w:headerReference w:type="default" r:id="header1"/>')
        + HEADING + TEXT * 5 + section(columns='<w:cols w:num="2" w:space="425"/>')
        + p("二、附表", look=face("黑体", 16, bold=True)) + TEXT + section(size=(16838, 11906), wrapped=False)
    )  # fmt: skip
    look = styles(fonts("宋体"), "", [style("Normal", "Normal", default=True), table_normal()])
    adopted = adopt(Parts(body, look, {"header1": p("页眉")}).package(), HERE)
    final = etree.fromstring(adopted.parts["word/document.xml"]).find(f"{W}body/{W}sectPr")
    assert final.find(f"{W}cols").get(f"{W}num") == "2"
    assert final.find(f"{W}headerReference") is not None
    assert "W176" in codes(adopted)


def test_a_dotx_becomes_a_document() -> None:
    before, after = read_package(TEMPLATES["first_odd_even"](), HERE), adopt(TEMPLATES["first_odd_even"](), HERE).parts
    assert b"template.main+xml" in before["[Content_Types].xml"]
    assert b"template.main+xml" not in after["[Content_Types].xml"]


def test_an_attached_template_is_cut_off_and_said_so(six: dict[str, Adopted]) -> None:
    adopted = six["direct_formatting"]
    assert not any(b"attachedTemplate" in part for part in adopted.parts.values())
    assert "W179" in codes(adopted)


# --- what is not certain --------------------------------------------------


def test_choices_and_unknown_placeholders_are_reported_and_left(six: dict[str, Adopted]) -> None:
    assert "□公开 □内部 □秘密" in words(six["first_odd_even"])
    adopted = adopt(hand_made(p("【项目名称】", look=BIG) + p("【会签栏】") + BREAK + HEADING + TEXT + LAST), HERE)
    assert "【会签栏】" in words(adopted)
    [problem] = [item for item in adopted.problems if item.code == "W173"]
    assert "正文 第 2 段“【会签栏】”没有改" in problem.message


def test_a_tag_of_another_system_does_not_stop_the_build(tmp_path: Path) -> None:
    adopted = adopt(hand_made(p("{{联系人}}{{项目名称}}") + BREAK + HEADING + TEXT + LAST), HERE)
    assert words(adopted)[0] == "【联系人】{{ title }}"
    assert "W173" in codes(adopted)


def test_the_biggest_centred_text_is_taken_for_the_title_and_said_so() -> None:
    body = (
        p("智慧园区弱电工程", properties=CENTER, look=BIG)
        + p("投标文件", properties=CENTER, look=face("黑体", 36))
        + BREAK
        + HEADING
        + TEXT
        + LAST
    )
    adopted = adopt(hand_made(body), HERE)
    assert words(adopted)[:2] == ["{{ title }}", "投标文件"]
    assert "W174" in codes(adopted)


def test_a_cover_that_only_says_what_the_paper_is_gets_a_title_above_it() -> None:
    adopted = adopt(hand_made(p("投标文件", properties=CENTER, look=BIG) + BREAK + HEADING + TEXT + LAST), HERE)
    assert words(adopted)[:2] == ["{{ title }}", "投标文件"]


def test_a_table_of_revisions_keeps_its_dates() -> None:
    rows = [["版本", "日期", "修改人"], ["V1.0", "2024-01-01", "张三"]]
    adopted = adopt(
        hand_made(p("【项目名称】", look=BIG) + table(rows, [2000] * 3, "") + BREAK + HEADING + TEXT + LAST), HERE
    )
    assert {"版本", "日期", "V1.0", "2024-01-01"} <= set(words(adopted))


def test_a_project_name_is_the_project_for_a_kind_that_has_one() -> None:
    content = hand_made(p("【项目名称】", look=BIG) + p("招标编号：____") + BREAK + HEADING + TEXT + LAST)
    assert words(adopt(content, HERE, frozenset({"title", "number"})))[:2] == ["{{ title }}", "招标编号：{{ number }}"]
    bid = frozenset({"title", "project", "tender_number"})
    assert words(adopt(content, HERE, bid))[:2] == ["{{ project }}", "招标编号：{{ tender_number }}"]


def test_changes_comments_protection_and_stray_captions_in_what_is_kept_are_reported() -> None:
    change = '<w:ins w:id="9" w:author="张三"><w:r><w:t>修订</w:t></w:r></w:ins>'
    cover = p("【项目名称】", look=BIG, raw=change) + p("表1 签批表", properties=CENTER)
    adopted = adopt(
        hand_made(
            cover + BREAK + HEADING + TEXT + LAST, settings='<w:documentProtection w:edit="forms" w:enforcement="1"/>'
        ),
        HERE,
    )
    assert {"W177", "W172", "W185"} <= set(codes(adopted))


def test_a_cover_filled_with_blank_lines_to_the_foot_of_the_page_is_warned_of(six: dict[str, Adopted]) -> None:
    assert "W188" in codes(six["theme_fonts"])
    assert "W188" not in codes(six["style_based"])


@pytest.mark.parametrize(
    ("body", "code"), [("{{p body }}|{{p body }}", "W111"), ("正文：{{p body }}", "W112")], ids=["twice", "not alone"]
)
def test_a_template_with_wrong_slots_is_refused(body: str, code: str) -> None:
    with pytest.raises(DocgenError) as caught:
        adopt(hand_made("".join(p(line) for line in body.split("|")) + LAST), HERE)
    assert [problem.code for problem in caught.value.problems] == [code]


def test_a_template_that_has_its_slot_and_tags_already_keeps_them() -> None:
    content = hand_made(p("{{ title }}", properties=CENTER, look=BIG) + BREAK + p("{{p body }}") + p("签字页") + LAST)
    adopted = adopt(content, HERE)
    assert words(adopted) == ["{{ title }}", "", "{{p body }}", "签字页"]
    assert adopted.cover.insertions == []


def test_macros_are_refused_by_name() -> None:
    parts = read_package(TEMPLATES["theme_fonts"](), HERE)
    parts["[Content_Types].xml"] = parts["[Content_Types].xml"].replace(
        b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", b"application/vnd.ms-word.document.macroEnabled.main+xml"
    )  # fmt: skip
    with pytest.raises(DocgenError) as caught:
        adopt(write_package(parts), HERE)
    assert [problem.code for problem in caught.value.problems] == ["W103"]


@pytest.mark.parametrize(
    ("part", "content"),
    [("word/header1.xml", b"<w:hdr"), ("word/document.xml", b"<document><body/></document>")],
    ids=["torn", "strict"],
)
def test_a_damaged_or_strict_file_is_refused_in_words(part: str, content: bytes) -> None:
    parts = read_package(TEMPLATES["theme_fonts"](), HERE) | {part: content}
    with pytest.raises(DocgenError) as caught:
        adopt(write_package(parts), HERE)
    assert [problem.code for problem in caught.value.problems] == ["W101"]


def test_crosses_that_stand_out_are_the_title_and_a_blank_without_a_known_label_is_reported() -> None:
    adopted = adopt(
        hand_made(p("× × ×", properties=CENTER, look=BIG) + p("审核：________") + BREAK + HEADING + TEXT + LAST), HERE
    )
    assert words(adopted)[:2] == ["{{ title }}", "审核：________"]
    assert codes(adopted).count("W173") == 1


def test_adopting_twice_gives_equal_bytes() -> None:
    for make in TEMPLATES.values():
        assert write_package(adopt(make(), HERE).parts) == write_package(adopt(make(), HERE).parts)


# --- in the workspace -----------------------------------------------------


@pytest.fixture
def adopted_in(workspace: Workspace, tmp_path: Path) -> Callable[..., adopting.Adoption]:
    """`adopted_in("wps_made")`: that template adopted under its own name."""

    def run_adopt(name: str, **more: str) -> adopting.Adoption:
        path = tmp_path / file_name(name)
        path.write_bytes(TEMPLATES[name]())
        return adopting.adopt_template(workspace, path, **{"name": name, **more})  # type: ignore[arg-type]

    return run_adopt


def test_every_adopted_template_builds_at_once_to_valid_files(
    workspace: Workspace, adopted_in: Callable[..., adopting.Adoption], tmp_path: Path
) -> None:
    content = workspace.content / "岗位.yaml"
    content.write_text(JOB.read_text(encoding="utf-8"), encoding="utf-8")
    files = []
    for name in TEMPLATES:
        adopted_in(name)
        result = pipeline.build(workspace, content, ("docx", "pdf"), template=name)
        assert not has_errors(result.problems), result.problems
        assert result.outputs["pdf"].startswith(b"%PDF")
        file = tmp_path / f"{name}.docx"
        file.write_bytes(result.outputs["docx"])
        with zipfile.ZipFile(file) as archive:
            everything = b"".join(archive.read(part) for part in archive.namelist())
        assert b"{{" not in everything.replace(b"{{3F2504E0", b"")
        files.append(file)
    assert validate_docx(files) == {file: [] for file in files}


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "theme_fonts"])
def test_headings_come_on_the_same_pages_where_the_line_pitch_is_exact(
    name: str, workspace: Workspace, adopted_in: Callable[..., adopting.Adoption], tmp_path: Path
) -> None:
    adopted_in(name)
    content = workspace.content / "岗位.yaml"
    content.write_text(JOB.read_text(encoding="utf-8"), encoding="utf-8")
    result = pipeline.build(workspace, content, ("docx", "pdf"), template=name)
    file = tmp_path / "built.docx"
    file.write_bytes(result.outputs["docx"])
    found = bookmarks(libreoffice_pdf(file, tmp_path))
    assert {anchor: page for anchor, page in found.items() if anchor in result.page_map} == {
        anchor: page for anchor, page in result.page_map.items() if anchor in found
    }
    assert found


def test_the_template_comes_as_a_whole_or_not_at_all(
    workspace: Workspace, adopted_in: Callable[..., adopting.Adoption]
) -> None:
    folder = adopted_in("wps_made").folder
    assert sorted(path.name for path in folder.iterdir()) == ["template.docx", "template.yaml"]
    before = (folder / "template.docx").read_bytes()
    with pytest.raises(DocgenError) as caught:
        adopted_in("wps_made")
    assert [problem.code for problem in caught.value.problems] == ["W187"]
    assert (folder / "template.docx").read_bytes() == before
    assert adopted_in("wps_made", force=True).folder == folder  # type: ignore[arg-type]
    assert not list(folder.parent.glob(".*"))


def test_the_fields_of_a_kind_that_have_no_place_are_named(adopted_in: Callable[..., adopting.Adoption]) -> None:
    adoption = adopted_in("style_based", kind="方案建议书")
    [problem] = [item for item in adoption.problems if item.code == "W183"]
    assert "客户（client）、副标题（subtitle）" in problem.message
    assert "templates/proposal/kind.yaml 里写：template: style_based" in adoption.report


def test_the_report_says_what_was_mapped_made_and_inserted(adopted_in: Callable[..., adopting.Adoption]) -> None:
    report = adopted_in("style_based").report
    assert "1 级标题 ← 公司标题1（样例里用作第 1 级标题）" in report
    assert "提示：提示 ← “Normal”" in report
    assert "页眉（header1.xml） 第 1 段：“【项目名称】” → {{ title }}" in report


def test_a_template_without_contents_leaves_no_empty_page(tmp_path: Path) -> None:
    """Cover, contents and body of style_based share one section break: without contents cover and body follow each other."""
    path = tmp_path / "template.docx"
    adopted = adopt(TEMPLATES["style_based"](), HERE)
    path.write_bytes(write_package(adopted.parts))
    with_toc, without = (
        fill(path, {}, HERE, toc=toc, roles=adopted.roles).parts["word/document.xml"] for toc in (True, False)
    )
    assert (with_toc.count(b'w:type="page"'), without.count(b'w:type="page"')) == (1, 0)
    assert with_toc.count(b"<w:sectPr") == without.count(b"<w:sectPr") == 2
    assert "目　录".encode() not in without
