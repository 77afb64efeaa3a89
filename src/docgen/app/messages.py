"""What the app room says itself: codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

NO_KIND = Message(
    "B102",
    "没有写文种（kind）",
    "在文件开头写“文种: 岗位说明书”；docgen kinds 列出可用的文种",
    "内容文件没有写“文种”（kind），docgen 不知道用哪套模板。docgen kinds 列出可用的文种。",
)
UNMENDABLE = Message("B101", "改不了文件：{reason}", "检查文件的权限")
NOT_REPAGED = Message("B101", "写不出文件：{reason}", "检查文件的权限和磁盘空间；文件若正在 Word 里打开，请先关闭")

UNDRAWABLE = Message(
    "B108",
    "SVG 图“{name}”画不出来（{reason}）",
    "在绘图软件里打开检查，另存为“普通 SVG”，或导出为 PNG",
    "SVG 图里的数写得不对，画到中途画不下去。用绘图软件另存一份再试。",
)
NO_PAGES = Message(
    "B106",
    "文种“{kind}”只有 Word 表单，没有可以预览的页",
    "用 docgen build 生成表单",
    "预览只能看有正文模板（body.html）的文种；表单由 docgen build 或 docgen form 生成。",
)
NO_SUCH_PAGE = Message(
    "B107",
    "没有第 {number} 页，共 {pages} 页",
    "先刷新预览（refresh），页码从 1 起",
    "预览时要的页不在文档里：页数随改动增减，页码从 1 起。",
)

# --- forms: B140…B142 ---

SEVERAL_RECORDS = Message(
    "B140",
    "数据是列表，有 {count} 份",
    "加上 --each，每份数据生成一个文件",
    "docgen form 的数据是列表时，须加 --each，每份数据生成一个文件。",
)
NAME_TWICE = Message(
    "B141",
    "文件名“{name}”与 {first} 的重复",
    "在 --name 里加上编号一类不会重复的字段",
    "--name 取不出文件名，或两份数据取出同一个文件名。",
)
NO_NAME = Message("B141", "文件名“{pattern}”取不出来：{reason}", "检查 --name 里的名称")
EMPTY_NAME = Message("B141", "文件名是空的", "检查 --name 里的名称")
UNREADABLE_FORM = Message(
    "B142",
    "表单模板读不出来：{reason}",
    "检查文件名、所在的文件夹和权限",
    "docgen form 找不到模板或数据文件，或输出会盖掉模板。",
)

# --- adopting: W181, W183, W187 ---

FOLDER_EXISTS = Message(
    "W187",
    "{folder} 已经存在",
    "用 --name 换一个名称，或用 --force 覆盖",
    "templates/word/ 下已有同名的模板，或名称里没有一个能用作文件夹名的字。",
)
NO_FOLDER_NAME = Message("W187", "“{name}”不能用作文件夹名", "用 --name 给一个由汉字、字母、数字组成的名称")
UNREADABLE_TEMPLATE = Message("W101", "Word 模板打不开：{reason}", "检查文件名和权限")
UNWRITABLE = Message("B101", "写不出文件：{reason}", "检查文件夹的权限和磁盘空间")
CHECKED_AS_FORM = Message(
    "W110",
    "文件里没有正文的位置 {{{{p body }}}}，按表单模板检查（docgen form）",
    "要排长文档的，先用 docgen template adopt 采用",
    severity="warning",
)
UNPLACED = Message(
    "W183",
    "文种“{kind}”的 {names} 在模板里没有位置，不会印出来",
    "需要的话在 template.docx 里写上 {tags}",
    "文种的字段与模板上的位置对不上：有的字段没有地方印，或有的位置没有内容。",
    severity="warning",
)
UNFILLED = Message(
    "W183",
    "模板里有 {names} 的位置，而文种“{kind}”没有这些字段，印出来是空的",
    "在 kind.yaml 的 fields 里加上它们，或从 template.docx 里删去",
    severity="warning",
)
NO_FONT = Message(
    "W181",
    "这台机器没有字体“{font}”，也没有可以代替的（用在 {places}）",
    "把字体文件放进工作目录的 fonts/，或在模板里换成宋体、黑体等",
    "模板用的字体没有安装，也没有相近的可以代替，PDF 里会用别的字体。把字体文件放进工作目录的 fonts/。",
    severity="warning",
)

# --- approvals: B161 ---

NOT_THE_SAME_TWICE = Message(
    "B161",
    "同样的文件，换一个进程排出来的内容不一样：模板里有随机、时间、环境变量或程序内部的东西",
    "改模板，使同样的内容总是印出同样的文字；改好后重新送审",
    "送审时正文在另一个进程里再生成一遍（另一个散列种子、时区、语言环境，没有环境变量），两遍必须相同：否则批的是一次偶然的结果。",
)
