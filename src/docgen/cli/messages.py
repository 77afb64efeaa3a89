"""What the commands say of their own: who acts, and with which secret."""

from __future__ import annotations

from docgen.errors import Message

NOBODY = Message(
    "A316", "没有写明由谁办理", "加上 --as 人员编号，或设置环境变量 DOCGEN_PERSON", "没有口令，或没有写明由谁办理。"
)
NO_SECRET = Message("A316", "没有{what}", "在终端里运行，或用 {option}、环境变量 {variable} 给出{what}")
NO_PERSON_FILE = Message("A316", "写有办理人的文件读不出来", "检查文件名和权限")
NO_SECRET_FILE = Message("A316", "口令文件读不出来", "检查文件名和权限")
NOT_SAID = Message("A206", "没有确认看过的是哪一稿", "写上 --code 校验码（印在送审 PDF 上），或 --yes")
CORRECTION_NOT_SEEN = Message("A206", "没有确认看过这些改动", "看过后在终端里回答，或写 --yes")
NOT_COMPARED = Message(
    "A318", "没有核对指纹", "问本人（docgen key fingerprint 看得到），在终端里输入，或写 --fingerprint"
)
SEVERAL_ENTERED = Message("A223", "有几条登记等待您确认", "用 --entry 写明一条：{entries}")
NO_CERTIFICATE = Message(
    "A516",
    "没有签名用的证书",
    "用 docgen key certificate 生成单位的证书；有单位证书就用 --seal 指明；不签名用 --unsigned",
    "签发要给 PDF 签名，但没有找到证书。单位自己的证书用 docgen key certificate 生成；确实不签名就用 --unsigned。",
)
WRONG_COMMAND = Message("A515", "签名程序的命令写得不对：{command}", "引号要成对；文件名里有空格就用引号括起")
NO_FORM_FILE = Message("B142", "没有这个文件", "检查文件名和所在的文件夹")
OVER_TEMPLATE = Message("B142", "输出会盖掉模板自己", "用 -o 写明输出文件")
