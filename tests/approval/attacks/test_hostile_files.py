"""Files made to keep docgen busy for ever or to fill its memory: each is answered within bounds, with what happened, and never as an original."""

from __future__ import annotations

import io
import json
import resource
import time
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from docgen.api import verifying
from docgen.approval.after.catalogue import Catalogue
from docgen.approval.after.packet import check_packet
from docgen.approval.issue.foreign_files import ForeignFiles
from docgen.approval.verify.verify import examine
from docgen.errors import DocgenError

SECONDS = 2.0  # of the processor for one file; outside of tests it is ten
MEGABYTES = 500


@pytest.fixture(scope="module")
def files() -> Iterator[ForeignFiles]:
    with ForeignFiles(SECONDS) as reader:
        yield reader


def pdf(*objects: bytes, trailer: bytes = b"") -> bytes:
    """A PDF of these objects, 1 0 being the catalogue."""
    out = bytearray(b"%PDF-1.7\n")
    places = []
    for number, content in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    for place in places:
        out += b"%010d 00000 n \n" % place
    out += b"trailer\n<</Root 1 0 R/Size %d%s>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, trailer, start)
    return bytes(out)


def name_tree() -> bytes:
    """Seven kilobytes of a tree whose branches are itself, six hundred times at each level."""
    kids = b" ".join([b"3 0 R"] * 600)
    return pdf(b"<</Type/Catalog/Names<</EmbeddedFiles 3 0 R>>/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>", b"<</Kids[%s]>>" % kids)  # fmt: skip


def endless_table() -> bytes:
    """A cross-reference stream of entries without width: there is always one more."""
    stream = zlib.compress(b"")
    head = b"%PDF-1.7\n"
    body = b"1 0 obj\n<</Type/XRef/W[0 0 0]/Index[0 2000000000]/Size 2000000000/Root 2 0 R/Filter/FlateDecode/Length %d>>stream\n%s\nendstream\nendobj\n" % (len(stream), stream)  # fmt: skip
    return head + body + b"startxref\n%d\n%%%%EOF\n" % len(head)


def long_table() -> bytes:
    """Fifty megabytes of places in a file that has one object."""
    head = b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\nendobj\n"
    rows = b"0000000009 00000 n \n" * 2_500_000
    return head + b"xref\n0 2500000\n" + rows + b"trailer\n<</Root 1 0 R/Size 2500000>>\nstartxref\n%d\n%%%%EOF\n" % len(head)  # fmt: skip


def nested_arrays() -> bytes:
    """Brackets in brackets, a million deep."""
    return pdf(b"<</Type/Catalog/Names " + b"[" * 1_000_000 + b">>")


@pytest.mark.parametrize("made", [name_tree, endless_table, long_table, nested_arrays])
def test_a_pdf_made_to_keep_its_reader_busy_is_answered_within_bounds_and_is_no_original(
    made: Callable[[], bytes], files: ForeignFiles
) -> None:
    content = made()
    before = resource.getrusage(resource.RUSAGE_SELF)
    began = time.process_time()
    finding = examine(content, Catalogue(()), reader=files)
    assert finding.verdict == "unknown"
    assert time.process_time() - began < SECONDS
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before.ru_maxrss
    assert grown < MEGABYTES * 1000


def test_the_next_file_is_read_as_if_nothing_had_happened(files: ForeignFiles) -> None:
    with pytest.raises(DocgenError) as caught:
        files.pdf(endless_table())
    assert {problem.code for problem in caught.value.problems} <= {"B150", "B151"}
    assert files.pdf(pdf(b"<</Type/Catalog>>")).signature.state == "none"


def packet(listing: bytes, **more: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("packet.json", listing)
        for name, content in more.items():
            archive.writestr(name, content)
    return out.getvalue()


LISTING = {
    "format": "docgen-packet-1",
    "files": {},
    "record": [],
    "missing": [],
    "title": "x",
    "version": "V1.0",
    "number": "",
    "retention": "10年",
}


def test_a_packet_that_unpacks_to_gigabytes_is_hashed_piece_by_piece_and_fills_no_memory(files: ForeignFiles) -> None:
    content = packet(json.dumps(LISTING).encode(), bomb=bytes(400_000_000))
    assert len(content) < 2_000_000
    facts, problems = check_packet(content, "x.zip", reader=files)
    assert facts["title"] == "x"
    assert [problem.code for problem in problems] == ["A762"]  # a file that is not on the list


def test_a_packet_whose_list_is_a_bomb_is_none(files: ForeignFiles) -> None:
    for listing in (b" " * 400_000_000, b"[" + b"{}," * 5_000_000 + b"{}]", b"[" * 1_000_000):
        _facts, problems = check_packet(packet(listing), "x.zip", reader=files)
        assert {problem.code for problem in problems} <= {"A762", "B151"}


def test_verifying_a_hostile_file_outside_of_any_workspace_ends_with_a_problem_and_no_traceback(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(nested_arrays())
    answer = verifying.verify(file)
    assert (answer.verdict, answer.genuine) == ("unknown", False)
