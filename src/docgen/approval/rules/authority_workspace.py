"""What may be recorded of the workspace itself: its beginning, its organisation, keys and administrators."""

from __future__ import annotations

from docgen.approval.ledger.keys import key_id
from docgen.approval.rules.case import Case, need
from docgen.approval.rules.organisation import from_payload, taken_names
from docgen.approval.rules.policy import Policy


def set_up(case: Case) -> None:
    """The first event, by whose key it names."""
    need(case.payload.get("person", case.event.actor) == case.event.actor, "建立记录的不是所写的人")
    key_id(case.text("public"))


def organisation(case: Case) -> None:
    """Complete, what its digest says, and nobody under another's name."""
    found = from_payload(case.payload)
    need(found.digest == case.hash("digest"), "名单与指纹不符")
    need(not taken_names(case.ledger, found), "有人用了别人的名字")


def key(case: Case) -> None:
    """Of somebody of the organisation, by its own id."""
    person, public = case.text("person"), case.text("public")
    need(not case.organisation.people or person in case.organisation.people, "密钥的主人不在名单里")
    need(key_id(public).startswith(case.text("key_id")), "密钥的编号不对")  # earlier versions kept shorter ones


def administrator(case: Case) -> None:
    person = case.text("person")
    need(type(case.payload.get("added")) is bool, "没有说明是增加还是去掉")
    need(not case.payload["added"] or person in case.organisation.people, "管理员不在名单里")


def policy(case: Case) -> None:
    """Files by name and hash, and the digest of all of them."""
    files = case.payload["files"]
    need(isinstance(files, dict) and all(isinstance(value, str) for value in files.values()), "文件不对")
    need(Policy(files).digest == case.hash("digest"), "文件与指纹不符")


def certificate(case: Case) -> None:
    """Named by its fingerprint."""
    case.text("fingerprint")


def certificate_root(case: Case) -> None:
    """With the certificate itself."""
    certificate(case)
    case.text("certificate")


def with_reason(case: Case) -> None:
    case.text("reason")


def judged_by_keyring(case: Case) -> None:
    """Nothing more than the keyring asks of it."""
