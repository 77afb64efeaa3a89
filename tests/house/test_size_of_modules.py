"""A module has one purpose, and a newcomer reads it in one sitting."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).parents[2]
MOST = 400  # lines


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    files = [path for folder in ("src", "tools") for path in (ROOT / folder).rglob("*.py")]
    lengths = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8").count("\n")
        for path in files
        if "starter" not in path.parts
    }
    assert {name: length for name, length in lengths.items() if length > MOST} == {}
