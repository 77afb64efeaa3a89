"""Why the workflow refuses: one function a reason that several operations share."""

from __future__ import annotations

from docgen.errors import DocgenError, Location, Message, Problem


def refuse(place: str, code: str, message: str, hint: str) -> DocgenError:
    """The error of one problem at a document's path."""
    return DocgenError(Problem(Location(place), code, message, hint))


def refused(place: str, message: Message, /, **values: object) -> DocgenError:
    """The error of one message at a document's path."""
    return DocgenError(message.at(Location(place), **values))


def unknown_document(path: str) -> DocgenError:
    return refuse(
        path,
        "A219",
        "这份文档还没有送审过",
        "先用 docgen submit 送审；文件若移动或改名过，用 docgen submit --moved-from 原路径",
    )


def not_under_review(path: str, label: str) -> DocgenError:
    return refuse(
        path,
        "A201",
        f"文档现在是“{label}”，不在审批中",
        "用 docgen status 看进度；修改后由起草人 docgen submit 送审",
    )


def editor(path: str, name: str) -> DocgenError:
    fact = f"{name}起草或修改过这一稿，不能审批它"
    return refuse(path, "A203", fact, "请别人办理：用 docgen transfer 转给没有动过这一稿的人，或调整角色后重新送审")


def not_here(path: str, name: str) -> DocgenError:
    fact = f"“{name}”不在人员名单里，或已经离岗"
    hint = "核对 content/organisation.yaml（改动由管理员 docgen organisation confirm）；轮到的人离岗了，由起草人撤回再送审，会按现在的名单派人，已有的签批仍有效"
    return refuse(path, "A217", fact, hint)
