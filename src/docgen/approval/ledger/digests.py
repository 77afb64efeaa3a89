"""Digests, and how people read them."""

from __future__ import annotations

import hashlib

_LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: none that are mistaken for each other


def sha256(content: bytes) -> str:
    """In hex."""
    return hashlib.sha256(content).hexdigest()


def short_code(digest: str) -> str:
    """The first 50 bits of a hex digest as 10 letters, `7K3M9-QX2PD`: what a review copy prints and a paper must bear."""
    number = int(digest[:13], 16) >> 2
    letters = "".join(_LETTERS[number >> shift & 31] for shift in range(45, -1, -5))
    return f"{letters[:5]}-{letters[5:]}"
