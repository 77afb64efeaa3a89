"""The fast yes of the schema never says more than jsonschema would; a text without signs of slips has none."""

from __future__ import annotations

import copy
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from docgen.app import build as pipeline
from docgen.content.load import load_document, prepare
from docgen.content.quick_check import surely_valid
from docgen.content.typing_slips import _MAY_SLIP, _Walk
from docgen.content.workspace import Workspace

ROOT = Path(__file__).parents[2]
OWN = Workspace(ROOT)


def really_valid(data: Any, schema: dict[str, Any]) -> bool:
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).is_valid(data)


@pytest.mark.parametrize("path", OWN.documents(), ids=lambda path: path.stem)
def test_every_sample_document_is_answered_for_at_once(path: Path) -> None:
    loaded = load_document(path, OWN)
    kind = pipeline.load_kind(OWN, loaded.kind_name)
    assert prepare(loaded, kind.schema) == []
    assert surely_valid(loaded.data, kind.schema)


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


def job_data() -> tuple[dict[str, Any], dict[str, Any]]:
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
def test_damaged_data_is_never_passed(place: tuple[Any, ...], value: Any, how: str) -> None:
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
    assert not surely_valid(damaged, SCHEMA) or really_valid(damaged, SCHEMA)


KEYWORDS: dict[str, st.SearchStrategy[Any]] = {
    "type": st.sampled_from(["string", "object", "array", "integer", "number", "boolean", "null", ["string", "integer"]]),
    "minLength": st.integers(0, 3), "maxLength": st.integers(0, 3), "pattern": st.sampled_from(["^a", "b$", "甲"]),
    "minItems": st.integers(0, 3), "maxItems": st.integers(0, 2), "uniqueItems": st.booleans(), "minimum": st.integers(-2, 3),
    "exclusiveMaximum": st.integers(-2, 3), "enum": st.just(["a", 1, None]), "format": st.sampled_from(["date", "email"]),
    "required": st.just(["a"]), "minProperties": st.integers(0, 2), "additionalProperties": st.booleans(), "const": st.just(1),
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
    st.just(Decimal("1.0")),
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
def test_no_schema_is_answered_for_wrongly(schema: dict[str, Any], data: Any) -> None:
    assert not surely_valid(data, schema) or really_valid(data, schema)


def test_a_schema_with_an_unknown_keyword_is_left_to_jsonschema() -> None:
    assert not surely_valid("a", {"type": "string", "not": {"const": "b"}})
    assert surely_valid("a", {"type": "string", "x-format": "markdown"})


PIECES = st.sampled_from(
    [
        "- ",
        "-",
        "甲",
        "b",
        ":",
        ": ",
        "：",
        "，",
        ", ",
        " ",
        "  ",
        "\n",
        "\t",
        "\u3000",
        "—",
        "－",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "#",
        "|",
        "“",
        "1",
    ]
)


@given(st.lists(PIECES, max_size=30))
def test_a_text_without_signs_of_a_slip_has_no_slip(pieces: list[str]) -> None:
    text = "".join(pieces)
    if not any(sign.search(text) for sign in _MAY_SLIP):
        assert _Walk(text.split("\n")).slips() == []
