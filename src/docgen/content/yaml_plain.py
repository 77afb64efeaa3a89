"""YAML text straight to plain data, for long lists of records in which nothing is wrong.

`yaml_marks` gives every value its place. A file with ten thousand letters' data
needs the place of each record and of nothing else, as long as nothing in it is wrong. So this
reads what is plain (mappings, lists, scalars) and gives up at anything else:
aliases, tags, includes, keys that come twice, deep nesting, control characters. Whoever gets None reads
the file with `yaml_marks`, which says what it is.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from docgen.content.includes import INCLUDE, USE
from docgen.content.typed_numbers import typed
from docgen.content.typing_slips import is_printable
from docgen.content.yaml_lines import read_lines
from docgen.content.yaml_marks import DEPTH, FORBIDDEN, PLAIN_TAGS, Loader, plain_value, too_deep

_ALIAS = re.compile(r"(?:^|[\s,\[{])\*[^\s*]", re.MULTILINE)
_SPECIAL = frozenset((*INCLUDE, *USE, "<<"))


class _NotPlain(Exception):
    """Something that only the reader with marks can take, or explain."""


def read_plain(text: str) -> tuple[Any, list[tuple[int, int]]] | None:
    """The data of a text, and line and column (from 1) of each item of its list, or of the whole.

    None for a text that is not plain: read it with `yaml_marks.parse`.
    """
    printable = is_printable(text)
    if not printable and FORBIDDEN.search(text):
        return None
    if too_deep(text, "") or ("*" in text and _ALIAS.search(text)):
        return None
    if printable and (found := read_lines(text, _SPECIAL)) is not None:
        return found
    loader = Loader(text)
    try:
        root = loader.get_single_node()
        if root is None:
            return None
        items = root.value if isinstance(root, yaml.SequenceNode) else [root]
        return _data(root, 1), [(item.start_mark.line + 1, item.start_mark.column + 1) for item in items]
    except (yaml.YAMLError, _NotPlain, RecursionError):
        return None
    finally:
        loader.dispose()


def _data(node: Any, depth: int) -> Any:
    if node.tag not in PLAIN_TAGS or depth > DEPTH:
        raise _NotPlain
    if type(node) is yaml.ScalarNode:
        return _scalar(node)
    if type(node) is yaml.SequenceNode:
        return [_scalar(item) if type(item) is yaml.ScalarNode else _data(item, depth + 1) for item in node.value]
    made: dict[str, Any] = {}
    for key, item in node.value:
        if type(key) is not yaml.ScalarNode or key.tag not in PLAIN_TAGS or key.value in _SPECIAL:
            raise _NotPlain
        made[key.value] = _scalar(item) if type(item) is yaml.ScalarNode else _data(item, depth + 1)
    if len(made) != len(node.value):
        raise _NotPlain
    return made


def _scalar(node: Any) -> Any:
    if node.tag not in PLAIN_TAGS:
        raise _NotPlain
    text = node.value
    if not node.style:
        value = plain_value(text)
        return value if value is text else typed(value, text)
    if node.style == '"' and FORBIDDEN.search(text):
        raise _NotPlain
    return text
