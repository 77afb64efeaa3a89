"""Tables from Excel and CSV: what people's programs save, and what is said of files that are no tables."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.content.load import load_document
from docgen.content.spreadsheet import cell, read_table
from docgen.content.tree import flatten
from docgen.content.workspace import Workspace
from docgen.errors import Location, Problem

TEXT = '姓名,基础工作,备注\r\n员工甲,16.5,"好,很好"\r\n员工乙,16,\r\n'
DATA = [
    {"姓名": "员工甲", "基础工作": Decimal("16.5"), "备注": "好,很好"},
    {"姓名": "员工乙", "基础工作": 16, "备注": None},
]


def read(tmp_path: Path, raw: bytes, name: str = "得分.csv") -> tuple[Any, dict[str, Location], list[Problem]]:
    path = tmp_path / name
    path.write_bytes(raw)
    table, problems = read_table(path, name)
    if table is None:
        return None, {}, problems
    flat = flatten(table)
    return flat.data, flat.marks, problems


def workbook(*rows: list[Any], change: Callable[[Any], None] = lambda book: None) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in rows:
        sheet.append(row)
    change(book)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gbk"),
        TEXT.replace("\r\n", "\n").encode(),
        TEXT.replace('"好,很好"', "好,很好").replace(",", "\t").replace("好\t很好", "好,很好").encode("utf-16"),
        ("某公司2026年4月得分,,\r\n,,\r\n" + TEXT + ",,\r\n").encode("gbk"),
    ],
    ids=["utf-8", "with BOM", "GBK by Excel", "unix lines", "Excel's Unicode text", "title above, empty rows"],
)
def test_a_csv_is_read_as_whatever_program_saved_it(tmp_path: Path, raw: bytes) -> None:
    assert (read(tmp_path, raw)[0], read(tmp_path, raw)[2]) == (DATA, [])


def test_a_value_stands_at_its_cell(tmp_path: Path) -> None:
    _data, marks, _problems = read(tmp_path, TEXT.encode())
    assert (marks["/1/基础工作"], marks["/0"], cell(3, 2), cell(1, 28)) == (
        Location("得分.csv", 3, 2),
        Location("得分.csv", 2, 1),
        "B3",
        "AB1",
    )


def test_what_looks_like_a_number_but_is_a_code_stays_text(tmp_path: Path) -> None:
    data, _marks, _problems = read(tmp_path, "工号,姓名,分\n007,甲,1e3\n1,乙,１６\n".encode())
    assert [list(row.values()) for row in data] == [["007", "甲", "1e3"], [1, "乙", "１６"]]


@given(
    st.lists(
        st.text(st.characters(exclude_categories=("C", "Z")), min_size=1).filter(
            lambda t: not t[0].isdigit() and t[0] not in "+-."
        ),
        min_size=2,
        max_size=5,
        unique=True,
    )
)
def test_texts_survive_a_csv_with_any_quotes_and_commas(
    tmp_path_factory: pytest.TempPathFactory, names: list[str]
) -> None:
    import csv

    buffer = io.StringIO()
    csv.writer(buffer).writerows([[f"列{n}" for n in range(len(names))], names])
    data, _marks, problems = read(tmp_path_factory.mktemp("csv"), buffer.getvalue().encode("utf-8-sig"))
    assert ([list(row.values()) for row in data], problems) == ([names], [])


def test_a_workbook_is_read_with_its_exact_numbers_and_stored_results(tmp_path: Path) -> None:
    import xlsxwriter

    buffer = io.BytesIO()
    book = xlsxwriter.Workbook(buffer)
    book.add_worksheet("空的")
    sheet = book.add_worksheet("四月")
    for row, values in enumerate([["姓名", "得分", "合计"], ["员工甲", 24.5, None], ["员工乙", 0.1, None]]):
        for column, value in enumerate(values):
            if value is not None:
                sheet.write(row, column, value)
    sheet.write_formula(1, 2, "=B2*2", None, 49)
    sheet.write_formula(2, 2, "=B3+0.2", None, 0.1 + 0.2)
    book.close()
    data, marks, problems = read(tmp_path, buffer.getvalue(), "得分.xlsx")
    assert problems == []
    assert data == [
        {"姓名": "员工甲", "得分": Decimal("24.5"), "合计": 49},
        {"姓名": "员工乙", "得分": Decimal("0.1"), "合计": Decimal("0.3")},
    ]
    assert marks["/1/合计"] == Location("得分.xlsx", 3, 3)


def test_a_title_above_and_formats_below_a_workbooks_table_do_no_harm(tmp_path: Path) -> None:
    def change(book: Any) -> None:
        sheet = book.active
        sheet.merge_cells("A1:C1")
        for row in range(5, 60):
            sheet.cell(row, 9).number_format = "0.00"

    raw = workbook(["四月得分"], ["姓名", "得分"], ["员工甲", 3], change=change)
    data, marks, problems = read(tmp_path, raw, "得分.xlsx")
    assert (data, problems, marks["/0/得分"].line) == ([{"姓名": "员工甲", "得分": 3}], [], 3)


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def broken(raw: bytes) -> bytes:
    return raw[: len(raw) // 2]


def with_dtd(raw: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(raw)) as old, zipfile.ZipFile(buffer, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith("sheet1.xml"):
                data = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + data
            new.writestr(name, data)
    return buffer.getvalue()


def bomb() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 70_000_000)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("name", "raw", "code", "line", "column"),
    [
        ("空.csv", b"", "C141", 0, 0),
        ("空.csv", b"\r\n  \r\n", "C141", 0, 0),
        ("逗号.csv", b",,\r\n,,\r\n", "C141", 0, 0),
        ("空.xlsx", b"", "C141", 0, 0),
        ("空.xlsx", workbook(), "C141", 0, 0),
        ("旧.xls", OLE, "C142", 0, 0),
        ("密码.xlsx", OLE, "C142", 0, 0),
        ("改名.csv", OLE, "C142", 0, 0),
        ("改名.csv", workbook(["姓名", "分"]), "C142", 0, 0),
        ("宏.xlsm", workbook(["姓名", "分"]), "C142", 0, 0),
        ("坏.xlsx", broken(workbook(["姓名", "分"], ["甲", 1])), "C143", 0, 0),
        ("文字.xlsx", "姓名,分".encode(), "C143", 0, 0),
        ("实体.xlsx", with_dtd(workbook(["姓名", "分"], ["甲", 1])), "C143", 0, 0),
        ("炸弹.xlsx", bomb(), "C140", 0, 0),
        (
            "远.xlsx",
            workbook(["姓名", "分"], change=lambda book: book.active.cell(20_000, 1).__setattr__("value", 1)),
            "C140",
            0,
            0,
        ),
        ("引号.csv", '姓名,分\n甲,1\n"乙,2\n'.encode(), "C143", 3, 1),
        ("乱码.csv", b"\xff\xfe\xfd\x80\x81" * 3, "C122", 1, 1),
        ("重复.csv", "姓名,分,分\n甲,1,2\n".encode(), "C144", 1, 3),
        ("千分.csv", "姓名,收入\n甲,1,200\n".encode(), "C144", 2, 3),
        ("控制.csv", "姓名,分\n甲\x07,1\n".encode(), "C106", 2, 1),
        ("标记.csv", "姓名,分\n\ufdd00\ufdd1,1\n".encode(), "C106", 2, 1),
        ("公式.xlsx", workbook(["姓名", "分"], ["甲", "=1+1"]), "C145", 2, 2),
        ("错误.xlsx", workbook(["姓名", "分"], ["甲", "#DIV/0!"]), "C145", 2, 2),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_table_is_refused_with_its_place(
    tmp_path: Path, name: str, raw: bytes, code: str, line: int, column: int
) -> None:
    _data, _marks, problems = read(tmp_path, raw, name)
    assert [(problem.code, problem.location.line, problem.location.column) for problem in problems] == [
        (code, line, column)
    ]
    assert problems[0].hint


def test_a_missing_table_is_said_and_a_like_named_one_offered(workspace: Workspace) -> None:
    (workspace.content / "得分.csv").write_text("姓名,分\n甲,1\n", encoding="utf-8")
    path = workspace.content / "试.yaml"
    path.write_text("文种: 薪酬试算汇总\n得分: {include: 得份.csv}\n", encoding="utf-8")
    (problem,) = load_document(path, workspace).problems
    assert (problem.code, problem.location.line) == ("C201", 2)
    assert "得分.csv" in problem.hint


def test_a_table_is_included_as_a_list_and_counts_among_the_documents_files(workspace: Workspace) -> None:
    table = workspace.content / "得分.csv"
    table.write_bytes(TEXT.encode("gbk"))
    path = workspace.content / "试.yaml"
    path.write_text("文种: 薪酬试算汇总\n得分:\n  include: 得分.csv\n", encoding="utf-8")
    loaded = load_document(path, workspace)
    assert (loaded.problems, loaded.data["得分"]) == ([], DATA)
    assert table in loaded.files
