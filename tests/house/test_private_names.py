"""Private names of libraries are used in pdf/patches alone, where each is declared with the version that it fits."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path

SOURCE = Path(__file__).parents[2] / "src" / "docgen"

# What stands elsewhere, with the module where it does ("" for any), and why. What is used no more leaves the list.
ALLOWED = {
    ("", "_Element"): "lxml gives the type of an element no other name; it stands in annotations",
    ("", "_exit"): "documented by Python under this name: ends a child without what its parent had registered",
    ("", "_undefined_obj"): "documented by Jinja, for classes derived from Undefined",
    ("", "_undefined_name"): "documented by Jinja, for classes derived from Undefined",
    ("", "_undefined_hint"): "documented by Jinja, for classes derived from Undefined",
    ("", "_undefined_exception"): "documented by Jinja, for classes derived from Undefined",
    ("template/rendered_line.py", "__jinja_template__"): "Jinja says it nowhere else; jinja2 is capped, the use tested",
}


def is_private(name: str) -> bool:
    if name.startswith("__") and name.endswith("__"):
        return name.startswith("__jinja")
    return name.startswith("_") and name != "_"


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def modules() -> list[Path]:
    return [
        path
        for path in sorted(SOURCE.rglob("*.py"))
        if path.relative_to(SOURCE).parts[:2] != ("pdf", "patches") and "starter" not in path.parts
    ]


@cache
def defined(path: Path) -> frozenset[str]:
    """The private names that a module gives: functions, classes, variables, and attributes of what it makes."""
    names: set[str] = set()
    for node in ast.walk(tree(path)):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                names.add(name)
            case ast.Name(id=name, ctx=ast.Store()) | ast.Attribute(ast.Name("self"), name, ast.Store()):
                names.add(name)
    return frozenset(filter(is_private, names))


def own(path: Path) -> set[str]:
    """The private names that a module may use: its own, and those of the modules of docgen that it imports."""
    names = set(defined(path))
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.ImportFrom) and str(node.module).startswith("docgen"):
            for module in (node.module, *(f"{node.module}.{alias.name}" for alias in node.names)):
                file = SOURCE.parent.joinpath(*str(module).split("."))
                for found in (file.with_suffix(".py"), file / "__init__.py"):
                    names |= defined(found) if found.is_file() else frozenset()
    return names


def used(path: Path) -> Iterator[str]:
    """The private names that a module takes from an object or a module, also by a string."""
    for node in ast.walk(tree(path)):
        match node:
            case ast.Attribute(attr=name):
                yield name
            case ast.ImportFrom(module=module, names=names):
                yield from (*str(module).split("."), *(alias.name for alias in names))
            case ast.Import(names=names):
                yield from (step for alias in names for step in alias.name.split("."))
            case ast.Call(ast.Name("getattr" | "setattr" | "hasattr" | "delattr"), [_, ast.Constant(str(name)), *_]):
                yield name
            case ast.Constant(str(name)) if name.startswith("__jinja"):  # a name of Jinja's in the frames of its code
                yield name


def taken() -> set[tuple[str, str]]:
    """(module, name) of every private name that is not docgen's."""
    return {
        (path.relative_to(SOURCE).as_posix(), name)
        for path in modules()
        for name in set(used(path)) - own(path)
        if is_private(name)
    }


def test_private_names_of_libraries_are_used_in_the_patches_alone() -> None:
    assert {use for use in taken() if use not in ALLOWED and ("", use[1]) not in ALLOWED} == set()


def test_the_list_of_private_names_holds_nothing_that_is_not_used() -> None:
    found = taken()
    assert {use for use in ALLOWED if use not in found and use[1] not in {name for _, name in found}} == set()


def test_no_class_replaces_a_private_function_of_a_library() -> None:
    replaced = set()
    for path in modules():
        if "migrations" not in path.parts:  # those are run by alembic
            module = import_module(".".join(("docgen", *path.relative_to(SOURCE).with_suffix("").parts)))
            for item in vars(module).values():
                if inspect.isclass(item) and item.__module__ == module.__name__:
                    replaced |= {f"{module.__name__}.{item.__name__}.{name}" for name in foreign(item)}
    assert replaced == set()


def foreign(item: type) -> set[str]:
    """The private functions of a class that a library's class above it has too."""
    libraries = [
        base for base in item.__mro__ if base.__module__.split(".")[0] not in {"docgen", *sys.stdlib_module_names}
    ]
    return {
        name
        for name, value in vars(item).items()
        if is_private(name) and callable(value) and any(name in vars(base) for base in libraries)
    }
