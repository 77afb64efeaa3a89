"""A text without signs of slips has none."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from docgen.content.typing_slips import _MAY_SLIP, _Walk

PIECES = st.sampled_from(
    [
        "- ",
        "-",
        "甲",
        "b",
        ":",
        ": ",
        "：",
        "，",
        ", ",
        " ",
        "  ",
        "\n",
        "\t",
        "\u3000",
        "—",
        "－",
        "{",
        "}",
        "[",
        "]",
        "'",
        '"',
        "#",
        "|",
        "“",
        "1",
    ]
)


@given(st.lists(PIECES, max_size=30))
def test_a_text_without_signs_of_a_slip_has_no_slip(pieces: list[str]) -> None:
    text = "".join(pieces)
    if not any(sign.search(text) for sign in _MAY_SLIP):
        assert _Walk(text.split("\n")).slips() == []
