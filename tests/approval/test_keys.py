"""Private keys in their files, and what people compare of them."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization

from docgen.approval.desk import key_files
from docgen.approval.ledger import keys, wrapping
from docgen.approval.ledger.checkpoints import read_checkpoint
from docgen.errors import DocgenError

WORDS = "骑 缝 章 火漆 印"
PASSPHRASE = "夜里三点的一个钥匙孔-7"


def code(error: pytest.ExceptionInfo[DocgenError]) -> str:
    return error.value.problems[0].code


def test_a_key_comes_out_of_its_file_as_it_went_in() -> None:
    key = keys.generate("mei")
    content = wrapping.wrapped(key, PASSPHRASE)
    again, weak = wrapping.unwrapped(content, "mei", PASSPHRASE, "x")
    assert (again.public, weak) == (key.public, False)
    assert key.private.private_bytes_raw().hex() not in content.decode()
    assert wrapping.wrapped(key, PASSPHRASE) != content  # salt and nonce are new each time


def test_a_guess_at_a_passphrase_costs_128_mebibytes() -> None:
    real = wrapping.Cost(2**17)
    assert real.memory == 128 * 2**20
    content = wrapping.wrapped(keys.generate("mei"), PASSPHRASE, real)
    kdf = json.loads(content)["kdf"]
    assert (kdf["name"], kdf["n"], kdf["r"], kdf["p"]) == ("scrypt", 131072, 8, 1)
    with pytest.raises(DocgenError) as error:
        wrapping.unwrapped(content, "mei", PASSPHRASE + "x", "x")
    assert code(error) == "A305"


@pytest.mark.parametrize("passphrase", ["十一个字符的口令少一", "aaaaaaaaaaaaaaaa", "a b c", "", "abababababababab"])
def test_a_passphrase_that_can_be_guessed_is_refused(passphrase: str, tmp_path: Path) -> None:
    with pytest.raises(DocgenError) as error:
        key_files.save(keys.generate("mei"), tmp_path, passphrase)
    assert code(error) == "A302"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("passphrase", [PASSPHRASE, "正好十二个字符的口令一二", WORDS])
def test_twelve_characters_or_five_words_are_a_passphrase(passphrase: str, tmp_path: Path) -> None:
    path = key_files.save(keys.generate("mei"), tmp_path, passphrase)
    assert path.stat().st_mode & 0o777 == 0o600
    assert key_files.unlock(path, "mei", passphrase).person == "mei"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("person", "zhao"),
        ("public", "0" * 64),
        ("nonce", "00" * 12),
        ("kdf", {"name": "scrypt", "n": 2, "r": 8, "p": 2, "salt": "00" * 16}),
        ("kdf", {"name": "scrypt", "n": 2**31, "r": 8, "p": 1, "salt": "00" * 16}),
        ("kdf", {"name": "scrypt", "n": 3, "r": 8, "p": 1, "salt": "00" * 16}),
        ("kdf", {"name": "none"}),
        ("data", "zz"),
        ("format", "docgen-key-3"),
    ],
)
def test_a_key_file_altered_in_any_field_opens_for_nobody(field: str, value: object) -> None:
    data = json.loads(wrapping.wrapped(keys.generate("mei"), PASSPHRASE))
    with pytest.raises(DocgenError) as error:
        wrapping.unwrapped(json.dumps(data | {field: value}).encode(), "mei", PASSPHRASE, "x")
    assert code(error) in ("A305", "A306")


def old_file(key: keys.Key, folder: Path, passphrase: str) -> Path:
    """As versions before 0.3 wrote it."""
    pem = key.private.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase.encode()),
    )
    path = folder / f"{key.person}-{key.key_id[:16]}.pem"
    path.write_bytes(pem)
    return path


def test_a_key_file_of_an_earlier_version_is_read_and_wrapped_anew(tmp_path: Path) -> None:
    key = keys.generate("mei")
    old = old_file(key, tmp_path, "8 chars!")
    assert key_files.load("mei", tmp_path, [key.key_id], "8 chars!").public == key.public
    assert not old.exists()
    new = tmp_path / f"mei-{key.key_id}.key"
    assert [path.name for path in tmp_path.iterdir()] == [new.name]
    assert new.stat().st_mode & 0o777 == 0o600
    assert key_files.load("mei", tmp_path, [key.key_id], "8 chars!").public == key.public


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_key_file_that_cannot_be_wrapped_anew_stays_and_serves(tmp_path: Path) -> None:
    key = keys.generate("mei")
    old = old_file(key, tmp_path, "8 chars!")
    tmp_path.chmod(0o500)
    try:
        assert key_files.load("mei", tmp_path, [key.key_id], "8 chars!").public == key.public
        assert old.exists()
    finally:
        tmp_path.chmod(0o700)


def test_a_key_cheaper_to_guess_than_today_is_wrapped_anew(tmp_path: Path) -> None:
    key = keys.generate("mei")
    path = tmp_path / f"mei-{key.key_id}.key"
    path.write_bytes(wrapping.wrapped(key, PASSPHRASE, wrapping.Cost(2, 1, 1)))
    key_files.unlock(path, "mei", PASSPHRASE)
    assert json.loads(path.read_bytes())["kdf"]["r"] == wrapping.COST.r


def test_people_compare_128_bits_in_groups_of_four() -> None:
    public = keys.generate("mei").public
    shown = keys.fingerprint(public)
    assert len(shown.replace("-", "")) * 4 == 128
    assert [len(group) for group in shown.split("-")] == [4] * 8
    assert keys.same_fingerprint(shown.lower().replace("-", " "), public)
    assert not keys.same_fingerprint(shown[:-1], public)
    assert not keys.same_fingerprint("", public)
    assert not keys.same_fingerprint(shown, keys.generate("mei").public)


def test_a_checkpoint_that_names_its_key_as_earlier_versions_did_is_still_read() -> None:
    key = keys.generate("mei")
    fields = ["1" * 64, "7", "2" * 64, "2026-01-05T01:00:00Z", "mei", key.key_id[:16]]
    signature = key.sign("\n".join(["docgen-checkpoint-1", *fields]).encode()).hex()
    names = ["workspace", "size", "head", "at", "person", "key_id"]
    data: dict[str, object] = dict(zip(names, fields, strict=True)) | {"size": 7, "public": key.public}
    assert read_checkpoint(json.dumps(data | {"signature": signature})).genuine
    assert not read_checkpoint(json.dumps(data | {"signature": signature, "key_id": key.key_id[:8]})).genuine
