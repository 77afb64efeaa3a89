"""Random edits of content files, as a writer makes them: words changed, list items and paragraphs added and taken out."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

_INSIDE = re.compile("(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")
_WORDS = ("补充", "以书面方式", "（见附件 2）", "每季度", "在 30 日内", "，并登记在册", "ABC-2026 型")
_KEPT = {"文种", "kind", "引入", "id", "编号", "图片", "文件"}


@dataclass(frozen=True)
class Edit:
    """One edit: the file as it was and as it is then, and what was done, for messages."""

    path: Path
    before: str
    after: str
    what: str

    def make(self) -> None:
        self.path.write_text(self.after, encoding="utf-8")

    def undo(self) -> None:
        self.path.write_text(self.before, encoding="utf-8")


def random_edit(files: list[Path], chance: random.Random) -> Edit:
    """An edit of one of the YAML files at a random place; the YAML stays YAML."""
    while True:
        path = chance.choice(files)
        before = path.read_text(encoding="utf-8")
        kind = chance.choice((_words, _words, _words, _paragraph, _item))
        after = kind(before, _scalars(before), chance)
        if after is not None and after != before:
            return Edit(path, before, after, f"{kind.__name__[1:]} in {path.name}")


@dataclass(frozen=True)
class _Scalar:
    start: int
    end: int
    style: str | None
    in_list: bool


def _scalars(text: str) -> list[_Scalar]:
    found: list[_Scalar] = []

    def walk(node: yaml.Node, in_list: bool, key: str) -> None:
        if isinstance(node, yaml.MappingNode):
            for name, value in node.value:
                walk(value, False, str(name.value))
        elif isinstance(node, yaml.SequenceNode):
            for value in node.value:
                walk(value, not node.flow_style, key)
        elif isinstance(node, yaml.ScalarNode) and key not in _KEPT:
            found.append(_Scalar(node.start_mark.index, node.end_mark.index, node.style, in_list))

    walk(yaml.compose(text), False, "")
    return found


def _words(text: str, scalars: list[_Scalar], chance: random.Random) -> str | None:
    """Some words put in between two Chinese characters, or a few characters taken out."""
    scalar = chance.choice(scalars)
    places = [found.start() for found in _INSIDE.finditer(text, scalar.start + 1, scalar.end)]
    if not places:
        return None
    place = chance.choice(places)
    if chance.random() < 0.3:
        end = next((found.start() for found in _INSIDE.finditer(text, place + 2, scalar.end)), place)
        return text[:place] + text[end:]
    return text[:place] + chance.choice(_WORDS) * chance.choice((1, 1, 1, 8)) + text[place:]


def _paragraph(text: str, scalars: list[_Scalar], chance: random.Random) -> str | None:
    """A paragraph of a block of text once more, or one taken out."""
    blocks = [scalar for scalar in scalars if scalar.style == "|"]
    if not blocks:
        return None
    block = chance.choice(blocks)
    lines = text[block.start : block.end].split("\n")
    plain = [
        index
        for index, line in enumerate(lines[1:], 1)
        if len(line.strip()) > 20 and not re.match(r"\s*(?:[-|>#:]|\d+\.)", line)
    ]
    if not plain:
        return None
    index = chance.choice(plain)
    if len(plain) > 1 and chance.random() < 0.4:
        del lines[index]
    else:
        lines[index:index] = [lines[index], ""]
    return text[: block.start] + "\n".join(lines) + text[block.end :]


def _item(text: str, scalars: list[_Scalar], chance: random.Random) -> str | None:
    """An item of a list once more, with other words, or one taken out."""
    items = [
        scalar
        for scalar in scalars
        if scalar.in_list and scalar.style is None and re.search(r"^\s*- $", _before(text, scalar.start))
    ]
    items = [scalar for scalar in items if text[scalar.end : scalar.end + 1] in ("", "\n")]
    if not items:
        return None
    scalar = chance.choice(items)
    begin = text.rfind("\n", 0, scalar.start) + 1
    line = text[begin : scalar.end]
    if chance.random() < 0.4:
        return text[:begin] + text[scalar.end + 1 :]
    return f"{text[:begin]}{line}{chance.choice(_WORDS)}\n{text[begin:]}"


def _before(text: str, place: int) -> str:
    return text[text.rfind("\n", 0, place) + 1 : place]
