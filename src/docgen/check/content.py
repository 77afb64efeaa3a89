"""A document as rules see it: all its texts joined into one, lists of siblings, figures, and the tree.

In: plain data with English keys (`content.load.Loaded.data`), the kind's
schema, the resolved document if there is one. Patterns run once over the
joined text, not once a field: that is what makes a rule cost microseconds.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from typing import Any

from docgen.check.known import Known
from docgen.check.roles import Roles
from docgen.check.texts import Texts
from docgen.check.words import Words
from docgen.content.tree import pointer_step
from docgen.model.nodes import Document

# Fields that hold no sentence: names of things inside the machine.
_UNSPOKEN = re.compile(
    r"(?:^|_)(?:id|address|label|kind|pinyin|src|file|image|href|url|email|widths|type|cadence|enum|anchor|use|include)$"
)
# The first text of a record says something, rather than names it, if it is long or has a sentence's marks.
_SAID = re.compile(r"[，。；]|^[^\n]{14,}$")
# Sentences with these words speak of hiring, wherever they stand.
_HIRING = re.compile(
    r"招聘|应聘|聘用|录用|求职|招收|招录|选聘|招募|招用|遴选|征聘|报考|候选人|应征|选调|报名人员|报名者|只招|限招|拟招|仅招|不招|招人|任职|岗位要求|报名条件|优先|竞聘条件|入职"
)
_AFTER_DIGIT = re.compile(r"\d[ ]?(\D)")
_BEFORE_DIGIT = re.compile(r"(\D)[ ]?\d")
_REQUIREMENTS = re.compile(r"qualification|requirement|recruit|任职|招聘|应聘|录用|资格要求")


@dataclass(slots=True)
class Piece:
    """One text of the content; `start` is its place in the joined text."""

    text: str
    pointer: str
    start: int
    name: str = ""
    requirement: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.text)


@dataclass(slots=True)
class Line:
    """A line of a run: a list's item, or a line of a longer text; `start` in the joined text."""

    text: str
    start: int


@dataclass(slots=True)
class Run:
    """Lines that follow each other, and the text that announces them ("" if none)."""

    lines: list[Line]
    lead: Line | None = None
    numbered: bool = False  # a list of the content: docgen numbers it itself


@dataclass(slots=True)
class Figures:
    """A list of records that belongs together: (pointer, values by name), for weights and bands."""

    pointer: str
    rows: list[tuple[str, dict[str, Any]]]
    parent: dict[str, Any] = field(default_factory=dict)
    pattern: str = ""


class Content:
    """What rules are given. `known` is what the workspace knows: names, documents, settings; `texts` what is kept of
    the texts of other documents (None: nothing)."""

    def __init__(
        self,
        data: Any,
        roles: Roles,
        known: Known,
        document: Document | None = None,
        kind: str = "",
        *,
        texts: Texts | None = None,
    ) -> None:
        self.data = data
        self.roles = roles
        self.known = known
        self.document = document
        self.kind = kind
        self.pieces: list[Piece] = []
        self.runs: list[Run] = []
        self.siblings: list[list[Piece]] = []
        self.rounds: list[list[Piece]] = []  # tasks of one post under all their cadences
        self.figures: list[Figures] = []
        self.records: list[tuple[str, str, dict[str, Any]]] = []
        self._length = 0
        self._walk(data, "", "", "", False)
        self.text = "\n".join(piece.text for piece in self.pieces)
        self.texts = texts or Texts()
        facts = [self.texts.facts(piece.text) for piece in self.pieces]
        between = "\n" if len(facts) > 1 else ""
        # No word goes from one text into the next.
        self.characters = frozenset(between).union(*[one.characters for one in facts])
        self._pairs = frozenset[int]().union(*[one.pairs for one in facts])
        self._starts = [piece.start for piece in self.pieces]

    def may_hold_any(self, words: Words) -> bool:
        """False if surely none of the words is in the text; a hundredth of the time of looking for them."""
        return not (words.pairs.isdisjoint(self._pairs) and words.singles.isdisjoint(self.characters))

    def beginnings(self, words: Words) -> frozenset[int]:
        """The pairs of characters that some of the words begin with and that stand in the text."""
        return words.pairs & self._pairs

    def near(self, words: Words | Iterable[str], pattern: re.Pattern[str], before: int = 80) -> Iterator[re.Match[str]]:
        """Matches that begin at most `before` characters before one of the words, in its line: a large pattern looks nowhere else."""
        wanted = words if isinstance(words, Words) else Words(words)
        if not self.may_hold_any(wanted):
            return
        places = sorted(
            place
            for word, pair in wanted.beginnings
            if (pair in self._pairs if pair is not None else word in self.characters)
            for place in _places(self.text, word)
        )
        done = 0
        for place in places:
            if place < done:
                continue
            start = max(self.text.rfind("\n", 0, place) + 1, place - before, done)
            end = self.text.find("\n", place)
            done = end if end >= 0 else len(self.text)
            yield from pattern.finditer(self.text, start, done)

    def piece_at(self, offset: int) -> Piece:
        """The piece that a place in the joined text belongs to."""
        return self.pieces[bisect_right(self._starts, offset) - 1]

    def sentence(self, start: int, end: int) -> str:
        """The sentence around a stretch of the joined text."""
        left = max(self.text.rfind(mark, 0, start) for mark in "。；！？\n") + 1
        stops = [place for mark in "。；！？\n" if (place := self.text.find(mark, end)) >= 0]
        return self.text[left : min(stops, default=len(self.text))]

    @cached_property
    def hiring(self) -> list[tuple[int, int]]:
        """Stretches about whom a post wants: the requirements, and elsewhere the sentences that speak of hiring."""
        stretches = [(piece.start, piece.end) for piece in self.pieces if piece.requirement]
        for found in _HIRING.finditer(self.text):
            if not any(start <= found.start() < end for start, end in stretches):
                left = max(self.text.rfind(mark, 0, found.start()) for mark in "。；！？\n") + 1
                stops = [place for mark in "。；！？\n" if (place := self.text.find(mark, found.end())) >= 0]
                stretches.append((left, min(stops, default=len(self.text))))
        return sorted(set(stretches))

    @cached_property
    def after_digits(self) -> frozenset[str]:
        """Characters that follow a digit, at once or after one blank."""
        return frozenset(_AFTER_DIGIT.findall(self.text))

    @cached_property
    def before_digits(self) -> frozenset[str]:
        """Characters before a digit, with or without one blank between."""
        return frozenset(_BEFORE_DIGIT.findall(self.text))

    @cached_property
    def whole_texts(self) -> frozenset[str]:
        """Every text that is a value by itself: names, titles."""
        return frozenset(piece.text.strip() for piece in self.pieces)

    def _add(self, text: str, pointer: str, name: str, requirement: bool) -> Piece:
        piece = Piece(text, pointer, self._length, name, requirement)
        self._length += len(text) + 1
        self.pieces.append(piece)
        if "\n" in text:
            self.runs.extend(_paragraph_runs(piece))
        return piece

    def _walk(self, value: Any, pointer: str, pattern: str, name: str, requirement: bool) -> Piece | None:
        if isinstance(value, str):
            if not value or _unspoken(name):
                return None
            return self._add(value, pointer, name, requirement)
        if isinstance(value, dict):
            self._mapping(value, pointer, pattern, requirement)
        elif isinstance(value, list):
            self._list(value, pointer, pattern, name, requirement)
        return None

    def _mapping(self, value: dict[str, Any], pointer: str, pattern: str, requirement: bool) -> None:
        self.records.append((pointer, pattern, value))
        lead: Piece | None = None
        role_at = self.roles.by_path.get
        for key, item in value.items():
            if not isinstance(item, str | list | dict):
                lead = None
                continue
            path = f"{pattern}/{key}"
            inner = f"{pointer}/{pointer_step(key)}"
            wanted = requirement or _is_requirement(key) or role_at(path) == "requirements"
            if isinstance(item, str):
                lead = self._add(item, inner, key, wanted) if item and not _unspoken(key) else None
                continue
            before = len(self.runs)
            self._walk(item, inner, path, key, wanted)
            if isinstance(item, list):
                if lead is not None and len(self.runs) > before and self.runs[before].lead is None:
                    self.runs[before].lead = Line(lead.text, lead.start)
                if item and isinstance(item[0], dict):
                    rows = [(f"{inner}/{index}", row) for index, row in enumerate(item) if isinstance(row, dict)]
                    self.figures.append(Figures(inner, rows, value, path))
            lead = None

    def _list(self, value: list[Any], pointer: str, pattern: str, name: str, requirement: bool) -> None:
        inner = f"{pattern}/*"
        if not value or not isinstance(value[0], str):
            first: list[Piece] = []
            begin = len(self.siblings)
            for index, item in enumerate(value):
                before = len(self.pieces)
                self._walk(item, f"{pointer}/{index}", inner, name, requirement)
                if isinstance(item, dict) and len(self.pieces) > before and _SAID.search(self.pieces[before].text):
                    first.append(self.pieces[before])
            if value and isinstance(value[0], dict) and "cadence" in value[0]:
                self.rounds.append([piece for siblings in self.siblings[begin:] for piece in siblings])
            if len(first) > 1:
                self.siblings.append(first)
            return
        made = [self._walk(item, f"{pointer}/{index}", inner, name, requirement) for index, item in enumerate(value)]
        pieces = [piece for piece in made if piece is not None]
        if pieces and len(pieces) == len(value):
            self.runs.append(Run([Line(piece.text, piece.start) for piece in pieces], numbered=True))
            self.siblings.append(pieces)


def _places(text: str, word: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + len(word))


@cache
def _unspoken(name: str) -> bool:
    return _UNSPOKEN.search(name) is not None


@cache
def _is_requirement(key: str) -> bool:
    return _REQUIREMENTS.search(key) is not None


def _paragraph_runs(piece: Piece) -> Iterator[Run]:
    """The lines of a longer text; Markdown's list marks stay, tables and code are left out."""
    lines: list[Line] = []
    offset = piece.start
    fenced = False
    for text in piece.text.split("\n"):
        stripped = text.strip()
        if stripped.startswith("```"):
            fenced = not fenced
        elif stripped and not fenced and not stripped.startswith("|"):
            lines.append(Line(stripped, offset + len(text) - len(text.lstrip())))
        offset += len(text) + 1
    if len(lines) > 1:
        yield Run(lines)


def number_of(value: Any) -> Decimal | None:
    """A figure of the content, or None: true and false are no figures."""
    return Decimal(value) if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def named(row: dict[str, Any], names: Sequence[str]) -> Any:
    """The first of several fields that a record has."""
    return next((row[name] for name in names if name in row), None)
