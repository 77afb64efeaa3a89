"""What is said after the issue (publishing, copies, receipts, seals, archive, the end), each with its way out and its explanation."""

from __future__ import annotations

from docgen.errors import Message

NO_CATALOGUE = Message(
    "A431",
    "这不是完好的检查点文件",
    "请签发方用 docgen checkpoint 重新导出，原样发来",
)
CATALOGUE_FORGED = Message(
    "A432",
    "检查点文件的签名不对：文件被改过，或是伪造的",
    "请签发方用 docgen checkpoint 重新导出，原样发来",
)
CATALOGUE_UNFOUNDED = Message(
    "A432",
    "检查点文件站不住：{fault}",
    "不要相信它；请签发方用 docgen checkpoint 重新导出，原样发来",
)
NOT_ISSUED = Message(
    "A536",
    "这份文档还没有签发",
    "审批完成后先运行 docgen issue",
    explanation="发布的是最近签发的版本，一个版本只发布一次。",
)
PUBLISHED_ALREADY = Message(
    "A536",
    "{version} 已经发布过，自 {day} 起施行",
    "要改施行日期，修订后重新送审",
)
EFFECTIVE_BEFORE_ISSUE = Message(
    "A537",
    "施行日期 {day} 早于签发日期 {signed}",
    "用 --effective 写签发当天或以后的日期；内容里的施行日期有误就修订后重新送审",
    explanation="施行日期应写成 2026-04-01，不早于签发日期。",
)
NO_SUCH_CATEGORY = Message(
    "A604",
    "没有“{category}”这一类材料",
    "写：{names}",
    explanation="材料登记不成：类别不对、纸面上的校验码不是这一稿的，或登记的人不是办公室、也没有起草这一稿。",
)
NOTHING_SUBMITTED = Message(
    "A604",
    "还没有送审的稿子",
    "先用 docgen submit 送审，再附材料",
)
NO_SUCH_EVIDENCE = Message(
    "A605",
    "这一版没有第 {sequence} 条材料",
    "docgen evidence {place} 列出材料和条号",
    explanation="要作废的材料不在记录里、已经作废，或它支持的版本已经发布。",
)
VOIDED_WITHOUT_REASON = Message(
    "A605",
    "作废材料要写理由",
    "理由写在 --reason",
)
EVIDENCE_USED = Message(
    "A605",
    "{version} 已凭这些材料发布，不能再作废",
    "材料有误就补正后另附，或修订、废止这份文件",
)
NO_SHEET_TEMPLATE = Message(
    "A703",
    "工作目录没有 Word 模板 templates/word/{template}",
    "登记表、签收单用它排版：从 docgen init 建的工作目录拷来",
    explanation="登记表和签收单用 templates/word/sheet 排版，工作目录里没有它。",
)
END_WITHOUT_REASON = Message(
    "A711",
    "没有写废止的理由",
    "加上 --reason",
    explanation="废止必须写理由。",
)
PAPER_DECISION_INCOMPLETE = Message(
    "A712",
    "登记纸面决定要写明谁的决定和材料",
    "--recorded-for 人员 与 --evidence 文件 一起写",
    explanation="废止和代替由签发这类文件的人决定（路线里签发的一步）；纸面决定由办公室登记，附扫描件。",
)
ENDS_BEFORE_ISSUE = Message(
    "A713",
    "废止日期 {day} 早于签发日期",
    "写签发以后的日期",
    explanation="废止的日期不对：写成 2026-04-01，不早于签发日期。",
)
OVER_ALREADY = Message(
    "A714",
    "{version} 已自 {until} 起失效",
    "docgen register 列出各文件的状态",
    explanation="文件已经失效，不能再废止一次。",
)
SUCCESSOR_NOT_IN_FORCE = Message(
    "A715",
    "《{title}》还没有发布施行，不能代替别的文件",
    "先签发并发布新文件",
    explanation="代替它的新文件要先签发、发布；同一份文件的新版本发布后旧版自动到期。",
)
ROSTER_ROW = Message(
    "A731",
    "这一行没有工号或姓名",
    "首行写列名：工号、姓名、部门",
    explanation="名册读不懂：首行写列名（工号、姓名、部门），每人一行，工号不重复。",
)
ROSTER_TWICE = Message(
    "A731",
    "工号 {id} 出现了两次",
    "每人一行，工号各不相同",
)
ROSTER_SIZE = Message(
    "A731",
    "名册是空的，或超过 {most} 人",
    "首行写列名，其下每人一行；人多就分几批",
)
NO_SUCH_BATCH = Message(
    "A732",
    "没有第 {number} 批签收单",
    "docgen receipt list {place} 列出各批",
    explanation="签收单收不回来：批次、工号或校验码与发出的不符，或没有写明谁签了。",
)
NO_RECEIPT_CODE = Message(
    "A732",
    "没有写签收单上的校验码",
    "用 --code 照签收单抄写，以证明签的是这一版",
)
NOT_ON_RECEIPT = Message(
    "A732",
    "工号 {id} 不在第 {number} 批签收单上",
    "照签收单的扫描件核对",
)
SIGNERS_UNSAID = Message(
    "A732",
    "没有写明哪些人签收了：--all，或 --signed 工号",
    "照签收单的扫描件核对",
)
SIGNED_AND_NOT = Message(
    "A732",
    "同一个人既写了签收，又写了未签收或拒签",
    "照签收单的扫描件核对",
)
REFUSAL_UNSAID = Message(
    "A732",
    "拒签要写明情况和见证人：--note",
    "照签收单的扫描件核对",
)
SIGNED_IN_FUTURE = Message(
    "A732",
    "签收日期 {day} 还没有到",
    "照签收单的扫描件核对",
)
NO_RECIPIENT = Message(
    "A741",
    "没有写发给谁，或一次超过 {most} 份",
    "每份写一个 --to 部门或人员",
    explanation="分发要写明发给谁。",
)
NOT_OUT = Message(
    "A742",
    "{numbers} 号副本没有发出，或已经收回",
    "在外的副本：{have}",
    explanation="要收回或重印的副本没有发出，或已经收回。",
)
LOSS_UNSAID = Message(
    "A742",
    "遗失的副本要写明情况",
    "加上 --note",
)
NOT_OUT_TO_PRINT = Message(
    "A742",
    "{numbers} 号副本没有发出，或已经收回",
    "docgen distribute {place} 列出各份",
)
COPY_OF_ANOTHER_TEXT = Message(
    "A743",
    "内容已不是 {version} 的文本，印不出它的副本",
    "从版本库取回签发时的内容再印，或复印 issued/ 里的签发件",
    explanation="内容改过，印不出与签发件相同的副本。",
)
SEAL_UNSAID = Message(
    "A751",
    "没有写印章、份数或用途",
    "--seal 公章 --copies 2 --purpose “……”",
    explanation="用印登记不成：没有写印章、用途，申请人就是用印人，用印人不保管印章，或文件没有审批记录。",
)
SEAL_WITHOUT_REVIEW = Message(
    "A751",
    "{version} 没有审批记录，不能用印",
    "先经审批，再签发、用印",
)
NO_RETENTION = Message(
    "A761",
    "没有写明保管期限，或写得不对",
    "加上 --retention {names}，或在 kind.yaml 写 retention",
    explanation="归档要写明保管期限：永久、30年或10年。",
)
RECORD_MOVED_ON = Message(
    "A762",
    "归档时记录又有了变动",
    "再运行一次",
    explanation="归档包与记录或它自己的目录不符：缺文件、多文件，或有文件被改动过。",
)
NO_PACKET = Message(
    "A762",
    "这不是完好的归档包",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
PACKET_FILE_MISSING = Message(
    "A762",
    "包里缺少 {name}",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
PACKET_FILE_ADDED = Message(
    "A762",
    "包里多出了 {name}",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
PACKET_FILE_TOUCHED = Message(
    "A762",
    "{name} 被改动过",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
PACKET_RECORD_UNREADABLE = Message(
    "A762",
    "审批记录读不出来",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
PACKET_ROW_FORGED = Message(
    "A762",
    "第 {sequence} 条审批记录是伪造的，或被改过",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
PACKET_SIGNATURE = Message(
    "A762",
    "{message}",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
PACKET_FORGED = Message(
    "A762",
    "整个包的签名不对：改动过，或是伪造的",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
PACKET_UNFOUNDED = Message(
    "A762",
    "包站不住：{fault}",
    "不要相信它；用归档时的原件，或请归档单位重新归档",
)
PACKET_FILE_NOT_ISSUED = Message(
    "A762",
    "{name} 不是签发记录里的那个文件",
    "不要相信它；用归档时的原件，或请归档单位重新归档",
)
PACKET_UNSIGNED = Message(
    "A762",
    "旧格式的包没有整体签名，离开审批记录不能作数",
    "在归档的工作目录里核对，或用 docgen archive 重新归档",
)
PACKET_OF_ANOTHER_RECORD = Message(
    "A762",
    "包里的审批记录与本工作目录的不同",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
PACKET_UNREGISTERED = Message(
    "A762",
    "归档登记里没有这个包：重新打包过，或不是这里归档的",
    "用归档时的原件；docgen archive 可以从记录重新归档",
)
NO_REVIEW_COPY = Message(
    "A763",
    "内容已不是 {version} 的文本，做不出送审稿",
    "从版本库取回签发时的内容再归档，或加 --without-review-copy",
    explanation="内容改过，做不出送审稿。从版本库取回签发时的内容再归档，或用 --without-review-copy。",
)
SUCCEEDED_BY_ITSELF = Message("A715", "文件不能代替自己", "同一份文件的新版本发布后，旧版本自动到期，不用办理")

# --- days and short codes that people copy from paper ---

_NO_DATE = ("“{text}”不是日期", "写成 2026-04-01")
EFFECTIVE_NO_DATE = Message("A537", *_NO_DATE)
HELD_NO_DATE = Message("A601", *_NO_DATE)
END_NO_DATE = Message("A713", *_NO_DATE)

_OTHER_CODE = (
    "纸面上的校验码是 {code}，这一稿的是 {own}：不是同一稿",
    "核对是不是拿错了稿子；确是旧稿，对现在的稿子重新办理",
)
EVIDENCE_FOR_ANOTHER = Message("A604", *_OTHER_CODE)
RECEIPT_OF_ANOTHER = Message("A732", *_OTHER_CODE)
STAMP_AUTHORITY_FAILS = Message(
    "A448",
    "没有得到时间戳：时间戳机构没有答复，或答复不对",
    "检查网址和网络，再运行一次；审批记录没有改动",
    explanation="时间戳机构（RFC 3161）没有答复，或答复不对。审批记录没有改动，稍后再试。",
)
STAMP_UNREADABLE = Message(
    "A449",
    "这不是完好的时间戳文件",
    "从备份恢复它，或用 docgen record timestamp 重新取一个",
    explanation="时间戳文件不完好、是伪造的，或说的时间、机构与记录和手里的证书不符。",
)
STAMP_FORGED = Message(
    "A449",
    "时间戳是伪造的，或不是这个检查点的",
    "用别处的检查点核对：备份，或已签发的 PDF",
)
STAMP_OF_UNKNOWN_AUTHORITY = Message(
    "A449",
    "时间戳本身完好，签它的机构却不在手里的证书之下：时间作不作数，无从核对",
    "向时间戳机构取得根证书（PEM），用环境变量 DOCGEN_TSA 指明",
    severity="warning",
)
STAMPED_BEFORE = Message(
    "A449",
    "第 {sequence} 条说是 {said} 办的，时间戳机构 {at} 已经见过它：那时电脑的时钟快了",
    "查清是谁的电脑；以时间戳为准",
)
