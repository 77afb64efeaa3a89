"""The checker: rules over documents, their findings at lines and columns, suppressions taken off.

One `Checker` serves a whole run of `docgen check`: what several documents use
(library entries) is reported once, and a suppression there counts as used if
any document needed it.
"""

from __future__ import annotations

from collections.abc import Iterable

from docgen.check import suppression
from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.fixes import Fix
from docgen.check.places import Place, Sources
from docgen.check.roles import Roles, read_roles
from docgen.check.rule import Rule
from docgen.check.rules import RULES, matches, rules_of
from docgen.check.settings import Settings
from docgen.check.texts import Texts
from docgen.content.load import Loaded
from docgen.content.schema import Schema
from docgen.content.workspace import Workspace
from docgen.errors import Location, Problem, Severity
from docgen.kinds.kind import Kind
from docgen.model.nodes import Document
from docgen.reading import DISK, Files


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
        self._select, self._ignore = tuple(select), tuple(ignore)
        self.rules = _chosen(RULES.values(), settings, self._select, self._ignore)
        self._extra: dict[str, Rule] = {}  # what the extensions of the kinds so far bring
        self._problems: dict[Problem, None] = {}
        self._fixes: dict[Fix, None] = {}
        self._suppressions: dict[str, list[suppression.Suppression]] = {}
        self._complete = True
        self._roles: dict[Schema, Roles] = {}
        self._texts = Texts()

    def document(self, loaded: Loaded, kind: Kind, document: Document | None, files: Files = DISK) -> None:
        """Run the rules on a prepared document, read from `files`; `document` is its resolved tree, None if it could not be
        made or the kind has no body."""
        self._sources.read(loaded.files, files)
        for path in loaded.files:
            self._suppressions_of(self._sources.workspace.relative(path))
        if document is None and kind.has_body:
            self._complete = False
        content = Content(
            loaded.data,
            self._roles_of(kind.schema),
            self._settings.known,
            document,
            loaded.kind_name,
            texts=self._texts,
        )
        extra = rules_of(kind.extensions)
        self._extra |= extra
        for rule in (*self.rules, *_chosen(extra.values(), self._settings, self._select, self._ignore)):
            for finding in rule.findings(content):
                self._add(rule, finding, content, loaded)

    def missed(self) -> None:
        """A document could not be read far enough: an unused suppression is then no proof."""
        self._complete = False

    def problems(self) -> list[Problem]:
        """Everything found so far, by place, with what is wrong with the suppressions."""
        known = {**RULES, **self._extra}
        active = {rule.code for rule in _chosen(known.values(), self._settings, self._select, self._ignore)}
        complaints = [
            problem
            for suppressions in self._suppressions.values()
            for problem in suppression.complaints(suppressions, set(known), active, complete=self._complete)
        ]
        return sorted([*self._problems, *complaints], key=lambda problem: (problem.location, problem.code))

    def fixes(self) -> list[Fix]:
        """The corrections that are certain, by place."""
        return sorted(self._fixes, key=lambda fix: fix.location)

    def _roles_of(self, schema: Schema) -> Roles:
        if schema not in self._roles:
            self._roles[schema] = read_roles(schema)
        return self._roles[schema]

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


def _chosen(rules: Iterable[Rule], settings: Settings, select: tuple[str, ...], ignore: tuple[str, ...]) -> list[Rule]:
    return [
        rule
        for rule in rules
        if (not select or matches(rule, select))
        and not matches(rule, ignore)
        and settings.levels.get(rule.code) != "off"
    ]
