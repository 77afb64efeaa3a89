"""The shapes of a flow chart's steps, made as large as their texts need."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.figures import palette
from docgen.figures.canvas import Box, Canvas, block_height
from docgen.figures.measure import text_width, wrap_evenly
from docgen.figures.steps import Step

_PAD = 2.0  # mm
_LOWEST = 8.6  # mm
_WAVE = 1.6  # mm: the curled edge of a document


@dataclass(frozen=True, slots=True)
class Shape:
    """A step's size in mm, the box of its text (from the shape's own middle) and the lines of it."""

    type: str
    width: float
    height: float
    text: Box
    lines: tuple[str, ...]
    size_pt: float

    def edge(self, offset: float) -> float:
        """How far the right edge is from the middle, `offset` mm above or below it."""
        if self.type == "decision":
            return self.width / 2 * max(0.0, 1 - abs(offset) / (self.height / 2))
        return self.width / 2

    def top(self, offset: float) -> float:
        """How far the upper edge is from the middle, `offset` mm left or right of it."""
        if self.type == "decision":
            return self.height / 2 * max(0.0, 1 - abs(offset) / (self.width / 2))
        return self.height / 2


def make_shape(step: Step, width: float, size_pt: float, reach: float) -> Shape:
    """The shape of a step in a cell; `reach`: how far above and below its middle lines leave it at the sides."""
    if step.type == "decision":
        return _diamond(step, width, size_pt, reach)
    pad = _PAD + (2.0 if step.type in ("start", "end") else 0)
    lines = wrap_evenly(step.name, width - 2 * pad, size_pt)
    text = block_height(len(lines), size_pt)
    height = max(_LOWEST, text + 3.0, 2 * reach + 2.4)
    wave = _WAVE * 2 if step.type == "document" else 0.0
    box = Box(-width / 2 + pad, -height / 2, width - 2 * pad, height)
    if step.type == "document":
        box = Box(box.x, -(height + wave) / 2, box.width, height)
    return Shape(step.type, width, height + wave, box, tuple(lines), size_pt)


def _diamond(step: Step, width: float, size_pt: float, reach: float) -> Shape:
    """The lowest diamond of the cell's width that holds the text: a rectangle w by h fits where w/W + h/H = 1."""
    best: Shape | None = None
    for share in (0.45, 0.5, 0.55, 0.6, 0.66, 0.72):
        lines = wrap_evenly(step.name, width * share, size_pt)
        wide = max(text_width(line, size_pt) for line in lines) + 0.6
        high = block_height(len(lines), size_pt) + 0.6
        if wide > width * 0.85:
            continue
        height = max(high / (1 - wide / width), 11.0, reach * 2.6)
        if best is None or height < best.height:
            box = Box(-wide / 2, -high / 2, wide, high)
            best = Shape("decision", width, height, box, tuple(lines), size_pt)
    assert best is not None  # 0.45 of a cell holds a character, and more than that no line is
    return best


def draw_shape(canvas: Canvas, shape: Shape, x: float, y: float) -> None:
    """The shape with its middle at a place."""
    half, tall = shape.width / 2, shape.height / 2
    box = Box(x - half, y - tall, shape.width, shape.height)
    match shape.type:
        case "decision":
            points = [(x, y - tall), (x + half, y), (x, y + tall), (x - half, y)]
            canvas.polygon(points, fill="#fbf3ee", stroke=palette.ACCENT, width=0.25)
        case "start" | "end":
            canvas.rect(box, fill=palette.PRIMARY, stroke=palette.PRIMARY, width=0.25, radius=min(tall, 4.3))
        case "document":
            low = box.bottom - _WAVE
            wave = f"Q{x - half / 2:.3f} {low + 2 * _WAVE:.3f} {x:.3f} {low:.3f}Q{x + half / 2:.3f} {low - 2 * _WAVE:.3f} {box.right:.3f} {low:.3f}"
            path = f"M{box.x:.3f} {box.y:.3f}L{box.x:.3f} {low:.3f}{wave}L{box.right:.3f} {box.y:.3f}Z"
            canvas.path(path, fill=palette.BAND, stroke=palette.LINE, width=0.25)
        case _:
            canvas.rect(box, fill=palette.WASH, stroke=palette.LINE, width=0.25, radius=0.6)
    holder = Box(x + shape.text.x, y + shape.text.y, shape.text.width, shape.text.height)
    color = palette.PAPER if shape.type in ("start", "end") else palette.INK
    canvas.lines(holder, shape.lines, shape.size_pt, color=color)
