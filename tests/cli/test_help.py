"""Help and usage errors: Chinese on every page, whatever language the computer speaks, in columns that stand straight."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from docgen.cli import main
from docgen.cli.asking import ask_yes
from docgen.cli.help_pages import cells, fold

_ENGLISH = re.compile(
    r"Usage|Options|Commands|Show this|Error|Invalid|Missing|Try |No such|\[OPTIONS\]|COMMAND|\b(TEXT|PATH|FILE|INTEGER|DIRECTORY|FILENAME)\b|default|required"
)


def _commands(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    yield path
    if isinstance(command, click.Group):
        for name, below in command.commands.items():
            yield from _commands(below, (*path, name))


def _run(*words: str) -> str:
    return CliRunner().invoke(main, list(words), env={"LANGUAGE": "en", "LANG": "en_US.UTF-8"}).output


def test_no_page_of_help_has_a_word_of_clicks_english() -> None:
    pages = {" ".join(path): _run(*path, "--help") for path in _commands(main)}
    assert len(pages) > 40
    assert {path: found.group() for path, page in pages.items() if (found := _ENGLISH.search(page))} == {}


def test_no_line_of_help_is_wider_than_a_terminal() -> None:
    for path in _commands(main):
        assert max(cells(line) for line in _run(*path, "--help").splitlines()) <= 80, path


def test_every_command_stands_under_one_heading_of_the_help() -> None:
    page = _run("--help")
    assert [len(re.findall(rf"(?m)^  {name} ", page)) for name in main.commands] == [1] * len(main.commands)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["bild"], "错误：没有这个命令：bild。 是不是 'build'？"),
        (["build", "--fromat", "pdf"], "错误：没有这个选项：--fromat。"),
        (["build", "--out"], "错误：选项 --out 后面要写内容。"),
        (["build", "--for", "print"], "错误：'--for' 写得不对：“print”不在可选的之内：'review', 'issue'。"),
        (["build", "--jobs", "many"], "错误：'--jobs' 写得不对：“many”不是整数。"),
        (["build", "--jobs", "0"], "错误：'--jobs' 写得不对：0 超出范围：x>=1。"),
        (["new"], "错误：没有写 '文种'"),
        (["new", "岗位说明书", "招商", "经理"], "错误：多写了：经理（名称里有空格时，两头加引号）"),
        (["pay", "没有.yaml"], "错误：'文件' 写得不对：没有文件“没有.yaml”。"),
        (["return", "a.yaml"], "错误：没有写 '--reason'"),
    ],
)
def test_wrong_usage_is_told_in_chinese(words: list[str], said: str) -> None:
    output = _run(*words)
    assert said in output
    assert _ENGLISH.search(output) is None


@given(st.text(alphabet="中文，。（）“”abc -", max_size=80), st.integers(24, 80))
def test_folding_loses_no_character_and_begins_no_line_with_a_closing_mark(text: str, width: int) -> None:
    lines = fold(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert not any(
        re.match("[，。）”]", line) and re.match("[，。）”\\s]", text) is None and " " not in text for line in lines[1:]
    )


def test_a_host_programs_own_commands_keep_their_language_with_docgen_as_one_of_them() -> None:
    @click.group()
    def host() -> None:
        """Of another program."""

    @host.command()
    @click.option("--count", type=int, required=True, show_default=True, help="How many.")
    def own(count: int) -> None:
        """Its own command."""

    host.add_command(main, "papers")
    runner = CliRunner()
    page = runner.invoke(host, ["own", "--help"]).output
    assert "Usage:" in page
    assert "Options:" in page
    assert "[required]" in page
    assert "Show this message and exit." in page
    assert "Error: Missing option '--count'." in runner.invoke(host, ["own"]).output
    assert (
        "Error: Invalid value for '--count': 'x' is not a valid integer."
        in runner.invoke(host, ["own", "--count", "x"]).output
    )
    below = runner.invoke(host, ["papers", "build", "--jobs", "many"])
    assert below.exit_code == 2
    assert "用法: host papers build" in below.output
    assert "错误：'--jobs' 写得不对：“many”不是整数。" in below.output


def test_a_refused_question_is_cancelled_in_chinese() -> None:
    @main.command("ask-for-the-test")
    def ask() -> None:
        ask_yes("同意？")
        click.echo("同意了")

    try:
        runner = CliRunner()
        assert "同意了" in runner.invoke(main, ["ask-for-the-test"], input="也许\n是\n").output
        refused = runner.invoke(main, ["ask-for-the-test"], input="也许\n\n")
        assert refused.exit_code == 1
        assert "请输入 y（是）或 n（否）。" in refused.output
        assert "已取消。" in refused.output
        assert "Aborted" not in refused.output
        assert "已取消。" in runner.invoke(main, ["ask-for-the-test"], input="").output
    finally:
        del main.commands["ask-for-the-test"]
