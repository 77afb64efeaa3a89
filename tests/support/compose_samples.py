"""A workspace with one small kind, composed from a template and a few lines of content."""

from __future__ import annotations

import shutil
import struct
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.content.load import load_data, load_document, prepare
from docgen.content.workspace import Workspace
from docgen.errors import Problem
from docgen.kinds import compose
from docgen.kinds.finding import load_kind
from docgen.model.nodes import Block, Document

PROJECT = Path(__file__).parents[2]

KIND = """\
title: 备忘
description: 试验用的文种
template: sheet
numbering: decimal
fields:
  title: "{{ title }}"
"""

SCHEMA = """\
type: object
additionalProperties: false
required: [kind, title]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  text: {type: string, title: 正文}
  date: {type: string, title: 日期}
  amount: {type: number, title: 金额}
  count: {type: integer, title: 数量}
  person:
    type: object
    title: 人
    properties:
      name: {type: string, title: 姓名}
      age: {type: integer, title: 年龄}
  groups:
    type: array
    title: 分组
    items:
      type: object
      properties:
        name: {type: string, title: 名称}
        items: {type: array, title: 各项, items: {type: string}}
"""


@dataclass(frozen=True)
class Composed:
    document: Document | None
    problems: list[Problem]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks of a document without problems."""
        assert [str(problem) for problem in self.problems] == []
        assert self.document is not None
        return self.document.blocks

    @property
    def said(self) -> list[str]:
        """Each problem as `file:line CODE`."""
        return [f"{p.location.file}:{p.location.line} {p.code}" for p in self.problems]


def read_yaml(workspace: Workspace, path: Path) -> dict[str, Any]:
    return load_data(path, workspace).data


def make_workspace(
    root: Path, body: str = "<p>x</p>", content: str = "", files: Mapping[str, str | bytes] | None = None
) -> Workspace:
    """A workspace below `root` with the kind 备忘 (memo) and the document content/memo.yaml."""
    everything: dict[str, str | bytes] = {
        "templates/memo/kind.yaml": KIND,
        "templates/memo/schema.yaml": SCHEMA,
        "templates/memo/body.html": body,
        "content/memo.yaml": f"kind: memo\ntitle: 题目\n{content}",
        **(files or {}),
    }
    for name, text in everything.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    template = root / "templates/word/sheet/template.docx"
    template.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(PROJECT / "templates/word/sheet/template.docx", template)
    return Workspace(root.resolve())


def composed(root: Path, body: str, content: str = "", files: Mapping[str, str | bytes] | None = None) -> Composed:
    """What compose gives for a body and content (two lines stand before it); the content itself must be right."""
    workspace = make_workspace(root, body, content, files)
    loaded = load_document(workspace.content / "memo.yaml", workspace)
    kind = load_kind(workspace, "memo", lambda path: read_yaml(workspace, path))
    prepare(loaded, kind.schema)
    return Composed(*compose(kind, loaded, workspace))


def png(width: int, height: int) -> bytes:
    """The head of a PNG: enough to say how large it would be."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
    pixels = zlib.compress(b"\0" * (width + 1) * height) if width * height < 10_000 else b""
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")
