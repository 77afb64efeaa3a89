"""What pay and scores have to say: Y10x the policy, Y11x scores, Y12x people and deals, Y13x `docgen pay`; codes, facts, ways out and explanations."""

from __future__ import annotations

from docgen.errors import Message

UNCONFIRMED = Message(
    "Y101",
    "业绩工资公式没有经人确认",
    "由有权的人确认公式，写上“确认人”和“确认日期”；确认以前，算出的结果都注明“公式未经确认”",
    "从得分到业绩工资的公式没有经人确认（警告）。docgen 不替制度假定公式：写明的公式照算，但在制度里写上确认人和确认日期以前，算出的每一页都注明“公式未经确认”。",
    severity="warning",
)
WRONG_FORMULA = Message(
    "Y102",
    "业绩工资公式写错了：{reason}",
    "例如 业绩工资基数 × 考核总分 ÷ 满分；可用 + − × ÷ 括号、取大（甲，乙）、取小（甲，乙）",
    "业绩工资公式写错了。可用：+ − × ÷、括号、百分数、取大（甲，乙）、取小（甲，乙）。",
)
FORMULA_NAME = Message(
    "Y103",
    "业绩工资公式里的“{name}”没有来处",
    "{way}",
    "业绩工资公式用了没有来处的名称。可以用：业绩工资基数、考核总分、满分、系数。",
)
WRONG_BANDS = Message(
    "Y104",
    "“{name}”的分数区间：{fault}",
    "区间含下限、不含上限，一档接一档，从 0 到满分，最高一档含上限",
    "分数区间有空档、重叠，或没有从 0 排到满分。区间含下限、不含上限，最高一档含上限。",
)
NO_COEFFICIENT = Message(
    "Y105",
    "公式用到系数，等级“{grade}”没有写系数",
    "在综合等级的每一档写上“系数”",
    "公式用到“系数”，综合等级里有的等级没有写系数。",
)
NAME_TWICE = Message(
    "Y106",
    "{what}“{name}”写了两次",
    "名称是取数的依据，不能重复；删去或改名",
    "指标、业务种类或单位的名称写了两次，或与得分表里别的列同名：取数时分不清。",
)
NAME_RESERVED = Message("Y106", "{what}“{name}”与得分表里别的列同名", "名称是取数的依据，换一个名称")
NO_AMOUNT = Message(
    "Y107",
    "{name}：{reason}",
    "改正制度里的业绩工资公式；不让结果低于零可以写 取大（…，0）",
    "公式对某个人算不出金额：结果是负数，或除数是零。",
)
NO_EXAMPLE_AMOUNT = Message("Y107", "{name}：{reason}")
UNIT_BUSINESS = Message(
    "Y108", "“{unit}”的“{business}”不在公司的营销奖励比例里", "{way}", "单位的奖励比例用了公司比例里没有的业务。"
)
BEFORE_POLICY = Message(
    "Y109",
    "{month} 在制度施行（{effective}）以前",
    "检查月份；施行前的试算只供比较",
    "试算的月份在制度施行以前（警告）。",
    severity="warning",
)
NO_NAME = Message("Y110", "这一行没有姓名", "填上姓名；不是人的行删去", "表里有一行没有姓名。")
DEAL_WITHOUT_NAME = Message("Y110", "这一笔没有姓名", "填上姓名或工号")
SUM_ROW = Message(
    "Y111",
    "“{name}”不是人",
    "删去合计一类的行：合计由 docgen 计算",
    "得分表里有合计、平均一类的行。删去：合计由 docgen 计算。",
)
PERSON_TWICE = Message(
    "Y112",
    "“{name}”与{other}重复",
    "一人一行；两个人同名就写上各自的工号",
    "同一个人在得分表里有两行。两个人同名时写上各自的工号。",
)
NO_INDICATOR = Message(
    "Y113",
    "{where}“{key}”不是制度里的指标，也不是计奖的业务",
    "{way}",
    "得分表的列名不是制度里的指标，也不是计奖的业务。多半是写错了字。",
)
NO_COLUMN = Message(
    "Y114",
    "得分表里没有“{name}”这一列",
    "补上这一列，列名与制度里的指标一致；docgen pay 制度 --blank 得分.xlsx 写一张列名齐全的空表",
    "有人的一项指标没有得分，或整列都没有。",
)
NO_SCORE = Message("Y114", "{whose}没有得分", "填上得分；不参加考核的人不列在表里")
SCORE_NO_NUMBER = Message(
    "Y115",
    "{whose}得分“{value}”不是数字",
    "只写半角数字，例如 16.5",
    "得分或金额不是数字。只写半角数字，不带“分”“元”。",
)
AMOUNT_NO_NUMBER = Message("Y115", "{whose}“{value}”不是数字", "只写半角数字，单位是元")
EXAMPLE_ABOVE_FULL = Message(
    "Y116",
    "“{name}”的{indicator}得 {value} 分，超出满分 {points}",
    "改正得分；满分改了就先改制度",
    "得分小于 0 或超过这项指标的满分。",
)
SCORE_OUT_OF_RANGE = Message("Y116", "{whose}得 {value} 分，超出 0 到 {points}", "改正得分；满分改了就先改制度")
EXAMPLE_DECIMALS = Message(
    "Y117",
    "“{name}”的{indicator}得 {value} 分，小数超过 {decimals} 位",
    "按制度规定的小数位评分",
    "得分的小数位比制度规定的多。",
)
SCORE_DECIMALS = Message("Y117", "{whose}得 {value} 分，小数超过 {decimals} 位", "按制度规定的小数位评分")
NO_UNIT = Message("Y118", "制度里没有单位“{unit}”", "{way}", "单位不在制度的“各单位标准”里。空着就按公司的标准。")
AMOUNT_NEGATIVE = Message(
    "Y119",
    "{whose} {value} 不合理：应是 0 或更多",
    "退款在当初计奖的那一笔里扣回，不写成负数",
    "金额是负数、大得不合理，或不到分。",
)
AMOUNT_BELOW_FEN = Message("Y119", "{whose} {value} 不到分", "金额写到分为止")
NUMBER_DIFFERS = Message(
    "Y120", "揽收里的工号“{number}”与得分表不符", "检查工号和姓名", "揽收表里的人不在得分表里，或同名的不止一人。"
)
DEAL_NAME_SHARED = Message("Y120", "得分表里叫“{name}”的不止一人", "写上工号")
DEAL_NAME_UNKNOWN = Message("Y120", "揽收里的“{name}”不在得分表里", "{way}")
EXAMPLE_BUSINESS = Message(
    "Y121", "“{business}”不在营销奖励比例里", "{way}", "揽收的业务种类不在营销奖励比例里，或没有写业务、收入。"
)
NO_REVENUE = Message("Y121", "这一笔没有收入", "填上计奖收入，元")
NO_BUSINESS = Message("Y121", "“{business}”不是计奖的业务", "{way}")
DEAL_WITHOUT_BUSINESS = Message("Y121", "这一笔没有业务种类", "{way}")
NOT_SCORED = Message(
    "Y122", "“{name}”在名单里，得分表里没有", "补上得分；本月不考核就从名单里删去", "名单里的人没有得分。"
)
NOT_LISTED = Message("Y123", "“{name}”有得分，名单里没有", "{way}", "有得分的人不在名单里。")
NOBODY = Message("Y124", "得分表里没有人", "第一行写列名（姓名和各项指标），下面每人一行", "得分表里没有人。")
EXAMPLE_SCORES = Message(
    "Y125",
    "“{name}”有 {count} 项得分，指标有 {wanted} 项",
    "按指标的次序每项写一个：{indicators}",
    "示例的得分项数与指标的项数不同。",
)
PERSON_SHARED = Message(
    "Y126", "得分表里叫“{person}”的不止一人", "写工号", "得分表里没有要出试算单的人，或同名的不止一人。"
)
PERSON_UNKNOWN = Message("Y126", "得分表里没有“{person}”", "{way}")
WRONG_KIND = Message(
    "Y130",
    "这份文件是“{kind}”，不能用来试算",
    "写薪酬制度的文件，例如 docgen pay content/policies/制度.yaml --scores 得分.csv；或薪酬试算汇总的文件",
    "docgen pay 的文件应是薪酬制度，或薪酬试算汇总。",
)
NO_SCORES = Message(
    "Y131",
    "没有得分表",
    "用 --scores 写明 .csv 或 .xlsx 文件",
    "docgen pay 没有得分表：用 --scores 写明 .csv 或 .xlsx 文件。",
)
SAME_FILE = Message(
    "Y132",
    "“{name}”的试算单会和“{other}”的写进同一个文件",
    "写上各自的工号，或改名",
    "两个人的试算单会写进同一个文件。写上各自的工号。",
)
FILE_EXISTS = Message(
    "Y133",
    "文件已经存在",
    "换一个文件名，或先移走原来的",
    "docgen pay --blank 不覆盖已有的文件：里面可能已经填了分数。",
)

IN_CELL = "{cell} 单元格：{fact}"  # how a fact is told of a cell of a table
