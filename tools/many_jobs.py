"""A workspace with any number of job descriptions, each different, from the parts of the sample ones.

    tools/many_jobs.py FOLDER 1000

Company, posts and people are fictional. The same number gives the same files:
document n does not depend on how many there are.
"""

from __future__ import annotations

import random
import shutil
import sys
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[1]

_PLACES = ("澄江", "北岭", "东麓", "南屏", "西堤", "临湖", "云岭", "海棠湾")
_FIELDS = ("大客户", "渠道", "终端", "宽带", "云网", "智能家庭", "物联网", "政企", "校园", "园区", "医疗", "交通")
_WORK = ("销售", "运营", "交付", "售后", "采购", "质量", "培训", "计划", "结算", "仓储")
_LEVELS = (("专员", "P3"), ("主管", "P4"), ("经理", "M1"), ("高级经理", "M2"))
_PINYIN = {
    "澄江": "chengjiang", "北岭": "beiling", "东麓": "donglu", "南屏": "nanping", "西堤": "xidi", "临湖": "linhu", "云岭": "yunling",
    "海棠湾": "haitangwan", "大客户": "da kehu", "渠道": "qudao", "终端": "zhongduan", "宽带": "kuandai", "云网": "yunwang",
    "智能家庭": "zhineng jiating", "物联网": "wulianwang", "政企": "zhengqi", "校园": "xiaoyuan", "园区": "yuanqu", "医疗": "yiliao",
    "交通": "jiaotong", "销售": "xiaoshou", "运营": "yunying", "交付": "jiaofu", "售后": "shouhou", "采购": "caigou", "质量": "zhiliang",
    "培训": "peixun", "计划": "jihua", "结算": "jiesuan", "仓储": "cangchu", "专员": "zhuanyuan", "主管": "zhuguan", "经理": "jingli",
    "高级经理": "gaoji jingli",
}  # fmt: skip
# key of the sample files → how many of its items a job description takes, from and to
_PARTS = {
    "岗位职责": (5, 9), "职责及标准": (5, 9), "工作目标": (3, 5), "工作任务": (1, 3), "岗位责任": (3, 6),
    "职权": (2, 4), "任职条件": (4, 8), "沟通协调": (3, 6), "职业危险": (1, 2),
}  # fmt: skip
_COMMON = {
    "单位": "星河通信技术有限公司",
    "版本": "1.0",
    "日期": "2026-03-01",
    "编审": {"编制": "人力资源部", "审核": "分管副总经理", "批准": "总经理"},
}


def make_handbook(folder: Path, count: int) -> Path:
    """`make`, and a handbook of all these jobs by department, with an index of subjects; the handbook's file."""
    make(folder, count)
    departments: dict[str, list[dict[str, str]]] = {}
    stock = _stock()
    for number in range(1, count + 1):
        departments.setdefault(_job(number, stock)["概述"]["部门"], []).append(
            {"引入": f"jobs/{number // 100:03d}/post-{number:05d}.yaml"}
        )
    subjects = {
        "合同": "hetong",
        "回访": "huifang",
        "满意度": "manyidu",
        "货款": "huokuan",
        "价格": "jiage",
        "考核": "kaohe",
        "库存": "kucun",
        "安全": "anquan",
    }
    handbook = folder / "content" / "handbook.yaml"
    _write(
        handbook,
        {
            "文种": "岗位职责手册", "标题": "全公司岗位职责手册", "单位": "星河通信技术有限公司", "日期": "2026-03-01",
            "编制说明": [{"标题": "编制目的", "正文": "汇编全公司的岗位。"}],
            "主题索引": [{"主题": subject, "拼音": pinyin} for subject, pinyin in subjects.items()],
            "部门": [{"名称": name, "岗位": jobs} for name, jobs in departments.items()],
        },
    )  # fmt: skip
    return handbook


def make(folder: Path, count: int) -> None:
    """Write a workspace with the repository's templates and `count` job descriptions below content/jobs."""
    shutil.copytree(ROOT / "templates", folder / "templates", dirs_exist_ok=True)
    jobs = folder / "content" / "jobs"
    jobs.mkdir(parents=True, exist_ok=True)
    _write(jobs / "_company.yaml", _COMMON)
    stock = _stock()
    for number in range(1, count + 1):
        path = jobs / f"{number // 100:03d}" / f"post-{number:05d}.yaml"
        path.parent.mkdir(exist_ok=True)
        _write(path, _job(number, stock))


def _stock() -> dict[str, list[Any]]:
    """All items of each part in the sample job descriptions."""
    stock: dict[str, list[Any]] = {name: [] for name in [*_PARTS, "岗位目的", "工作条件"]}
    for path in sorted((ROOT / "content" / "jobs").glob("*.yaml")):
        data = yaml.safe_load(path.read_text(encoding="utf-8"))
        for name, items in stock.items():
            if name in data:
                items += data[name] if isinstance(data[name], list) else [data[name]]
    for row in [*stock["职责及标准"], *stock["工作目标"]]:
        for share in ("占时", "权重"):
            row.pop(share, None)  # shares of a choice of duties would not make up a hundred
    return stock


def _job(number: int, stock: dict[str, list[Any]]) -> dict[str, Any]:
    chance = random.Random(number)
    place, field, work = (chance.choice(names) for names in (_PLACES, _FIELDS, _WORK))
    level, grade = chance.choice(_LEVELS)
    post = f"{place}{field}{work}{level}"
    job: dict[str, Any] = {
        "引入": "jobs/_company.yaml",
        "文种": "岗位说明书",
        "标题": f"{post}岗位说明书",
        "编号": f"XH-{number:05d}",
        "概述": {
            "岗位名称": post, "拼音": " ".join(_PINYIN[word] for word in (place, field, work, level)), "部门": f"{field}部", "定员": chance.randint(1, 12), "工作地点": place,
            "直接上级": f"{field}部总监", "直接下属": "无" if level == "专员" else f"{work}专员", "职级": grade,
        },
        "岗位目的": chance.choice(stock["岗位目的"]),
    }  # fmt: skip
    either = chance.choice(("岗位职责", "职责及标准"))
    wanted = [
        either,
        "任职条件",
        *(name for name in _PARTS if name not in ("岗位职责", "职责及标准", "任职条件") and chance.random() < 0.6),
    ]
    for name in wanted:
        low, high = _PARTS[name]
        job[name] = chance.sample(stock[name], min(len(stock[name]), chance.randint(low, high)))
    job["工作条件"] = chance.choice(stock["工作条件"])
    return job


def _write(path: Path, data: dict[str, Any]) -> None:
    path.write_text(yaml.dump(data, Dumper=_Plain, allow_unicode=True, sort_keys=False, width=10_000), encoding="utf-8")


class _Plain(yaml.SafeDumper):
    """Without anchors: every file is read for itself."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


if __name__ == "__main__":
    make(Path(sys.argv[1]), int(sys.argv[2]))
