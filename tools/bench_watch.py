"""How long a save takes under `docgen watch`: one paragraph changed in one chapter of a long bid, from the file to both files.

The bid is made for the measurement: a kind of its own, every chapter a content
file of its own, its text the technical volume of the sample bid. Ratios
matter; seconds are of processor time.
"""

from __future__ import annotations

import gc
import os
import random
import re
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

KIND = """\
title: 长投标文件
description: made by tools/bench_watch.py
template: bid
numbering: chinese-chapter
toc: 2
fields:
  title: "{{ title }}"
  kind_title: 投标文件
  header: "{{ title }}"
"""
SCHEMA = """\
type: object
required: [title, chapters]
properties:
  kind: {type: string, title: 文种}
  title: {type: string, title: 标题}
  chapters:
    title: 章
    type: array
    items:
      type: object
      required: [title, sections]
      properties:
        title: {type: string, title: 名称}
        sections:
          title: 节
          type: array
          items:
            type: object
            required: [level, title]
            properties:
              level: {type: integer, title: 级}
              title: {type: string, title: 标题}
              text: {type: string, title: 正文, x-format: markdown}
"""
BODY = """\
{% for chapter in chapters %}
<h1 id="chapter-{{ loop.index }}">{{ chapter.title }}</h1>
<p>本章与第 {{ ref("chapter-1", "page") }} 页、第 {{ ref("chapter-" ~ loop.length, "page") }} 页的内容相互印证。</p>
{% for section in chapter.sections %}
{% if section.level == 2 %}<h2>{{ section.title }}</h2>{% elif section.level == 3 %}<h3>{{ section.title }}</h3>{% else %}<h4>{{ section.title }}</h4>{% endif %}
{{ section.text | md }}
{% endfor %}
{% endfor %}
"""


def make_workspace(folder: Path, chapters: int) -> Path:
    """A workspace with one long bid of so many chapters (some 12 pages each); the path of the bid."""
    import bench_text
    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace
    from docgen.model.nodes import Heading
    from varied_text import phrases, varied

    shutil.copytree(ROOT / "templates" / "word", folder / "templates" / "word")
    kind = folder / "templates" / "long-bid"
    kind.mkdir()
    for name, text in (("kind.yaml", KIND), ("schema.yaml", SCHEMA), ("body.html", BODY)):
        (kind / name).write_text(text, encoding="utf-8")
    own = Workspace(ROOT)
    document, _kind = pipeline.resolved(own, own.content / "bids" / "park-network.yaml", [])
    assert document is not None
    blocks = list(document.blocks)
    volumes = [index for index, block in enumerate(blocks) if isinstance(block, Heading) and block.level == 1]

    class Volume:
        blocks = tuple(document.blocks[volumes[2] + 1 : volumes[3]])

    text = bench_text.markdown(Volume)
    pool = phrases(text)
    content = folder / "content"
    content.mkdir()
    names = []
    for number in range(1, chapters + 1):
        names.append(f"_chapter-{number:02}.yaml")
        (content / names[-1]).write_text(
            f"名称: 第 {number} 部分\n节:\n{sections(varied(text, pool, random.Random(number)))}", encoding="utf-8"
        )
    items = "".join(f"  - {{引入: {name}}}\n" for name in names)
    path = content / "bid.yaml"
    path.write_text(f"文种: 长投标文件\n标题: 智造园区通信网络投标文件\n章:\n{items}", encoding="utf-8")
    return path


def sections(text: str) -> str:
    """Markdown with headings as the YAML list of a chapter's sections."""
    made = []
    for piece in re.split(r"^(?=#)", text, flags=re.M):
        heading, _, body = piece.partition("\n")
        marks, _, title = heading.partition(" ")
        if not marks.startswith("#"):
            continue
        made.append(f"  - 级: {len(marks)}\n    标题: {title}\n")
        if body.strip():
            lines = "\n".join(f"      {line}" if line else "" for line in body.strip("\n").splitlines())
            made.append(f"    正文: |\n{lines}\n")
    return "".join(made)


def change(path: Path, number: int, grow: str = "") -> None:
    """Change one paragraph in the middle of a chapter's file; `grow` is text added to it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    long = [
        index for index, line in enumerate(lines) if len(line) > 80 and not line.strip().startswith(("|", "1.", "#"))
    ]
    middle = long[len(long) // 2]
    lines[middle] = f"{lines[middle][:-2]}{number}{grow}。"
    path.write_text("\n".join(lines), encoding="utf-8")


def spent() -> float:
    """Seconds of processor time so far, this process's and its children's."""
    return sum(os.times()[:4])


@dataclass(frozen=True)
class Measured:
    """Seconds of a cold build, of the median save of one changed paragraph and of the median one that moves all later pages."""

    pages: int
    cold: float
    save: float
    moving: float


def measure(chapters: int, edits: int = 3) -> Measured:
    """The bid of so many chapters: cold, then saved again and again."""
    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace

    with tempfile.TemporaryDirectory(prefix="docgen-watch-") as name:
        folder = Path(name).resolve()
        path = make_workspace(folder, chapters)
        workspace, kept = Workspace(folder), pipeline.Kept()

        def build(keeping: pipeline.Kept | None) -> tuple[float, int]:
            start = spent()
            result = pipeline.build(workspace, path, ("docx", "pdf"), kept=keeping)
            assert result.outputs, result.problems[:5]
            pipeline.write(workspace, result, workspace.output)
            gc.freeze()  # as Watch.tidy does when it is quiet
            return spent() - start, result.pages

        cold, pages = build(None)
        build(kept)
        chapter = folder / "content" / f"_chapter-{max(1, chapters // 2):02}.yaml"
        saves, moving = [], []
        for edit in range(edits):
            change(chapter, edit)
            seconds, same = build(kept)
            assert same == pages, "a changed word moved pages"
            saves.append(seconds)
        for edit in range(edits):
            change(chapter, edit, "，" + "补充一段较长的说明文字" * 110)  # more than a page of it
            seconds, grown = build(kept)
            assert grown > pages, "the text that was added moved nothing"
            moving.append(seconds)
            pages = grown
        return Measured(pages, cold, median(saves), median(moving))


def bid_rows(sizes: tuple[int, ...]) -> list:  # type: ignore[type-arg]
    """The saves of bids beside their own cold builds, and how both grow."""
    from bench import Row

    found = [measure(size) for size in sizes]
    made = []
    for one in found:
        against = f"its cold build, YAML → both files: {one.cold:.1f} s"
        for seconds, work, goal in (
            (one.save, "one paragraph of one chapter changed", "≤ 0.05 ×"),
            (one.moving, "a page more in one chapter: all later pages move", "≤ 0.15 ×"),
        ):
            made.append(
                Row(f"a bid of {one.pages} pages, {work}: saved file → both files", f"{seconds:.2f} s", against, f"{seconds / one.cold:.3f} ×", goal)
            )  # fmt: skip
    for kind, label in (("cold", "the cold build"), ("save", "the save of one paragraph")):
        each = [getattr(one, kind) / one.pages for one in found]
        growth = ", ".join(
            f"{one.pages} pages {seconds * 1000:.0f} ms a page" for one, seconds in zip(found, each, strict=True)
        )
        made.append(Row(f"growth of {label}: {growth}", "", "itself", f"{each[-1] / each[0]:.2f} ×", "within 1.2 ×"))
    return made


def job_row(name: str = "sales-group-manager", edits: int = 9) -> object:
    """The sample job description of most pages, words changed at places all over it, beside WeasyPrint alone on the same HTML."""
    from bench import Row
    from bench_long import alone_seconds
    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace

    with tempfile.TemporaryDirectory(prefix="docgen-watch-") as made:
        folder = Path(made).resolve()
        for part in ("content", "templates"):
            shutil.copytree(ROOT / part, folder / part)
        path = folder / "content" / "jobs" / f"{name}.yaml"
        workspace, kept = Workspace(folder), pipeline.Kept()
        text = path.read_text(encoding="utf-8")

        def build() -> tuple[float, pipeline.Result]:
            start = spent()
            result = pipeline.build(workspace, path, ("docx", "pdf"), kept=kept)
            assert result.outputs, result.problems[:5]
            pipeline.write(workspace, result, workspace.output)
            gc.freeze()
            return spent() - start, result

        _seconds, result = build()
        printed = [found for found in re.finditer("[\u4e00-\u9fff]{12,}", text) if found[0] in result.html]
        places = [found.start() + 6 for found in printed]
        saves = []
        for edit in range(edits):
            before, place = result.html, places[len(places) * (2 * edit + 1) // (2 * edits)]
            path.write_text(f"{text[:place]}补{text[place:]}", encoding="utf-8")
            seconds, result = build()
            assert result.html != before, "the word is not printed"
            saves.append(seconds)
        alone = alone_seconds(result.html, folder)
        return Row(
            f"a job description of {result.pages} pages, one word changed at {edits} places in turn (median; {min(saves):.2f} to {max(saves):.2f} s): saved file → both files",
            f"{median(saves):.2f} s", f"WeasyPrint alone on the same HTML, in a process that has drawn it before: {alone:.2f} s",
            f"{median(saves) / alone:.2f} ×", "≤ 0.2 ×",
        )  # fmt: skip


def rows(sizes: tuple[int, ...] = (3, 8, 24)) -> list:  # type: ignore[type-arg]
    """Rows of the table of tools/bench.py: bids of some 30, 100 and 300 pages, and a job description."""
    return [*bid_rows(sizes), job_row()]


if __name__ == "__main__":
    from bench import table

    print(table(rows(tuple(int(size) for size in sys.argv[1:]) or (3, 8, 24))))
