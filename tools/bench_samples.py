"""Measure five sample documents, one of each kind, from YAML to Word and PDF, beside docxtpl + LibreOffice on equal content.

The peer gets the document's headings, paragraphs, lists and tables as YAML and fills one template that loops over
them with docxtpl; LibreOffice makes the PDF. It numbers nothing and has no table of contents. Both are
programs of their own, from the start of Python to the last file. `rows()` gives the lines for tools/bench.py.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import Row, clock, table  # noqa: E402

KINDS = ("方案建议书", "投标文件", "岗位职责手册", "岗位说明书", "薪酬制度")
PEER = """\
import subprocess, sys, yaml
from docxtpl import DocxTemplate
from jinja2 import Environment
template, data, out, profile = sys.argv[1:]
with open(data, encoding="utf-8") as file:
    content = yaml.load(file, Loader=yaml.CSafeLoader)
document = DocxTemplate(template)
document.render(content, jinja_env=Environment(autoescape=True), autoescape=True)
document.save(f"{out}/peer.docx")
subprocess.run(["soffice", f"-env:UserInstallation=file://{profile}", "--headless", "--convert-to", "pdf", "--outdir", out, f"{out}/peer.docx"],
               check=True, capture_output=True)
"""


def rows() -> list[Row]:
    from docgen.app import build as pipeline
    from docgen.content.load import load_document
    from docgen.content.workspace import Workspace

    own = Workspace(ROOT)
    first: dict[str, Path] = {}
    for path in own.documents():
        kind = pipeline.load_kind(own, load_document(path, own).kind_name)
        first.setdefault(kind.title, path)
    with tempfile.TemporaryDirectory(prefix="docgen-samples-") as name:
        folder = Path(name)
        _template().save(str(folder / "template.docx"))
        return [_row(own, first[kind], folder) for kind in KINDS if kind in first]


def _row(own, path: Path, folder: Path) -> Row:  # type: ignore[no-untyped-def]
    import yaml

    from bench_text import records
    from docgen.app import build as pipeline

    result = pipeline.build(own, path, ("docx", "pdf"))
    assert result.outputs, result.problems
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    command = [
        sys.executable,
        "-c",
        "from docgen.cli import main; main()",
        "build",
        path,
        "--out",
        folder / "out",
        "--jobs",
        "1",
    ]
    seconds = clock(lambda: subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True), 2)
    work = f"`{own.relative(path)}`, {result.pages} pages: YAML → Word + PDF, page map counted, start of the program counted"
    if not shutil.which("soffice"):
        return Row(work, f"{seconds:.1f} s", "LibreOffice is not installed: not compared", goal="reported")
    (folder / "data.yaml").write_text(
        yaml.safe_dump({"blocks": records(result.document)}, allow_unicode=True), encoding="utf-8"
    )
    peer_command = [
        sys.executable,
        "-c",
        PEER,
        folder / "template.docx",
        folder / "data.yaml",
        folder,
        folder / "profile",
    ]
    peer = clock(lambda: subprocess.run(peer_command, check=True, capture_output=True), 2)
    return Row(
        work,
        f"{seconds:.1f} s",
        f"docxtpl 0.20.2 + LibreOffice, no numbers, no contents: {peer:.1f} s",
        f"{seconds / peer:.2f} ×",
        "reported",
    )


def _template():  # type: ignore[no-untyped-def]
    """The peer's template: a loop over the blocks, a heading, paragraph or table for each."""
    import docx

    document = docx.Document()
    document.add_paragraph("{%p for b in blocks %}")
    for number in range(1, 7):
        document.add_paragraph(f"{{%p if b.kind == 'h{number}' %}}")
        document.add_heading("{{ b.text }}", number)
        document.add_paragraph("{%p endif %}")
    for kind, style in (("p", "Body Text"), ("item", "List Number")):
        document.add_paragraph(f"{{%p if b.kind == '{kind}' %}}")
        document.add_paragraph("{{ b.text }}", style=style)
        document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p if b.kind == 'table' %}")
    grid = document.add_table(rows=3, cols=3, style="Table Grid")
    grid.rows[0].cells[0].text = "{%tr for row in b.rows %}"
    for cell, text in zip(grid.rows[1].cells, ("{%tc for c in row %}", "{{ c }}", "{%tc endfor %}"), strict=True):
        cell.text = text
    grid.rows[2].cells[0].text = "{%tr endfor %}"
    document.add_paragraph("{%p endif %}")
    document.add_paragraph("{%p endfor %}")
    return document


if __name__ == "__main__":
    print(table(rows()))
