"""`docgen kinds [KIND]`: the kinds of documents, or one kind's own guide (guide.md in its folder) and its fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from docgen.cli.report import find_workspace, problems_stop

_TYPES = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true/false",
    "array": "列表",
    "object": "一组字段",
}


@click.command(help="列出文种；给出文种名时说明它的用法，列出它的全部字段。")
@click.argument("kind", required=False)
@problems_stop
def kinds(kind: str | None) -> None:
    """Print the kinds, or the field reference of one."""
    workspace = find_workspace()
    if kind is None:
        for found in workspace.kinds():
            click.echo(f"{found.title}\t{found.name}\t{found.description}")
        return
    found = workspace.kind(kind)
    click.echo(f"{found.title}（{found.name}）：{found.description}\n")
    guide = found.folder / "guide.md"
    if guide.is_file():
        click.echo(guide.read_text(encoding="utf-8"))
        click.echo("字段")
    for line in _fields(found.schema.root, found.schema.root, 0, frozenset()):
        click.echo(line)


def _fields(schema: dict[str, Any], root: dict[str, Any], depth: int, seen: frozenset[str]) -> Iterator[str]:
    """One line a property: indented, Chinese title, English key, type, need, description."""
    schema, seen = _follow(schema, root, seen)
    if schema.get("type") == "array":
        yield from _fields(schema.get("items", {}), root, depth, seen)
        return
    required = set(schema.get("required", ()))
    for name, raw in schema.get("properties", {}).items():
        field, inner = _follow(raw, root, seen)
        need = "必填" if name in required else "可选"
        kind = _TYPES.get(str(field.get("type", "")), "文字")
        description = raw.get("description", field.get("description", ""))
        title = raw.get("title", field.get("title", name))
        yield f"{'  ' * depth}{title}（{name}）  {kind}，{need}  {description}".rstrip()
        yield from _fields(field, root, depth + 1, inner)


def _follow(
    schema: dict[str, Any], root: dict[str, Any], seen: frozenset[str]
) -> tuple[dict[str, Any], frozenset[str]]:
    """The schema behind a local $ref; a definition that contains itself is shown once."""
    reference = schema.get("$ref")
    if not isinstance(reference, str) or not reference.startswith("#/"):
        return schema, seen
    if reference in seen:
        return {}, seen
    target: Any = root
    for step in reference[2:].split("/"):
        target = target.get(step, {})
    return target, seen | {reference}
