"""A workspace with people, keys and a small kind of notices: from content file to issued papers within a second."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

from docgen.approval.after import publishing
from docgen.approval.desk import operations, people
from docgen.approval.desk.desk import Desk
from docgen.approval.issue import issue as issuing
from docgen.approval.issue.certificate import organisation_certificates
from docgen.approval.issue.pdf_signature import Pkcs12Seal, Seal
from docgen.approval.ledger import keys as key_files
from docgen.approval.ledger.keys import Key
from docgen.approval.rules.state import State
from docgen.content.workspace import Workspace

ROOT = Path(__file__).parents[2]
PASSPHRASE = "口令-只为测试用的-123"
KIND = """\
title: 通知
description: 一页的通知
template: sheet
numbering: gov
fields: {title: "{{ title }}", organization: "{{ organization }}", number: "{{ number }}", version: "{{ version }}", date: "{{ date | date_cn }}"}
number: {code: 星河办, start_at: 37}
slots: [date]
route:
  - {step: review, name: 审核, by: [审核]}
  - {step: finance, name: 财务会签, by: [财务], scope: [prices]}
  - {step: sign, name: 签发, by: [签发], sign: true}
"""
SCHEMA = """\
$schema: https://json-schema.org/draft/2020-12/schema
title: 通知
type: object
additionalProperties: false
required: [kind, title, organization, text]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  organization: {type: string, title: 单位}
  number: {type: string, title: 编号, default: ""}
  date: {type: string, title: 日期, default: ""}
  version: {type: string, title: 版本, default: ""}
  effective_date: {type: string, title: 施行日期, default: ""}
  text: {type: string, title: 正文}
  price: {type: string, title: 价格, default: "100"}
"""
BODY = '<h1 id="text">正文</h1><p>{{ text }}</p><h1 id="prices">价格</h1><p>{{ price }} 元</p><p class="signature">{{ organization }}<br/>{{ date | date_cn }}</p>'
PEOPLE = """\
名称: 星河通信技术有限公司
部门: {office: 总经理办公室}
岗位: {head: 经理}
人员:
  - {编号: lin, 姓名: 林示例, 部门: office, 角色: [拟稿]}
  - {编号: zhou, 姓名: 周示例, 部门: office, 岗位: head, 角色: [审核]}
  - {编号: qian, 姓名: 钱示例, 部门: office, 角色: [财务]}
  - {编号: song, 姓名: 宋示例, 部门: office, 角色: [签发]}
  - {编号: he, 姓名: 何示例, 部门: office, 角色: [登记]}
"""


class Clock:
    """Goes on by a minute whenever it is asked."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


class Office:
    """The workspace, its open desk, and everybody's key."""

    def __init__(self, root: Path, now: datetime = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)) -> None:
        """`now` is when it is begun: other processes, and commands, go by the machine's own clock."""
        self.workspace = make_workspace(root)
        self.folder = root / "private"
        self.clock = Clock(now)
        self.desk, _file = people.set_up(self.workspace, "he", PASSPHRASE, clock=self.clock, folder=self.folder)
        self.keys: dict[str, Key] = {"he": self.desk.key("he", PASSPHRASE, self.folder)}
        for person in ("lin", "zhou", "qian", "song"):
            key = key_files.generate(person)
            request = root / f"{person}.pub"
            request.write_text(key_files.request(key), encoding="utf-8")
            people.register_key(self.desk, request, self.keys["he"])
            self.keys[person] = key

    def copy(self, root: Path) -> Office:
        """The office as it is now, in another folder; this one's record must be closed. Its keys are at home there, for what a
        key saw of the one is no record of the other."""
        twin = object.__new__(Office)
        shutil.copytree(self.workspace.root, root / "work")
        shutil.copytree(self.folder, root / "private")
        twin.workspace, twin.folder = Workspace((root / "work").resolve()), root / "private"
        twin.clock, twin.keys = Clock(self.clock.now), dict(self.keys)
        twin.desk = Desk.open(twin.workspace, clock=twin.clock)
        for key in twin.keys.values():
            twin.desk.lives(key, twin.folder)
        return twin

    def write(self, name: str = "notice", **fields: str) -> Path:
        """A notice as a content file."""
        values = {
            "文种": "通知",
            "标题": f"关于{name}的通知",
            "单位": "星河通信技术有限公司",
            "正文": "请遵照执行。",
        } | fields
        path = self.workspace.content / "notices" / f"{name}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text("".join(f'{key}: "{value}"\n' for key, value in values.items()), encoding="utf-8")
        return path

    def approve_all(self, path: Path, **more: str) -> State:
        """Everybody whose turn it is approves, until nobody is left."""
        while not (state := operations.known(self.desk, path)).complete:
            step = state.current[0]
            operations.approve(
                self.desk, path, self.keys[step.pending[0]], operations.seen(self.desk, path), step=step.step.id, **more
            )
        return state

    def approved(self, name: str = "notice", summary: str = "", **fields: str) -> Path:
        """A notice whose review is finished."""
        path = self.write(name, **fields)
        operations.submit(self.desk, path, self.keys["lin"], summary=summary)
        self.approve_all(path)
        return path

    def issue(self, path: Path, seal: Seal | None = None, number: int = 0) -> issuing.Issuance:
        return issuing.issue(self.desk, path, self.keys["he"], seal, number=number)

    def publish(self, path: Path, effective: str = "") -> None:
        publishing.publish(self.desk, path, self.keys["he"], effective=effective)


def make_workspace(root: Path) -> Workspace:
    folder = root / "work"
    kind = folder / "templates" / "notice"
    kind.mkdir(parents=True)
    for name, text in (("kind.yaml", KIND), ("schema.yaml", SCHEMA), ("body.html", BODY), ("example.yaml", "")):
        (kind / name).write_text(text, encoding="utf-8")
    shutil.copytree(ROOT / "templates" / "word" / "sheet", folder / "templates" / "word" / "sheet")
    (folder / "content").mkdir()
    (folder / "content" / "organisation.yaml").write_text(PEOPLE, encoding="utf-8")
    return Workspace(folder.resolve())


def trial_seal(folder: Path) -> Pkcs12Seal:
    content = organisation_certificates("星河通信技术有限公司", PASSPHRASE, datetime.now(UTC)).seal
    path = folder / "seal.p12"
    path.write_bytes(content)
    return Pkcs12Seal(path, PASSPHRASE)
