"""Words by which parts and fields of a job description are known."""

from __future__ import annotations

import re

# heading → field of the kind, first that fits; the text is the heading without its number and colon.
SECTIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("概述", r"(?:岗位|职位|基本)?(?:概述|概况|信息|基本信息|基本情况)$"),
        ("岗位目的", r"(?:岗位|职位|工作|设岗)(?:目的|使命|宗旨)"),
        ("任职条件", r"任职|(?:岗位|职位)(?:要求|资格)|资格(?:要求|条件)|应聘条件"),
        ("工作任务", r"(?:工作|日常|岗位)任务|日常工作"),
        ("职权", r"(?:工作|岗位)?(?:职权|权限|权力)$"),
        ("岗位责任", r"(?:岗位|工作)?责任$"),
        ("岗位职责", r"职责|职能|工作内容|主要工作$"),
        ("考核办法", r"考核"),
        ("日常工作量", r"工作量"),
        ("工作时间", r"工作时间|上班时间"),
        ("工作环境", r"工作环境|工作条件$"),
        ("出差", r"出差"),
        ("配备", r"(?:办公|工作)?(?:设备|工具|配备)$"),
    )
)
CONDITIONS = ("日常工作量", "工作时间", "工作环境", "出差", "配备")
LABELS: dict[str, str] = {
    "部门名称": "部门", "所属部门": "部门", "所在部门": "部门", "部门": "部门",
    "岗位名称": "岗位名称", "职位名称": "岗位名称", "职务名称": "岗位名称", "岗位": "岗位名称", "职位": "岗位名称",
    "岗位人数": "定员", "岗位定员": "定员", "定员": "定员", "编制人数": "定员", "定编": "定员",
    "工作地点": "工作地点", "直接上级": "直接上级", "直属上级": "直接上级", "汇报对象": "直接上级", "上级岗位": "直接上级",
    "直接下属": "直接下属", "直接下级": "直接下属", "下属岗位": "直接下属",
    "职级": "职级", "岗位等级": "职级", "薪资等级": "职级", "岗位级别": "职级", "工时制度": "工时制度",
    "岗位编号": "编号", "职位编号": "编号", "文件编号": "编号", "编号": "编号",
}  # fmt: skip
LABEL = re.compile(rf"({'|'.join(sorted(LABELS, key=len, reverse=True))})\s*[：:]\s*")
CADENCES = {
    "每天": "每天", "每日": "每天", "每工作日": "每天", "每个工作日": "每天", "每周": "每周", "每月": "每月", "每月度": "每月",
    "每季": "每季", "每季度": "每季", "每年": "每年", "每年度": "每年",
}  # fmt: skip


def section_of(heading: str) -> str:
    """The field that a heading stands for; the empty string for none."""
    text = heading.strip().rstrip("：:")
    if len(text) > 20:
        return ""
    return next((field for field, pattern in SECTIONS if pattern.search(text)), "")


def label_pairs(text: str) -> list[tuple[str, str, str, int, int]]:
    """`部门：甲岗位名称：乙` as (label, what separates, value, start, end) each; empty unless the text begins with a label."""
    found = list(LABEL.finditer(text))
    if not found or found[0].start() != 0:
        return []
    ends = [match.start() for match in found[1:]] + [len(text)]
    return [
        (match[1], match[0], text[match.end() : end].strip(), match.start(), end)
        for match, end in zip(found, ends, strict=True)
    ]
