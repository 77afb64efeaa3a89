"""Checkpoints with a time stamp (RFC 3161) of an authority outside: that the record stood so by that time, whatever its own clock says.

A file holds the checkpoint, the authority's token over its bytes, and nothing else. Who holds the authority's certificate
(DOCGEN_TSA: a PEM file with its root) checks token and record; without it the token is only said to be whole.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
import urllib.error
import urllib.request
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import cms, pem, tsp, x509
from pyhanko.sign.general import SigningError
from pyhanko.sign.timestamps import TimeStamper
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko.sign.validation.errors import SignatureValidationError
from pyhanko.sign.validation.generic_cms import validate_tst_signed_data
from pyhanko_certvalidator import ValidationContext

from docgen.approval.after.messages import (
    STAMP_AUTHORITY_FAILS,
    STAMP_FORGED,
    STAMP_OF_UNKNOWN_AUTHORITY,
    STAMP_UNREADABLE,
    STAMPED_BEFORE,
)
from docgen.approval.desk.desk import Desk
from docgen.approval.ledger.checkpoints import Checkpoint, check_embedded, make_checkpoint, read_checkpoint
from docgen.approval.ledger.events import TOLERANCE, moment, timestamp
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.cbor import encode_row
from docgen.errors import DocgenError, Location, Problem
from docgen.files import write_together
from docgen.foreign import read_json

FORMAT = "docgen-timestamp-1"
FOLDER = "issued/timestamps"
_PATIENCE = 30.0  # seconds


class Authority(TimeStamper):
    """A time-stamp authority at a web address (RFC 3161 §3.4)."""

    def __init__(self, address: str) -> None:
        super().__init__(include_nonce=True)  # type: ignore[no-untyped-call]
        self._address = address

    async def async_request_tsa_response(self, req: tsp.TimeStampReq) -> tsp.TimeStampResp:
        headers = {"Content-Type": "application/timestamp-query", "Accept": "application/timestamp-reply"}
        asked = urllib.request.Request(self._address, data=req.dump(), headers=headers)
        with urllib.request.urlopen(asked, timeout=_PATIENCE) as answer:
            return tsp.TimeStampResp.load(answer.read(1_000_000))


def stamp(desk: Desk, key: Key, authority: TimeStamper, file: Path | None = None) -> Path:
    """Let an authority say that the record stands so by now; the file. Raises DocgenError A431 to A436, A448 (no answer, or none that is good), B101."""
    with desk.record.exclusively() as ledger:
        desk.guard(ledger, key)
        checkpoint = make_checkpoint(ledger, key, desk.record.clock())
    try:
        token = asyncio.run(authority.async_timestamp(_digest(checkpoint, "sha256"), "sha256"))
    except (OSError, ValueError, TypeError, urllib.error.URLError, TimestampRequestError, SigningError) as error:
        raise DocgenError(STAMP_AUTHORITY_FAILS.at(Location(""))) from error
    content = {"format": FORMAT, "checkpoint": asdict(checkpoint), "token": token.dump().hex()}
    path = file or desk.workspace.root / FOLDER / f"{checkpoint.size}.json"
    text = json.dumps(content, ensure_ascii=False, indent=1) + "\n"
    write_together([(path, text.encode())], Location(desk.workspace.relative(path)))
    return path


def check_stamps(desk: Desk, ledger: Ledger) -> list[Problem]:
    """The record against all stamped checkpoints in the workspace."""
    return [
        problem
        for path in sorted((desk.workspace.root / FOLDER).glob("*.json"))
        for problem in check_stamp(_content(path), ledger, desk.workspace.relative(path))
    ]


def check_stamp(content: bytes, ledger: Ledger, place: str) -> list[Problem]:
    """What a stamped checkpoint shows of the record: what any checkpoint does; A449 a token that is forged or of another
    checkpoint, or by an authority that nobody holds (a warning); A449 events that say a time later than the token's."""
    try:
        data: Any = read_json(content)
        token = cms.ContentInfo.load(bytes.fromhex(data["token"]), strict=True)["content"]
        if data["format"] != FORMAT or not isinstance(token, cms.SignedData):
            raise ValueError
        checkpoint = read_checkpoint(json.dumps(data["checkpoint"]), place)
        intact, trusted, at = _judged(token, checkpoint)
    except (DocgenError, ValueError, KeyError, TypeError, AttributeError, SignatureValidationError):
        return [STAMP_UNREADABLE.at(Location(place))]
    if not intact:
        return [STAMP_FORGED.at(Location(place))]
    problems = check_embedded(data["checkpoint"], ledger, place)
    if not problems and moment(said := list(ledger)[checkpoint.size - 1].at) - at > TOLERANCE:
        problems = [STAMPED_BEFORE.at(Location(place), sequence=checkpoint.size, said=said, at=timestamp(at))]
    if not trusted:
        problems.append(STAMP_OF_UNKNOWN_AUTHORITY.at(Location(place)))
    return problems


def _judged(token: cms.SignedData, checkpoint: Checkpoint) -> tuple[bool, bool, datetime]:
    """Is the token whole and of this checkpoint, is it by an authority that the user holds, and what time does it say?"""
    roots = _roots()
    context = ValidationContext(trust_roots=roots, allow_fetching=False)
    status = asyncio.run(validate_tst_signed_data(token, context, lambda algorithm: _digest(checkpoint, algorithm)))
    whole = bool(status["intact"] and status["valid"])
    return whole, bool(roots) and status.get("trust_problem_indic") is None, status["timestamp"]


def _roots() -> list[x509.Certificate]:
    file = os.environ.get("DOCGEN_TSA")
    if not file:
        return []
    try:
        return [x509.Certificate.load(der) for _kind, _head, der in pem.unarmor(Path(file).read_bytes(), multiple=True)]
    except (OSError, ValueError) as error:
        raise DocgenError(STAMP_UNREADABLE.at(Location(file))) from error


def _digest(checkpoint: Checkpoint, algorithm: str) -> bytes:
    plain = tuple(asdict(checkpoint).values())
    return hashlib.new(algorithm, encode_row((FORMAT, *plain))).digest()


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""  # said like anything else that is no stamp
