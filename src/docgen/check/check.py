"""The checker: rules over documents, their findings at lines and columns, suppressions taken off.

One `Checker` serves a whole run of `docgen check`: what several documents use
(library entries) is reported once, and a suppression there counts as used if
any document needed it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from docgen.check import (
    amounts,
    arithmetic,
    consistency,
    contradiction,
    figures,
    labour,
    language,
    law,
    numbering,
    residue,
    structure,
    suppression,
    terms,
)
from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.fixes import Fix
from docgen.check.places import Place, Sources
from docgen.check.roles import Roles, read_roles
from docgen.check.rule import RULES, Rule
from docgen.check.settings import Settings
from docgen.content.load import Loaded
from docgen.content.workspace import Workspace
from docgen.errors import Location, Problem, Severity
from docgen.model.nodes import Document
from docgen.reading import DISK, Files

# Importing the families registers their rules.
_FAMILIES = (
    structure,
    numbering,
    language,
    residue,
    figures,
    amounts,
    arithmetic,
    law,
    labour,
    consistency,
    terms,
    contradiction,
)


class Checker:
    """Collects what the rules say of documents.

    `select` and `ignore` are code prefixes (K3, K301), or names of rules; an
    empty `select` means all rules that docgen.yaml does not turn off.
    """

    def __init__(
        self, workspace: Workspace, settings: Settings, *, select: Iterable[str] = (), ignore: Iterable[str] = ()
    ) -> None:
        self._sources = Sources(workspace)
        self._settings = settings
        self.rules = _chosen(settings, tuple(select), tuple(ignore))
        self._problems: dict[Problem, None] = {}
        self._fixes: dict[Fix, None] = {}
        self._suppressions: dict[str, list[suppression.Suppression]] = {}
        self._complete = True
        self._roles: dict[int, tuple[dict[str, Any], Roles]] = {}

    def document(
        self,
        loaded: Loaded,
        schema: dict[str, Any],
        document: Document | None,
        *,
        body: bool = True,
        files: Files = DISK,
    ) -> None:
        """Run the rules on a prepared document, read from `files`; `document` is its resolved tree, None if it could not be
        made (or, without `body`, is not meant to be)."""
        self._sources.read(loaded.files, files)
        for path in loaded.files:
            self._suppressions_of(self._sources.workspace.relative(path))
        if document is None and body:
            self._complete = False
        content = Content(loaded.data, self._roles_of(schema), self._settings.known, document, loaded.kind_name)
        for rule in self.rules:
            for finding in rule.findings(content):
                self._add(rule, finding, content, loaded)

    def missed(self) -> None:
        """A document could not be read far enough: an unused suppression is then no proof."""
        self._complete = False

    def problems(self) -> list[Problem]:
        """Everything found so far, by place, with what is wrong with the suppressions."""
        active = {rule.code for rule in self.rules}
        complaints = [
            problem
            for suppressions in self._suppressions.values()
            for problem in suppression.complaints(suppressions, set(RULES), active, complete=self._complete)
        ]
        return sorted([*self._problems, *complaints], key=lambda problem: (problem.location, problem.code))

    def fixes(self) -> list[Fix]:
        """The corrections that are certain, by place."""
        return sorted(self._fixes, key=lambda fix: fix.location)

    def _roles_of(self, schema: dict[str, Any]) -> Roles:
        if id(schema) not in self._roles:
            self._roles[id(schema)] = schema, read_roles(schema)  # the schema is kept, so that its id stays its own
        return self._roles[id(schema)][1]

    def _add(self, rule: Rule, finding: Finding, content: Content, loaded: Loaded) -> None:
        place, mark = self._place(finding, content, loaded)
        if self._suppressed(rule.code, place.location, mark):
            return
        level: Severity = "error" if self._settings.levels.get(rule.code, rule.severity) == "error" else "warning"
        self._problems[Problem(place.location, rule.code, finding.message, finding.hint, level)] = None
        if finding.replacement is not None and place.certain:
            wrong = content.text[finding.start : finding.end]
            self._fixes[Fix(place.location, wrong, finding.replacement, rule.code)] = None

    def _place(self, finding: Finding, content: Content, loaded: Loaded) -> tuple[Place, Location]:
        """Where a finding stands, and where the value that holds it begins."""
        if finding.location is not None:
            return Place(finding.location, False), finding.location
        if finding.pointer is not None:
            mark = _mark(loaded, finding.pointer)
            return Place(mark, False), mark
        piece = content.piece_at(finding.start)
        mark = _mark(loaded, piece.pointer)
        start = finding.start - piece.start
        return self._sources.place(mark, piece.text, start, min(finding.end - piece.start, len(piece.text))), mark

    def _suppressions_of(self, file: str) -> list[suppression.Suppression]:
        if file not in self._suppressions:
            self._suppressions[file] = suppression.read(file, self._sources.lines(file))
        return self._suppressions[file]

    def _suppressed(self, code: str, location: Location, mark: Location) -> bool:
        for one in self._suppressions_of(location.file):
            if one.covers(code, location.line) or (mark.file == location.file and one.covers(code, mark.line)):
                one.used.add(code)
                return True
        return False


def _mark(loaded: Loaded, pointer: str) -> Location:
    while pointer and pointer not in loaded.marks:
        pointer = pointer.rpartition("/")[0]
    return loaded.marks.get(pointer, Location(""))


def known_code(word: str) -> bool:
    """True if a word of --select or --ignore means at least one rule."""
    return any(_matches(rule, (word,)) for rule in RULES.values())


def _matches(rule: Rule, wanted: tuple[str, ...]) -> bool:
    return any(rule.code.startswith(word.upper()) or word in (rule.name, rule.title) for word in wanted)


def _chosen(settings: Settings, select: tuple[str, ...], ignore: tuple[str, ...]) -> list[Rule]:
    return [
        rule
        for rule in sorted(RULES.values(), key=lambda rule: rule.code)
        if (not select or _matches(rule, select))
        and not _matches(rule, ignore)
        and settings.levels.get(rule.code) != "off"
    ]
