"""The register: which documents hold, which are to come, which are abolished or replaced, as of a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from docgen.approval.after.catalogue import Entry
from docgen.approval.after.entries import catalogue
from docgen.approval.after.papers import as_csv, grid, heading, paper, text, typeset
from docgen.approval.desk.desk import Desk
from docgen.approval.ledger.digests import code_lines, short_code
from docgen.approval.rules.days import day as in_words
from docgen.approval.rules.state import Status
from docgen.model.nodes import Block, Document

FORMATS = ("docx", "pdf", "csv")
_NONE = "—"


@dataclass(frozen=True, slots=True)
class Register:
    """As of `day` (YYYY-MM-DD), each part by number and title; corrected versions stand once, as corrected."""

    day: str
    organisation: str
    in_force: tuple[Entry, ...]
    to_come: tuple[Entry, ...]
    over: tuple[Entry, ...]


def read_register(desk: Desk, *, day: str = "", kind: str = "") -> Register:
    """The register of the record, as of a day ("" today), of all kinds or one (its Chinese title)."""
    day = day or desk.day
    latest: dict[tuple[str, str], Entry] = {}
    for entry in catalogue(desk.ledger()).entries:
        if entry.identity.issued_on <= day and kind in ("", entry.identity.kind):
            latest[entry.identity.document, entry.identity.version] = entry
    ordered = sorted(
        latest.values(),
        key=lambda entry: (entry.identity.kind, entry.identity.number, entry.identity.title, entry.identity.issued_on),
    )
    parts: dict[str, list[Entry]] = {"in-force": [], "to-come": [], "over": []}
    for entry in ordered:
        status = entry.status(day)
        part = (
            "in-force"
            if status == Status.IN_FORCE
            else "to-come"
            if status in (Status.ISSUED, Status.PUBLISHED)
            else "over"
        )
        parts[part].append(entry)
    return Register(day, desk.organisation().name, *map(tuple, parts.values()))


def register_lines(register: Register) -> list[str]:
    """The register on the screen."""
    lines = []
    for title, entries in _parts(register):
        lines.append(f"{title}：{len(entries)} 件")
        for entry in entries:
            identity = entry.identity
            parts = [f"《{identity.title}》{identity.version}", identity.number, _standing(entry, register.day)]
            lines.append("  " + "　".join(filter(None, parts)))
    return lines


def register_files(desk: Desk, register: Register, formats: Sequence[str]) -> dict[str, bytes]:
    """The register by format: docx and pdf as a printed list, csv for Excel. Raises DocgenError A703."""
    made: dict[str, bytes] = {}
    printed = [name for name in formats if name != "csv"]
    if printed:
        made |= typeset(desk.workspace, register_document(register), printed, "register")
    if "csv" in formats:
        made["csv"] = _csv(register)
    return made


def register_document(register: Register) -> Document:
    """The register as a paper."""
    said = "截至 {day}：现行有效 {n} 件，已签发待施行 {m} 件，废止和被代替 {k} 件。"
    blocks: list[Block] = [
        text(
            said.format(
                day=in_words(register.day), n=len(register.in_force), m=len(register.to_come), k=len(register.over)
            )
        )
    ]
    for title, entries in _parts(register):
        if entries:
            blocks += [heading(title), _table(entries, register.day)]
    return paper("文件登记簿", blocks, organization=register.organisation, date=register.day)


def _parts(register: Register) -> list[tuple[str, tuple[Entry, ...]]]:
    return [
        ("现行有效", register.in_force),
        ("已签发待施行", register.to_come),
        ("废止和被代替", register.over),
    ]


def _table(entries: Sequence[Entry], day: str) -> Block:
    head = ("序号", "文件", "版本和校验码", "签发日期", "状态")
    rows = []
    for place, entry in enumerate(entries, 1):
        identity = entry.identity
        named = [identity.title, "　".join(filter(None, (identity.number, identity.kind)))]
        if entry.status(day) == Status.SUPERSEDED:
            named.append(f"由{entry.successor or _NONE}代替")
        code = f"{identity.version}\n{code_lines(identity.digest)}"
        rows.append((str(place), "\n".join(named), code, identity.issued_on, _short(entry, day)))
    return grid(head, rows, (6, 39, 29, 13, 13), left=(1,))


def _csv(register: Register) -> bytes:
    head = (
        "文号",
        "标题",
        "版本",
        "文种",
        "状态",
        "签发日期",
        "施行日期",
        "失效日期",
        "被何代替",
        "校验码",
        "文件夹",
    )
    rows = [
        (
            entry.identity.number, entry.identity.title, entry.identity.version, entry.identity.kind, entry.status(register.day).label,
            entry.identity.issued_on, entry.effective, entry.until, entry.successor, short_code(entry.identity.digest), f"issued/{entry.folder}",
        )
        for _title, entries in _parts(register)
        for entry in entries
    ]  # fmt: skip
    return as_csv(head, rows)


def _standing(entry: Entry, day: str) -> str:
    match entry.status(day):
        case Status.IN_FORCE:
            until = f"，至 {entry.until} 止" if entry.until else ""
            return f"{entry.effective} 起施行" + until
        case Status.PUBLISHED:
            return f"{entry.effective} 起施行"
        case Status.ABOLISHED:
            return f"{entry.until} 废止"
        case Status.SUPERSEDED:
            return f"{entry.until} 起由{entry.successor or _NONE}代替"
    return "尚未发布"


def _short(entry: Entry, day: str) -> str:
    """The same in a narrow column."""
    match entry.status(day):
        case Status.IN_FORCE | Status.PUBLISHED:
            until = f"\n至 {entry.until} 止" if entry.until else ""
            return f"{entry.effective}\n起施行" + until
        case Status.ABOLISHED:
            return f"{entry.until}\n废止"
        case Status.SUPERSEDED:
            return f"{entry.until}\n起被代替"
    return "尚未发布"
