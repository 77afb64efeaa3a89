"""A fast yes: is this data surely right by its schema?

jsonschema says what is wrong, and takes its time over data that is right,
which is nearly all data. A schema is compiled once to nested functions that
answer True only where jsonschema would find nothing; False sends the data to
jsonschema, which has the last word. A schema with a keyword that is not known
here is never answered for.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from numbers import Number
from typing import Any

from docgen.content.canonical import Schema, resolve_pointer

Check = Callable[[Any], bool]

_SILENT = frozenset({"$schema", "$id", "$comment", "$defs", "title", "description", "default", "examples"})
_KEPT = 64


class _UnknownKeywordError(Exception):
    """The schema says something that is not known here."""


_compiled: dict[int, tuple[Schema, Check | None]] = {}


def surely_valid(data: Any, schema: Schema) -> bool:
    """True if `data` is valid by `schema` (JSON Schema 2020-12) without doubt; False is no verdict."""
    known = _compiled.get(id(schema))
    if known is None or known[0] is not schema:
        if len(_compiled) >= _KEPT:
            _compiled.clear()
        known = _compiled[id(schema)] = (schema, _compile_or_none(schema))
    return known[1] is not None and known[1](data)


def _compile_or_none(schema: Schema) -> Check | None:
    try:
        return _Compiler(schema).check(schema)
    except (_UnknownKeywordError, AttributeError, TypeError, re.error):  # not known here, or no schema at all
        return None


class _Compiler:
    def __init__(self, root: Schema) -> None:
        self.root = root
        self.references: dict[str, list[Check]] = {}  # a list: empty while the reference is being compiled

    def check(self, schema: Any) -> Check:
        if isinstance(schema, bool):
            return (lambda _data: True) if schema else (lambda _data: False)
        if not isinstance(schema, dict):
            raise _UnknownKeywordError
        checks: list[Check] = []
        together = ("properties", "additionalProperties")
        for keyword, value in schema.items():
            if keyword in _SILENT or keyword.startswith("x-") or keyword in together:
                continue
            make = _KEYWORDS.get(keyword)
            if make is None:
                raise _UnknownKeywordError(keyword)
            checks.append(make(self, value))
        if any(keyword in schema for keyword in together):
            checks.append(self.members(schema))
        if len(checks) == 1:
            return checks[0]
        return lambda data: all(check(data) for check in checks)

    def members(self, schema: Schema) -> Check:
        known = {name: self.check(value) for name, value in schema.get("properties", {}).items()}
        other = self.check(schema.get("additionalProperties", True))

        def check(data: Any) -> bool:
            if not isinstance(data, dict):
                return True
            return all(known.get(name, other)(value) for name, value in data.items())

        return check

    def reference(self, target: Any) -> Check:
        if not isinstance(target, str) or not target.startswith("#"):
            raise _UnknownKeywordError
        if target not in self.references:
            schema = resolve_pointer(target, self.root)
            if not schema:  # nothing there: jsonschema says so
                raise _UnknownKeywordError(target)
            found = self.references[target] = []
            found.append(self.check(schema))
        made = self.references[target]
        return lambda data: made[0](data)

    def branches(self, schemas: Any) -> list[Check]:
        return [self.check(schema) for schema in schemas]


def _types(_compiler: _Compiler, value: Any) -> Check:
    names = [value] if isinstance(value, str) else list(value)
    if any(name not in _TYPES for name in names):
        raise _UnknownKeywordError
    tests = [_TYPES[name] for name in names]
    return tests[0] if len(tests) == 1 else lambda data: any(test(data) for test in tests)


def _number(data: Any) -> bool:
    return isinstance(data, Number) and not isinstance(data, bool)


_TYPES: dict[str, Check] = {
    "string": lambda data: isinstance(data, str),
    "object": lambda data: isinstance(data, dict),
    "array": lambda data: isinstance(data, list),
    "boolean": lambda data: isinstance(data, bool),
    "null": lambda data: data is None,
    "integer": lambda data: isinstance(data, int) and not isinstance(data, bool),
    "number": _number,
}


def _required(_compiler: _Compiler, names: Any) -> Check:
    needed = tuple(names)
    return lambda data: not isinstance(data, dict) or all(name in data for name in needed)


def _items(compiler: _Compiler, schema: Any) -> Check:
    check = compiler.check(schema)
    return lambda data: not isinstance(data, list) or all(check(item) for item in data)


def _any_of(compiler: _Compiler, schemas: Any) -> Check:
    checks = compiler.branches(schemas)
    return lambda data: any(check(data) for check in checks)


def _all_of(compiler: _Compiler, schemas: Any) -> Check:
    checks = compiler.branches(schemas)
    return lambda data: all(check(data) for check in checks)


def _one_of(compiler: _Compiler, schemas: Any) -> Check:
    """Only where every branch names required fields and nothing else: there, and there only, a no is as sure as a yes."""
    if any(set(schema) != {"required"} for schema in schemas):
        raise _UnknownKeywordError
    checks = compiler.branches(schemas)
    return lambda data: sum(check(data) for check in checks) == 1


def _enum(_compiler: _Compiler, values: Any) -> Check:
    texts = frozenset(value for value in values if isinstance(value, str))
    return lambda data: isinstance(data, str) and data in texts  # numbers and true are compared by jsonschema


def _pattern(_compiler: _Compiler, text: Any) -> Check:
    search = re.compile(text).search
    return lambda data: not isinstance(data, str) or search(data) is not None


def _format(_compiler: _Compiler, name: Any) -> Check:
    from jsonschema import Draft202012Validator

    checker = Draft202012Validator.FORMAT_CHECKER
    return lambda data: checker.conforms(data, name)


def _length(kind: Any, *, least: bool) -> Callable[[_Compiler, Any], Check]:
    def make(_compiler: _Compiler, limit: Any) -> Check:
        def check(data: Any) -> bool:
            return not isinstance(data, kind) or (len(data) >= limit if least else len(data) <= limit)

        return check

    return make


def _bound(holds: Callable[[Any, Any], bool]) -> Callable[[_Compiler, Any], Check]:
    def make(_compiler: _Compiler, limit: Any) -> Check:
        return lambda data: not _number(data) or holds(data, limit)

    return make


def _unique(_compiler: _Compiler, wanted: Any) -> Check:
    if not wanted:
        return lambda _data: True
    return lambda data: (
        not isinstance(data, list) or (all(isinstance(item, str) for item in data) and len(set(data)) == len(data))
    )


_KEYWORDS: dict[str, Callable[[_Compiler, Any], Check]] = {
    "$ref": lambda compiler, target: compiler.reference(target),
    "type": _types,
    "required": _required,
    "items": _items,
    "anyOf": _any_of,
    "allOf": _all_of,
    "oneOf": _one_of,
    "enum": _enum,
    "pattern": _pattern,
    "format": _format,
    "minLength": _length(str, least=True),
    "maxLength": _length(str, least=False),
    "minItems": _length(list, least=True),
    "maxItems": _length(list, least=False),
    "minProperties": _length(dict, least=True),
    "maxProperties": _length(dict, least=False),
    "uniqueItems": _unique,
    "minimum": _bound(lambda data, limit: bool(data >= limit)),
    "maximum": _bound(lambda data, limit: bool(data <= limit)),
    "exclusiveMinimum": _bound(lambda data, limit: bool(data > limit)),
    "exclusiveMaximum": _bound(lambda data, limit: bool(data < limit)),
}
