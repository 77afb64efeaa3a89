"""Charts of content: from YAML through the shared schema and macro to figures, and their faults at the content's lines."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from compose_samples import PROJECT, make_workspace
from docgen.app import build as pipeline
from docgen.errors import Problem
from docgen.explanations import EXPLANATIONS
from docgen.model.charts import Chart, Series
from docgen.model.nodes import Document, Figure

SCHEMA = """\
type: object
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  charts: {type: array, title: 图表, items: {$ref: ../_shared/chart.yaml}}
"""
BODY = """\
{% from "chart.html" import chart with context %}
{% for spec in charts %}{{ chart(spec) }}{% endfor %}
"""
SOUND = """\
图表:
  - {种类: 柱形图, 题注: 年效益, 标签: benefit, 单位: 万元, 项目: [减少中断, 减少停工], 系列: [{名称: 年效益, 数值: [250.50, 96]}]}
  - {种类: 折线图, 题注: 现金流, 项目: [一月, 二月, 三月], 系列: [{数值: [1, null, 3]}]}
  - {种类: 饼图, 题注: 构成, 各份: [{名称: 设备, 数值: 2}, {名称: 人工, 数值: 1}]}
"""
WRONG = """\
图表:
  - 种类: 柱形图
    题注: 年效益
    项目: [甲, 乙]
    系列:
      - 名称: 收入
        数值: [1, 2, 3]
      - 名称: 收入
        数值: [1, 1234567890123456]
  - 种类: 饼图
    题注: 构成
    各份:
      - {名称: 设备, 数值: 2}
      - {名称: 人工, 数值: -1}
  - 种类: 折线图
    题注: 空
"""


def built(root: Path, content: str) -> tuple[Document | None, list[Problem]]:
    """A document of a kind with charts; its content begins on the file's third line."""
    shared = {
        f"templates/_shared/{name}": (PROJECT / "templates/_shared" / name).read_bytes()
        for name in ("chart.yaml", "chart.html")
    }
    workspace = make_workspace(root, BODY, content, {"templates/memo/schema.yaml": SCHEMA, **shared})
    problems: list[Problem] = []
    document, _kind = pipeline.resolved(workspace, workspace.content / "memo.yaml", problems)
    return document, problems


def test_charts_of_content_become_figures_with_their_data(tmp_path: Path) -> None:
    document, problems = built(tmp_path, SOUND)
    assert problems == []
    assert document is not None
    charts: list[Chart] = []
    for figure in document.blocks:
        assert isinstance(figure, Figure)
        assert figure.picture.chart is not None
        assert figure.picture.svg.startswith("<svg ")
        charts.append(figure.picture.chart)
    bar, line, pie = charts
    assert (bar.kind, bar.unit, bar.categories) == ("bar", "万元", ("减少中断", "减少停工"))
    assert bar.series == (Series("年效益", (Decimal("250.50"), Decimal(96))),)
    assert line.series == (Series("", (Decimal(1), None, Decimal(3))),)
    assert (pie.kind, pie.categories, pie.series[0].values) == ("pie", ("设备", "人工"), (Decimal(2), Decimal(1)))
    first = document.blocks[0]
    assert isinstance(first, Figure)
    assert (first.label, first.number) == ("benefit", "图 1")


def test_a_charts_alternative_text_says_its_figures(tmp_path: Path) -> None:
    document, _problems = built(tmp_path, SOUND)
    assert document is not None
    assert [figure.picture.alt for figure in document.blocks if isinstance(figure, Figure)] == [
        "年效益：柱形图。年效益（万元）：减少中断 250.5，减少停工 96.0。",
        "现金流：折线图。一月 1，二月 无数据，三月 3。",
        "构成：饼图。设备 66.7%，人工 33.3%。",
    ]


def test_all_faults_are_found_at_once_at_the_lines_of_the_content(tmp_path: Path) -> None:
    _document, problems = built(tmp_path, WRONG)
    assert [f"{problem.location.file}:{problem.location.line} {problem.code}" for problem in problems] == [
        "content/memo.yaml:9 P151",
        "content/memo.yaml:11 P155",
        "content/memo.yaml:10 P137",
        "content/memo.yaml:16 P152",
        "content/memo.yaml:18 P153",
        "content/memo.yaml:18 P153",
    ]
    assert all(problem.hint and problem.code in EXPLANATIONS for problem in problems)


def test_a_chart_of_another_shape_is_the_schemas_problem(tmp_path: Path) -> None:
    _document, problems = built(tmp_path, "图表:\n  - {种类: 雷达图, 题注: 年效益, 系列: [{数值: [多]}]}\n")
    assert {problem.code[0] for problem in problems} == {"S", "P"}
