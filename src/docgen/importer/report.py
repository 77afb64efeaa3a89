"""The import's report, for the person who owns the paper: what was found, changed, dropped, left open, and looks wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from docgen.importer.conservation import Balance
from docgen.importer.drafts import Draft
from docgen.importer.paper import Note, Notes, Paper

_ROUTINE = ("编号", "名称后的冒号", "标题变成字段", "层级变成字段", "末尾的标点", "Markdown 记号")


def report_text(paper: Paper, drafts: list[Draft], balance: Balance, promised: int, facts: list[str]) -> str:
    """The report as Markdown; S123 is line (or paragraph) 123 of the paper. `facts`: what else was recognised, a line each."""
    notes = paper.notes
    lines = [
        f"# {'导入报告：'}{_cell(paper.name)}",
        "",
        f"S123 指原稿第 123 {paper.unit}。草稿里每个字段后面的“来源”写的也是它，“置信”从 0 到 1，低于 0.8 的请对照原稿。",
        "",
        f"- 原稿：{len(paper.lines)} {paper.unit}，{paper.stored}",
        f"- 分出：{len(drafts)} 篇" + (f"（{_promise(promised, len(drafts))}）" if promised else ""),
        f"- 字符核对：{_balance(balance)}",
        "",
        "## 各篇",
        "",
        "| 序号 | 原稿 | 看作 | 写成 | 草稿 |",
        "| --- | --- | --- | --- | --- |",
        *(_row(number, draft) for number, draft in enumerate(drafts, 1)),
        "",
        *_remarks(drafts, facts),
        *_section(
            "要补的内容",
            _added(notes, wanted=True),
            "原稿没有、文种要求填的；草稿里写着【待补】，请补上。docgen 不替你编。",
            added=True,
        ),
        *_section("没有把握的", notes.of("undecided"), "docgen 认不准，按原样留着，请对照原稿决定。"),
        *_section("原稿可疑之处", notes.of("doubt"), "原稿本身像是有错，没有改。"),
        *_section(
            "加上的字",
            _added(notes, wanted=False),
            "把表格变成文字时，docgen 加上的标点和名称；不用补。",
            added=True,
        ),
        *_section("改动", notes.of("changed"), "草稿与原稿不同的地方。"),
        *_dropped(list(notes.of("dropped"))),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _added(notes: Notes, *, wanted: bool) -> list[Note]:
    """What the importer put in: the places to fill in (`wanted`), or the marks that make text of a table."""
    return [note for note in notes.of("added") if ("待补" in note.text) == wanted]


def _promise(promised: int, found: int) -> str:
    return f"标题说有 {promised} 篇，相符" if promised == found else f"标题说有 {promised} 篇，**不相符**"


def _balance(balance: Balance) -> str:
    text = f"原稿 {balance.source} 字（不计空白），草稿 {balance.drafted} 字，丢弃 {balance.dropped} 字"
    return text + ("，" + "一字不差" if balance.even else "，" + "**对不上**")


def _row(number: int, draft: Draft) -> str:
    seen = f"{draft.guess}（{draft.confidence:.2f}）"
    return f"| {number} | S{draft.first}–{draft.last} | {seen} | {draft.kind_title} | `{draft.name}` |"


def _remarks(drafts: list[Draft], facts: list[str]) -> Iterator[str]:
    remarks = [f"- {f'第 {number} 篇'}：{remark}" for number, draft in enumerate(drafts, 1) for remark in draft.remarks]
    if remarks or facts:
        yield from ("## 说明", "", *remarks, *(f"- {fact}" for fact in facts), "")


def _section(title: str, notes: Iterable[Note], about: str, *, added: bool = False) -> Iterator[str]:
    found = list(notes)
    if not found:
        return
    yield from (f"## {title}（{len(found)}）", "", about, "")
    if added:
        for text, count in Counter(f"{note.what or note.topic}：`{note.text}`" for note in found).items():
            yield f"- {_cell(text)}" + (f" × {count}" if count > 1 else "")
    else:
        for note in found:
            yield f"- {note.place} **{note.topic}** {_cell(note.what)}"
    yield ""


def _dropped(notes: list[Note]) -> Iterator[str]:
    if not notes:
        return
    yield from (f"## 丢弃（{len(notes)}）", "", "不在草稿里的文字，全部列出。", "")
    topics = dict.fromkeys(note.topic for note in notes)
    for topic in sorted(topics, key=lambda name: name in _ROUTINE):
        group = [note for note in notes if note.topic == topic]
        if topic in _ROUTINE:
            listed = " ".join(f"{note.place} `{_code(note.text)}`" for note in group)
            yield f"- **{topic}**（{len(group)}，由 docgen 重新生成或已成为字段）：{listed}"
        else:
            yield from (
                f"- {note.place} **{topic}** `{_code(note.text)}`{f' {note.what}' if note.what else ''}"
                for note in group
            )
    yield ""


def _code(text: str) -> str:
    return "".join(c if c.isprintable() else f"U+{ord(c):04X}" for c in text).replace("`", "'")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
