"""Messages for users: Chinese in the source, through gettext, so that another catalogue can follow."""

from __future__ import annotations

import errno
import gettext

_ = gettext.translation("docgen", fallback=True).gettext


def system_reason(error: OSError) -> str:
    """Why the system refused, in the user's words: what `error.strerror` says in the system's language."""
    return _REASONS.get(error.errno or 0) or error.strerror or type(error).__name__


_REASONS = {
    errno.ENOENT: _("没有这个文件或文件夹"),
    errno.EACCES: _("没有权限"),
    errno.EPERM: _("没有权限"),
    errno.EISDIR: _("这是文件夹，不是文件"),
    errno.ENOTDIR: _("路径里有一段是文件，不是文件夹"),
    errno.EEXIST: _("同名的文件已经存在"),
    errno.ENAMETOOLONG: _("文件名太长"),
    errno.ENOSPC: _("磁盘满了"),
    errno.EDQUOT: _("磁盘配额用完了"),
    errno.EROFS: _("磁盘是只读的"),
    errno.EBUSY: _("文件正被别的程序占用"),
    errno.EMFILE: _("打开的文件太多"),
    errno.EIO: _("磁盘读写出错"),
}
