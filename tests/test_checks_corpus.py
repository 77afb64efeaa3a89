"""The rules on their corpus: how much they find, how little they raise falsely, and that the company's own papers are clean."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checks_corpus_reader import TOPICS, Entry, content_of, entries, found_codes, known_of, measure
from docgen import pipeline
from docgen.checks.check import Checker
from docgen.checks.known import Known
from docgen.checks.rule import RULES
from docgen.checks.settings import read_settings
from docgen.errors import Problem
from docgen.source.workspace import Workspace


@pytest.mark.parametrize("half", ["seen", "unseen"])
def test_precision_and_recall_stay_above_ninety_seven_percent_of_the_corpus(half: str, own: Workspace) -> None:
    score = measure(half, known_of(own, half))
    assert score.precision >= 0.97, score.false
    assert score.recall >= 0.97, score.missed


def test_every_rule_has_topics_and_every_rule_of_text_a_case(own: Workspace) -> None:
    assert TOPICS.keys() == RULES.keys()
    found: set[str] = set()
    for half in ("seen", "unseen"):
        known = known_of(own, half)
        for entry in entries(half):
            if entry.expected:
                found |= found_codes(entry, known)
    assert RULES.keys() - found == {"K203", "K505", "K506", "K604"}  # these have tests of their own


def test_the_sample_papers_are_clean(own: Workspace) -> None:
    checker = Checker(own, read_settings(own))
    problems: list[Problem] = []
    for path in own.documents():
        result = pipeline.examine(own, path)
        assert result.loaded is not None
        assert result.kind is not None
        checker.document(result.loaded, result.kind.schema, result.document, body=result.kind.has_body)
    problems += checker.problems()
    assert [str(problem) for problem in problems] == []


_PIECES = st.sampled_from(list("第一二三条章1234.、（）()《》“”：:；;，,。～%年月日男女岁元公司有限集团既可的的收入为 \n-[]|*#XX待定壹佰拾整¥ABVPN及对予"))


@settings(max_examples=120, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join), st.lists(st.lists(_PIECES, max_size=20).map("".join), max_size=4))
def test_no_text_makes_a_rule_fail_and_every_finding_lies_in_the_text(text: str, items: list[str]) -> None:
    content = content_of({"text": text, "items": items, "requirements": items, "heading": text[:9], "lines": text.split("\n")}, Known())
    for rule in RULES.values():
        for finding in rule.run(content):
            if finding.location is None and finding.pointer is None:
                assert 0 <= finding.start <= finding.end <= len(content.text)
            assert finding.message


@settings(max_examples=80, deadline=None)
@given(st.lists(_PIECES, max_size=60).map("".join))
def test_a_rule_that_is_passed_over_for_want_of_characters_would_have_found_nothing(text: str) -> None:
    content = content_of(text, Known())
    for rule in RULES.values():
        if rule.needs and rule.needs.isdisjoint(content.characters):
            assert list(rule.run(content)) == []


def test_a_long_line_of_one_character_takes_no_long_time() -> None:
    import time

    start = time.process_time()
    for character in "一1（、《的男公XA ：":
        found_codes(Entry("", character * 10_000, frozenset()), Known())
    assert time.process_time() - start < 5
