"""Version labels: V0.x while a first revision is under way, V1.0 once issued, then V1.1 (minor) or V2.0 (major)."""

from __future__ import annotations

import re


def following(last: str, *, major: bool = False) -> str:
    """The label after `last` ("" if nothing was issued yet)."""
    found = re.fullmatch(r"V(\d+)\.(\d+)", last)
    if not found:
        return "V1.0"
    first, second = int(found[1]), int(found[2])
    return f"V{first + 1}.0" if major else f"V{first}.{second + 1}"
