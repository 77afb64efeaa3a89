"""Kinds: folders with a kind.yaml, called by folder or Chinese name."""

from __future__ import annotations

from pathlib import Path

import pytest

from compose_samples import KIND, composed, make_workspace, read_yaml
from docgen.errors import DocgenError, Location, Problem
from docgen.kinds.finding import find_kinds, load_kind
from docgen.kinds.kind import Kind


def load(root: Path, name: str, kind: str = KIND) -> Kind:
    workspace = make_workspace(root, files={"templates/memo/kind.yaml": kind})
    return load_kind(workspace, name, lambda path: read_yaml(workspace, path))


def problem_of(root: Path, name: str, kind: str = KIND) -> Problem:
    with pytest.raises(DocgenError) as caught:
        load(root, name, kind)
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize("name", ["memo", "备忘"])
def test_a_kind_goes_by_its_folder_and_by_its_chinese_name(tmp_path: Path, name: str) -> None:
    kind = load(tmp_path, name)
    assert (kind.name, kind.title, kind.template, kind.scheme, kind.toc) == ("memo", "备忘", "sheet", "decimal", 0)
    assert kind.fields == {"title": "{{ title }}"}
    assert kind.schema.root["required"] == ["kind", "title"]


def test_an_unknown_kind_has_no_place_and_names_the_nearest(tmp_path: Path) -> None:
    problem = problem_of(tmp_path, "备忘录")
    assert (problem.code, problem.location.file, problem.hint) == ("T101", "", "是不是“备忘”？")


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        ("numbering: decimal", "numbering: decimel", "decimel"),
        ("template: sheet", "template: paper", "paper"),
        ("title: 备忘\n", "", "title"),
        ("template: sheet", "shel: sheet", "shel"),
        ("template: sheet", "template: sheet\ntoc: 9", "toc"),
        ("template: sheet", "template: sheet\nslots: 5", "slots"),
        ("template: sheet", "template: sheet\nscopes: {报价: [[a]]}", "scopes"),
        ('fields:\n  title: "{{ title }}"', "fields: [a]", "fields"),
    ],
)
def test_a_fault_in_kind_yaml_is_named(tmp_path: Path, before: str, after: str, word: str) -> None:
    with pytest.raises(DocgenError) as caught:
        load(tmp_path, "memo", KIND.replace(before, after))
    problem = next(problem for problem in caught.value.problems if word in problem.message)
    assert (problem.code, problem.location.file) == ("T105", "templates/memo/kind.yaml")
    assert problem.hint


def test_a_schema_that_is_none_is_refused_at_its_file(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, files={"templates/memo/schema.yaml": "type: objekt\n"})
    with pytest.raises(DocgenError) as caught:
        load_kind(workspace, "memo", lambda path: read_yaml(workspace, path))
    (problem,) = caught.value.problems
    assert (problem.code, problem.location.file) == ("T105", "templates/memo/schema.yaml")
    assert "objekt" in problem.message


def test_all_kinds_are_found_without_templates_and_shared_parts(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, files={"templates/_shared/part.html": "x"})
    assert [kind.name for kind in find_kinds(workspace, lambda path: read_yaml(workspace, path))] == ["memo"]


def test_another_kinds_fault_does_not_stop_this_one(tmp_path: Path) -> None:
    workspace = make_workspace(tmp_path, files={"templates/broken/kind.yaml": "title: [\n"})

    def read(path: Path) -> dict[str, object]:
        if path.parent.name == "broken":
            raise DocgenError(Problem(Location("templates/broken/kind.yaml", 1, 8), "C101", "括号没有闭合"))
        return read_yaml(workspace, path)

    assert load_kind(workspace, "备忘", read).name == "memo"


def test_fields_are_plain_text_of_the_content(tmp_path: Path) -> None:
    files = {
        "templates/memo/kind.yaml": KIND
        + '  date: "{{ date | date_cn }}"\n  subtitle: "{{ text }}"\n  client: "{{ person.name }}"\n'
    }
    document = composed(tmp_path, "<p>x</p>", 'date: "2026-03-01"\ntext: "R&D <b> &lt;"', files).document
    assert document is not None
    assert document.fields == {
        "kind_title": "备忘",
        "title": "题目",
        "date": "2026年3月1日",
        "subtitle": "R&D <b> &lt;",
        "client": "",
    }
    assert (document.title, document.kind, document.scheme) == ("题目", "memo", "decimal")


@pytest.mark.parametrize("text", ["{{ nosuch }}", "{{ title | moeny }}", "{{ title ", "{{ 1 / 0 }}", "{{ title.x.y }}"])
def test_a_fault_in_a_field_stands_at_its_line_of_kind_yaml(tmp_path: Path, text: str) -> None:
    files = {"templates/memo/kind.yaml": f'{KIND}  subtitle: "{text}"\n'}
    said = composed(tmp_path, "<p>x</p>", files=files).said
    assert said
    assert {entry.split(" ")[0] for entry in said} == {"templates/memo/kind.yaml:7"}
