"""content/organisation.yaml: read, compared with what the record confirmed, confirmed by an administrator."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.approval.desk.desk import Desk
from docgen.approval.desk.messages import NAME_TAKEN, NO_ORGANISATION, ORGANISATION_NOT_CONFIRMED
from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft
from docgen.approval.ledger.keyring import check_administrator
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.organisation import Organisation, confirmed, read_organisation, taken_names
from docgen.content.load import load_data
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, has_errors
from docgen.reading import DISK, Files


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that differs between two organisations, in words; `old` and `new` are names of departments or posts renamed."""

    text: str
    old: str = ""
    new: str = ""


def load_organisation(workspace: Workspace, files: Files = DISK) -> Organisation:
    """The organisation of the file. Raises DocgenError A110 with everything wrong in it."""
    file = workspace.organisation
    place = Location(workspace.relative(file))
    if not files.is_file(file):
        raise DocgenError(NO_ORGANISATION.at(place))
    loaded = load_data(file, workspace, files)
    if has_errors(loaded.problems):
        raise DocgenError(loaded.problems)
    organisation, problems = read_organisation(
        loaded.data, lambda pointer: loaded.marks.get(pointer) or loaded.marks.get("", place)
    )
    if problems:
        raise DocgenError(problems)
    return organisation


def check_confirmed(desk: Desk, files: Files = DISK) -> None:
    """Raises DocgenError A311 if the file says otherwise than what an administrator confirmed."""
    found = load_organisation(desk.workspace, files)
    known = desk.organisation()
    if found.digest != known.digest:
        changes = "；".join(change.text for change in differences(known, found))
        raise DocgenError(
            ORGANISATION_NOT_CONFIRMED.at(
                Location(desk.workspace.relative(desk.workspace.organisation)), changes=changes
            )
        )


def confirm(desk: Desk, key: Key) -> list[Change]:
    """Record the file's organisation as it is now; what changed. Raises DocgenError A110, A308, A321 (another's name)."""
    found = load_organisation(desk.workspace)
    place = Location(desk.workspace.relative(desk.workspace.organisation))
    changes: list[Change] = []

    def decide(ledger: Ledger) -> list[Draft]:
        check_administrator(ledger, key.person)
        known = confirmed(ledger)
        changes[:] = differences(known, found)
        if taken := taken_names(ledger, found):
            raise DocgenError([NAME_TAKEN.at(place, id=id, name=name) for id, name in taken.items()])
        if not changes:
            return []
        return [Draft(kinds.ORGANISATION, key.person, payload=found.payload | {"digest": found.digest}, signer=key)]

    desk.transact(decide, key)
    return changes


def differences(old: Organisation, new: Organisation) -> list[Change]:
    """What differs, in words, departments and posts first."""
    changes: list[Change] = []
    for what, before, after in (("部门", old.departments, new.departments), ("岗位", old.posts, new.posts)):
        for id in dict.fromkeys((*before, *after)):
            was, now = before.get(id, ""), after.get(id, "")
            if was and now and was != now:
                changes.append(Change(f"{what}“{was}”改名为“{now}”", was, now))
            elif was != now:
                text = "新增{what}“{name}”" if now else "撤销{what}“{name}”"
                changes.append(Change(text.format(what=what, name=now or was), was, now))
    for id in dict.fromkeys((*old.people, *new.people)):
        if id not in old.people:
            changes.append(Change(f"新增人员{new.people[id].name}"))
        elif id not in new.people:
            changes.append(Change(f"名单里去掉了{old.people[id].name}"))
        elif old.people[id] != new.people[id]:
            changes.append(Change(f"{new.people[id].name}的登记有变动"))
    if old.name != new.name or (not changes and list(old.people) != list(new.people)):
        changes.append(Change("单位名称或人员次序有变动"))
    return changes
