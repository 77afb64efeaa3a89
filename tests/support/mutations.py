"""Files spoiled at random, as a careless or hostile hand spoils them: bytes, numbers, names, nesting, and the parts of a ZIP from within."""

from __future__ import annotations

import io
import random
import re
import zipfile
from collections.abc import Callable

_NUMBER = re.compile(rb"(?<![0-9])[0-9]{1,6}(?![0-9])")
_NAME = re.compile(rb"/[A-Za-z]{2,20}|<w:[a-zA-Z]+|<[a-zA-Z]+|[a-z-]+=")
_VAST = (b"0", b"-1", b"65536", b"2147483648", b"99999999999999999999", b"1e999", b"1000000")
_INSERTED = (
    b"<<", b">>", b"[" * 500, b"(" * 200, b"endobj", b"stream\n", b"endstream", b"%%EOF", b"1 0 R", b"/Kids[1 0 R]", b"\x00" * 64,
    b"<w:p>", b"</w:p>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"&lt;", b"\xff\xfe", b"<g>" * 100, b"{{", b"%}",
    b'<w:fldChar w:fldCharType="begin"/>', b'<use href="#a"/>', b'"', b"'", "\u202e\ufdd0".encode(), b"PK\x01\x02",
)  # fmt: skip

Mutate = Callable[[random.Random, bytearray], None]


def _flip(dice: random.Random, content: bytearray) -> None:
    for _time in range(dice.choice((1, 1, 4, 30))):
        content[dice.randrange(len(content))] = dice.randrange(256)


def _cut(dice: random.Random, content: bytearray) -> None:
    start = dice.randrange(len(content))
    del content[start : start + dice.choice((1, 7, 100, 5000))]


def _end(dice: random.Random, content: bytearray) -> None:
    del content[dice.randrange(len(content)) :]


def _double(dice: random.Random, content: bytearray) -> None:
    start = dice.randrange(len(content))
    piece = content[start : start + dice.choice((8, 80, 800, 8000))]
    at = dice.randrange(len(content))
    content[at:at] = piece * dice.choice((1, 1, 3, 200))


def _insert(dice: random.Random, content: bytearray) -> None:
    at = dice.randrange(len(content))
    content[at:at] = dice.choice(_INSERTED) * dice.choice((1, 1, 2, 50))


def _renumber(dice: random.Random, content: bytearray) -> None:
    found = list(_NUMBER.finditer(content))
    for match in sorted(dice.sample(found, min(len(found), dice.choice((1, 2, 8)))), key=lambda one: -one.start()):
        content[match.start() : match.end()] = dice.choice((*_VAST, dice.choice(found)[0]))


def _rename(dice: random.Random, content: bytearray) -> None:
    found = list(_NAME.finditer(content))
    if found:
        match = dice.choice(found)
        content[match.start() : match.end()] = dice.choice(found)[0]


_WAYS: tuple[Mutate, ...] = (
    _flip,
    _flip,
    _cut,
    _end,
    _double,
    _insert,
    _insert,
    _renumber,
    _renumber,
    _rename,
    _rename,
)


def mutated(dice: random.Random, content: bytes) -> bytes:
    """The content with one to three things done to it; of a ZIP half of the time to a part of it, packed again."""
    if content.startswith(b"PK") and dice.random() < 0.6:
        return _repacked(dice, content)
    changed = bytearray(content)
    for _time in range(dice.choice((1, 1, 2, 3))):
        if changed:
            dice.choice(_WAYS)(dice, changed)
    return bytes(changed)


def _repacked(dice: random.Random, content: bytes) -> bytes:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice(sorted(name for name in parts if parts[name]))
    parts[name] = mutated(dice, parts[name]) if not parts[name].startswith(b"PK") else parts[name][:-9]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, inside in parts.items():
            archive.writestr(one, inside)
    return out.getvalue()
