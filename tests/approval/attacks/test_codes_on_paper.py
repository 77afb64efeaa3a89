"""Codes that people compare on paper: two texts made to bear one code, codes mistyped, codes of the old and short kind."""

from __future__ import annotations

import hashlib
from itertools import count
from pathlib import Path

import pytest

from docgen.approval.desk import operations
from docgen.approval.issue.qr_codes import review_code, root_code, text_code
from docgen.approval.ledger.digests import bears, bore, scanned, short_code
from docgen.approval.rules.acting import Evidence
from docgen.compare.issued import freeze_stamp, stamp_beside
from docgen.errors import DocgenError
from docgen.model.nodes import Cell, Paragraph, Row, Table
from docgen.model.stamp import Stamp
from issuing_samples import Office
from workflow_samples import Company, content
from workflow_samples import digest as digest_of


def digest(number: int) -> str:
    return hashlib.sha256(f"报酬 {number} 元".encode()).hexdigest()


def test_texts_whose_old_fifty_bits_are_equal_bear_different_codes() -> None:
    """The search that took a minute for 50 bits, here for 26: what it finds no longer passes for each other."""
    seen: dict[str, str] = {}
    for number in count():
        found = digest(number)
        other = seen.setdefault(found[:6], found)
        if other != found:
            break
    twin = other[:13] + found[13:]  # what the search for 50 bits ends with
    assert short_code(other) != short_code(twin)
    assert not bears(short_code(other), twin)
    assert bore(short_code(twin), twin)


def test_a_code_has_at_least_128_bits() -> None:
    whole = digest(1)
    for place in range(32):  # every one of the first 128 bits matters
        for bit in range(4):
            changed = whole[:place] + f"{int(whole[place], 16) ^ 1 << bit:x}" + whole[place + 1 :]
            assert not bears(short_code(whole), changed)


@pytest.mark.parametrize("change", [str.lower, lambda code: code.replace("-", " "), lambda code: f" {code}\n",
                                    lambda code: code.replace("-", "—"), lambda code: code.replace("1", "l").replace("0", "O")])  # fmt: skip
def test_a_code_typed_as_people_type_it_is_the_same_code(change: object) -> None:
    assert callable(change)
    assert all(bears(change(short_code(digest(number))), digest(number)) for number in range(200))


def test_the_qr_code_says_the_whole_digest_and_is_taken_as_a_code() -> None:
    assert bears(scanned(digest(3)), digest(3))
    assert not bears(scanned(digest(3)), digest(4))
    assert not bears(digest(3)[:40], digest(3))
    assert text_code(digest(3)).svg == text_code(digest(3)).svg != root_code(digest(3)).svg


def test_a_paper_that_bears_only_the_old_short_code_is_not_entered(tmp_path: Path) -> None:
    office = Office(tmp_path)
    path = office.write()
    operations.submit(office.desk, path, office.keys["lin"])
    seen = operations.seen(office.desk, path)
    scan = tmp_path / "签批单.pdf"
    scan.write_bytes(b"%PDF-1.7 scan")
    old = seen.code.replace("-", "")[:10]
    for code in (old, f"{old[:5]}-{old[5:]}"):
        evidence = operations.evidence(office.desk, scan, code)
        with pytest.raises(DocgenError) as caught:
            operations.approve(office.desk, path, office.keys["he"], seen, person="zhou", evidence=evidence)
        assert [problem.code for problem in caught.value.problems] == ["A216"]


def test_a_recorded_approval_names_the_whole_digest() -> None:
    company, text = Company(), content(text="1", prices="2")
    company.submit(text)
    event = company.approve(
        "he", text, person="zhou", evidence=Evidence("scan.pdf", digest_of("scan"), short_code(text.digest))
    )
    assert event[0].payload["code"] == text.digest


def test_the_sheet_kept_beside_an_issue_prints_its_codes_again_and_no_other_drawing(tmp_path: Path) -> None:
    """The next revision is compared with the issued paper, sheet and all."""
    cell = Cell((Paragraph((text_code(digest(1)),)),))
    stamp = Stamp(version="V1.0", back=(*review_code(digest(2)), Table((Row((cell,)),), (1,))))
    file = tmp_path / "stamp.json"
    file.write_bytes(freeze_stamp(stamp))
    assert stamp_beside(tmp_path).back == stamp.back
    file.write_text(file.read_text(encoding="utf-8").replace("</svg>", "<script/></svg>"), encoding="utf-8")
    assert stamp_beside(tmp_path).back == ()
