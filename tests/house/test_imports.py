"""The rooms and who may call whom (docs/architecture.md): held, not hoped for."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "docgen"

# Each outside library has one home, so that replacing it touches one place.
HOMES = {
    "click": {"cli", "pay/command.py"},
    "yaml": {"content/yaml_marks.py", "content/yaml_plain.py"},
    "jsonschema_rs": {"content/schema.py"},
    "docxtpl": {"template"},
    "docx": {"template"},
    # WeasyPrint's private functions are touched in pdf/patches alone.
    "weasyprint": {"pdf/writer.py", "pdf/chapter_render.py", "pdf/fetching.py", "pdf/patches"},
    "pydyf": {"pdf/patches"},
    "watchfiles": {"app/watch.py"},
    "pypdfium2": {"pdf/writer.py", "pdf/page_pictures.py", "office/exported_pages.py"},
    "markdown_it": {"kinds/markdown.py"},
    "jinja2": {"kinds", "template"},
    "distributed": {"app/batch/cluster.py"},
    "xlsxwriter": {"docx/workbook.py", "pay/workbook.py", "pay/blank.py"},
    "sqlalchemy": {"approval/record"},
    "alembic": {"approval/record"},
    "cbor2": {"cbor.py"},
    "cryptography": {"approval"},
    "pyhanko": {"approval", "office/repeatable.py"},
    "openpyxl": {"content"},
    "PIL": {"raster.py", "template/forms/pictures.py", "pdf/writer.py"},
    "segno": {"approval/issue/qr_codes.py"},
    "rapidfuzz": {"check", "compare"},
}

STANDARD_ONLY = ("model", "text", "figures", "errors", "foreign", "messages")


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


def test_rooms_import_downwards_only() -> None:
    """The layers stand in pyproject.toml, [tool.importlinter]."""
    lint = subprocess.run(
        [str(Path(sys.executable).with_name("lint-imports")), "--no-cache"],
        cwd=SOURCE.parents[1],
        capture_output=True,
        text=True,
    )
    assert lint.returncode == 0, lint.stdout


def test_an_outside_library_stays_in_its_home() -> None:
    strays = []
    for path in modules():
        relative = path.relative_to(SOURCE).as_posix()
        for name in imported(path):
            homes = HOMES.get(name.split(".")[0])
            if homes is not None and not any(relative == home or relative.startswith(f"{home}/") for home in homes):
                strays.append(f"{relative}: {name}")
    assert strays == []


def test_the_middle_needs_the_standard_library_only() -> None:
    strays = []
    for path in modules():
        if room(path) in STANDARD_ONLY:
            outside = {name.split(".")[0] for name in imported(path)} - {"docgen"} - sys.stdlib_module_names
            strays += [f"{path.relative_to(SOURCE)}: {name}" for name in outside]
    assert strays == []


def test_the_tests_read_nothing_outside_the_project() -> None:
    for path in Path(__file__).parents[1].rglob("*.py"):
        if path != Path(__file__):
            assert "../shared" not in path.read_text(encoding="utf-8")


def test_digits_are_asked_for_by_isdecimal() -> None:
    """`str.isdigit` is true for ² and ①, which `int` refuses; what `str.isdecimal` lets pass, `int` reads."""
    assert [path.name for path in modules() if ".isdigit(" in path.read_text(encoding="utf-8")] == []
