"""After the last signature somebody changes what the paper is made from: it is stopped, or changes no mark and no duty."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont

from closure_samples import BODY, FILES, PAPER, SVG, codes, one_of_everything, picture, retouch
from docgen.approval.desk import closure, operations, policies
from docgen.approval.desk.kept_files import KeptFiles
from docgen.approval.issue.issue import Issuance
from docgen.errors import DocgenError
from docgen.fonts.font_set import FontSet
from docgen.pdf.page_pictures import page_texts, picture_digests
from issuing_samples import PASSPHRASE, Office

DUTIES = ("version", "number", "issued_on", "digest", "effective_date", "democratic_procedure", "pages", "decisions")
NAME = "content/notices/pay.yaml"


def marks_and_duties(made: Issuance) -> tuple[list[str], list[str], dict[str, Any]]:
    """What the issued PDF shows and says on each page, and what the record holds the office to."""
    pdf = next(file for file in made.files if file.suffix == ".pdf").read_bytes()
    return picture_digests(pdf), page_texts(pdf), {name: made.event.payload[name] for name in DUTIES}


@pytest.fixture(scope="module")
def approved(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """Everybody has signed; nothing is issued."""
    office, path = one_of_everything(tmp_path_factory.mktemp("approved"))
    operations.submit(office.desk, path, office.keys["lin"])
    office.approve_all(path)
    office.desk.record.close()
    return office


@pytest.fixture(scope="module")
def untouched(
    approved: Office, tmp_path_factory: pytest.TempPathFactory
) -> tuple[list[str], list[str], dict[str, Any]]:
    folder = tmp_path_factory.mktemp("untouched")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DOCGEN_KEYS", str(folder))
        twin = approved.copy(folder)
        return marks_and_duties(twin.issue(twin.workspace.root / NAME))


@pytest.fixture
def office(approved: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    """The same office, to be attacked, by people whose keys have seen no other record."""
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path))
    return approved.copy(tmp_path)


def issued(office: Office) -> Issuance:
    return office.issue(office.workspace.root / NAME)


def submission(office: Office) -> closure.Closure:
    run = operations.known(office.desk, office.workspace.root / NAME).run
    assert run is not None
    assert run.submission is not None
    return closure.load(office.workspace, run.submission.closure, NAME)


# --- every input, one at a time ---

_OWN_WAY: dict[str, Callable[[Path], None]] = {
    "content/notices/_common.yaml": lambda file: (
        file.write_text("单位: 银河通信技术有限公司\n", encoding="utf-8") and None
    ),
    "templates/notice/body.html": lambda file: (
        file.write_text(BODY + "<p>押金 9500 元。</p>", encoding="utf-8") and None
    ),
    "content/notices/plan.png": lambda file: picture(file, 200),
    "templates/word/sheet/template.docx": lambda file: retouch(file, "编号", "定号"),
}


def change(file: Path, name: str) -> None:
    """The most natural attack on a file: another number in it."""
    if name in _OWN_WAY:
        _OWN_WAY[name](file)
        return
    before = file.read_text(encoding="utf-8")
    for old, new in (
        ("1500", "9500"),
        ("democratic_procedure: true", "democratic_procedure: false"),
        ("[登记]", "[签发]"),
    ):
        if old in before:
            file.write_text(before.replace(old, new), encoding="utf-8")
            return
    file.write_text(before + "\n# 9500\n", encoding="utf-8")


def test_every_file_that_the_paper_is_made_from_is_in_its_list_and_a_change_of_it_is_stopped_or_changes_nothing(
    approved: Office,
    untouched: tuple[list[str], list[str], dict[str, Any]],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    listed = submission(approved.copy(tmp_path / "list")).files
    assert {*FILES, *_OWN_WAY, "content/organisation.yaml"} <= listed.keys()
    outcomes: dict[str, str] = {}
    for number, name in enumerate(listed):
        monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / str(number)))
        twin = approved.copy(tmp_path / str(number))
        change(twin.workspace.root / name, name)
        try:
            made = issued(twin)
        except DocgenError as error:
            outcomes[name] = error.problems[0].code
            assert not (twin.workspace.root / "issued").exists(), name
        else:
            assert marks_and_duties(made) == untouched, name
            outcomes[name] = "nothing"
        twin.desk.record.close()
    content = {name for name in listed if name.startswith("content/") and name != "content/organisation.yaml"}
    assert {name: outcomes[name] for name in content} == dict.fromkeys(content, "A533")
    policy = {name for name in listed if name.startswith(("templates/", "docgen.yaml"))}
    assert all(outcomes[name] in ("A341", "A533") for name in policy), outcomes
    assert outcomes["content/organisation.yaml"] == "nothing"  # roles count as confirmed, whatever the file says


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("content/notices/rates.yaml", "field: 9500\n"),
        ("content/plan.png", ""),
        ("templates/notice/common.html", "{% macro closing() %}押金 9500 元。{% endmacro %}"),
        ("templates/_shared/macros.html", "{% macro clause(text) %}押金 9500 元。{% endmacro %}"),
        ("templates/word/sheet/template.yaml", "roles: {body: Title}\n"),
        ("content/notices/rates/field.yaml", "field: 9500\n"),
    ],
)
def test_a_new_file_that_would_be_found_first_is_stopped_or_changes_nothing(
    office: Office, untouched: tuple[list[str], list[str], dict[str, Any]], name: str, text: str
) -> None:
    file = office.workspace.root / name
    file.parent.mkdir(parents=True, exist_ok=True)
    picture(file, 200) if name.endswith(".png") else file.write_text(text, encoding="utf-8")
    made = stopped = None
    try:
        made = issued(office)
    except DocgenError as error:
        stopped = error.problems[0].code
    assert stopped in ("A341", "A533") or (made is not None and marks_and_duties(made) == untouched)


def test_whatever_is_done_to_the_files_while_the_issue_runs_is_never_built(
    office: Office, untouched: tuple[list[str], list[str], dict[str, Any]]
) -> None:
    """The paper that is built asks the disk for nothing: with all of the workspace gone it is the same."""
    kept = submission(office)
    for folder in ("content", "templates"):
        shutil.rmtree(office.workspace.root / folder)
    snapshot = closure.handed_in(office.workspace, kept, NAME)
    from docgen.approval.desk.reading_copy import reading_copy

    assert reading_copy(snapshot).copy == kept.reading


# --- the machine ---

_PROGRAM = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from docgen.approval.desk.desk import Desk
from docgen.approval.issue.issue import issue
from docgen.content.workspace import Workspace
workspace = Workspace(Path(sys.argv[1]))
desk = Desk.open(workspace, clock=lambda: datetime(2026, 3, 2, 3, 0, tzinfo=UTC))
made = issue(desk, workspace.root / "content/notices/pay.yaml", desk.key("he", sys.argv[2], Path(sys.argv[3])))
print(made.folder)
"""


@pytest.mark.parametrize(
    "variables",
    [
        {"PYTHONHASHSEED": "1", "TZ": "America/Los_Angeles"},
        {"PYTHONHASHSEED": "99", "LC_ALL": "C", "LANG": "de_DE.UTF-8"},
        {"SOURCE_DATE_EPOCH": "0"},
        {"DOCGEN_FONTS": "", "HOME": "/nowhere"},
        {"FONTCONFIG_PATH": "/nowhere", "XDG_CONFIG_HOME": "/nowhere", "DOCGEN_JOBS": "4", "COLUMNS": "20"},
    ],
    ids=["hash seed, time zone", "hash seed, locale", "date of files", "fonts of the machine", "others"],
)
def test_variables_of_the_environment_stop_the_issue_or_change_nothing(
    office: Office, untouched: tuple[list[str], list[str], dict[str, Any]], variables: dict[str, str], tmp_path: Path
) -> None:
    office.desk.record.close()
    private = tmp_path / "keys of one record"
    shutil.copytree(office.folder, private, ignore=shutil.ignore_patterns("*.head.json"))
    done = subprocess.run(
        [sys.executable, "-c", _PROGRAM, office.workspace.root, PASSPHRASE, private],
        env={**os.environ, **variables}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0 or "A538" in done.stderr, done.stderr
    folder = office.workspace.root / "issued"
    if done.returncode == 0:
        pdf = next(folder.rglob("*.pdf")).read_bytes()
        assert (picture_digests(pdf)[0], page_texts(pdf)) == (untouched[0][0], untouched[1])
        manifest = json.loads(next(folder.rglob("manifest.json")).read_bytes())
        assert {name: manifest[name] for name in ("version", "number", "issued_on", "digest")} == {
            name: untouched[2][name] for name in ("version", "number", "issued_on", "digest")
        }
    else:
        assert not list(folder.rglob("*.pdf"))


def test_a_clock_set_forward_changes_no_date_of_the_paper(
    office: Office, untouched: tuple[list[str], list[str], dict[str, Any]]
) -> None:
    office.clock.now += timedelta(hours=20)
    assert marks_and_duties(issued(office)) == untouched


def forged_font(folder: Path) -> Path:
    """A font in which 1 looks like 9, under the name of one that papers are set in."""
    source = next(file for file in FontSet(None).files() if file.name == "LiberationSerif-Regular.ttf")
    font = TTFont(source)
    for table in font["cmap"].tables:
        table.cmap[ord("1")] = table.cmap.get(ord("9"), table.cmap.get(ord("1")))
    folder.mkdir(exist_ok=True)
    font.save(folder / source.name)
    return folder / source.name


def test_a_font_that_shows_9500_for_1500_stops_the_issue_even_with_an_administrator_who_confirms_it(
    office: Office,
) -> None:
    forged_font(office.workspace.fonts)
    with pytest.raises(DocgenError) as error:
        issued(office)
    assert codes(error) == {"A341"}
    policies.confirm(office.desk, office.keys["he"])
    with pytest.raises(DocgenError) as error:
        issued(office)
    assert codes(error) == {"A538"}
    assert "LiberationSerif-Regular.ttf" in str(error.value)


def test_pages_that_look_otherwise_are_read_and_signed_again_by_all_who_sign_the_whole(office: Office) -> None:
    path = office.workspace.root / NAME
    forged_font(office.workspace.fonts)
    policies.confirm(office.desk, office.keys["he"])
    operations.submit(office.desk, path, office.keys["lin"])
    state = operations.known(office.desk, path)
    assert [step.step.id for step in state.steps if step.passed] == []
    office.approve_all(path)
    assert issued(office).event.payload["version"] == "V1.0"


# --- what was kept ---


def test_kept_bytes_that_were_exchanged_are_not_built_from(office: Office) -> None:
    """The attacker rewrites the kept paper under its own name, and the paper itself."""
    kept = submission(office)
    store = KeptFiles(office.workspace)
    forged = PAPER.replace("1500", "9500")
    store.file(kept.files[NAME]).write_text(forged, encoding="utf-8")
    (office.workspace.root / NAME).write_text(forged, encoding="utf-8")
    with pytest.raises(DocgenError) as error:
        issued(office)
    assert codes(error) == {"A533"}
    (office.workspace.root / NAME).write_text(PAPER, encoding="utf-8")
    assert "1500" in "".join(marks_and_duties(issued(office))[1])  # the same file still stands in its place


def test_kept_bytes_that_are_gone_stop_the_issue(office: Office) -> None:
    shutil.rmtree(KeptFiles(office.workspace).folder)
    with pytest.raises(DocgenError) as error:
        issued(office)
    assert codes(error) == {"A351"}


def test_the_list_of_another_paper_does_not_pass_for_this_ones(office: Office) -> None:
    """The list is bound by its hash in the signed submission: one that is put in its place is not read."""
    kept, store = submission(office), KeptFiles(office.workspace)
    forged = json.loads(kept.content)
    forged["files"] = [entry for entry in forged["files"] if entry["name"] != "templates/notice/macros.html"]
    store.file(kept.digest).write_text(json.dumps(forged), encoding="utf-8")
    with pytest.raises(DocgenError) as error:
        issued(office)
    assert codes(error) == {"A351"}


# --- pictures ---


@pytest.mark.parametrize(
    "inside",
    [
        '<image href="plan.png" width="9" height="9"/>',
        '<image xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="../plan.png" width="9" height="9"/>',
        '<use href="other.svg#a"/>',
        '<style>@import "other.css";</style>',
        "<style>@font-face { font-family: a; src: url(a.ttf) }</style>",
        '<rect width="9" height="9" style="fill: url(other.svg#a)"/>',
        '<rect width="9" height="9" fill="url( \'file:///etc/passwd\' )"/>',
        '<g xml:base="http://example.com/"><use href="#a"/></g>',
        '<image href="data:image/svg+xml;base64,PHN2Zy8+" width="9" height="9"/>',
    ],
)
def test_an_svg_that_shows_another_file_is_refused(tmp_path: Path, inside: str) -> None:
    office, path = one_of_everything(tmp_path)
    (path.parent / "mark.svg").write_text(SVG.format("x").replace("</svg>", f"{inside}</svg>"), encoding="utf-8")
    with pytest.raises(DocgenError) as error:
        operations.submit(office.desk, path, office.keys["lin"])
    assert "P106" in codes(error)


def test_an_approver_reads_the_list(office: Office) -> None:
    lines = submission(office).lines()
    for name, digest in submission(office).files.items():
        assert any(name in line and digest in line for line in lines), name
    assert any("NotoSerifCJK-Regular" in line for line in lines)
    assert all(why for what, why in closure.NOT_BOUND if what)


def test_words_that_the_pdf_prints_beyond_its_edge_and_word_on_the_page_are_not_handed_in(tmp_path: Path) -> None:
    office, path = one_of_everything(tmp_path)
    clause = "\u00a0".join("总经理可以另行决定每月另发特别津贴九千五百元")
    text = f"请遵照执行。{chr(0xA0) * 120}{clause}"
    path.write_text(PAPER.replace("请遵照执行。", f"{text}。"), encoding="utf-8")
    with pytest.raises(DocgenError) as caught:
        operations.submit(office.desk, path, office.keys["lin"])
    assert codes(caught) == {"A344"}
    assert "九" in caught.value.problems[0].message
