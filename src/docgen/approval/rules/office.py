"""The office's work: numbering, issuing, publishing. Not an approval, so the drafter's hand does not matter; but somebody's task."""

from __future__ import annotations

from docgen.approval.rules.acting import REGISTRAR, check_here
from docgen.approval.rules.organisation import Organisation
from docgen.approval.rules.refusals import refuse

ROLES = (REGISTRAR, "办公室")


def check_office(organisation: Organisation, person: str, day: str, path: str) -> None:
    """Raises DocgenError A217 for someone unknown or gone, A531 for who has none of the office's roles."""
    check_here(organisation, [person], day, path)
    if set(organisation.people[person].roles) & set(ROLES):
        return
    known = dict.fromkeys(
        name for role in ROLES for name in map(organisation.name_of, organisation.with_role(role, day))
    )
    fact = f"{organisation.name_of(person)}不办理编号、签发和发布"
    hint = "请 {names} 办理；角色“登记”“办公室”写在 content/organisation.yaml".format(names="、".join(known) or "—")
    raise refuse(path, "A531", fact, hint)
