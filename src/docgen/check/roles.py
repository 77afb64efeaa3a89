"""What a kind's schema says a field is for: weights, bands, periods, requirements.

Read from `x-check` (weight, band, requirements) and from the fields' Chinese
titles, once a schema; looked up by the field's path with `*` for an index.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from docgen.content.schema import Schema
from docgen.content.shape import expand

_WEIGHTS = {"权重", "占时", "占比"}
_BOUNDS = ({"下限", "起始分", "最低分"}, {"上限", "终止分", "最高分"})
_PERIOD = (
    {"开始日", "开始日期", "起始日期", "开工日期", "开始时间"},
    {"结束日", "结束日期", "终止日期", "完工日期", "截止日期", "结束时间"},
)
_DEPTH = 14


@dataclass(frozen=True, slots=True)
class Roles:
    """`weights`: paths of figures that make a hundred; `bands` and `periods`: path of the records → (low, high) names."""

    by_path: dict[str, str] = field(default_factory=dict)
    weights: dict[str, str] = field(default_factory=dict)  # path of the list → name of the figure
    bands: dict[str, tuple[str, str]] = field(default_factory=dict)
    periods: dict[str, tuple[str, str]] = field(default_factory=dict)

    def at(self, path: str) -> str:
        return self.by_path.get(path, "")


def read_roles(schema: Schema) -> Roles:
    """The roles of a kind's schema (2020-12, local references)."""
    roles = Roles()
    _read(schema.root, schema.root, "", roles, 0)
    return roles


def _read(schema: Any, root: dict[str, Any], path: str, roles: Roles, depth: int) -> None:
    if depth > _DEPTH:
        return
    for branch in expand(schema, root):
        if isinstance(branch.get("x-check"), str):
            roles.by_path[path] = branch["x-check"]
        if isinstance(branch.get("items"), dict):
            _read(branch["items"], root, f"{path}/*", roles, depth + 1)
        properties = branch.get("properties")
        if isinstance(properties, dict):
            _record(properties, root, path, roles)
            for name, inner in properties.items():
                _read(inner, root, f"{path}/{name}", roles, depth + 1)


def _record(properties: dict[str, Any], root: dict[str, Any], path: str, roles: Roles) -> None:
    titles: dict[str, str] = {}
    for name, inner in properties.items():
        for part in expand(inner, root):
            if part.get("x-check") == "weight":
                titles["权重"] = name
            if isinstance(part.get("title"), str):
                titles.setdefault(part["title"], name)
    in_list = path.endswith("/*")
    if in_list and (weight := _first(titles, _WEIGHTS)):
        roles.weights[path[:-2]] = weight
    low, high = (_first(titles, names) for names in _BOUNDS)
    if in_list and low and high:
        roles.bands[path[:-2]] = (low, high)
    start, end = (_first(titles, names) for names in _PERIOD)
    if start and end:
        roles.periods[path] = (start, end)


def _first(titles: dict[str, str], wanted: set[str]) -> str:
    return next((titles[title] for title in titles if title in wanted), "")
