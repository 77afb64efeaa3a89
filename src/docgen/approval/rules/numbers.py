"""Document numbers: 星河人〔2026〕15号, by rule and year, each once.

A rule (kind.yaml `number`): `code` (机关代字), `pattern` with {code}, {year} and {number}, `start_at` for a company that
begins at 37 (a number, or numbers by year), `width` for leading zeros. Numbers are taken in order; those reserved or
voided are passed over, and say why.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from string import Formatter
from typing import Any

from docgen.approval.ledger import event_kinds as kinds
from docgen.approval.ledger.events import Draft, Signer
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules import messages
from docgen.approval.rules.refusals import refused
from docgen.errors import DocgenError, Location

_WIDEST = 12  # digits
_PATTERN = "{code}〔{year}〕{number}号"


@dataclass(frozen=True, slots=True)
class NumberRule:
    """`start_at` by year; the year 0 holds for all others."""

    code: str
    pattern: str = _PATTERN
    start_at: dict[int, int] = field(default_factory=dict)
    width: int = 0

    def text(self, year: int, number: int) -> str:
        """The number as printed."""
        return self.pattern.format(code=self.code, year=year, number=str(number).zfill(self.width))

    def first(self, year: int) -> int:
        return self.start_at.get(year, self.start_at.get(0, 1))


@dataclass(frozen=True, slots=True)
class Number:
    """A number taken: by the event `number`, before the files are made; the issue event holds it as `document_number`."""

    code: str
    year: int
    number: int
    text: str

    @property
    def payload(self) -> dict[str, Any]:
        return {"code": self.code, "year": self.year, "number": self.number, "text": self.text}


def read_rule(data: Any, place: Location) -> NumberRule:
    """A rule from kind.yaml. Raises DocgenError A441."""
    values = data if isinstance(data, Mapping) else {}
    starts = values.get("start_at", 1)
    by_year = starts if isinstance(starts, Mapping) else {0: starts}
    pattern, width = values.get("pattern", _PATTERN), values.get("width", 0)
    fits = (
        set(values) <= {"code", "pattern", "start_at", "width"}
        and isinstance(values.get("code"), str)
        and isinstance(pattern, str)
        and _is_count(width, 0)
        and width <= _WIDEST
        and _plain_fields(pattern)
        and all(
            str(year).isdecimal() and len(str(year)) <= 4 and _is_count(start, 1) for year, start in by_year.items()
        )
    )
    rule = NumberRule("")
    if fits:
        rule = NumberRule(values["code"], pattern, {int(year): start for year, start in by_year.items()}, width)
        fits = rule.text(2026, 15) != rule.text(2026, 16) and rule.text(2026, 15) != rule.text(2027, 15)
    if not fits:
        raise DocgenError(messages.ODD_NUMBER_RULE.at(place))
    return rule


def next_number(ledger: Ledger, rule: NumberRule, year: int) -> Number:
    """The next number of the rule in that year; to be called under the record's lock."""
    gone, given = taken(ledger, rule.code, year), printed(ledger)
    number = rule.first(year)
    # Two rules with codes of their own may still print alike, where a pattern leaves the code out.
    while number in gone or rule.text(year, number) in given:
        number += 1
    return Number(rule.code, year, number, rule.text(year, number))


def reserved_number(ledger: Ledger, rule: NumberRule, year: int, number: int) -> Number:
    """A number that was reserved, taken now. Raises DocgenError A441 where it was not, or is used or voided."""
    if taken(ledger, rule.code, year).get(number, ("", ""))[0] != kinds.NUMBER_RESERVED:
        raise refused("", messages.NUMBER_NOT_RESERVED, number=rule.text(year, number))
    if rule.text(year, number) in printed(ledger):
        raise refused("", messages.NUMBER_PRINTED, number=rule.text(year, number))
    return Number(rule.code, year, number, rule.text(year, number))


def taken(ledger: Ledger, code: str, year: int) -> dict[int, tuple[str, str]]:
    """The numbers of a rule and year that are no longer free: number → (kind of the last event, its reason or document)."""
    found: dict[int, tuple[str, str]] = {}
    for event in ledger.events(kinds={kinds.NUMBER, kinds.ISSUE, kinds.NUMBER_RESERVED, kinds.NUMBER_VOIDED}):
        payload = event.payload if event.kind != kinds.ISSUE else event.payload.get("document_number") or {}
        if payload.get("code") == code and payload.get("year") == year:
            found[payload["number"]] = (event.kind, str(payload.get("reason") or event.document))
    return found


def printed(ledger: Ledger) -> set[str]:
    """Every number that was ever given, as it is printed."""
    return {str(event.payload.get("text")) for event in ledger.events(kinds={kinds.NUMBER})}


def give(
    ledger: Ledger, rule: NumberRule, document: str, revision: int, year: int, wanted: int, actor: str, signer: Signer
) -> Draft:
    """The next number for a revision, or a reserved one that is `wanted`: taken from here on, whether or not its issue succeeds.

    Raises DocgenError A441 for a wanted number that was not reserved.
    """
    number = reserved_number(ledger, rule, year, wanted) if wanted else next_number(ledger, rule, year)
    return Draft(kinds.NUMBER, actor, document, revision, payload=number.payload, signer=signer)


def given_number(ledger: Ledger, document: str, revision: int) -> Number | None:
    """The number that was given to a revision and is not void; None if there is none."""
    voided = {_which(event.payload) for event in ledger.events(kinds={kinds.NUMBER_VOIDED})}
    for event in reversed(ledger.events(document, {kinds.NUMBER})):
        if event.revision == revision and _which(event.payload) not in voided:
            return Number(*_which(event.payload), event.payload["text"])
    return None


def _which(payload: Mapping[str, Any]) -> tuple[str, int, int]:
    return payload["code"], payload["year"], payload["number"]


def reserve(
    ledger: Ledger, rule: NumberRule, year: int, number: int, reason: str, actor: str, signer: Signer | None
) -> list[Draft]:
    """Keep a free number back. Raises DocgenError A441."""
    if not reason.strip():
        raise refused("", messages.NUMBER_WITHOUT_REASON, number=rule.text(year, number))
    if number in taken(ledger, rule.code, year) or number < 1:
        raise refused("", messages.NUMBER_TAKEN, number=rule.text(year, number))
    payload = {"code": rule.code, "year": year, "number": number, "reason": reason.strip()}
    return [Draft(kinds.NUMBER_RESERVED, actor, payload=payload, signer=signer)]


def void(
    ledger: Ledger, rule: NumberRule, year: int, number: int, reason: str, actor: str, signer: Signer | None
) -> list[Draft]:
    """A number that will never be used again; one under which a document was issued cannot be voided. Raises DocgenError A441."""
    if not reason.strip():
        raise refused("", messages.NUMBER_WITHOUT_REASON, number=rule.text(year, number))
    standing = taken(ledger, rule.code, year).get(number, ("", ""))[0]
    if standing in (kinds.ISSUE, kinds.NUMBER_VOIDED) or number < 1:
        message = messages.NUMBER_IN_USE if standing == kinds.ISSUE else messages.NUMBER_VOID
        raise refused("", message, number=rule.text(year, number))
    payload = {"code": rule.code, "year": year, "number": number, "reason": reason.strip()}
    return [Draft(kinds.NUMBER_VOIDED, actor, payload=payload, signer=signer)]


def _plain_fields(pattern: str) -> bool:
    """True if the pattern names its three values and asks nothing more of them: no widths, no parts."""
    try:
        fields = [field for field in Formatter().parse(pattern) if field[1] is not None]
    except ValueError:
        return False
    return all(
        name in ("code", "year", "number") and not form and not conversion for _text, name, form, conversion in fields
    )


def _is_count(value: Any, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least
