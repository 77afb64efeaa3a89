"""What the checker leaves out to be quick changes no finding."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest

from checks_corpus_reader import ROLES, content_of, entries
from docgen.check.content import Content
from docgen.check.finding import Finding
from docgen.check.known import Known
from docgen.check.rules import RULES
from docgen.check.texts import Texts
from docgen.check.words import Words, pairs_of

EVERY = frozenset(chr(code) for code in range(0x10000))


class _Pairs(frozenset[int]):
    def __contains__(self, pair: object) -> bool:
        return True


class Whole(Content):
    """A content that may hold every word and every number: no rule and no pattern is passed over."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.characters = self.after_digits = self.before_digits = EVERY  # type: ignore[misc]
        self._pairs = _Pairs()

    def may_hold_any(self, words: Words) -> bool:
        return True

    def beginnings(self, words: Words) -> frozenset[int]:
        return words.pairs


def _findings(content: Content) -> Iterator[tuple[str, Finding]]:
    for code, rule in RULES.items():
        for finding in rule.findings(content):
            yield code, finding


@pytest.mark.parametrize("half", ["seen", "unseen", "fresh"])
def test_a_rule_that_is_passed_over_would_have_found_nothing(half: str) -> None:
    for entry in entries(half):
        content = content_of(entry.body, Known())
        whole = Whole(content.data, content.roles, content.known, content.document)
        assert list(_findings(content)) == list(_findings(whole)), entry.name


def test_what_is_remembered_of_other_papers_texts_changes_no_finding() -> None:
    texts = Texts()
    chance = random.Random(11)
    bodies = [content_of(entry.body, Known()).data for entry in entries("seen")]
    for _round in range(60):
        data = {"parts": chance.sample(bodies, 6), "requirements": chance.sample(bodies, 2)}
        alone, among = Content(data, ROLES, Known()), Content(data, ROLES, Known(), texts=texts)
        assert list(_findings(among)) == list(_findings(alone))


def test_pairs_of_a_text_are_those_of_its_words() -> None:
    text = "年龄在𠮷三十五岁以下，限男性"
    assert pairs_of("限男") <= pairs_of(text)
    assert pairs_of("𠮷三") <= pairs_of(text)
    assert not pairs_of("男限") <= pairs_of(text)
    assert pairs_of("") == pairs_of("年") == frozenset()
