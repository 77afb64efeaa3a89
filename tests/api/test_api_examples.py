"""docs/api.md: its examples, run in order in an empty folder; what they print is what the page says."""

from __future__ import annotations

import doctest
import re
import subprocess
import sys
from pathlib import Path

import pytest
from docx import Document

PAGE = Path(__file__).parents[2] / "docs" / "api.md"


def test_every_example_of_the_page_gives_what_the_page_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "keys"))
    form = Document()
    form.add_paragraph("{{ 姓名 }}：请于下周一到{{ 岗位 }}岗位报到。")
    form.save("notice.docx")
    blocks = re.findall(r"```pycon\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) > 8
    parser, runner = doctest.DocTestParser(), doctest.DocTestRunner(verbose=False)
    names: dict[str, object] = {}
    said: list[str] = []
    for number, block in enumerate(blocks):
        test = parser.get_doctest(block, names, f"block {number}", str(PAGE), 0)
        runner.run(test, out=said.append, clear_globs=False)
        names.update(test.globs)
    assert not said, "".join(said)


def test_importing_docgen_loads_none_of_its_libraries() -> None:
    code = (
        "import sys, docgen; docgen.__version__; dir(docgen);"
        "print([name for name in ('weasyprint', 'jinja2', 'lxml', 'yaml', 'click', 'docxtpl', 'sqlalchemy', 'PIL') if name in sys.modules])"
    )
    made = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert made.stdout == "[]\n"


def test_every_public_name_is_there_and_has_a_docstring() -> None:
    import docgen

    for name in docgen.__all__:
        found = getattr(docgen, name)
        assert name == "__version__" or found.__doc__, name
    with pytest.raises(AttributeError):
        docgen.no_such_name  # noqa: B018
