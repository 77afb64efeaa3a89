"""Schemas: jsonschema-rs says what jsonschema, which has nothing in common with it, says; what a schema gives to the data."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from docgen.app import build as pipeline
from docgen.content.canonical import fill_defaults
from docgen.content.load import load_document, prepare
from docgen.content.schema import Schema
from docgen.content.schema_problems import validate
from docgen.content.workspace import Workspace
from docgen.errors import Location

ROOT = Path(__file__).parents[2]
OWN = Workspace(ROOT)
WHERE = {"": Location("a.yaml", 1, 1)}


def faults(data: Any, schema: dict[str, Any]) -> set[tuple[tuple[Any, ...], str]]:
    """(path, keyword) of every error, by jsonschema."""
    judge = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    return {(tuple(error.absolute_path), str(error.validator)) for error in judge.iter_errors(data)}


def found(data: Any, schema: Schema) -> set[tuple[tuple[Any, ...], str]]:
    """The same, as docgen has it."""
    errors = {(tuple(error.instance_path), error.kind.name) for error in schema.validator.iter_errors(data)}
    assert schema.validator.is_valid(data) == (not errors)
    return errors


@pytest.mark.parametrize("path", OWN.documents(), ids=lambda path: path.stem)
def test_every_sample_document_is_valid(path: Path) -> None:
    loaded = load_document(path, OWN)
    kind = pipeline.load_kind(OWN, loaded.kind_name)
    assert prepare(loaded, kind.schema) == []
    assert faults(loaded.data, kind.schema.root) == set()


JOB = OWN.content / "jobs" / "sales-group-manager.yaml"
VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-5, 200),
    st.decimals(allow_nan=False, allow_infinity=False, places=1),
    st.text(max_size=4),
    st.just([]),
    st.just({}),
    st.just("每月"),
    st.just("2026-13-01"),
)


def job_data() -> tuple[dict[str, Any], Schema]:
    loaded = load_document(JOB, OWN)
    kind = pipeline.load_kind(OWN, loaded.kind_name)
    prepare(loaded, kind.schema)
    return loaded.data, kind.schema


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(found for key, value in inner for found in places(value, (*path, key)))]


DATA, SCHEMA = job_data()
PLACES = places(DATA)[1:]


@given(place=st.sampled_from(PLACES), value=VALUES, how=st.sampled_from(["change", "delete", "add", "double"]))
def test_damaged_data_has_the_same_faults_by_both(place: tuple[Any, ...], value: Any, how: str) -> None:
    damaged = copy.deepcopy(DATA)
    holder: Any = damaged
    for step in place[:-1]:
        holder = holder[step]
    if how == "change":
        holder[place[-1]] = value
    elif how == "delete":
        del holder[place[-1]]
    elif isinstance(holder, dict):
        holder["多余" if how == "add" else place[-1]] = value
    else:
        holder.append(value if how == "add" else holder[place[-1]])
    assert found(damaged, SCHEMA) == faults(damaged, SCHEMA.root)


KEYWORDS: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["string", "object", "array", "integer", "number", "boolean", "null", ["string", "integer"]]),
    "minLength": st.integers(0, 3), "maxLength": st.integers(0, 3), "pattern": st.sampled_from(["^a", "b$", "甲"]),
    "minItems": st.integers(0, 3), "maxItems": st.integers(0, 2), "uniqueItems": st.booleans(), "minimum": st.integers(-2, 3),
    "exclusiveMaximum": st.integers(-2, 3), "enum": st.just(["a", 1, None]), "format": st.sampled_from(["date", "email"]),
    "required": st.just(["a"]), "minProperties": st.integers(0, 2), "additionalProperties": st.booleans(), "const": st.just("a"),
    "title": st.just("题"), "x-format": st.just("markdown"), "not": st.just({"type": "string"}),
}  # fmt: skip
FLAT = st.dictionaries(st.sampled_from(sorted(KEYWORDS)), st.none(), max_size=4).flatmap(
    lambda names: st.fixed_dictionaries({name: KEYWORDS[name] for name in names})
)
SCHEMAS = st.recursive(
    FLAT,
    lambda inner: st.one_of(
        st.builds(lambda schema, items: {**schema, "items": items}, FLAT, inner),
        st.builds(lambda schema, one: {**schema, "properties": {"a": one}}, FLAT, inner),
        st.builds(lambda some: {"anyOf": some}, st.lists(inner, min_size=1, max_size=2)),
        st.builds(lambda some: {"allOf": some}, st.lists(inner, min_size=1, max_size=2)),
        st.builds(
            lambda some: {"oneOf": some},
            st.lists(
                st.one_of(inner, st.builds(lambda name: {"required": [name]}, st.sampled_from(["a", "b"]))),
                min_size=1,
                max_size=2,
            ),
        ),
    ),
    max_leaves=4,
)
WHOLE = st.one_of(
    SCHEMAS,
    st.builds(lambda one, schema: {**schema, "$defs": {"x": one}, "$ref": "#/$defs/x"}, SCHEMAS, FLAT),
    st.builds(lambda one: {"$defs": {"x": one}, "type": "array", "items": {"$ref": "#/$defs/x"}}, SCHEMAS),
)
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-3, 4),
    st.just(Decimal("1.5")),
    st.sampled_from(["", "a", "ab", "甲", "2026-01-01"]),
)
TREES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["a", "b"]), inner, max_size=2)
    ),
    max_leaves=5,
)


@given(schema=WHOLE, data=TREES)
@example(schema={"additionalProperties": False}, data={"a": None})
@example(schema={"additionalProperties": False, "const": "a"}, data={"a": None})
def test_any_schema_finds_the_same_faults_by_both(schema: dict[str, Any], data: Any) -> None:
    made = Schema(schema)
    assume(not made.fault())
    assert found(data, made) == faults(data, schema)


def test_a_key_where_none_is_allowed_is_named() -> None:
    schema = Schema({"type": "object", "additionalProperties": False})
    (problem,) = validate({"备注": "无"}, schema, WHERE)
    assert "备注" in problem.message


def test_a_whole_number_with_a_point_is_a_whole_number() -> None:
    schema = Schema({"type": "object", "properties": {"count": {"type": "integer"}, "rate": {"type": "number"}}})
    assert validate({"count": Decimal("3.0"), "rate": Decimal("3.0")}, schema, WHERE) == []
    assert [problem.code for problem in validate({"count": Decimal("3.5")}, schema, WHERE)] == ["S104"]


def test_a_default_is_each_documents_own() -> None:
    schema = Schema({"type": "object", "properties": {"notes": {"type": "object", "default": {"list": []}}}})
    one: dict[str, Any] = {}
    other: dict[str, Any] = {}
    fill_defaults(one, schema.shape, "", dict(WHERE))
    one["notes"]["list"].append("甲")
    fill_defaults(other, schema.shape, "", dict(WHERE))
    assert other == {"notes": {"list": []}}


@pytest.mark.parametrize(
    ("schema", "fault"),
    [
        ({"properties": {"a": {"type": "strng"}}}, "properties/a/type"),
        ({"properties": {"a": {"$ref": "#/$defs/b"}}}, "/$defs/b"),
        ({"$ref": "https://example.com/schema"}, "https://example.com/schema"),
        ({"pattern": "(a"}, "pattern"),
        ({"type": "object"}, ""),
    ],
)
def test_what_is_no_schema_says_so_before_any_document_is_read(schema: dict[str, Any], fault: str) -> None:
    assert fault in Schema(schema).fault()
    assert bool(fault) == bool(Schema(schema).fault())
