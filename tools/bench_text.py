"""The same text for the peers: a resolved document as Markdown (pandoc, Typst) or as plain records (docxtpl)."""

from __future__ import annotations

from typing import Any

from docgen.model.nodes import Heading, List, Paragraph, Table
from docgen.model.traversal import plain_text


def records(document: Any) -> list[dict[str, Any]]:
    """Headings, paragraphs, list items and tables in order: {kind, text} or {kind: table, rows}."""
    found: list[dict[str, Any]] = []

    def take(block: Any) -> None:
        match block:
            case Heading():
                found.append({"kind": f"h{min(block.level, 6)}", "text": plain_text(block.children)})
            case Paragraph():
                found.append({"kind": "p", "text": plain_text(block.children)})
            case List():
                found.extend({"kind": "item", "text": " ".join(_texts(item.blocks))} for item in block.items)
            case Table():
                found.append({"kind": "table", "rows": [_row(row, len(block.widths)) for row in block.rows]})
            case _:
                for inner in getattr(block, "blocks", ()):
                    take(inner)

    for block in document.blocks:
        take(block)
    return found


def markdown(document: Any) -> str:
    """The records as Markdown with pipe tables."""
    lines: list[str] = []
    for record in records(document):
        match record["kind"]:
            case "table":
                for index, row in enumerate(record["rows"]):
                    lines.append("| " + " | ".join(row) + " |")
                    if index == 0:
                        lines.append("|" + " --- |" * len(row))
                lines.append("")
            case "p":
                lines.append(record["text"] + "\n")
            case "item":
                lines.append(f"1. {record['text']}\n")
            case heading:
                lines.append(f"{'#' * int(heading[1:])} {record['text']}\n")
    return "\n".join(lines)


def _texts(blocks: Any) -> list[str]:
    return [plain_text(block.children) for block in blocks if isinstance(block, Paragraph)]


def _row(row: Any, columns: int) -> list[str]:
    cells = [" ".join(_texts(cell.blocks)) for cell in row.cells]
    return cells + [""] * (columns - len(cells))
