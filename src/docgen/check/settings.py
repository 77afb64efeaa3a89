"""The `checks` (检查) part of docgen.yaml: severities, names and terms of a company.

checks:
  rules: {K503: off, K402: warning}
  organisations: [青禾装备集团有限公司]
  foreign: [南网]
  titles: [员工奖惩细则]
  abbreviations: [SJMS]
  terms: [[大客户营销, 业务揽收]]
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docgen.check import messages
from docgen.check.known import Known, read_known
from docgen.check.rules import RULES, find_rules
from docgen.content.load import load_data
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, Problem

_LEVELS = {
    "error": "error",
    "错误": "error",
    "warning": "warning",
    "警告": "warning",
    "off": "off",
    "关": "off",
    "关闭": "off",
    "False": "off",
}
_LISTS = {"organisations": "单位", "foreign": "禁用名称", "titles": "文件", "abbreviations": "缩写"}
_OTHERS = {"rules": "规则", "terms": "术语"}


@dataclass(slots=True)
class Settings:
    """`levels`: code → error, warning or off; `known`: the workspace's names with those of docgen.yaml."""

    levels: dict[str, str] = field(default_factory=dict)
    known: Known = field(default_factory=Known)


def read_settings(workspace: Workspace) -> Settings:
    """The settings of a workspace; DocgenError if docgen.yaml's part for the checker is not understood."""
    settings = Settings(known=read_known(workspace))
    path = workspace.root / "docgen.yaml"
    if not path.is_file():
        return settings
    loaded = load_data(path, workspace)
    part = next((loaded.data[name] for name in ("checks", "检查") if name in loaded.data), None)
    if part is None:
        return settings
    pointer = "/checks" if "checks" in loaded.data else "/检查"
    place = loaded.key_marks.get(pointer, Location(workspace.relative(path)))
    problems: list[Problem] = []
    if not isinstance(part, dict):
        raise DocgenError(messages.SETTINGS_NO_MAPPING.at(place))
    known = {
        **{key: key for key in (*_LISTS, *_OTHERS)},
        **{title: key for key, title in {**_LISTS, **_OTHERS}.items()},
    }
    for key, value in part.items():
        where = loaded.key_marks.get(f"{pointer}/{key}", place)
        name = known.get(key)
        if name is None:
            problems.append(messages.UNKNOWN_SETTING.at(where, key=key, names="、".join(known)))
        elif name == "rules":
            problems += _levels(value, where, settings, workspace)
        elif name == "terms":
            problems += _terms(value, where, settings)
        elif not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            problems.append(messages.NO_TEXTS.at(where, key=key))
        else:
            _add(settings.known, name, value)
    if problems:
        raise DocgenError(problems)
    return settings


def _levels(value: Any, where: Location, settings: Settings, workspace: Workspace) -> list[Problem]:
    if not isinstance(value, dict):
        return [messages.RULES_NO_MAPPING.at(where)]
    problems = []
    known = {**RULES, **find_rules(map(str, value), workspace.extensions)}
    for code, level in value.items():
        if code not in known:
            problems.append(messages.UNKNOWN_RULE.at(where, code=code))
        elif str(level) not in _LEVELS:
            problems.append(messages.WRONG_LEVEL.at(where, code=code))
        else:
            settings.levels[code] = _LEVELS[str(level)]
    return problems


def _terms(value: Any, where: Location, settings: Settings) -> list[Problem]:
    good = isinstance(value, list) and all(
        isinstance(group, list) and len(group) > 1 and all(isinstance(term, str) and len(term) > 1 for term in group)
        for group in value
    )
    if not good:
        return [messages.WRONG_TERMS.at(where)]
    settings.known.terms = tuple(tuple(group) for group in value)
    return []


def _add(known: Known, name: str, value: list[str]) -> None:
    if name == "organisations":
        known.organisations |= set(value)
    elif name == "titles":
        known.titles |= set(value)
    elif name == "foreign":
        known.foreign = tuple(value)
    else:
        known.abbreviations = frozenset(value)
