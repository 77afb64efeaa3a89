"""Template tags that reach for what no template needs: Python's inside, endless loops, other files.

Tags are parsed with Jinja's own parser and looked at, never run: names that
begin with an underscore in any guise (attribute, subscript, filter argument,
pieces of text put together), and constants that explode. What only shows at run
time is the sandbox's (`sandbox.py`) and, for templates that are not ours, the limits' (`limits.py`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Any

from jinja2 import TemplateSyntaxError, nodes
from lxml import etree

from docgen.errors import Location, Message, Problem
from docgen.template import messages
from docgen.template.sandbox import BoundedEnvironment
from docgen.text.bounds import ROUNDS, check_fields, check_operation, check_pattern

LARGEST = 5_000_000  # characters of a part's text: beyond, it is no template but a load
_TAG = re.compile(r"\{[{%#]")
# docxtpl's own: {%p …, {{r …, and tags without an end that set a cell's looks
_PREFIX = re.compile(r"(\{[{%])-?(?:p|tr|tc|r)\s")
_CELL = re.compile(r"\{%-?\s*(?:colspan|cellbg)\s+([^%]*)%\}")
_MERGE = re.compile(r"\{%-?\s*(?:vm|hm)\s*-?%\}")
_MARKUP = re.compile(r"<[^<>]*\{[{%][^<>]*>")
_QUOTES = str.maketrans("“”‘’", "\"\"''")
_HIDDEN = re.compile(r"__[A-Za-z]|[A-Za-z]__")
_PATH = re.compile(r"(?:^|[.\[])_")
# Attributes of functions, frames and classes that lead to everything (jinja2.sandbox, UNSAFE_…_ATTRIBUTES).
_INTERNAL = frozenset({
    "mro", "func_globals", "func_code", "func_closure", "func_dict", "func_defaults", "im_class", "im_func", "im_self",
    "gi_frame", "gi_code", "cr_frame", "cr_code", "ag_frame", "ag_code", "f_globals", "f_locals", "f_builtins", "f_back",
    "tb_frame",
})  # fmt: skip
_WIDE = frozenset({"center", "indent", "batch", "slice", "wordwrap", "round", "lipsum"})
_BY_ATTRIBUTE = frozenset({"attr", "map", "selectattr", "rejectattr", "sort", "groupby", "sum", "unique", "min", "max"})
_OPERATORS: dict[type[nodes.Node], str] = {nodes.Mul: "*", nodes.Pow: "**", nodes.Mod: "%"}
_UNKNOWN = object()
_Refusal = tuple[Message, dict[str, object]]  # what is said of a tag; values of its names but the place


def refuse_tags(root: etree._Element, where: str, location: Location) -> list[Problem]:
    """Problems of the tags in one part, which messages call `where`: W160 Python's inside, W161 too much, W162 other files."""
    problems: list[Problem] = []
    for text in _texts(root):
        problems += [message.at(location, where=where, **values) for message, values in _refused(text)]
    return problems


def _texts(root: etree._Element) -> Iterator[str]:
    """What Jinja would see: the part's text without its elements, comments, and whatever of the markup holds tags.

    docxtpl renders the part as it is written, so attributes and comments are templates as well.
    """
    texts = ("".join(root.itertext()), *(item.text or "" for item in root.iter(etree.Comment)))
    yield from (text for text in texts if _TAG.search(text))
    yield from _MARKUP.findall(etree.tostring(root, encoding="unicode"))


def _refused(text: str) -> Iterator[_Refusal]:
    if len(text) > LARGEST:
        yield messages.LONG_TEXT, {"count": LARGEST}
        return
    source = html.unescape(text).translate(_QUOTES)
    source = _MERGE.sub("", _CELL.sub(r"{{ \1 }}", _PREFIX.sub(r"\1 ", source)))
    try:
        tree = BoundedEnvironment().parse(source)
    except (TemplateSyntaxError, RecursionError) as error:
        # A slip is told where it is rendered, with its place; here only what would hide behind one.
        if isinstance(error, RecursionError):
            yield messages.TOO_DEEP, {}
        elif found := _HIDDEN.search("".join(_tags(source))):
            yield _internal(found[0])
        return
    for node in tree.find_all(nodes.Node):
        yield from _node(node)


def _tags(source: str) -> Iterator[str]:
    at = source.find("{")
    while at >= 0:
        if _TAG.match(source, at):
            end = source.find("}", at)
            yield source[at : end if end >= 0 else len(source)]
            at = end if end >= 0 else len(source)
        at = source.find("{", at + 1)


def _node(node: nodes.Node) -> Iterator[_Refusal]:
    match node:
        case nodes.Getattr(attr=name) if name.startswith("_") or name in _INTERNAL:
            yield _internal(name)
        case nodes.Getitem() if _is_internal(_value(node.arg)):
            yield _internal(str(_value(node.arg)))
        case nodes.Name(name=name) if name.startswith("__") and name.strip("_"):  # `for _ in …` is nothing
            yield _internal(name)
        case nodes.Const(value=str(text)) if _HIDDEN.search(text):
            yield _internal(text)
        case nodes.Include() | nodes.Extends() | nodes.Import() | nodes.FromImport():
            yield messages.OTHER_FILE, {"statement": type(node).__name__.lower()}
        case nodes.Filter():
            yield from _filter(node)
        case nodes.Call():
            yield from _call(node)
        case nodes.Add() | nodes.Concat() | nodes.Mul() | nodes.Pow() | nodes.Mod():
            yield from _operation(node)


def _internal(name: str) -> _Refusal:
    return messages.INTERNAL, {"name": name[:60]}


def _is_internal(value: Any) -> bool:
    return isinstance(value, str) and (value.startswith("_") or value in _INTERNAL)


def _filter(node: nodes.Filter) -> Iterator[_Refusal]:
    values = [_value(item) for item in (*node.args, *(keyword.value for keyword in node.kwargs))]
    for value in values:
        if node.name in _BY_ATTRIBUTE and isinstance(value, str) and (_PATH.search(value) or value in _INTERNAL):
            yield _internal(value)
        if node.name in _WIDE and isinstance(value, int) and value > 10_000:
            yield messages.WIDE_FILTER, {"name": node.name, "value": value}
    pattern = _value(node.node) if node.node else _UNKNOWN
    if node.name == "format" and isinstance(pattern, str):
        yield from _exploding(lambda: check_pattern(pattern))
    if node.name == "join" and isinstance(pattern, list) and _HIDDEN.search("".join(map(str, pattern))):
        yield _internal("".join(map(str, pattern)))


def _call(node: nodes.Call) -> Iterator[_Refusal]:
    values = [_value(item) for item in (*node.args, *(keyword.value for keyword in node.kwargs))]
    match node.node:
        case nodes.Name(name="range") if values and all(isinstance(value, int) for value in values):
            try:
                rounds = len(range(*values))
            except OverflowError:
                rounds = ROUNDS + 1
            except (TypeError, ValueError):
                return  # wrong, but not endless: told where it is rendered
            if rounds > ROUNDS:
                yield messages.LONG_RANGE, {"count": ROUNDS}
        case nodes.Name(name="lipsum") if any(isinstance(value, int) and value > 10_000 for value in values):
            yield messages.WIDE_CALL, {"name": "lipsum"}
        case nodes.Getattr(attr="format" | "format_map") as method:
            pattern = _value(method.node)
            if isinstance(pattern, str):
                if re.search(r"[.\[]_|\{_", pattern):
                    yield _internal(pattern)
                yield from _exploding(lambda: check_fields(pattern))
        case nodes.Getattr(attr="center" | "ljust" | "rjust" | "zfill" | "expandtabs") as method:
            if any(isinstance(value, int) and value > 10_000 for value in values):
                yield messages.WIDE_CALL, {"name": method.attr}


def _operation(node: nodes.BinExpr | nodes.Concat) -> Iterator[_Refusal]:
    operator = _OPERATORS.get(type(node))
    if operator and isinstance(node, nodes.BinExpr):
        left, right = _value(node.left), _value(node.right)
        if operator == "**" and isinstance(right, int) and left is _UNKNOWN:
            left = 2  # whatever it is
        if left is not _UNKNOWN and right is not _UNKNOWN:
            yield from _exploding(lambda: check_operation(operator, left, right))
    made = _value(node)
    if isinstance(made, str) and _HIDDEN.search(made):
        yield _internal(made)


def _exploding(check: Any) -> Iterator[_Refusal]:
    try:
        check()
    except OverflowError as error:
        yield messages.EXPLODING, {"reason": error}
    except TypeError:
        return  # told where it is rendered


def _value(node: nodes.Node | None) -> Any:
    """What a constant expression comes to; _UNKNOWN for anything else, and for what would explode."""
    match node:
        case nodes.Const():
            return node.value
        case nodes.TemplateData():
            return node.data
        case nodes.List() | nodes.Tuple():
            items = [_value(item) for item in node.items]
            return _UNKNOWN if any(item is _UNKNOWN for item in items) else items
        case nodes.Neg():
            value = _value(node.node)
            return -value if isinstance(value, int | float) else _UNKNOWN
        case nodes.Concat():
            pieces = [_value(item) for item in node.nodes]
            return _UNKNOWN if any(piece is _UNKNOWN for piece in pieces) else "".join(map(str, pieces))
        case nodes.Add() | nodes.Sub() | nodes.Mul() | nodes.Pow():
            return _computed(node, _value(node.left), _value(node.right))
    return _UNKNOWN


def _computed(node: nodes.BinExpr, left: Any, right: Any) -> Any:
    if left is _UNKNOWN or right is _UNKNOWN:
        return _UNKNOWN
    try:
        match node:
            case nodes.Add():
                return left + right
            case nodes.Sub():
                return left - right
            case nodes.Mul():
                check_operation("*", left, right)
                return left * right
        check_operation("**", left, right)
        return left**right
    except (TypeError, ArithmeticError):
        return _UNKNOWN
