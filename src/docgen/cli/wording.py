"""Click's own words in Chinese: "Usage:", "Options", "Missing option" and the like.

Click speaks through gettext, whose catalogue follows the computer's language and is the whole process's;
docgen speaks Chinese wherever it runs, and only for itself: a program that has click commands of its own and
imports docgen.cli keeps its own language. So nothing of click is replaced. Help is put into Chinese where
`help_pages.Formatter` writes it, errors where they leave docgen's own group (`speaking`), questions are
asked in `asking`. A message that a later click words otherwise appears in English, and nothing else happens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click
from click.exceptions import NoArgsIsHelpError

HEADINGS = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}

# What a parameter's help may end with, in brackets, and the texts that click itself gives.
_HELP = (
    (re.compile(r"^Show this message and exit\.$"), "显示这段说明"),
    (re.compile(r"(?<=[\[ ])default: (?=[^\[\]]*\]$)"), "默认："),
    (re.compile(r"(?<=[\[ ])env var: (?=[^\[\]]*\]$)"), "环境变量："),
    (re.compile(r"(?<=[\[ ])required(?=\]$)"), "必写"),
)

_THINGS = {"file": "文件", "directory": "文件夹", "path": "文件或文件夹"}
_VALUE = re.compile(r"^Invalid value(?: for (.*?))?: (.*)$", re.DOTALL)
_WORDS = (
    (r"^Missing (?:argument|option|parameter)", "没有写"),
    (r"^Missing command\.", "没有写命令。"),
    (r"Choose from:\n\t(.*)$", r"可以写：\n\t\1"),
    (r"^No such option:? '?(.+?)'?\.?(?=$| )", r"没有这个选项：\1。"),
    (r"^No such command '(.*)'\.", r"没有这个命令：\1。"),
    (r" ?\(?(?:Possible options|Did you mean one of): (.*?)\??\)$", r" 是不是其中之一：\1？"),
    (r" Did you mean (.*)\?$", r" 是不是 \1？"),
    (r"^Option '(.*)' requires an argument\.$", r"选项 \1 后面要写内容。"),
    (r"^Option '(.*)' does not take a value\.$", r"选项 \1 后面不写内容。"),
    (r"^Got unexpected extra arguments? \((.*)\)$", r"多写了：\1（名称里有空格时，两头加引号）"),
    (r"^'([^']*)' is not one of (.*)\.$", r"“\1”不在可选的之内：\2。"),
    (r"^'([^']*)' is not ('[^']*')\.$", r"“\1”不行，只能写 \2。"),
    (r"^'([^']*)' does not match the formats? .*\.$", r"“\1”不是日期；写成 2026-04-01 这样。"),
    (r"^'([^']*)' is not a valid (?:integer|integer range)\.$", r"“\1”不是整数。"),
    (r"^(\S+) is not in the range (.*)\.$", r"\1 超出范围：\2。"),
    (r"^(\S+) '([^']*)' does not exist\.$", r"没有\1“\2”。"),
    (r"^\S+ '([^']*)' is a file\.$", r"“\1”是文件，要写文件夹。"),
    (r"^\S+ '([^']*)' is a directory\.$", r"“\1”是文件夹，要写文件。"),
    (r"^\S+ '([^']*)' is not readable\.$", r"“\1”没有权限读。"),
    (r"^\S+ '([^']*)' is not writable\.$", r"“\1”没有权限写。"),
)
_ERRORS = tuple((re.compile(pattern, re.DOTALL), words) for pattern, words in _WORDS)

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


def help_in_chinese(text: str) -> str:
    """What click adds to a parameter's help, in Chinese; the rest as it is."""
    for pattern, words in _HELP:
        text = pattern.sub(words, text)
    return text


def error_in_chinese(text: str) -> str:
    """A finished message of click's in Chinese; one that is not known as it is."""
    if found := _VALUE.match(text):
        return f"{found[1] + ' ' if found[1] else ''}写得不对：{error_in_chinese(found[2])}"
    for pattern, words in _ERRORS:
        text = pattern.sub(words, text)
    return text


class WrongUsage(click.UsageError):
    """A usage error as docgen shows it."""

    def show(self, file: IO[Any] | None = None) -> None:
        """The usage, where to find help, and what is wrong."""
        if self.ctx is not None:
            names = self.ctx.command.get_help_option_names(self.ctx)
            hint = f"用法说明：{self.ctx.command_path} {max(names, key=len)}\n" if names else ""
            click.echo(f"{self.ctx.get_usage()}\n{hint}", file=file, err=file is None)
        click.echo(f"错误：{self.message}", file=file, err=file is None)


class Stopped(click.ClickException):
    """Any other end of a command that click announces (exit code 1); `message` is the whole line."""

    def show(self, file: IO[Any] | None = None) -> None:
        """The line."""
        click.echo(self.message, file=file, err=file is None)


@contextmanager
def speaking() -> Iterator[None]:
    """What click raises inside leaves as docgen's own exceptions, which show themselves in Chinese."""
    try:
        yield
    except (WrongUsage, Stopped, NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise WrongUsage(error_in_chinese(error.format_message()), error.ctx) from error
    except click.ClickException as error:
        raise Stopped(f"错误：{error_in_chinese(error.format_message())}") from error
    except (click.Abort, EOFError, KeyboardInterrupt) as error:
        if not isinstance(error, click.Abort):
            click.echo(err=True)  # the terminal shows ^C on the line
        raise Stopped("已取消。") from error


def name_parameters(command: click.Command, context: type[click.Context]) -> None:
    """Chinese names for the parameters of `command` and of all below it, and `context` for their help."""
    command.context_class = context
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
            parameter.type.name = _THINGS.get(parameter.type.name, parameter.type.name)
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]…"
        for below in command.commands.values():
            name_parameters(below, context)


def _argument(argument: click.Argument) -> str:
    name = argument.metavar or _ARGUMENTS.get(str(argument.name), str(argument.name).upper())
    if not argument.required and not name.startswith("["):
        name = f"[{name}]"
    return name + "…" if argument.nargs == -1 and not name.endswith("…") else name
