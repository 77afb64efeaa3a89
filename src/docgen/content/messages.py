"""What content files have to say: C1xx reading, C2xx including, S1xx the kind's schema; codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

FILE_TOO_LARGE = Message(
    "C100", "文件超过 20 MB", "把内容分成几个文件，用 include 引入", "文件读不出来，或超过 20 MB。"
)
UNREADABLE = Message("C100", "文件读不出来：{reason}", "检查文件是否存在、是否有读取权限")
DATA_TOO_LARGE = Message("C100", "文件超过 200 MB", "分成几个文件")
UNCLOSED_QUOTE = Message("C101", "引号没有闭合", '在文字末尾补上引号；文字里的 " 写成 \\"，或改用单引号')
SECOND_COLON = Message("C101", "一行里出现了第二个“: ”，或缩进多了", '值里含有“: ”时加引号："甲方: 乙方"；否则检查缩进')
NO_COLON = Message("C101", "这里缺少冒号", "每一项写成“名称: 内容”，冒号用半角，后面空一格；多行文字用“|”")
UNCLOSED_BRACKET = Message(
    "C101", "括号里缺少逗号，或括号没有闭合", "各项之间用半角逗号“,”分开，末尾补上 ] 或 }}；含逗号、冒号的文字加引号"
)
UNKNOWN_ESCAPE = Message("C101", "双引号里的“\\”后面不能是这个字符", "反斜杠写成 \\\\，或改用单引号")
UNDEFINED_ALIAS = Message("C101", "“*”后面的别名没有定义", '以 * 开头的文字要加引号，例如 "*必填"')
WRONG_ALIAS = Message("C101", "“*”后面的别名写得不对", '以 * 开头的文字要加引号，例如 "*必填"')
WRONG_ANCHOR = Message("C101", "“&”后面的锚点写得不对", '以 & 开头的文字要加引号，例如 "&公司"')
WRONG_BLOCK = Message("C101", "“|”或“>”的写法不对", "“|”后面不写文字，文字从下一行起多缩进两个空格")
LIST_NOT_HERE = Message("C101", "“- ”不能写在这里", "列表从键的下一行开始，每项一行")
WRONG_INDENT = Message(
    "C101", "缩进与上面的行对不齐", "同一级的各行要左对齐，下一级多缩进两个空格；上一行的文字若含“: ”要加引号"
)
TAB_IN_INDENT = Message("C101", "缩进里有制表符", "缩进只用空格；docgen check --fix 可以改正")
WRONG_START = Message("C101", "这个字符不能作文字的开头", '以 @ ` % & * ! | > 等开头的文字要加引号，例如 "@公司"')
WRONG_TAG = Message("C101", "“!”开头的标签写得不对", '以 ! 开头的文字要加引号，例如 "!注意"')
NOT_AT_MARGIN = Message("C101", "缩进与上面的行对不齐", "顶层各行要顶格对齐；“---”和“%”开头的行请删去")
NESTED_TOO_DEEP = Message("C101", "嵌套太深", "检查括号和缩进")
NO_YAML_SYNTAX = Message(
    "C101",
    "这里不合 YAML 的写法",
    "检查这一行和上一行的冒号、缩进、引号和括号",
    "这里不合 YAML 的写法：多半是冒号、缩进、引号或括号。看这一行和上一行。",
)
KEY_TWICE = Message(
    "C102",
    "“{key}”重复了：第 {line} 行已经写过",
    "删去一处，或把两处合并",
    "同一个名称写了两次。YAML 里后一个会盖掉前一个，docgen 不替您选，请删去一处。",
)
INCLUDES_TOO_DEEP = Message(
    "C103",
    "引用展开后嵌套超过 {depth} 层",
    "减少层层引用",
    "嵌套太深。检查缩进和括号；确实很深的内容分成文件，用 include 引入。",
)
TOO_DEEP = Message("C103", "嵌套超过 {depth} 层", "检查括号和缩进；内容确实很深时，把内层分成单独的文件")
TOO_MANY_ALIASES = Message(
    "C104",
    "别名（*）超过 {count} 处",
    "少用别名；重复的内容放进 content/library/ 用 use 引用",
    "YAML 别名（*）用得太多，或指向自己。重复的内容请放进资料库，用 use 引用。",
)
ALIAS_CIRCLE = Message("C104", "别名（*）指向包含它自己的内容", "少用别名；重复的内容放进 content/library/ 用 use 引用")
ALIASES_TOO_LARGE = Message(
    "C104", "别名（*）展开后超过 {count} 项", "少用别名；重复的内容放进 content/library/ 用 use 引用"
)
KEY_NO_WORD = Message(
    "C105",
    "键不能是列表或一组字段",
    "键应是一个词；以 [ 或 {{ 开头的文字要加引号",
    "名称应是一个词，不能是列表或一组字段。以 [ 或 { 开头的文字要加引号。",
)
CELL_CONTROL_CHARACTER = Message(
    "C106",
    "{cell} 单元格里有不能排印的控制字符",
    "清除这个单元格，重新输入",
    "有不能排印的控制字符，多半是从别的软件复制时带来的。",
)
CONTROL_CHARACTER = Message(
    "C106", "有不能排印的控制字符 U+{character:04X}", "删去这个字符；它多半是从别的软件复制时带来的，编辑器里可能看不见"
)
MERGE_KEY = Message(
    "C107",
    "不支持合并键“<<”",
    "用 use: 引用资料库的条目，或用 include: 引入文件",
    "docgen 的内容文件只用 YAML 的基本写法，不支持标签（!!）和合并键（<<）。",
)
YAML_TAG = Message("C107", "不支持 YAML 标签“{tag}”", "删去标签；要原样保留的文字请加引号")
SEVERAL_DOCUMENTS = Message(
    "C108",
    "一个文件里有不止一份内容（第二个“---”之后）",
    "把它们分成几个文件；“---”若是想画分隔线，把它删去",
    "一个文件里只写一份内容，不用“---”分开几份。",
)
EMPTY_FILE = Message("C109", "文件是空的", "写上内容；docgen new 可以生成一份样例", "文件是空的。")
NO_MAPPING = Message(
    "C110",
    "文件的顶层应是一组“名称: 内容”",
    "每行写成“名称: 内容”，从“文种: …”开始",
    "文件的顶层应是一行行“名称: 内容”。",
)
NO_RECORD = Message("C110", "数据文件里没有一组“名称: 内容”", "数据是一组“名称: 内容”；多份数据写成列表，每份一项")
ITEM_NO_RECORD = Message(
    "C110", "第 {number} 项不是一组“名称: 内容”", "数据是一组“名称: 内容”；多份数据写成列表，每份一项"
)
WIDE_COLON = Message(
    "C111",
    "键后面用了全角冒号“：”",
    "改成半角冒号加一个空格“: ”；这若是正文，请加引号；docgen check --fix 可以自动改正",
    "名称后面用了全角冒号“：”。YAML 只认半角冒号加一个空格。docgen check --fix 可以改正。",
)
WIDE_DASH = Message(
    "C112",
    "列表项前面用了“{what}”",
    "改成半角减号加一个空格“- ”；docgen check --fix 可以自动改正",
    "列表项前面应是半角减号加一个空格“- ”，这里用了破折号或圆点。docgen check --fix 可以改正。",
)
WIDE_SPACE = Message(
    "C113",
    "缩进、“-”或“:”后面有全角空格或不间断空格",
    "改成半角空格；docgen check --fix 可以自动改正",
    "缩进里有全角空格或不间断空格。docgen check --fix 可以改正。",
)
TAB = Message(
    "C114",
    "缩进用了制表符（Tab）",
    "改成空格，每级两个；在编辑器里设为“用空格代替制表符”；docgen check --fix 可以自动改正",
    "缩进用了制表符。YAML 只许用空格。docgen check --fix 可以改正。",
)
BOM = Message(
    "C115",
    "文件开头有 BOM 标记",
    "另存为“UTF-8（无 BOM）”；docgen check --fix 可以自动改正",
    "文件开头有 BOM 标记（警告）。docgen check --fix 可以去掉。",
    severity="warning",
)
LINE_ENDS = Message(
    "C116",
    "换行符不是 LF（Windows 的 CRLF，或单独的 CR）",
    "另存为 LF 换行；docgen check --fix 可以自动改正",
    "换行符是 Windows 的 CRLF（警告）。docgen check --fix 可以改正。",
    severity="warning",
)
ENCODING = Message(
    "C117",
    "文件的编码是 {what}，应为 UTF-8",
    "在编辑器里另存为 UTF-8；docgen check --fix 可以自动改正",
    "文件不是 UTF-8 编码（多半是 GBK）。docgen check --fix 可以转换。",
)
INVISIBLE = Message(
    "C118",
    "有看不见的字符 {what}（零宽字符、文字方向标记或行分隔符）",
    "删去它；多半是从网页或聊天软件复制时带来的；docgen check --fix 可以自动改正",
    "有看不见的字符：零宽字符、文字方向标记或行分隔符。docgen check --fix 可以去掉。",
)
TIGHT_COLON = Message(
    "C119",
    "键的冒号后面缺一个空格",
    "写成“名称: 内容”；docgen check --fix 可以自动改正",
    "冒号后面缺一个空格。docgen check --fix 可以改正。",
)
TIGHT_DASH = Message(
    "C120",
    "列表项的“-”后面缺一个空格",
    "写成“- 内容”；docgen check --fix 可以自动改正",
    "“-”后面缺一个空格。docgen check --fix 可以改正。",
)
WIDE_COMMA = Message(
    "C121",
    "花括号里用了全角逗号“，”分隔",
    "改成半角逗号加一个空格“, ”；这若是正文，请加引号；docgen check --fix 可以自动改正",
    "花括号里的分隔用了全角逗号。docgen check --fix 可以改正。",
)
UNKNOWN_ENCODING = Message(
    "C122",
    "这里的字节 0x{byte:02X} 既不是 UTF-8 也不是 GBK 文字",
    "文件可能损坏，或不是文本文件；用编辑器打开原稿，另存为 UTF-8",
    "文件里有既不是 UTF-8 也不是 GBK 的字节，可能已经损坏。",
)
WRONG_JSON = Message(
    "C130",
    "JSON 写错了：{reason}",
    "检查这里的逗号、引号和括号",
    "JSON 数据写错了：多了或少了逗号、引号、括号，名称重复，或有 JSON 不许的值。",
)
JSON_TWICE = Message("C130", "名称“{name}”在同一个对象里出现两次", "改正数据")
JSON_CONSTANT = Message("C130", "JSON 里不能有 {name}", "改正数据")
JSON_TOO_DEEP = Message("C130", "JSON 嵌套太深", "改正数据")
TABLE_FILE_TOO_LARGE = Message(
    "C140", "文件超过 20 MB", "只留要用的工作表和行", "表格文件读不出来，或太大（20 MB、10000 行、200 列以内）。"
)
TABLE_UNREADABLE = Message(
    "C140", "文件读不出来：{reason}", "检查文件是否存在、是否有读取权限；正在 Excel 里打开的先关闭"
)
TABLE_TOO_LARGE = Message(
    "C140", "表太大：最多 {rows} 行、{columns} 列", "只留要用的行和列；下面和右边空着却有边框的也删去"
)
TABLE_FILE_EMPTY = Message(
    "C141", "文件是空的", "第一行写列名，下面每行一条", "表格文件里没有内容。第一行写列名，下面每行一条。"
)
TABLE_EMPTY = Message("C141", "表里没有内容", "第一行写列名，下面每行一条")
WORKBOOK_EMPTY = Message("C141", "工作簿里没有内容", "第一行写列名，下面每行一条")
TABLE_LOCKED = Message(
    "C142",
    "这个 .xlsx 加了密码，或其实是旧的 .xls 文件",
    "在 Excel 里打开，去掉密码，另存为“Excel 工作簿（.xlsx）”",
    "表格文件的格式不能读：能读的是 .csv 和 .xlsx。旧的 .xls、带密码的、WPS 和 LibreOffice 的格式，请打开后另存为 .xlsx。",
)
CSV_IS_XLSX = Message("C142", "这个 .csv 其实是 Excel 的 .xlsx 文件", "把文件名改成以 .xlsx 结尾")
UNREADABLE_FORMAT = Message(
    "C142", "不能读 {suffix} 文件", "在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”或 CSV"
)
CSV_IS_XLS = Message(
    "C142", "这个 .csv 其实是 Excel 的 .xls 文件", "在 Excel 或 WPS 里打开，另存为“Excel 工作簿（.xlsx）”或 CSV"
)
QUOTES_UNBALANCED = Message(
    "C143",
    "第 {row} 行的引号不成对",
    '单元格里有引号时，整格用引号括起，里面的写成两个 ""；用 Excel 另存为 CSV 会自动写对',
    "表格文件损坏，或 CSV 的引号不成对。",
)
WORKBOOK_BROKEN = Message("C143", "工作簿打不开：{kind}", "文件可能损坏；用 Excel 打开，另存一份")
WORKBOOK_DTD = Message("C143", "工作簿的 {filename} 里有 DTD", "Excel 不会写出这样的文件；用 Excel 另存一份")
NO_WORKBOOK = Message("C143", "不是 Excel 工作簿，或已经损坏", "用 Excel 打开，另存为 .xlsx；打不开就换原来的文件")
COLUMN_TWICE = Message(
    "C144",
    "{cell} 单元格：列名“{name}”写了两次",
    "删去一列，或改名",
    "表格的列名重复，或有内容的列没有列名。CSV 里没加引号的逗号（例如 1,200）会多出一列。",
)
NO_COLUMN_NAME = Message(
    "C144", "{cell} 单元格：“{text}”上面没有列名", "补上列名；多余的内容删去（没加引号的逗号也会多出一列）"
)
FORMULA_WITHOUT_RESULT = Message(
    "C145",
    "{name} 单元格的公式没有算出的结果",
    "用 Excel 打开、保存一次，或改成数值",
    "单元格里的公式没有存下结果，或结果是错误值。用 Excel 打开、改正并保存一次。",
)
CELL_ERROR = Message("C145", "{name} 单元格是错误值 {value}", "改正公式或数据")
INCLUDE_MISSING = Message(
    "C201",
    "找不到“{text}”",
    "{way}",
    "引入的文件或引用的资料库条目找不到。资料库在 content/library/ 下，写路径时不带 .yaml。",
)
INCLUDE_OUTSIDE = Message(
    "C202", "“{text}”指向工作目录以外", "引入的文件都放在工作目录里，用相对路径写", "引入的路径指向工作目录以外。"
)
NO_YAML = Message(
    "C203",
    "不是 YAML 文件",
    "文档是 content/ 下以 .yaml 结尾的文件",
    "这个文件不是文档：文档是 content/ 下、资料库以外的 YAML 文件。",
)
NOT_IN_CONTENT = Message("C203", "文件不在工作目录的 content/ 里", "把文件放进 content/ 再生成")
LIBRARY_ENTRY = Message("C203", "资料库里的条目不是文档", "在 content/ 的文档里用 use 引用它")
PEOPLE_FILE = Message("C203", "人员名单不是文档", "用 docgen organisation 查看和确认它")
NO_WORKSPACE = Message(
    "C204",
    "这里不是 docgen 的工作目录，它上面的文件夹也不是",
    "用 docgen init 文件夹名 建立一个，或先 cd 到有 content/ 和 templates/ 的文件夹",
    "没有找到工作目录。工作目录里有 content/ 和 templates/ 两个文件夹。",
)
NO_INCLUDE_NAME = Message("C205", "“{name}”后面应是文件名", "例如 {example}", "include 和 use 后面写文件名或条目名。")
NOT_MERGEABLE = Message(
    "C206",
    "这里引来的是{what}，不能与别的键合并",
    "单独写 use 或 include；或让它指向一组“名称: 内容”",
    "引来的不是一组字段，不能与别的键合并。",
)
INCLUDE_CIRCLE = Message("C207", "循环引用：{chain}", "去掉其中一处引用", "文件互相引用成了一个圈。")
NO_SUCH_PART = Message("C208", "{file} 里没有“{step}”", "{way}", "“#”后面的路径在那个文件里不存在。")
TOO_MANY_VALUES = Message("C209", "引用展开后超过 {size} 项", "检查资料库条目之间的层层引用", "引用展开以后太大。")
FIELD_MISSING = Message("S101", "{where}缺少“{title}”", "{way}", "缺少必填的一项。docgen kinds 文种名 列出全部字段。")
NOT_FILLED = Message("S102", "{field}没有填", "填上内容；不需要就删去这一行", "这一项写了名称，没有写内容。")
NO_ITEMS = Message("S102", "{field}一项也没有", "至少写 {limit} 项")
FIELD_UNKNOWN = Message(
    "S103", "不认识的名称“{key}”", "{way}", "这个文种没有这样的名称，多半是写错了字。docgen kinds 文种名 列出全部字段。"
)
WRONG_TYPE = Message(
    "S104", "{field}应为{wanted}，这里是{found}", "{way}", "内容的类型不对：例如该写列表的地方写了文字。"
)
NO_CHOICE = Message("S105", "{field}只能是：{values}；这里是{found}", "{way}", "这一项只能在几个值里选一个。")
UNFIT = Message("S106", "{field}不合要求", "{way}", "内容的写法、长短或大小不合要求。")
WRONG_FORM = Message("S106", "{field}的写法不对：{found}", "{way}")
TOO_SHORT = Message("S106", "{field}至少要 {limit} 个字，这里有 {count} 个", "{way}")
TOO_LONG = Message("S106", "{field}至多 {limit} 个字，这里有 {count} 个", "{way}")
TOO_FEW = Message("S106", "{field}至少要 {limit} 项，这里有 {count} 项", "{way}")
TOO_MANY = Message("S106", "{field}至多 {limit} 项，这里有 {count} 项", "{way}")
ITEM_TWICE = Message("S106", "{field}里有重复的项", "{way}")
TOO_SMALL = Message("S106", "{field}不能小于 {limit}，这里是 {shown}", "{way}")
TOO_BIG = Message("S106", "{field}不能大于 {limit}，这里是 {shown}", "{way}")
NOT_ABOVE = Message("S106", "{field}要大于 {limit}，这里是 {shown}", "{way}")
NOT_BELOW = Message("S106", "{field}要小于 {limit}，这里是 {shown}", "{way}")
NO_MULTIPLE = Message("S106", "{field}要是 {limit} 的倍数，这里是 {shown}", "{way}")
TOO_FEW_NAMES = Message("S106", "{field}至少要 {limit} 项", "{way}")
FIELD_TWICE = Message(
    "S107", "“{key}”与第 {line} 行的“{other}”是同一项", "中文名和英文名只写一个", "同一项用中文名和英文名写了两次。"
)

# The typing slips by their codes; {what} is the sign, character or encoding that was found.
SLIPS = {
    slip.code: slip
    for slip in (
        WIDE_COLON, WIDE_DASH, WIDE_SPACE, TAB, BOM, LINE_ENDS, ENCODING, INVISIBLE, TIGHT_COLON, TIGHT_DASH, WIDE_COMMA,
    )
}  # fmt: skip

# YAML syntax: parts of the complaints of libyaml and of PyYAML's own parser, in the order in which they are looked for.
SYNTAX = (
    ("quoted scalar", UNCLOSED_QUOTE),
    ("mapping values are not allowed", SECOND_COLON),
    ("could not find expected ':'", NO_COLON),
    ("flow ", UNCLOSED_BRACKET),
    ("expected ',' or", UNCLOSED_BRACKET),
    ("unknown escape", UNKNOWN_ESCAPE),
    ("undefined alias", UNDEFINED_ALIAS),
    ("scanning an alias", WRONG_ALIAS),
    ("scanning an anchor", WRONG_ANCHOR),
    ("scanning a block scalar", WRONG_BLOCK),
    ("block scalar", WRONG_BLOCK),
    ("block sequence entries are not allowed", LIST_NOT_HERE),
    ("did not find expected key", WRONG_INDENT),
    ("expected <block end>", WRONG_INDENT),
    ("'-' indicator", WRONG_INDENT),
    ("block collection", WRONG_INDENT),
    ("tab", TAB_IN_INDENT),
    ("cannot start any token", WRONG_START),
    ("scanning a directive", WRONG_START),
    ("tag", WRONG_TAG),
    ("document start", NOT_AT_MARGIN),
    ("max depth", NESTED_TOO_DEEP),
)
BEGINS = "（这一段从第 {line} 行开始）"  # what is said of a collection that began on another line
