"""How long a save takes under `docgen watch`: one paragraph changed in one chapter of a long bid, from the file to both files.

The bid is made for the measurement: a kind of its own, every chapter a content
file of its own, its text the technical volume of the sample bid. Ratios
matter; seconds are of processor time.
"""

from __future__ import annotations

import gc
import random
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

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

_PHRASE = re.compile("[\u4e00-\u9fff]{3,}")


def make_workspace(folder: Path, chapters: int) -> Path:
    """A workspace with one long bid of so many chapters (some 12 pages each); the path of the bid."""
    import bench_text
    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace
    from docgen.model.nodes import Heading

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
    phrases = _phrases(text)
    content = folder / "content"
    content.mkdir()
    names = []
    for number in range(1, chapters + 1):
        names.append(f"_chapter-{number:02}.yaml")
        (content / names[-1]).write_text(
            f"名称: 第 {number} 部分\n节:\n{sections(varied(text, phrases, number))}", encoding="utf-8"
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


def _phrases(text: str) -> dict[int, list[str]]:
    """What stands between punctuation in a text, by length: what `varied` draws from."""
    found: dict[int, list[str]] = {}
    for phrase in dict.fromkeys(_PHRASE.findall(text)):
        found.setdefault(len(phrase), []).append(phrase)
    return found


def varied(text: str, phrases: dict[int, list[str]], seed: int) -> str:
    """A text as long as this one, of phrases drawn from a pool by a seed: no two chapters have a paragraph in common.

    Equal chapters would be laid out once, and a cold build of them would be quicker than any bid's.
    """
    chance = random.Random(seed)
    return _PHRASE.sub(lambda found: chance.choice(phrases[len(found[0])]), text)


def change(path: Path, number: int, grow: str = "") -> None:
    """Change one paragraph in the middle of a chapter's file; `grow` is text added to it."""
    lines = path.read_text(encoding="utf-8").split("\n")
    long = [
        index for index, line in enumerate(lines) if len(line) > 80 and not line.strip().startswith(("|", "1.", "#"))
    ]
    middle = long[len(long) // 2]
    lines[middle] = f"{lines[middle][:-2]}{number}{grow}。"
    path.write_text("\n".join(lines), encoding="utf-8")


def measure(chapters: int, edits: int = 3) -> dict[str, float]:
    """Seconds of a cold build and of the median save, without and with a change in the number of pages; pages."""
    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace

    with tempfile.TemporaryDirectory(prefix="docgen-watch-") as name:
        folder = Path(name).resolve()
        path = make_workspace(folder, chapters)
        workspace, kept = Workspace(folder), pipeline.Kept()

        def build(keeping: pipeline.Kept | None) -> tuple[float, pipeline.Result]:
            start = time.process_time()
            result = pipeline.build(workspace, path, ("docx", "pdf"), kept=keeping)
            assert result.outputs, result.problems[:5]
            pipeline.write(workspace, result, workspace.output)
            return time.process_time() - start, result

        cold, result = build(None)
        pages = result.pages
        first, result = build(kept)
        gc.freeze()  # as Watch.tidy does when it is quiet
        chapter = folder / "content" / f"_chapter-{max(1, chapters // 2):02}.yaml"
        saves = []
        for edit in range(edits):
            change(chapter, edit)
            saves.append(build(kept)[0])
            gc.freeze()
        change(chapter, 9, "，" + "补充一段较长的说明文字" * 90)
        grown, result = build(kept)
        return {
            "cold": cold,
            "first": first,
            "save": sorted(saves)[len(saves) // 2],
            "grown": grown,
            "pages": pages,
            "grown_pages": result.pages,
        }


def rows(sizes: tuple[int, ...] = (2, 24, 72)) -> list:  # type: ignore[type-arg]
    """Rows of the table of tools/bench.py: the save beside the cold build, and how both grow."""
    from bench import Row

    found = [measure(size) for size in sizes]
    main = found[len(found) // 2]
    name = (
        f"one paragraph changed in one chapter of a {main['pages']}-page bid, `docgen watch`: saved file → both files"
    )
    made = [
        Row(name, f"{main['save']:.2f} s", f"cold build, YAML → both files: {main['cold']:.1f} s", f"{main['save'] / main['cold']:.3f} ×", "≤ 0.15 ×"),
        Row(
            f"the same, the change moving all later pages ({main['pages']} → {main['grown_pages']})",
            f"{main['grown']:.2f} s", "the same cold build", f"{main['grown'] / main['cold']:.3f} ×", "reported",
        ),
    ]  # fmt: skip
    for kind, label in (("cold", "the cold build, YAML → both files"), ("save", "the save")):
        each = [one[kind] / one["pages"] for one in found]
        growth = ", ".join(
            f"{one['pages']} pages {seconds * 1000:.0f} ms a page" for one, seconds in zip(found, each, strict=True)
        )
        goal = "within 1.2 ×" if kind == "cold" else "reported"
        made.append(Row(f"growth of {label}: {growth}", "", "itself", f"{max(each) / min(each):.2f} ×", goal))
    return made


if __name__ == "__main__":
    from bench import table

    print(table(rows(tuple(int(size) for size in sys.argv[1:]) or (2, 24, 72))))
