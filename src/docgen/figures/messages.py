"""What drawings have to say of their data (P130 to P159): codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

NO_DRAWING = Message("P130", "没有图的种类“{kind}”", "{way}", "draw 不认识这种图。可用的种类见提示。")
MISSING = Message(
    "P131", "缺少“{key}”", "补上这一项", "图的数据缺少一项，或这一项不是该有的样子（文字、列表、一组“名称: 值”）。"
)
NO_LIST = Message("P131", "“{key}”应是一个列表")
CATEGORY_NO_TEXT = Message("P131", "项目的名称应是文字", "填上名称；数字也可以")
SERIES_WITHOUT_NAME = Message("P131", "缺少“name”", "几个数据系列在图例里靠名称区分")
NO_TEXT = Message("P131", "“{key}”应是文字")
NO_FLAG = Message("P131", "“{key}”应是 true 或 false")
NO_NAMES = Message("P131", "“{key}”应是一组名称")
ITEM_NO_MAPPING = Message("P131", "“{key}”的每一项应是一组“名称: 值”")
DATA_NO_MAPPING = Message(
    "P131", "图的数据应是一组“名称: 值”", "检查模板里 draw 的第二个参数；内容可以不填时先用 {{% if %}} 判断"
)
TASK_WITHOUT_END = Message(
    "P131", "任务“{name}”没有写结束", "写上 end（日期）或 days（天数）；没有工期的写 milestone: true"
)
STEP_NEXT = Message("P131", "“next”的每一项应是步骤的 id，或 {{to: id, label: 条件}}")
VALUES_NO_LIST = Message("P131", "“values”应是一个列表", "按项目的次序每项写一个数，没有数的写 null")
VALUES_MISSING = Message("P131", "缺少“values”", "按项目的次序每项写一个数，没有数的写 null")
UNKNOWN_NAME = Message("P132", "图的数据里有不认识的名称“{key}”", "{way}", "图的数据里有不认识的名称，多半是写错了字。")
NO_DATE = Message(
    "P133",
    "“{text}”不是日期",
    "写成 2026-03-01 的样子，并且是日历上有的一天",
    "日期写成 YYYY-MM-DD，例如 2026-03-01，并且是日历上有的一天。",
)
PLAN_BACKWARDS = Message(
    "P134", "计划的结束 {end} 在开始 {start} 之前", "改正其中一个日期", "结束在开始之前，或落在整张计划的起止日期之外。"
)
PLAN_TOO_LONG = Message("P134", "计划从 {first} 到 {last}，超过五十年", "检查年份")
TASK_BACKWARDS = Message("P134", "任务“{name}”的结束 {end} 在开始 {start} 之前", "改正其中一个日期")
TASK_OUTSIDE = Message("P134", "任务“{name}”（{start} 至 {end}）超出了计划的起止", "改正日期，或放宽计划的 start、end")
NO_TASK = Message(
    "P135",
    "任务“{name}”排在“{other}”之后，但没有这个任务",
    "{way}",
    "引用了不存在的任务、岗位或步骤。检查名称是否与定义处一字不差。",
)
NO_STEP = Message("P135", "没有 id 为“{target}”的步骤", "{way}")
CIRCLE = Message("P136", "任务互相等待：{circle}", "去掉其中一个 after", "任务的先后互相依赖，绕成了一圈，排不出先后。")
NAME_TWICE = Message(
    "P137",
    "{what}“{name}”出现了两次",
    "给其中一个改名，引用才说得清指哪一个",
    "同一个名称或编号出现了两次，引用时分不清指哪一个。",
)
NO_CHOICE = Message("P138", "“{key}”不能是“{text}”", "{way}", "取值不在允许的范围里。")
OUT_OF_RANGE = Message("P138", "“{key}”应是 {low} 到 {high} 的数，这里是“{value}”")
NO_WHOLE_NUMBER = Message("P138", "“{key}”应是整数，这里是“{value}”")
END_AND_DAYS = Message("P138", "任务“{name}”的 end 和 days 只能写一个", "删去一个")
CHART_TOO_LARGE = Message(
    "P139",
    "图放不下：项目太多，或名称太长",
    "缩短名称、减少项目，或分成几张图；项目很多时表格更清楚",
    "图太大，一页放不下又不能再拆。减少内容，或把图分成几张。",
)
FLOW_TOO_LARGE = Message(
    "P139", "流程图放不下：角色（泳道）或分支太多", "合并角色，缩短名称，或改用横页（draw 的 wide=true）"
)
ORGANISATION_TOO_LARGE = Message("P139", "组织机构图“{name}”在一页上放不下", "缩短名称，或减少 side 里的项")
TOO_MANY_BOXES = Message("P139", "组织机构图有 {count} 个方框", "按部门分成几张图")
TOO_MANY_LEVELS = Message("P139", "组织机构图超过 {deepest} 层", "把下面几层另画一张图")
TOO_MANY_STEPS = Message("P139", "流程图有 {count} 步", "按阶段分成几张图")
NO_NUMBER = Message(
    "P150",
    "“{value}”不是数",
    "只写数字，例如 1234.5；单位写在 unit 里，没有数的写 null",
    "图表的一项不是数。只写数字（可以带千分位逗号），单位写在 unit 里，没有数的一项写 null。",
)
COUNT_DIFFERS = Message(
    "P151",
    "“{name}”有 {count} 个数，项目有 {wanted} 个",
    "每个项目写一个数，没有数的写 null",
    "一个数据系列的个数与项目的个数不同。每个项目写一个数，没有数的写 null，图上就留空。",
)
NEGATIVE_SHARE = Message(
    "P152",
    "饼图的一份不能是负数：{value}",
    "饼图只能表示整体的各部分；有正有负的数用柱形图",
    "饼图表示整体的各部分，一份不能是负数；有正有负的数用柱形图。",
)
NO_NUMBERS = Message(
    "P153",
    "图里没有一个数",
    "填上数值；内容可以不填时先用 {{% if %}} 判断",
    "图表里没有项目、没有一个数，或饼图各份的和是零。内容可以不填时，模板先用 {% if %} 判断再画。",
)
SUM_ZERO = Message("P153", "饼图各份的和是零", "填上数值；内容可以不填时先用 {{% if %}} 判断")
NOTHING_TO_DRAW = Message("P153", "图里没有{name}（{key}）", "补上这一项；内容可以不填时，模板先用 {{% if %}} 判断再画")
TOO_MANY_SERIES = Message(
    "P154",
    "一张图里有 {count} 个数据系列，最多 {most} 个",
    "颜色和记号再多就分不清了：合并次要的，或分成几张图",
    "图表的系列、数或份太多，颜色和文字已经分不清。合并次要的部分，分成几张图，或改用表格。",
)
TOO_MANY_POINTS = Message("P154", "一张图里有 {count} 个数，最多 {most} 个", "分成几张图，或改用表格")
TOO_MANY_SLICES = Message("P154", "饼图有 {count} 份，最多 {most} 份", "把小的几份合并为“其他”，或改用横向的柱形图")
NUMBER_TOO_LONG = Message(
    "P155",
    "“{value}”太长，Word 的图表只能准确保存 {digits} 位数字",
    "换用大一些的单位，例如万元、亿元，或四舍五入",
    "Word 图表里的工作簿与 Excel 一样，只能准确保存 15 位有效数字。换用大一些的单位，或四舍五入。",
)
TEXT_TOO_LONG = Message(
    "P156",
    "图里的文字太长：“{text}…”有 {count} 个字，最多 {most} 个",
    "缩短名称，把说明写进正文",
    "图里的名称、单位或标题太长，放进图里看不清。缩短名称，把说明写进正文。",
)
