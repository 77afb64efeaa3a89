"""The look of a chart's pieces in DrawingML: fills, lines, text, places (ECMA-376 §20.1, §21.2.2.88)."""

from __future__ import annotations

from docgen.docx.markup import escape
from docgen.model.chart_look import EAST_ASIAN, LATIN, TEXT_COLOUR, TEXT_SIZE

EMU_PER_PT = 12_700
NOTHING = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


def fill(colour: str) -> str:
    return f'<a:solidFill><a:srgbClr val="{colour}"/></a:solidFill>'


def line(colour: str, points: float) -> str:
    return f'<a:ln w="{round(points * EMU_PER_PT)}" cap="flat">{fill(colour)}<a:round/></a:ln>'


def stroke(colour: str, points: float) -> str:
    """Shape properties of something that is only a line."""
    return f"<c:spPr>{line(colour, points)}</c:spPr>"


def text_properties(size: float = TEXT_SIZE, colour: str = TEXT_COLOUR, rotation: str = "") -> str:
    """A c:txPr; `rotation` is an a:bodyPr attribute."""
    return f"<c:txPr><a:bodyPr{rotation}/><a:lstStyle/>{_paragraph(size, colour)}</c:txPr>"


def rich_text(text: str, size: float = TEXT_SIZE, colour: str = TEXT_COLOUR, *, bold: bool = False) -> str:
    """A c:tx with words of its own, written level."""
    run = f'<a:r><a:rPr lang="zh-CN"{_character(size, colour, bold)}</a:rPr><a:t>{escape(text)}</a:t></a:r>'
    return (
        '<c:tx><c:rich><a:bodyPr rot="0" vert="horz"/><a:lstStyle/><a:p><a:pPr>'
        f"<a:defRPr{_character(size, colour, bold)}</a:defRPr></a:pPr>{run}</a:p></c:rich></c:tx>"
    )


def place(x: float, y: float, width: float = 0, height: float = 0, target: str = "") -> str:
    """A c:layout by hand, in shares of the chart's width and height; without width and height only the corner is set."""
    size = f'<c:w val="{width:.4f}"/><c:h val="{height:.4f}"/>' if width else ""
    inner = f'<c:layoutTarget val="{target}"/>' if target else ""
    return (
        f'<c:layout><c:manualLayout>{inner}<c:xMode val="edge"/><c:yMode val="edge"/>'
        f'<c:x val="{x:.4f}"/><c:y val="{y:.4f}"/>{size}</c:manualLayout></c:layout>'
    )


def shift(right: float, down: float) -> str:
    """A c:layout that moves a label from where it would stand, in shares of the chart's width and height."""
    return f'<c:layout><c:manualLayout><c:x val="{right:.4f}"/><c:y val="{down:.4f}"/></c:manualLayout></c:layout>'


def _paragraph(size: float, colour: str) -> str:
    return (
        f"<a:p><a:pPr><a:defRPr{_character(size, colour, bold=False)}</a:defRPr></a:pPr>"
        '<a:endParaRPr lang="zh-CN"/></a:p>'
    )


def _character(size: float, colour: str, bold: bool) -> str:
    """The attributes and children of character properties, up to the closing tag."""
    return (
        f' sz="{round(size * 100)}" b="{int(bold)}">{fill(colour)}'
        f'<a:latin typeface="{LATIN}"/><a:ea typeface="{EAST_ASIAN}"/><a:cs typeface="{LATIN}"/>'
    )
