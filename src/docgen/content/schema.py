"""A kind's schema: complete, compiled, with what is worked out from it, each once."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from docgen.content.shape import Shape


class Schema:
    """A schema that is complete (no reference outside itself), with what is worked out from it, each once.

    It is not changed after it is made, so that one serves any number of documents, in any number of threads.
    """

    def __init__(self, root: dict[str, Any]) -> None:
        self.root = root
        self.shape = Shape((root,), root)

    @cached_property
    def validator(self) -> Any:
        """The compiled schema. Raises jsonschema_rs.ValidationError for what is no schema (see `fault`)."""
        from jsonschema_rs import Draft202012Validator

        return Draft202012Validator(_naming_strays(self.root), validate_formats=True, offline=True)

    def fault(self) -> str:
        """What is wrong with the schema itself, "" if nothing: the place in it, or what it refers to in vain."""
        from jsonschema_rs import ValidationError

        try:
            _ = self.validator
        except ValidationError as error:
            path = "/".join(map(str, error.instance_path))
            return f"{path}：{error.message}" if path else error.message
        return ""


_DATA = ("const", "enum", "default", "examples")  # keywords whose values are no schemas


def _naming_strays(schema: Any) -> Any:
    """The schema so written that jsonschema-rs names the keys which `additionalProperties: false` forbids.

    Without any `properties` beside it, it says only that something is not allowed ("falseSchema").
    """
    if isinstance(schema, list):
        return [_naming_strays(item) for item in schema]
    if not isinstance(schema, dict):
        return schema
    made = {key: value if key in _DATA else _naming_strays(value) for key, value in schema.items()}
    if schema.get("additionalProperties") is False and "patternProperties" not in schema:
        made.setdefault("properties", {})
    return made
