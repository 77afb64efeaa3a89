"""PDF files as docgen writes them from pydyf's objects: byte for byte pydyf's, at another level of packing."""

from __future__ import annotations

import io
import subprocess
import types
import zlib
from pathlib import Path
from typing import Any

import pikepdf
import pydyf
import pytest
import weasyprint
from hypothesis import given
from hypothesis import strategies as st

from docgen.pdf.patches.file_writing import LEVEL, Packed, to_bytes, write, write_by_ourselves

HTML = (
    "<html lang='zh'><title>专线</title><style>p{page-break-after:always}</style><h1 id='a'>第一章</h1><p>互联网专线 100 Mbit/s"
    "</p><p><a href='#a'>第一章</a></p>"
)


@pytest.fixture
def level(monkeypatch: pytest.MonkeyPatch) -> None:
    """pydyf packs at docgen's level too."""
    packing = types.SimpleNamespace(compressobj=lambda level: zlib.compressobj(level=LEVEL))
    monkeypatch.setattr(pydyf, "zlib", packing)


def files(
    identifier: Any = None, packed: Packed | None = None, html: str = HTML, **options: Any
) -> tuple[bytes, bytes]:
    """One document's file by pydyf and by docgen."""
    made = []
    for finish in (None, lambda _document, pdf: write_by_ourselves(pdf, packed)):
        document = weasyprint.HTML(string=html).render()
        made.append(document.write_pdf(finisher=finish, pdf_identifier=identifier, pdf_tags=True, **options))
    return made[0], made[1]


@pytest.mark.usefixtures("level")
@pytest.mark.parametrize("identifier", [None, True, b"docgen", "docgen"])
@pytest.mark.parametrize("variant", [None, "pdf/a-3u", "pdf/ua-1"])
def test_the_file_is_that_of_pydyf(identifier: Any, variant: str | None) -> None:
    theirs, own = files(identifier, pdf_variant=variant)
    assert own == theirs


def test_without_compression_pydyf_writes() -> None:
    theirs, own = files(uncompressed_pdf=True)
    assert own == theirs


def test_a_file_has_the_objects_of_pydyfs_and_no_fault(tmp_path: Path) -> None:
    theirs, own = files()
    path = tmp_path / "own.pdf"
    path.write_bytes(own)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    with pikepdf.open(io.BytesIO(theirs)) as one, pikepdf.open(path) as other:
        assert [item.unparse() for item in one.Root.Pages.Kids] == [item.unparse() for item in other.Root.Pages.Kids]
        assert [page.Contents.read_bytes() for page in one.pages] == [
            page.Contents.read_bytes() for page in other.pages
        ]


def test_what_was_packed_for_the_file_before_gives_the_same_file_and_what_is_not_used_again_is_dropped() -> None:
    packed = Packed()
    first, again = files(packed=packed)[1], files(packed=packed)[1]
    assert again == first
    other = files(packed=packed, html="<p>另一份")[1]
    assert other == files(html="<p>另一份")[1]
    assert files(packed=packed)[1] == first


@given(
    st.recursive(
        st.one_of(
            st.integers(-9999, 9999), st.floats(-1e6, 1e6), st.booleans(), st.sampled_from(["/Name", b"(x)", ""])
        ),
        lambda inner: st.lists(inner, max_size=3).map(pydyf.Array),
        max_leaves=4,
    )
)
def test_values_are_written_as_pydyf_writes_them(value: Any) -> None:
    assert b"[%b]" % to_bytes(value) == pydyf.Array([value]).data


def test_an_empty_document_of_pydyf_is_a_file() -> None:
    pdf = pydyf.PDF()
    pdf.add_page(
        pydyf.Dictionary({"Type": "/Page", "Parent": pdf.pages.reference, "MediaBox": pydyf.Array([0, 0, 9, 9])})
    )
    output = io.BytesIO()
    write(pdf, output, b"1.7", False, Packed())
    with pikepdf.open(output) as file:
        assert len(file.pages) == 1
