"""What the workflow refuses and why (A1xx, A2xx, A320, A427, A441, A525, A531, A60x, A70x, A712, A751), each with its way out and its explanation.

A101, A110, A216 and A220 are explained where the desk says them (desk/messages.py).
"""

from __future__ import annotations

from docgen.errors import Message

# --- routes: A101, A103 ---

NO_STEPS = Message("A101", "route 应是步骤的列表，至少一步", "例如 - {{step: review, name: 审核, by: [部门负责人]}}")
NO_PARALLEL_STEPS = Message("A101", "together 下应是并行步骤的列表", "together 里每项写法与一般步骤相同")
STEP_TWICE = Message("A101", "两个步骤都叫 step: {step}", "每步一个名称；同一批人再签一次也另起名")
STEP_WITHOUT_NAME = Message("A101", "每个步骤要写 step: 名称", "例如 {{step: review, name: 审核, by: [部门负责人]}}")
UNKNOWN_STEP_KEY = Message("A101", "步骤 {step} 里有不认识的名称“{key}”", "可用：{names}")
STEP_OF_NOBODY = Message("A101", "步骤 {step} 没有写由谁办理", "by 写角色，people 写人员编号；没有人的步骤永远不会通过")
DUE_NO_DAYS = Message("A101", "步骤 {step} 的 due 应是天数", "例如 due: 3；0 表示不限")
STEP_VALUE_NO_TEXTS = Message("A101", "步骤 {step} 的 {key} 应是文字或文字的列表", "例如 {key}: [财务, 法务]")
STEP_VALUE_NO_CHOICE = Message("A101", "步骤 {step} 的 {key} 写得不对", "可用：{names}")
STEP_VALUE_NO_FLAG = Message("A101", "步骤 {step} 的 {key} 应是 true 或 false", "改成 {key}: true")
ODD_RULE = Message(
    "A101",
    "步骤 {step} 的 rule 写得不对",
    "可用：all（全体）、any（任一人）、majority（过半数）或人数，例如 rule: 3",
)
ODD_RETURNS = Message(
    "A101",
    "步骤 {step} 的 returns 写得不对",
    "写成 returns: {{to: drafter 或 previous 或 any, resume: again 或 here}}",
)
ODD_CONDITION = Message(
    "A103",
    "步骤 {step} 的 when 写得不对",
    "每个条件写一个字段和一个比较，例如 field: quotation_total 与 over: 200000；比较可用：{operators}",
    "路线里的条件 when 写得不对。每个条件写一个字段和一个比较，例如 {field: quotation_total, over: 200000}。",
)

# --- the organisation's file: A110 ---

NO_PEOPLE = Message("A110", "没有写人员", "在“人员”下每人写一项：{{编号: lin, 姓名: 林示例, 角色: [拟稿]}}")
PERSON_TWICE = Message("A110", "编号“{id}”用了两次", "每人一个编号")
NO_NAMED_VALUES = Message("A110", "这里应是一组“名称: 内容”", "照 docgen init 带的 organisation.yaml 写")
UNKNOWN_KEY = Message("A110", "不认识的名称“{key}”", "可用：{names}")
NO_IDS_AND_NAMES = Message("A110", "部门和岗位应写成“编号: 名称”", "例如 部门: {{hr: 人力资源部}}")
PERSON_WITHOUT_ID = Message(
    "A110",
    "人员要写编号和姓名",
    "编号用字母、数字、点和短横，定下后不再改；例如 {{编号: lin, 姓名: 林示例}}",
)
ROLES_NO_TEXTS = Message("A110", "角色应是文字的列表", "例如 角色: [拟稿, 审核]")
ODD_LEAVING_DAY = Message("A110", "离岗日期“{left}”写得不对", "写成 2026-05-01，即不再在岗的第一天")
NO_SUCH_ID = Message("A110", "没有编号为“{value}”的{what}", "写上面“{what}”里的编号：{names}")

# --- acting: A201…A209, A216, A217, A219 ---

NOT_UNDER_REVIEW = Message(
    "A201",
    "文档现在是“{label}”，不在审批中",
    "用 docgen status 看进度；修改后由起草人 docgen submit 送审",
    "文档现在不在审批中：还是草稿、已退回、已撤回，或这一版已经办完。",
)
NO_TURN = Message(
    "A202",
    "现在没有轮到{name}办理的步骤",
    "现在轮到：{people}",
    "现在没有轮到这个人，或同时轮到几步而没有写明办哪一步（--step）。",
)
SEVERAL_TURNS = Message("A202", "{name}现在有几个步骤要办", "用 --step 写明一个：{steps}")
EDITOR = Message(
    "A203",
    "{name}起草或修改过这一稿，不能审批它",
    "请别人办理：用 docgen transfer 转给没有动过这一稿的人，或调整角色后重新送审",
    "起草或修改过这一稿的人不能审批它；委托、转办、第二角色都不例外。换一个没有动过这一稿的人。",
)
VOTED_ALREADY = Message(
    "A204", "{name}在“{step}”已经表过态", "用 docgen status 看现在轮到谁", "这个人在这一步已经表过态。"
)
CHANGED_SINCE_SUBMITTED = Message(
    "A205",
    "内容在送审之后改过，与送审稿不同",
    "请起草人用 docgen submit 重新送审改过的稿子，或把文件改回去",
    "磁盘上的内容与送审稿不同：送审之后改过。改过的稿子要重新送审，改动范围内的签批作废。",
)
SEEN_ANOTHER = Message(
    "A206",
    "您看到的不是现在送审的稿子：其间重新送审过",
    "重新打开文档看过再办理",
    "审批人看到的不是现在送审的稿子：其间起草人换过稿。重新看过再办理。",
)
RETURN_WITHOUT_REASON = Message("A207", "退回要写理由", "加上 --reason “……”，写明要改什么", "退回必须写理由。")
NO_WAY_BACK = Message(
    "A208",
    "“{step}”不能退回到“{to}”",
    "可以退回到：{names}",
    "退回的去处不对。路线里 returns 的 to 规定可以退给谁：起草人、上一步，或之前任意一步。",
)
NO_DELEGATION = Message(
    "A209",
    "{name}没有委托{other}办理这一步，或委托不在期限内",
    "请{name}本人办理，或先用 docgen delegate 委托",
    "没有委托，或委托不在期限和范围之内，不能代办。",
)
NO_REGISTRAR = Message("A216", "{name}不是登记人", "纸面签批由有“登记”角色的人登记；角色写在 content/organisation.yaml")
PARTIAL_REGISTRAR = Message(
    "A216",
    "{name}不能登记：登记人不能是起草人，也不能登记自己的意见",
    "请另一位登记人登记，或由本人用密钥签署",
)
SIGNED_ANOTHER = Message(
    "A216",
    "纸面上的校验码是 {code}，送审稿的是 {expected}：签的不是这一稿",
    "打印这一稿的送审 PDF 重新签批",
)
NOTHING_ENTERED = Message(
    "A223",
    "没有等待确认的登记",
    "登记人先用 docgen approve --recorded-for 登记；换了稿、退回过、本人已用密钥签过的，登记不再作数",
    "纸面签批由一个人登记、另一个人确认才作数：本人有密钥的由本人确认，没有的由另一位登记人确认。",
)
CONFIRMED_BY_PERSON = Message("A223", "第 {entry} 条登记要由{name}本人确认：他有密钥", "请{name}运行 docgen confirm")
CONFIRMED_BY_REGISTRAR = Message(
    "A223", "第 {entry} 条登记要由另一位登记人确认", "登记人：{names}。登记的人自己、起草人和当事人不能确认"
)
ISSUED_ON_STOLEN_KEY = Message(
    "A320",
    "第 {sequence} 条签发的 {version}，依据的签批里有一把后来查明已落在别人手里的密钥签的",
    "重新审批、签发，或废止这一版；docgen key consequences 列出这把密钥签过什么",
    "吊销密钥时写了从什么时候起它落在别人手里：从那时起它签的签批、转办、加签不再算数，已经据此签发的版本在这里指出来。",
    severity="warning",
)
NOT_THEIRS_TO_MOVE = Message(
    "A224",
    "{name}不能移动这份文档：没有起草过它，也不是办公室的人",
    "请起草人（{names}）或办公室办理",
    "一份文档的内容文件移到哪里，由起草过它的人或办公室（角色“登记”“办公室”）记下，别人不能移动。",
)
NOT_HERE = Message(
    "A217",
    "“{name}”不在人员名单里，或已经离岗",
    "核对 content/organisation.yaml（改动由管理员 docgen organisation confirm）；轮到的人离岗了，由起草人撤回再送审，会按现在的名单派人，已有的签批仍有效",
    "这个人不在人员名单里，或已经离岗。",
)
UNKNOWN_DOCUMENT = Message(
    "A219",
    "这份文档还没有送审过",
    "先用 docgen submit 送审；文件若移动或改名过，用 docgen submit --moved-from 原路径",
    "审批记录里没有这份文档：还没有送审过，或内容文件移动、改名了。",
)

# --- who signs, rearranged: A210…A212, A218 ---

DELEGATED_TO_ONESELF = Message(
    "A210",
    "不能委托给自己",
    "写另一个人的编号",
    "委托写得不对，或受委托的人想再转给别人。委托要有期限，不能再委托。",
)
ODD_PERIOD = Message(
    "A210", "委托的期限不对：{starts} 至 {ends}", "写成 --from 2026-03-01 --until 2026-03-15，止日不早于今天"
)
NO_SUCH_DELEGATION = Message("A210", "没有您作出的委托“{id}”", "有效的：{ids}")
DELEGATED_ONCE = Message("A210", "受委托的人不能转办或加签", "请委托人本人办理；委托不能再委托")
TRANSFERRED_TO_SIGNER = Message(
    "A211", "{name}本来就在这一步", "写另一个人的编号", "转办的对象不对：他本来就在这一步。"
)
SIGNER_ALREADY = Message(
    "A212",
    "{name}本来就在这一步",
    "写另一个人的编号",
    "加签或减签不对：加的人本来就在，或减的不是加签来的、已经表过态、不是自己加的。",
)
NOT_ADDED = Message("A212", "{name}不是加签来的", "路线规定的人不能减；只能减加签来的人")
ADDED_AND_VOTED = Message("A212", "{name}已经表过态，不能减签", "表过的态作数")
ADDED_BY_ANOTHER = Message("A212", "加签由谁加，就由谁减", "请加签的人办理")
NOBODY_TO_REMIND = Message("A218", "没有要催办的人：各步都已办完", "用 docgen issue 定稿", "没有要催办的人。")

# --- submitting: A213…A215, A220, A221 ---

NOT_THEIRS_TO_WITHDRAW = Message(
    "A213",
    "只有起草人能撤回",
    "请{names}撤回；审批人可以用 docgen return 退回",
    "只有起草人能撤回；审批人用退回。",
)
SAME_AS_IN_FORCE = Message(
    "A214",
    "内容与现行的 {version} 相同",
    "修改后再送审",
    "没有可送审的：内容没有变化，或文档正在审批而送审的不是起草人。",
)
SUBMITTED_ALREADY = Message("A214", "这一稿已经送审，内容没有变化", "用 docgen status 看进度；催办用 docgen remind")
NOT_THEIRS_TO_RESUBMIT = Message(
    "A214", "文档正在审批，只有起草人能换稿", "请起草人修改后送审，或由审批人用 docgen return 退回"
)
NO_STEP_APPLIES = Message(
    "A215",
    "按路线没有一个步骤适用于这份文档，没有人审批就不能通过",
    "检查 kind.yaml 或 docgen.yaml 里 route 的 when",
    "路线里有步骤没有足够的人办理。没有人的步骤永远不会通过，所以不能送审。",
)
_MORE_PEOPLE = "在 content/organisation.yaml 里给在岗的人加上角色，由管理员 docgen organisation confirm"
TOO_FEW_PEOPLE = Message("A215", "步骤“{name}”（{roles}）需要 {needed} 人，可办理的有 {count} 人", _MORE_PEOPLE)
TOO_FEW_BESIDE_EDITORS = Message("A215", TOO_FEW_PEOPLE.text, f"{_MORE_PEOPLE}；{{names}}起草或修改过这一稿，不能审批")
PLACE_TAKEN = Message("A220", "这个位置已经是另一份文档（{taken}）的", "给文件换一个名字")
ANOTHER_KIND = Message(
    "A226",
    "这份文档是“{was}”，现在写成了“{kind}”：同一份文档不能换文种",
    "恢复原来的文种；确要另立一种文件，另建一个内容文件送审",
    "签发过、在审或退回的文档不能换文种：换了文种，原来的审批路线、编号规则和民主程序就都绕过去了。另立一种文件，用新的内容文件。",
)
ABOLISHED = Message("A221", "这份文档已经废止", "要重新制定，另建一个内容文件送审", "文档已经废止，不能再送审。")

# --- the record played again, numbers, the office: A427, A441, A531 ---

AGAINST_RULES = Message(
    "A427",
    "第 {sequence} 条记录不合规则：{reason}",
    "这条记录不能作数；查清是谁绕过 docgen 写进去的，从备份恢复",
    "有一条记录当时不该被允许：例如没有委托而代人签批，或登记人不是登记人。是绕过 docgen 写进去的。",
)
ODD_NUMBER_RULE = Message(
    "A441",
    "文号规则 number 写得不对",
    "写 code（机关代字）和 start_at（从几号起）；pattern 里要有年份 year 和序号 number",
    "文号不能用：不在规则内、已经用过、已保留或已作废。",
)
NUMBER_NOT_RESERVED = Message(
    "A441", "{number}：没有保留过，或已经用过", "只能用 docgen number reserve 保留过的号，或由系统取下一个号"
)
NUMBER_PRINTED = Message(
    "A441",
    "{number}：别的文种已经用过同样的文号",
    "由系统取下一个号；在 kind.yaml 的 number 里让 pattern 含有 code",
)
NUMBER_WITHOUT_REASON = Message("A441", "{number}：没有写理由", "加上 --reason")
NUMBER_TAKEN = Message("A441", "{number}：已经用过、保留或作废", "换一个号")
_NUMBER_STAYS = "已发出的文件用 docgen abolish 废止，文号不再用"
NUMBER_IN_USE = Message("A441", "{number}：已有文件用了它，不能作废", _NUMBER_STAYS)
NUMBER_VOID = Message("A441", "{number}：已经作废", _NUMBER_STAYS)
NOT_THE_OFFICE = Message(
    "A531",
    "{name}不办理编号、签发和发布",
    "请 {names} 办理；角色“登记”“办公室”写在 content/organisation.yaml",
    "编号、签发、发布由有“登记”或“办公室”角色的人办理。角色写在 content/organisation.yaml，由管理员确认。",
)

# --- the democratic procedure: A601…A603 ---

NOT_YET_HELD = Message(
    "A601",
    "{name}的日期 {held} 还没有到",
    "等做过以后再登记",
    "民主程序的材料本身不完整：日期还没到、没有起止、人数对不上，或表决没有通过。",
)
NO_LAST_DAY = Message("A601", "{name}没有写明截止日期，或截止早于开始", "用 --from 和 --to 写明起止日期")
NO_PARTY = Message("A601", "协商没有写明与谁协商", "用 --with 写明工会或职工代表")
NO_FIGURES = Message("A601", "职代会没有写明{names}人数", "用 --entitled 应到 --attended 实到 --yes 同意 写明人数")
FIGURES_DISAGREE = Message(
    "A601", "职代会的人数对不上：应到 {entitled}，实到 {attended}，投票 {cast}", "核对签到表和表决结果"
)
TOO_FEW_PRESENT = Message("A601", "到会 {attended} 人，不足应到 {entitled} 人的三分之二", "重新召开")
TOO_FEW_VOTES = Message("A601", "同意 {yes} 票，没有超过全体代表 {entitled} 人的半数", "修改后重新讨论、表决")
EVIDENCE_MISSING = Message(
    "A602",
    "民主程序缺“{name}”的材料",
    "用 docgen evidence {place} {name} 材料文件 {options} 附上；没有附齐不能生效",
    "涉及劳动者切身利益的制度（劳动合同法第四条）要有征求意见、职代会、协商、公示的材料，附齐才能生效；修订也一样。",
)
EVIDENCE_OF_ANOTHER = Message("A602", "“{name}”针对的不是签发的这一稿", "内容在其后改过：对签发稿重新办理，再附上材料")
EFFECTIVE_TOO_EARLY = Message(
    "A603",
    "施行日期 {effective} 早于公示结束的 {first}",
    "把施行日期改为 {first} 或以后",
    "施行日期不能早于公示结束。",
)

# --- issued versions: A701, A702 ---

NEVER_ISSUED = Message(
    "A701",
    "这份文档还没有签发",
    "审批完成后先运行 docgen issue",
    "这份文档还没有签发过，或没有签发过这一版。签收、分发、用印、归档、废止都只对签发过的版本。",
)
NO_SUCH_VERSION = Message("A701", "没有签发过 {version}", "签发过的有：{known}")
VERSION_OVER = Message(
    "A702",
    "{version} 自 {until} 起已经失效",
    "用现行的版本；docgen register 列出现行有效的文件",
    "这一版已经失效（废止或被代替），不能再签收、分发或用印。",
)

# --- whose it is to do, and whether it was rightly done: A314, A525, A604, A606, A712, A751 ---

BEGUN_ALREADY = Message("A314", "审批记录已经建立", "继续用现有的记录")
NOT_THEIRS_TO_ATTACH = Message(
    "A604",
    "{name}不能登记材料",
    "由起草人，或有“登记”“办公室”角色的人登记",
)
NOT_THEIRS_TO_END = Message(
    "A712",
    "{name}不能决定废止这份文件",
    "由签发这类文件的人决定：{names}；纸面决定由办公室用 --recorded-for 和 --evidence 登记",
)
OWN_DECISION_ENTERED = Message(
    "A712",
    "不能登记自己的决定",
    "本人直接用密钥办理，不加 --recorded-for",
)
PROOFREAD_BY_DRAFTER = Message(
    "A722",
    "{name}起草过这一版，不能自己校对",
    "请批准过这一版、没有起草的人校对：--proofreader",
)
PROOFREAD_BY_OUTSIDER = Message(
    "A725",
    "{name}没有批准过 {version} 的全文，不能校对它的更正",
    "请批准过全文、没有起草的人校对：{names}；批准的人都不在了，就修订后重新送审",
    explanation="更正件沿用原来的批准，所以要有批准过这一版全文的人看过改动、用自己的密钥同意。只批准了一部分的、由别人代批的、起草的，不算；办理更正的登记人也不能自己校对。",
)
NO_SEAL_KEEPER = Message(
    "A751",
    "{name}不保管印章",
    "由有“印章”“办公室”或“登记”角色的人用印登记",
)
OWN_SEAL_REQUEST = Message(
    "A751",
    "申请人和用印人是同一个人",
    "用印要由别人申请：--applicant",
)
PUBLISHED_AGAINST_PROCEDURE = Message(
    "A606",
    "第 {sequence} 条记录发布了 {version}，但{fault}",
    "补办程序后重新发布；此前不能作为依据",
    explanation="记录里有一次发布不合民主程序：当时材料不全，或施行早于公示结束。",
)
ISSUED_AGAINST_RULES = Message(
    "A525",
    "第 {sequence} 条记录签发了 {version}，但当时审批没有完成，或签发的不是批准的内容",
    "这一版不能作数；查清是谁签发的，再重新送审",
    explanation="记录里有一次签发不合规则：当时审批没有完成，或签发的不是批准的内容。这一版不能作数。",
)
