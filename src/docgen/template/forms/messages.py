"""What docgen says of forms (W200…W210): code, fact, way out and explanation of each in one place."""

from __future__ import annotations

from docgen.errors import Message

BROKEN_PACKAGE = Message("W101", "Word 文件的部件不齐（{reason}）", "在 Word 或 WPS 里打开它，另存为 .docx 再用")

# --- W200: tags that are not whole ---

UNCLOSED = Message(
    "W200",
    "{place}：标签没有写完：{tag}",
    "在同一段里用 {closing} 收尾",
    "表单模板里的标签没有写完，例如 {{ 没有 }}，{% 没有 %}；标签要在同一段里写完，括号用半角，两个之间不留空格。",
)
UNCLOSED_WIDE = Message("W200", "{place}：标签没有写完：{tag}", "收尾的括号是全角的，或两个之间有空格：改成 {closing}")
UNCLOSED_HALF = Message("W200", "{place}：标签没有写完：{tag}", "收尾少了半边：写成 {closing}")
STRAY = Message(
    "W200",
    "{place}：多出来的 {mark}，前面没有与它配对的开头",
    "补上开头的 {opening}，或删去它；照原样印出来时不必理会",
    severity="warning",
)
WIDE_BRACES = Message(
    "W200",
    "{place}：“{tag}”像是标签，但括号是全角的，会照样印出来",
    "标签的括号用半角，两个之间不留空格：写成 {{{{ 名称 }}}} 或 {{% if 名称 %}}",
)
SPACED_BRACES = Message(
    "W200",
    "{place}：“{tag}”像是标签，但两个括号之间有空格，会照样印出来",
    "是标签就写成 {{{{ 名称 }}}} 或 {{% if 名称 %}}；照原样印出来时不必理会",
    severity="warning",
)

# --- W201: tags that cannot be read ---

UNREADABLE = Message(
    "W201",
    "{place}：看不懂标签 {tag}（{reason}）",
    "检查拼写、引号和括号是否成对",
    "表单模板里的标签看不懂：语句名写错、引号或括号不成对、用了全角的标点，或循环套得太深。",
)
WIDE_SIGNS = Message("W201", "{place}：看不懂标签 {tag}：{signs} 是全角的", "标签里的标点一律用半角，例如 {mended}")
BLANK_IN_NAME = Message("W201", "{place}：看不懂标签 {tag}：名称里有空格", "名称连着写：{mended}")
SCOPE_APART = Message("W201", "{place}：看不懂标签 {tag}：{scope} 要紧跟在 {{% 后面，它的后面空一格", "写成 {mended}")
NO_STATEMENT = Message(
    "W201", "{place}：{tag}：没有“{word}”这个语句", "可用的有 if、for、set、with；印出内容写 {{{{ 名称 }}}}"
)
NEAR_STATEMENT = Message("W201", "{place}：{tag}：没有“{word}”这个语句", "是不是“{near}”？")
NO_FILTER = Message(
    "W201", "{place}：{tag}：没有“{word}”这个过滤器", "可用的有 money、rmb、date_cn、default、join、upper 等"
)
NEAR_FILTER = Message("W201", "{place}：{tag}：没有“{word}”这个过滤器", "是不是“{near}”？")
OTHER_TEMPLATE = Message("W201", "{place}：{tag}：表单模板不能引用别的模板", "把内容直接写进这个模板")
TOO_DEEP = Message(
    "W201", "{part}里的循环、条件或括号套得太深（{reason}）", "减少一层套一层的 for、if 和括号；正常的表单不超过五六层"
)
UNREADABLE_WHOLE = Message("W201", "{where}：模板读不通（{reason}）", "检查这个标签和它前后的 if、for 是否成对")

# --- W202, W203, W204: where tags stand ---

OUTSIDE_TABLE = Message(
    "W202",
    "{place}：{tag} 只能写在{scope}里",
    "移进表格；正文里的整段标签写 {{%p … %}}",
    "{%tr … %}、{%tc … %} 只能写在表格里；{%p … %} 每段只能有一个。整段、整行、整格都会被它取代，里面别的文字印不出来。",
)
SEVERAL_IN_ONE = Message(
    "W202",
    "{place}：同一{scope}里有 {count} 个这样的标签：{tags}",
    "每个 {{%{kind} … %}} 独占一个{scope}；在里面的用不带 {kind} 的 {{% … %}}",
)
SWALLOWED = Message(
    "W202",
    "{place}：{tag} 占去整个{scope}，里面的“{beside}”不会印出来",
    "让它独占一个{scope}，要印的内容另放",
    severity="warning",
)
UNPAIRED = Message(
    "W203",
    "{place}：{tag}：{fact}",
    "补上缺的一半，或删去多的一半；整段、整行的标签要成对地带 p、tr",
    "for 与 endfor、if 与 endif 没有成对。",
)
UNEVEN = Message(
    "W204",
    "{where}：成对的标签一头在表格（或文本框）里面，一头在外面，生成的文件会损坏",
    "把 for 与 endfor、if 与 endif 放在同一层：都在表格外，或在同一表格的行里",
    "成对的标签一头在表格里、一头在外面，生成的 Word 文件会损坏。放到同一层。",
)

# --- W205…W209: the data ---

EMPTY_VALUES = Message(
    "W205",
    "没有填的值会印成 None：{paths}",
    '填上内容；确实空着的写 ""',
    "数据里有空值（null），会印成 None。填上内容，或写空文字。",
    severity="warning",
)
WRONG_OBJECT = Message(
    "W206",
    "数据 {path}：{fact}",
    "{hint}",
    "$rich、$paragraphs、$picture、$document 写得不对，或它们的文件找不到。",
)
ABSENT = Message(
    "W207",
    "{where}：{fact}",
    "在数据里补上；可有可无的写 {{{{ 名称|default('') }}}}",
    "模板用了数据里没有的名称。补上数据，或写 {{ 名称|default('') }}。",
)
ABSENT_NEAR = Message("W207", "{where}：{fact}", "是不是“{near}”？")
ABSENT_AMONG = Message("W207", "{where}：{fact}", "这里有：{names}；可有可无的写 {{{{ 名称|default('') }}}}")
MISSPELT = Message("W207", "{where}：{reason}", "检查名称的拼写")
FAILED = Message(
    "W208",
    "{where}：算不出来（{reason}）",
    "检查这一项的数据是不是数字、日期或列表",
    "标签算不出来：数据不是所需的类型，或有 Word 不能容纳的字符。",
)
PLAIN_VALUE = Message(
    "W208",
    "{where}：这里的数据是普通内容“{value}”，{{{{r … }}}}、{{{{p … }}}} 只印 $rich、$paragraphs、$document",
    "普通内容写成 {{{{ 名称 }}}}；要带格式，数据里写 {{$rich: [...]}}",
)
CONTROL_CHARACTER = Message(
    "W208", "数据 {path} 里有 Word 不能容纳的控制字符 U+{code:04X}", "删去它；多半是从网页或旧系统复制时带来的"
)
NOT_RENDERED = Message("W208", "表单生成失败：{reason}", "检查数据里的文字；从网页或旧系统复制来的控制字符要删去")
FORBIDDEN = Message(
    "W209",
    "{where}：模板不许这样写（{reason}）",
    "表单模板只用来填内容：取字段、判断、循环",
    "模板里有不许的写法（取内部属性、过长的循环或重复）。表单模板只用来填内容。",
)
FORBIDDEN_ATTRIBUTE = Message("W209", "{where}：不许取内部属性 {name}", "表单模板只用来填内容：取字段、判断、循环")

# --- W210: tags that stay ---

LEFT_IN = Message(
    "W210",
    "{part}里的标签没有填：{tags}",
    "{hint}",
    "生成的文件里还有没填的标签：它在 docgen 不填的部件里（图表里嵌的工作簿、矢量图、应用程序自己的数据），或写得看不懂。换成固定的文字，或移到正文、页眉、脚注里。",
    severity="warning",
)
