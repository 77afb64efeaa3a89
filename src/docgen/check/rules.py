"""All rules by their codes: docgen's own, family by family, and those that extensions bring."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from docgen.check import (
    amounts,
    arithmetic,
    articles,
    consistency,
    contradiction,
    figures,
    labour,
    language,
    law,
    numbering,
    organisations,
    placeholders,
    promises,
    punctuation,
    residue,
    structure,
    terms,
)
from docgen.check.rule import Rule
from docgen.extension import Extension, Extensions

_FAMILIES = (
    structure,
    placeholders,
    promises,
    numbering,
    articles,
    language,
    punctuation,
    residue,
    figures,
    amounts,
    arithmetic,
    law,
    labour,
    consistency,
    organisations,
    terms,
    contradiction,
)


def _collected() -> Mapping[str, Rule]:
    found = [value for family in _FAMILIES for value in vars(family).values() if isinstance(value, Rule)]
    by_code = {rule.code: rule for rule in sorted(found, key=lambda rule: rule.code)}
    assert len(by_code) == len(found), "two rules have one code"
    return MappingProxyType(by_code)


RULES = _collected()


def rules_of(extensions: Iterable[Extension]) -> dict[str, Rule]:
    """The rules that these extensions bring, by code; one whose code is taken by a rule of docgen's is not among them."""
    return {rule.code: rule for extension in extensions for rule in extension.rules() if rule.code not in RULES}


def find_rules(words: Iterable[str], extensions: Extensions) -> dict[str, Rule]:
    """Where some word means none of docgen's own rules: the rules of all installed extensions; else none are loaded."""
    wanted = [word for word in words if not any(matches(rule, (word,)) for rule in RULES.values())]
    return rules_of(extensions.all()) if wanted else {}


def known_code(word: str, extensions: Extensions) -> bool:
    """True if a word of --select or --ignore means at least one rule."""
    rules = (*RULES.values(), *find_rules((word,), extensions).values())
    return any(matches(rule, (word,)) for rule in rules)


def matches(rule: Rule, wanted: tuple[str, ...]) -> bool:
    """True if a word is the beginning of the rule's code, or its name or title."""
    return any(rule.code.startswith(word.upper()) or word in (rule.name, rule.title) for word in wanted)
