"""A workspace with a small kind, people with keys, and an open desk."""

from __future__ import annotations

import os
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from docgen.approval.desk import people
from docgen.approval.desk.desk import Desk
from docgen.approval.ledger.keys import Key
from docgen.content.workspace import Workspace

PASSPHRASE = "correct horse"
KIND = """\
title: 短制度
template: sheet
numbering: decimal
fields: {title: "{{ title }}", number: "{{ number }}", version: "{{ version }}"}
values: {total: "{{ price * 2 }}"}
slots: [date]
scopes: {报价: [prices]}
route:
  - {step: review, name: 审核, by: [审核]}
  - together:
      - {step: finance, name: 财务会签, by: [财务], scope: 报价}
      - {step: legal, name: 法务会签, by: [法务], returns: {to: any, resume: here}}
  - {step: board, name: 评审, by: [审核, 财务, 法务], rule: 3, duplicates: again, when: {field: total, over: 200000}}
  - {step: sign, name: 签发, by: [签发], sign: true}
"""
SCHEMA = """\
type: object
required: [kind, title, text, price]
additionalProperties: false
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  number: {type: string, title: 编号, default: ""}
  version: {type: string, title: 版本, default: ""}
  date: {type: string, title: 日期, default: ""}
  note: {type: string, title: 附言, default: ""}
  text: {type: string, title: 正文, x-format: markdown}
  price: {type: number, title: 价格}
"""
BODY = """\
<h1 id="text">总则</h1>
{{ text | md }}
{% if note %}<h1>附言</h1><p>{{ note }}</p>{% endif %}
<h1 id="prices">报价</h1>
<table id="table-prices" data-widths="50 50"><caption>价格</caption><tbody><tr><td>单价</td><td>{{ price }}</td></tr></tbody></table>
<p>见{{ ref("table-prices") }}。编号 {{ number }}，日期 {{ date }}。</p>
"""
ORGANISATION = """\
名称: 星河通信技术有限公司
部门: {hr: 人力资源部, finance: 财务部}
岗位: {clerk: 专员}
人员:
  - {编号: lin, 姓名: 林示例, 部门: hr, 岗位: clerk, 角色: [拟稿]}
  - {编号: zhou, 姓名: 周示例, 部门: hr, 角色: [审核]}
  - {编号: qian, 姓名: 钱示例, 部门: finance, 角色: [财务]}
  - {编号: fang, 姓名: 方示例, 角色: [法务]}
  - {编号: song, 姓名: 宋示例, 角色: [签发]}
  - {编号: he, 姓名: 何示例, 角色: [登记]}
"""
PEOPLE = ("lin", "zhou", "qian", "fang", "song")


class Clock:
    """A clock that is set by hand and moves a minute with every look."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


def furnish(workspace: Workspace) -> Path:
    """The kind, the people's file and one document; the document's path."""
    folder = workspace.templates / "short"
    folder.mkdir()
    for name, text in (("kind.yaml", KIND), ("schema.yaml", SCHEMA), ("body.html", BODY)):
        (folder / name).write_text(text, encoding="utf-8")
    workspace.organisation.write_text(ORGANISATION, encoding="utf-8")
    path = workspace.content / "制度.yaml"
    write(path)
    return path


def write(path: Path, text: str = "第一稿。", price: str = "10", **more: str) -> None:
    lines = [
        "文种: 短制度",
        "标题: 考勤制度",
        f"正文: {text}",
        f"价格: {price}",
        *(f"{key}: {value}" for key, value in more.items()),
    ]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def staffed(workspace: Workspace, clock: Clock, persons: Sequence[str] = PEOPLE) -> tuple[Desk, dict[str, Key]]:
    """A record begun by `he`, everyone's key registered; DOCGEN_KEYS says where the private ones are."""
    folder = Path(os.environ["DOCGEN_KEYS"])
    desk, _file = people.set_up(workspace, "he", PASSPHRASE, clock=clock, folder=folder)
    administrator = desk.key("he", PASSPHRASE)
    for person in persons:
        _private, public = people.new_key(workspace, person, PASSPHRASE, folder)
        people.register_key(desk, public, administrator)
    return desk, {person: desk.key(person, PASSPHRASE) for person in (*persons, "he")}
