"""Everything that `docgen pay` writes for a team, made in memory and written together: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen import pipeline
from docgen.errors import DocgenError, Location, has_errors
from docgen.files import write_together
from docgen.paying.team import Team
from docgen.paying.workbook import write_workbook
from docgen.source.load import Loaded
from docgen.source.workspace import Workspace

SUMMARY, SHEETS = "薪酬试算汇总", "试算单"


def build_team(workspace: Workspace, path: Path, team: Team, formats: Sequence[str], out: Path) -> Iterator[tuple[Path, bytes]]:
    """The files of the summary, its workbook, and each person's sheet, as they are made; DocgenError if one cannot be."""
    kept = pipeline.Kept()

    def made(content: Loaded, stem: Path) -> Iterator[tuple[Path, bytes]]:
        result = pipeline.build(workspace, path, formats, kept=kept, content=content)
        if has_errors(result.problems):
            raise DocgenError(result.problems)
        for name, data in result.outputs.items():
            yield stem.with_name(f"{stem.name}.{name}"), data

    yield from made(team.trial(), out / SUMMARY)
    yield out / f"{SUMMARY}.xlsx", write_workbook(team)
    for statement, name in zip(team.statements, team.names, strict=True):
        yield from made(team.sheet(statement), out / SHEETS / name)


def write_team(contents: Sequence[tuple[Path, bytes]], out: Path) -> list[Path]:
    """Write all files, or none; DocgenError B101 where one cannot be written."""
    return write_together(contents, Location(str(out)))
