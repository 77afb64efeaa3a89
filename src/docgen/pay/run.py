"""Everything that `docgen pay` writes for a team, made in memory and written together: all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from docgen.app.batch import cores
from docgen.app.batch.local import outcomes
from docgen.app.batch.task import Order, Outcome, killed, log_file, make
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.files import write_together
from docgen.kinds.kind_cache import KindCache
from docgen.pay.team import Team
from docgen.pay.workbook import write_workbook

SUMMARY, SHEETS = "薪酬试算汇总", "试算单"

_FEW = 12  # papers: of fewer, starting processes would take longer than they save


@dataclass(frozen=True, slots=True)
class _Paper:
    """Builds one paper of a team, in whichever process: the summary, or the sheet of the person whose index the path is."""

    order: Order
    team: Team
    kinds: KindCache = field(default_factory=KindCache)

    def __call__(self, name: Path) -> Outcome:
        workspace = Workspace(self.order.root)
        content = self.team.trial(workspace) if name.name == SUMMARY else self.team.sheet(workspace, int(name.name))
        outcome = make(self.order, self.team.path, content=content, kinds=self.kinds)
        outcome.path = name
        return outcome

    def killed(self, name: Path) -> Outcome:
        outcome = killed(Workspace(self.order.root), self.team.path)
        outcome.path = name
        return outcome


def build_team(
    workspace: Workspace, team: Team, formats: Sequence[str], out: Path, jobs: int | None = None
) -> Iterator[tuple[Path, bytes]]:
    """The files of the summary, its workbook, and each person's sheet, as they are made; DocgenError if one cannot be.

    `jobs` is the number of processes; None: as many as there are processors, for a team that is worth it.
    """
    papers = [Path(SUMMARY), *(Path(str(index)) for index in range(len(team.statements)))]
    if jobs is None:
        jobs = cores() if len(papers) > _FEW else 1
    work = _Paper(Order(workspace.root, tuple(formats)), team)
    problems: list[Problem] = []
    yield out / f"{SUMMARY}.xlsx", write_workbook(team)
    with closing(outcomes(work, papers, jobs, work.killed)) as made:
        for outcome in made:
            if outcome.log:
                _write_log(log_file(workspace, team.path), outcome.log)
            if has_errors(outcome.problems):
                problems += outcome.problems
                continue
            own = outcome.path.name
            stem = out / SUMMARY if own == SUMMARY else out / SHEETS / team.names[int(own)]
            for name, data in outcome.outputs.items():
                yield stem.with_name(f"{stem.name}.{name}"), data
    if problems:
        raise DocgenError(dict.fromkeys(problems))


def write_team(contents: Sequence[tuple[Path, bytes]], out: Path) -> list[Path]:
    """Write all files, or none; DocgenError B101 where one cannot be written."""
    return write_together(contents, Location(str(out)))


def _write_log(file: Path, text: str) -> None:
    """The trace of a bug, where its message says it is."""
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
