"""What every drawing must hold: no text on another, none outside its box, its column or the picture."""

from __future__ import annotations

from itertools import combinations

from docgen.figures.canvas import Area, Box, Drawing
from docgen.figures.draw import draw


def drawn(kind: str, data: object, area: Area) -> list[Drawing]:
    """The pictures of right data, each checked."""
    pictures, faults = draw(kind, data, area)
    assert faults == []
    assert pictures
    for picture in pictures:
        check(picture, area)
    return pictures


def check(picture: Drawing, area: Area) -> None:
    assert picture.width_mm <= area.width + 0.01
    assert picture.height_mm <= area.height + 0.01
    sheet = Box(0, 0, picture.width_mm, picture.height_mm)
    for text in picture.texts:
        assert sheet.holds(text.box), f"{text} is cut off by the picture's edge"
        assert text.holder is None or text.holder.holds(text.box), f"{text} leaves its box"
        assert text.size_pt >= 7.5
    for one, other in combinations(sorted(picture.texts, key=lambda text: text.box.y), 2):
        assert not one.box.meets(other.box), f"“{one.text}” and “{other.text}” overlap"


def words(pictures: list[Drawing]) -> str:
    """Everything that is written in the pictures, without the ends of lines."""
    return "".join(text.text for picture in pictures for text in picture.texts).replace(" ", "")
