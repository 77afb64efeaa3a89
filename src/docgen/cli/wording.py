"""Click's own words in Chinese: "Usage:", "Options", "Missing option" and the like.

Click speaks through gettext, whose catalogue follows the computer's language; docgen speaks Chinese
wherever it runs. So the words are put in the place of gettext's two functions in click's modules. A
message that a later click words otherwise appears in English again, and nothing else happens.
"""

from __future__ import annotations

import gettext
import sys
from collections.abc import Mapping

import click

from docgen.cli.help_pages import Context

_WORDS = {
    "Usage:": "用法:",
    "Options": "选项",
    "Commands": "命令",
    "Positional arguments": "参数",
    "Show this message and exit.": "显示这段说明",
    "default: {default}": "默认：{default}",
    "required": "必写",
    "env var: {var}": "环境变量：{var}",
    "Aborted!": "已取消。",
    "Error: {message}": "错误：{message}",
    "Error: The two entered values do not match.": "两次输入的不一样，请再输。",
    "Error: invalid input": "请输入 y（是）或 n（否）。",
    "Try '{command} {option}' for help.": "用法说明：{command} {option}",
    "Invalid value: {message}": "写得不对：{message}",
    "Invalid value for {param_hint}: {message}": "{param_hint} 写得不对：{message}",
    "Missing argument": "没有写",
    "Missing option": "没有写",
    "Missing parameter": "没有写",
    "Missing command.": "没有写命令。",
    "Choose from:\n\t{choices}": "可以写：\n\t{choices}",
    "No such option {name!r}.": "没有这个选项：{name}。",
    "No such command {name!r}.": "没有这个命令：{name}。",
    "Did you mean {possibility}?": "是不是 {possibility}？",
    "(Did you mean one of: {possibilities}?)": "是不是其中之一：{possibilities}？",
    "Option {name!r} requires an argument.": "选项 {name} 后面要写内容。",
    "Option {name!r} does not take a value.": "选项 {name} 后面不写内容。",
    "Got unexpected extra argument ({args})": "多写了：{args}（名称里有空格时，两头加引号）",
    "Got unexpected extra arguments ({args})": "多写了：{args}（名称里有空格时，两头加引号）",
    "{value!r} is not {choice}.": "“{value}”不行，只能写 {choice}。",
    "{value!r} is not one of {choices}.": "“{value}”不在可选的之内：{choices}。",
    "{value!r} does not match the format {format}.": "“{value}”不是日期；写成 2026-04-01 这样。",
    "{value!r} is not a valid {number_type}.": "“{value}”不是整数。",
    "{value} is not in the range {range}.": "{value} 超出范围：{range}。",
    "{name} {filename!r} does not exist.": "没有{name}“{filename}”。",
    "{name} {filename!r} is a file.": "“{filename}”是文件，要写文件夹。",
    "{name} {filename!r} is a directory.": "“{filename}”是文件夹，要写文件。",
    "{name} {filename!r} is not readable.": "“{filename}”没有权限读。",
    "{name} {filename!r} is not writable.": "“{filename}”没有权限写。",
    "file": "文件",
    "directory": "文件夹",
    "path": "文件或文件夹",
}

_TYPES = {
    "text": "文字",
    "integer": "数",
    "integer range": "数",
    "file": "文件",
    "directory": "文件夹",
    "path": "路径",
}

_ARGUMENTS = {
    "file": "文件",
    "files": "文件",
    "paths": "文件或文件夹",
    "revisions": "版本",
    "template": "模板",
    "data": "数据",
    "directory": "文件夹",
    "kind": "文种",
    "name": "名称",
    "code": "代码",
}


def speak_chinese(command: click.Command) -> None:
    """Make click's messages, and the help of `command` and of all below it, Chinese."""
    _replace_gettext(_WORDS)
    _name_parameters(command)


def _replace_gettext(words: Mapping[str, str]) -> None:
    def one(message: str) -> str:
        return words.get(message) or gettext.gettext(message)

    def many(single: str, plural: str, count: int) -> str:
        return words.get(single if count == 1 else plural) or gettext.ngettext(single, plural, count)

    for name, module in list(sys.modules.items()):
        if name.startswith("click."):
            names = vars(module)
            if "_" in names:
                names["_"] = one
            if "ngettext" in names:
                names["ngettext"] = many


def _name_parameters(command: click.Command) -> None:
    command.context_class = Context
    command.options_metavar = "[选项]"
    if command.short_help is None and command.help:
        # Click cuts at a number of letters, and Chinese has no spaces to cut at: the first clause says what it does.
        command.short_help = command.help.split("。")[0].split("；")[0]
    for parameter in command.params:
        if isinstance(parameter, click.Argument):
            parameter.metavar = _argument(parameter)
        elif isinstance(parameter, click.Option) and parameter.metavar is None and not parameter.is_flag:
            # A choice shows its values.
            parameter.metavar = _TYPES.get(parameter.type.name)
        if isinstance(parameter.type, click.Path):
            parameter.type.name = _WORDS.get(parameter.type.name, parameter.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for below in command.commands.values():
            _name_parameters(below)


def _argument(argument: click.Argument) -> str:
    name = argument.metavar or _ARGUMENTS.get(str(argument.name), str(argument.name).upper())
    if not argument.required and not name.startswith("["):
        name = f"[{name}]"
    return name + "…" if argument.nargs == -1 and not name.endswith("…") else name
