"""Thousands of spoiled files of every kind that docgen opens: each is answered or refused by name, within the time and the memory of a child."""

from __future__ import annotations

import contextlib
import io
import json
import random
import resource
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import weasyprint

from bare_word import bare_docx
from docgen.app.printing import UNDRAWABLE
from docgen.approval.after import packet as packets
from docgen.approval.issue import foreign_files
from docgen.approval.issue.manifest import ATTACHMENT, Identity, attachment
from docgen.approval.issue.pdf_signature import attach
from docgen.approval.ledger.digests import sha256
from docgen.compare.reading import read_document
from docgen.errors import DocgenError, Location
from docgen.foreign.helpers import Helpers
from docgen.foreign.limits import Limits
from docgen.importer.importing import import_opened
from docgen.importer.read import Opened
from docgen.ooxml.package import read_package
from docgen.pdf.writer import picture_png
from docgen.template.check import check_template
from docgen.template.hostile import refuse_hostile
from docgen.vector import SvgError, read_svg
from issuing_samples import trial_seal
from mutations import mutated

ROOT = Path(__file__).parents[3]
SECONDS, MEGABYTES = 10.0, 500
HERE = Location("x")
LIBRARIES = ("docgen.approval.issue.foreign_files", "docgen.importer.importing", "docgen.template.check", "docgen.pdf.writer", "docgen.compare.reading")  # fmt: skip


def read_pdf(content: bytes) -> None:
    foreign_files._pdf(content)


def read_word(content: bytes) -> None:
    foreign_files._word(content)


def read_packet(content: bytes) -> None:
    packets._unpacked(content)


def read_template(content: bytes) -> None:
    refuse_hostile(read_package(content, HERE), HERE)
    check_template(content, HERE, {})


def read_paper(content: bytes) -> None:
    read_document(content, HERE)


def read_for_import(content: bytes) -> None:
    form = "word" if content.startswith(b"PK") else "markdown"
    import_opened(Opened("x", content, form), kind="", changes="accept", known=("general", "job", "syllabus"))  # type: ignore[arg-type]


def read_picture(content: bytes) -> None:
    try:
        read_svg(content)
    except SvgError:
        return
    with contextlib.suppress(*UNDRAWABLE):
        picture_png(content, 60, dpi=60)


def measured(function: Callable[[bytes], None], content: bytes) -> tuple[list[str], float, float]:
    """Codes of the problems, seconds of the processor, and the most megabytes that the child had."""
    began = time.process_time()
    codes: list[str] = []
    try:
        function(content)
    except DocgenError as error:
        codes = [problem.code for problem in error.problems]
    return codes, time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000


@pytest.fixture(scope="module")
def samples(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Callable[[bytes], None], bytes]]:
    """What is read by whom: a signed paper, Word files of ours and of others, a packet, pictures, a text."""
    html = "<html lang=zh><title>通知</title><p>请遵照执行。<table><tr><td>甲<td>乙</table>"
    plain = weasyprint.HTML(string=html).write_pdf()
    identity = Identity("D0001", 1, "V1.0", "1", "通知", "notice", "2026-03-01", "0" * 64)
    signed = trial_seal(tmp_path_factory.mktemp("seal")).sign(
        attach(plain, {ATTACHMENT: attachment(identity, [], {})}, "x"), "x"
    )
    template = (ROOT / "templates" / "word" / "enterprise" / "template.docx").read_bytes()
    note = '<w:footnote w:id="5"><w:p><w:r><w:t>除外。</w:t></w:r></w:p></w:footnote>'
    field = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    row = "<w:tr><w:tc><w:p><w:r><w:t>甲</w:t></w:r></w:p></w:tc><w:tc><w:p/></w:tc></w:tr>"
    word = bare_docx(
        f'<w:p><w:r><w:t>第一章 总则</w:t></w:r></w:p><w:p><w:r><w:t>一、为了规范管理，制定本办法。</w:t><w:footnoteReference w:id="5"/></w:r>{field}</w:p><w:tbl>{row * 3}</w:tbl>',
        footnotes=note,
    )
    picture = next(iter(sorted((ROOT / "content").rglob("*.svg")))).read_bytes()
    shapes = (
        b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 90 90"><style>.a{fill:url(#g)}</style><linearGradient id="g">'
        b'<stop offset="0" stop-color="red"/></linearGradient><g id="a"><path class="a" d="M0 0L9 9C1 2 3 4 5 6z"/></g><use href="#a" x="9"/></svg>'
    )
    text = "# 岗位说明书\n\n一、岗位职责\n1、负责客户维护。\n2、负责报表。\n\n| 项目 | 分值 |\n| --- | --- |\n| 业绩 | 40 |\n".encode()
    return [
        (read_pdf, signed),
        (read_pdf, plain),
        (read_word, word),
        (read_word, template),
        (read_template, template),
        (read_paper, word),
        (read_for_import, word),
        (read_for_import, text),
        (read_packet, _packet(signed)),
        (read_picture, picture),
        (read_picture, shapes),
    ]


def _packet(paper: bytes) -> bytes:
    listing = {"format": packets.FORMAT, "files": {"a.pdf": {"sha256": sha256(paper)}}, "record": [], "missing": [], "title": "x", "version": "V1.0", "number": "", "retention": "10年"}  # fmt: skip
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("packet.json", json.dumps(listing))
        archive.writestr("a.pdf", paper)
    return out.getvalue()


@pytest.fixture(scope="module")
def helpers() -> Iterator[Helpers]:
    with Helpers() as made:
        yield made


def spoil(samples: list[tuple[Callable[[bytes], None], bytes]], helpers: Helpers, count: int, seed: int) -> None:
    """`count` spoiled files; nothing may end in a traceback, take longer or take more."""
    dice = random.Random(seed)
    said: Counter[str] = Counter()
    longest = most = 0.0
    failed: list[str] = []
    for number in range(count):
        function, content = samples[number % len(samples)]
        spoiled = mutated(dice, content)
        codes, seconds, megabytes = _outcome(helpers, function, spoiled)
        said.update([f"{function.__name__}: {'、'.join(sorted(set(codes))) or 'read'}"])
        longest, most = max(longest, seconds), max(most, megabytes)
        if "B155" in codes:
            failed.append(f"{function.__name__} {number} {codes[-1]}")
    print(f"\n{count} files, longest {longest:.2f} s, most {most:.0f} MB", dict(said))
    assert failed == []
    assert longest <= SECONDS
    assert most <= MEGABYTES


def _outcome(helpers: Helpers, function: Callable[[bytes], None], content: bytes) -> tuple[list[str], float, float]:
    limits = Limits(HERE)
    try:
        found: Any = helpers.run(measured, (function, content), limits, preload=LIBRARIES)
    except DocgenError as error:
        (problem,) = error.problems
        return [problem.code, problem.message], limits.seconds if problem.code == "B150" else 0.0, 0.0
    return found


def test_hundreds_of_spoiled_files_are_answered_or_refused_by_name(
    samples: list[tuple[Callable[[bytes], None], bytes]], helpers: Helpers
) -> None:
    spoil(samples, helpers, 330, 20261201)


@pytest.mark.slow
def test_ten_thousand_spoiled_files_are_answered_or_refused_by_name(
    samples: list[tuple[Callable[[bytes], None], bytes]], helpers: Helpers
) -> None:
    spoil(samples, helpers, 10_000, 20261202)
