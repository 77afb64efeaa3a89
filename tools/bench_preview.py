"""Measure the changed page alone: from an edited file to that page's PDF, beside WeasyPrint alone and a cold build.

`rows()` gives the lines for tools/bench.py. Seconds are of processor time; each edit is another word in another place.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import Row, clock, table  # noqa: E402

CHAPTERS = 24  # some 300 pages
EDITS = 7
_WORDS = re.compile("[\u4e00-\u9fff]{6,}")


def rows() -> list[Row]:
    """A job description of four pages, and a bid of 300."""
    return [*_job(), *_bid()]


def _job() -> list[Row]:
    import weasyprint

    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace
    from docgen.fonts.font_set import FontSet

    with tempfile.TemporaryDirectory(prefix="docgen-preview-") as name:
        folder = Path(name)
        for part in ("templates", "content"):
            shutil.copytree(ROOT / part, folder / part)
        workspace = Workspace(folder)
        path = workspace.content / "jobs" / "franchise-account-manager.yaml"
        result = pipeline.build(workspace, path, ("html",))
        faces, _files = FontSet(workspace.fonts).latin_faces(result.html)

        def alone() -> None:
            from weasyprint.text.fonts import FontConfiguration

            fonts = FontConfiguration()
            sheet = weasyprint.CSS(string=faces, font_config=fonts)
            weasyprint.HTML(string=result.html).write_pdf(stylesheets=[sheet], font_config=fonts, pdf_tags=True)

        peer = clock(alone)
        pages, refreshed, written, pictured = _edits(workspace, path, lambda _number: path)
    against = f"WeasyPrint {weasyprint.__version__} alone on the same HTML: {peer:.2f} s"
    return _told(f"a job description of {pages} pages", refreshed, written, pictured, against, peer, "≤ 0.1 ×")


def _bid() -> list[Row]:
    import bench_watch
    from docgen.content.workspace import Workspace

    with tempfile.TemporaryDirectory(prefix="docgen-preview-") as name:
        folder = Path(name)
        path = bench_watch.make_workspace(folder, CHAPTERS)
        workspace = Workspace(folder)
        cold = float(
            subprocess.run(
                [sys.executable, __file__, "--cold", str(folder), str(path)],
                check=True,
                capture_output=True,
                text=True,
                env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
            ).stdout.splitlines()[-1]
        )
        pages, refreshed, written, pictured = _edits(
            workspace, path, lambda number: path.parent / f"_chapter-{number % CHAPTERS + 1:02}.yaml"
        )
    against = f"the whole, cold, to both files: {cold:.1f} s"
    return _told(
        f"a bid of {pages} pages, one word in a chapter", refreshed, written, pictured, against, cold, "≤ 0.01 ×"
    )


def _told(
    name: str, refreshed: float, written: float, pictured: float, against: str, peer: float, goal: str
) -> list[Row]:
    whole = refreshed + written
    return [
        Row(
            f"{name}: edited YAML → the changed page's PDF (reading and layout {refreshed:.3f} s, the page {written:.3f} s)",
            f"{whole:.3f} s",
            against,
            f"{whole / peer:.3f} ×",
            goal,
        ),
        Row("the same page as PNG, 96 dpi", f"{pictured:.3f} s", "", "", "reported"),
    ]


def _edits(workspace: object, path: Path, file_of: Callable[[int], Path]) -> tuple[int, float, float, float]:
    """Pages, and the medians of refreshing, of the first changed page's PDF, and of its PNG."""
    from docgen.app.preview import Preview
    from docgen.collector import collector_paused
    from docgen.content.workspace import Workspace
    from docgen.pdf.writer import page_png

    assert isinstance(workspace, Workspace)
    chance = random.Random(9)
    refreshed, written, pictured = [], [], []
    with Preview(workspace, path) as preview:
        pages = len(preview.refresh())
        preview.pdf(1)
        for number in range(EDITS):
            file = file_of(7 * number + 3)
            text = file.read_text(encoding="utf-8")
            found = chance.choice(list(_WORDS.finditer(text, len(text) // 3)))
            middle = (found.start() + found.end()) // 2
            file.write_text(f"{text[:middle]}并{text[middle:]}", encoding="utf-8")
            with collector_paused():
                start = time.process_time()
                preview.refresh()
                laid_out = time.process_time()
                new = [page.number for page in preview.pages if page.change == "new"]
                if not new:
                    continue  # the word stands in nothing that is printed
                data = preview.pdf(new[0])
                done = time.process_time()
                page_png(data, 96)
                pictured.append(time.process_time() - done)
            refreshed.append(laid_out - start)
            written.append(done - laid_out)
    assert refreshed, "no edit has changed a page"
    return pages, median(refreshed), median(written), median(pictured)


def _cold(folder: Path, path: Path) -> float:
    import weasyprint

    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace

    assert weasyprint.__version__  # loaded before the clock runs
    start = time.process_time()
    result = pipeline.build(Workspace(folder), path, ("docx", "pdf"))
    assert result.outputs, result.problems
    return time.process_time() - start


if __name__ == "__main__":
    if sys.argv[1:2] == ["--cold"]:
        print(json.dumps(_cold(Path(sys.argv[2]), Path(sys.argv[3]))))
    else:
        print(table(rows()))
