"""Where in a template rendering is, asked by what the template calls."""

from __future__ import annotations

from pathlib import Path

from jinja2 import DictLoader, Environment, FileSystemLoader

from docgen.template.rendered_line import rendered_line


def test_a_function_learns_the_line_of_the_template_that_calls_it() -> None:
    places: list[object] = []
    environment = Environment()
    environment.globals["note"] = lambda: places.append(rendered_line()) or ""
    environment.from_string("一\n{% for _ in 'ab' %}\n{{ note() }}{% endfor %}\n\n{{ note() }}").render()
    assert places == [("<template>", 3), ("<template>", 3), ("<template>", 5)]


def test_an_included_file_is_named_and_a_macro_has_its_own_line(tmp_path: Path) -> None:
    (tmp_path / "部分.html").write_text("{% macro m() %}\n\n{{ who|note }}{% endmacro %}\n{{ m() }}", encoding="utf-8")
    (tmp_path / "body.html").write_text("\n{% include '部分.html' %}\n\n\n{{ who|note }}", encoding="utf-8")
    places: list[object] = []
    environment = Environment(loader=FileSystemLoader(tmp_path))
    environment.filters["note"] = lambda value: places.append((value, rendered_line()))
    environment.get_template("body.html").render(who="x")
    assert places == [("x", (str(tmp_path / "部分.html"), 3)), ("x", (str(tmp_path / "body.html"), 5))]


def test_outside_a_template_there_is_no_line() -> None:
    environment = Environment(loader=DictLoader({"a": "{{ 1 }}"}))
    assert environment.get_template("a").render() == "1"
    assert rendered_line() is None
