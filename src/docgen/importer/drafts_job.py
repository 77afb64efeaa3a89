"""A job description recognised in a tree: duties, tasks by cadence, qualifications and the rest in their fields.

A field is filled only where the source says what it is; what the kind wants
and the source does not have becomes a place to fill in, and what the source
has and the kind has no field for becomes a rule (工作细则) under its own heading.
"""

from __future__ import annotations

import re
from typing import Any

from docgen.importer.drafts import Draft, missing, named, passage, take_title, whole, without_colon
from docgen.importer.job_lines import take_imprint, take_labels
from docgen.importer.job_tables import duty_rows, indicator_rows
from docgen.importer.job_words import CADENCES, CONDITIONS, section_of
from docgen.importer.outline import Node
from docgen.importer.paper import Notes
from docgen.importer.pieces import Piece
from docgen.importer.values import Value, merge

KIND, TITLE = "job-description", "岗位说明书"
# The order that the kind prints its parts in unless the content says otherwise.
_ORDER = (
    "岗位目的",
    "岗位职责",
    "职责及标准",
    "工作目标",
    "工作任务",
    "岗位责任",
    "职权",
    "考核办法",
    "工作条件",
    "任职条件",
    "工作细则",
)
_TITLED = re.compile(r"说明书$|职责$|职责[和及]标准$|岗位标准$")
NUMBER = "TO-BE-SET"  # the kind wants letters and digits; this is plainly none


def is_job(root: Node) -> bool:
    """Duties or tasks are there; with tables only where the title says that it is a job description."""
    title = root.children[0].unit.text if root.children and root.children[0].unit else ""
    if any(node.table for node in root.walk()) and not _TITLED.search(title):
        return False
    if any(node.key == "cadence" for node in root.walk()):
        return True
    sections = {section_of(node.unit.text) for node in root.children if node.unit}
    items = [node for node in root.children if node.key and node.unit]
    return bool(sections & {"岗位职责", "工作任务"}) or (len(items) >= 3 and len({node.key for node in items}) == 1)


def job_draft(root: Node, piece: Piece, notes: Notes) -> Draft:
    """The tree of a piece as a job description that builds."""
    worker = _Job(notes)
    title = take_title(root, notes, "标题")
    worker.read(root)
    data = worker.data(title)
    shown = (
        title.text
        if isinstance(title, Value)
        else str(data["概述"]["岗位名称"].text if isinstance(data["概述"]["岗位名称"], Value) else title)
    )
    return Draft(KIND, TITLE, data, shown, piece.first, piece.last)


class _Job:
    def __init__(self, notes: Notes) -> None:
        self._notes = notes
        self._fields: dict[str, Value] = {}
        self._lists: dict[str, list[Any]] = {
            name: [] for name in ("岗位职责", "工作任务", "岗位责任", "职权", "任职条件", "工作细则")
        }
        self._texts: dict[str, list[Any]] = {}
        self._conditions: dict[str, Value] = {}
        self._order: list[str] = []  # the parts as the source has them
        self._clauses = False  # the source numbers 1.1, 1.4.1
        self._sectioned = False  # the paper has headings: then a named item beside them is no duty

    def read(self, root: Node) -> None:
        """Every node of the top level to its field."""
        self._sectioned = any(node.is_heading and node.children for node in root.children)
        self._clauses = sum(node.key.startswith("1.1/") for node in root.walk()) >= 3
        leads: list[Value] = []
        for node in root.children:
            assert node.unit is not None
            if node.is_text:
                rest = None if take_imprint(node.value, self._fields, self._notes) else self._labels(node.value)
                if rest is not None:
                    leads.append(rest)
                continue
            self._leads(leads)
            self._section(node)
            self._note_order()
        self._leads(leads)
        self._note_order()

    def data(self, title: Value | str) -> dict[str, Any]:
        """The draft under the kind's Chinese keys, in the kind's order."""
        notes, fields = self._notes, self._fields
        data: dict[str, Any] = {
            "文种": TITLE,
            "标题": title,
            "单位": fields.pop("单位", None) or missing("单位全称", notes),
        }
        data["编号"] = fields.pop("编号", None) or self._no_number()
        data |= {key: fields.pop(key) for key in ("版本", "日期") if key in fields}
        layout = self._layout()
        if layout:
            data["编排"] = layout
        overview: dict[str, Any] = {}
        for key in ("岗位名称", "部门", "定员", "工作地点", "直接上级", "直接下属", "职级", "工时制度"):
            if key in fields:
                overview[key] = fields[key]
            elif key in ("岗位名称", "部门", "直接上级"):
                overview[key] = missing(key, notes)
        data["概述"] = overview
        data |= {key: merge(parts) for key, parts in self._texts.items() if key == "岗位目的"}
        for key in ("岗位职责", "职责及标准", "工作目标", "工作任务", "岗位责任", "职权"):
            if self._lists.get(key):
                data[key] = self._lists[key]
        if "考核办法" in self._texts:
            data["考核办法"] = passage(self._texts["考核办法"])
        if self._conditions:
            data["工作条件"] = {key: self._conditions[key] for key in CONDITIONS if key in self._conditions}
        for key in ("任职条件", "工作细则"):
            if self._lists[key]:
                data[key] = self._lists[key]
        if not any(self._lists.get(key) for key in ("岗位职责", "职责及标准", "工作任务")):
            data["岗位职责"] = [missing("岗位职责", notes)]
        return data

    def _layout(self) -> dict[str, Any]:
        """The source's own order and style of numbers, where the kind's usual ones differ."""
        layout: dict[str, Any] = {"编号方式": "条款"} if self._clauses else {}
        filled = self._lists.keys() | self._texts.keys() | ({"工作条件"} if self._conditions else set())
        order = [
            part
            for part in self._order
            if part in filled and (self._lists.get(part) or part in self._texts or part == "工作条件")
        ]
        if order != [part for part in _ORDER if part in order]:
            layout["次序"] = order
        return layout

    def _no_number(self) -> str:
        self._notes.added("待补", NUMBER, "岗位编号，例如 XH-001")
        return NUMBER

    def _leads(self, leads: list[Value]) -> None:
        """Paragraphs before the first item say what the post is for; later ones are rules of their own."""
        if not leads:
            return
        if (
            not any(self._lists.values())
            and "岗位目的" not in self._texts
            and sum(len(lead.text) for lead in leads) < 300
        ):
            self._texts["岗位目的"] = list(leads)
        else:
            self._rule_title(merge(leads))
        leads.clear()

    def _rule_title(self, text: Value) -> None:
        self._lists["工作细则"].append({"标题": missing("标题", self._notes), "各条": [text]})

    def _note_order(self) -> None:
        """Remember which part was filled first."""
        filled = (
            [part for part, entries in self._lists.items() if entries]
            + list(self._texts)
            + (["工作条件"] if self._conditions else [])
        )
        self._order += [part for part in filled if part not in self._order]

    # --- one section -------------------------------------------------------

    def _section(self, node: Node) -> None:
        assert node.unit is not None
        if node.table or any(below.table for below in node.walk()):
            return self._tables(node)
        if node.key == "cadence":
            return self._tasks([node])
        if node.children and node.is_heading:
            field = section_of(node.unit.text)
            handler = {
                "概述": self._overview,
                "任职条件": self._qualifications,
                "工作任务": self._task_section,
                "考核办法": self._assessment,
            }.get(field)
            if handler:
                handler(node)
            elif field in ("岗位职责", "岗位责任") and self._flat(node):
                self._label_gone(node.value)
                self._lists[field] += [whole(child) for child in node.children]
            elif field == "职权" and self._powers(node):
                return None
            elif field in CONDITIONS and all(
                child.unit and child.is_heading and section_of(child.unit.text) in CONDITIONS for child in node.children
            ):
                self._label_gone(node.value)
                for child in node.children:
                    self._section(child)
            elif field in (*CONDITIONS, "岗位目的"):
                self._label_gone(node.value)
                self._put(field, merge([whole(child) for child in node.children]))
            else:
                self._rules(node)
            return None
        return self._item(node)

    def _item(self, node: Node) -> None:
        """`5.工作环境：…` fills a field by its name; an item without a name that says one is a duty."""
        head = node.unit.text.split("：")[0] if node.unit and "：" in node.unit.text[:16] else ""
        field = section_of(head) if head else ""
        if node.children or not head or (not field and not self._sectioned):
            self._lists["岗位职责"].append(whole(node))
            return
        if field == "考核办法":
            _name, text = named(node.value, self._notes)
            assert _name is not None
            assert text is not None
            self._label_gone(_name)
            self._texts.setdefault(field, []).append(_text_node(node, text))
        elif field in CONDITIONS or field == "岗位目的":
            name, text = named(node.value, self._notes)
            assert name is not None
            assert text is not None
            self._label_gone(name)
            self._put(field, text)
        else:
            self._rule_of(node)

    def _put(self, field: str, text: Value) -> None:
        if field == "岗位目的":
            self._texts.setdefault(field, []).append(text)
        elif field in self._conditions:
            self._conditions[field] = merge([self._conditions[field], text])
        else:
            self._conditions[field] = text

    def _label_gone(self, value: Value) -> None:
        self._notes.dropped("标题变成字段", value.first, value.text)

    def _tables(self, node: Node) -> None:
        """A section with a table: the kind's own table of duties and standards or of indicators, else a rule with the table in its text."""
        tables = [child for child in node.children if child.table]
        if len(tables) == len(node.children) == 1 and tables[0].table and tables[0].unit:
            for field, read in (("职责及标准", duty_rows), ("工作目标", indicator_rows)):
                rows = read(tables[0].table, tables[0].unit.first, self._notes)
                if rows:
                    self._label_gone(node.value)
                    self._lists.setdefault(field, []).extend(rows)
                    return
        if node.table:
            self._lists["工作细则"].append({"标题": missing("标题", self._notes), "正文": passage([node])})
        else:
            self._lists["工作细则"].append(
                {"标题": without_colon(node.value, self._notes), "正文": passage(node.children)}
            )

    # --- sections of their own ---------------------------------------------

    def _overview(self, node: Node) -> None:
        self._label_gone(node.value)
        rests = [rest for child in node.children if (rest := self._labels(whole(child))) is not None]
        if rests:
            self._rule_title(merge(rests))

    def _labels(self, value: Value) -> Value | None:
        """Fill fields from `部门：甲岗位名称：乙`; what is no such text comes back."""
        return None if take_labels(value, self._fields, self._notes, self._rule_title) else value

    def _task_section(self, node: Node) -> None:
        groups = [child for child in node.children if child.key == "cadence"]
        others = [child for child in node.children if child.key != "cadence"]
        if not groups:
            self._label_gone(node.value)
            self._lists["岗位职责"] += [whole(child) for child in others]
            return
        self._tasks(groups)
        if others:
            self._lists["工作细则"].append(
                {"标题": without_colon(node.value, self._notes), "各条": [whole(child) for child in others]}
            )
        else:
            self._label_gone(node.value)

    def _tasks(self, groups: list[Node]) -> None:
        for group in groups:
            cadence = CADENCES.get(group.value.text.rstrip("：: "), "")
            if not cadence or not group.children:
                self._rules(group) if group.children else self._rule_title(group.value)
                continue
            self._label_gone(group.value)
            tasks = [{"内容": whole(child)} for child in group.children]
            same = next((entry for entry in self._lists["工作任务"] if entry["周期"] == cadence), None)
            if same:
                same["任务"] += tasks
            else:
                self._lists["工作任务"].append({"周期": cadence, "任务": tasks})

    def _qualifications(self, node: Node) -> None:
        items = [self._qualification(child) for child in node.children]
        plain = [item for item in items if isinstance(item, Value)]
        if plain:  # items without names stand together under the heading's own
            self._lists["任职条件"].append({"名称": without_colon(node.value, self._notes), "各条": plain})
        else:
            self._label_gone(node.value)
        self._lists["任职条件"] += [item for item in items if not isinstance(item, Value)]

    def _qualification(self, node: Node) -> dict[str, Any] | Value:
        assert node.unit is not None
        if not node.children:
            name, text = named(node.value, self._notes)
            if name is None or text is None:
                return name or node.value
            return {"名称": name, "要求": text}
        if not node.is_heading:
            return whole(node)
        entry: dict[str, Any] = {"名称": without_colon(node.value, self._notes)}
        if all(child.is_text for child in node.children):
            return entry | {"要求": merge([child.value for child in node.children])}
        return entry | {"各条": [whole(child) for child in node.children]}

    def _assessment(self, node: Node) -> None:
        self._label_gone(node.value)
        self._texts.setdefault("考核办法", []).extend(node.children)

    def _powers(self, node: Node) -> bool:
        """Authority only where every item begins with the power it gives; else the caller makes it a rule."""
        powers = [split_power(whole(child)) for child in node.children]
        found = [power for power in powers if power is not None]
        if len(found) != len(powers):
            return False
        self._lists["职权"].append(
            {
                "事项": without_colon(node.value, self._notes),
                "权限": [{"种类": kind, "内容": text} for kind, text in found],
            }
        )
        return True

    # --- rules -------------------------------------------------------------

    @staticmethod
    def _flat(node: Node) -> bool:
        return all(not child.is_heading for child in node.children)

    def _rule_of(self, node: Node) -> None:
        name, text = named(node.value, self._notes)
        if name is None or text is None:
            self._lists["岗位职责"].append(name or node.value)
        else:
            self._lists["工作细则"].append({"标题": name, "各条": [text]})

    def _rules(self, node: Node) -> None:
        """A section without a field: itself a rule, or, where it only heads others, each of them one."""
        if not node.children:
            self._rule_title(node.value)
            return
        heads = [child for child in node.children if child.is_heading]
        if heads and len(heads) == len(node.children):
            self._label_gone(node.value)
            for child in heads:
                self._rules(child)
            return
        entry: dict[str, Any] = {"标题": without_colon(node.value, self._notes)}
        if all(child.key and not child.children for child in node.children):
            entry["各条"] = [child.value for child in node.children]
        else:
            entry["正文"] = passage(node.children)
        self._lists["工作细则"].append(entry)


POWERS = ("主持", "报告", "组织", "制定", "拟订", "提请", "决定", "批准")


def split_power(value: Value) -> tuple[Value, Value] | None:
    """`决定小组人员的任免` as the power and its matter; None if it begins with no power that is one word of the kind's."""
    power = next((power for power in POWERS if value.text.startswith(power)), None)
    if power is None or len(value.text) <= len(power):
        return None
    rest = value.text[len(power) :]
    return Value(power, value.first, value.first, value.confidence), Value(
        rest, value.first, value.last, value.confidence
    )


def _text_node(node: Node, text: Value) -> Node:
    """An item's text as a paragraph of its own."""
    from dataclasses import replace

    assert node.unit is not None
    return Node(replace(node.unit, text=text.text, marker=None))
