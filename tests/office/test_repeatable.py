"""PDFs of LibreOffice are the same however often they are exported, in whatever order it came to write their parts."""

from __future__ import annotations

import io
from itertools import permutations

import pikepdf
import pytest

from docgen.office.repeatable import repeatable

NAMES = ("Serif", "Sans", "Fang")
ORDERS = list(permutations(NAMES))


def exported(order: tuple[str, ...], created: str, chance: str) -> bytes:
    """A page with three fonts, whose objects stand in this order in the file."""
    numbers = {name: number for number, name in enumerate(order, 5)}
    fonts = " ".join(f"/F{place} {numbers[name]} 0 R" for place, name in enumerate(NAMES))
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Resources<</Font<<{fonts}>>>>>>",
        f"<</CreationDate(D:{created}+08'00')>>",
        *(f"<</Type/Font/Subtype/Type1/BaseFont/{name}>>" for name in order),
    ]
    file, places = b"%PDF-1.7\n", []
    for number, text in enumerate(objects, 1):
        places.append(len(file))
        file += f"{number} 0 obj\n{text}\nendobj\n".encode()
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    trailer = f"<</Size {size}/Root 1 0 R/Info 4 0 R/ID[<{chance}><{chance}>]/DocChecksum/{chance}>>"
    return (
        file
        + f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n{trailer}\nstartxref\n{len(file)}\n%%EOF\n".encode()
    )


@pytest.mark.parametrize("order", ORDERS[1:])
def test_neither_order_nor_clock_nor_chance_shows(order: tuple[str, ...]) -> None:
    first = repeatable(exported(NAMES, "20260101080000", "0" * 32), b"word")
    assert repeatable(exported(order, "20270203112233", "ABCDEF01" * 4), b"word") == first


def test_the_day_on_which_it_is_exported_does_not_show() -> None:
    made = repeatable(exported(NAMES, "20260101080000", "0" * 32), b"word")
    assert b"20000101" in made
    assert b"2026" not in made


def test_the_words_of_another_file_do() -> None:
    pdf = exported(NAMES, "20260101080000", "0" * 32)
    assert repeatable(pdf, b"one") != repeatable(pdf, b"other")


def test_the_page_keeps_its_fonts() -> None:
    with pikepdf.open(io.BytesIO(repeatable(exported(ORDERS[3], "20260101080000", "0" * 32), b"word"))) as file:
        fonts = file.pages[0].Resources.Font
        assert [str(fonts[f"/F{place}"].BaseFont) for place in range(3)] == ["/Serif", "/Sans", "/Fang"]
        assert str(file.docinfo["/CreationDate"]).startswith("D:20000101")
