"""What a workspace knows by name, so that rules need not guess: its documents, its organisations, its terms.

Titles are read from the heads of the content files, without parsing them:
a thousand files cost milliseconds.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from docgen.content.workspace import Workspace

_TITLE = re.compile(r"^(?:标题|title|名称|name)[ ]*:[ ]*[\"']?(.+?)[\"']?[ ]*(?:#.*)?$", re.MULTILINE)
_VALUE = re.compile(r"[\u4e00-\u9fff（）]{4,40}(?:有限公司|有限责任公司|集团公司|集团)(?=[\"']?[ ]*(?:$|[,}\]]))")


@dataclass(slots=True)
class Known:
    """`titles` of documents and attachments, `organisations` by full name, `foreign` names never to stand in a paper,
    `terms`: groups of which one document uses one, `abbreviations` everyone in the company knows."""

    titles: set[str] = field(default_factory=set)
    organisations: set[str] = field(default_factory=set)
    foreign: tuple[str, ...] = ()
    terms: tuple[tuple[str, ...], ...] = ()
    abbreviations: frozenset[str] = frozenset()


def read_known(workspace: Workspace) -> Known:
    """Titles and organisations of everything under content/, library entries and included files too."""
    known = Known()
    for path in sorted(workspace.content.rglob("*.y*ml")):
        known.titles.add(path.stem)
        try:
            text = path.read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            continue  # the loader says what is wrong with it
        known.titles |= set(_TITLE.findall(text))
        known.organisations |= organisations_in(text)
    known.titles |= {path.stem for path in workspace.content.rglob("*.docx")}
    return known


def organisations_in(text: str) -> set[str]:
    """Companies that stand in a YAML text as a whole value."""
    lines = [line for line in text.split("\n") if "公司" in line or "集团" in line]
    return {name for line in lines for name in _VALUE.findall(line)}
