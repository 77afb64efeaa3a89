"""Charts in Word: the SDK's judgment, the workbook behind them, equal figures everywhere, and another program's view."""

from __future__ import annotations

import dataclasses
import io
import os
import subprocess
import sys
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree

from docgen.figures.draw import UPRIGHT, draw
from docgen.model.charts import Chart
from docgen.model.nodes import Figure, Picture
from docx_samples import Word, para, template, text, written
from judges import validate_docx
from office import libreoffice_file

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"

BARS = {
    "unit": "万元",
    "categories": ["一季度", "二季度", "三季度"],
    "series": [
        {"name": "收入", "values": ["1,120.50", 80, None]},
        {"name": "成本 & <税>", "values": [-90, Decimal("55.25"), 0]},
    ],
}
PIE = {
    "items": [{"name": name, "value": 1} for name in ("甲方", "乙方", "丙方")]
    + [{"name": "零头", "value": Decimal("0.01")}]
}
KINDS: list[tuple[str, dict[str, Any]]] = [
    ("bar", BARS),
    ("bar", {**BARS, "horizontal": True, "title": "各季度收支"}),
    ("bar", {**BARS, "stacked": True}),
    ("bar", {**BARS, "stacked": True, "horizontal": True}),
    (
        "bar",
        {
            "categories": [f"第{n}批次设备" for n in range(24)],
            "series": [{"name": f"系列{row}", "values": list(range(24))} for row in range(8)],
        },
    ),
    ("line", BARS),
    (
        "line",
        {"categories": [f"2026-{n:02}" for n in range(60)], "series": [{"name": "数量", "values": [9, 1, 5] * 20}]},
    ),
    ("line", {"categories": list("甲乙丙丁"), "series": [{"name": "数量", "values": [9, 1, 5, 2]}]}),
    ("pie", PIE),
    ("pie", {"items": [{"name": f"第{n}项长长的名称需要换行显示的内容", "value": 16 - n} for n in range(16)]}),
    ("bar", {"categories": ["甲"], "series": [{"name": "", "values": [0]}]}),
]


def picture(kind: str, data: dict[str, Any]) -> Picture:
    (drawing,), faults = draw(kind, data, UPRIGHT)
    assert faults == []
    size = round(drawing.width_mm * 100), round(drawing.height_mm * 100)
    return Picture("drawing.svg", f"{kind} 的说明", 0, size, 2540, None, drawing.svg, drawing.chart)


def figure(kind: str, data: dict[str, Any]) -> Figure:
    return Figure(picture(kind, data), (text("图题"),))


def chart_of(word: Word, number: int = 1) -> etree._Element:
    return word.part(f"word/charts/chart{number}.xml")


def workbook(word: Word, number: int = 1) -> bytes:
    """The workbook that a chart's part refers to."""
    identifier = chart_of(word, number).find(f"{C}externalData").get(f"{R}id")
    relationships = word.part(f"word/charts/_rels/chart{number}.xml.rels")
    target = next(item.get("Target") for item in relationships.iter(RELATIONSHIP) if item.get("Id") == identifier)
    assert target.startswith("../")
    return word.parts[f"word/{target[3:]}"]


def cached(node: etree._Element, count: int) -> list[str | None]:
    """The values of a cache in their order; None where there is none."""
    found = {int(point.get("idx")): point.findtext(f"{C}v") for point in node.iter(f"{C}pt")}
    return [found.get(index) for index in range(count)]


def referred(book: openpyxl.Workbook, node: etree._Element) -> list[Any]:
    """The workbook's cells that a reference of the chart names."""
    sheet, _, area = node.findtext(f".//{C}f").partition("!")
    cells = book[sheet][area.replace("$", "")]
    rows = cells if isinstance(cells, tuple) else ((cells,),)
    return [cell.value for row in rows for cell in row]


@pytest.fixture(scope="module")
def everything() -> Word:
    return written(*(figure(kind, data) for kind, data in KINDS))


def test_the_open_xml_sdk_finds_nothing_wrong_with_any_kind(everything: Word, tmp_path: Path) -> None:
    path = tmp_path / "charts.docx"
    path.write_bytes(everything.content)
    assert validate_docx([path]) == {path: []}
    assert sum(name.startswith("word/charts/chart") for name in everything.parts) == len(KINDS)


@pytest.mark.parametrize("number", range(1, len(KINDS) + 1))
def test_the_caches_the_workbook_and_the_content_hold_the_same_figures(everything: Word, number: int) -> None:
    chart = picture(*KINDS[number - 1]).chart
    assert isinstance(chart, Chart)
    count = len(chart.categories)
    book = openpyxl.load_workbook(io.BytesIO(workbook(everything, number)))
    found = list(chart_of(everything, number).iter(f"{C}ser"))
    assert len(found) == len(chart.series)
    for node, series in zip(found, chart.series, strict=True):
        name, categories, values = node.find(f"{C}tx"), node.find(f"{C}cat"), node.find(f"{C}val")
        assert [cached(name, 1), referred(book, name)] == [[series.name], [series.name]]
        assert cached(categories, count) == referred(book, categories) == list(chart.categories)
        assert [None if value is None else Decimal(value) for value in cached(values, count)] == list(series.values)
        assert [None if value is None else Decimal(repr(value)) for value in referred(book, values)] == list(
            series.values
        )


def test_a_chart_stands_inline_with_its_alternative_text_and_size() -> None:
    word = written(figure("bar", BARS))
    frame = word.document.find(".//{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline")
    assert frame is not None
    assert frame[1].get("descr") == "bar 的说明"
    wide, high = picture("bar", BARS).pixels  # hundredths of a millimetre
    assert (frame[0].get("cx"), frame[0].get("cy")) == (str(wide * 360), str(high * 360))
    assert not any(name.startswith("word/media/") for name in word.parts)


def test_chinese_and_latin_have_their_own_faces_everywhere(everything: Word) -> None:
    looks = [look for look in everything.part("word/charts/chart2.xml").iter("{*}defRPr", "{*}rPr")]
    assert looks
    for look in looks:
        assert (look.find("{*}latin").get("typeface"), look.find("{*}ea").get("typeface")) == ("Arial", "黑体")


def test_a_gap_is_left_out_of_the_cache_and_shown_as_a_gap() -> None:
    chart = chart_of(written(figure("line", BARS)))
    first = chart.find(f".//{C}val")
    assert [point.get("idx") for point in first.iter(f"{C}pt")] == ["0", "1"]
    assert chart.find(f".//{C}dispBlanksAs").get("val") == "gap"


def test_shares_that_word_would_round_otherwise_are_written_out() -> None:
    chart = chart_of(written(figure("pie", {"items": PIE["items"][:3]})))
    assert [node.text for node in chart.iter("{*}t")] == ["甲方 33.4%"]


def test_the_value_axis_has_the_drawings_step_and_grows_with_new_figures() -> None:
    axis = chart_of(written(figure("bar", {"categories": ["甲"], "series": [{"name": "数量", "values": [250]}]}))).find(
        f".//{C}valAx"
    )
    assert axis.find(f"{C}majorUnit").get("val") == "50"
    assert axis.find(f"{C}scaling/{C}min").get("val") == "0"
    assert axis.find(f"{C}scaling/{C}max") is None


def test_word_lays_the_chart_out_as_it_is_drawn() -> None:
    data = {
        "categories": [f"2026-{n:02}" for n in range(60)],
        "series": [{"name": name, "values": [9, 1, 5] * 20} for name in "甲乙"],
    }
    made = picture("line", data).chart
    assert made is not None
    chart = chart_of(written(figure("line", data)))
    for name, expected in (("plotArea", made.plan.plot), ("legend", made.plan.legend)):
        layout = chart.find(f".//{C}{name}/{C}layout/{C}manualLayout")
        assert [float(layout.find(f"{C}{side}").get("val")) for side in "xywh"] == pytest.approx(expected, abs=1e-4)
    assert chart.find(f".//{C}tickLblSkip").get("val") == str(made.plan.every)
    assert chart.find(f".//{C}catAx/{C}txPr/{{*}}bodyPr").get("rot") == str(-45 * 60_000)


def test_lying_bars_run_from_top_to_bottom_with_their_values_below() -> None:
    chart = chart_of(written(figure("bar", {**BARS, "horizontal": True})))
    assert chart.find(f".//{C}barDir").get("val") == "bar"
    assert chart.find(f".//{C}catAx/{C}scaling/{C}orientation").get("val") == "maxMin"
    assert chart.find(f".//{C}valAx/{C}tickLblPos").get("val") == "high"


def test_values_without_room_in_stacked_bars_are_left_out_in_word_too() -> None:
    data = {
        "categories": ["甲"],
        "stacked": True,
        "series": [{"name": "大", "values": [100]}, {"name": "小", "values": [1]}],
    }
    chart = chart_of(written(figure("bar", data)))
    assert [[item.get("val") for item in node.iter(f"{C}delete")] for node in chart.iter(f"{C}dLbls")] == [[], ["1"]]


def test_charts_in_cells_and_among_text_are_charts_too() -> None:
    word = written(para("前", picture("pie", PIE), "后"), figure("bar", BARS))
    assert [name for name in sorted(word.parts) if "/chart" in name and "_rels" not in name] == [
        "word/charts/chart1.xml",
        "word/charts/chart2.xml",
    ]


def test_a_templates_own_charts_and_workbooks_stay() -> None:
    filled = template()
    own = {"word/charts/chart1.xml": b"<c/>", "word/embeddings/Microsoft_Excel_Worksheet2.xlsx": b"PK"}
    word = written(figure("bar", BARS), filled=dataclasses.replace(filled, parts=filled.parts | own))
    assert {name: word.parts[name] for name in own} == own
    assert chart_of(word, 3).find(f"{C}externalData") is not None


def test_equal_charts_give_equal_bytes() -> None:
    first, second = written(figure("bar", BARS)), written(figure("bar", BARS))
    assert workbook(first) == workbook(second)
    assert first.content == second.content
    with zipfile.ZipFile(io.BytesIO(workbook(first))) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_charts_do_not_depend_on_the_hash_seed() -> None:
    code = (
        "import hashlib, test_docx_charts as t;"
        "print(hashlib.sha256(t.written(*(t.figure(kind, data) for kind, data in t.KINDS)).content).hexdigest())"
    )
    found = {
        subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parent, env=os.environ | {"PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)}, capture_output=True, text=True, check=True).stdout
        for seed in ("1", "2")
    }  # fmt: skip
    assert len(found) == 1


def test_libreoffice_opens_the_charts_and_keeps_them(everything: Word, tmp_path: Path) -> None:
    source = tmp_path / "charts.docx"
    source.write_bytes(everything.content)
    (tmp_path / "again").mkdir()
    odt = libreoffice_file(source, tmp_path, "odt", "odt")
    with zipfile.ZipFile(odt) as archive:
        charts = [
            archive.read(name)
            for name in archive.namelist()
            if name.startswith("Object ") and name.endswith("/content.xml")
        ]
    assert len([chart for chart in charts if b"<chart:chart " in chart]) == len(KINDS)
    assert any("成本 &amp; &lt;税&gt;".encode() in chart for chart in charts)
    again = libreoffice_file(source, tmp_path / "again", "docx", "docx")
    with zipfile.ZipFile(again) as archive:
        assert sum(name.startswith("word/charts/chart") for name in archive.namelist()) == len(KINDS)
