"""What the record's events, keys and checkpoints say, each with its way out and its explanation (A3xx of keys, A402, A411, A42x, A43x)."""

from __future__ import annotations

from docgen.errors import Message

UNUSABLE_ID = Message(
    "A301",
    "人员编号“{person}”不能用",
    "编号用字母、数字、汉字、点和短横，不超过 40 个字符",
    explanation="人员编号要能作文件名：字母、数字、汉字、点和短横。",
)
SHORT_PASSPHRASE = Message(
    "A302",
    "口令太短",
    "口令至少 {least} 个字符，或至少 {words} 个词、用空格隔开；不要重复同一个字符",
    explanation="密钥的口令太短，拿到私钥文件的人能猜出来。",
)
WRONG_PASSPHRASE = Message(
    "A305",
    "口令不对",
    "再试一次；口令忘了就用 docgen key new 另建一把，请管理员吊销旧的",
    explanation="口令不对。口令不能找回；忘了就另建一把密钥，请管理员吊销旧的。",
)
DAMAGED_KEY = Message(
    "A306",
    "密钥文件读不出来或已损坏",
    "从备份恢复；没有备份就用 docgen key new 另建一把，请管理员吊销旧的",
    explanation="密钥文件读不出来或已损坏。",
)
NO_REQUEST = Message(
    "A307",
    "这不是完好的公钥申请",
    "请本人用 docgen key new 重新生成，把 .pub 文件原样交来",
    explanation="公钥申请（.pub）不完好：要用 docgen key new 生成的原样文件，它带有本人的签名。",
)
NO_ADMINISTRATOR = Message(
    "A308",
    "“{person}”不是管理员",
    "管理员是：{names}",
    explanation="这件事由管理员办理。",
)
KEY_KNOWN = Message(
    "A309",
    "这把密钥登记过了",
    "吊销过的密钥不能再用；请本人重新生成",
    explanation="这把密钥登记过了；吊销过的密钥不能再登记。",
)
ODD_KEY = Message(
    "A307",
    "这不是一把公钥",
    "请本人用 docgen key new 重新生成，把 .pub 文件原样交来",
)
NO_SUCH_KEY = Message(
    "A315",
    "没有有效的密钥“{name}”",
    "有效的：{known}",
    explanation="没有这把有效的密钥，或这样做会使工作目录失去最后一位管理员。",
)
LAST_ADMINISTRATORS_KEY = Message(
    "A315",
    "这是最后一位管理员的密钥，吊销后无人能管理",
    "先登记他的新密钥，或用 docgen admin add 增加一位管理员",
)
LAST_ADMINISTRATOR = Message(
    "A315",
    "不能去掉最后一位管理员",
    "先用 docgen admin add 增加一位",
)
KEY_BY_TWO = Message(
    "A317",
    "登记“{person}”的密钥，一位管理员不够",
    "有旧密钥的，由本人用旧密钥登记（--as {person}）；否则一位管理员先办（记作提议），另一位再办一次；只有一位管理员的，先增加一位",
    explanation="登记别人的密钥、增加或去掉管理员，一个人办不成：一位管理员先办，记作提议；另一位核对指纹后再办一次，才算数。"
    "本人有旧密钥的，由本人登记新的。记录里只有一位管理员时，首次登记由他一个人办，记作“单人登记”。",
)
ADMINISTRATOR_BY_TWO = Message(
    "A317",
    "“{person}”当不当管理员，一位管理员定不了",
    "一位管理员先办（记作提议），另一位再办一次",
)
CLOCK_BEHIND = Message(
    "A402",
    "电脑的时钟是 {at}，比记录里最后一条（{last}）还早",
    "校准电脑的日期和时间，再做一次；若电脑没错、是记录里那条的时间错了，请管理员 docgen record clock 更正；什么也没有记录",
    explanation="电脑的时钟比记录里最后一条还早。校准后再办理。",
)
CLOCK_BEHIND_FILES = Message(
    "A402",
    "电脑的时钟是 {at}，而 {name} 是 {time} 写的：时钟调慢了，或这个文件的时间不对",
    "校准电脑的日期和时间；若电脑没错，把这个文件重新存一次；什么也没有记录",
)
ROW_IN_FUTURE = Message(
    "A402",
    "记录最后一条（第 {sequence} 条）的时间是 {last}，还没有到（电脑的时钟是 {at}）：在此以前谁也办不了",
    "校准电脑的时钟；若电脑没错，请管理员 docgen record clock --reason 理由 更正",
)
CLOCK_AHEAD = Message(
    "A413",
    "电脑的时钟是 {at}，离记录最后一条（{last}）和内容文件的时间都太远，可能调快了",
    "核对今天的日期；确实是 {day}，把环境变量 DOCGEN_TODAY 设为 {day} 再办一次；什么也没有记录",
    explanation="电脑的时钟离记录最后一条和内容文件的时间都超过一百天，可能调快了。确实是那一天，用环境变量 DOCGEN_TODAY 写明今天的日期再办。",
)
CLOCK_RIGHT = Message(
    "A414",
    "记录最后一条的时间（{last}）不晚于电脑的时钟（{at}），不用更正",
    "什么也没有记录",
    explanation="docgen record clock 用于记录最后一条的时间还没有到、谁也办不了的时候；由管理员写明理由。",
)
NO_REASON = Message(
    "A414",
    "没有写理由",
    "写明时间为什么错了：docgen record clock --reason 理由",
)
UNSTORABLE = Message(
    "A411",
    "这条记录里有不能保存的字符或数值",
    "去掉控制字符、改变书写方向的字符和小数，再试一次",
    explanation="要记录的文字里有控制字符、改变书写方向的字符，或数值有小数。",
)
OLD_FORMAT = Message(
    "A412",
    "审批记录还是旧格式，先由管理员重新封存，再办理",
    "请管理员运行 docgen record re-seal：旧的各条原样保留，封存本身记入记录；什么也没有记录",
    explanation="审批记录是以前版本的格式。管理员用 docgen record re-seal 重新封存，旧的各条原样保留，之后照常办理。",
)
NOT_TO_RE_SEAL = Message(
    "A412",
    "审批记录已经是现在的格式，不用重新封存",
    "什么也没有记录",
)
TIME_GOES_BACK = Message(
    "A428",
    "第 {sequence} 条记录的时间（{at}）比前一条（{last}）早，或者不是时间",
    "这条记录不能作数；从备份恢复 .docgen/record.db，并查清是谁改的",
    explanation="有一条记录的时间比前一条早，又不是管理员更正时钟的一条。",
)
ROW_EDITED = Message(
    "A421",
    "第 {sequence} 条记录被改过：内容与它的指纹不符",
    "保留现场，不要继续审批；从备份恢复 .docgen/record.db，再用 docgen verify --record 核对",
    explanation="有一条记录被改过：内容与指纹不符，或接不上前一条。",
)
ROW_UNCHAINED = Message(
    "A421",
    "第 {sequence} 条记录接不上前一条：前一条被改写过",
    "保留现场，不要继续审批；从备份恢复 .docgen/record.db，再用 docgen verify --record 核对",
)
ROWS_MISSING = Message(
    "A422",
    "缺少第 {missing} 条记录",
    "保留现场，不要继续审批；从备份恢复 .docgen/record.db，再用 docgen verify --record 核对",
    explanation="中间少了记录。",
)
ROW_OUT_OF_ORDER = Message(
    "A423",
    "第 {found} 条记录的次序不对：这里应是第 {expected} 条",
    "保留现场，不要继续审批；从备份恢复 .docgen/record.db，再用 docgen verify --record 核对",
    explanation="记录的次序被调换过。",
)
SIGNATURE_FORGED = Message(
    "A424",
    "第 {sequence} 条记录的签名是伪造的，或签名后被改过",
    "这条记录不能作数；从备份恢复 .docgen/record.db，并查清是谁改的",
    explanation="有一条记录没有签名，或签名是伪造的。",
)
UNSIGNED = Message(
    "A424",
    "第 {sequence} 条记录没有签名",
    "这条记录不能作数；从备份恢复 .docgen/record.db，并查清是谁改的",
)
KEY_NOT_COUNTING = Message(
    "A425",
    "第 {sequence} 条记录以“{actor}”的名义签署，所用的密钥{why}",
    "这条记录不能作数；从备份恢复 .docgen/record.db，并查清是谁改的",
    explanation="有一条记录所用的密钥当时没有登记、已吊销，或属于别人。",
)
SECOND_SET_UP = Message(
    "A426",
    "第 {sequence} 条记录又建立了一次档案",
    "这条记录不能作数；从备份恢复 .docgen/record.db，并查清是谁改的",
    explanation="有一条记录是管理员的事，却不是管理员签的。",
)
ADMINISTRATIVE_ACT = Message(
    "A426",
    "第 {sequence} 条记录是管理员的事，“{actor}”不是管理员",
    "这条记录不能作数；从备份恢复 .docgen/record.db，并查清是谁改的",
)
AGAINST_TWO = Message(
    "A426",
    "第 {sequence} 条记录不能作数：{reason}",
    "这条记录不能作数；从备份恢复 .docgen/record.db，并查清是谁改的",
)
NO_CHECKPOINT = Message(
    "A431",
    "这不是完好的检查点",
    "从备份或已签发的 PDF 里取检查点；docgen checkpoint 重新导出",
    explanation="检查点文件不完好。",
)
CHECKPOINT_FORGED = Message(
    "A432",
    "检查点的签名是伪造的，或检查点被改过",
    "用别处的检查点核对：备份，或已签发的 PDF",
    explanation="检查点是伪造的，或被改过。",
)
CHECKPOINT_BY_UNKNOWN_KEY = Message(
    "A432",
    "检查点由“{person}”签署，所用的密钥从未登记",
    "用别处的检查点核对：备份，或已签发的 PDF",
)
RECORD_SHORTENED = Message(
    "A433",
    "记录只有 {count} 条，检查点（{at}）说有 {size} 条：末尾的被删掉了",
    "从备份恢复 .docgen/record.db；确是恢复了旧备份，由管理员 docgen record accept --reason 理由，写进记录",
    explanation="记录比检查点所说的短：末尾被删掉了。",
)
RECORD_REWRITTEN = Message(
    "A434",
    "第 {size} 条记录与检查点（{at}）不符：记录被整个改写过，或属于另一个工作目录。检查点的指纹 {known}，记录的 {found}",
    "从备份恢复 .docgen/record.db；查清了缘由，由管理员 docgen record accept --reason 理由，写进记录",
    explanation="记录与检查点不符：被整个改写过，或属于另一个工作目录。",
)
_WAY_OUT = "不要继续办理，请管理员查清；确是恢复了旧备份之类，用 docgen record accept --reason 理由，写进记录后再办理"
HEAD_DAMAGED = Message(
    "A436",
    "密钥旁记着的记录位置（.head.json）读不出来",
    "从备份恢复它；找不回来，用 docgen record accept --reason 理由，写进记录后再办理",
    explanation="私钥旁的 .head.json 记着本人上次看到的审批记录到了哪里。记录与它不符：被截短、改写、换成了另一份，或在副本上办理过。",
)
HEAD_OF_ANOTHER_RECORD = Message(
    "A436",
    "这不是这把密钥用过的审批记录：上次（{at}）是 {known}；现在是另一份记录，{now}",
    _WAY_OUT,
)
HEAD_ROLLED_BACK = Message(
    "A436",
    "审批记录比这把密钥上次（{at}）看到的短：上次 {known}；现在 {now}",
    _WAY_OUT,
)
HEAD_FORKED = Message(
    "A436",
    "审批记录与这把密钥上次（{at}）看到的第 {size} 条分了岔：上次 {known}；现在 {now}",
    _WAY_OUT,
)
