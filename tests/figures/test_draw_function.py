"""The template function draw: from content to figures in the tree, the PDF and the Word file; faults at content lines."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from compose_samples import composed, make_workspace
from docgen.app import build as pipeline
from docgen.content.workspace import Workspace
from docgen.model.dump import digest, dump
from docgen.model.nodes import Figure, Text

BODY = """\
<p>见{{ ref("figure-plan") }}。</p>
{{ draw("gantt", plan, caption="进度计划", id="figure-plan") }}
"""
SCHEMA = """\
type: object
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  plan: {$ref: "../drawings/schema.yaml#/$defs/gantt", title: 计划}
  tree: {$ref: "../drawings/schema.yaml#/$defs/organisation", title: 机构}
  flow: {$ref: "../drawings/schema.yaml#/$defs/flow", title: 流程}
"""
PLAN = """\
plan:
  tasks:
    - {name: 勘察 &<设计>, start: "2026-03-02", days: 14}
    - name: 施工
      start: "2026-03-16"
      end: "2026-04-20"
      after: [勘察 &<设计>]
"""


def many(count: int) -> str:
    rows = "".join(f'    - {{name: 任务{n}, start: "2026-03-02", days: {n + 1}}}\n' for n in range(count))
    return f"plan:\n  tasks:\n{rows}"


def figures(root: Path, body: str, content: str) -> list[Figure]:
    return [block for block in composed(root, body, content).blocks if isinstance(block, Figure)]


def caption(figure: Figure) -> str:
    return "".join(child.text for child in figure.caption or () if isinstance(child, Text))


def test_a_drawing_is_a_figure_with_its_svg_caption_label_and_alt(tmp_path: Path) -> None:
    [figure] = figures(tmp_path, BODY, PLAN)
    assert figure.label == "figure-plan"
    assert caption(figure) == "进度计划"
    assert figure.picture.alt == "进度计划"
    assert "勘察 &amp;&lt;设计&gt;" in figure.picture.svg
    assert figure.picture.pixels[0] == 15000


def test_a_drawing_over_several_pages_gives_a_numbered_figure_for_each(tmp_path: Path) -> None:
    found = figures(tmp_path, BODY, many(60))
    count = len(found)
    assert count > 1
    assert [caption(figure) for figure in found] == [f"进度计划（{n}/{count}）" for n in range(1, count + 1)]
    assert [figure.label for figure in found] == ["figure-plan", *(f"figure-plan-{n}" for n in range(2, count + 1))]


def test_data_may_be_put_together_in_the_template(tmp_path: Path) -> None:
    body = '{{ draw("organisation", {"name": title, "children": [{"name": "设计组"}]}) }}'
    [figure] = figures(tmp_path, body, "")
    assert figure.caption is None
    assert "题目" in figure.picture.svg


def test_the_drawing_belongs_to_the_digest(tmp_path: Path) -> None:
    one = composed(tmp_path / "a", BODY, PLAN).document
    other = composed(tmp_path / "b", BODY, PLAN.replace("2026-04-20", "2026-04-21")).document
    again = composed(tmp_path / "c", BODY, PLAN).document
    assert one is not None
    assert other is not None
    assert again is not None
    assert digest(one) != digest(other)
    assert dump(one) == dump(again)


def test_every_fault_stands_at_its_line_of_the_content_and_the_reference_is_not_a_second_one(tmp_path: Path) -> None:
    content = PLAN.replace("2026-04-20", "2026-03-01").replace("after: [勘察 &<设计>]", "after: [勘查]")
    assert composed(tmp_path, BODY, content).said == ["content/memo.yaml:9 P135", "content/memo.yaml:8 P134"]


def test_a_missing_entry_is_placed_at_its_task_and_an_unknown_kind_at_the_template(tmp_path: Path) -> None:
    content = 'plan:\n  tasks:\n    - {name: 施工, start: "2026-03-16"}\n'
    assert composed(tmp_path / "a", BODY, content).said == ["content/memo.yaml:5 P131"]
    found = composed(tmp_path / "b", '<p>x</p>\n{{ draw("gant", {}) }}', "").problems
    assert [(str(problem.location), problem.code, problem.hint) for problem in found] == [
        ("templates/memo/body.html:2:1", "P130", "是不是 gantt？")
    ]


def test_a_template_cannot_ask_for_a_drawing_that_was_not_drawn(tmp_path: Path) -> None:
    assert composed(tmp_path, '<p><img src="drawing:x.svg" alt="x"></p>', "").said == [
        "templates/memo/body.html:1 P101"
    ]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> pipeline.Result:
    root = tmp_path_factory.mktemp("drawn")
    project = Path(__file__).parents[2]
    body = (
        BODY
        + '{{ draw("organisation", tree, caption="机构") }}'
        + '<section class="landscape">{{ draw("flow", flow, caption="流程", wide=true) }}</section>'
    )
    content = (
        PLAN.replace("plan:", "计划:").replace("tasks:", "任务:").replace("name:", "名称:")
        + "机构:\n  名称: 经理\n  下级:\n    - {名称: 设计组, 人数: 3, 下级: [{名称: 绘图员}]}\n"
        + "流程:\n  步骤:\n    - {编号: a, 名称: 申请, 类型: 开始, 下一步: [{到: b, 条件: 同意}]}\n    - {编号: b, 名称: 归档, 类型: 结束}\n"
    )
    workspace = make_workspace(
        root,
        body,
        content,
        {
            "templates/memo/schema.yaml": SCHEMA,
            "templates/drawings/schema.yaml": (project / "templates/drawings/schema.yaml").read_bytes(),
        },
    )
    result = pipeline.build(workspace, workspace.content / "memo.yaml", ("docx", "pdf"))
    assert not result.problems, "\n".join(map(str, result.problems))
    return result


def test_the_schema_of_drawings_knows_chinese_keys_at_any_depth(built: pipeline.Result) -> None:
    assert built.document is not None
    drawn = [block.picture.svg for block in built.document.blocks if isinstance(block, Figure)]
    assert "施工" in drawn[0]
    assert "绘图员" in drawn[1]


def test_the_pdf_has_the_drawings_as_vectors_and_text(built: pipeline.Result) -> None:
    with pikepdf.open(io.BytesIO(built.outputs["pdf"])) as file:
        images = [image for page in file.pages for image in page.get_images()]
    assert images == []


def test_the_word_file_has_each_drawing_as_svg_and_as_png_of_300_dpi(built: pipeline.Result) -> None:
    with zipfile.ZipFile(io.BytesIO(built.outputs["docx"])) as archive:
        names = archive.namelist()
        vectors = [name for name in names if name.endswith(".svg")]
        rasters = [
            Image.open(io.BytesIO(archive.read(name)))
            for name in names
            if name.startswith("word/media/") and name.endswith(".png")
        ]
        document = archive.read("word/document.xml").decode()
    assert len(vectors) == len(rasters) == document.count("svgBlip") == 3
    assert any(abs(image.width - 150 / 25.4 * 300) < 3 for image in rasters)


def test_the_schema_of_drawings_is_no_kind_of_document(own: Workspace) -> None:
    assert "drawings" not in [kind.name for kind in pipeline.find_kinds(own)]
