"""Files that anybody may have made: read within bounds, one clear problem each, and nothing printed that steers a terminal."""

from __future__ import annotations

import io
import json
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import weasyprint
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from docgen.approval.after.catalogue import Entry, export, read_catalogue
from docgen.approval.after.packet import check_packet
from docgen.approval.issue.manifest import Identity, attachment, read_attachment
from docgen.approval.issue.pdf_signature import attach, attachments
from docgen.approval.ledger.checkpoints import Checkpoint, _signed, read_checkpoint
from docgen.approval.ledger.digests import sha256
from docgen.approval.ledger.keys import generate, read_request
from docgen.approval.ledger.ledger import Ledger
from docgen.approval.rules.decisions import Decision
from docgen.cli.issue import chosen_seal
from docgen.compare.issued import as_listed
from docgen.compare.stored import freeze, thaw
from docgen.content.spreadsheet import read_table
from docgen.errors import DocgenError, Location
from docgen.foreign import read_json, visible
from docgen.model.nodes import Document, Heading, Paragraph, Text

DEEP = b"[" * 200_000
KEY = generate("mallory")
IDENTITY = Identity("D0001", 1, "V1.0", "", "通知", "通知", "2026-03-01", "0" * 64)


def codes(act: Callable[[], Any]) -> list[str]:
    with pytest.raises(DocgenError) as caught:
        act()
    return [problem.code for problem in caught.value.problems]


def checkpoint(**values: Any) -> Checkpoint:
    """A checkpoint by someone with a key of their own."""
    plain = replace(
        Checkpoint("0" * 64, 1, "0" * 64, "2026-03-01T00:00:00Z", "mallory", KEY.key_id, KEY.public, ""), **values
    )
    return replace(plain, signature=KEY.sign(_signed(plain)).hex())


@pytest.mark.parametrize(
    "text", [DEEP, b"", b"\xff", b"NaN", b'{"a": -Infinity}', b'"\\ud800"', b'{"\\udfff": 1}', b"1" * 5000, '"\\ud800"']
)
def test_what_is_no_sound_json_is_one_kind_of_error(text: bytes | str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 (callers catch just this)
        read_json(text)


def test_json_with_escapes_is_read_as_it_is() -> None:
    assert read_json(b'{"a": "\\u4e2d\\ud83d\\ude00", "b": [1, null]}') == {"a": "中\N{GRINNING FACE}", "b": [1, None]}


def test_what_steers_a_terminal_is_shown_and_not_obeyed() -> None:
    assert (
        visible("标题\x1b[2J\u202e\ud800\x9b\r\n第二行\u3000完")
        == "标题\ufffd[2J\ufffd\ufffd\ufffd\ufffd\n第二行\u3000完"
    )


def test_deep_or_unsound_files_are_refused_by_every_reader() -> None:
    assert codes(lambda: read_catalogue(DEEP, "x")) == ["A431"]
    assert codes(lambda: read_checkpoint(DEEP)) == ["A431"]
    assert codes(lambda: thaw(DEEP, Location("x"))) == ["V112"]
    assert codes(lambda: read_request(DEEP, "x")) == ["A307"]
    assert read_attachment(DEEP) == (None, {})
    huge = attachment(IDENTITY, [], {}).replace(b'"revision": 1', b'"revision": 1e999')
    assert read_attachment(huge)[0] is None


def test_a_checkpoint_of_no_length_or_with_half_a_character_is_refused() -> None:
    assert codes(lambda: read_checkpoint(checkpoint(size=-5).to_json())) == ["A431"]
    assert codes(lambda: read_checkpoint(checkpoint(size=True).to_json())) == ["A431"]
    assert codes(lambda: read_checkpoint(checkpoint().to_json().replace('"mallory"', '"\\ud800"'))) == ["A431"]
    assert not replace(checkpoint(), person="\ud800").genuine


def test_a_catalogue_of_wrong_shapes_is_refused_though_it_is_signed() -> None:
    wrong: Any = 5
    entry = Entry(IDENTITY, {"x.pdf": "0" * 64}, decisions=(Decision(wrong, "某", wrong, "c"),))
    assert codes(lambda: read_catalogue(export([entry], checkpoint(), Ledger(), KEY), "x")) == ["A431"]


@pytest.mark.parametrize(
    "wrong", [5, None, True, [], [[1]], {"a": 1}, {"": "frozenset", "items": []}, {"": "Nothing"}, {"": ["x"]}]
)
@pytest.mark.parametrize(
    "place",
    [
        "title",
        "blocks",
        "blocks/0",
        "blocks/0/level",
        "blocks/0/children",
        "blocks/1/children/0/marks",
        "blocks/1/role",
    ],
)
def test_a_stored_tree_with_a_value_of_another_type_is_refused(place: str, wrong: Any) -> None:
    document = Document(
        "题", (Heading(1, (Text("总则"),), label="a"), Paragraph((Text("正文", frozenset({"strong"})),)))
    )
    assert thaw(freeze(document), Location("x")) == document
    whole = json.loads(freeze(document))
    at = whole["document"]
    *way, last = [int(name) if name.isdigit() else name for name in place.split("/")]
    for name in way:
        at = at[name]
    assert last in at or isinstance(at, list)
    at[last] = wrong
    if (place.rpartition("/")[2], wrong) in (
        ("level", 5),
        ("blocks", []),
        ("children", []),
        ("marks", {"": "frozenset", "items": []}),
    ):
        assert thaw(json.dumps(whole).encode(), Location("x")) != document
    else:
        assert codes(lambda: thaw(json.dumps(whole).encode(), Location("x"))) == ["V112"]


def test_a_stored_tree_that_its_manifest_does_not_know_is_refused(tmp_path: Path) -> None:
    tree = tmp_path / "document.json"
    content = freeze(Document("题", ()))
    assert as_listed(tree, content)
    for files, fits in (
        ({"document.json": {"sha256": sha256(content)}}, True),
        ({"document.json": {"sha256": "0" * 64}}, False),
        ({}, True),
        ([], True),
    ):
        (tmp_path / "manifest.json").write_text(json.dumps({"files": files}), encoding="utf-8")
        assert as_listed(tree, content) == fits


# --- packets ---


def packet(content: bytes | dict[str, Any], more: bytes = b"") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("packet.json", content if isinstance(content, bytes) else json.dumps(content))
        if more:
            archive.writestr("more.bin", more)
    return out.getvalue()


def listing(**values: Any) -> dict[str, Any]:
    facts = {
        "format": "docgen-packet-1",
        "files": {},
        "record": [],
        "missing": [],
        "title": "x",
        "version": "V1.0",
        "number": "",
        "retention": "10年",
    }
    return facts | values


ROW = [1, "", "set-up", 0, "mallory", "", "", "2026-03-01T00:00:00Z", "{}", "0" * 64, "k", "h", "s"]


@pytest.mark.parametrize(
    "content",
    [
        DEEP,
        listing(title=5),
        listing(missing=[5]),
        listing(missing=None),
        listing(record=[[1, 2]]),
        listing(record=[ROW]),
        listing(record=[[*ROW[:8], 5, *ROW[9:]]]),
        listing(record=[[[]] * 13]),
        listing(record=[[*ROW[:8], "[" * 200_000, *ROW[9:]]]),
        listing(record=[["1", *ROW[1:]]]),
    ],
)
def test_a_packet_of_wrong_shapes_is_told_in_problems(content: bytes | dict[str, Any]) -> None:
    _facts, problems = check_packet(packet(content), "x")
    assert {problem.code for problem in problems} == {"A762"}


def test_a_packet_whose_packing_is_damaged_is_told_in_a_problem() -> None:
    whole = bytearray(packet(listing(), bytes(range(256)) * 400))
    start = whole.find(b"more.bin") + len(b"more.bin")
    for place in range(start + 3, start + 60):
        whole[place] ^= 0xFF
    assert [problem.code for problem in check_packet(bytes(whole), "x")[1]] == ["A762"]


def test_a_workbook_whose_packing_is_damaged_is_told_in_a_problem(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<x>" + bytes(range(256)) * 40)
    raw = bytearray(out.getvalue())
    start = raw.find(b".xml") + 4
    for place in range(start, start + 60):
        raw[place] ^= 0x5A
    file = tmp_path / "得分.xlsx"
    file.write_bytes(raw)
    assert [problem.code for problem in read_table(file, "得分.xlsx")[1]] == ["C143"]


# --- attachments and signing programs ---


def test_an_attachment_that_would_unpack_without_end_is_left_out() -> None:
    plain = weasyprint.HTML(string="<p>x").write_pdf()
    assert plain is not None
    once = zlib.compress(bytes(150_000_000), 9)
    assert len(once) < 200_000
    pdf = attach(plain, {"big.json": b"{}", "docgen.json": b'{"a": 1}'}, "x")
    writer: Any = IncrementalPdfFileWriter(io.BytesIO(pdf))
    names = writer.root["/Names"]["/EmbeddedFiles"]["/Names"]
    stream = generic.StreamObject({generic.pdf_name("/Filter"): generic.pdf_name("/FlateDecode")}, encoded_data=once)
    names[1]["/EF"]["/F"] = writer.add_object(stream)
    names[1]["/EF"]["/UF"] = names[1]["/EF"].raw_get("/F")
    writer.update_container(names[1])
    out = io.BytesIO()
    writer.write(out)
    assert attachments(pdf) == {"big.json": b"{}", "docgen.json": b'{"a": 1}'}
    assert attachments(out.getvalue()) == {"docgen.json": b'{"a": 1}'}


def test_a_signing_command_that_cannot_be_read_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path))
    assert codes(lambda: chosen_seal(None, None, "sign 'x")) == ["A515"]
    assert codes(lambda: chosen_seal(None, None, "   ")) == ["A516"]
    seal: Any = chosen_seal(None, None, "sign --pin 'a b'")
    assert seal.command == ("sign", "--pin", "a b")
