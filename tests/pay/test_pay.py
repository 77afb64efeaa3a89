"""Pay by a policy: bands without gaps, exact amounts, sums of what is printed; and everything that is wrong with the tables."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.app import build as pipeline
from docgen.content.load import load_document, prepare
from docgen.content.workspace import Workspace
from docgen.errors import Location, Problem
from docgen.pay.bands import band, band_faults, shares
from docgen.pay.scheme import Scheme, read_scheme
from docgen.pay.summary import summarise
from docgen.pay.tables import Tables, price_team
from growth import growth

ROOT = Path(__file__).parents[2]
POLICY = ROOT / "content" / "policies" / "pay-policy.yaml"


def nowhere(pointer: str) -> Location:
    return Location(pointer)


def policy() -> dict[str, Any]:
    """The sample policy's content, as the schema leaves it."""
    workspace = Workspace(ROOT)
    loaded = load_document(POLICY, workspace)
    assert prepare(loaded, pipeline.load_kind(workspace, "compensation-policy").schema) == []
    return loaded.data


def scheme(**formula: Any) -> Scheme:
    data = policy()
    data["calculation"]["formula"] |= formula
    found, problems = read_scheme(data, nowhere)
    assert found is not None, problems
    return found


SCHEME = scheme()
NAMES = [item.name for item in SCHEME.indicators]


def priced(rows: list[dict[str, Any]], **tables: Any) -> tuple[list[Any], list[Problem]]:
    pointers = Tables("/people", *(f"/{name}" if tables.get(name) else "" for name in ("deals", "roster")))
    return price_team(SCHEME, {"people": rows, **tables}, pointers, nowhere)


def row(name: str = "员工甲", scores: tuple[Any, ...] = (16, 24, 13, 25), **more: Any) -> dict[str, Any]:
    return {"name": name, **dict(zip(NAMES, scores, strict=True)), **more}


# --- bands ---------------------------------------------------------------------


def test_the_score_model_is_20_30_20_30_with_the_bands_of_the_policy() -> None:
    assert [(item.points, [(band["from"], band["to"]) for band in item.bands]) for item in SCHEME.indicators] == [
        (20, [(0, 8), (8, 15), (15, 18), (18, 20)]),
        (30, [(0, 12), (12, 23), (23, 27), (27, 30)]),
        (20, [(0, 8), (8, 15), (15, 18), (18, 20)]),
        (30, [(0, 12), (12, 23), (23, 27), (27, 30)]),
    ]
    assert SCHEME.full == 100


def test_grades_have_the_names_that_customers_use_beside_them() -> None:
    assert [(row["grade"], row["alias"]) for row in SCHEME.indicators[1].bands] == [
        ("差", "不满意"), ("一般", "一般满意"), ("较好", "满意"), ("好", "很满意"),
    ]  # fmt: skip


@st.composite
def cut_points(draw: st.DrawFn) -> list[Decimal]:
    return [Decimal(cut) / 10 for cut in sorted(draw(st.sets(st.integers(1, 299), min_size=1, max_size=8)))]


@given(cut_points(), st.integers(0, 300))
def test_bands_cut_from_0_to_the_top_hold_every_score_once_and_rise_with_it(cuts: list[Decimal], tenths: int) -> None:
    edges = [Decimal(0), *cuts, Decimal(30)]
    bands = [{"from": low, "to": high, "grade": index} for index, (low, high) in enumerate(itertools.pairwise(edges))]
    assert band_faults(bands, 30) == []
    score = Decimal(tenths) / 10
    grade = band(score, bands)["grade"]
    assert grade == sum(cut <= score for cut in cuts)
    assert band(min(score + Decimal("0.1"), Decimal(30)), bands)["grade"] >= grade


@given(cut_points(), st.data())
def test_a_moved_edge_is_a_gap_or_an_overlap(cuts: list[Decimal], data: st.DataObject) -> None:
    edges = [Decimal(0), *cuts, Decimal(30)]
    bands = [{"from": low, "to": high} for low, high in itertools.pairwise(edges)]
    index = data.draw(st.integers(1, len(bands) - 1)) if len(bands) > 1 else 0
    bands[index]["from"] += Decimal("0.01") if data.draw(st.booleans()) else Decimal("-0.01")
    assert band_faults(bands, 30)


@pytest.mark.parametrize(
    ("bands", "fact"),
    [
        ([(0, 8), (9, 20)], "8 到 9 之间没有等级"),
        ([(0, 8), (7, 20)], "7 到 8 之间有两个等级"),
        ([(0, 8), (8, 19)], "最高一档到 19 为止，满分是 20"),
        ([(1, 8), (8, 20)], "0 到 1 之间没有等级"),
        ([(0, 8), (20, 8)], "下限 20 不小于上限 8"),
    ],
)
def test_what_is_wrong_with_bands_is_said(bands: list[tuple[int, int]], fact: str) -> None:
    rows = [{"from": low, "to": high} for low, high in bands]
    assert fact in [text for _index, text in band_faults(rows, 20)]


@given(st.lists(st.decimals(0, 100_000, places=2), min_size=1, max_size=8), st.integers(0, 2))
def test_percentages_make_exactly_a_hundred_and_each_is_within_one_step(parts: list[Decimal], digits: int) -> None:
    found = shares(parts, digits)
    total = sum(parts)
    assert sum(found) == (100 if total else 0)
    for part, share in zip(parts, found, strict=True):
        assert not total or abs(Fraction(share) - Fraction(part) * 100 / Fraction(total)) < Fraction(1, 10**digits)


# --- pricing -------------------------------------------------------------------


def test_10000_at_5_percent_is_500_and_78_points_of_800_are_624() -> None:
    (statement,), problems = priced([row()], deals=[{"name": "员工甲", "business": "一次性业务", "revenue": 10000}])
    assert problems == []
    assert [str(part) for part in statement.parts] == ["624.00", "500.00", "0.00", "150"]
    assert (str(statement.sum), statement.total, statement.grade) == ("1274.00", 78, "基本称职")


@pytest.mark.parametrize(
    ("unit", "base", "allowance", "rate"),
    [("", 800, 150, "3"), ("南湖办事处", 800, 200, "3"), ("北岭办事处", 850, 180, "3.5")],
)
def test_a_unit_has_the_companys_standards_but_for_what_it_sets_itself(
    unit: str, base: int, allowance: int, rate: str
) -> None:
    (statement,), _none = priced(
        [row(unit=unit)], deals=[{"name": "员工甲", "business": "专线与云网业务", "revenue": 100}]
    )
    standards = statement.standards
    assert (standards.base, standards.allowance, statement.deals[0].rate) == (base, allowance, Decimal(rate))
    assert standards.rates["一次性业务"] == 5


def test_revenue_may_stand_in_a_column_of_its_business() -> None:
    (statement,), problems = priced([row(一次性业务=6480)])
    assert (problems, [(deal.business, str(deal.reward)) for deal in statement.deals]) == (
        [],
        [("一次性业务", "324.00")],
    )


scores = st.tuples(
    *(st.integers(0, int(item.points) * 10).map(lambda tenths: Decimal(tenths) / 10) for item in SCHEME.indicators)
)
revenues = st.lists(
    st.tuples(st.sampled_from(SCHEME.businesses), st.decimals(0, 1_000_000, places=2, allow_nan=False)), max_size=5
)
people = st.lists(
    st.tuples(scores, st.sampled_from(list(SCHEME.units)), revenues, st.decimals(0, 9999, places=2)),
    min_size=1,
    max_size=6,
)


@settings(max_examples=60, deadline=None)
@given(people)
def test_every_amount_is_the_exact_one_rounded_once_and_every_sum_is_of_rounded_parts(team: list[Any]) -> None:
    rows = [row(f"员工{n}", own, unit=unit, award=award) for n, (own, unit, _deals, award) in enumerate(team)]
    deals = [
        {"name": f"员工{n}", "business": b, "revenue": r} for n, (_s, _u, own, _a) in enumerate(team) for b, r in own
    ]
    statements, problems = priced(rows, deals=deals)
    assert problems == []
    for statement, (own, unit, revenue, award) in zip(statements, team, strict=True):
        standards = SCHEME.units[unit]
        exact = Fraction(standards.base) * Fraction(sum(own)) / 100
        assert abs(Fraction(statement.pay) - exact) <= Fraction(1, 200)
        assert len(statement.deals) == len(revenue)
        for deal, (business, amount) in zip(sorted(statement.deals, key=lambda d: d.row), revenue, strict=True):
            assert abs(
                Fraction(deal.reward) - Fraction(amount) * Fraction(standards.rates[business]) / 100
            ) <= Fraction(1, 200)
        assert statement.award == award
        assert statement.sum == sum(statement.parts)
    summary = summarise(statements)
    assert summary.total.sum == sum(item.sum for item in statements) == sum(line.sum for line in summary.units)
    assert sum(count for _grade, count in summary.grades) == len(statements)


@settings(deadline=None)
@given(scores, scores)
def test_whoever_has_more_points_is_paid_no_less_and_graded_no_lower(
    left: tuple[Decimal, ...], right: tuple[Decimal, ...]
) -> None:
    statements, _none = priced([row("甲", left), row("乙", right)])
    low, high = sorted(statements, key=lambda item: item.total)
    order = [entry["grade"] for entry in sorted(SCHEME.grades, key=lambda entry: entry["from"])]
    assert low.pay <= high.pay
    assert order.index(low.grade) <= order.index(high.grade)


def test_a_table_of_coefficients_by_grade_serves_as_well_as_a_product() -> None:
    data = policy()
    for entry, coefficient in zip(data["assessment"]["grades"], ("1.2", "1.1", "1", "0.8", "0.5"), strict=True):
        entry["coefficient"] = Decimal(coefficient)
    data["calculation"]["formula"]["text"] = "业绩工资基数 × 系数"
    found, problems = read_scheme(data, nowhere)
    assert found is not None, problems
    (statement,), _none = price_team(found, {"people": [row(scores=(18, 27, 15, 24))]}, Tables("/people"), nowhere)
    assert (statement.working, str(statement.pay)) == ("800 × 1", "800.00")


@pytest.mark.parametrize(
    ("unit", "mode", "amount"),
    [("分", "四舍五入", "627.20"), ("元", "四舍五入", "627.00"), ("元", "进位", "628.00"), ("角", "舍去", "627.20")],
)
def test_rounding_is_what_the_policy_states(unit: str, mode: str, amount: str) -> None:
    data = {"people": [row(scores=(16, 24, 13, Decimal("25.4")))]}
    (statement,), _none = price_team(scheme(unit=unit, mode=mode), data, Tables("/people"), nowhere)
    assert str(statement.pay) == amount


# --- the formula is stated and confirmed, never assumed ---------------------------


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return [(problem.code, problem.severity) for problem in problems]


@pytest.mark.parametrize("missing", ["confirmed_by", "confirmed_on"])
def test_a_formula_that_nobody_has_confirmed_is_priced_with_a_warning(missing: str) -> None:
    data = policy()
    del data["calculation"]["formula"][missing]
    found, problems = read_scheme(data, nowhere)
    assert found is not None
    assert (found.confirmed, codes(problems)) == (False, [("Y101", "warning")])


@pytest.mark.parametrize(
    ("text", "code"),
    [("业绩工资基数 ×", "Y102"), ("业绩工资基数 × 出勤率", "Y103"), ("业绩工资基数 × 系数", "Y105")],
)
def test_a_formula_that_cannot_be_worked_out_is_refused(text: str, code: str) -> None:
    data = policy()
    data["calculation"]["formula"]["text"] = text
    found, problems = read_scheme(data, nowhere)
    assert (found, {problem.code for problem in problems}) == (None, {code})


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda data: data["assessment"]["indicators"][0]["bands"][1].update({"from": 9}), "Y104"),
        (lambda data: data["assessment"]["grades"][0].update(to=99), "Y104"),
        (lambda data: data["assessment"]["indicators"][1].update(name="基础工作"), "Y106"),
        (lambda data: data["structure"]["units"][1].update(unit="南湖办事处"), "Y106"),
        (lambda data: data["assessment"]["indicators"][1].update(name="一次性业务"), "Y106"),
        (lambda data: data["assessment"]["indicators"][1].update(name="突出贡献奖"), "Y106"),
        (lambda data: data["structure"]["units"][1]["rewards"][0].update(business="信件"), "Y108"),
    ],
)
def test_a_policy_that_contradicts_itself_is_not_priced_with(change: Callable[[Any], None], code: str) -> None:
    data = policy()
    change(data)
    found, problems = read_scheme(data, nowhere)
    assert (found, {problem.code for problem in problems}) == (None, {code})


@pytest.mark.parametrize("text", ["业绩工资基数 × (考核总分 − 80) ÷ 20", "业绩工资基数 ÷ (考核总分 − 78)"])
def test_a_formula_without_a_sensible_amount_for_someone_is_said(text: str) -> None:
    statements, problems = price_team(scheme(text=text), {"people": [row()]}, Tables("/people"), nowhere)
    assert (statements, codes(problems)) == ([], [("Y107", "error")])
    assert "员工甲" in problems[0].message


# --- tables --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rows", "code", "path"),
    [
        ([], "Y124", "/people"),
        ([row("")], "Y110", "/people/0/name"),
        ([row("合计")], "Y111", "/people/0/name"),
        ([row(), row()], "Y112", "/people/1/name"),
        ([row(基础工做=3)], "Y113", "/people/0/基础工做"),
        ([row(scores=(16, None, 13, 25))], "Y114", "/people/0/大客户服务和维护"),
        ([{"name": "员工甲", **dict(zip(NAMES[:3], (1, 2, 3), strict=True))}], "Y114", "/people/0"),
        ([row(scores=("优", 24, 13, 25))], "Y115", "/people/0/基础工作"),
        ([row(scores=("１６", 24, 13, 25))], "Y115", "/people/0/基础工作"),
        ([row(scores=(True, 24, 13, 25))], "Y115", "/people/0/基础工作"),
        ([row(scores=(21, 24, 13, 25))], "Y116", "/people/0/基础工作"),
        ([row(scores=(-1, 24, 13, 25))], "Y116", "/people/0/基础工作"),
        ([row(scores=(Decimal("16.25"), 24, 13, 25))], "Y117", "/people/0/基础工作"),
        ([row(unit="南胡办事处")], "Y118", "/people/0/unit"),
        ([row(award=-5)], "Y119", "/people/0/award"),
        ([row(award=Decimal("0.005"))], "Y119", "/people/0/award"),
        ([row(一次性业务="一万")], "Y115", "/people/0/一次性业务"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_at_its_place(rows: list[dict[str, Any]], code: str, path: str) -> None:
    statements, problems = priced(rows)
    assert (statements, [(problem.code, problem.location.file) for problem in problems]) == ([], [(code, path)])


@pytest.mark.parametrize(
    ("deal", "code"),
    [
        ({"name": "员工贾", "business": "一次性业务", "revenue": 1}, "Y120"),
        ({"name": "", "business": "一次性业务", "revenue": 1}, "Y110"),
        ({"number": "9", "business": "一次性业务", "revenue": 1}, "Y120"),
        ({"name": "员工甲", "business": "一次性", "revenue": 1}, "Y121"),
        ({"name": "员工甲", "business": "一次性业务"}, "Y121"),
        ({"name": "员工甲", "business": "一次性业务", "revenue": "多"}, "Y115"),
        ({"name": "员工甲", "business": "一次性业务", "revenue": -1}, "Y119"),
    ],
)
def test_what_is_wrong_with_a_deal_is_said(deal: dict[str, Any], code: str) -> None:
    statements, problems = priced([row()], deals=[deal])
    assert (statements, codes(problems)) == ([], [(code, "error")])


def test_everything_that_is_wrong_is_said_at_once() -> None:
    _none, problems = priced([row(scores=(99, "x", None, 25)), row("员工乙", unit="火星")], roster=["员工甲", "员工丙"])
    assert {problem.code for problem in problems} == {"Y114", "Y115", "Y116", "Y118", "Y122", "Y123"}


def test_people_of_one_name_are_told_apart_by_their_numbers() -> None:
    rows = [row(number="01"), row(number="02", scores=(18, 27, 15, 24))]
    statements, problems = priced(rows, deals=[{"number": "02", "business": "一次性业务", "revenue": 100}])
    assert (problems, [str(item.reward) for item in statements]) == ([], ["0.00", "5.00"])
    _none, problems = priced(rows, deals=[{"name": "员工甲", "business": "一次性业务", "revenue": 100}])
    assert codes(problems) == [("Y120", "error")]


def test_pricing_takes_no_longer_than_its_rows() -> None:
    def price(count: int) -> None:
        rows = [row(f"员工{n}", number=str(n)) for n in range(count)]
        deals = [{"number": str(n), "business": "一次性业务", "revenue": n} for n in range(count)]
        roster = [{"name": f"员工{n}"} for n in range(count)]
        statements, problems = priced(rows, deals=deals, roster=roster)
        assert (len(statements), problems) == (count, [])

    assert growth(price, 500) < 8


# --- documents -------------------------------------------------------------------


def texts(workspace: Workspace, path: Path) -> tuple[str, list[Problem]]:
    from docgen.model.dump import dump

    problems: list[Problem] = []
    document, _kind = pipeline.resolved(workspace, path, problems)
    return (dump(document) if document else ""), problems


def test_the_printed_columns_add_up_to_the_printed_totals() -> None:
    from docgen.model.nodes import Table
    from docgen.model.traversal import walk

    problems: list[Problem] = []
    document, _kind = pipeline.resolved(Workspace(ROOT), ROOT / "content" / "pay" / "team-2026-04.yaml", problems)
    assert document is not None
    (table,) = [block for block in walk(document.blocks) if isinstance(block, Table) and block.label == "table-pay"]
    rows = [[_plain(cell) for cell in line.cells] for line in table.rows if not line.header]
    people, total = rows[:-1], rows[-1]
    for column in range(1, 6):
        amounts = [_amount(line[-column]) for line in people]
        assert sum(amounts) == _amount(total[-column])
    for line in rows:
        assert sum(_amount(text) for text in line[-5:-1]) == _amount(line[-1])


def _plain(cell: Any) -> str:
    return "".join(re.findall(r"text='([^']*)'", repr(cell)))


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", ""))


@pytest.mark.parametrize(
    ("count", "units", "caption"),
    [(30, 2, "每人应发合计的组成"), (31, 2, "各单位应发合计的组成"), (60, 40, "各等级的人数")],
)
def test_a_team_too_large_for_one_chart_is_drawn_by_units_or_grades(
    workspace: Workspace, count: int, units: int, caption: str
) -> None:
    import shutil

    shutil.copytree(ROOT / "content" / "policies", workspace.content / "policies")
    path = workspace.content / "policies" / "pay-policy.yaml"
    more = "".join(f"    - {{单位: 第{n}分部, 外勤津贴: {n}, 依据: 核定}}\n" for n in range(units))
    path.write_text(
        path.read_text(encoding="utf-8").replace("  各单位标准:\n", f"  各单位标准:\n{more}"), encoding="utf-8"
    )
    table = "\n".join(
        ["姓名,单位," + ",".join(NAMES), *(f"员工第{n:02d}号,第{n % units}分部,16,24,13,25" for n in range(count))]
    )
    (workspace.content / "得分.csv").write_text(table, encoding="utf-8")
    trial = workspace.content / "试算.yaml"
    trial.write_text(
        "文种: 薪酬试算汇总\n标题: 试算汇总\n制度: {include: policies/pay-policy.yaml}\n得分: {include: 得分.csv}\n",
        encoding="utf-8",
    )
    text, problems = texts(workspace, trial)
    assert (problems, caption in text) == ([], True)


def test_without_a_confirmation_the_pages_of_policy_trial_and_sheet_say_so(workspace: Workspace) -> None:
    folder = workspace.content / "pay"
    folder.mkdir()
    for kind in ("compensation-policy", "pay-trial", "pay-sheet"):
        path = folder / f"{kind}.yaml"
        path.write_text((ROOT / "templates" / kind / "example.yaml").read_text(encoding="utf-8"), encoding="utf-8")
        text, problems = texts(workspace, path)
        assert "公式未经确认" in text
        assert codes(problems) == [("Y101", "warning")]


def test_a_trial_says_that_tax_and_insurance_are_not_in_it() -> None:
    for name in ("team-2026-04", "sheet-2026-04"):
        text, problems = texts(Workspace(ROOT), ROOT / "content" / "pay" / f"{name}.yaml")
        assert problems == []
        assert "没有扣除个人所得税，没有计入社会保险费和住房公积金" in text
        assert "试算" in text


def test_a_changed_policy_changes_every_figure_that_rests_on_it(workspace: Workspace) -> None:
    import shutil

    for folder in ("policies", "pay"):
        shutil.copytree(ROOT / "content" / folder, workspace.content / folder)
    path = workspace.content / "policies" / "pay-policy.yaml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("业绩工资基数: 800", "业绩工资基数: 900"), encoding="utf-8"
    )
    text, _none = texts(workspace, workspace.content / "pay" / "sheet-2026-04.yaml")
    assert "900 × 93.5 ÷ 100" in text
    assert "841.50" in text
    text, _none = texts(workspace, path)
    assert "900 × 78 ÷ 100" in text
