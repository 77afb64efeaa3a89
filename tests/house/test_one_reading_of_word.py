"""Word is understood in one room, `ooxml`: its names, inheritance, numbering and fields are spelled nowhere else to be read."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "docgen"
_READ = re.compile(
    r"\b(basedOn|fldChar|fldCharType|fldSimple|instrText|abstractNum|abstractNumId|lvlText|lvlOverride)\b"
)
_SPACE = re.compile(
    r"http://(?:schemas\.openxmlformats\.org|purl\.oclc\.org)/|urn:schemas-microsoft-com:(?:vml|office)"
)

# Who spells such names outside of ooxml, and why. A file that does so no more leaves the list.
ALLOWED = {
    "docx/fields.py": "writes fields",
    "docx/toc.py": "writes fields",
    "docx/numbering.py": "writes lists",
    "docx/stored_fields.py": "gives the events of a parser to ooxml.fields: no tree knows places in the bytes",
    "pdf/template_runs.py": "gives the marks of a paragraph to ooxml.fields as it passes them",
    "template/style_sheet.py": "writes styles",
    "template/forms/lists.py": "writes instances of lists",
    "template/adopt_body.py": "asks whether a title holds a field, to leave it out",
    "template/paragraph_text.py": "steps over instructions, which print nothing",
    "compare/word_forms.py": "writes simple fields out as runs",
    "compare/word_marks.py": "writes deleted instructions",
    "compare/word_package.py": "copies styles and lists from one file into another",
    "compare/word_story.py": "renames bookmarks in the instructions that it writes",
    "template/hostile.py": "looks for field codes in every namespace and every part, whatever a reader would make of them",
}


@cache
def strings(path: Path) -> list[str]:
    """The string constants of a module but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
    }
    found: list[str] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in documented:
            found.append(node.value.decode("utf-8", "replace") if isinstance(node.value, bytes) else str(node.value))
    return found


def spelling(pattern: re.Pattern[str]) -> set[str]:
    return {
        path.relative_to(SOURCE).as_posix()
        for path in SOURCE.rglob("*.py")
        if path.relative_to(SOURCE).parts[0] not in ("ooxml", "starter") and any(map(pattern.search, strings(path)))
    }


def test_inheritance_numbering_and_fields_are_read_in_one_room() -> None:
    assert spelling(_READ) - ALLOWED.keys() == set()


def test_namespaces_are_spelled_in_one_room() -> None:
    assert spelling(_SPACE) == set()


def test_the_lists_of_exceptions_hold_nothing_that_is_none() -> None:
    assert ALLOWED.keys() - spelling(_READ) == set()
