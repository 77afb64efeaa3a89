"""A whole team priced: a policy and tables in, the content of a summary and of one sheet a person out.

The sheets and the summary are documents of the kinds pay-trial and pay-sheet,
as they stand in templates/; here their content is put together from the
policy's tree and the tables' rows, which keep their places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.app import build as pipeline
from docgen.content.load import Loaded, from_tree, load_document, prepare
from docgen.content.spreadsheet import read_table
from docgen.content.tree import Entry, Mapping, Node, Scalar, flatten
from docgen.content.tree import Sequence as List
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.pay import messages
from docgen.pay.scheme import Scheme, early, read_scheme
from docgen.pay.statements import Statement
from docgen.pay.tables import Tables, price_team

POLICY, TRIAL, SHEET = "compensation-policy", "pay-trial", "pay-sheet"
# The fields of a trial by both their names: what is given on the command line takes their place.
_PEOPLE, _DEALS, _ROSTER = ("people", "得分"), ("deals", "揽收"), ("roster", "名单")
_MONTH, _TITLE, _KIND = ("month", "月份"), ("title", "标题"), ("kind", "文种")
_SHARED = (
    "policy",
    "制度",
    "organization",
    "单位",
    *_MONTH,
    "date",
    "日期",
    *_DEALS,
)  # what a sheet takes over from the trial
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line names: the tables' files and the month (2026-04); None and "" where it does not."""

    scores: Path | None = None
    deals: Path | None = None
    roster: Path | None = None
    month: str = ""


@dataclass(frozen=True, slots=True)
class Team:
    """A priced team: `path` the policy's or the trial's file, `tree` the summary's content, `names` the sheets' file names.

    It can be pickled: the papers are built in several processes.
    """

    path: Path
    tree: Mapping
    scheme: Scheme
    statements: Sequence[Statement]
    names: Sequence[str]
    title: str
    warnings: Sequence[Problem]

    def trial(self, workspace: Workspace) -> Loaded:
        """The summary's content."""
        return from_tree(self.path, self.tree, workspace)

    def sheet(self, workspace: Workspace, index: int) -> Loaded:
        """The content of one person's sheet."""
        return from_tree(self.path, _sheet_tree(self.tree, self.statements[index]), workspace)


def read_team(workspace: Workspace, path: Path, given: Given) -> Team:
    """The team priced by the policy, or the trial, in `path`. DocgenError with everything that is wrong, before anything is built."""
    tree, problems = _trial_tree(workspace, path, given)
    loaded = from_tree(path, tree, workspace)
    problems += prepare(loaded, pipeline.load_kind(workspace, TRIAL).schema)
    if has_errors(problems):
        raise DocgenError(problems)

    def place(pointer: str) -> Location:
        while pointer and pointer not in loaded.marks:
            pointer = pointer.rpartition("/")[0]
        return loaded.marks[pointer]

    scheme, found = read_scheme(loaded.data["policy"], place, "/policy")
    problems += found
    if scheme is None:
        raise DocgenError(problems)
    month = str(loaded.data.get("month") or "")
    problems += early(month, str(loaded.data["policy"].get("effective_date") or ""), place("/month"))
    tables = Tables(
        "/people", "/deals" if loaded.data.get("deals") else "", "/roster" if loaded.data.get("roster") else ""
    )
    statements, found = price_team(scheme, loaded.data, tables, place)
    problems += found
    bearers = Counter(statement.name for statement in statements)
    names = [_file_name(statement, bearers[statement.name] > 1) for statement in statements]
    problems += _same_names(statements, names, place)
    if has_errors(problems):
        raise DocgenError(problems)
    return Team(path, tree, scheme, statements, names, str(loaded.data["title"]), list(dict.fromkeys(problems)))


def read_blank(workspace: Workspace, path: Path, roster: Path | None) -> tuple[Scheme, list[tuple[str, str]]]:
    """What an empty table of scores needs: the scheme of the policy, or of the trial, and (工号, 姓名) of the list of people."""
    loaded = load_document(path, workspace)
    problems = list(loaded.problems)
    kind = _kind(workspace, loaded)
    prepared = from_tree(path, loaded.tree, workspace) if loaded.tree else loaded
    problems += prepare(prepared, pipeline.load_kind(workspace, kind).schema)
    people: list[tuple[str, str]] = []
    if roster is not None:
        rows = flatten(_read(roster, problems)).data
        people = [
            (str(row.get("工号") or row.get("number") or ""), str(row.get("姓名") or row.get("name") or ""))
            for row in rows
        ]
    if has_errors(problems):
        raise DocgenError(problems)
    pointer = "/policy" if kind == TRIAL else ""
    policy = prepared.data["policy"] if pointer else prepared.data
    scheme, found = read_scheme(policy, lambda path: prepared.marks.get(path, loaded.kind_location), pointer)
    if scheme is None:
        raise DocgenError(found)
    return scheme, people


# --- the contents ------------------------------------------------------------


def _trial_tree(workspace: Workspace, path: Path, given: Given) -> tuple[Mapping, list[Problem]]:
    """The content of a trial from a policy's or a trial's file, with what is given in its place."""
    loaded = load_document(path, workspace)
    kind = _kind(workspace, loaded)
    assert loaded.tree is not None  # what _kind holds
    problems = list(loaded.problems)
    if kind == TRIAL:
        entries = dict(loaded.tree.entries)
    else:
        where = loaded.tree.location
        title = _trial_title(loaded.data) + (f"（{given.month[:4]}年{int(given.month[5:])}月）" if given.month else "")
        entries = {"kind": _text(TRIAL, where), "title": _text(title, where), "policy": Entry(loaded.tree, where)}
    for names, file in ((_PEOPLE, given.scores), (_DEALS, given.deals), (_ROSTER, given.roster)):
        if file is not None:
            _replace(entries, names, _read(file, problems))
    if given.month:
        _replace(entries, _MONTH, Scalar(given.month, given.month, Location("--month")))
    if not any(name in entries for name in _PEOPLE):
        raise DocgenError(
            [
                *problems,
                messages.NO_SCORES.at(loaded.kind_location),
            ]
        )
    if has_errors(problems):
        raise DocgenError(problems)
    return Mapping(entries, loaded.tree.location), problems


def _kind(workspace: Workspace, loaded: Loaded) -> str:
    """POLICY or TRIAL; DocgenError for any other file."""
    if loaded.tree is None or has_errors(loaded.problems):
        raise DocgenError(loaded.problems)
    kind = pipeline.load_kind(workspace, loaded.kind_name).name if loaded.kind_name else ""
    if kind in (POLICY, TRIAL):
        return kind
    raise DocgenError(messages.WRONG_KIND.at(loaded.kind_location, kind=loaded.kind_name or "没有写文种"))


def _read(file: Path, problems: list[Problem]) -> Node:
    table, found = read_table(file, str(file))
    problems += found
    return table or List([], Location(str(file)))


def _replace(entries: dict[str, Entry], names: tuple[str, ...], node: Node) -> None:
    for name in names:
        entries.pop(name, None)
    entries[names[0]] = Entry(node, node.location)


def _text(text: str, where: Location) -> Entry:
    return Entry(Scalar(text, text, where), where)


def _trial_title(policy: dict[str, Any]) -> str:
    """大客户经理薪酬制度 → 大客户经理薪酬试算汇总."""
    title = str(policy.get("title") or policy.get("标题") or "")
    return title.removesuffix("制度").removesuffix("办法").removesuffix("管理") + "试算汇总"


def _sheet_tree(trial: Mapping, statement: Statement) -> Mapping:
    """One person's content: the person's own rows and nobody else's."""
    entries = {name: entry for name, entry in trial.entries.items() if name in _SHARED}
    own = {deal.row for deal in statement.deals if deal.row >= 0}
    for name, entry in trial.entries.items():
        if name in _PEOPLE and isinstance(entry.node, List):
            entries[name] = Entry(List([entry.node.items[statement.row]], entry.node.location), entry.key_location)
        if name in _DEALS and isinstance(entry.node, List):
            rows = [item for index, item in enumerate(entry.node.items) if index in own]
            entries[name] = Entry(List(rows, entry.node.location), entry.key_location)
        if name in _TITLE and isinstance(entry.node, Scalar):
            title = re.sub(r"试算汇总.*$", "试算单", entry.node.text)
            entries["title"] = _text(title, entry.node.location)
    where = trial.location
    return Mapping(
        {"kind": _text(SHEET, where), **entries, "person": _text(statement.number or statement.name, where)}, where
    )


# --- file names ---------------------------------------------------------------


def _file_name(statement: Statement, shared: bool) -> str:
    """The person's name, with the number where others bear it too."""
    name = f"{statement.name}-{statement.number}" if shared and statement.number else statement.name
    return _FORBIDDEN.sub("_", name).strip(" .")[:80] or "_"


def _same_names(
    statements: Sequence[Statement], names: Sequence[str], place: Callable[[str], Location]
) -> list[Problem]:
    found: list[Problem] = []
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if name.casefold() in first:
            found.append(
                messages.SAME_FILE.at(
                    place(f"/people/{index}"),
                    name=statements[index].name,
                    other=statements[first[name.casefold()]].name,
                )
            )
        first.setdefault(name.casefold(), index)
    return found
