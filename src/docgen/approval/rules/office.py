"""The office's work: numbering, issuing, publishing. Not an approval, so the drafter's hand does not matter; but somebody's task."""

from __future__ import annotations

from docgen.approval.rules import messages
from docgen.approval.rules.acting import REGISTRAR, check_here
from docgen.approval.rules.organisation import Organisation
from docgen.approval.rules.refusals import refused

ROLES = (REGISTRAR, "办公室")


def check_office(organisation: Organisation, person: str, day: str, path: str) -> None:
    """Raises DocgenError A217 for someone unknown or gone, A531 for who has none of the office's roles."""
    check_here(organisation, [person], day, path)
    if set(organisation.people[person].roles) & set(ROLES):
        return
    known = dict.fromkeys(
        name for role in ROLES for name in map(organisation.name_of, organisation.with_role(role, day))
    )
    name, names = organisation.name_of(person), "、".join(known) or "—"
    raise refused(path, messages.NOT_THE_OFFICE, name=name, names=names)
