"""A notice that is made from one of everything: include, library, table, pictures, macros, shared templates, style, font, settings."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from PIL import Image

from docgen.approval.desk import policies
from docgen.errors import DocgenError
from issuing_samples import Office

KIND = """\
title: 通知
description: 一页的通知
template: sheet
numbering: gov
fields: {title: "{{ title }}", organization: "{{ organization }}", number: "{{ number }}", version: "{{ version }}", date: "{{ date | date_cn }}"}
values: {total: "{{ people | map(attribute='amount') | sum }}"}
number: {code: 星河办, start_at: 37}
slots: [date]
democratic_procedure: true
route:
  - {step: review, name: 审核, by: [审核]}
  - {step: sign, name: 签发, by: [签发], sign: true}
"""
SCHEMA = """\
title: 通知
type: object
additionalProperties: false
required: [kind, title, organization, text, clause, people, rates]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  organization: {type: string, title: 单位}
  number: {type: string, title: 编号, default: ""}
  date: {type: string, title: 日期, default: ""}
  version: {type: string, title: 版本, default: ""}
  effective_date: {type: string, title: 施行日期, default: ""}
  text: {type: string, title: 正文}
  clause: {type: string, title: 条款}
  rates: {type: object, title: 标准, additionalProperties: true}
  people:
    type: array
    title: 人员
    items: {type: object, additionalProperties: false, properties: {name: {type: string, title: 姓名}, amount: {type: integer, title: 金额}}}
"""
BODY = """\
{% import "macros.html" as m %}{% import "common.html" as shared %}
<h1 id="text">正文</h1><p>{{ text }}</p>{{ m.clause(clause) }}<p>{{ shared.closing() }}</p>
<table id="table-pay" data-widths="50 50"><caption>津贴</caption><tbody>
{% for one in people %}<tr><td>{{ one.name }}</td><td>{{ one.amount }}</td></tr>{% endfor %}
<tr><td>外勤</td><td>{{ rates.field }}</td></tr></tbody></table>
<figure id="figure-plan"><img src="plan.png" alt="平面" width="30"/><figcaption>平面</figcaption></figure>
<figure id="figure-mark"><img src="mark.svg" alt="标记" width="20"/><figcaption>标记</figcaption></figure>
<p class="signature">{{ organization }}<br/>{{ date | date_cn }}</p>
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><text x="2" y="15" font-size="14">{}</text></svg>'
PAPER = """\
文种: 通知
引入: _common.yaml
标题: 关于津贴的通知
正文: 请遵照执行。
条款: 每月津贴 1500 元。
标准: {use: rates/field}
人员: {include: people.csv}
"""
FILES = {
    "content/notices/pay.yaml": PAPER,
    "content/notices/_common.yaml": "单位: 星河通信技术有限公司\n",
    "content/notices/people.csv": "姓名,金额\n甲某,1500\n",
    "content/notices/mark.svg": SVG.format("1500"),
    "content/library/rates/field.yaml": "field: 1500\n",
    "templates/notice/kind.yaml": KIND,
    "templates/notice/schema.yaml": SCHEMA,
    "templates/notice/body.html": BODY,
    "templates/notice/macros.html": "{% macro clause(text) %}<p>{{ text }}押金 1500 元。</p>{% endmacro %}",
    "templates/_shared/common.html": "{% macro closing() %}自发布之日起 1500 天有效。{% endmacro %}",
    "templates/word/sheet/style.css": "table { color: #111500 }\n",
    "docgen.yaml": "checks: {rules: {K101: off}}\n",
}


def one_of_everything(root: Path) -> tuple[Office, Path]:
    """An office with such a notice, its policy confirmed, nothing handed in yet."""
    office = Office(root)
    for name, text in FILES.items():
        file = office.workspace.root / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    picture(office.workspace.content / "notices" / "plan.png", 15)
    policies.confirm(office.desk, office.keys["he"])
    return office, office.workspace.content / "notices" / "pay.yaml"


def picture(file: Path, grey: int) -> None:
    Image.new("L", (120, 60), grey).save(file)


def retouch(docx: Path, old: str, new: str) -> None:
    """Change a word in every part of a Word file."""
    with zipfile.ZipFile(docx) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    assert any(old.encode() in content for content in parts.values())
    with zipfile.ZipFile(docx, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content.replace(old.encode(), new.encode()))


def codes(error: pytest.ExceptionInfo[DocgenError]) -> set[str]:
    return {problem.code for problem in error.value.problems}
