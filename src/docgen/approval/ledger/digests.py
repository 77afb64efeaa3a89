"""Digests, and how people read them."""

from __future__ import annotations

import hashlib
import re
import unicodedata

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that are mistaken for each other
_GROUPS = 7  # of four letters: 140 bits
_MISTAKEN = str.maketrans("OIL", "011")
MARK = "DOCGEN-TEXT:"  # before the digest in a QR code
ROOT_MARK = "DOCGEN-ROOT:"  # before the hash of a record's first event


def sha256(content: bytes) -> str:
    """In hex."""
    return hashlib.sha256(content).hexdigest()


def short_code(digest: str) -> str:
    """The first 140 bits of a hex digest as seven groups of four letters: what a review copy prints and a paper must bear.

    Whoever writes both texts himself seeks two of one code: at 140 bits that is 2^70 texts (at 50 bits it was a minute's work).
    """
    letters = _encoded(digest, 4 * _GROUPS)
    return "-".join(letters[at : at + 4] for at in range(0, len(letters), 4))


def code_lines(digest: str) -> str:
    """The same in two lines, for narrow cells: they would break it anywhere."""
    code = short_code(digest)
    return f"{code[:20]}\n{code[20:]}"


def scanned(digest: str) -> str:
    """What the QR code of a text says: the whole digest, in the letters that QR packs closest."""
    return MARK + digest.upper()


def bears(code: str, digest: str) -> bool:
    """True if what somebody typed or scanned is the printed code of this digest, or the digest itself.

    Case, spaces, hyphens, full-width letters and what Crockford's letters are mistaken for make no difference.
    """
    typed = unicodedata.normalize("NFKC", code).upper().strip().removeprefix(MARK).removeprefix(ROOT_MARK)
    typed = re.sub(r"[\s\u2010-\u2015-]", "", typed)
    return typed == digest.upper() or typed.translate(_MISTAKEN) == short_code(digest).replace("-", "")


def bore(code: str, digest: str) -> bool:
    """The same of a code in an old record, which may be one of the 50-bit codes that were printed then."""
    old = _encoded(digest, 10)
    return bears(code, digest) or code.strip().upper() == f"{old[:5]}-{old[5:]}" or code.strip().upper() == old


def _encoded(digest: str, count: int) -> str:
    """The first `count` times five bits of a hex digest."""
    bits = 4 * len(digest)
    number = int(digest, 16)
    return "".join(_LETTERS[number >> (bits - 5 * (at + 1)) & 31] for at in range(count))
