"""An empty table of scores for a policy: the right columns, and Excel itself refusing scores out of range and unknown units."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import datetime

from docgen.pay.formula import plain
from docgen.pay.scheme import Scheme

_ROWS = 200  # that the checks are set for; more rows may be filled in all the same
_OWN = ("工号", "姓名", "单位", "岗位")


def write_blank(scheme: Scheme, people: Sequence[tuple[str, str]]) -> bytes:
    """The .xlsx: one column for each indicator and business; `people` are (工号, 姓名) to begin with. Equal in, equal bytes out."""
    import xlsxwriter

    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"title": "得分", "created": datetime(1980, 1, 1)})
    head = book.add_format(
        {"bold": True, "border": 1, "bg_color": "#F2F2F2", "align": "center", "text_wrap": True, "valign": "vcenter"}
    )
    text = book.add_format({"num_format": "@"})
    sheet = book.add_worksheet("得分")
    columns = [*_OWN, *(item.name for item in scheme.indicators), *scheme.businesses, "突出贡献奖"]
    for column, name in enumerate(columns):
        sheet.write_string(0, column, name, head)
    sheet.set_column(0, len(columns) - 1, 14)
    sheet.set_column(0, 1, 12, text)  # a 工号 such as 007 stays as typed
    units = [unit for unit in scheme.units if unit]
    # Excel takes a list of at most 255 characters.
    if units and len(",".join(units)) <= 255:
        sheet.data_validation(
            1, 2, _ROWS, 2, {"validate": "list", "source": units, "error_message": "按制度里的单位填；公司本部空着"}
        )
    for column, item in enumerate(scheme.indicators, len(_OWN)):
        limits = {"validate": "decimal", "criteria": "between", "minimum": 0, "maximum": plain(item.points)}
        message = f"{item.name}：0 到 {item.points} 分"
        sheet.data_validation(1, column, _ROWS, column, {**limits, "error_message": message[:255]})
    amounts = {"validate": "decimal", "criteria": ">=", "value": 0, "error_message": "当月计奖收入或奖金，元"}
    sheet.data_validation(1, len(_OWN) + len(scheme.indicators), _ROWS, len(columns) - 1, amounts)
    for row, (number, name) in enumerate(people, 1):
        sheet.write_string(row, 0, number, text)
        sheet.write_string(row, 1, name, text)
    sheet.freeze_panes(1, 2)
    book.close()
    return buffer.getvalue()
