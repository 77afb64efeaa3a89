"""All problem codes with what they mean: gathered from the rooms for `docgen explain`."""

from __future__ import annotations

from docgen.app import messages as app
from docgen.app.batch.explanations import EXPLANATIONS as BATCH
from docgen.approval.explanations import EXPLANATIONS as APPROVAL
from docgen.approval.rules.explanations import EXPLANATIONS as WORKFLOW
from docgen.check.explanations import EXPLANATIONS as CHECKS
from docgen.compare import messages as compare
from docgen.content.explanations import EXPLANATIONS as SOURCE
from docgen.errors import explained
from docgen.figures.explanations import EXPLANATIONS as DRAWING
from docgen.fonts.explanations import EXPLANATIONS as LAYOUT
from docgen.importer import messages as importer
from docgen.kinds.explanations import EXPLANATIONS as COMPOSE
from docgen.ooxml import messages as ooxml
from docgen.pay.explanations import EXPLANATIONS as PAYING
from docgen.template.explanations import EXPLANATIONS as SHELL

_OWN: dict[str, str] = {
    "B101": "文件写不进去：输出文件夹只读、磁盘已满，或文件正被 Word 打开。旧文件保持原样。关闭文件、换 --out 或检查权限后重试。",
    "B102": "内容文件没有写“文种”（kind），docgen 不知道用哪套模板。docgen kinds 列出可用的文种。",
    "B103": "docgen new 不覆盖已有的文件。换一个名称，或直接编辑已有的文件。",
    "B104": "docgen init 只在没有 templates/ 和 content/ 的文件夹里建立工作目录。",
    "B120": "环境变量 SOURCE_DATE_EPOCH 应是整数（1970 年以来的秒数），文件的日期由它而来。",
    "D120": "文字里有 Word 文件不能容纳的控制字符。",
    "D101": "同一个标签（id）出现了两次，引用无法判断指哪一处。给其中一处改名。",
    "D102": "引用了不存在的标签。检查拼写；被引用的标题、表或图须写上 id。",
    "D103": '引用要求编号，但目标没有编号。按标题引用（form="title"），或给目标编号；表和图有题注才有编号。',
}

EXPLANATIONS: dict[str, str] = {
    **APPROVAL,
    **BATCH,
    **CHECKS,
    **COMPOSE,
    **DRAWING,
    **LAYOUT,
    **PAYING,
    **SHELL,
    **SOURCE,
    **WORKFLOW,
    **explained(app, compare, importer, ooxml),
    **_OWN,
}
