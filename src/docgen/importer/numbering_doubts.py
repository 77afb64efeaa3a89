"""Numbers as they were typed, looked at row by row: gaps, repeats, strangers, restarts, two styles for one level."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from docgen.importer.markers import Marker
from docgen.importer.outline import Node
from docgen.importer.paper import Notes

Ordinals = tuple[int, ...]


def check_numbers(root: Node, notes: Notes) -> None:
    """Note every number that does not follow from the one before it; such items are less sure of their place."""
    for parent in (root, *root.walk()):
        for node, problem in _row_problems(parent):
            assert node.unit is not None
            notes.doubt("编号", node.unit.first, problem)
            node.unit.confidence = min(node.unit.confidence, 0.8)


def _row_problems(parent: Node) -> Iterator[tuple[Node, str]]:
    row = list(_row(parent))
    yield from _separators(row)
    last: dict[str, Ordinals] = {}
    usual = _usual_prefixes(row)
    if parent.unit and parent.unit.marker and row and row[0][1].key == parent.key:
        yield (
            row[0][0],
            f"“{row[0][1].text.strip()}”与上一级的“{parent.unit.marker.text.strip()}”用同一种编号，按内容放在它下面",
        )
    for node, marker in row:
        now, text = marker.ordinals, marker.text.strip()
        prefix = usual.get(marker.key, now[:-1])
        if now[:-1] != prefix:
            corrected = (*prefix, now[-1])
            yield (
                node,
                f"编号“{text}”夹在 {_dotted(prefix)}.x 之间，像是 {_dotted(corrected)} 之误",
            )
            now = corrected
        before = last.get(marker.key)
        if before is None:
            if now[-1] > 1 and marker.style != "article":
                yield node, f"编号从“{text}”开始，前面的没有见到"
        elif problem := _step(before, now, text, restart=now[-1] == 1):
            yield node, problem
        last[marker.key] = now


def _row(parent: Node) -> Iterator[tuple[Node, Marker]]:
    """A parent's numbered children; items under headings without a number (每天：) that count on are one row."""
    for child in parent.children:
        if child.unit and child.unit.marker and child.unit.marker.style != "•":
            if parent.key != "cadence":
                yield child, child.unit.marker
        elif child.key == "cadence":
            for item in child.children:
                if item.unit and item.unit.marker and item.unit.marker.style != "•":
                    yield item, item.unit.marker


def _usual_prefixes(row: list[tuple[Node, Marker]]) -> dict[str, Ordinals]:
    """What most decimals of a row begin with: 3 of 3.1, 3.2, 4.3, 3.4."""
    prefixes: dict[str, Counter[Ordinals]] = {}
    for _node, marker in row:
        if len(marker.ordinals) > 1:
            prefixes.setdefault(marker.key, Counter())[marker.ordinals[:-1]] += 1
    return {key: counter.most_common(1)[0][0] for key, counter in prefixes.items()}


def _separators(row: list[tuple[Node, Marker]]) -> Iterator[tuple[Node, str]]:
    signs: dict[str, str] = {}
    for node, marker in row:
        if marker.style not in ("1", "1.1"):
            continue
        sign = marker.text.strip()[-1]
        sign = "" if sign.isdecimal() else sign
        first = signs.setdefault(marker.key, sign)
        if sign != first and first != "\0":
            signs[marker.key] = "\0"
            yield (
                node,
                "同一级编号有的写“{one}”，有的写“{other}”".format(one=first or "无", other=sign or "无"),
            )


def _step(before: Ordinals, now: Ordinals, text: str, restart: bool) -> str:
    if now[-1] == before[-1] + 1:
        return ""
    if restart and before[-1] > 1:
        return f"编号在同一标题下又从“{text}”开始，是另一组"
    if now == before:
        return f"编号 {_dotted(now)} 重复"
    if now[-1] > before[-1]:
        missing = "、".join(
            _dotted((*now[:-1], number)) for number in range(before[-1] + 1, min(now[-1], before[-1] + 6))
        )
        return f"缺少编号 {missing}"
    return f"编号从 {_dotted(before)} 退到 {_dotted(now)}"


def _dotted(ordinals: Ordinals) -> str:
    return ".".join(map(str, ordinals))
