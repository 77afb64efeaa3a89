"""A file to drafts and a report: reading, cleaning, cutting, recognising, weighing; nothing is written here but by `write`."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from docgen.errors import DocgenError, Location, Problem
from docgen.files import write_together
from docgen.foreign.once import read_once
from docgen.importer import drafts_general, drafts_job, drafts_syllabus, messages
from docgen.importer.cleaning import clean
from docgen.importer.conservation import Balance, balance
from docgen.importer.doubts import check_paper, check_tree
from docgen.importer.drafts import Draft, missing
from docgen.importer.form_tables import open_forms
from docgen.importer.guessing import TITLES, Guess, guess
from docgen.importer.numbering_doubts import check_numbers
from docgen.importer.outline import outline
from docgen.importer.paper import Cell, Line, Note, Notes, Paper, Table
from docgen.importer.pieces import Piece, cut
from docgen.importer.read import Opened, opened, read_opened
from docgen.importer.read_word import Changes
from docgen.importer.report import report_text
from docgen.importer.scores import read_scores, score_facts
from docgen.importer.syllabus import read_syllabus, verb_count
from docgen.importer.units import units_of
from docgen.importer.values import Grid, Passage, Value
from docgen.importer.yaml_text import yaml_text

MADE = (drafts_general.KIND, drafts_job.KIND, drafts_syllabus.KIND)  # kinds that a draft can be written as
_NAME = re.compile(r"[^\w\u4e00-\u9fff]+")
_LONGEST_NAME = 24


@dataclass(frozen=True, slots=True)
class Imported:
    """What a file gave: drafts in order, the paper with its notes, the sum of characters, the report's text."""

    paper: Paper
    drafts: list[Draft]
    balance: Balance
    report: str
    promised: int = 0
    problems: list[Problem] = field(default_factory=list)

    def files(self) -> list[tuple[str, bytes]]:
        """Name and content of every file to write: the drafts, then the report."""
        heading = f"由 {self.paper.name} 导入；来源 S123 指原稿第 123 {self.paper.unit}，置信低于 0.8 的请对照原稿。见 {self.report_name}"
        return [(draft.name, yaml_text(draft.data, [heading]).encode()) for draft in self.drafts] + [
            (self.report_name, self.report.encode())
        ]

    @property
    def report_name(self) -> str:
        return f"导入报告-{_file_name(Path(self.paper.name).stem)}.md"


_CLASSES = (
    Imported,
    Paper,
    Line,
    Cell,
    Table,
    Note,
    Notes,
    Draft,
    Balance,
    Value,
    Grid,
    Passage,
)  # of what an import is made


def import_file(path: Path, *, kind: str = "", changes: Changes = "refuse", known: Collection[str] = MADE) -> Imported:
    """The drafts of a file.

    `kind` (English or Chinese name) writes every piece as that kind; without it each piece is recognised. `known` are
    the kinds that the workspace has: a draft of another would not build. Raises DocgenError as `read` does, and I121
    for a kind that no draft can be written as; a warning I122 in `problems` if the characters do not add up.
    """
    return import_opened(opened(path), kind=kind, changes=changes, known=known)


def import_limited(
    path: Path, *, kind: str = "", changes: Changes = "refuse", known: Collection[str] = MADE
) -> Imported:
    """`import_file` with the file read in a child, ten seconds and 500 MB (B15x); LibreOffice, where it is needed, is one by itself."""
    source = opened(path)
    arguments = (source, kind, changes, tuple(known))
    return read_once(_import_opened, arguments, Location(path.name), classes=_CLASSES)


def _import_opened(source: Opened, kind: str, changes: Changes, known: tuple[str, ...]) -> Imported:
    return import_opened(source, kind=kind, changes=changes, known=known)


def import_opened(source: Opened, *, kind: str, changes: Changes, known: Collection[str]) -> Imported:
    """The drafts of a file that has been opened."""
    path = Path(source.name)
    wanted = _wanted(kind, path, known)
    paper = read_opened(source, changes)
    promised = clean(paper)
    check_paper(paper)
    pieces = cut(paper.lines)
    if not pieces:
        raise DocgenError(messages.NOTHING_TO_IMPORT.at(Location(path.name)))
    if promised and promised.count != len(pieces):
        paper.notes.undecided("篇数", promised.line, f"标题说有 {promised.count} 篇，分出 {len(pieces)} 篇")
    facts: list[str] = []
    drafts = [_draft(piece, paper, wanted, known, facts) for piece in pieces]
    _name_drafts(drafts)
    sum_ = balance(paper.visible(), [draft.data for draft in drafts], paper.notes)
    problems: list[Problem] = []
    if not sum_.even:
        missing, surplus = sum_.missing[:20], sum_.surplus[:20]
        problems.append(messages.UNEVEN.at(Location(path.name), missing=missing, surplus=surplus))
    promise = promised.count if promised else 0
    return Imported(paper, drafts, sum_, report_text(paper, drafts, sum_, promise, facts), promise, problems)


def write(imported: Imported, folder: Path) -> list[Path]:
    """Write drafts and report into a folder, all or none. Raises DocgenError I120 where a file is there already, B101 where none can be written."""
    contents = [(folder / name, content) for name, content in imported.files()]
    there = [path for path, _content in contents if path.exists()]
    if there:
        raise DocgenError(messages.THERE_ALREADY.at(Location(str(path))) for path in there)
    return write_together(contents, Location(str(folder)))


def _wanted(kind: str, path: Path, known: Collection[str]) -> str:
    if not kind:
        return ""
    english = next((name for name, title in TITLES.items() if kind in (name, title)), "")
    possible = [name for name in MADE if name in known]
    if english not in possible:
        names = "、".join(f"{TITLES[name]}（{name}）" for name in possible)
        raise DocgenError(messages.NO_SUCH_KIND.at(Location(path.name), kind=kind, names=names))
    return english


def _draft(piece: Piece, paper: Paper, wanted: str, known: Collection[str], facts: list[str]) -> Draft:
    seen = guess(piece)
    notes = paper.notes
    if seen.kind == drafts_syllabus.KIND and wanted != drafts_job.KIND:
        return _syllabus(piece, paper, seen, wanted != drafts_general.KIND and drafts_syllabus.KIND in known)
    if seen.kind == drafts_job.KIND or wanted == drafts_job.KIND:
        open_forms(piece, notes)
    units = units_of(piece.lines, notes)
    root = outline(units)
    check_numbers(root, notes)
    check_tree(root, piece, seen.kind, paper)
    scores = read_scores(units, notes)
    facts += score_facts(scores)
    as_job = (
        drafts_job.KIND in known
        and wanted in ("", drafts_job.KIND)
        and (seen.kind == drafts_job.KIND or wanted)
        and drafts_job.is_job(root)
    )
    if as_job:
        draft = drafts_job.job_draft(root, piece, notes)
    else:
        draft = drafts_general.general_draft(root, piece, notes)
        if wanted not in ("", drafts_general.KIND):
            draft.remarks.append(f"没有找到{TITLES[wanted]}要有的内容，写成通用文档")
        elif seen.kind != drafts_general.KIND:
            draft.remarks.append(f"看作{seen.title}，但那个文种要求的内容原稿没有写全，先写成通用文档，不编造")
    return _seen(draft, seen)


def _syllabus(piece: Piece, paper: Paper, seen: Guess, structured: bool) -> Draft:
    syllabus = read_syllabus(piece.lines, paper.notes)
    levels = verb_count("".join(item.text for item in syllabus.items()))
    if structured and drafts_syllabus.fits(syllabus):
        draft = drafts_syllabus.syllabus_draft(syllabus, piece, paper.notes)
    else:
        draft = drafts_general.general_syllabus(syllabus, piece, missing("标题", paper.notes))
    counted = "、".join(f"{level} {count}" for level, count in levels.items())
    draft.remarks.append(f"知识点 {len(syllabus.items())} 条，层级要求共 {sum(levels.values())} 处（{counted}）")
    if syllabus.runs:
        draft.remarks.append(
            f"连在一起的编号 {syllabus.runs} 处，归还 {syllabus.repaid} 条，{syllabus.unrepaired} 处无法复原"
        )
    return _seen(draft, seen)


def _seen(draft: Draft, seen: Guess) -> Draft:
    draft.guess, draft.confidence = seen.title, seen.confidence
    return draft


def _name_drafts(drafts: list[Draft]) -> None:
    """File names: the title, with the piece's number where there are several."""
    for number, draft in enumerate(drafts, 1):
        title = "" if "【待补" in draft.title else _file_name(draft.title)
        stem = title or draft.guess or draft.kind_title
        draft.name = f"{number:02d}-{stem}.yaml" if len(drafts) > 1 else f"{stem}.yaml"


def _file_name(text: str) -> str:
    return _NAME.sub("-", text).strip("-_")[:_LONGEST_NAME] or "草稿"
