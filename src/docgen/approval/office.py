"""The office's work: numbering, issuing, publishing. Not an approval, so the drafter's hand does not matter; but somebody's task."""

from __future__ import annotations

from docgen.errors import DocgenError, Location, has_errors
from docgen.messages import _
from docgen.pipeline import Kind
from docgen.source.load import load_data
from docgen.source.workspace import Workspace
from docgen.workflow.acting import REGISTRAR, check_here
from docgen.workflow.numbers import Rule, read_rule
from docgen.workflow.organisation import Organisation
from docgen.workflow.refusals import refuse

ROLES = (REGISTRAR, "办公室")


def check_office(organisation: Organisation, person: str, day: str, path: str) -> None:
    """Raises DocgenError A217 for someone unknown or gone, A531 for who has none of the office's roles."""
    check_here(organisation, [person], day, path)
    if set(organisation.people[person].roles) & set(ROLES):
        return
    known = dict.fromkeys(name for role in ROLES for name in map(organisation.name_of, organisation.with_role(role, day)))
    fact = _("{name}不办理编号、签发和发布").format(name=organisation.name_of(person))
    hint = _("请 {names} 办理；角色“登记”“办公室”写在 content/organisation.yaml").format(names="、".join(known) or "—")
    raise refuse(path, "A531", fact, hint)


def rule_for(workspace: Workspace, kind: Kind) -> Rule | None:
    """How a kind's papers are numbered: docgen.yaml's `numbers: {kind: …}`, else kind.yaml's `number`; None for not at all.

    Raises DocgenError A541 for a faulty rule.
    """
    file = workspace.root / "docgen.yaml"
    if file.is_file() and file.read_bytes().strip():
        loaded = load_data(file, workspace)
        if has_errors(loaded.problems):
            raise DocgenError(loaded.problems)
        own = loaded.data.get("numbers")
        if isinstance(own, dict) and kind.name in own:
            place = loaded.marks.get(f"/numbers/{kind.name}", Location(workspace.relative(file), 1, 1))
            return read_rule(own[kind.name], place) if own[kind.name] else None
    data = kind.workflow.get("number")
    return read_rule(data, Location(workspace.relative(kind.folder / "kind.yaml"))) if data else None
