"""The rooms and who may call whom (docs/architecture.md): held, not hoped for."""

from __future__ import annotations

import ast
import sys
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "docgen"

ALLOWED = {
    "errors": set(),
    "messages": set(),
    # Standard library only, for whatever reads what others made.
    "foreign": set(),
    "collector": set(),
    "domain": {"errors", "messages"},
    "document": {"errors", "messages"},
    "shell": {"document", "domain", "errors", "messages"},
    "source": {"collector", "document", "domain", "errors", "messages"},
    # Drawing is arithmetic of shapes, as domain is of numbers: it knows neither content files nor writers.
    "drawing": {"document", "domain", "errors", "messages"},
    "compose": {"drawing", "document", "domain", "errors", "messages"},
    "layout": {"shell", "document", "errors", "messages"},
    "writers": {"collector", "shell", "document", "errors", "messages"},
    # Rules on content and tree, one function each.
    "checks": {"source", "document", "domain", "errors", "messages"},
    # Two resolved documents, or two Word files, beside each other.
    "revision": {"shell", "document", "foreign", "errors", "messages"},
    # Who may do what, and the record of it: digests and metadata, no content files and no writers.
    "workflow": {"document", "foreign", "domain", "errors", "messages"},
    # The workflow's hands: reads content, builds, freezes, verifies.
    "approval": {
        "workflow",
        "revision",
        "drawing",
        "pipeline",
        "source",
        "layout",
        "shell",
        "document",
        "foreign",
        "domain",
        "files",
        "errors",
        "messages",
    },
    # Papers made elsewhere, to YAML drafts.
    "importer": {"source", "layout", "shell", "document", "domain", "files", "errors", "messages"},
    # A team's scores to pay sheets: above the pipeline.
    "paying": {"batch", "pipeline", "source", "document", "domain", "files", "errors", "messages"},
    "explanations": {
        "approval",
        "batch",
        "checks",
        "compose",
        "drawing",
        "importer",
        "layout",
        "messages",
        "paying",
        "revision",
        "shell",
        "source",
        "workflow",
    },
    "pipeline": {
        "checks",
        "source",
        "compose",
        "layout",
        "writers",
        "printing",
        "shell",
        "document",
        "domain",
        "forms",
        "files",
        "errors",
        "messages",
    },
    # The pipeline's last stages: between layout and writers, which may not meet.
    "printing": {"source", "compose", "layout", "writers", "shell", "document", "errors", "messages"},
    "files": {"errors", "messages"},
    "forms": {"source", "shell", "files", "errors", "messages"},
    "repaging": {"layout", "writers", "shell", "files", "errors", "messages"},
    # Many documents at once: above the pipeline, which builds one; layout for the fonts' fingerprint.
    "batch": {"pipeline", "source", "layout", "errors", "messages"},
    # One document again and again: as batch, but in one process that remembers.
    "watching": {"batch", "pipeline", "source", "errors", "messages"},
    # A company's template on its way into the workspace: between files and the shell room, as pipeline is for documents.
    "shells": {"forms", "pipeline", "source", "layout", "shell", "errors", "messages"},
    # Two revisions of a document: each built as any other, then beside each other.
    # The moment of its marks is that of the writers' files.
    "comparing": {"approval", "pipeline", "revision", "source", "writers", "document", "errors", "messages"},
    "cli": {
        "approval",
        "batch",
        "checks",
        "comparing",
        "errors",
        "explanations",
        "files",
        "foreign",
        "forms",
        "importer",
        "layout",
        "messages",
        "paying",
        "pipeline",
        "repaging",
        "revision",
        "shells",
        "source",
        "watching",
        "workflow",
    },
}

# Each outside library has one home, so that replacing it touches one place.
HOMES = {
    "click": {"cli"},
    "yaml": {"source/yaml_marks.py"},
    "jsonschema": {"source"},
    "docxtpl": {"shell"},
    "docx": {"shell"},
    # WeasyPrint's private functions are those of one release, which writers/text_layer.py checks.
    "weasyprint": {
        "writers/pdf.py",
        "writers/text_layer.py",
        "writers/late_numbers.py",
        "writers/thick_text.py",
        "writers/chapter_layout.py",
        "writers/drawn_pages.py",
    },
    "pydyf": {"writers/pdf_speed.py", "writers/drawn_pages.py"},
    "watchfiles": {"watching.py"},
    "pypdfium2": {
        "writers/pdf.py",
        "layout/exported_pages.py",
    },  # drawn there, read here: layout and writers may not meet
    "markdown_it": {"compose/markdown.py"},
    "jinja2": {"compose", "shell"},
    "distributed": {"batch/cluster.py"},
    "xlsxwriter": {"writers/docx/workbook.py", "paying/workbook.py", "paying/blank.py"},
    "sqlalchemy": {"workflow"},
    "alembic": {"workflow"},
    "cryptography": {"workflow", "approval"},
    "pyhanko": {"approval"},
    "openpyxl": {"source"},
    "rapidfuzz": {"checks", "revision"},
}

STANDARD_ONLY = ("document", "domain", "drawing", "errors", "foreign", "messages")


def modules() -> list[Path]:
    return sorted(path for path in SOURCE.rglob("*.py") if "starter" not in path.parts)


def room(path: Path) -> str:
    return path.relative_to(SOURCE).parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: relative import"
            names |= {f"{node.module}.{alias.name}" for alias in node.names}
    return names


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_a_room_imports_only_the_rooms_below_it(path: Path) -> None:
    own = room(path)
    if own == "__init__":
        return
    rooms = {name.split(".")[1] for name in imported(path) if name.startswith("docgen.")}
    assert rooms - ALLOWED[own] - {own} == set()


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SOURCE)))
def test_an_outside_library_stays_in_its_home(path: Path) -> None:
    relative = path.relative_to(SOURCE).as_posix()
    for name in imported(path):
        library = name.split(".")[0]
        homes = HOMES.get(library)
        assert homes is None or any(relative == home or relative.startswith(f"{home}/") for home in homes), name


@pytest.mark.parametrize("path", [p for p in modules() if room(p) in STANDARD_ONLY], ids=lambda p: p.name)
def test_the_middle_needs_the_standard_library_only(path: Path) -> None:
    outside = {name.split(".")[0] for name in imported(path)} - {"docgen"}
    assert outside <= sys.stdlib_module_names | {"__future__"}


def test_writers_do_not_import_each_other() -> None:
    for path in (SOURCE / "writers" / "docx").rglob("*.py"):
        assert not any(name.startswith(("docgen.writers.html", "docgen.writers.pdf")) for name in imported(path))
    for path in (SOURCE / "writers").glob("*.py"):
        assert not any(name.startswith("docgen.writers.docx") for name in imported(path))


def test_the_tests_read_nothing_outside_the_project() -> None:
    for path in Path(__file__).parent.rglob("*.py"):
        if path != Path(__file__):
            assert "../shared" not in path.read_text(encoding="utf-8")
