"""What kinds, their templates (T1xx) and pictures (P1xx) have to say: codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

NO_KIND = Message(
    "T101",
    "没有文种“{name}”",
    "{way}",
    "没有这个文种。文种是 templates/ 下带 kind.yaml 的文件夹，可以写文件夹名或中文名；docgen kinds 列出全部。",
)
UNKNOWN_KEY = Message(
    "T105",
    "kind.yaml 里有不认识的名称“{key}”",
    "{way}",
    "文种文件夹写得不对：kind.yaml 的编号体系、Word 模板、目录层数或别的一项，schema.yaml 本身，或缺了文件。",
)
NO_SCHEME = Message("T105", "没有编号体系“{scheme}”", "可用：{known}")
WRONG_TOC = Message("T105", "toc 应是 0 到 3 的整数", "toc 是目录的层数；0 表示没有目录")
WRONG_TEXTS = Message("T105", "{key} 应是一组“名称: 文字”", '例如 title: "{{{{ title }}}}"')
WRONG_SLOTS = Message(
    "T105",
    "slots 只能列审批流程自己写的项：version、number、date",
    "例如 slots: [date]；别的内容都要审批，从 slots 里去掉",
)
NUMBER_WITHOUT_RULE = Message(
    "T105", "slots 里有 number，但没有编号规则：编号由起草人写，要审批", "写上 number 规则，或从 slots 里去掉 number"
)
WRONG_SCOPES = Message(
    "T105", "scopes 应是一组“名称: [章节]”", "章节写标题的标签或文字，例如 scopes: {{报价: [prices]}}"
)
NO_TITLE = Message("T105", "kind.yaml 里没有 title", "写上文种的中文名，例如 title: 岗位说明书")
NO_FILE = Message("T105", "文种文件夹里缺少 {name}", "照别的文种写一份")
NO_FORM = Message("T105", "文种文件夹里没有表单模板 {name}", "把 .docx 表单放进文种文件夹，form 写它的文件名")
SEVERAL_FORMS = Message("T105", "没有 body.html 的文种只能有一个表单", "form 只写一个文件名")
NO_TEMPLATE = Message("T105", "没有 Word 模板 templates/word/{name}/template.docx", "可用：{known}")
WRONG_EXTENSIONS = Message("T105", "extensions 应是扩展名称的列表", "例如 extensions: [pay]")
NO_SCHEMA = Message("T105", "schema.yaml 不合 JSON Schema 2020-12：{fault}", "照别的文种改正")
PICTURE_MISSING = Message(
    "P101", "找不到图片“{source}”", "{way}", "找不到图片。按文档所在的文件夹、content/、模板文件夹的次序查找。"
)
PICTURE_OUTSIDE = Message(
    "P102",
    "不能引用工作目录以外的图片“{source}”",
    "把图片存进 content/，用相对路径引用，例如 images/架构.png",
    "图片要放在工作目录里，docgen 不读取网络和别处的文件。",
)
NO_PICTURE = Message(
    "P103", "“{source}”不是完好的图片", "用看图软件打开检查，另存为 PNG 或 JPEG", "文件不是完好的图片。"
)
NO_SVG = Message("P103", "“{source}”不是完好的图片", "用浏览器打开检查，重新导出 SVG")
SVG_WITHOUT_SIZE = Message("P103", "SVG 图“{source}”没有尺寸", "给 <svg> 写上 viewBox")
PICTURE_FILE_TOO_LARGE = Message(
    "P104",
    "图片“{source}”超过 50 MB",
    "压缩后再用；300 dpi 足够印刷",
    "图片太大。A4 整页 300 dpi 只要 2480×3508 像素。",
)
TOO_MANY_PIXELS = Message(
    "P104", "图片“{source}”有 {millions} 百万像素", "缩小到一亿像素以内；A4 整页 300 dpi 只要 870 万像素"
)
FAR_TOO_MANY_PIXELS = Message(
    "P104", "图片“{source}”有两亿以上像素", "缩小到一亿像素以内；A4 整页 300 dpi 只要 870 万像素"
)
PICTURE_FORMAT = Message(
    "P105", "图片“{source}”是 {kind} 格式", "另存为 PNG、JPEG 或 SVG", "图片格式不支持；用 PNG、JPEG 或 SVG。"
)
SVG_WITH_MORE = Message(
    "P106",
    "SVG 图“{source}”里有{what}",
    "在绘图软件里把它另存为“普通 SVG”，或导出为 PNG",
    "SVG 图只能有图形和文字：不能有程序、外部的链接和图片、样式的 @import、自己声明的实体，也不能一再引用自己、画上几万个元素。嵌入的 PNG、JPEG（data:）可以用。",
)
NO_TEMPLATE_FILE = Message(
    "T100",
    "找不到模板文件“{name}”",
    "{way}",
    "模板的 Jinja 语法写错了，用了没有的过滤器，或引入了不存在的模板文件。引入的文件只能在文种文件夹或 templates/_shared 里，用 UTF-8 编码。",
)
NOT_UTF8 = Message("T100", "模板引入的文件不是 UTF-8 编码", "在编辑器里另存为 UTF-8")
NO_FILTER = Message("T100", "没有过滤器“{name}”", "{way}")
NO_TEST = Message("T100", "没有判断“{name}”", "{way}")
NO_TAG = Message("T100", "没有标签 {{% {name} %}}", "可用：if、for、set、macro、include、from … import")
NO_END = Message("T100", "{{% {name} %}} 没有结束", "补上 {{% end{name} %}}")
UNEXPECTED = Message(
    "T100", "模板写错了：这里应是 {wanted}，却是 {found}", "检查 {{{{ }}}}、{{% %}}、括号和引号是否成对"
)
WRONG_SYNTAX = Message("T100", "模板写错了：{reason}", "检查 {{{{ }}}} 和 {{% %}} 是否成对")
UNKNOWN_NAME = Message(
    "T102", "模板用了没有的名称“{name}”", "{way}", "模板用了内容和 schema.yaml 里都没有的名称，多半是写错了字。"
)
UNKNOWN_FIELD = Message("T102", "模板用了没有的字段“{name}”", "{way}")
UNUSABLE_NAME = Message("T102", "模板里的“{name}”不能用", "{way}")
NOT_FILLED = Message(
    "T103",
    "“{name}”没有填，不能用来计算",
    "在内容里填上，或在模板里先用 {{% if %}} 判断",
    "计算用到的一项没有填。在内容里填上；或在 schema.yaml 里设为必填，使检查更早发现。",
)
UNFIT_FOR_FILTER = Message(
    "T104",
    "“{value}”不能用 {name} 来写",
    "检查这一项的内容是不是数字或日期",
    "模板里的计算或过滤器用不了这个值，例如对文字做加减、把文字写成金额。",
)
NO_RESULT = Message("T104", "模板算不出来：除数是零，或数太大", "先用 {{% if %}} 判断除数")
NOT_COMPUTABLE = Message("T104", "模板算不出来：{reason}", "多半是内容的类型不对：例如拿文字去做加减")
NO_LIST_FORMAT = Message(
    "T106",
    "没有列表编号格式“{form}”",
    "可用：{known}",
    "模板用了封闭集合以外的元素、属性或取值。可用的见 docs/architecture.md 的表；这是 Word 与 PDF 保持一致的前提。",
)
WRONG_LIST_START = Message("T106", "列表的 start 应是整数，这里是“{start}”")
WRONG_COLUMNS = Message("T106", "data-columns 应是 1 或 2，这里是“{wanted}”", "写 2 时一行排两组名称和内容")
NO_ELEMENT = Message("T106", "不能用元素 <{tag}>", "{way}")
NO_ATTRIBUTE = Message("T106", "<{tag}> 不能有属性 {name}", "可用的属性：{known}")
NO_CLASS = Message("T106", '<{tag}> 不能有 class="{word}"', "可用的：{known}")
NO_REFERENCE_FORM = Message("T106", "没有引用形式“{form}”", "可用：number 编号、title 标题、full 编号和标题、page 页码")
WRONG_COUNT = Message("T106", "{name} 应是 1 到 200 的整数，这里是“{text}”")
WRONG_WIDTH = Message("T106", "图片宽度“{width}”不是数字", 'width 写毫米数，例如 width="120"')
WRONG_SPAN = Message("T106", "{name} 应是正整数，这里是“{text}”")
WRONG_HEIGHT = Message("T106", "data-height 应是 3 到 250 的毫米数，这里是“{text}”", '例如 <tr data-height="9">')
TEXT_OUTSIDE = Message(
    "T107",
    "文字“{text}”不在段落里",
    "把它放进 <p>；多行的文字字段用过滤器 md",
    "元素嵌套不对：标签没有写完或没有结束、放错了地方，或文字不在段落里。标题、分页和横排页只能直接放在正文里，不能在表格、列表或提示里。",
)
MISPLACED_PART = Message("T107", "<{name}> 放错了地方", "li 在 ul、ol 里，td 在 tr 里，dt、dd 在 dl 里")
MISPLACED = Message("T107", "<{name}> 不能放在 <{inside}> 里", "标题、分页和横排页只能直接放在正文里")
ONLY_ITEMS = Message("T107", "列表里只能有 <li>", "把这部分放进 <li>")
TEXT_IN_PAIRS = Message("T107", "<dl> 里有 dt、dd 以外的文字", "把文字放进 <dt> 或 <dd>")
UNPAIRED = Message("T107", "<dl> 里要一个 <dt> 跟一个 <dd>", "值是空的也写上 <dd></dd>")
LAST_UNPAIRED = Message("T107", "<dl> 末尾的 <dt> 没有 <dd>", "值是空的也写上 <dd></dd>")
FIGURE_WITHOUT_PICTURE = Message("T107", "<figure> 里没有图片", '写上 <img src="…" alt="…"/>')
FIGURE_WITH_MORE = Message(
    "T107",
    "<figure> 里只能有一个 img 和一个 figcaption",
    '题注写在 figcaption 里；几张图并排用无框的表（table class="plain"）',
)
ELEMENTS_TOO_DEEP = Message("T107", "元素套了 {deepest} 层以上", "检查模板里的循环和 include")
END_TAG_TOO_MANY = Message("T107", "多了结束标签 </{tag}>", "删去它，或补上开始标签")
UNFINISHED_TAG = Message("T107", "标签 {tag} 没有写完", "补上 >，检查属性的引号")
NO_END_TAG = Message("T107", "<{name}> 没有结束标签", "补上 </{name}>")
NOT_IN_PARAGRAPH = Message("T107", "<{name}> 不能放在段落里", "把它放到段落外面；段落里只能有文字和行内元素")
MISPLACED_IN_TABLE = Message(
    "T107", "<{name}> 不能直接放在 <{parent}> 里", "表格里依次是 caption、thead、tbody、tr、td 或 th"
)
TEXT_IN_TABLE = Message("T107", "表格里有单元格以外的文字“{text}”", "把文字放进 td 或 th")
UNPRINTABLE_CHARACTER = Message(
    "T108",
    "有不能排印的字符 U+{character:04X}",
    "删去它；它多半是从网页或聊天软件复制来的",
    "有不能排印的字符：文字方向标记、控制字符或非字符。表情符号可以用。",
)
NO_ADDRESS = Message(
    "T109",
    "链接“{address}”不是网址",
    "写成 https://… 或 mailto:…",
    "链接只能是 http、https 或 mailto。文内引用在模板里用 ref，在富文本里写 [](#标签)，方括号里可写“标题”“页码”“全”，不能写别的文字。",
)
REFERENCE_WITH_TEXT = Message(
    "T109",
    "引用“{address}”的文字“{text}”不会印出来",
    "方括号里留空（编号），或写“标题”“页码”“全”；别的文字写在方括号外面",
)
LISTS_TOO_DEEP = Message(
    "T110",
    "列表或引用套了 {depth} 层以上",
    "分成几段，或减少层次",
    "富文本字段里不能有标题，标题写在内容的标题字段里；列表和引用也不能套得太深。",
)
HEADING_IN_TEXT = Message("T110", "这段文字里不能有标题（#）", "标题写在内容的标题字段里；这里用加粗 **文字** 代替")
CELLS_OVERLAP = Message(
    "T111",
    "合并的单元格互相重叠",
    "检查这一行的 colspan 和上面各行的 rowspan",
    "表格的行列对不上：一行比别的行短，合并的单元格互相重叠，或 rowspan 超出了表格或表头。",
)
ROW_TOO_SHORT = Message("T111", "这一行只有 {count} 列，表格有 {columns} 列", "补上单元格，或用 colspan 合并")
ROWSPAN_TOO_LARGE = Message(
    "T111", "rowspan 超出了表格或表头，下面只有 {count} 行", "改小 rowspan；一格不能从表头跨到表身"
)
WRONG_WIDTHS = Message(
    "T112",
    "data-widths 有 {count} 个数，表格有 {columns} 列",
    '每列写一个正数，例如 data-widths="10 30 60"',
    "data-widths 的个数与表格的列数不同。",
)
EMPTY_HEADING = Message(
    "T113", "标题是空的", "检查内容里的标题字段是否填了", "标题是空的，多半是内容里的标题字段没有填。"
)
NOTHING = Message("T114", "模板没有给出任何内容", "检查 body.html", "模板没有给出任何内容。")
TOO_MUCH_MADE = Message(
    "T115",
    "模板生成的内容超过 {millions} 百万字",
    "检查模板里的循环；内容确实很多就分成几份文件",
    "模板生成的内容太大，或互相引入没有尽头。",
)
ENDLESS_INCLUDES = Message("T115", "模板互相引入没有尽头", "检查 include 和 macro")
NOT_ALLOWED = Message(
    "T116",
    "模板里有不许做的事：{reason}",
    "模板只能读内容、做简单的计算",
    "模板做了沙箱不许做的事：访问 Python 内部，循环次数过多，或重复、乘方、格式宽度太大。",
)
COMPLAINT = Message(
    "T117",
    "{fact}",
    "{way}",
    "文种自己的检查：模板按这一种文档的规矩核对了内容，例如占时、权重的合计。规矩写在模板的 complain 里，消息说明怎样改。",
)
COMPLAINT_WARNING = Message("T117", "{fact}", "{way}", severity="warning")
