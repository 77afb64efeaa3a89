"""How `--help` looks: commands under headings, columns and line ends that count a Chinese character as two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import click

from docgen.cli.wording import HEADINGS, help_in_chinese, name_parameters, speaking
from docgen.errors import DocgenError
from docgen.extension import Extensions

# What stays together: a run of Latin letters and figures, or one Chinese character, with the brackets and marks that cling to it.
_PIECE = re.compile(r"\s+|[（“《]*(?:[!-~]+|[^\x00-\x7f])[，。；：、）”》？！]*")


class Formatter(click.HelpFormatter):
    """Click's formatter in Chinese, for text without spaces between words."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that says how to call the command."""
        super().write_usage(prog, args, "用法: " if prefix is None else prefix)

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """What is written inside stands under the heading `name`."""
        with super().section(HEADINGS.get(name, name)):
            yield

    def write_text(self, text: str) -> None:
        """Paragraphs, set apart by empty lines, between the indent and the width."""
        for number, paragraph in enumerate(text.split("\n\n")):
            if number:
                self.write_paragraph()
            for line in fold(" ".join(paragraph.split()), self.width - self.current_indent):
                self.write(" " * self.current_indent + line + "\n")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Two columns; a name wider than `col_max` has its text begin on the next line."""
        rows = [(name, help_in_chinese(text)) for name, text in rows]
        first = min(max((cells(name) for name, _text in rows), default=0), col_max) + col_spacing
        room = max(self.width - self.current_indent - first, 20)
        for name, text in rows:
            lines = fold(text, room) or [""]
            head = " " * self.current_indent + name
            if cells(name) > first - col_spacing:
                self.write(head + "\n")
                head = " " * (self.current_indent + first)
            else:
                head += " " * (first - cells(name))
            self.write((head + lines[0]).rstrip() + "\n")
            for line in lines[1:]:
                self.write(" " * (self.current_indent + first) + line + "\n")


class Context(click.Context):
    """A context whose help is written by `Formatter`."""

    formatter_class = Formatter


class Sections(click.Group):
    """A group that speaks Chinese, with all below it; its help lists the commands under headings, in the order in which they were added."""

    context_class = Context

    def __init__(self, **settings: object) -> None:
        super().__init__(**settings)  # type: ignore[arg-type]
        self.sections: dict[str, list[str]] = {}

    def add_section(self, heading: str, commands: Iterable[click.Command]) -> None:
        """Add `commands`, which help lists under `heading`."""
        for command in commands:
            self.add_command(command)
            self.sections.setdefault(heading, []).append(str(command.name))

    def add_command(self, cmd: click.Command, name: str | None = None) -> None:
        """Add a command, with Chinese names for its parameters."""
        super().add_command(cmd, name)
        name_parameters(cmd, Context)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """All names: docgen's own, and those that installed packages bring."""
        return [*super().list_commands(ctx), *(str(command.name) for _heading, command in self._extensions())]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name; the packages are asked only for what is none of docgen's own."""
        if found := super().get_command(ctx, cmd_name):
            return found
        return next((command for _heading, command in self._extensions() if command.name == cmd_name), None)

    def _extensions(self) -> Iterator[tuple[str, click.Command]]:
        """Heading and command of what installed packages bring; one that cannot be loaded is named on standard error."""
        extensions = Extensions()
        for name in extensions.names():
            try:
                extension = extensions.get(name)
                for command in extension.commands():
                    if command.name not in self.commands:
                        name_parameters(command, Context)
                        yield extension.heading(), command
            except DocgenError as error:
                click.echo(str(error), err=True)

    def make_context(self, *args: Any, **extra: Any) -> click.Context:
        """As click does; errors are docgen's own."""
        with speaking():
            return super().make_context(*args, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """As click does; errors of the group and of all below it are docgen's own."""
        with speaking():
            return super().invoke(ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, a list a heading; names padded alike, so that the eye runs down one column."""
        sections = {heading: [self.commands[name] for name in names] for heading, names in self.sections.items()}
        for heading, command in self._extensions():
            sections.setdefault(heading, []).append(command)
        width = max((len(str(command.name)) for found in sections.values() for command in found), default=0)
        for heading, commands in sections.items():
            with formatter.section(heading):
                formatter.write_dl(
                    [(str(command.name).ljust(width), command.get_short_help_str(limit=200)) for command in commands]
                )


def cells(text: str) -> int:
    """The width of `text` on a terminal, where a Chinese character takes two cells."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def fold(text: str, width: int) -> list[str]:
    """`text` in lines of at most `width` cells, broken between Chinese characters and at spaces; no line begins with a closing mark."""
    lines: list[str] = []
    line = ""
    for piece in _PIECE.findall(text):
        if line and cells(line.rstrip() if piece.isspace() else line + piece) > width:
            lines.append(line.rstrip())
            line = ""
        if line or not piece.isspace():
            line += piece
    return [*lines, line.rstrip()] if line.strip() else lines
