"""A small paper with everything that parts of a paper can have to do with each other, and edits of all its files."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

KIND = """\
title: 小册
description: chapters with references, notes, lists, pictures and turned pages
template: bid
numbering: chinese-chapter
toc: 2
fields:
  title: "{{ title }}"
  kind_title: 小册
  header: "{{ title }}"
"""
SCHEMA = """\
type: object
required: [title, chapters]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  summary: {type: string, title: 摘要, x-format: markdown}
  chapters:
    title: 章
    type: array
    items:
      type: object
      required: [name, text]
      properties:
        name: {type: string, title: 名称}
        text: {type: string, title: 正文, x-format: markdown}
        wide: {type: string, title: 宽表, x-format: markdown}
"""
BODY = """\
{% from "parts.html" import chapter with context %}
{{ summary | md }}
{% for one in chapters %}
{{ chapter(one, loop.index) }}
{% endfor %}
<h1 class="appendix">附表</h1>
<table id="all"><caption>各章</caption><thead><tr><th>章</th><th>页</th></tr></thead><tbody>
{% for one in chapters %}<tr><td>{{ one.name }}</td><td>{{ ref("chapter-" ~ loop.index, "page") }}</td></tr>{% endfor %}
</tbody></table>
"""
PARTS = """\
{% macro chapter(one, index) %}
<h1 id="chapter-{{ index }}">{{ one.name }}</h1>
<p>另见{{ ref("chapter-1") }}和{{ ref("all", "full") }}{{ fn("附表") }}。</p>
<h2>说明</h2>
{{ one.text | md }}
<h2>清单</h2>
<ol><li>甲{{ index }}<ol><li>内一</li><li>内二</li></ol></li><li>乙</li></ol>
{% if one.wide %}<section class="landscape"><p>宽</p>{{ one.wide | md }}</section>{% endif %}
{% endmacro %}
"""
TEXT = "本章说明第{n}件事的办法和期限，由各部门按月报送情况，逾期的书面说明原因。"


def make_small_paper(workspace: Path) -> Path:
    """The kind and the paper in a workspace of its own; the paper's path."""
    kind = workspace / "templates" / "small"
    kind.mkdir()
    for name, text in (("kind.yaml", KIND), ("schema.yaml", SCHEMA), ("body.html", BODY), ("parts.html", PARTS)):
        (kind / name).write_text(text, encoding="utf-8")
    content = workspace / "content"
    picture(content / "map.png", 300)
    for number in range(1, 5):
        lines = [TEXT.format(n=number * 10 + line) * 3 for line in range(7)]
        lines.append(
            "![图](map.png)" if number == 2 else "见[](#chapter-2)、[页码](#chapter-4)，[网站](https://example.com)。"
        )
        lines.append("- 一\n- 二" if number % 2 else "| 甲 | 乙 |\n| --- | --- |\n| 1 | 2 |")
        body = "\n\n".join(lines).replace("\n", "\n  ")
        wide = "宽表: |\n  | 甲 | 乙 |\n  | --- | --- |\n  | 1 | 2 |\n" if number == 3 else ""
        (content / f"_{number}.yaml").write_text(f"名称: 事项{number}\n正文: |\n  {body}\n{wide}", encoding="utf-8")
    chapters = "".join(f"  - {{引入: _{number}.yaml}}\n" for number in range(1, 5))
    path = content / "paper.yaml"
    path.write_text(f"文种: 小册\n标题: 小册一\n摘要: 提要，见[](#chapter-3)。\n章:\n{chapters}", encoding="utf-8")
    return path


def picture(path: Path, width: int) -> None:
    """A plain picture of some width in pixels."""
    Image.new("RGB", (width, 120), (30, 90, width % 256)).save(path)


@dataclass(frozen=True)
class FileEdit:
    """A change of one of the paper's files."""

    what: str
    make: Callable[[Path, random.Random], None]


def _replacing(
    name: str, pattern: str, by: Callable[[str, random.Random], str]
) -> Callable[[Path, random.Random], None]:
    def make(root: Path, chance: random.Random) -> None:
        path = root / name
        text = path.read_text(encoding="utf-8")
        found = chance.choice(list(re.finditer(pattern, text, re.M)))
        path.write_text(text[: found.start()] + by(found[0], chance) + text[found.end() :], encoding="utf-8")

    return make


def _other(*values: str) -> Callable[[str, random.Random], str]:
    return lambda old, chance: chance.choice([value for value in values if value != old])


def _moved_chapter(root: Path, chance: random.Random) -> None:
    path = root / "content" / "paper.yaml"
    *head, first, second = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
    at = chance.randrange(4, len(head) + 1) if len(head) >= 4 else len(head)
    path.write_text("\n".join([*head[:at], second, *head[at:], first]) + "\n", encoding="utf-8")


def _one_chapter_more(root: Path, chance: random.Random) -> None:
    path = root / "content" / "paper.yaml"
    path.write_text(path.read_text(encoding="utf-8") + "  - {名称: 新增, 正文: 只有一句。}\n", encoding="utf-8")


def _written_in(root: Path, chance: random.Random) -> None:
    """An included chapter's text comes to stand in the paper itself, and in another file again."""
    path = root / "content" / f"_{chance.randrange(1, 5)}.yaml"
    text = path.read_text(encoding="utf-8")
    name, _, rest = text.partition("\n")
    if name.startswith("引入"):
        return
    aside = path.with_name(f"_aside{path.name}")
    aside.write_text(rest, encoding="utf-8")
    path.write_text(f"引入: {aside.name}\n{name}\n", encoding="utf-8")


_KIND, _PARTS_FILE, _BODY_FILE = (f"templates/small/{name}" for name in ("kind.yaml", "parts.html", "body.html"))
EDITS = (
    FileEdit("words", _replacing("content/_2.yaml", "[\u4e00-\u9fff](?=[\u4e00-\u9fff])", lambda old, _chance: old + "补")),
    FileEdit("a heading's words", _replacing("content/_1.yaml", "名称: .*", lambda old, _chance: old + "与其他")),
    FileEdit("the title", _replacing("content/paper.yaml", "标题: .*", lambda old, _chance: old + "二")),
    FileEdit("a reference", _replacing("content/_3.yaml", r"\(#chapter-\d\)|_1\.yaml|本章", _other("[标题](#chapter-1)", "见[全](#all)"))),
    FileEdit("a label that has gone", _replacing("content/_1.yaml", "本章", lambda old, _chance: "见[](#nowhere)，")),
    FileEdit("that label made", _replacing("content/_1.yaml", r"\(#nowhere\)", lambda old, _chance: "(#chapter-2)")),
    FileEdit("a chapter moved", _moved_chapter),
    FileEdit("a chapter more", _one_chapter_more),
    FileEdit("an included file parted", _written_in),
    FileEdit("a picture", lambda root, chance: picture(root / "content/map.png", chance.randrange(100, 500))),
    FileEdit("a macro", _replacing(_PARTS_FILE, "<h2>清单</h2>", lambda old, _chance: f"<h2>附</h2><p>宏</p>{old}")),
    FileEdit("a turned page in a macro", _replacing(_PARTS_FILE, "<p>宽</p>", lambda old, _chance: f"{old}<p>再宽</p>")),
    FileEdit("a list's format", _replacing(_PARTS_FILE, "<ol(?: type='..?.?')?><li>甲", _other("<ol type='①'><li>甲", "<ol><li>甲"))),
    FileEdit("the template", _replacing(_BODY_FILE, "<h1 class", lambda old, _chance: f"<h1>后记</h1><p>见{{{{ ref('all') }}}}</p>{old}")),
    FileEdit("numbering", _replacing(_KIND, "(?<=numbering: ).*", _other("decimal", "chinese-chapter", "gov"))),
    FileEdit("depth of the contents", _replacing(_KIND, "(?<=toc: ).", _other("0", "1", "2"))),
    FileEdit("the Word template", _replacing(_KIND, "(?<=template: ).*", _other("bid", "enterprise", "gbt9704"))),
    FileEdit("the schema", _replacing("templates/small/schema.yaml", "(?<=title: 宽)表", lambda old, _chance: old)),
)  # fmt: skip
