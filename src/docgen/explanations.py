"""All problem codes with what they mean: gathered from the rooms for `docgen explain`."""

from __future__ import annotations

from docgen.app import messages as app
from docgen.app.batch.explanations import EXPLANATIONS as BATCH
from docgen.approval.after import messages as after
from docgen.approval.desk import messages as desk
from docgen.approval.issue import messages as issue
from docgen.approval.ledger import messages as ledger
from docgen.approval.rules.explanations import EXPLANATIONS as WORKFLOW
from docgen.approval.verify import messages as verify
from docgen.check.explanations import EXPLANATIONS as CHECKS
from docgen.compare import messages as compare
from docgen.content.explanations import EXPLANATIONS as SOURCE
from docgen.errors import explained
from docgen.figures.explanations import EXPLANATIONS as DRAWING
from docgen.fonts import messages as fonts
from docgen.importer import messages as importer
from docgen.kinds.explanations import EXPLANATIONS as COMPOSE
from docgen.office import messages as office
from docgen.ooxml import messages as ooxml
from docgen.pay.explanations import EXPLANATIONS as PAYING
from docgen.pdf import messages as pdf
from docgen.template.explanations import EXPLANATIONS as SHELL

_OWN: dict[str, str] = {
    "L120": "排版结果里找不到某个标题或表所在的页，目录页码无法填写。这是 docgen 的缺陷，请报告。",
    "L123": "目录项或页码引用指向的书签已经不在 Word 文件里，在 Word 里会显示“错误！未定义书签”。更新整个目录，或删去这处引用。",
    "L124": "目录项没有指向标题的链接，或索引项在正文里没有对应的标记（XE 域），docgen 不知道它指哪一处。在 Word 里更新整个目录或索引。",
    "L125": "页码域里没有存下结果，没有地方可填。在 Word 里按 F9 更新域，保存后再试。",
    "L127": "这个页码域带有自己的格式开关（\\p、\\#、\\*），docgen 不改它，以免改错。其余的页码都已改正。",
    "L129": "Word 文件的部件不是 UTF-8 编码，或不是完好的 XML。在 Word 或 WPS 里另存为 .docx。",
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
    **BATCH,
    **CHECKS,
    **COMPOSE,
    **DRAWING,
    **PAYING,
    **SHELL,
    **SOURCE,
    **WORKFLOW,
    **explained(after, app, compare, desk, fonts, importer, issue, ledger, office, ooxml, pdf, verify),
    **_OWN,
}
