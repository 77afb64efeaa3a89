"""A draft as YAML text: Chinese keys, and behind every text its lines and how sure the importer is.

Written by hand rather than by a library, for the comments and for a form that
a person likes to edit. What comes out is plain YAML 1.1 that `docgen` reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.importer.values import Data, Grid, Passage, Value

_BARE = re.compile(r"[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z0-9、，。；（）“”《》]*")
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|~&])")
_AT_START = re.compile(r"(\d+)([.)])(?=\s|$)|([#+=-])(?=[\s#+=-]|$)|([#+-])")
_INLINE = 90  # characters up to which a mapping of plain texts goes on one line


def yaml_text(data: dict[str, Data], heading: list[str]) -> str:
    """The draft, under comment lines."""
    lines = [f"# {line}".rstrip() for line in heading]
    return "\n".join([*lines, *_mapping(data, 0)]) + "\n"


def _mapping(data: dict[str, Data], depth: int) -> Iterator[str]:
    for key, item in data.items():
        yield from _entry(f"{'  ' * depth}{key}:", item, depth + 1)


def _entry(start: str, item: Data, depth: int) -> Iterator[str]:
    """`start` is what stands before the item: a key with its colon, or a dash."""
    if isinstance(item, dict):
        if start.endswith("-"):
            inner = list(_mapping(item, depth))
            yield f"{start} {inner[0].lstrip()}"
            yield from inner[1:]
        else:
            yield start
            yield from _mapping(item, depth)
    elif isinstance(item, list):
        if all(isinstance(part, str | int) for part in item) and item:
            yield f"{start} [{', '.join(_scalar(part) for part in item)}]"
            return
        if start.endswith("-"):
            inner = list(_sequence(item, depth))
            yield f"{start} {inner[0].lstrip()}"
            yield from inner[1:]
        else:
            yield start
            yield from _sequence(item, depth)
    elif isinstance(item, Passage):
        yield f"{start} |  {_comment(item)}"
        yield from _passage(item, "  " * depth)
    elif isinstance(item, Value):
        yield f"{start} {item.text if item.number else _quoted(item.text)}  {_comment(item)}"
    else:
        yield f"{start} {_scalar(item)}"


def _sequence(items: list[Data], depth: int) -> Iterator[str]:
    for item in items:
        yield from _entry(f"{'  ' * depth}-", item, depth + 1)


def _comment(item: Value | Passage) -> str:
    return "# 来源 {place} 置信 {confidence}".format(
        place=item.place, confidence=f"{item.confidence:.2f}".rstrip("0").rstrip(".")
    )


def _scalar(item: str | int | bool) -> str:
    if isinstance(item, bool):
        return "true" if item else "false"
    return str(item) if isinstance(item, int) else _quoted(item)


def _quoted(text: str) -> str:
    if _BARE.fullmatch(text):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _passage(passage: Passage, indent: str) -> Iterator[str]:
    """Paragraphs apart by an empty line; items of one list close together."""
    before = ""
    for index, (sign, value) in enumerate(passage.parts):
        if index and (not sign or not before):
            yield ""
        before = sign
        if isinstance(value, Grid):
            yield from (f"{indent}{row}" for row in _grid(value))
        else:
            yield f"{indent}{sign}{escape_markdown(value.text)}"


def _grid(grid: Grid) -> Iterator[str]:
    """The rows of a Markdown table; its first row is its head, as Markdown wants."""
    for index, row in enumerate(grid.rows):
        yield f"| {' | '.join(escape_markdown(cell.text) if cell else ' ' for cell in row)} |"
        if index == 0:
            yield f"|{' --- |' * len(row)}"


def escape_markdown(text: str) -> str:
    """The text so that Markdown prints it as it is."""
    escaped = _MARKDOWN.sub(r"\\\1", text.replace("\n", " "))

    def at_start(found: re.Match[str]) -> str:
        return f"{found[1]}\\{found[2]}" if found[1] else f"\\{found[3] or found[4]}"

    return _AT_START.sub(at_start, escaped, count=1) if _AT_START.match(escaped) else escaped
