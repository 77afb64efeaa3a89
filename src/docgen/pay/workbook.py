"""The summary as a workbook (ECMA-376 §18): one row a person, live sums, and each rewarded deal; headed 试算."""

from __future__ import annotations

import io
from datetime import datetime
from decimal import Decimal
from typing import Any

from docgen.pay.scheme import Scheme
from docgen.pay.team import Team

_MADE = datetime(1980, 1, 1)  # equal teams give equal bytes
_PARTS = ("业绩工资", "营销奖励", "突出贡献奖", "外勤津贴")
_HEADER = 2  # the row of the column names, from 0: title and note stand above


def write_workbook(team: Team) -> bytes:
    """The .xlsx of a priced team: texts are texts (never formulas), amounts numbers with two decimals, sums formulas with their results."""
    import xlsxwriter  # only `docgen pay` needs it

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": team.title, "created": _MADE})
    looks = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "note": book.add_format({"font_color": "#7F0000"}),
        "head": book.add_format(
            {
                "bold": True,
                "border": 1,
                "bg_color": "#F2F2F2",
                "align": "center",
                "text_wrap": True,
                "valign": "vcenter",
            }
        ),
        "text": book.add_format({"border": 1}),
        "number": book.add_format({"border": 1, "num_format": "General"}),
        "money": book.add_format({"border": 1, "num_format": "#,##0.00"}),
        "sum": book.add_format({"border": 1, "num_format": "#,##0.00", "bold": True}),
    }
    _people(book, team, looks)
    _deals(book, team, looks)
    book.close()
    return buffer.getvalue()


def _note(scheme: Scheme) -> str:
    note = f"试算：税前金额，没有扣除个人所得税，没有计入社会保险费和住房公积金；不作为发放依据。业绩工资 = {scheme.formula.text}"
    return note if scheme.confirmed else note + "。公式未经确认！"


def _people(book: Any, team: Team, looks: dict[str, Any]) -> None:
    sheet = book.add_worksheet("试算汇总")
    indicators = [item.name for item in team.scheme.indicators]
    columns = ["序号", "工号", "姓名", "单位", *indicators, "总分", "综合等级", *_PARTS, "应发合计"]
    first = 4 + len(indicators) + 2  # the column of the first part
    _head(sheet, team, columns, looks)
    for index, item in enumerate(team.statements):
        row = _HEADER + 1 + index
        sheet.write_number(row, 0, index + 1, looks["number"])
        for column, text in enumerate((item.number, item.name, item.unit or "公司本部"), 1):
            sheet.write_string(row, column, text, looks["text"])
        for column, score in enumerate(item.scores, 4):
            sheet.write_number(row, column, score.score, looks["number"])
        span = f"{_letter(4)}{row + 1}:{_letter(first - 3)}{row + 1}"
        sheet.write_formula(row, first - 2, f"=SUM({span})", looks["number"], float(item.total))
        sheet.write_string(row, first - 1, item.grade, looks["text"])
        for column, part in enumerate(item.parts, first):
            sheet.write_number(row, column, part, looks["money"])
        span = f"{_letter(first)}{row + 1}:{_letter(first + 3)}{row + 1}"
        sheet.write_formula(row, first + 4, f"=SUM({span})", looks["sum"], float(item.sum))
    last = _HEADER + len(team.statements)
    sheet.write_string(last + 1, 2, "合计", looks["head"])
    for column in range(first, first + 5):
        amounts = [(*item.parts, item.sum)[column - first] for item in team.statements]
        span = f"{_letter(column)}{_HEADER + 2}:{_letter(column)}{last + 1}"
        sheet.write_formula(last + 1, column, f"=SUM({span})", looks["sum"], float(sum(amounts, Decimal(0))))
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, len(columns) - 1, 13)
    sheet.freeze_panes(_HEADER + 1, 3)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    _chart(book, sheet, len(team.statements), first)


def _deals(book: Any, team: Team, looks: dict[str, Any]) -> None:
    sheet = book.add_worksheet("营销奖励明细")
    _head(sheet, team, ["序号", "工号", "姓名", "业务种类", "计奖收入", "比例（%）", "奖励"], looks)
    row = _HEADER
    for item in team.statements:
        for deal in item.deals:
            row += 1
            sheet.write_number(row, 0, row - _HEADER, looks["number"])
            for column, text in enumerate((item.number, item.name, deal.business), 1):
                sheet.write_string(row, column, text, looks["text"])
            sheet.write_number(row, 4, deal.revenue, looks["money"])
            sheet.write_number(row, 5, deal.rate, looks["number"])
            sheet.write_number(row, 6, deal.reward, looks["money"])
    if row > _HEADER:
        total = sum((item.reward for item in team.statements), Decimal(0))
        sheet.write_string(row + 1, 2, "合计", looks["head"])
        sheet.write_formula(row + 1, 6, f"=SUM(G{_HEADER + 2}:G{row + 1})", looks["sum"], float(total))
    sheet.set_column(0, 0, 6)
    sheet.set_column(1, 6, 15)


def _head(sheet: Any, team: Team, columns: list[str], looks: dict[str, Any]) -> None:
    sheet.write_string(0, 0, team.title, looks["title"])
    sheet.write_string(1, 0, _note(team.scheme), looks["note"])
    for column, name in enumerate(columns):
        sheet.write_string(_HEADER, column, name, looks["head"])


def _chart(book: Any, sheet: Any, count: int, first: int) -> None:
    """Each person's parts, stacked, below the table."""
    chart = book.add_chart({"type": "column", "subtype": "stacked"})
    for column, name in enumerate(_PARTS, first):
        chart.add_series(
            {
                "name": name,
                "categories": [sheet.name, _HEADER + 1, 2, _HEADER + count, 2],
                "values": [sheet.name, _HEADER + 1, column, _HEADER + count, column],
            }
        )
    chart.set_title({"name": "每人应发合计的组成（试算，税前，元）", "name_font": {"size": 11}})
    chart.set_size({"width": 900, "height": 320})
    sheet.insert_chart(_HEADER + count + 3, 1, chart)


def _letter(column: int) -> str:
    """The letters of a column counted from 0."""
    letters, number = "", column + 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
