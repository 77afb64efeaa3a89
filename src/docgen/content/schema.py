"""Schema problems in the field's words: Chinese field names, one place each, a way out.

jsonschema finds what is wrong (JSON Schema 2020-12); nothing of its wording,
nor a JSON pointer, ever reaches a user.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from docgen.content.canonical import Schema, expand, property_names
from docgen.content.quick_check import surely_valid
from docgen.content.tree import pointer_step
from docgen.errors import Location, Problem

_MISSING = re.compile(r"^'(.*)' is a required property$", re.DOTALL)


def validate(
    data: Any, schema: Schema, marks: dict[str, Location], key_marks: dict[str, Location] | None = None
) -> list[Problem]:
    """Everything in `data` (English keys) that the schema does not allow, each at its own place, in the file's order."""
    if surely_valid(data, schema):
        return []
    from jsonschema import Draft202012Validator

    validator = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    speaker = _Speaker(schema, marks, key_marks or {})
    for error in validator.iter_errors(data):
        for cause in _causes(error):
            speaker.say(cause)
    return sorted(dict.fromkeys(speaker.problems), key=lambda problem: problem.location)


def _causes(error: Any) -> Iterator[Any]:
    """The errors to show: of alternatives (anyOf, oneOf) those of the branch that fits best."""
    if error.validator not in ("anyOf", "oneOf") or not error.context:
        yield error
        return
    branches: dict[Any, list[Any]] = {}
    for inner in error.context:
        branches.setdefault(inner.schema_path[0], []).append(inner)
    # A branch of another type is not what the writer meant; of the rest the one with fewest complaints.
    best = min(
        branches.values(), key=lambda found: (any(e.validator == "type" and not e.path for e in found), len(found))
    )
    if all(inner.validator == "type" and not inner.path for inner in best):
        yield error
        return
    for inner in best:
        yield from _causes(inner)


_DEEPEST = 7  # levels of a schema, lists counted, that a misplaced field is looked for in


class _Speaker:
    """Turns validation errors into problems."""

    def __init__(self, root: Schema, marks: dict[str, Location], key_marks: dict[str, Location]) -> None:
        self._root = root
        self._marks = marks
        self._key_marks = key_marks
        self.problems: list[Problem] = []

    def say(self, error: Any) -> None:
        path = list(error.absolute_path)
        pointer = "".join(f"/{pointer_step(str(step))}" for step in path)
        place = self._place(pointer)
        if error.validator == "required":
            self._required(error, path, place)
        elif error.validator in ("additionalProperties", "unevaluatedProperties"):
            self._unknown(error, pointer)
        elif error.instance is None and error.validator in ("type", "enum", "anyOf", "oneOf"):
            fact = f"{self._field(path)}没有填"
            self._add(self._key_marks.get(pointer, place), "S102", fact, "填上内容；不需要就删去这一行")
        else:
            self._value(error, path, place)

    def _add(self, place: Location, code: str, fact: str, hint: str) -> None:
        self.problems.append(Problem(place, code, fact, hint))

    def _place(self, pointer: str) -> Location:
        while pointer and pointer not in self._marks:
            pointer = pointer.rpartition("/")[0]
        return self._marks.get(pointer, Location(""))

    # --- names ---

    def _schemas_at(self, path: Iterable[Any]) -> list[Schema]:
        """All schemas that speak about the value at `path`."""
        branches = list(expand(self._root, self._root))
        for step in path:
            inner = []
            for branch in branches:
                if isinstance(step, int):
                    inner.append(branch.get("items"))
                else:
                    inner.append(branch.get("properties", {}).get(step, branch.get("additionalProperties")))
            branches = [part for schema in inner if isinstance(schema, dict) for part in expand(schema, self._root)]
        return branches

    def _title(self, path: list[Any]) -> str:
        for schema in self._schemas_at(path):
            if isinstance(schema.get("title"), str):
                return str(schema["title"])
        return str(path[-1])

    def _field(self, path: list[Any]) -> str:
        """“职责”第 3 项的“标准”: the last field, and the list item that it stands in."""
        names = [index for index, step in enumerate(path) if isinstance(step, str)]
        if not names:
            return "内容" if not path else f"第 {path[-1] + 1} 项"
        last = names[-1]
        text = f"“{self._title(path[: last + 1])}”"
        if last + 1 < len(path):
            text += f"第 {path[last + 1] + 1} 项"
        if last >= 1 and isinstance(path[last - 1], int):
            owner = next((index for index in reversed(names[:-1])), None)
            if owner is not None:
                of = self._title(path[: owner + 1])
                text = f"“{of}”第 {path[last - 1] + 1} 项的{text}"
        return text

    # --- what is wrong ---

    def _required(self, error: Any, path: list[Any], place: Location) -> None:
        found = _MISSING.match(error.message)
        if found is None:
            return
        name = found[1]
        title = self._title([*path, name])
        description = next((str(s["description"]) for s in self._schemas_at([*path, name]) if "description" in s), "")
        where = f"{self._field(path)}里" if path else ""
        hint = f"加一行“{title}: …”"
        if description:
            hint += f"（{description}）"
        self._add(place, "S101", f"{where}缺少“{title}”", hint)

    def _unknown(self, error: Any, pointer: str) -> None:
        known = property_names(list(expand(error.schema, self._root)))
        titles = sorted(set(known) - set(known.values())) or sorted(known)
        for key in error.instance:
            if key in known:
                continue
            inner = f"{pointer}/{pointer_step(str(key))}"
            place = self._key_marks.get(inner, self._place(inner))
            self._add(
                place,
                "S103",
                f"不认识的名称“{key}”",
                self._meant(str(key), list(known), titles, error.schema),
            )

    def _meant(self, key: str, known: list[str], titles: list[str], schema: Any) -> str:
        """A slip of the pen; else a field that belongs further in, mostly wrongly indented; else a likeness; else all names."""
        near = difflib.get_close_matches(key, known, n=1, cutoff=0.5)
        if not (near and difflib.get_close_matches(key, near, cutoff=0.7)):
            inside = self._further_in(key, schema)
            if inside:
                path = "的".join(f"“{title}”" for title in inside)
                return f"“{key}”是{path}里的字段：写到那下面，多缩进两格"
        return f"是不是“{near[0]}”？" if near else "这里可以写：{names}".format(names="、".join(titles))

    def _further_in(self, key: str, schema: Any) -> list[str]:
        """The titles of the fields, from the outside in, that a field named `key` lies within; the least deep, [] if none."""
        level: list[tuple[list[str], Any]] = [([], schema)]
        for _depth in range(_DEEPEST):
            below: list[tuple[list[str], Any]] = []
            for path, outer in level:
                for branch in expand(outer, self._root):
                    inner = [(path, branch["items"])] if "items" in branch else []
                    inner += [
                        ([*path, str(field.get("title", name))], field)
                        for name, field in branch.get("properties", {}).items()
                        if isinstance(field, dict)
                    ]
                    if path and key in property_names([branch]):
                        return path
                    below += inner
            level = below
        return []

    def _value(self, error: Any, path: list[Any], place: Location) -> None:
        field = self._field(path)
        say = _VALUES.get(error.validator)
        if say is None:
            code, fact, hint = "S106", f"{field}不合要求", ""
        else:
            code, fact, hint = say(field, error)
        description = next((str(s["description"]) for s in self._schemas_at(path) if "description" in s), "")
        if description and not hint:
            hint = f"要求：{description}"
        self._add(place, code, fact, hint)


def _shown(value: Any) -> str:
    text = str(value).replace("\n", " ")
    return text if len(text) <= 30 else f"{text[:30]}…"


def _kinds(value: Any) -> str:
    names = {
        "string": "文字", "integer": "整数", "number": "数字", "boolean": "true 或 false",
        "array": "列表（每项一行，以“- ”开头）", "object": "一组“名称: 内容”", "null": "空",
    }  # fmt: skip
    return "或".join(names.get(name, name) for name in ([value] if isinstance(value, str) else value))


def _is(value: Any) -> str:
    if isinstance(value, dict):
        return "一组“名称: 内容”"
    if isinstance(value, list):
        return "列表"
    return "“{value}”".format(
        value=_shown({True: "true", False: "false"}.get(value, value) if isinstance(value, bool) else value)
    )


def _type(field: str, error: Any) -> tuple[str, str, str]:
    fact = f"{field}应为{_kinds(error.validator_value)}，这里是{_is(error.instance)}"
    return "S104", fact, ""


def _alternatives(field: str, error: Any) -> tuple[str, str, str]:
    wanted = list(
        dict.fromkeys(str(branch["type"]) for branch in error.validator_value if isinstance(branch.get("type"), str))
    )
    if not wanted:
        return "S106", f"{field}不合要求", ""
    return (
        "S104",
        f"{field}应为{_kinds(wanted)}，这里是{_is(error.instance)}",
        "",
    )


def _enum(field: str, error: Any) -> tuple[str, str, str]:
    values = [str(value) for value in error.validator_value]
    near = difflib.get_close_matches(str(error.instance), values, n=1, cutoff=0.5)
    hint = f"是不是“{near[0]}”？" if near else ""
    fact = "{field}只能是：{values}；这里是{found}".format(
        field=field, values="、".join(values), found=_is(error.instance)
    )
    return "S105", fact, hint


def _pattern(field: str, error: Any) -> tuple[str, str, str]:
    return "S106", f"{field}的写法不对：{_is(error.instance)}", ""


def _format(field: str, error: Any) -> tuple[str, str, str]:
    hints = {
        "date": "日期写成 2026-03-01，并且要是真实的日子",
        "email": "写成 name@example.com",
        "uri": "写成 https://…",
    }
    return (
        "S106",
        f"{field}的写法不对：{_is(error.instance)}",
        hints.get(error.validator_value, ""),
    )


def _limit(text: str) -> Callable[[str, Any], tuple[str, str, str]]:
    def say(field: str, error: Any) -> tuple[str, str, str]:
        fact = (text).format(
            field=field, limit=error.validator_value, found=_shown(error.instance), count=_count(error.instance)
        )
        return "S106", fact, ""

    return say


def _count(value: Any) -> int:
    return len(value) if isinstance(value, str | list | dict) else 0


def _min_length(field: str, error: Any) -> tuple[str, str, str]:
    if error.validator_value == 1:
        return "S102", f"{field}没有填", "填上内容；不需要就删去这一行"
    return _limit("{field}至少要 {limit} 个字，这里有 {count} 个")(field, error)


def _min_items(field: str, error: Any) -> tuple[str, str, str]:
    if not error.instance:
        return "S102", f"{field}一项也没有", f"至少写 {error.validator_value} 项"
    return _limit("{field}至少要 {limit} 项，这里有 {count} 项")(field, error)


_VALUES: dict[str, Callable[[str, Any], tuple[str, str, str]]] = {
    "type": _type,
    "anyOf": _alternatives,
    "oneOf": _alternatives,
    "enum": _enum,
    "const": lambda field, error: _enum(field, _Constant(error)),
    "pattern": _pattern,
    "format": _format,
    "minLength": _min_length,
    "maxLength": _limit("{field}至多 {limit} 个字，这里有 {count} 个"),
    "minItems": _min_items,
    "maxItems": _limit("{field}至多 {limit} 项，这里有 {count} 项"),
    "uniqueItems": _limit("{field}里有重复的项"),
    "minimum": _limit("{field}不能小于 {limit}，这里是 {found}"),
    "maximum": _limit("{field}不能大于 {limit}，这里是 {found}"),
    "exclusiveMinimum": _limit("{field}要大于 {limit}，这里是 {found}"),
    "exclusiveMaximum": _limit("{field}要小于 {limit}，这里是 {found}"),
    "multipleOf": _limit("{field}要是 {limit} 的倍数，这里是 {found}"),
    "minProperties": _limit("{field}至少要 {limit} 项"),
}


class _Constant:
    """A const error seen as an enum of one."""

    def __init__(self, error: Any) -> None:
        self.validator_value = [error.validator_value]
        self.instance = error.instance
