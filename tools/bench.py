"""Measure docgen beside its peers in one run, print the table, and write it into docs/benchmarks.md.

Ratios matter; seconds are this machine's. Peers that are missing are named as
such, never left out in silence. Nothing here is a test.
"""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

ROOT = Path(__file__).parents[1]
ALONE = """\
import sys, weasyprint
from weasyprint.text.fonts import FontConfiguration
html, css = (open(name, encoding="utf-8").read() for name in sys.argv[1:3])
fonts = FontConfiguration()
sheet = weasyprint.CSS(string=css, font_config=fonts)
weasyprint.HTML(string=html).write_pdf(sys.argv[3], stylesheets=[sheet], font_config=fonts, pdf_tags=True)
"""
MARKS = "<!-- bench -->", "<!-- /bench -->"


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    work: str
    seconds: str
    against: str = ""
    ratio: str = ""
    goal: str = ""


def clock(work: Callable[[], object], times: int = 3) -> float:
    """The best of `times` runs, in seconds."""
    best = float("inf")
    for _ in range(times):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def yaml_rows() -> list[Row]:
    from docgen.source.yaml_marks import parse

    text = "".join(f"- 名称: 第{n}项\n  说明: 一段不长的说明文字，带标点。\n  数量: {n}\n" for n in range(4000))
    seconds = clock(lambda: parse(text, "bench.yaml"))
    return [Row(f"YAML with marks, {len(text.encode()) // 1000} kB: text → tree", f"{seconds:.2f} s", goal="about 0.2 s for 320 kB")]


def start_rows() -> list[Row]:
    def run(code: str) -> float:
        return clock(lambda: subprocess.run([sys.executable, "-c", code], check=True, capture_output=True))

    own = clock(lambda: subprocess.run([ROOT / ".venv/bin/docgen", "--help"], check=True, capture_output=True))
    heavy = run("import weasyprint")
    return [Row("`docgen --help`", f"{own:.2f} s", f"`import weasyprint`: {heavy:.2f} s", f"{own / heavy:.2f} ×", "a fraction")]


def sample_rows() -> list[Row]:
    from docgen import pipeline
    from docgen.source.workspace import Workspace

    own = Workspace(ROOT)
    rows = []
    for path in own.documents():
        start = time.perf_counter()
        result = pipeline.build(own, path, ("docx", "pdf"))
        seconds = time.perf_counter() - start
        assert result.outputs, result.problems
        rows.append(Row(f"`{own.relative(path)}`, {result.pages} pages: YAML → Word + PDF, page map counted", f"{seconds:.1f} s"))
    return rows


def long_bid(parts: int):  # type: ignore[no-untyped-def]
    """The sample bid with its technical volume `parts` times over: resolved document, filled shell."""
    from docgen import pipeline
    from docgen.document.nodes import Heading
    from docgen.document.numbering import number
    from docgen.document.resolve import resolve
    from docgen.source.workspace import Workspace

    own = Workspace(ROOT)
    problems: list[object] = []
    path = own.content / "bids" / "park-network.yaml"
    document, kind = pipeline.resolved(own, path, problems)  # type: ignore[arg-type]
    assert document is not None
    assert kind is not None
    volumes = [index for index, block in enumerate(document.blocks) if isinstance(block, Heading) and block.level == 1]
    first, last = volumes[2], volumes[3]
    blocks = list(document.blocks)
    technical = blocks[first:last]
    unlabelled = [without_label(block) for block in technical]
    document = replace(document, blocks=tuple(blocks[:last] + unlabelled * (parts - 1) + blocks[last:]))
    document, found = resolve(number(document))
    assert not found, found[:3]
    filled = pipeline._fill(own, kind, document, problems)  # type: ignore[arg-type]
    assert filled is not None
    return own, document, filled


def without_label(block):  # type: ignore[no-untyped-def]
    """The block, and what is in it, without labels: a copy must not define them again."""
    if getattr(block, "blocks", ()):
        return replace(block, blocks=tuple(without_label(inner) for inner in block.blocks))
    return replace(block, label="") if getattr(block, "label", "") else block


def markdown(document) -> str:  # type: ignore[no-untyped-def]
    """The same text for pandoc: headings, paragraphs, lists and pipe tables."""
    from docgen.document.nodes import Heading, List, Paragraph, Table
    from docgen.document.resolve import plain_text

    lines: list[str] = []

    def write(block) -> None:  # type: ignore[no-untyped-def]
        match block:
            case Heading():
                lines.append(f"{'#' * block.level} {plain_text(block.children)}\n")
            case Paragraph():
                lines.append(plain_text(block.children) + "\n")
            case List():
                for item in block.items:
                    lines.append("1. " + " ".join(plain_text(b.children) for b in item.blocks if isinstance(b, Paragraph)) + "\n")
            case Table():
                columns = len(block.widths)
                for index, row in enumerate(block.rows):
                    cells = [" ".join(plain_text(b.children) for b in cell.blocks if isinstance(b, Paragraph)) for cell in row.cells]
                    lines.append("| " + " | ".join(cells + [""] * (columns - len(cells))) + " |")
                    if index == 0:
                        lines.append("|" + " --- |" * columns)
                lines.append("")
            case _:
                for inner in getattr(block, "blocks", ()):
                    write(inner)

    for block in document.blocks:
        write(block)
    return "\n".join(lines)


def long_rows(folder: Path) -> list[Row]:
    import weasyprint

    from docgen.layout import fonts
    from docgen.writers import docx, html, pdf

    per_page: list[tuple[int, float]] = []
    for parts in (1, 9, 20):
        own, document, filled = long_bid(parts)
        fonts.use_fonts(own.fonts)
        page = html.write(document, filled)
        faces, files = fonts.latin_faces(page)
        start = time.perf_counter()
        layout = pdf.lay_out(page, [own.content, *files], faces)
        laid_out = time.perf_counter() - start
        layout.write()
        whole = time.perf_counter() - start
        per_page.append((layout.pages, whole))
    # The longest of them, some 300 pages, beside its peers.
    rows = word_row(document, clock(lambda: docx.write(document, filled, layout.page_map, review=False)), layout.pages, folder)
    (folder / "long.docx").write_bytes(docx.write(document, filled, layout.page_map, review=False))
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "faces.css").write_text(faces, encoding="utf-8")
    arguments = [sys.executable, "-c", ALONE, folder / "page.html", folder / "faces.css", folder / "alone.pdf"]
    alone = clock(lambda: subprocess.run(arguments, check=True, capture_output=True), 1)
    name = f"the same bid's PDF, {layout.pages} pages: resolved document → file (layout {laid_out:.1f} s, writing {whole - laid_out:.1f} s)"
    peer = f"WeasyPrint {weasyprint.__version__} alone on the same HTML, cold: {alone:.1f} s"
    rows.append(Row(name, f"{whole:.1f} s", peer, f"{whole / alone:.2f} ×", "≤ 1.1 ×"))
    rows += office_row(folder, whole)
    growth = ", ".join(f"{pages} pages {seconds * 1000 / pages:.0f} ms a page" for pages, seconds in per_page)
    spread = max(s / p for p, s in per_page) / min(s / p for p, s in per_page)
    rows.append(Row(f"growth of the PDF: {growth}", "", "itself", f"{spread:.2f} ×", "within 1.2 ×"))
    return rows


def word_row(document, word: float, pages: int, folder: Path) -> list[Row]:  # type: ignore[no-untyped-def]
    name = f"the Word file of a {pages}-page bid: resolved document → file, page map given"
    try:
        import pypandoc

        pandoc = pypandoc.get_pandoc_path()
    except (ImportError, OSError):
        pandoc = shutil.which("pandoc") or ""
    if not pandoc:
        return [Row(name, f"{word:.2f} s", "pandoc is not installed: not compared", goal="≤ 0.7 ×")]
    source = folder / "long.md"
    source.write_text(markdown(document), encoding="utf-8")
    peer = clock(lambda: subprocess.run([pandoc, source, "-o", folder / "pandoc.docx"], check=True, capture_output=True))
    return [Row(name, f"{word:.2f} s", f"pandoc, Markdown of equal text → docx: {peer:.2f} s", f"{word / peer:.2f} ×", "≤ 0.7 ×")]


def office_row(folder: Path, own: float) -> list[Row]:
    program = shutil.which("soffice")
    if not program:
        return [Row("the same", "", "LibreOffice is not installed: not compared")]
    peer = clock(
        lambda: subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", "pdf", "--outdir", folder, folder / "long.docx"],
            check=True, capture_output=True,
        ), 2,
    )  # fmt: skip
    return [Row("the same", f"{own:.1f} s", f"LibreOffice converting our .docx: {peer:.1f} s", f"{own / peer:.2f} ×", "reported")]


def table(rows: list[Row]) -> str:
    head = "| work | docgen | against | ratio | to reach |\n| --- | --- | --- | --- | --- |"
    return "\n".join([head, *(f"| {row.work} | {row.seconds} | {row.against} | {row.ratio} | {row.goal} |" for row in rows)])


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="docgen-bench-") as name:
        rows = [*yaml_rows(), *start_rows(), *sample_rows(), *long_rows(Path(name))]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}; single run, best of three where short"
    text = f"{machine}.\n\n{table(rows)}"
    print(text)
    path = ROOT / "docs" / "benchmarks.md"
    before, _, rest = path.read_text(encoding="utf-8").partition(MARKS[0])
    after = rest.partition(MARKS[1])[2]
    path.write_text(f"{before}{MARKS[0]}\n{text}\n{MARKS[1]}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
