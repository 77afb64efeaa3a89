"""What docgen says: each code belongs to one room and is explained once; whatever can be said can be explained."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from types import ModuleType

from docgen.errors import Location, Message
from docgen.explanations import EXPLANATIONS, all_explanations
from docgen.extension import Extensions

SOURCE = Path(__file__).parents[2] / "src" / "docgen"
# They speak for the rooms behind them, under those rooms' codes.
FACES = ("docgen.api", "docgen.cli", "docgen.app")
SHARED = {"W101", "B101"}  # a Word file that cannot be read, a file that cannot be written: by whomever


def modules() -> list[ModuleType]:
    """Every messages.py."""
    files = sorted(SOURCE.rglob("messages.py"))
    return [import_module(".".join(("docgen", *file.relative_to(SOURCE).with_suffix("").parts))) for file in files]


def said(module: ModuleType) -> dict[str, Message]:
    return {name: item for name, item in vars(module).items() if isinstance(item, Message)}


def test_a_code_belongs_to_one_room() -> None:
    homes: dict[str, set[str]] = defaultdict(set)
    for module in modules():
        if not module.__name__.startswith(FACES):
            for message in said(module).values():
                homes[message.code].add(module.__name__.split(".")[1])
    assert {code: sorted(found) for code, found in homes.items() if len(found) > 1 and code not in SHARED} == {}


def test_a_code_is_explained_once() -> None:
    places: dict[str, list[str]] = defaultdict(list)
    for module in modules():
        for name, message in said(module).items():
            if message.explanation:
                places[message.code].append(f"{module.__name__}.{name}")
    assert {code: found for code, found in places.items() if len(found) > 1} == {}


def test_every_code_that_can_be_said_is_explained() -> None:
    known = all_explanations(Extensions())
    literals = {
        code
        for file in SOURCE.rglob("*.py")
        for code in re.findall(r'"([A-Z]\d{3})"', file.read_text(encoding="utf-8"))
    }
    assert literals <= known.keys()
    assert {message.code for module in modules() for message in said(module).values()} <= known.keys()


def test_every_explanation_belongs_to_a_code_that_can_be_said() -> None:
    whole = "\n".join(
        file.read_text(encoding="utf-8") for file in SOURCE.rglob("*.py") if file.name != "explanations.py"
    )
    assert {code for code in EXPLANATIONS if f'"{code}"' not in whole} == set()


def test_every_message_can_be_filled_in() -> None:
    """Text and hint are formats with names alone: `Message.at` never meets a stray brace."""
    for module in modules():
        for name, message in said(module).items():
            names = set(re.findall(r"(?<!\{)\{(\w+)", message.text + message.hint))
            assert message.at(Location("a.yaml"), **dict.fromkeys(names, 7)).message, f"{module.__name__}.{name}"
