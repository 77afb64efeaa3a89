"""The bid of the sample content: the whole way from its files to a document without a problem."""

from __future__ import annotations

import re
from functools import lru_cache

import pytest

from compose_samples import PROJECT
from docgen.content.load import load_data, load_document, prepare
from docgen.content.workspace import Workspace
from docgen.errors import Problem
from docgen.kinds import compose
from docgen.kinds.finding import load_kind
from docgen.model.nodes import Document, Heading, Landscape, Paragraph, Table, Text
from docgen.model.numbering import number
from docgen.model.resolve import resolve
from docgen.model.traversal import plain_text, walk
from docgen.text.money import parse_rmb


@lru_cache(1)
def bid() -> tuple[Document, list[Problem]]:
    workspace = Workspace(PROJECT)
    loaded = load_document(PROJECT / "content/bids/park-network.yaml", workspace)
    kind = load_kind(workspace, loaded.kind_name, lambda path: load_data(path, workspace).data)
    problems = [*loaded.problems, *prepare(loaded, kind.schema)]
    document, found = compose(kind, loaded, workspace)
    assert document is not None, "\n".join(map(str, found))
    resolved, dangling = resolve(number(document))
    return resolved, [*problems, *found, *dangling]


def words() -> str:
    document, _problems = bid()
    return "\n".join(
        plain_text(block.children) for block in walk(document.blocks) if isinstance(block, Heading | Paragraph)
    )


def test_the_bid_has_no_problem() -> None:
    assert [str(problem) for problem in bid()[1]] == []


def test_the_bid_has_its_three_volumes_after_the_scoring_index() -> None:
    top = [block for block in bid()[0].blocks if isinstance(block, Heading) and block.level == 1]
    assert [(block.number, plain_text(block.children)) for block in top] == [
        ("", "评分索引表"),
        ("第一卷", "商务文件"),
        ("第二卷", "技术文件"),
        ("第三卷", "报价文件"),
    ]


def test_the_price_in_capitals_is_the_price_in_figures_everywhere() -> None:
    text = words()
    capitals = {
        parse_rmb(found)
        for found in re.findall(r"[壹贰叁肆伍陆柒捌玖拾佰仟万亿零]{6,}元[零壹贰叁肆伍陆柒捌玖角分整]*", text)
    }
    figures = {found.replace(",", "") for found in re.findall(r"￥([0-9,]+\.[0-9]{2})", text)}
    assert {f"{amount:.2f}" for amount in capitals} == {figure for figure in figures if len(figure) > 9}


def test_every_table_of_the_bid_fills_its_grid() -> None:
    for block in walk(bid()[0].blocks):
        if isinstance(block, Table):
            columns = len(block.widths)
            covered = sum(cell.colspan * cell.rowspan for row in block.rows for cell in row.cells)
            assert covered == columns * len(block.rows)
            assert sum(block.widths) == pytest.approx(100)


def test_the_schedule_stands_on_landscape_pages() -> None:
    (landscape,) = [block for block in bid()[0].blocks if isinstance(block, Landscape)]
    (table,) = [block for block in landscape.blocks if isinstance(block, Table)]
    assert table.label == "table-schedule"


def test_the_cover_fields_come_from_the_content() -> None:
    fields = bid()[0].fields
    assert (fields["copy_mark"], fields["tender_number"], fields["date"]) == ("正本", "QH-2026-0318", "2026年3月18日")


def test_library_text_knows_its_library_file() -> None:
    files = {
        child.origin.location.file
        for block in walk(bid()[0].blocks)
        if isinstance(block, Paragraph)
        for child in block.children
        if isinstance(child, Text) and child.origin
    }
    assert files == {
        "content/bids/park-network.yaml",
        "content/bids/_park-technical.yaml",
        "content/library/credentials/bidder.yaml",
    }
