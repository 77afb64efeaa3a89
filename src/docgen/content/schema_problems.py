"""Schema problems in the field's words: Chinese field names, one place each, a way out.

jsonschema-rs finds what is wrong (JSON Schema 2020-12); nothing of its wording,
nor a JSON pointer, ever reaches a user.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from docgen.content import messages
from docgen.content.schema import Schema
from docgen.content.shape import expand, property_names
from docgen.content.tree import pointer_step
from docgen.errors import Location, Message, Problem
from docgen.messages import meant


def validate(
    data: Any, schema: Schema, marks: dict[str, Location], key_marks: dict[str, Location] | None = None
) -> list[Problem]:
    """Everything in `data` (English keys) that the schema does not allow, each at its own place, in the file's order."""
    if schema.validator.is_valid(data):
        return []
    speaker = _Speaker(schema.root, marks, key_marks or {})
    for error in schema.validator.iter_errors(data):
        for cause in _causes(error):
            speaker.say(_Fault.of(cause, data, schema.root))
    return sorted(dict.fromkeys(speaker.problems), key=lambda problem: problem.location)


@dataclass(frozen=True, slots=True)
class _Fault:
    """One error: the keyword that was not kept, its value in the schema (for `required` the name that is missing), and
    the schema that it stands in; path and value in the data."""

    keyword: str
    limit: Any
    schema: Any
    path: list[Any]
    value: Any

    @classmethod
    def of(cls, error: Any, data: Any, root: dict[str, Any]) -> _Fault:
        schema: Any = root
        for step in error.schema_path[:-1]:
            schema = schema[step]
        value = data
        for step in error.instance_path:
            value = value[step]
        keyword = error.kind.name
        limit = error.kind.property if keyword == "required" else schema[error.schema_path[-1]]
        return cls(keyword, limit, schema, list(error.instance_path), value)


def _causes(error: Any) -> Iterator[Any]:
    """The errors to show: of alternatives (anyOf, oneOf) those of the branch that fits best."""
    branches = [branch for branch in getattr(error.kind, "context", ()) if branch]
    if not branches:
        yield error
        return

    def other_type(inner: Any) -> bool:
        return inner.kind.name == "type" and inner.instance_path == error.instance_path

    # A branch of another type is not what the writer meant; of the rest the one with fewest complaints.
    best = min(branches, key=lambda found: (any(map(other_type, found)), len(found)))
    if all(map(other_type, best)):
        yield error
        return
    for inner in best:
        yield from _causes(inner)


_DEEPEST = 7  # levels of a schema, lists counted, that a misplaced field is looked for in


class _Speaker:
    """Turns validation errors into problems."""

    def __init__(self, root: dict[str, Any], marks: dict[str, Location], key_marks: dict[str, Location]) -> None:
        self._root = root
        self._marks = marks
        self._key_marks = key_marks
        self.problems: list[Problem] = []

    def say(self, error: _Fault) -> None:
        path = error.path
        pointer = "".join(f"/{pointer_step(str(step))}" for step in path)
        place = self._place(pointer)
        if error.keyword == "required":
            self._required(error, path, place)
        elif error.keyword in ("additionalProperties", "unevaluatedProperties"):
            self._unknown(error, pointer)
        elif error.value is None and error.keyword in ("type", "enum", "anyOf", "oneOf"):
            self._add(messages.NOT_FILLED, self._key_marks.get(pointer, place), field=self._field(path))
        else:
            self._value(error, path, place)

    def _add(self, message: Message, place: Location, **values: object) -> None:
        self.problems.append(message.at(place, **values))

    def _place(self, pointer: str) -> Location:
        while pointer and pointer not in self._marks:
            pointer = pointer.rpartition("/")[0]
        return self._marks.get(pointer, Location(""))

    # --- names ---

    def _schemas_at(self, path: Iterable[Any]) -> list[dict[str, Any]]:
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

    def _required(self, error: _Fault, path: list[Any], place: Location) -> None:
        name = error.limit
        title = self._title([*path, name])
        description = next((str(s["description"]) for s in self._schemas_at([*path, name]) if "description" in s), "")
        where = f"{self._field(path)}里" if path else ""
        hint = f"加一行“{title}: …”"
        if description:
            hint += f"（{description}）"
        self._add(messages.FIELD_MISSING, place, where=where, title=title, way=hint)

    def _unknown(self, error: _Fault, pointer: str) -> None:
        known = property_names(list(expand(error.schema, self._root)))
        titles = sorted(set(known) - set(known.values())) or sorted(known)
        for key in error.value:
            if key in known:
                continue
            inner = f"{pointer}/{pointer_step(str(key))}"
            place = self._key_marks.get(inner, self._place(inner))
            self._add(
                messages.FIELD_UNKNOWN, place, key=key, way=self._meant(str(key), list(known), titles, error.schema)
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

    def _value(self, error: _Fault, path: list[Any], place: Location) -> None:
        field = self._field(path)
        message, values = _message(error)
        if message.hint == "{way}" and not values.get("way"):
            description = next((str(s["description"]) for s in self._schemas_at(path) if "description" in s), "")
            values["way"] = f"要求：{description}" if description else ""
        self._add(message, place, field=field, **values)


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


_LIMITS: dict[str, Message] = {
    "minLength": messages.TOO_SHORT,
    "maxLength": messages.TOO_LONG,
    "minItems": messages.TOO_FEW,
    "maxItems": messages.TOO_MANY,
    "uniqueItems": messages.ITEM_TWICE,
    "minimum": messages.TOO_SMALL,
    "maximum": messages.TOO_BIG,
    "exclusiveMinimum": messages.NOT_ABOVE,
    "exclusiveMaximum": messages.NOT_BELOW,
    "multipleOf": messages.NO_MULTIPLE,
    "minProperties": messages.TOO_FEW_NAMES,
}
_FORMATS = {
    "date": "日期写成 2026-03-01，并且要是真实的日子",
    "email": "写成 name@example.com",
    "uri": "写成 https://…",
}


def _message(error: _Fault) -> tuple[Message, dict[str, Any]]:
    """What to say of a value, with the values that it needs besides {field}; an empty {way} is the schema's description."""
    found = _is(error.value)
    match error.keyword:
        case "type":
            return messages.WRONG_TYPE, {"wanted": _kinds(error.limit), "found": found}
        case "anyOf" | "oneOf":
            types = [branch["type"] for branch in error.limit if isinstance(branch.get("type"), str)]
            wanted = list(dict.fromkeys(map(str, types)))
            return (messages.WRONG_TYPE, {"wanted": _kinds(wanted), "found": found}) if wanted else (messages.UNFIT, {})
        case "enum" | "const":
            values = [str(value) for value in (error.limit if error.keyword == "enum" else [error.limit])]
            return messages.NO_CHOICE, {
                "values": "、".join(values),
                "found": found,
                "way": meant(str(error.value), values, ""),
            }
        case "pattern":
            return messages.WRONG_FORM, {"found": found}
        case "format":
            return messages.WRONG_FORM, {"found": found, "way": _FORMATS.get(error.limit, "")}
        case "minLength" if error.limit == 1:
            return messages.NOT_FILLED, {}
        case "minItems" if not error.value:
            return messages.NO_ITEMS, {"limit": error.limit}
        case keyword if keyword in _LIMITS:
            count = len(error.value) if isinstance(error.value, str | list | dict) else 0
            return _LIMITS[keyword], {"limit": error.limit, "count": count, "shown": _shown(error.value)}
    return messages.UNFIT, {}
