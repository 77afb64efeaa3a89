"""Document numbers (发文字号): by code of the issuing office (机关代字) and year, given once and never again.

    number: {code: 星河人, start_at: 37}
    number: {code: 星河人, format: "{code}〔{year}〕{number}号", start_at: {2026: 37}}

A plain `start_at` holds for the year in which the code's first number is given:
a company that comes with 36 papers of this year begins at 37, and at 1 next year.
Reserved numbers are passed over until somebody asks for one; voided ones stay void.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.errors import DocgenError, Location, Problem
from docgen.messages import _
from docgen.workflow import kinds
from docgen.workflow.events import Draft, Event, Signer
from docgen.workflow.ledger import Ledger

FORMAT = "{code}〔{year}〕{number}号"  # GB/T 9704-2012 §7.2.5: full year, hexagonal brackets, no leading zero
_KEYS = ("code", "format", "start_at")
_LARGEST = 99_999


@dataclass(frozen=True, slots=True)
class Rule:
    """How a kind's papers are numbered. `start` is the first number (None: 1), `starts` that of certain years."""

    code: str
    format: str = FORMAT
    start: int | None = None
    starts: Mapping[int, int] = field(default_factory=dict)

    def text(self, year: int, number: int) -> str:
        """The number as printed."""
        return self.format.format(code=self.code, year=year, number=number)


def read_rule(data: Any, place: Location) -> Rule:
    """A rule from kind.yaml or docgen.yaml. Raises DocgenError A541 for anything else."""
    hint = _("例如 number: {code: 星河人, start_at: 37}")
    if not isinstance(data, Mapping) or set(data) - set(_KEYS) or not str(data.get("code") or "").strip():
        raise DocgenError(Problem(place, "A541", _("编号规则要有 code（机关代字），另可有 format 和 start_at"), hint))
    start = data.get("start_at")
    starts = start if isinstance(start, Mapping) else {}
    numbers = [start] if start is not None and not starts else [*starts.values()]
    if not all(isinstance(n, int) and not isinstance(n, bool) and 1 <= n <= _LARGEST for n in numbers) or not all(str(y).isdigit() for y in starts):
        raise DocgenError(Problem(place, "A541", _("start_at 应是 1 到 99999 的整数，或“年: 整数”"), hint))
    rule = Rule(str(data["code"]).strip(), str(data.get("format") or FORMAT), None if starts else start, {int(y): n for y, n in starts.items()})
    try:
        distinct = {rule.text(year, number) for year in (2026, 2027) for number in (1, 2)}
    except (KeyError, IndexError, ValueError, AttributeError):
        distinct = set()
    if len(distinct) != 4:
        raise DocgenError(Problem(place, "A541", _("format 里要有 {year} 和 {number}，另可有 {code}"), hint))
    return rule


def allot(ledger: Ledger, rule: Rule, document: str, revision: int, day: str, key: Signer, actor: str, wanted: int = 0) -> Draft:
    """The next number for a revision, or a reserved one that is `wanted`; to be drafted under the record's lock.

    Raises DocgenError A542 for a wanted number that was given, voided, or never reserved.
    """
    year = int(day[:4])
    taken = _taken(ledger, rule.code, year)
    number = wanted or _next(ledger, rule, year, taken)
    if wanted and taken.get(wanted) != kinds.NUMBER_RESERVED:
        fact = _("{text} 不能用：没有预留，或已经用过、作废").format(text=rule.text(year, wanted))
        raise DocgenError(Problem(Location(document), "A542", fact, _("docgen number 看编号的使用情况；不写 --number 就取下一个号")))
    payload = {"code": rule.code, "year": year, "number": number, "text": rule.text(year, number)}
    return Draft(kinds.NUMBER, actor, document, revision, payload=payload, signer=key)


def reserve(ledger: Ledger, rule: Rule, year: int, number: int, reason: str, key: Signer, actor: str) -> Draft:
    """Keep a number back. Raises DocgenError A542 (taken), A543 (no reason)."""
    state = _taken(ledger, rule.code, year).get(number)
    if state is not None or not 1 <= number <= _LARGEST:
        raise DocgenError(Problem(Location(rule.text(year, number)), "A542", _("这个号不能预留：已经用过、预留或作废"), _("docgen number 看编号的使用情况")))
    return _kept(kinds.NUMBER_RESERVED, rule, year, number, reason, key, actor)


def void(ledger: Ledger, rule: Rule, year: int, number: int, reason: str, key: Signer, actor: str) -> Draft:
    """Make a number void for good: one that was reserved, or given to a revision that was not issued with it.

    Raises DocgenError A542 (not given, void already, or on an issued paper), A543 (no reason).
    """
    text = rule.text(year, number)
    state = _taken(ledger, rule.code, year).get(number)
    issued = any(event.payload.get("number") == text for event in ledger.events(kinds={kinds.ISSUE}))
    if state not in (kinds.NUMBER, kinds.NUMBER_RESERVED) or issued:
        hint = _("印在签发件上的号随文件一起废止（docgen abolish），不单独作废")
        raise DocgenError(Problem(Location(text), "A542", _("这个号不能作废：没有用过，或已作废，或已印在签发件上"), hint))
    return _kept(kinds.NUMBER_VOIDED, rule, year, number, reason, key, actor)


def number_of(ledger: Ledger, document: str, revision: int) -> str:
    """The number of a revision as printed; "" if it has none, or only void ones."""
    voided = {_key(event) for event in ledger.events(kinds={kinds.NUMBER_VOIDED})}
    events = ledger.events(document, {kinds.NUMBER})
    found = [event for event in events if event.revision == revision and _key(event) not in voided]
    return str(found[-1].payload["text"]) if found else ""


def usage(ledger: Ledger) -> list[Event]:
    """Every event about numbers, in order: given, reserved, voided."""
    return ledger.events(kinds={kinds.NUMBER, kinds.NUMBER_RESERVED, kinds.NUMBER_VOIDED})


def _kept(kind: str, rule: Rule, year: int, number: int, reason: str, key: Signer, actor: str) -> Draft:
    if not reason.strip():
        raise DocgenError(Problem(Location(rule.text(year, number)), "A543", _("预留或作废编号要写理由"), _("加上 --reason “……”")))
    payload = {"code": rule.code, "year": year, "number": number, "text": rule.text(year, number), "reason": reason.strip()}
    return Draft(kind, actor, payload=payload, signer=key)


def _taken(ledger: Ledger, code: str, year: int) -> dict[int, str]:
    """Number → the kind of the last event about it."""
    found: dict[int, str] = {}
    for event in usage(ledger):
        if (event.payload["code"], event.payload["year"]) == (code, year):
            found[int(event.payload["number"])] = event.kind
    return found


def _next(ledger: Ledger, rule: Rule, year: int, taken: Mapping[int, str]) -> int:
    """One after the highest that was given in its turn, from the year's start, past those kept back."""
    years = [int(event.payload["year"]) for event in ledger.events(kinds={kinds.NUMBER}) if event.payload["code"] == rule.code]
    first = rule.starts.get(year) or (rule.start if rule.start and year == min([year, *years]) else 1) or 1
    reserved = {int(event.payload["number"]) for event in ledger.events(kinds={kinds.NUMBER_RESERVED}) if (event.payload["code"], event.payload["year"]) == (rule.code, year)}
    given = [number for number in taken if number not in reserved]
    number = max([first - 1, *given]) + 1
    while number in taken:
        number += 1
    return number


def _key(event: Event) -> tuple[Any, Any, Any]:
    return event.payload["code"], event.payload["year"], event.payload["number"]
