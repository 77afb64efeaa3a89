"""A stranger's package with a kind of its own, made from docs/new-kind.md, found by Python's own metadata."""

from __future__ import annotations

import re
import zipfile
from importlib.metadata import entry_points
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from docgen.app import build as pipeline
from docgen.cli import main
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError
from docgen.extension import GROUP, Extensions

GUIDE = (Path(__file__).parents[2] / "docs" / "new-kind.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"包里的文件 `([^`]+)`：\n\n```\w+\n(.*?)```", GUIDE, re.DOTALL))
PAPER = """\
文种: 报价单
标题: 网络设备报价单
货品:
  - {名称: 交换机, 数量: 12, 单价: 4800}
  - {名称: 光模块, 数量: 96, 单价: 320}
"""


def install(folder: Path) -> None:
    """What pip does with a wheel of pure Python: the files, and beside them the metadata with the entry points."""
    for name, text in FILES.items():
        if name != "pyproject.toml":
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    metadata = folder / "quotation_papers-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: quotation-papers\nVersion: 1.0\n", encoding="utf-8"
    )
    group, line = re.findall(r'entry-points\."([^"]+)"\]\n(.*)', FILES["pyproject.toml"])[0]
    (metadata / "entry_points.txt").write_text(f"[{group}]\n{line.replace(chr(34), '')}\n", encoding="utf-8")


@pytest.fixture
def installed(tmp_path: Path, workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace in which the package is installed."""
    site = tmp_path / "site"
    site.mkdir()
    install(site)
    monkeypatch.syspath_prepend(site)
    monkeypatch.chdir(workspace.root)
    for name in [name for name in __import__("sys").modules if name.startswith("quotation_papers")]:
        monkeypatch.delitem(__import__("sys").modules, name)
    return workspace


def paper(workspace: Workspace, text: str = PAPER) -> Path:
    path = workspace.content / "quotation" / "设备.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(main, list(words))


def test_pythons_metadata_names_both_extensions(installed: Workspace) -> None:
    assert {entry.name for entry in entry_points(group=GROUP)} >= {"pay", "quotation"}
    assert Extensions().get("quotation").name == "quotation"


def test_a_paper_of_the_packages_kind_is_built_with_its_filter_and_function(installed: Workspace) -> None:
    made = run("build", str(paper(installed)), "--format", "docx,pdf")
    assert (made.exit_code, made.stderr) == (0, "")
    folder = installed.output / "quotation"
    assert {path.name for path in folder.iterdir()} == {"设备.docx", "设备.pdf"}
    with zipfile.ZipFile(folder / "设备.docx") as archive:
        text = re.sub(r"<[^>]+>", "", archive.read("word/document.xml").decode())
    assert "合计 8.83 万元。" in text
    assert "每件 4,800.00 元" in text


def test_the_kind_is_listed_and_its_example_begun_with(installed: Workspace) -> None:
    assert "报价单\tquotation" in run("kinds").output
    assert run("new", "报价单", "一号").exit_code == 0
    assert (installed.content / "quotation" / "一号.yaml").read_text(encoding="utf-8") == FILES[
        "quotation_papers/kinds/quotation/example.yaml"
    ]


def test_problems_that_a_function_and_a_rule_report_stand_at_their_lines(installed: Workspace) -> None:
    path = paper(installed, PAPER.replace("数量: 96", "数量: 0") + "说明: 其余面议\n")
    said = run("check", str(path), "--quick").stderr
    assert "content/quotation/设备.yaml:5:19: X902 “光模块”的数量是零" in said
    assert "content/quotation/设备.yaml:6:7: X901 价格写的是“面议”" in said


def test_the_rule_is_chosen_and_silenced_like_any_other(installed: Workspace) -> None:
    path = paper(installed, PAPER + "说明: 其余面议 # docgen: ignore X901 询价阶段\n")
    assert "X901" not in run("check", str(path), "--quick").stderr
    path = paper(installed, PAPER + "说明: 其余面议\n")
    assert "X901" not in run("check", str(path), "--quick", "--ignore", "X901").stderr
    assert "X901" in run("check", str(path), "--quick", "--select", "vague-price").stderr


def test_the_command_stands_beside_docgens_own(installed: Workspace) -> None:
    assert "quotations" in run("--help").output
    assert run("quotations", "--help").output.startswith("用法: ")


def test_its_codes_are_explained(installed: Workspace) -> None:
    assert "多半是漏填" in run("explain", "X902").output
    assert "报价单里的价格要写定" in run("explain", "vague-price").output


def test_a_kind_of_the_same_name_in_the_workspace_goes_first(installed: Workspace) -> None:
    own = installed.templates / "quotation"
    own.mkdir()
    for name in ("kind.yaml", "schema.yaml", "body.html"):
        text = FILES[f"quotation_papers/kinds/quotation/{name}"]
        (own / name).write_text(
            text.replace("货品、数量", "本单位的货品").replace('priced("/goods") | wan', "1"), encoding="utf-8"
        )
    found = pipeline.load_kind(Workspace(installed.root), "报价单")
    assert (found.folder, found.extensions) == (own, ())


def test_another_kinds_paper_loads_no_extension(workspace: Workspace) -> None:
    pipeline.load_kind(workspace, "speech")
    assert workspace.extensions._loaded == {}


def test_an_extension_that_is_missing_or_broken_is_a_problem_of_the_kind(installed: Workspace, tmp_path: Path) -> None:
    file = installed.templates / "speech" / "kind.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "extensions: [quotations]\n", encoding="utf-8")
    with pytest.raises(DocgenError) as caught:
        pipeline.load_kind(installed, "speech")
    assert [(problem.code, problem.location.file) for problem in caught.value.problems] == [
        ("T118", "templates/speech/kind.yaml")
    ]
    (tmp_path / "site" / "quotation_papers" / "__init__.py").write_text("import no_such_library\n", encoding="utf-8")
    with pytest.raises(DocgenError, match="T119"):
        Extensions().get("quotation")
    page = run("--help")
    assert (page.exit_code, "T119" in page.stderr, "build" in page.stdout) == (0, True, True)
