"""Problems as SARIF 2.1.0 (OASIS), so that a CI can show them at their lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import quote

from docgen.check.rules import RULES
from docgen.errors import Problem

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"


def as_sarif(problems: Iterable[Problem], version: str, explanations: Mapping[str, str]) -> str:
    """One run of docgen: a result a problem, the rules that they name."""
    problems = list(problems)
    codes = sorted({problem.code for problem in problems})
    rules = [_rule(code, explanations.get(code, "")) for code in codes]
    driver = {"name": "docgen", "version": version, "rules": rules}
    results = [_result(problem, codes.index(problem.code)) for problem in problems]
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _rule(code: str, explanation: str) -> dict[str, Any]:
    made: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": explanation.split("\n")[0] or code},
        "fullDescription": {"text": explanation or code},
    }
    if code in RULES:
        made["name"] = "".join(word.capitalize() for word in RULES[code].name.split("-"))
        made["defaultConfiguration"] = {"level": RULES[code].severity}
    return made


def _result(problem: Problem, index: int) -> dict[str, Any]:
    text = f"{problem.message}\n提示：{problem.hint}" if problem.hint else problem.message
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(problem.location.file)}}
    if problem.location.line:
        place["region"] = {"startLine": problem.location.line, "startColumn": problem.location.column or 1}
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": problem.severity,
        "message": {"text": text},
        "locations": [{"physicalLocation": place}],
    }
