"""What the documents name exists: files, links, commands with their options, make's targets, modules and functions."""

from __future__ import annotations

import re
from fnmatch import fnmatch
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

import click
import pytest

from docgen.cli import main

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "docgen"
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md"))]
FOLDERS = ("src", "tests", "tools", "docs", "templates", "content")
ROOMS = frozenset(path.stem for path in SOURCE.iterdir())
# What a reader is told to make, or what a package of a stranger's is called.
EXAMPLES = (
    "tests/check/corpus/seen/double-stop.yaml",
    "templates/holiday-notice/*",
    "quotation_papers/*",
    "content/checkpoint.json",
)
EXAMPLE_COMMANDS = ("quotations",)

_FENCE = re.compile(r"^```\w*\n(.*?)^```", re.DOTALL | re.MULTILINE)
_CODE = re.compile(r"`([^`\n]+)`")
_LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")
_FILE = re.compile(r"(?<![\w./-])((?:[\w*-]+/)*[\w*-]+\.(?:py|sh|toml|md))(?![\w/.])", re.ASCII)
_PLACE = re.compile(rf"(?<![\w./-])((?:{'|'.join(FOLDERS)})/[\w*./-]*)(?!\w)")
_COMMAND = re.compile(r"(?:^|[\s(（])docgen ((?:[a-z][a-z-]* ?)+)([^|#\n]*)")
_OPTION = re.compile(r"(?<![\w-])(--[a-z][a-z-]*)")
_MAKE = re.compile(r"(?:^|\s)make ([a-z-]+)")
_SETTING = re.compile(r".*\.(?:py|yaml|typed)")
_NAME = re.compile(r"([A-Za-z_][\w.]*)(?:\(.*\))?")


def said(path: Path) -> str:
    """What a document says of the present."""
    return path.read_text(encoding="utf-8").split("## The old names")[0]


def code(path: Path) -> list[str]:
    """What stands in a document as code: lines of its blocks, and pieces between back quotes."""
    blocks = [line for block in _FENCE.findall(said(path)) for line in block.splitlines()]
    return [*blocks, *quoted(path)]


def quoted(path: Path) -> list[str]:
    return _CODE.findall(_FENCE.sub("", said(path)))


@cache
def files() -> tuple[str, ...]:
    places = [ROOT.glob("*"), *((ROOT / folder).rglob("*") for folder in FOLDERS)]
    return tuple(
        path.relative_to(ROOT).as_posix() for found in places for path in found if "__pycache__" not in path.parts
    )


@cache
def words() -> frozenset[str]:
    """Every word of the project's own code, kinds and settings."""
    kinds = (".py", ".yaml", ".html", ".css", ".toml", ".sh")
    texts = (ROOT / name for name in files() if name.endswith(kinds) and not name.endswith("house/test_docs.py"))
    return frozenset(word for path in texts for word in re.findall(r"\w+", path.read_text(encoding="utf-8")))


def ids(path: Path) -> str:
    return path.name


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_files_that_a_document_names_are_there(document: Path) -> None:
    named = {name for piece in code(document) for name in _FILE.findall(piece)}
    named |= {name.rstrip("/") for piece in quoted(document) for name in _PLACE.findall(piece) if name.isascii()}
    strays = {name for name in named if not is_file(name) and not any(fnmatch(name, one) for one in EXAMPLES)}
    assert strays == set()


def is_file(name: str) -> bool:
    """Whether there is such a file or folder: from the project's root, or, shortened, from a room; also without .py."""
    return any(fnmatch(file, form) for file in files() for form in (name, f"*/{name}", f"*/{name}.py"))


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_links_of_a_document_lead_somewhere(document: Path) -> None:
    links = {link for link in _LINK.findall(said(document)) if "://" not in link}
    assert {link for link in links if not (document.parent / link).exists()} == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_commands_that_a_document_names_have_their_options(document: Path) -> None:
    strays = [
        f"docgen {names}{rest}"
        for piece in code(document)
        for names, rest in _COMMAND.findall(piece)
        if not is_command(names.split(), _OPTION.findall(names + rest))
    ]
    assert strays == []


def is_command(names: list[str], options: list[str]) -> bool:
    command: click.Command = main
    for name in names:
        if not isinstance(command, click.Group):
            break
        found = command.get_command(click.Context(command), name)
        if found is None:
            return name in EXAMPLE_COMMANDS
        command = found
    known = {name for item in (*main.params, *command.params) for name in (*item.opts, *item.secondary_opts)}
    return set(options) <= {*known, "--help"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_targets_of_make_that_a_document_names_are_there(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {name for piece in code(document) for name in _MAKE.findall(piece)} <= targets


@pytest.mark.parametrize("document", DOCUMENTS, ids=ids)
def test_names_of_code_in_a_document_are_in_the_code(document: Path) -> None:
    strays = set()
    for piece in quoted(document):
        if (found := _NAME.fullmatch(piece)) and not _SETTING.fullmatch(piece):
            steps = found[1].split(".")
            if not set(filter(None, steps)) <= words():
                strays.add(piece)
            if len(steps) > 1 and steps[0] in ROOMS and not is_there(steps):
                strays.add(piece)
    assert strays == set()


def is_there(steps: list[str]) -> bool:
    """Whether the steps lead from a room to a module, and from there to what it holds."""
    for length in range(len(steps), 0, -1):
        name = ".".join(("docgen", *steps[:length]))
        parent = name.rpartition(".")[0]
        if (find_spec(parent) is not None and hasattr(import_module(parent), "__path__")) and find_spec(
            name
        ) is not None:
            holder: object = import_module(name)
            break
    else:
        return False
    for step in steps[length:]:
        if not hasattr(holder, step):
            return False
        holder = getattr(holder, step)
    return True
