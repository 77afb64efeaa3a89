"""What the desk says of people, keys, routes and submissions, each with its way out and its explanation."""

from __future__ import annotations

from docgen.errors import Message

ROUTES_NO_MAPPING = Message(
    "A101",
    "routes 应是一组“文种: 路线”",
    "写成 routes: {{文种: [步骤]}}",
    explanation="审批路线（kind.yaml 的 route，或 docgen.yaml 的 routes）写得不对。每步写 step、name，以及由谁办理（by 角色或 people 人员）。",
)
NO_ROUTE = Message(
    "A104",
    "文种 {name} 没有审批路线",
    "在 kind.yaml 写 route，或在 docgen.yaml 的 routes 里写 {name} 或 default",
    explanation="这个文种没有审批路线，不能送审。在 kind.yaml 写 route，或在 docgen.yaml 的 routes 里写。",
)
NO_ORGANISATION = Message(
    "A110",
    "没有人员名单",
    "建立 content/organisation.yaml，写上部门、岗位和人员",
    explanation="content/organisation.yaml 写得不对：部门、岗位写成“编号: 名称”，人员每人一项，编号定下后不再改。",
)
NAME_TAKEN = Message(
    "A321",
    "{id} 不能叫“{name}”：这是别人的名字，或从前是",
    "重名的，加部门区分，如“王某（财务部）”；改错了的，恢复原来的名字",
    explanation="签批、登记和审批单上印的是名字：一个人换上别人的名字，他的签名读起来就是别人的。名单里新来的人和改了的名字，不能与别人现在或从前的相同。",
)
ORGANISATION_NOT_WRITABLE = Message(
    "A110",
    "写不进人员名单：文件的写法特别",
    "照别的人手工加一项，再由管理员 docgen organisation confirm",
)
UNREADABLE_ATTACHMENT = Message(
    "A216",
    "附件读不出来：{reason}",
    "检查文件名和权限",
    explanation="登记纸面签批不成：登记人没有“登记”角色或就是当事人，校验码不是这一稿的，或附件读不出来。",
)
EMPTY_ATTACHMENT = Message(
    "A216",
    "附件是空的",
    "换成扫描件或导出件，不超过 100 MB",
)
LARGE_ATTACHMENT = Message(
    "A216",
    "附件太大",
    "换成扫描件或导出件，不超过 100 MB",
)
PERHAPS_MOVED = Message(
    "A220",
    "《{title}》送审时在 {place}，那里的文件不见了，像是移动或改名成了这一份",
    "同一份文件：先运行 docgen submit {new} --moved-from {old}，审批照旧；另一份文件：标题写得不同，或把原来的文件放回去",
    explanation="内容文件不在记录里的位置，或新位置已是别的文档的。用 docgen submit --moved-from 记下移动。",
)
CONTENT_GONE = Message(
    "A220",
    "内容文件不见了",
    "若移动或改名过，用 docgen submit --moved-from {path} 新路径；否则从备份恢复",
)
EDITED_WHILE_SUBMITTED = Message(
    "A222",
    "送审时有文件被改动：{names}",
    "什么也没有记录；确认没有人在改，再运行一次",
    explanation="送审的几秒钟里有文件被改动，什么也没有记录。确认没有人在改，再运行一次。",
)
HISTORY_IS_SLOW = Message(
    "A225",
    "Git 半分钟没有答复：谁改过这份文档，无从知道",
    "检查 Git 仓库（git fsck、git gc），再办一次",
    explanation="谁改过文档，问的是版本库的历史；Git 没有及时答复，什么也没有记录。",
)
KEY_NOT_WRITTEN = Message(
    "A303",
    "写不出密钥文件：{reason}",
    "检查文件夹的权限；环境变量 DOCGEN_KEYS 可另指一个文件夹",
    explanation="密钥文件写不出来，检查文件夹的权限。",
)
NO_PRIVATE_KEY = Message(
    "A304",
    "这台电脑上没有“{person}”的有效密钥",
    "密钥放在 {folder}；新的密钥用 docgen key new --as {person}，再请管理员登记",
    explanation="这台电脑上没有这个人的有效私钥。私钥在本人的电脑上，不进工作目录。",
)
OTHER_KEY = Message(
    "A318",
    "指纹对不上：这份公钥申请的指纹是 {found}",
    "当面或打电话问本人，他用 docgen key fingerprint 看得到自己密钥的指纹；对不上，就是申请被人换过，不要登记",
    explanation="公钥申请的指纹与本人所说的不同：申请可能被人换过。指纹要由本人当面或在电话里说出，不要从申请旁边的文件里抄。",
)
ODD_MOMENT = Message(
    "A319",
    "“{text}”不是一个过去的时间",
    "写成 2026-03-01 或 2026-03-01 14:30（北京时间）",
    explanation="密钥从什么时候起落在别人手里，写成日期，或日期和时间（北京时间），不晚于现在。",
)
NO_SUCH_PERSON = Message(
    "A310",
    "人员名单里没有“{text}”",
    "名单里有：{names}",
    explanation="人员名单里没有这个人。",
)
ADMINISTRATOR_NOT_LISTED = Message(
    "A310",
    "人员名单里没有“{person}”",
    "先把管理员写进 content/organisation.yaml",
)
PERSON_NOT_LISTED = Message(
    "A310",
    "人员名单里没有“{person}”",
    "先用 docgen person add 登记这个人",
)
ID_IN_USE = Message(
    "A310",
    "编号“{id}”已经有人用",
    "换一个编号",
)
ORGANISATION_NOT_CONFIRMED = Message(
    "A311",
    "人员名单改过，还没有经管理员确认",
    "请管理员核对后运行 docgen organisation confirm。改动：{changes}",
    explanation="content/organisation.yaml 与管理员确认的不同。核对后由管理员 docgen organisation confirm。",
)
POLICY_CHANGED = Message(
    "A341",
    "文种、模板、设置或字体改过，还没有经管理员确认：{changes}",
    "请管理员核对后运行 docgen policy confirm；不是有意改的，恢复原来的文件",
    explanation="送审、审批、签发、发布只用管理员确认过的文种（路线、编号规则、民主程序、审批单、水印、正文模板）、Word 模板、docgen.yaml 和 fonts/ 里的字体。docgen policy show 列出改动，管理员核对后 docgen policy confirm。",
)
POLICY_NEVER_CONFIRMED = Message(
    "A342",
    "文种、模板、设置和字体还没有经管理员确认",
    "请管理员核对 templates/、fonts/ 和 docgen.yaml 后运行 docgen policy confirm",
    explanation="这份审批记录里还没有确认过文种、模板、设置和字体（较早的版本建立的记录）。管理员核对后 docgen policy confirm，以后才能送审、审批、签发。",
)
TEXT_OFF_PAGE = Message(
    "A344",
    "第 {page} 页有文字印到了纸外，PDF 里看不见：{text}",
    "把长串的字断开（去掉其中的不间断空格）或加宽表格栏，再送审",
    explanation="一串没有断点的字（长网址、用不间断空格连起来的句子）会印到 PDF 的纸外，而 Word 会把它断成几行：审批人在 PDF 里看不见的字，会出现在 Word 里。这样的稿子不能送审。",
)
CLOSURE_MISSING = Message(
    "A351",
    "送审时留存的文件不全：{names}",
    "从备份恢复 .docgen/submitted；没有备份就再送审一次，由各步重新看过",
    explanation="签发只用送审时留存在 .docgen/submitted 的文件。留存的不见了或被动过（或这一稿是较早的版本送审的，没有留存），从备份恢复，或再送审一次。",
)
CLOSURE_DAMAGED = Message(
    "A352",
    "送审时留存的清单读不出来",
    "从备份恢复 .docgen/submitted；没有备份就再送审一次，由各步重新看过",
    explanation="送审清单（docgen route 文件 --manifest）的格式不对，多半是别的版本写的。",
)
SLOTS_PRINT_MORE = Message(
    "A353",
    "填上编号、日期、版本以后，{what}里还有别的内容跟着变了",
    "模板里编号、日期、版本只能原样印出，不能拿它们决定印不印别的文字；改好后重新送审",
    explanation="编号、日期、版本由审批流程在签发时填，审批不包括它们。所以模板只能把它们印出来（日期可以用 date_cn、date_caps），不能用来改写或决定别的文字：送审和签发时各对照一次。",
)
DAMAGED_ANCHOR = Message(
    "A312",
    "keys/anchor.json 已损坏",
    "从备份或版本库恢复它",
    explanation="审批记录与 keys/anchor.json 对不上：记录不是这个工作目录的，或其中一个损坏了。",
)
OTHER_RECORD = Message(
    "A312",
    "这份审批记录不是本工作目录的",
    "检查 DOCGEN_DATABASE_URL，或从备份恢复 .docgen/record.db 与 keys/anchor.json",
)
KEY_REVOKED = Message(
    "A313",
    "“{person}”的密钥已吊销：{reason}",
    "用 docgen key new --as {person} 生成，再由管理员 docgen key register 登记",
    explanation="这个人的密钥没有登记，或已经吊销。",
)
NO_KEY_REGISTERED = Message(
    "A313",
    "“{person}”还没有登记密钥",
    "用 docgen key new --as {person} 生成，再由管理员 docgen key register 登记",
)
KEY_NOT_VALID = Message(
    "A313",
    "“{person}”的密钥已吊销或没有登记",
    "请管理员用 docgen key register 登记一把新的",
)
RECORD_LOST = Message(
    "A410",
    "审批记录不见了：建立过（keys/anchor.json 还在），现在没有这个文件",
    "从备份恢复它，再用 docgen verify --record 核对；没有备份，以前的审批就无法证明",
    explanation="还没有审批记录。由管理员 docgen set-up 建立；曾经有过的，从备份恢复。",
)
NO_CHECKPOINT_BESIDE = Message(
    "A435",
    "内容旁边的检查点（{name}）不见了：末尾是否少了记录，无从核对",
    "从备份或版本库恢复它；找不回来，由管理员 docgen record accept --reason 理由，写进记录后重新写",
    explanation="检查点不见了，末尾是否少了记录无从核对。从备份恢复；找不回来由管理员 docgen record accept。",
)
BREAK_ACCEPTED = Message(
    "A438",
    "第 {sequence} 条：{who} 接受了记录与检查点或所见位置的不符，理由：{reason}；当时查出：{found}",
    "核对这件事是否属实",
    explanation="有人接受过审批记录与检查点（或本人所见位置、见证）的不符。这件事记在记录里，每次查验都会提起。",
    severity="warning",
)
CLOCK_CORRECTED = Message(
    "A438",
    "第 {sequence} 条：{who} 更正了时钟：前一条写的是 {last}，更正为 {at}，理由：{reason}",
    "核对这件事是否属实；前一条及以前不久的时间不可靠",
    severity="warning",
)
ACT_STANDS = Message(
    "A439",
    "第 {numbers} 条已经记录，有效，不要重做；没有写成的只是内容旁边的检查点",
    "照下面说的排除原因；下一次办理时会补上检查点。正在签发的，再运行一次 docgen issue，把文件放到位",
    explanation="事情已经记进审批记录，有效；只是记录之后要写的检查点没有写成（磁盘满、没有权限、文件被占用）。不要重做这件事。",
)
CHECKPOINT_STALE = Message(
    "A437",
    "检查点只到第 {known} 条：从第 {first} 条起还没有检查点",
    "写检查点时中断过，或有人绕过 docgen 写了记录；核对第 {first} 条起是谁做的，再用 docgen checkpoint 补写",
    explanation="记录比检查点长：写检查点时中断过，或有人绕过 docgen 写了记录。",
    severity="warning",
)
NO_WITNESS = Message(
    "A446",
    "见证（{name}）不见了，或那个文件夹没有连上：末尾是否少了记录，无从核对",
    "连上见证所在的盘或电脑再办；头一次用这个见证，先运行 docgen record witness 文件夹；它没有了，由管理员 docgen record accept --reason 理由，写进记录",
    explanation="docgen.yaml 的 witness 或环境变量 DOCGEN_WITNESS 写着见证的文件夹，里面却没有这份记录的检查点。见证不在，和它与记录不符一样，什么都不办。",
)
NO_GIT_COMMIT = Message(
    "A447",
    "写不进 git 附注：工作目录不在 git 版本库里，还没有提交，或没有装 git",
    "先 git init、提交一次，再运行 docgen record note",
    explanation="docgen record note 把检查点写成 git 附注（refs/notes/docgen），要有版本库和一次提交。",
)
NOTHING_TO_ACCEPT = Message(
    "A440",
    "没有不符之处，不用接受",
    "什么也没有记录",
    explanation="docgen record accept 用于记录与检查点、见证或所见位置不符、又查清了缘由的时候。",
)
NO_REASON_GIVEN = Message(
    "A440",
    "没有写理由",
    "写明查清的缘由：docgen record accept --reason 理由",
)
NO_SUCH_SCOPE = Message(
    "A502",
    "审批范围“{name}”在文档里找不到",
    "写标题的标签或文字；一级标题有：{titles}",
    explanation="路线里某一步的审批范围（scope）在文档里找不到。写标题的标签或文字，或 kind.yaml 的 scopes 里的名称。",
)
BEGUN = Message(
    "A314",
    "这个工作目录已经建立了审批记录",
    "增加人员用 docgen person add，密钥用 docgen key new",
    "审批记录只能建立一次。",
)
CHECKPOINT_OF_ANOTHER = Message(
    "A314",
    "这里已有另一份审批记录的检查点",
    "从备份恢复那份记录；若是从别处复制来的内容，先删去 {name}",
)
BEGUN_WITHOUT_ANCHOR = Message(
    "A314",
    "这个工作目录已经建立了审批记录",
    "但 keys/anchor.json 不在：从备份恢复它；若是上次建立时中断，还没有人用过，删去 .docgen/record.db 再建",
)
BEGUN_AND_LOST = Message(
    "A314",
    "这个工作目录已经建立了审批记录",
    "但审批记录 {record} 不见了：从备份恢复它；不能重新建立",
)
TRUST_UNREADABLE = Message(
    "A471",
    "记着认定了谁的文件读不出来",
    "从备份恢复，或移开它，再用 docgen trust 重新认定（核对指纹）",
    explanation="私钥文件夹里的 trust.json 记着您认定了哪些单位的审批记录。它读不出来，查验就没有根据；docgen 不猜。",
)
OTHER_FINGERPRINT = Message(
    "A472",
    "指纹不对：给的是 {given}，这份记录的是 {found}",
    "不要认定它；向签发单位当面或电话核对",
    explanation="认定一份审批记录时，指纹要与签发单位公布的（审批单上印的）逐字相同。不同就是另一份记录：可能是伪造的。",
)
ANOTHER_ROOT_OF_THIS_NAME = Message(
    "A472",
    "已经认定过“{name}”的另一份记录（{known}），这一份是 {found}",
    "向该单位核对；确是换了记录，用 --fingerprint 写上核对过的指纹，旧的用 docgen trust --forget 去掉",
)
ROOT_NOT_KNOWN = Message("A472", "没有认定过指纹是 {given} 的记录", "用 docgen trust --list 看认定过哪些")
