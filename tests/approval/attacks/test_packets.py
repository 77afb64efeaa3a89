"""Archive packets made by hand: the PDF swapped and the list written anew, a row dropped, all rows invented, signed by anybody."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from docgen.approval.after import archive
from docgen.approval.after.packet import check_packet
from docgen.approval.ledger.digests import sha256
from docgen.approval.ledger.events import canonical_json
from docgen.approval.ledger.keys import Key, generate
from docgen.cli import main
from issuing_samples import Office

Change = Callable[[dict[str, bytes], dict[str, Any]], None]


def archived(root: Path, words: str) -> tuple[Office, bytes]:
    office = Office(root)
    path = office.approved(正文=words)
    office.issue(path)
    office.publish(path, "2026-03-02")
    _event, packet = archive.archive(office.desk, path, office.keys["he"], retention="10年")
    return office, packet.read_bytes()


@pytest.fixture(scope="module")
def genuine(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, bytes]:
    return archived(tmp_path_factory.mktemp("genuine"), "价款一百元。")


@pytest.fixture(scope="module")
def forged(tmp_path_factory: pytest.TempPathFactory) -> tuple[Office, bytes]:
    return archived(tmp_path_factory.mktemp("forger"), "价款九千元。")


def remade(packet: bytes, change: Change, key: Key | None = None, *, listed: bool = True) -> bytes:
    """The packet with its files and list changed, hashes of files put right, and signed anew by whoever does it."""
    with zipfile.ZipFile(io.BytesIO(packet)) as source:
        files = {name: source.read(name) for name in source.namelist()}
    facts = json.loads(files.pop("packet.json"))
    change(files, facts)
    if listed:
        facts["files"] = {name: {"sha256": sha256(content), "bytes": len(content)} for name, content in files.items()}
    if key is not None:
        facts["signed_by"] = {"person": key.person, "key_id": key.key_id, "public": key.public}
        facts.pop("signature", None)
        facts["signature"] = key.sign(f"docgen-packet-2\n{canonical_json(facts)}".encode()).hex()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as target:
        for name, content in {"packet.json": json.dumps(facts).encode(), **files}.items():
            target.writestr(name, content)
    return out.getvalue()


def said(packet: bytes) -> str:
    return "\n".join(problem.message for problem in check_packet(packet, "x.zip")[1])


def swap(other: bytes) -> Change:
    """The issued PDF of another packet in the place of this one's."""
    with zipfile.ZipFile(io.BytesIO(other)) as source:
        pdf = source.read("01-定稿/notice-V1.0.pdf")
    return lambda files, _facts: files.update({"01-定稿/notice-V1.0.pdf": pdf})


def drop_row(kind: str) -> Change:
    return lambda _files, facts: facts.update(record=[row for row in facts["record"] if row[2] != kind])


def edit_log(files: dict[str, bytes], _facts: dict[str, Any]) -> None:
    files["03-审批/经过.txt"] += "钱示例 不同意".encode()


def test_the_packet_as_archived_has_nothing_wrong(genuine: tuple[Office, bytes]) -> None:
    assert said(genuine[1]) == ""


@pytest.mark.parametrize("change", ["swap", "publish", "approve", "log", "title", "retention"])
def test_a_packet_changed_by_who_has_no_key_of_the_register_is_found(
    genuine: tuple[Office, bytes], forged: tuple[Office, bytes], change: str
) -> None:
    changes: dict[str, Change] = {
        "swap": swap(forged[1]), "publish": drop_row("publish"), "approve": drop_row("approve"), "log": edit_log,
        "title": lambda _files, facts: facts.update(title="另一份"),
        "retention": lambda _files, facts: facts.update(retention="永久"),
    }  # fmt: skip
    office, packet = genuine
    assert "签名不对" in said(remade(packet, changes[change]))
    assert "不是记录里" in said(
        remade(packet, changes[change], generate("he"))
    )  # a key of his own under a keeper's name
    assert "不能为整个记录作证" in said(remade(packet, changes[change], office.keys["qian"]))


def test_even_the_registrar_cannot_pack_another_pdf_than_was_issued(
    genuine: tuple[Office, bytes], forged: tuple[Office, bytes]
) -> None:
    office, packet = genuine
    assert "不是签发记录里的那个文件" in said(remade(packet, swap(forged[1]), office.keys["he"]))
    assert "不是签发记录里的那个文件" in said(
        remade(packet, lambda files, _facts: files.update({"01-定稿/补充.pdf": b"%PDF-"}), office.keys["he"])
    )
    assert "没有签发" in said(remade(packet, drop_row("issue"), office.keys["he"]))
    assert "第一条" in said(remade(packet, lambda _files, facts: facts.update(record=[]), office.keys["he"]))
    assert "与签发记录不符" in said(
        remade(packet, lambda _files, facts: facts.update(number="星河办〔2026〕99号"), office.keys["he"])
    )


def test_a_packet_of_the_unsigned_kind_counts_for_nothing_alone(genuine: tuple[Office, bytes]) -> None:
    old = remade(genuine[1], lambda _files, facts: facts.update(format="docgen-packet-1"))
    assert "没有整体签名" in said(old)


def test_a_packet_whose_record_is_invented_is_judged_by_the_pin_alone(
    genuine: tuple[Office, bytes], forged: tuple[Office, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DOCGEN_KEYS", str(tmp_path / "keys"))
    for name, (_office, content) in (("genuine.zip", genuine), ("forged.zip", forged)):
        (tmp_path / name).write_bytes(content)

    def verified(name: str) -> Result:
        return CliRunner().invoke(main, ["archive", "--verify", name])

    for name in ("genuine.zip", "forged.zip"):
        done = verified(name)
        assert (done.exit_code, "完好" in done.output) == (3, False), done.output
    monkeypatch.setenv("DOCGEN_KEYS", str(genuine[0].folder))
    done = verified("genuine.zip")
    assert (done.exit_code, "完好" in done.output) == (0, True), done.output
    done = verified("forged.zip")
    assert (done.exit_code, "警报" in done.output) == (1, True), done.output
