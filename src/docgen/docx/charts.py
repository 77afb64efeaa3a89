"""Charts of Word's own: a DrawingML chart with its workbook, which the reader may edit (ECMA-376 §21.2, §18).

A `Chart` becomes word/charts/chartN.xml, with the figures in its caches, and
word/embeddings/…xlsx, which Word opens for "edit data". What it looks like is
agreed with the drawing in the PDF by `model.chart_look`.
"""

from __future__ import annotations

from lxml import etree

from docgen.docx.chart_looks import NOTHING, place, rich_text, text_properties
from docgen.docx.chart_plots import bars, lines, slices
from docgen.docx.markup import attribute
from docgen.docx.workbook import write_workbook
from docgen.docx.writing import Writing
from docgen.model.chart_look import TITLE_SIZE, has_legend
from docgen.model.charts import Chart
from docgen.ooxml.names import CHART, DRAWING, PACKAGE, RELATIONSHIPS

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def write_chart(chart: Chart, alt: str, writing: Writing, wide: int, high: int) -> str:
    """A run with the chart, `wide` and `high` in EMU; its parts are added to the package."""
    package = writing.package
    number = 1
    while package.parts.keys() & {
        _chart_name(number),
        _workbook_name(number),
    }:  # the template may have charts of its own
        number += 1
    name, workbook = _chart_name(number), _workbook_name(number)
    package.parts[workbook] = write_workbook(chart)
    package.default("xlsx", _WORKBOOK_TYPE)
    data = package.relationships(name).internal(PACKAGE, workbook.replace("word/", "../", 1))
    source = _chart_space(chart, data)
    package.set_xml(name, etree.fromstring(source.encode()))
    package.override(name, _CHART_TYPE)
    relationship = writing.relationships.internal(CHART, f"charts/chart{number}.xml")
    return _frame(alt, relationship, writing.identifier(), wide, high)


def _chart_name(number: int) -> str:
    return f"word/charts/chart{number}.xml"


def _workbook_name(number: int) -> str:
    return f"word/embeddings/Microsoft_Excel_Worksheet{number}.xlsx"


def _frame(alt: str, relationship: str, identifier: int, wide: int, high: int) -> str:
    return (
        f'<w:r><w:drawing><wp:inline xmlns:wp="{DRAWING}/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0">'
        f'<wp:extent cx="{wide}" cy="{high}"/>'
        f'<wp:docPr id="{identifier}" name="图表 {identifier}" descr="{attribute(alt)}"/><wp:cNvGraphicFramePr/>'
        f'<a:graphic xmlns:a="{DRAWING}/main"><a:graphicData uri="{DRAWING}/chart">'
        f'<c:chart xmlns:c="{DRAWING}/chart" xmlns:r="{RELATIONSHIPS}" r:id="{relationship}"/>'
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    )


def _chart_space(chart: Chart, data: str) -> str:
    """The chart part; `data` is its relationship to the workbook."""
    title = (
        f'<c:title>{rich_text(chart.title, TITLE_SIZE, bold=True)}<c:overlay val="0"/></c:title>' if chart.title else ""
    )
    legend = _legend(chart) if has_legend(chart) else ""
    plot = {"bar": bars, "line": lines, "pie": slices}[chart.kind](chart)
    return (
        f'<c:chartSpace xmlns:c="{DRAWING}/chart" xmlns:a="{DRAWING}/main" xmlns:r="{RELATIONSHIPS}">'
        f'<c:date1904 val="0"/><c:lang val="zh-CN"/><c:roundedCorners val="0"/><c:chart>{title}'
        f'<c:autoTitleDeleted val="{int(not chart.title)}"/><c:plotArea>{place(*chart.plan.plot, "inner")}{plot}'
        f'<c:spPr><a:noFill/></c:spPr></c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        f'{NOTHING}{text_properties()}<c:externalData r:id="{data}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


def _legend(chart: Chart) -> str:
    return (
        f'<c:legend><c:legendPos val="b"/>{place(*chart.plan.legend)}<c:overlay val="0"/>{text_properties()}</c:legend>'
    )
