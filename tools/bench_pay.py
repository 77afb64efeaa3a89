"""Measure pay: a large team's tables read and priced, and `docgen pay` for sixty people with all their papers.

`rows()` gives the lines for tools/bench.py. Nothing here is a test.
"""

from __future__ import annotations

import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import Row, clock, table  # noqa: E402

POLICY = ROOT / "content" / "policies" / "pay-policy.yaml"
READ, PAID = 9_000, 60  # people: read and priced; with papers


def scores(count: int) -> str:
    """A table of scores and revenues as Excel would save it, the same at every run."""
    chance = random.Random(7)
    lines = ["工号,姓名,单位,基础工作,大客户服务和维护,信息反馈,大客户营销,一次性业务,专线与云网业务"]
    for number in range(count):
        points = [chance.randint(0, most * 10) / 10 for most in (20, 30, 20, 30)]
        unit = chance.choice(["", "南湖办事处", "北岭办事处"])
        revenue = (chance.randint(0, 20_000), chance.randint(0, 2_000_000) / 100)
        lines.append(",".join(map(str, (f"B{number:05}", f"员工{number}", unit, *points, *revenue))))
    return "\n".join(lines)


def rows() -> list[Row]:
    with tempfile.TemporaryDirectory() as folder:
        return [_reading(Path(folder)), _papers(Path(folder))]


def _reading(folder: Path) -> Row:
    from docgen.content.workspace import Workspace
    from docgen.pay.team import Given, read_team

    file = folder / "many.csv"
    file.write_text(scores(READ), encoding="gbk")
    seconds = clock(lambda: read_team(Workspace(ROOT), POLICY, Given(scores=file)))
    return Row(
        f"a team of {READ}, CSV in GBK → checked and priced",
        f"{seconds:.2f} s",
        f"{seconds / READ * 1e6:.0f} µs a person",
        "",
        "reported",
    )


def _papers(folder: Path) -> Row:
    file = folder / "team.csv"
    file.write_text(scores(PAID), encoding="gbk")
    program = [sys.executable, "-c", "from docgen.cli import main; main()", "pay", POLICY, "--scores", file]
    start = time.perf_counter()
    subprocess.run([*program, "-o", folder / "word", "--format", "docx"], cwd=ROOT, check=True, capture_output=True)
    word = time.perf_counter() - start
    start = time.perf_counter()
    subprocess.run([*program, "-o", folder / "both"], cwd=ROOT, check=True, capture_output=True)
    both = time.perf_counter() - start
    return Row(
        f"`docgen pay`, {PAID} people: table → a sheet each, the summary and its workbook, Word and PDF",
        f"{both:.1f} s",
        f"Word alone: {word:.1f} s",
        f"{both / word:.1f} ×",
        "reported",
    )


if __name__ == "__main__":
    print(table(rows()))
