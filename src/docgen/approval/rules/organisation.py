"""People, departments and posts, as an administrator confirmed them.

    name: 星河通信技术有限公司
    departments: {hr: 人力资源部}
    posts: {payroll: 薪酬主管}
    people:
      - {id: lin, name: 林示例, department: hr, post: payroll, roles: [拟稿], left: 2026-05-01}

Keys may be Chinese (名称, 部门, 岗位, 人员; 编号, 姓名, 部门, 岗位, 角色, 离岗). `left` is the first day on which the person is no longer there.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Event, canonical_json
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.errors import Location, Message, Problem

Place = Callable[[str], Location]  # JSON pointer → where it stands

_TOP = {"name": "name", "名称": "name", "departments": "departments", "部门": "departments", "posts": "posts", "岗位": "posts", "people": "people", "人员": "people"}  # fmt: skip
_PERSON = {"id": "id", "编号": "id", "name": "name", "姓名": "name", "department": "department", "部门": "department", "post": "post",
           "岗位": "post", "roles": "roles", "角色": "roles", "left": "left", "离岗": "left"}  # fmt: skip
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_ID = re.compile(r"[\w.-]{1,40}")


@dataclass(frozen=True, slots=True)
class Person:
    """`department` and `post` are ids; `left` is "" or a date."""

    id: str
    name: str
    department: str = ""
    post: str = ""
    roles: tuple[str, ...] = ()
    left: str = ""

    def here(self, day: str) -> bool:
        """True if the person has not left by that day."""
        return not self.left or day < self.left


@dataclass(frozen=True, slots=True)
class Organisation:
    name: str = ""
    people: dict[str, Person] = field(default_factory=dict)
    departments: dict[str, str] = field(default_factory=dict)
    posts: dict[str, str] = field(default_factory=dict)

    def with_role(self, role: str, day: str) -> list[str]:
        """The ids of who has the role and is there on that day, in the file's order."""
        return [person.id for person in self.people.values() if role in person.roles and person.here(day)]

    def name_of(self, person: str) -> str:
        """The person's name; the id itself for someone unknown."""
        return self.people[person].name if person in self.people else person

    def find(self, text: str) -> str:
        """The id of a person by id or name; "" if nobody, or several of the same name."""
        if text in self.people:
            return text
        found = [person.id for person in self.people.values() if person.name == text]
        return found[0] if len(found) == 1 else ""

    @property
    def payload(self) -> dict[str, Any]:
        """As plain data, for the record."""
        people = {
            person.id: {
                "name": person.name,
                "department": person.department,
                "post": person.post,
                "roles": list(person.roles),
                "left": person.left,
            }
            for person in self.people.values()
        }
        order = list(self.people)
        return {
            "name": self.name,
            "people": people,
            "order": order,
            "departments": self.departments,
            "posts": self.posts,
        }

    @property
    def digest(self) -> str:
        """SHA-256 of the payload, in hex: equal where nothing that counts has changed."""
        return hashlib.sha256(canonical_json(self.payload).encode()).hexdigest()


def from_payload(payload: Mapping[str, Any]) -> Organisation:
    """The organisation that `Organisation.payload` wrote."""
    people = {
        id: Person(id, entry["name"], entry["department"], entry["post"], tuple(entry["roles"]), entry["left"])
        for id, entry in ((id, payload["people"][id]) for id in payload["order"])
    }
    return Organisation(payload["name"], people, dict(payload["departments"]), dict(payload["posts"]))


def confirmed(ledger: Ledger) -> Organisation:
    """The organisation as last confirmed in the record; an empty one if it never was."""
    return ledger.fold("organisation", Organisation, _confirmed)


def _confirmed(before: Organisation, event: Event) -> Organisation:
    return from_payload(event.payload) if event.kind == kinds.ORGANISATION and not event.document else before


def taken_names(ledger: Ledger, new: Organisation) -> dict[str, str]:
    """Id → name for everybody who would get a name that is or ever was another's: under it, signatures would read as that other's.

    Names are compared without blanks, width and case. Those of the first list may be alike: nobody has signed yet.
    """
    known = ledger.fold("names", dict, _named)
    now = {person.id: _bare(person.name) for person in confirmed(ledger).people.values()}
    return {
        person.id: person.name
        for person in new.people.values()
        if known
        and _bare(person.name) != now.get(person.id)
        and known.get(_bare(person.name), {person.id}) - {person.id}
    }


def _named(before: dict[str, set[str]], event: Event) -> dict[str, set[str]]:
    if event.kind == kinds.ORGANISATION and not event.document:
        for person in from_payload(event.payload).people.values():
            before.setdefault(_bare(person.name), set()).add(person.id)
    return before


def _bare(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).casefold().split())


def read_organisation(data: Mapping[str, Any], place: Place) -> tuple[Organisation, list[Problem]]:
    """The organisation of a file's data, and everything wrong with it (A110)."""
    reader = _Reader(place)
    top = reader.renamed(data, _TOP, "")
    departments = reader.names(top.get("departments"), "departments")
    posts = reader.names(top.get("posts"), "posts")
    people: dict[str, Person] = {}
    entries, key = (
        top.get("people"),
        next((name for name in ("people", "人员") if isinstance(data, Mapping) and name in data), "people"),
    )
    if not isinstance(entries, list) or not entries:
        reader.fault("", messages.NO_PEOPLE)
        entries = []
    for index, entry in enumerate(entries):
        person = reader.person(entry, f"/{key}/{index}", departments, posts)
        if person is not None and person.id in people:
            reader.fault(f"/{key}/{index}", messages.PERSON_TWICE, id=person.id)
        elif person is not None:
            people[person.id] = person
    return Organisation(str(top.get("name") or ""), people, departments, posts), reader.problems


class _Reader:
    def __init__(self, place: Place) -> None:
        self._place = place
        self.problems: list[Problem] = []

    def fault(self, pointer: str, message: Message, **values: str) -> None:
        self.problems.append(message.at(self._place(pointer), **values))

    def renamed(self, data: Any, names: Mapping[str, str], pointer: str) -> dict[str, Any]:
        if not isinstance(data, Mapping):
            self.fault(pointer, messages.NO_NAMED_VALUES)
            return {}
        for key in data:
            if key not in names:
                known = "、".join(name for name in names if not name.isascii())
                self.fault(f"{pointer}/{key}", messages.UNKNOWN_KEY, key=key, names=known)
        return {names[key]: value for key, value in data.items() if key in names}

    def names(self, data: Any, key: str) -> dict[str, str]:
        if data is None:
            return {}
        if not isinstance(data, Mapping) or not all(
            isinstance(value, str) and value.strip() for value in data.values()
        ):
            self.fault("", messages.NO_IDS_AND_NAMES)
            return {}
        return {str(id): value.strip() for id, value in data.items()}

    def person(
        self, entry: Any, pointer: str, departments: Mapping[str, str], posts: Mapping[str, str]
    ) -> Person | None:
        values = self.renamed(entry, _PERSON, pointer)
        id, name = str(values.get("id") or "").strip(), str(values.get("name") or "").strip()
        if not _ID.fullmatch(id) or not name:
            self.fault(pointer, messages.PERSON_WITHOUT_ID)
            return None
        roles = values.get("roles") or []
        roles = [roles] if isinstance(roles, str) else roles
        if not isinstance(roles, list) or not all(isinstance(role, str) and role.strip() for role in roles):
            self.fault(pointer, messages.ROLES_NO_TEXTS)
            roles = []
        left = str(values.get("left") or "")
        if left and not _DATE.fullmatch(left):
            self.fault(pointer, messages.ODD_LEAVING_DAY, left=left)
            left = ""
        found = [str(values.get(key) or "").strip() for key in ("department", "post")]
        for value, known, what in zip(found, (departments, posts), ("部门", "岗位"), strict=True):
            if value and value not in known:
                names = "、".join(known) or "—"
                self.fault(pointer, messages.NO_SUCH_ID, value=value, what=what, names=names)
        return Person(id, name, found[0], found[1], tuple(role.strip() for role in roles), left)
