"""Measure form templates: a thousand letters from one template, beside docxtpl and docxtemplater on equal templates.

`rows()` gives the lines for tools/bench.py.
"""

from __future__ import annotations

import io
import json
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import Row, clock, table, wall  # noqa: E402

COUNT = 1000
TASKS = [
    "负责大客户的日常维护与拜访，做好记录",
    "编制季度销售计划并组织实施",
    "跟进合同回款，每月对账一次",
    "收集市场信息，提交分析报告",
]
PEERS = Path("build/peers")
DOCXTEMPLATER = """\
const fs = require("fs"), PizZip = require("pizzip"), Docxtemplater = require("docxtemplater");
const template = fs.readFileSync(process.argv[2]), records = JSON.parse(fs.readFileSync(process.argv[3], "utf8")), out = process.argv[4];
const make = (record) => {
  const document = new Docxtemplater(new PizZip(template), {paragraphLoop: true, linebreaks: true});
  document.render(record);
  return document.getZip().generate({type: "nodebuffer", compression: "DEFLATE"});
};
make(records[0]);
const start = process.hrtime.bigint(), before = process.cpuUsage();
records.forEach((record, index) => fs.writeFileSync(`${out}/${index}.docx`, make(record)));
const spent = process.cpuUsage(before);
console.log(Math.min(Number(process.hrtime.bigint() - start) / 1e9, (spent.user + spent.system) / 1e6));
"""


def form(*, mustache: bool = False) -> bytes:
    """A job description as a form: fields, a list, a table of tasks, header and footer; with docxtemplater's tags if `mustache`."""
    import docx

    field = (lambda name: "{" + name.split(".")[-1] + "}") if mustache else (lambda name: "{{ " + name + " }}")
    opening = (
        (lambda tag, item, items: "{#" + items + "}")
        if mustache
        else (lambda tag, item, items: f"{{%{tag} for {item} in {items} %}}")
    )
    closing = (lambda tag, items: "{/" + items + "}") if mustache else (lambda tag, items: f"{{%{tag} endfor %}}")
    document = docx.Document()
    section = document.sections[0]
    section.header.paragraphs[0].text = f"{field('company')}　编号 {field('no')}"
    section.footer.paragraphs[0].text = field("dept")
    document.add_heading(field("title"), 0)
    grid = document.add_table(rows=1, cols=4, style="Table Grid")
    for cell, text in zip(grid.rows[0].cells, ["部门", field("dept"), "岗位", field("post")], strict=True):
        cell.text = text
    document.add_heading("岗位职责", 1)
    for text in (opening("p", "d", "duties"), field("d.text"), closing("p", "duties")):
        document.add_paragraph(text)
    cells = [field("t.cadence"), field("t.task"), field("t.standard")]
    if mustache:
        rows = [
            ["周期", "任务", "标准"],
            [opening("", "", "tasks") + cells[0], cells[1], cells[2] + closing("", "tasks")],
        ]
    else:
        rows = [
            ["周期", "任务", "标准"],
            [opening("tr", "t", "tasks"), "", ""],
            cells,
            [closing("tr", "tasks"), "", ""],
        ]
    tasks = document.add_table(rows=len(rows), cols=3, style="Table Grid")
    for line, row in zip(tasks.rows, rows, strict=True):
        for cell, text in zip(line.cells, row, strict=True):
            cell.text = text
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def record(number: int) -> dict[str, Any]:
    chance = random.Random(number)
    return {
        "company": "星河科技（示例）有限公司",
        "no": number,
        "title": f"大客户经理岗位说明书 {number}",
        "dept": "大客户部",
        "post": f"经理{number}",
        "duties": [{"text": chance.choice(TASKS)} for _ in range(20)],
        "tasks": [
            {"cadence": chance.choice(["每天", "每周", "每月"]), "task": chance.choice(TASKS), "standard": "100%"}
            for _ in range(20)
        ],
    }


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory(prefix="docgen-forms-") as name:
        return measure(Path(name))


def measure(folder: Path) -> list[Row]:
    from docxtpl import DocxTemplate
    from jinja2 import Environment

    from docgen.errors import Location
    from docgen.template.forms import compile_form

    source, records = form(), [record(number) for number in range(COUNT)]
    (folder / "out").mkdir()

    def own() -> None:
        compiled = compile_form(source, Location("form.docx"))
        for number, data in enumerate(records):
            (folder / "out" / f"{number}.docx").write_bytes(compiled.render(data))

    def docxtpl() -> None:
        for number, data in enumerate(records[:100]):
            template = DocxTemplate(io.BytesIO(source))
            template.render(data, jinja_env=Environment(autoescape=True), autoescape=True)
            template.save(folder / "out" / f"{number}.docx")

    seconds, peer = clock(own), clock(docxtpl, 2) * COUNT / 100
    work = f"one form template, {COUNT} documents, one process: parsed data → files, compiling counted"
    speed = f"{seconds:.2f} s, {COUNT / seconds:.0f} a second"
    against = f"docxtpl 0.20.2: {COUNT / peer:.0f} a second (100 timed)"
    return [
        Row(work, speed, against, f"{peer / seconds:.0f} ×", "≥ 20 ×"),
        _docxtemplater(folder, records, speed, seconds),
        *_stages(folder, source, records),
    ]


def _docxtemplater(folder: Path, records: list[dict[str, Any]], speed: str, seconds: float) -> Row:
    """docxtemplater from npm, installed beside the judges; each document from the template's bytes, as its manual says."""
    peers = ROOT / PEERS
    node, npm = shutil.which("node"), shutil.which("npm")
    if not (peers / "node_modules" / "docxtemplater").is_dir() and npm:
        peers.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [npm, "install", "--silent", "docxtemplater", "pizzip"], cwd=peers, check=False, capture_output=True
        )
    if not node or not (peers / "node_modules" / "docxtemplater").is_dir():
        return Row("the same", speed, "docxtemplater is not installed: not compared", goal="≥ 4 ×")
    (folder / "mustache.docx").write_bytes(form(mustache=True))
    (folder / "records.json").write_text(json.dumps(records, ensure_ascii=False), encoding="utf-8")
    (peers / "bench.js").write_text(DOCXTEMPLATER, encoding="utf-8")
    arguments = [node, "bench.js", folder / "mustache.docx", folder / "records.json", folder / "out"]
    times = [
        float(subprocess.run(arguments, cwd=peers, check=True, capture_output=True, text=True).stdout) for _ in range(2)
    ]
    peer = min(times)
    version = json.loads((peers / "node_modules/docxtemplater/package.json").read_text(encoding="utf-8"))["version"]
    return Row(
        "the same, on an equal template",
        speed,
        f"docxtemplater {version}: {COUNT / peer:.0f} a second",
        f"{peer / seconds:.1f} ×",
        "≥ 4 ×",
    )


def _stages(folder: Path, source: bytes, records: list[dict[str, Any]]) -> list[Row]:
    """`docgen form --each` as a program: YAML with all records → checked → files; and where its time goes."""
    import yaml

    from docgen.app import form as forms
    from docgen.content.records import read_records
    from docgen.foreign.helpers import Helpers

    (folder / "form.docx").write_bytes(source)
    (folder / "records.yaml").write_text(yaml.dump(records, allow_unicode=True), encoding="utf-8")
    size = (folder / "records.yaml").stat().st_size / 1e6
    arguments = [
        sys.executable,
        "-c",
        "from docgen.cli import main; main()",
        "form",
        folder / "form.docx",
        folder / "records.yaml",
        "--each",
        "-o",
        folder / "out",
    ]
    whole = wall(lambda: subprocess.run(arguments, check=True, capture_output=True))
    found = read_records(folder / "records.yaml")
    reading = wall(lambda: read_records(folder / "records.yaml"), 1)
    with Helpers() as helpers, forms.open_form(folder / "form.docx", helpers) as template:
        checked = wall(lambda: template.warnings, 1)
        rendering = wall(lambda: list(forms.fill_each(template, found.records, folder)), 1)
        writing = wall(lambda: list(forms.write_each(template, found, folder / "out", folder, "")), 1) - rendering
    parts = (
        f"reading {size:.1f} MB of YAML {reading:.2f} s, checking the template in a child {checked:.2f} s beside it, "
        f"rendering in the child with limits {rendering:.2f} s, writing beside it {max(writing, 0):.2f} s more, starting the rest"
    )
    return [
        Row(
            f"the same, `docgen form --each`: YAML file → checked → files, on the wall ({parts})",
            f"{whole:.2f} s, {COUNT / whole:.0f} a second",
            "itself",
            "",
            "reported",
        )
    ]


if __name__ == "__main__":
    print(table(rows()))
