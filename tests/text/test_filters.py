"""The filters that templates have, as docs/new-kind.md lists them for those who write kinds."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from docgen.text.filters import FILTERS

GUIDE = (Path(__file__).parents[2] / "docs" / "new-kind.md").read_text(encoding="utf-8")
ROWS = {
    name: (given, printed)
    for name, given, printed in re.findall(
        r"^\| `(\w+)` \| (.+?) \| (.+?) \|$", GUIDE.split("## 过滤器")[1], re.MULTILINE
    )
}


def test_the_guide_lists_every_filter() -> None:
    assert ROWS.keys() == FILTERS.keys() | {"md", "mdi"}


@pytest.mark.parametrize("name", FILTERS)
def test_a_filter_prints_what_the_guide_says(name: str) -> None:
    given, printed = ROWS[name]
    value = given.strip('"') if "-" in given or '"' in given else Decimal(given)
    assert str(FILTERS[name](value)) == re.split(r"[（；]", printed)[0]
