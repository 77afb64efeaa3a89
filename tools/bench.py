"""Measure docgen beside its peers, print the tables, and write them into docs/benchmarks.md.

    tools/bench.py                      every group; an hour on two cores
    tools/bench.py --only forms,watch   these groups alone; the other tables stay
    tools/bench.py --slow               5,000 job descriptions to Word and PDF, and the handbook of 1,000 posts, as well
    tools/bench.py --stale              which tables were taken before the code changed last; exit 1 if any
    tools/bench.py --list               what groups there are

Ratios within one run matter; seconds are this machine's, and of processor time where nothing else is said. Peers that are missing
are named as such, never left out in silence. A group that fails loses its old table: a figure that could not be taken again is not
left standing, and the command ends with 1. Nothing here is a test.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import subprocess
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]
PEERS = ROOT / "build" / "peers"  # docxtemplater from npm, typst from PyPI: installed there by the groups that use them
PAGE = ROOT / "docs" / "benchmarks.md"
FAILED = "**Not taken: the work failed**"


@dataclass(frozen=True)
class Row:
    """One line of a table: from what to what, docgen's time, whose time it stands against, their ratio, what was to be reached."""

    work: str
    seconds: str
    against: str = ""
    ratio: str = ""
    goal: str = ""


def clock(work: Callable[[], object], times: int = 3) -> float:
    """The best of `times` runs, in seconds of processor time, this process's and its children's: others on the machine disturb it little."""
    return min(_spent(work) for _ in range(times))


def wall(work: Callable[[], object], times: int = 2) -> float:
    """The best of `times` runs, in seconds on the wall: for work that is done in several processes."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def _spent(work: Callable[[], object]) -> float:
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


def table(rows: list[Row]) -> str:
    head = "| work, from → to | docgen | against | ratio | to reach |\n| --- | --- | --- | --- | --- |"
    return "\n".join(
        [head, *(f"| {row.work} | {row.seconds} | {row.against} | {row.ratio} | {row.goal} |" for row in rows)]
    )


def basics(*, slow: bool) -> list[Row]:
    """YAML with marks, and the start of the program."""
    from docgen.content.yaml_marks import parse

    text = "".join(f"- 名称: 第{n}项\n  说明: 一段不长的说明文字，带标点。\n  数量: {n}\n" for n in range(4000))
    seconds = clock(lambda: parse(text, "bench.yaml"))
    program = [sys.executable, "-c", "from docgen.cli import main; main()", "--help"]
    own = clock(lambda: subprocess.run(program, check=True, capture_output=True))
    heavy = clock(lambda: subprocess.run([sys.executable, "-c", "import weasyprint"], check=True, capture_output=True))
    return [
        Row(
            f"YAML with marks, {len(text.encode()) // 1000} kB: text → tree",
            f"{seconds:.2f} s",
            goal="about 0.2 s for 320 kB",
        ),
        Row(
            "`docgen --help`",
            f"{own:.2f} s",
            f"`import weasyprint`: {heavy:.2f} s",
            f"{own / heavy:.2f} ×",
            "a fraction",
        ),
    ]


def start(*, slow: bool) -> list[Row]:
    import bench_start

    return bench_start.rows()


def forms(*, slow: bool) -> list[Row]:
    import bench_forms

    return bench_forms.rows()


def samples(*, slow: bool) -> list[Row]:
    import bench_samples

    return bench_samples.rows()


def bid(*, slow: bool) -> list[Row]:
    import bench_long

    return bench_long.rows()


def growth(*, slow: bool) -> list[Row]:
    import bench_long

    return bench_long.growth()


def jobs(*, slow: bool) -> list[Row]:
    import bench_batch

    return bench_batch.jobs(slow=slow)


def bids(*, slow: bool) -> list[Row]:
    import bench_batch

    return bench_batch.five_bids()


def pay(*, slow: bool) -> list[Row]:
    import bench_pay

    return bench_pay.rows()


def watch(*, slow: bool) -> list[Row]:
    import bench_watch

    return bench_watch.rows()


def workflow(*, slow: bool) -> list[Row]:
    import bench_workflow

    return bench_workflow.rows()


def revision(*, slow: bool) -> list[Row]:
    import bench_revision

    return bench_revision.rows(20 if slow else 2)


def rules(*, slow: bool) -> list[Row]:
    import bench_checks

    return bench_checks.rows()


def importing(*, slow: bool) -> list[Row]:
    import bench_import

    return bench_import.rows()


def posts(*, slow: bool) -> list[Row]:
    import bench_jobs

    return bench_jobs.rows() if slow else bench_jobs.rows(100)


def sidebyside(*, slow: bool) -> list[Row]:
    import bench_side_by_side

    return bench_side_by_side.rows()


def preview(*, slow: bool) -> list[Row]:
    import bench_preview

    return bench_preview.rows()


GROUPS = {
    "basics": ("Reading and starting", basics),
    "start": ("One job description in a process that has just begun", start),
    "forms": ("A form template, a thousand documents", forms),
    "bid": ("A bid of 300 pages, Word file and PDF", bid),
    "sidebyside": ("Chapters laid out side by side", sidebyside),
    "preview": ("The changed page alone", preview),
    "bids": ("Five such bids at once", bids),
    "watch": ("`docgen watch`: one paragraph changed", watch),
    "pay": ("A team's pay", pay),
    "samples": ("Five sample documents", samples),
    "growth": ("Growth with the pages", growth),
    "jobs": ("Growth with the documents", jobs),
    "workflow": ("The approval record", workflow),
    "rules": ("The checker: precision, recall, time", rules),
    "import": ("The importer", importing),
    "posts": ("Job descriptions and handbooks of many posts", posts),
    "revision": ("Revisions: redlines and 修订对照表", revision),
}


def tree() -> str:
    """Git's name of the source tree that is measured; "changed" is said where the files are not those of the last commit."""
    asked = ["git", "-C", str(ROOT), "rev-parse", "--short=10", "HEAD:src/docgen"]
    named = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    status = ["git", "-C", str(ROOT), "status", "--porcelain", "--", "src/docgen"]
    changed = subprocess.run(status, capture_output=True, text=True, check=True).stdout
    return f"{named} changed" if changed else named


def stale() -> list[str]:
    """The titles of the tables that were taken on another source tree than this one, or could not be taken."""
    now = tree()
    tables = re.findall(r"<!-- bench (\w+) -->\n(.*?)<!-- /bench \1 -->", PAGE.read_text(encoding="utf-8"), re.S)
    taken = {name for name, text in tables if f"source {now}" in text and FAILED not in text}
    return [title for name, (title, _work) in GROUPS.items() if name not in taken]


def measured(name: str, *, slow: bool) -> tuple[str, bool]:
    """A group's table as text; False with it where the work failed, which is then what the page says."""
    title, work = GROUPS[name]
    head = f"### {title}\n\n{machine()}; source {tree()}."
    try:
        return f"{head}\n\n{table(work(slow=slow))}", True
    except Exception as error:
        traceback.print_exc()
        return f"{head}\n\n{FAILED}: {type(error).__name__}.", False


def machine() -> str:
    """The machine, and how busy it was with other things: the load before the group began."""
    load = f", load {os.getloadavg()[0]:.1f} before" if hasattr(os, "getloadavg") else ""
    return f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}{load}; seconds of processor time; best of a few where short"


def record(name: str, text: str) -> None:
    """Put a group's table between its marks in docs/benchmarks.md."""
    begin, end = f"<!-- bench {name} -->", f"<!-- /bench {name} -->"
    page = PAGE.read_text(encoding="utf-8")
    if begin not in page:
        begin_all = "<!-- /bench -->"
        page = page.replace(begin_all, f"{begin}\n{end}\n\n{begin_all}")
    before, _, rest = page.partition(begin)
    after = rest.partition(end)[2]
    PAGE.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", default="", help="groups, with commas between")
    parser.add_argument("--slow", action="store_true", help="the longest batches as well")
    parser.add_argument(
        "--stale", action="store_true", help="name the tables that were taken before the code changed last"
    )
    parser.add_argument("--list", action="store_true", help="name the groups")
    parser.add_argument("--no-record", action="store_true", help="print only")
    arguments = parser.parse_args()
    names = [name for name in arguments.only.split(",") if name] or list(GROUPS)
    if arguments.list or not set(names) <= GROUPS.keys():
        print("\n".join(f"{name:8} {title}" for name, (title, _work) in GROUPS.items()))
        sys.exit(0 if arguments.list else 2)
    if arguments.stale:
        found = stale()
        print("\n".join(found) or "every table was taken on this source tree")
        sys.exit(1 if found else 0)
    whole = True
    for name in names:
        text, done = measured(name, slow=arguments.slow)
        whole &= done
        print(f"{text}\n", flush=True)
        if not arguments.no_record:
            record(name, text)
    sys.exit(0 if whole else 1)


if __name__ == "__main__":
    main()
