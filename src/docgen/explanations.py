"""All problem codes with what they mean: gathered from the rooms and from installed packages, for `docgen explain`.

A room keeps what it says in its `messages.py` (`docgen.errors.Message`), and is found here by that name alone. The
checker's rules are explained where they are written.
"""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from types import ModuleType

from docgen.check.explanations import EXPLANATIONS as CHECKS
from docgen.check.explanations import explain
from docgen.check.rules import RULES, rules_of
from docgen.errors import explained
from docgen.extension import Extensions


def rooms() -> list[ModuleType]:
    """The `messages` modules of docgen's rooms; those of `pay` come with its extension, as any package's do."""
    home = Path(__file__).parent
    names = [file.relative_to(home).with_suffix("").parts for file in sorted(home.rglob("messages.py"))]
    return [import_module(".".join(("docgen", *parts))) for parts in names if parts[0] != "pay"]


EXPLANATIONS: dict[str, str] = {**CHECKS, **explained(*rooms())}


def all_explanations(extensions: Extensions) -> dict[str, str]:
    """What each code means, those of installed packages too; docgen's own codes are nobody else's."""
    found: dict[str, str] = {}
    for extension in extensions.all():
        found |= {message.code: message.explanation for message in extension.messages() if message.explanation}
        found |= {code: explain(rule) for code, rule in rules_of([extension]).items()}
    return {**found, **EXPLANATIONS}


def code_of(word: str, extensions: Extensions) -> str:
    """The code that a word means: a rule of the checker may be asked for by its name too (slip, 常见的错别字)."""
    rules = {**RULES, **rules_of(extensions.all())}
    return next((code for code, rule in rules.items() if word in (rule.name, rule.title)), word.upper())
