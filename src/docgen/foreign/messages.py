"""What docgen says of files that anybody may have made and that do not let themselves be read within bounds (B150…B156)."""

from __future__ import annotations

from docgen.errors import Message

_TRUSTED = "从可信的来源重新取得这个文件；来历不明的文件，不要使用"
TOO_LONG = Message(
    "B150",
    "读这个文件超过 {seconds} 秒，已停止（时间限制）",
    _TRUSTED,
    "读文件用的时间太长，已停止。别人给的文件在单独的进程里读，超过时间就停止；正常的文件用不到这么多，多半是损坏了，或是有意为之。",
)
TOO_MUCH_MEMORY = Message(
    "B151",
    "读这个文件要用超过 {megabytes} MB 内存，已停止（内存限制）",
    _TRUSTED,
    "读文件用的内存太多，已停止。多半是文件里有压缩炸弹，或损坏了。",
)
TOO_MUCH_OUTPUT = Message(
    "B152",
    "从这个文件读出的内容超过 {megabytes} MB，已停止（输出限制）",
    _TRUSTED,
    "从文件里读出的内容太多，已停止。",
)
CHILD_DIED = Message(
    "B153",
    "读这个文件的进程意外结束",
    _TRUSTED,
    "读文件的进程意外结束。文件多半损坏了，或是有意为之；在原来的程序里另存一份再试。",
)
TOO_DEEP = Message(
    "B154",
    "文件里一层套一层，层数太多，读不了",
    "减少层数；来历不明的文件，不要使用",
    "文件里的括号、编号、列表或元素一层套一层，层数太多。正常的文件只有几层到几十层。",
)
ODD = Message(
    "B155",
    "文件与它的格式不合，读不懂（{reason}）",
    "在原来的程序里打开检查，另存一份再试；来历不明的文件，不要使用",
    "文件能打开，但里面的内容与格式的规定不合，读到中途读不下去了。",
)
TOO_LARGE = Message(
    "B156",
    "文件超过 {megabytes} MB，不看里面的内容",
    "签发件按校验值认，不看内容；改动过的大文件，请与签发方核对",
    "要查验的文件太大，不打开看。签发的文件不论多大都按校验值认得出来；认不出来、又这么大的文件，说不出它改动了哪里。",
)
