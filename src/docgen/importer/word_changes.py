"""Tracked changes in a Word file: found and refused, or their deleted text told (ECMA-376 part 1 §17.13.5)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from docgen.errors import DocgenError, Location, Problem
from docgen.importer.word_names import W

_CHANGES = [f"{W}{name}" for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")]
_NAMES = {
    "ins": "插入",
    "del": "删除",
    "moveFrom": "移走",
    "moveTo": "移入",
    "cellIns": "插入单元格",
    "cellDel": "删除单元格",
    "cellMerge": "合并单元格",
}
_SHOWN = 5


def refuse_changes(body: Any, location: Location) -> None:
    """DocgenError I110 if the text has changes that are neither accepted nor rejected; it names the first few."""
    found = list(body.iter(*_CHANGES))
    if not found:
        return
    shown = []
    for node in found[:_SHOWN]:
        text = "".join(part.text or "" for part in node.iter(f"{W}t", f"{W}delText")).strip()
        kind = _NAMES[node.tag.removeprefix(W)]
        shown.append(f"{kind}“{text[:20]}”" if text else kind)
    fact = "文件里有 {n} 处修订没有处理：{shown}".format(
        n=len(found), shown="、".join(shown) + ("……" if len(found) > _SHOWN else "")
    )
    hint = "在 Word 的“审阅”里接受或拒绝修订，再导入；要当作全部接受，加 --changes accept"
    raise DocgenError(Problem(location, "I110", fact, hint))


def removed_text(paragraph: Any) -> Iterator[str]:
    """Texts of a paragraph that accepting its changes takes away: deleted, or moved elsewhere."""
    for node in paragraph.iter(f"{W}del", f"{W}moveFrom"):
        if any(up.tag in (f"{W}del", f"{W}moveFrom") for up in node.iterancestors()):
            continue
        text = "".join(part.text or "" for part in node.iter(f"{W}t", f"{W}delText"))
        if text.strip() and node.tag == f"{W}del":
            yield text
