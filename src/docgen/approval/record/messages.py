"""What is said of the record's database (A401, A403…A410), each with its way out and its explanation."""

from __future__ import annotations

from docgen.errors import Message

ON_NETWORK_DRIVE = Message(
    "A401",
    "审批记录在网络盘上（{name}），几台电脑同时写会损坏它",
    "把工作目录移到本机磁盘；几个人共用时用 PostgreSQL，设置环境变量 DOCGEN_DATABASE_URL",
    "审批记录（SQLite）不能放在网络盘上：几台电脑同时写会损坏它。移到本机磁盘，或用 PostgreSQL（DOCGEN_DATABASE_URL）。",
)
NEWER = Message(
    "A403",
    "审批记录是更新的 docgen 写的（版本 {found}，本程序认得到 {known}）",
    "升级 docgen 后再用；记录没有改动",
    "审批记录是更新的 docgen 写的，这个版本不能读写它。",
)
LOCKED = Message(
    "A404",
    "审批记录正被别的程序占用",
    "稍等再做一次；若一直如此，找出占用 .docgen/record.db 的程序并关掉它",
    "审批记录正被别的程序占用，等了一会儿仍没有让出。",
)
READ_ONLY = Message(
    "A405",
    "审批记录不能写入",
    "检查 .docgen 文件夹及其中文件的权限；记录没有改动",
    "审批记录不能写入：检查权限，或磁盘是否只读。",
)
_RESTORE = "保留原文件，从备份恢复；docgen verify --record 核对恢复的记录与检查点是否相符"
CORRUPT = Message("A406", "审批记录已损坏", _RESTORE, "审批记录的文件已损坏，从备份恢复。")
CORRUPT_BECAUSE = Message("A406", "审批记录已损坏：{what}", _RESTORE)
FOREIGN_OBJECTS = Message(
    "A415",
    "审批记录的数据库里有不是 docgen 建的东西：{names}",
    "不要再用它；查清是谁加的，从备份恢复，再 docgen verify --record",
    "数据库里多了触发器、视图、规则或列：它们能吞掉写进去的记录，或让查验没完没了。docgen 不读也不写这样的数据库。",
)
UNREACHABLE = Message(
    "A407",
    "连不上数据库，或连接断了",
    "检查 DOCGEN_DATABASE_URL 和数据库是否在运行；用 docgen log 看刚才的操作是否已记录，没有记录就等于没有做",
    "连不上数据库，或做到一半断了。没有记录的操作等于没有做。",
)
CONNECTION_LOST = Message(
    "A407",
    "与数据库的连接断了",
    "用 docgen log 看刚才的操作是否已记录（没有记录就等于没有做），数据库恢复后再做一次",
)
DISK_FAILS = Message(
    "A408",
    "磁盘已满或读写出错",
    "腾出空间或检查磁盘后再做一次；刚才的操作没有记录",
    "数据库报告的其他错误，多半是磁盘已满。",
)
DATABASE_FAILS = Message("A408", "数据库出错：{said}", "刚才的操作没有记录；排除后再做一次")
ODD_ADDRESS = Message(
    "A409",
    "DOCGEN_DATABASE_URL 写得不对",
    "写成 postgresql://用户@主机/库名",
    "DOCGEN_DATABASE_URL 写得不对，或缺少驱动程序。",
)
OTHER_DATABASE = Message("A409", "不支持的数据库：{name}", "可用 SQLite（默认）或 PostgreSQL")
NO_DRIVER = Message("A409", "缺少 PostgreSQL 的驱动程序", "运行 pip install 'docgen[postgresql]'")
NO_RECORD = Message("A410", "这个工作目录还没有审批记录", "请管理员先运行 docgen set-up；记录若曾有过，从备份恢复")
