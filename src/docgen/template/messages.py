"""What docgen says of Word templates (W110…W192): code, fact, way out and explanation of each in one place.

W101…W107 are said by `ooxml` (W101 here too, of a template in other words), W200…W210 by `template.forms`.
"""

from __future__ import annotations

from docgen.errors import Message

# --- the file: W101 (explained by `ooxml`), W186 ---

UNREADABLE = Message("W101", "Word 文件打不开：{reason}", "检查文件是否存在、是否有读取权限")
BROKEN_PART = Message("W101", "部件 {part} 不是完好的 XML", "在 Word 或 WPS 里打开它，另存为 .docx 再用")
NOT_A_DOCUMENT = Message(
    "W186",
    "这是模板文件（.dotx），Word 模板要用文档（.docx）",
    "docgen template adopt 会改；或在 Word 里另存为 .docx",
    "Word 模板须是 .docx。.dotx 用 docgen template adopt 采用，或在 Word 里另存为 .docx。",
)

# --- the slots: W110…W112 ---

NO_SLOT = Message(
    "W110",
    "Word 模板里没有正文的位置 {{{{p body }}}}",
    "在放正文的地方另起一段，只写 {{{{p body }}}}",
    "Word 模板里须有一段只写 {{p body }}，正文排在那里。没有它而写满标签的是表单（docgen form），template check 就按表单检查。",
)
NO_SLOT_YET = Message(
    "W110",
    "Word 模板里没有正文的位置 {{{{p body }}}}",
    "在放正文的地方另起一段，只写 {{{{p body }}}}；公司自己的模板先用 docgen template adopt 采用",
)
NO_SLOT_TO_FILL = Message("W110", "Word 模板里没有正文的位置", "在Word 模板里另起一段，只写 {{{{p body }}}}")
SEVERAL_SLOTS = Message(
    "W111",
    "Word 模板里有 {count} 处 {{{{p {name} }}}}：{places}",
    "只留一处",
    "正文或目录的位置出现了不止一处。只留一处。",
)
SEVERAL_SLOTS_BY_NUMBER = Message("W111", "Word 模板里有 {count} 处 {{{{p {name} }}}}：第 {numbers} 段", "只留一处")
SLOT_OUTSIDE = Message(
    "W112",
    "{place}：{{{{p {name} }}}} 不在正文里，而在表格、文本框、内容控件或页眉页脚里",
    "把它移到正文里，单独成段",
    "{{p body }} 和 {{p toc }} 须单独成段，直接放在正文里，不能在表格、文本框里，也不能与别的文字同段。",
)
SLOT_IN_TABLE = Message("W112", "{place}：{{{{p {name} }}}} 在表格或文本框里", "把它移到正文里，单独成段")
SLOT_NOT_ALONE = Message("W112", "{place}：{{{{p {name} }}}} 与别的文字写在一段里", "让它单独成段")

# --- tags: W120, W121 ---

_PAIRS = "检查 {{{{ }}}} 和 {{% %}} 是否成对、是否在一段里写完"
WRONG_TAG = Message(
    "W120",
    "{place}：{tag} 写错了：{reason}",
    _PAIRS,
    "Word 模板里的标签写错了，例如 {{ 没有配对的 }}，或 {% if %} 没有 {% endif %}。",
)
NO_OPEN_IF = Message("W120", "{place}：{tag} 写错了：前面没有开着的 {{% if %}}", _PAIRS)
NOT_BEGUN = Message("W120", "{place}：{tag} 写错了：前面没有 {{% {word} %}}", _PAIRS)
NOT_ENDED = Message("W120", "{place}：{tag} 写错了：在 {end} 之前没有结束", _PAIRS)
NO_P = Message("W120", "{place}：{tag} 写错了：少了 p：写成 {{{{p {name} }}}}", _PAIRS)
UNPAIRED = Message(
    "W120",
    "{place}：{tag} 没有配对的 {{% {word} %}}",
    "在它管到的地方之后写上结束的标签；两者须在同一部件（正文、页眉）里",
)
ODD_BRACES = Message(
    "W120",
    "{place}：“{text}”像是标签，但括号之间有空格或用了全角",
    "写成 {{{{ 名称 }}}}，括号用半角，两个之间不留空格",
)
UNCLOSED = Message(
    "W120", "{place}：“{text}”没有用 {closing} 结束", "一个标签要在一段里写完：{{{{ 名称 }}}} 或 {{% if 名称 %}}"
)
STRAY = Message("W120", "{place}：“{text}”前面没有开始的括号", "补上 {{{{ 或 {{%，或删去多余的括号")
NO_STATEMENT = Message(
    "W120", "{place}：{tag} 里没有名为“{word}”的命令", "可用的有 if、elif、else、endif、for、endfor、set"
)
NEAR_STATEMENT = Message("W120", "{place}：{tag} 里没有名为“{word}”的命令", "是不是“{near}”？")
BROKEN_TAG = Message("W120", "模板标签写错了：{reason}", _PAIRS)
BROKEN_TAG_NEAR = Message("W120", "模板标签写错了：{reason}（附近：{near}）", _PAIRS)
UNKNOWN_NAME = Message(
    "W121",
    "{place}：{tag} 用了没有的名称“{name}”",
    "可用的名称：{names}",
    "Word 模板用了 docgen 不知道的名称。可用的名称见 docs/architecture.md；kind.yaml 的 fields 可以增加。",
)
NEAR_NAME = Message("W121", "{place}：{tag} 用了没有的名称“{name}”", "是不是“{near}”？")
UNKNOWN_FIELD = Message(
    "W121", "Word 模板用了没有的名称“{name}”", "可用的名称：{names}；别的名称写进 kind.yaml 的 fields"
)
NEAR_FIELD = Message("W121", "Word 模板用了没有的名称“{name}”", "是不是“{near}”？")

# --- styles and roles: W130, W131, W140, W141 ---

NO_STYLE = Message(
    "W130",
    "模板里没有样式“{name}”",
    "在 Word 里使用内置样式“{builtin}”一次再保存，或在 template.yaml 的 roles 里指定别的样式",
    "排版需要的样式不在 Word 模板里。内置样式要在文档里用过一次才会存进文件；也可在 template.yaml 的 roles 里指定替代的样式。",
)
NO_ROLE_STYLE = Message(
    "W130", "角色“{role}”指定的样式“{style}”不在模板里", "在 Word 里建立这个样式，或改 template.yaml 的 roles"
)
NO_STYLES = Message("W130", "文件里没有样式（word/styles.xml）", "在 Word 里打开并另存一次")
UNKNOWN_ROLE = Message(
    "W131",
    "没有名为“{role}”的角色",
    "角色见 docs/architecture.md 的表",
    "template.yaml 的 roles 里写了不存在的角色。",
)
NEAR_ROLE = Message("W131", "没有名为“{role}”的角色", "是不是“{near}”？")
LOOSE_PITCH = Message(
    "W140",
    "样式 {names} 的行距不是固定值，Word 与 PDF 的分页可能不同",
    "在 Word 的段落设置里把行距改为“固定值”，例如小四号字 22 磅",
    "样式用了多倍行距或最小行距。行高随字体而变，Word、WPS 和 PDF 的分页可能不同，目录页码以 PDF 为准会有出入。改为固定值即可一致。",
    severity="warning",
)
OTHER_GRID = Message(
    "W141",
    "页面设了文档网格（每行 {pitch} 磅），与正文行距不同",
    "在 Word 的页面设置、文档网格里选“无网格”",
    "页面的文档网格与正文的固定行距不一致，各软件对齐网格的做法不同，分页可能不同。选“无网格”，或让两者相等。",
    severity="warning",
)

# --- limits: W142…W145 ---

_LOOPS = "检查模板里的循环和重复；正常的模板用不到这么多。不认识的模板，不要使用"
TOO_LONG = Message(
    "W142",
    "模板渲染超过 {seconds} 秒，已停止（时间限制）",
    _LOOPS,
    "模板渲染用的时间太长，已停止。多半是模板里的循环没有尽头。别人给的模板在单独的进程里渲染，超过时间就停止。",
)
TOO_MUCH_MEMORY = Message(
    "W143",
    "模板渲染用了超过 {megabytes} MB 内存，已停止（内存限制）",
    _LOOPS,
    "模板渲染用的内存太多，已停止。多半是模板里重复或循环得太多。",
)
TOO_MUCH_OUTPUT = Message(
    "W144",
    "模板渲染的结果超过 {megabytes} MB，已停止（输出限制）",
    _LOOPS,
    "模板渲染的结果太大，已停止。检查模板里的循环。",
)
CHILD_DIED = Message(
    "W145",
    "渲染模板的进程意外结束",
    _LOOPS,
    "渲染模板的进程意外结束。模板可能损坏，或是有意为之；在 Word 里另存一份再试，不认识的模板不要使用。",
)

NESTED_TOO_DEEP = Message("W145", "模板里的标签或元素一层套一层，层数太多，渲染不了", _LOOPS)

# --- what the PDF does not draw: W146, W147 ---

METAFILES = Message(
    "W146",
    "{part} 里的图片 {names} 是 Windows 图元文件，PDF 里不会出现",
    "在 Word 里把图片另存为 PNG 或 SVG，再插回模板",
    "模板的封面、页眉或页脚里有 EMF、WMF 图元文件。Word 文件里照常显示，PDF 不能画；另存为 PNG 或 SVG 再插入即可。",
    severity="warning",
)
CHARTS = Message(
    "W147",
    "{part} 里有图表或 SmartArt，PDF 里不会出现",
    "在 Word 里把它复制，选择性粘贴为图片（PNG）",
    "模板的封面、页眉或页脚里有图表或 SmartArt。Word 文件里照常显示，PDF 不画；粘贴为图片即可。",
    severity="warning",
)

# --- hostile files: W150…W153, and their tags: W160…W163 ---

_TRUSTED_SOURCE = "从可信的来源重新取得模板；自己的模板，在 Word 里删去它再另存"
FETCHED = Message(
    "W150",
    "{where}引用外部的{what}：{target}",
    _TRUSTED_SOURCE,
    "Word 模板要从网络或别的文件取内容（附加模板、图片、子文档、邮件合并等）。打开文件时就会发生，收件人的电脑也会去取。超链接不在此列。附加模板可在 Word 的“开发工具，文档模板”里换成 Normal 后另存。",
)
EMBEDDED = Message(
    "W151",
    "{where}里有{what}",
    _TRUSTED_SOURCE,
    "Word 模板里嵌有 OLE 对象、ActiveX 控件或别的文档（altChunk、子文档）。它们可以带程序。图片和图表不在此列。",
)
REACHING_FIELD = Message(
    "W152",
    "{where}里有域 {field}，它会读别的文件或启动程序",
    _TRUSTED_SOURCE,
    "Word 模板里有会启动程序或读取别的文件的域（DDE、INCLUDETEXT、INCLUDEPICTURE、LINK、RD 等）。在 Word 里按 Alt+F9 可以看到域代码；删去它再另存。",
)
MADE_FIELD = Message("W152", "{where}里有一个域，名称由另一个域拼成", _TRUSTED_SOURCE)

LEADING_OUT = Message(
    "W153",
    "{where}里有打开程序或别处文件的链接：{target}",
    "改成 http:、https: 或 mailto: 的链接；别人给的模板，从可信的来源重新取得",
    "Word 模板里的链接指向程序（ms-msdt:、search-ms: 等）、本机的文件（file://、盘符）或别人的共享文件夹（\\\\服务器）。点一下就会启动程序，或把登录口令交给对方。网页、邮件、电话的链接不在此列。",
)

_ONLY_READS = "模板只能读内容、做简单的计算；不认识的模板，不要使用"
INTERNAL = Message(
    "W160",
    "{where}：标签访问 Python 内部：{name}",
    _ONLY_READS,
    "模板标签访问 Python 内部（以下划线开头的名称等），这是已知的攻击手法。不要使用这个模板。",
)
EXPLODING = Message(
    "W161",
    "{where}：标签太耗时间或内存：{reason}",
    _ONLY_READS,
    "模板标签会用掉极多的时间或内存：很长的 range、重复、乘方、很宽的格式。",
)
LONG_TEXT = Message("W161", "{where}：带标签的文字超过 {count} 字", _ONLY_READS)
TOO_DEEP = Message("W161", "{where}：标签里的括号套得太深", _ONLY_READS)
WIDE_FILTER = Message("W161", "{where}：过滤器 {name} 的参数太大：{value}", _ONLY_READS)
WIDE_CALL = Message("W161", "{where}：{name} 的参数太大", _ONLY_READS)
LONG_RANGE = Message("W161", "{where}：标签里的 range 超过 {count} 次", _ONLY_READS)
OTHER_FILE = Message(
    "W162",
    "{where}：标签引入别的文件（{statement}）",
    _ONLY_READS,
    "Word 模板的标签不能引入别的文件（include、import、extends）。",
)
FORBIDDEN = Message(
    "W163",
    "模板标签做了不许做的事：{reason}",
    _ONLY_READS,
    "模板标签在渲染时做了沙箱不许做的事，已停止。",
)

# --- adopting, and what a template keeps: W170…W192 ---

NUMBERED_HEADINGS = Message(
    "W170",
    "标题样式 {names} 带有自动编号，而编号由 docgen 按文种来排",
    "在 Word 里把这些样式的编号设为“无”，或重新 docgen template adopt",
    "模板的标题样式自带多级编号。docgen 按文种的编号体系（kind.yaml 的 numbering）排号，两套编号会打架，所以采用时去掉样式里的编号；标题的字体、字号、间距不变。",
    severity="warning",
)
FREED_HEADINGS = Message(
    "W170",
    "标题样式 {names} 的自动编号已去掉：编号由 docgen 按文种的体系来排",
    "编号的形式（第一章、1.1、一、）在 kind.yaml 的 numbering 里选",
    severity="warning",
)
MADE_STYLES = Message(
    "W171",
    "模板的样例没有用样式，直接设了格式；据此新建了样式 {names}",
    "以后要改版面，在 template.docx 里改这些样式",
    "模板没有用样式，标题、正文的格式是一段段手工设的。采用时把这些格式做成样式，以后改版面改样式即可。",
    severity="warning",
)
TYPED_CAPTIONS = Message(
    "W172",
    "{places}是手打编号的题注，docgen 的表号、图号不会算上它",
    "删掉它，或去掉编号；表和图由内容来排",
    "模板保留的部分里有手打编号的题注（“表1 …”）。docgen 排的表号、图号从 1 开始，不会算上它。",
    severity="warning",
)

_MAKE_A_TAG = "需要的话在 template.docx 里把它换成标签，例如 {{{{ title }}}}、{{{{ client }}}}、{{{{ number }}}}"
UNKNOWN_PLACEHOLDER = Message(
    "W173",
    "{place}“{text}”没有改：像是待填的内容，但不知道是哪个字段",
    _MAKE_A_TAG,
    "封面或页眉上有像是待填的内容（×××、【…】、几项供选择），但不能肯定是哪个字段，所以没有改。需要的话自己换成标签。",
    severity="warning",
)
UNKNOWN_BINDING = Message(
    "W173", "{place}“{text}”没有改：内容控件绑定的属性没有对应的字段", _MAKE_A_TAG, severity="warning"
)
CHOICES = Message("W173", "{place}“{text}”没有改：像是供选择的几项", _MAKE_A_TAG, severity="warning")
READY_TEXT = Message("W173", "{place}“{text}”没有改：标签“{label}”后面是现成的文字", _MAKE_A_TAG, severity="warning")
UNTAGGED = Message(
    "W173", "{place}“{text}”已改成【】以免被当作标签：不知道它是哪个字段", _MAKE_A_TAG, severity="warning"
)
BIGGEST_AS_TITLE = Message(
    "W174",
    "{place}：把封面上最大的字“{text}”当作标题",
    "如果它是固定的文字，请在 template.docx 里改回来，并在标题处写 {{{{ title }}}}",
    "封面上没有“【项目名称】”一类的占位文字。docgen 把最大的居中文字当作标题，或在“投标文件”之类的字样之前加了一段；请在 Word 里看一眼。",
    severity="warning",
)
TITLE_ADDED = Message(
    "W174",
    "封面上没有标题的位置，已在{place}“{text}”之前加了一段",
    "在 Word 里打开 template.docx，看这一段的位置是否合适",
    severity="warning",
)
NO_TITLE = Message(
    "W174", "封面上没有找到标题的位置", "在 template.docx 的封面上写 {{{{ title }}}}", severity="warning"
)
_LOOK_AT_BODY = "在 Word 里打开 template.docx，看 {{{{p body }}}} 的位置是否合适"
BODY_AT_END = Message(
    "W175",
    "看不出正文从哪里开始（没有目录、标题，也没有分页），正文放在了末尾",
    _LOOK_AT_BODY,
    "模板里没有目录、标题，也没有分页，看不出正文从哪里开始。docgen 放在最可能的地方；请在 Word 里看 {{p body }} 的位置。",
    severity="warning",
)
BODY_AFTER_BREAK = Message("W175", "模板里没有标题和目录，正文放在了第一处分页之后", _LOOK_AT_BODY, severity="warning")
DROPPED_SECTIONS = Message(
    "W176",
    "样例里另有版面设置（{shapes}），没有保留：正文各页用同一种页面设置",
    "横向的页由内容里的横向节来排，照正文的页边距转过来",
    "样例里另有横向页或不同分栏的节。正文只用一种页面设置（样例正文最多的那一节），横向的页由内容里的横向节来排。",
    severity="warning",
)
REVISIONS = Message(
    "W177",
    "{places}有未接受的修订，会原样出现在每份文档里",
    "在 Word 的“审阅”里接受或拒绝全部修订",
    "模板保留的部分里有未接受的修订，会原样出现在每份文档里。",
    severity="warning",
)
COMMENTS = Message(
    "W178",
    "{places}有批注，会出现在每份文档里",
    "在 Word 的“审阅”里删除全部批注",
    "模板保留的部分里有批注，会出现在每份文档里。",
    severity="warning",
)
ATTACHED_TEMPLATE = Message(
    "W179",
    "文件附着在外部模板 {target} 上，打开时 Word 会去读它",
    "在 Word 的“文档模板和加载项”里改为 Normal",
    "模板附着在外部的 .dot 文件上。收件人打开文档时 Word 会去读那个地址，慢，也不安全；采用时去掉。",
    severity="warning",
)
DETACHED_TEMPLATE = Message(
    "W179",
    "去掉了附着的外部模板 {target}：打开文档的人不必去读它",
    "样式都在文件里，版面不变",
    severity="warning",
)
LINKED = Message(
    "W180",
    "{part} 链接了文件以外的 {kind}：{target}",
    "把它嵌入文件，或删除",
    "模板链接了文件以外的图片或对象，别的电脑上显示不出来。",
    severity="warning",
)
PROTECTED = Message(
    "W185",
    "文件设了“限制编辑”，生成的文档也不能改",
    "在 Word 的“审阅”里停止保护",
    "模板设了“限制编辑”，生成的文档打开后也不能改。",
    severity="warning",
)
FULL_COVER = Message(
    "W188",
    "封面用空行撑满了一页（余下约 {room} 毫米）：标题若占两行，“{last}”会挤到下一页",
    "在 template.docx 的封面上删去两三个空行，或把标题的字号改小",
    "封面用空行排版，几乎排满一页。标题长到两行时，封面最后几行会到下一页去。删去几个空行即可。",
    severity="warning",
)
BOUND_CONTROL = Message(
    "W191",
    "{part}的内容控件“{text}”绑定在文档属性上，Word 打开时会用属性的值盖过它",
    "在 Word 里删除内容控件（保留文字），换成标签",
    "内容控件绑定在文档属性上：Word 打开文件时用属性的值盖过它，填进去的内容会被换掉。",
    severity="warning",
)
NARROW_BOX = Message(
    "W192",
    "封面的文本框放不下长名称：{tag} 超过 {count} 字左右就会被切掉（常见的有 {expected} 字）",
    "在 template.docx 里把文本框拉大，或把字号改小，或在它的格式里选“根据文字调整形状大小”",
    "封面上的标题、客户等写在大小固定的文本框里。名称长了，Word 会切掉放不下的行，PDF 里则会与下面的文字重叠。",
    severity="warning",
)
