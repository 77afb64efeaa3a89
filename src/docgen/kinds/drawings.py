"""The template function `draw`: data of the content to figures, what is wrong with it at the content's lines."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from html import unescape
from typing import Any

from jinja2 import Undefined
from markupsafe import Markup, escape

from docgen import cbor
from docgen.errors import Location
from docgen.figures.canvas import Canvas, Drawing
from docgen.figures.faults import Path
from docgen.kinds.provenance import (
    Record,
    SourcedDecimal,
    SourcedInteger,
    SourcedText,
    first_origin,
    strip_marks,
)
from docgen.kinds.undefined import Reporter
from docgen.model.encoding import encode_data
from docgen.model.nodes import Origin

SCHEME = "drawing:"  # of an img's src: a picture that was drawn while the template ran


class Drawings:
    """The pictures drawn in one rendering, by the name their `img` has them under."""

    def __init__(self, reporter: Reporter, table: list[Origin]) -> None:
        self.by_name: dict[str, Drawing] = {}
        self._reporter = reporter
        self._table = table

    def function(self, at: Callable[[], str]) -> Callable[..., Markup]:
        """The function as templates call it; `at` gives the template's place as an attribute."""

        def draw_(kind: Any, data: Any, caption: Any = "", id: Any = "", alt: Any = "", wide: bool = False) -> Markup:
            """A figure for each page of the drawing. `caption` is its title, `id` the label of the first figure,
            `alt` what it says to those who do not see it; `wide` for landscape pages."""
            from docgen.figures.draw import TURNED, UPRIGHT, draw  # most papers have no figure

            places: dict[Path, Location] = {}
            plain = self._plain(data, (), places)
            pictures, faults = draw(strip_marks(str(kind)), plain, TURNED if wide else UPRIGHT)
            for fault in faults:
                place = _place(fault.path, places) or (
                    caption.origin.location if isinstance(caption, SourcedText) else None
                )
                self._reporter.problems.append(fault.at(place or self._reporter.place()))
            if faults:
                # Drawn as nothing, so that references to it are not reported as well; the document is not printed.
                pictures = [Canvas(1, 1).drawing("")]
            source = _source(strip_marks(str(kind)), plain, strip_marks(str(alt)), wide)
            return Markup("").join(
                self._figure(replace(picture, source=f"{source}-{index}"), index, len(pictures), caption, id, alt, at())
                for index, picture in enumerate(pictures, 1)
            )

        return draw_

    def _figure(self, picture: Drawing, index: int, count: int, caption: Any, label: Any, alt: Any, at: str) -> Markup:
        name = f"drawing-{hashlib.sha256(picture.svg.encode()).hexdigest()[:16]}.svg"
        self.by_name[name] = picture
        part = f"（{index}/{count}）" if count > 1 else ""
        anchor = f' id="{escape(label)}{"" if index == 1 else f"-{index}"}"' if label else ""
        said = escape(alt or caption or picture.title) + part
        if picture.chart is not None and not alt:
            from docgen.figures.chart_words import describe

            said += escape(("：" if said else "") + describe(picture.chart))
        title = f"<figcaption{at}>{escape(caption)}{part}</figcaption>" if caption else ""
        return Markup(f'<figure{anchor}{at}><img src="{SCHEME}{name}" alt="{said}"{at}>{title}</figure>')

    def _plain(self, value: Any, path: Path, places: dict[Path, Location]) -> Any:
        """Content data without its marks; where each part stands goes into `places`."""
        if isinstance(value, Undefined):
            str(value)  # which reports a name that nobody knows
            return None
        if isinstance(value, dict):
            if isinstance(value, Record):
                places[path] = value.place
            items = ((strip_marks(str(key)), item) for key, item in value.items())
            plain = {key: self._plain(item, (*path, key), places) for key, item in items}
            return {key: item for key, item in plain.items() if item is not None}
        if isinstance(value, list | tuple):
            return [self._plain(item, (*path, index), places) for index, item in enumerate(value)]
        if isinstance(value, SourcedText | SourcedInteger | SourcedDecimal):
            places[path] = value.origin.location
        if isinstance(value, Markup):  # what a filter printed
            if origin := first_origin(value, self._table):
                places[path] = origin.location
            return unescape(strip_marks(value))
        if isinstance(value, str):
            return str(value)
        if isinstance(value, bool) or value is None:
            return value
        return (
            int(value)
            if isinstance(value, int)
            else Decimal(value)
            if isinstance(value, Decimal | float)
            else str(value)
        )


def _source(kind: str, plain: Any, alt: str, wide: bool) -> str:
    """A hash of all that a drawing is drawn from."""
    return cbor.digest("docgen-drawing-2", kind, encode_data(plain), alt, wide)


def _place(path: Path, places: dict[Path, Location]) -> Location | None:
    """Where a part of the data stands: itself, else the first thing in it, else what it is in; None if nowhere."""
    for length in range(len(path), -1, -1):
        start = path[:length]
        if start in places:
            return places[start]
        inside = [found for found in places if found[:length] == start]
        if inside:
            return places[min(inside, key=len)]
    return None
