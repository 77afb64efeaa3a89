"""A template prints chance, the hour, the place, or in the places that the workflow fills something that nobody approved."""

from __future__ import annotations

from pathlib import Path

import pytest

from chance_package import installed
from closure_samples import codes, retouch
from docgen.app.second_process import check_same_elsewhere
from docgen.app.snapshot import Snapshot
from docgen.approval.desk import operations, policies
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from issuing_samples import BODY, KIND, Office

ROUTE_OF_ONE = KIND[: KIND.index("route:")] + "route:\n  - {step: sign, name: 签发, by: [签发], sign: true}\n"


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def with_body(office: Office, body: str, kind: str = ROUTE_OF_ONE) -> Path:
    """A notice whose kind has this text behind its own body, confirmed by an administrator who did not look closely."""
    folder = office.workspace.templates / "notice"
    (folder / "body.html").write_text(BODY + body, encoding="utf-8")
    (folder / "kind.yaml").write_text(kind, encoding="utf-8")
    policies.confirm(office.desk, office.keys["he"])
    return office.write()


@pytest.mark.parametrize(
    "expression",
    [
        "{{ range }}",
        "{{ [range] }}",
        "{{ {1: ref} }}",
        '{{ "x".upper }}',
        "{{ cycler(1) }}",
        "{{ [1, 2] | map('string') }}",
        "{{ lipsum() }}",
        "{{ [1500, 9500] | random }}",
    ],
)
def test_a_template_cannot_print_a_thing_of_the_program_or_draw_lots(office: Office, expression: str) -> None:
    path = with_body(office, f"<p>{expression}</p>")
    with pytest.raises(DocgenError) as error:
        operations.submit(office.desk, path, office.keys["lin"])
    assert codes(error) <= {"T100", "T102", "T104"}
    assert "Traceback" not in str(error.value)


@pytest.mark.parametrize(
    "expression",
    ['{{ (range ~ "")[-9:-1] }}', '{{ "%s" % ref }}', '{{ [blank] | join("") | length }}{{ (blank ~ "")[-8:] }}'],
)
def test_an_address_in_memory_is_another_in_another_process(office: Office, expression: str) -> None:
    path = with_body(office, f"<p>{expression}</p>")
    with pytest.raises(DocgenError) as error:
        operations.submit(office.desk, path, office.keys["lin"])
    assert codes(error) == {"B161"}
    assert operations.submitting.places(office.desk.ledger()) == {}


@pytest.mark.parametrize("function", ["order", "hour", "place", "hashed", "user"])
def test_what_an_extension_takes_from_seed_clock_place_and_environment_is_noticed(
    office: Office, monkeypatch: pytest.MonkeyPatch, function: str
) -> None:
    monkeypatch.setenv("DOCGEN_AMOUNT", "9500")
    path = with_body(office, f"<p>{{{{ {function}() }}}}</p>", ROUTE_OF_ONE + "extensions: [chance]\n")
    workspace = Workspace(office.workspace.root, installed())
    with pytest.raises(DocgenError) as error:
        check_same_elsewhere(Snapshot(workspace, path))
    assert codes(error) == {"B161"}


def test_a_template_without_chance_is_the_same_everywhere(office: Office) -> None:
    check_same_elsewhere(Snapshot(office.workspace, office.write()))


@pytest.mark.parametrize(
    "body",
    [
        '<p>{{ version | replace("V", "风险抵押金 20000 元，离职不退 ") }}</p>',
        "{% if number %}<p>风险抵押金 20000 元，离职不退。</p>{% endif %}",
        "<p>{{ '风险抵押金 20000 元' if version else '' }}</p>",
        '<p>编号{{ "%s" % number }}</p>',
    ],
)
def test_places_that_the_workflow_fills_print_nothing_else(office: Office, body: str) -> None:
    path = with_body(office, body)
    with pytest.raises(DocgenError) as error:
        operations.submit(office.desk, path, office.keys["lin"])
    assert codes(error) == {"A353"}


def test_a_clause_that_comes_with_version_1_alone_is_not_issued(office: Office) -> None:
    path = with_body(office, '{% if version == "V1.0" %}<p>风险抵押金 20000 元，离职不退。</p>{% endif %}')
    operations.submit(office.desk, path, office.keys["lin"])
    office.approve_all(path)
    with pytest.raises(DocgenError) as error:
        office.issue(path)
    assert codes(error) == {"A353"}
    assert not list((office.workspace.root / "issued").rglob("*.pdf"))


def test_a_line_of_the_word_template_that_comes_with_version_1_alone_is_not_issued(office: Office) -> None:
    template = office.workspace.templates / "word" / "sheet" / "template.docx"
    retouch(template, "版本：", "{% if version == 'V1.0' %}风险抵押金 20000 元{% endif %}版本：")
    path = with_body(office, "")
    operations.submit(office.desk, path, office.keys["lin"])
    office.approve_all(path)
    with pytest.raises(DocgenError) as error:
        office.issue(path)
    assert codes(error) == {"A539"}
