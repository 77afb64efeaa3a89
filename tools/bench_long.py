"""Measure a long bid: its Word file and its PDF beside pandoc, WeasyPrint alone, LibreOffice and Typst; growth with the pages.

`rows()` and `growth()` give the lines for tools/bench.py. Whatever is timed as
“cold” runs in a process of its own, libraries loaded, nothing laid out before; seconds are of processor time.
"""

from __future__ import annotations

import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))

from bench import PEERS, Row, clock, table  # noqa: E402
from docgen.fonts.font_set import FontSet  # noqa: E402
from varied_text import phrases, varied_blocks  # noqa: E402

PARTS = 20  # some 300 pages
ALONE = """\
import sys, time, weasyprint
from weasyprint.text.fonts import FontConfiguration
html, css = (open(name, encoding="utf-8").read() for name in sys.argv[1:3])
start = time.process_time()
fonts = FontConfiguration()
sheet = weasyprint.CSS(string=css, font_config=fonts)
weasyprint.HTML(string=html).write_pdf(sys.argv[3], stylesheets=[sheet], font_config=fonts, pdf_tags=True)
print(time.process_time() - start)
"""
TYPST = """\
import sys, time, typst
start = time.process_time()
typst.compile(sys.argv[1], output=sys.argv[2])
print(time.process_time() - start)
"""
TYPST_HEAD = """\
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "1")
#set text(font: ("Liberation Serif", "Noto Serif CJK SC"), lang: "zh", size: 12pt)
#set par(justify: true, leading: 10pt, first-line-indent: 2em)
#set heading(numbering: "1.1")
#set table(stroke: 0.5pt)
#let horizontalrule = line(length: 100%)
#outline(depth: 2)
"""


def rows() -> list[Row]:
    """The Word file and the PDF of some 300 pages beside their peers."""
    with tempfile.TemporaryDirectory(prefix="docgen-long-") as name:
        folder = Path(name)
        own = cold(PARTS, folder)
        return [_word_row(own, folder), *_pdf_rows(own, folder)]


def growth(sizes: tuple[int, ...] = (1, 20, 62)) -> list[Row]:
    """Seconds a page of the Word file and of the PDF, from some 30 to some 900 pages; most memory of the process."""
    with tempfile.TemporaryDirectory(prefix="docgen-growth-") as name:
        found = [cold(parts, Path(name)) for parts in sizes]
    made = []
    for key, label in (
        ("pdf", "the PDF, cold: resolved document → file"),
        ("word", "the Word file: resolved document → file, page map given"),
    ):
        each = [one[key] / one["pages"] * 1000 for one in found]
        told = ", ".join(
            f"{one['pages']} pages {ms:.2g} ms a page" if ms < 10 else f"{one['pages']} pages {ms:.0f} ms a page"
            for one, ms in zip(found, each, strict=True)
        )
        made.append(
            Row(
                f"{label}: {told}",
                f"{found[-1][key]:.1f} s for {found[-1]['pages']} pages",
                "itself",
                f"{max(each) / min(each):.2f} ×",
                "within 1.2 ×",
            )
        )
    memory = ", ".join(f"{one['pages']} pages {one['megabytes']:.0f} MB" for one in found)
    return [*made, Row("most memory of that process", memory, "", "", "reported")]


def cold(parts: int, folder: Path) -> dict[str, Any]:
    """What a child process measured of a bid with the technical volume `parts` times over; its files are left in `folder`."""
    environment = os.environ | {"PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, __file__, "--child", str(parts), folder],
        check=True,
        capture_output=True,
        text=True,
        env=environment,
    )
    return dict(json.loads(done.stdout.splitlines()[-1]))


def _word_row(own: dict[str, Any], folder: Path) -> Row:
    name = f"the Word file of a {own['pages']}-page bid: resolved document → file, page map given (not counted)"
    pandoc = _pandoc()
    if not pandoc:
        return Row(name, f"{own['word']:.2f} s", "pandoc is not installed: not compared", goal="≤ 0.7 ×")
    peer = clock(
        lambda: subprocess.run(
            [pandoc, folder / "long.md", "-o", folder / "pandoc.docx"], check=True, capture_output=True
        )
    )
    return Row(
        name,
        f"{own['word']:.2f} s",
        f"pandoc, Markdown of equal text → docx: {peer:.2f} s",
        f"{own['word'] / peer:.2f} ×",
        "≤ 0.7 ×",
    )


def alone_seconds(html: str, folder: Path) -> float:
    """Seconds of processor time that WeasyPrint alone takes for a page of ours, the second time in its process."""
    faces, _files = FontSet().latin_faces(html)
    names = [folder / name for name in ("page.html", "faces.css", "alone.pdf")]
    for name, text in zip(names, (html, faces), strict=False):
        name.write_text(text, encoding="utf-8")
    twice = ALONE + ALONE.split("\n", 2)[2]
    return float(_said([sys.executable, "-c", twice, *names], FontSet().environment()).split()[-1])


def _pdf_rows(own: dict[str, Any], folder: Path) -> list[Row]:
    import weasyprint

    alone = float(
        _said(
            [sys.executable, "-c", ALONE, folder / "page.html", folder / "faces.css", folder / "alone.pdf"],
            FontSet().environment(),  # the same fonts
        )
    )
    seconds = own["pdf"]
    name = f"the same bid's PDF, cold, one process: resolved document → file (HTML {own['html']:.1f} s, layout {own['layout']:.1f} s, writing {own['writing']:.1f} s)"
    peer = f"WeasyPrint {weasyprint.__version__} alone on the same HTML, cold: {alone:.1f} s"
    return [
        Row(name, f"{seconds:.1f} s", peer, f"{seconds / alone:.2f} ×", "≤ 0.35 ×"),
        _office_row(folder, seconds),
        _typst_row(folder, seconds),
    ]


def _office_row(folder: Path, own: float) -> Row:
    program = shutil.which("soffice")
    if not program:
        return Row("the same", f"{own:.1f} s", "LibreOffice is not installed: not compared", goal="reported")
    command = [
        program,
        f"-env:UserInstallation=file://{folder}/profile",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        folder,
        folder / "long.docx",
    ]
    environment = FontSet().environment()
    peer = clock(lambda: subprocess.run(command, check=True, capture_output=True, env=environment), 2)
    return Row(
        "the same", f"{own:.1f} s", f"LibreOffice converting our .docx: {peer:.1f} s", f"{own / peer:.1f} ×", "reported"
    )


def _typst_row(folder: Path, own: float) -> Row:
    library = PEERS / "python"
    if not (library / "typst").is_dir():
        subprocess.run(
            [sys.executable, "-m", "pip", "install", "--quiet", "--target", library, "typst"],
            check=False,
            capture_output=True,
        )
    pandoc = _pandoc()
    if not pandoc or not (library / "typst").is_dir():
        return Row("the same", f"{own:.1f} s", "Typst is not installed: not compared", goal="reported")
    body = _said([pandoc, "-t", "typst", folder / "long.md"])
    (folder / "long.typ").write_text(TYPST_HEAD + body, encoding="utf-8")
    peer = float(
        _said(
            [sys.executable, "-c", TYPST, folder / "long.typ", folder / "typst.pdf"],
            os.environ | {"PYTHONPATH": str(library)},
        )
    )
    import pypdfium2

    pages = len(pypdfium2.PdfDocument(folder / "typst.pdf"))
    version = next(library.glob("typst-*.dist-info")).name.removeprefix("typst-").removesuffix(".dist-info")
    return Row(
        "the same",
        f"{own:.1f} s",
        f"Typst {version} on equal text (headings, lists, plain tables; {pages} pages): {peer:.1f} s",
        f"{own / peer:.1f} ×",
        "reported",
    )


def _said(command: list[Any], environment: dict[str, str] | None = None) -> str:
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def _pandoc() -> str:
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return shutil.which("pandoc") or ""


# --- in the child ---------------------------------------------------------


def _child(parts: int, folder: Path) -> dict[str, Any]:
    from bench_text import markdown
    from docgen import docx
    from docgen.collector import collector_paused
    from docgen.pdf import html
    from docgen.pdf import writer as pdf
    from docgen.pdf.chapters import write_parts

    own, document, filled = long_bid(parts)
    import weasyprint  # loaded before the clock runs, as for the peer

    assert weasyprint.__version__
    fonts = FontSet(own.fonts)
    with collector_paused():  # as pipeline.build does
        start = time.process_time()
        page = html.write(document, filled, fonts.line_extents)
        faces, files = fonts.latin_faces(page)
        written = time.process_time()
        cut = write_parts(document, filled, fonts.line_extents)
        layout = pdf.lay_out(page, [own.content, *files], faces, parts=cut)
        laid_out = time.process_time()
        (folder / "own.pdf").write_bytes(layout.write())
        done = time.process_time()
    word = clock(lambda: (folder / "long.docx").write_bytes(docx.write(document, filled, layout.numbers, review=False)))
    (folder / "page.html").write_text(page, encoding="utf-8")
    (folder / "faces.css").write_text(faces, encoding="utf-8")
    (folder / "long.md").write_text(markdown(document), encoding="utf-8")
    return {
        "pages": layout.pages, "html": written - start, "layout": laid_out - written, "writing": done - laid_out, "pdf": done - start,
        "word": word, "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }  # fmt: skip


def long_bid(parts: int) -> tuple[Any, Any, Any]:
    """The sample bid with its technical volume `parts` times over, each in words of its own: resolved document, filled template."""
    from bench_text import markdown
    from docgen.app import build as pipeline
    from docgen.content.workspace import Workspace
    from docgen.model.nodes import Heading
    from docgen.model.numbering import number
    from docgen.model.resolve import resolve

    own = Workspace(ROOT)
    problems: list[Any] = []
    path = own.content / "bids" / "park-network.yaml"
    document, kind = pipeline.resolved(own, path, problems)
    assert document is not None
    assert kind is not None
    volumes = [index for index, block in enumerate(document.blocks) if isinstance(block, Heading) and block.level == 1]
    first, last = volumes[2], volumes[3]
    blocks = list(document.blocks)
    technical = blocks[first:last]
    unlabelled = [without_label(block) for block in technical]
    pool = phrases(markdown(document))
    copies = [block for seed in range(1, parts) for block in varied_blocks(tuple(unlabelled), pool, seed)]
    document = replace(document, blocks=tuple(blocks[:last] + copies + blocks[last:]))
    document, found = resolve(number(document))
    assert not found, found[:3]
    filled = pipeline._fill(own, own.templates / "word" / kind.template, document, problems)
    assert filled is not None
    return own, document, filled


def without_label(block: Any) -> Any:
    """The block, and what is in it, without labels: a copy must not define them again."""
    if getattr(block, "blocks", ()):
        return replace(block, blocks=tuple(without_label(inner) for inner in block.blocks))
    return replace(block, label="") if getattr(block, "label", "") else block


if __name__ == "__main__":
    if sys.argv[1:2] == ["--child"]:
        print(json.dumps(_child(int(sys.argv[2]), Path(sys.argv[3]))))
    else:
        print(table(rows()))
