"""What every room may have to say: why the operating system refused, which picture went away, and what is wrong with an extension."""

from __future__ import annotations

import difflib
import errno
from collections.abc import Iterable

from docgen.errors import Message

NO_EXTENSION = Message(
    "T118",
    "没有安装扩展“{name}”",
    "安装带这个扩展的 Python 包；已安装的扩展：{known}",
    "文种要用的扩展没有安装，或要更新。扩展是带有程序的文种所在的 Python 包，用 pip 安装；docgen 自带的扩展随 docgen 一起安装，从源代码更新以后重新安装一次。",
)
BROKEN_EXTENSION = Message(
    "T119",
    "扩展“{name}”用不了：{reason}",
    "更新或卸载这个包；自己写的扩展照 docs/new-kind.md 改正",
    "已安装的扩展有错误，装载不了：多半是它与这一版 docgen 或别的库不配。",
)

UNWRITABLE = Message(
    "B101",
    "写不出文件：{reason}",
    "检查文件夹的权限和磁盘空间；文件若正在 Word 里打开，请先关闭；或用 --out 换一个文件夹",
    "文件写不进去：输出文件夹只读、磁盘已满，或文件正被 Word 打开。旧文件保持原样。关闭文件、换 --out 或检查权限后重试。",
)
PICTURE_UNREADABLE = Message(
    "P120",
    "读不出图片“{source}”：{reason}",
    "检查文件是否还在、是否有读取权限",
    "排版时图片读不出来了：检查文件是否被移走或改名。",
)


def meant(word: str, names: Iterable[str], otherwise: str, likeness: float = 0.5) -> str:
    """A way out for a name that is not known: the one of `names` that it is most like, else `otherwise`."""
    near = difflib.get_close_matches(word, list(names), n=1, cutoff=likeness)
    return f"是不是“{near[0]}”？" if near else otherwise


def system_reason(error: OSError) -> str:
    """Why the system refused, in the user's words: what `error.strerror` says in the system's language."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径里有一段是文件，不是文件夹",
    errno.EEXIST: "同名的文件已经存在",
    errno.ENAMETOOLONG: "文件名太长",
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EROFS: "磁盘是只读的",
    errno.EBUSY: "文件正被别的程序占用",
    errno.EMFILE: "打开的文件太多",
    errno.EIO: "磁盘读写出错",
}
