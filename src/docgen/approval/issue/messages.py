"""What issuing, signing and correcting say, each with its way out and its explanation."""

from __future__ import annotations

from docgen.errors import Message

SHORT_CERTIFICATE_PASSPHRASE = Message(
    "A511",
    "口令太短",
    "口令至少 {least} 个字符",
    explanation="证书要有单位名称（1 到 64 个字）和至少 8 个字符的口令。",
)
CERTIFICATE_NAME = Message(
    "A511",
    "证书上的单位名称应是 1 到 64 个字",
    "用 --organisation 写单位的名称",
)
CERTIFICATE_EXISTS = Message(
    "A512",
    "已有这个证书文件",
    "换一个文件名（-o），或先把旧的移走",
    explanation="证书文件从不覆盖：旧证书签过的文件还要靠它核对。换一个文件名。",
)
UNUSABLE_CERTIFICATE = Message(
    "A513",
    "打不开签名证书：不是 PKCS#12 文件，或口令不对",
    "检查文件和口令；单位自己的证书可用 docgen key certificate 生成",
    explanation="给 PDF 签名的证书打不开：不是 PKCS#12 文件（.p12、.pfx），或口令不对。",
)
NO_CERTIFICATE_ROOT = Message(
    "A517",
    "这不是证书根：要自签的、可以签发证书的 PEM 文件",
    "docgen key certificate 生成的 seal-root.pem，或认证机构给的根证书",
    explanation="单位确认的证书根决定签发的 PDF 该用谁的证书签名。证书要能一级级连到记录里确认的根，签名时有效、没有吊销，文件自签名起没有改动。",
)
OTHER_CERTIFICATE_ROOT = Message("A517", "证书根的指纹是 {found}，不是 {given}", "核对证书文件")
NO_MOMENT = Message("A517", "“{text}”不是时刻", "写 UTC，如 2026-03-01T08:00:00Z")
UNCHAINED_CERTIFICATE = Message(
    "A517",
    "PDF 的签名不可信：{fault}",
    "用单位的证书签名（docgen key certificate 生成的 seal.p12），或请管理员确认新的证书根（docgen key certificate-root）",
)
SIGNING_FAILED = Message(
    "A515",
    "签名程序没有签好：{said}",
    "检查签名程序和证书介质；没有签发任何文件，可以再试",
    explanation="外部签名程序失败，或交回的不是“原 PDF 后面加一个完好的签名”。docgen 不用它交回的文件，什么也没有签发。",
)
OUTSIDE_ISSUED_FOLDER = Message(
    "A521",
    "签发件的文件夹“{name}”指到了 issued/ 之外",
    "用 docgen verify --record 核对审批记录",
    explanation="记录里签发件的文件夹指到了 issued/ 之外：记录被改过。用 docgen verify --record 查验。",
)
ISSUED_FOLDER_TAKEN = Message(
    "A522",
    "{name} 已经在那里了；签发件从不覆盖",
    "把它移到别处（不要删除），再运行一次",
    explanation="签发件的文件夹已经存在，docgen 从不覆盖。多半是从别处拷来的；移开它再签发。",
)
ISSUED_FILES_GONE = Message(
    "A523",
    "记录里已签发的文件不在 {name}",
    "从备份恢复这个文件夹；docgen verify 可核对找回的文件是不是原件",
    explanation="记录里已签发，但文件不在 issued/ 里，也没有中断时留下的。从备份恢复这个文件夹。",
)
TREE_TOUCHED = Message(
    "A524",
    "签发件旁边的 {file} 不见了，或被改动过",
    "从备份恢复 issued/ 里的文件夹",
    explanation="issued/ 里的文件与签发时登记的指纹不符，或不见了：签发后有人改动、另存或删除。从备份恢复。",
)
ISSUED_FILE_GONE = Message(
    "A524",
    "签发件不见了",
    "从备份恢复；docgen verify 可核对找回的文件是不是原件",
)
ISSUED_FILE_TOUCHED = Message(
    "A524",
    "签发件在签发后被改动过",
    "从备份恢复；docgen verify 可核对找回的文件是不是原件",
)
REVIEW_NOT_FINISHED = Message(
    "A532",
    "审批还没有完成：{rest}",
    "docgen status 看轮到谁；每一步都通过后才能编号签发",
    explanation="每一步审批都通过以后才能编号签发。docgen status 看轮到谁。",
)
NOT_WHAT_WAS_APPROVED = Message(
    "A533",
    "内容与批准的稿子不同：批准之后改过",
    "把文件改回批准的样子，或用 docgen submit 重新送审",
    explanation="批准之后内容又改过，哪怕一个逗号。改回去，或重新送审。",
)
OTHER_PAGES = Message(
    "A538",
    "按送审时留存的文件重建，与审批时看的送审稿不同：{differences}{because}",
    "换回送审时的字体、程序版本和环境变量；换不回就再送审一次，由各步重新看过",
    explanation="签发前按留存的文件把送审稿重建一遍，正文、文字、每一页的样子都要与送审时相同。不同，是留存文件以外的东西（字体、程序库、环境变量）改了印出来的样子：没有签发，也没有取走文号以外的任何东西。",
)
FONTS_CHANGED = Message("A538", "；这些字体换过：{names}", "换回送审时的字体")
OTHER_WORDS = Message(
    "A539",
    "要签发的文件与审批时看的不同：{name}",
    "检查 Word 模板：编号、日期、版本只能原样印出；改好后由管理员确认，重新送审",
    explanation="要签发的 Word 文件里，正文、封面、页眉页脚、脚注的文字，除了编号、日期、版本和末尾的审批单，都要与送审稿相同。",
)
ALREADY_ISSUED = Message(
    "A534",
    "已经签发过：{version}，{number}",
    "要再出新版，先修改内容并 docgen submit 送审",
    explanation="这一稿已经签发过。再出新版，要修改内容、重新送审。",
)
EDITED_WHILE_ISSUED = Message(
    "A535",
    "签发时有文件被改动：{names}",
    "什么也没有签发；确认没有人在改，再运行一次",
    explanation="签发进行的几秒钟里，内容、模板被改动，或文档又送审了一次。什么也没有签发；号已取的，下次仍用这个号。",
)
DISTURBED = Message(
    "A535",
    "签发时文档又送审了一次，或又签发了一版",
    "什么也没有签发；确认没有人在改，再运行一次",
)
MORE_THAN_A_CORRECTION = Message(
    "A721",
    "改动超出了文字更正：{faults}",
    "修订后用 docgen submit 重新送审；只想更正，就把其余的改回去",
    explanation="改动超出了文字更正的范围（数字、否定词和情态词、部门岗位人员的名称、删除线、条款增减、改动太多）。这样的改动要修订后重新送审。",
)
CORRECTION_UNSAID = Message(
    "A722",
    "更正没有写类别或说明",
    "--class {classes}；--reason “……”",
    explanation="更正不成：没有写类别、说明或校对人，校对人就是起草人，或内容没有变化。",
)
PROOFREAD_BY_REGISTRAR = Message(
    "A722",
    "{name}办理更正，不能自己校对",
    "请批准过这一版、没有起草的人校对：--proofreader",
)
NO_CONSENT = Message(
    "A726",
    "{name}还没有看过并同意这次更正：{changes}",
    "请{name}看过后办理：docgen erratum {file} --consent --class {sort} --reason {reason} --as {name}；以后文件、类别、说明都不能再改",
    explanation="更正件沿用原来的批准，所以先由批准过这一版的校对人看过改动，用自己的密钥同意（docgen erratum --consent），登记人再办更正。同意的是那一份内容、那个类别和说明；改了哪一样，都要重新看过。",
)
OTHER_CORRECTED_PAGES = Message(
    "A726",
    "印出来的样子与{name}看过的不同：字体、模板或程序换过",
    "换回去，或请{name}再看一次：docgen erratum --consent",
)
NOTHING_CORRECTED = Message(
    "A722",
    "内容与 {version} 相同，没有更正",
    "先在内容文件里改正",
)
REVISION_UNDER_WAY = Message(
    "A723",
    "已有一稿修订在办",
    "在修订稿里一并改正",
    explanation="已有一稿修订在审批中，或这一版已经失效，不能再更正。",
)
CORRECTED_VERSION_OVER = Message(
    "A723",
    "{version} 已经失效",
    "在修订稿里一并改正",
)
ONLY_A_FORM = Message(
    "A724",
    "这个文种只有表单，没有可核对的正文",
    "修订后重新送审",
    explanation="签发时没有存下文档树（document.json），无从核对改了什么。",
)
NO_TREE_KEPT = Message(
    "A724",
    "{version} 签发时没有存下文档树",
    "修订后重新送审",
)
CERTIFICATE_NOT_WRITTEN = Message(
    "B101",
    "写不出文件：{reason}",
    "检查文件夹的权限和磁盘空间",
)
ISSUED_FILES_NOT_MOVED = Message(
    "B101",
    "签发已记录，但文件没能放进 {name}：{reason}",
    "排除原因后再运行一次 docgen issue，会接着放好；文件存在 issued/.aside，不要删除",
)
ISSUED_FILES_NOT_WRITTEN = Message(
    "B101",
    "写不出文件：{reason}",
    "检查 issued 文件夹的权限和磁盘空间；没有签发任何文件，可以再试",
)
