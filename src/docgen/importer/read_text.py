"""Text and Markdown files to papers."""

from __future__ import annotations

import re
import unicodedata

from docgen.content.encoding import decode
from docgen.errors import DocgenError, Location, Problem
from docgen.importer import messages
from docgen.importer.paper import Cell, Line, Paper, Table

_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*$")
_FENCE = re.compile(r"\s*(```|~~~)")
_RULE = re.compile(r"\s*([-*_])(?:\s*\1){2,}\s*$")
_QUOTE = re.compile(r"\s*>\s?")
_ROW = re.compile(r"\s*\|.*\|\s*$")
_DASHES = re.compile(r"\s*\|?(?:\s*:?-{1,}:?\s*\|)+\s*:?-*:?\s*\|?\s*$")
_MARKS = re.compile(r"(?<!\\)(\*\*|__|~~|`)|(?<![\\\w*])\*(?=[^\s*])|(?<=[^\s*\\])\*(?![\w*])")
_PICTURE = re.compile(r"!\[[^\]]*\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]+)\]\((<?[^)\s]+>?)(?:\s+\"[^\"]*\")?\)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|<>~])")
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


def read_text(raw: bytes, name: str) -> Paper:
    """A .txt file; every line end is a line. Raises DocgenError I103 for what is no text, C122 for an unknown encoding."""
    text, stored = _decoded(raw, name)
    lines = []
    fresh = False
    for number, content in enumerate(text.split("\n"), 1):
        fresh = fresh or content.startswith("\f")
        content = content.replace("\f", " ")
        lines.append(Line(number, content, fresh=fresh and bool(content.strip())))
        fresh = fresh and not content.strip()
    return Paper(name, lines, stored, raw=text)


def read_markdown(raw: bytes, name: str) -> Paper:
    """A .md file: headings, rules, tables and quotes by their marks; marks of emphasis, links and pictures are noted as dropped."""
    text, stored = _decoded(raw, name)
    paper = Paper(name, [], stored, raw=text)
    rows: list[tuple[int, str]] = []
    fenced = fresh = False
    for number, content in enumerate(text.split("\n"), 1):
        if _FENCE.match(content):
            fenced = not fenced
            paper.lines.append(Line(number, ""))
            _lost(paper, number, content)
            continue
        if not fenced and _ROW.match(content):
            rows.append((number, content))
            continue
        _end_table(paper, rows)
        if not fenced and _RULE.match(content):
            fresh = True
            paper.lines.append(Line(number, ""))
            _lost(paper, number, content)
            continue
        line = Line(number, content, whole=fenced) if fenced else _markdown_line(number, content, paper)
        line.fresh = fresh and bool(line.text)
        fresh = fresh and not line.text
        paper.lines.append(line)
    _end_table(paper, rows)
    return paper


def _decoded(raw: bytes, name: str) -> tuple[str, str]:
    if not raw.strip():
        raise DocgenError(messages.EMPTY_FILE.at(Location(name)))
    text, problems = decode(raw, name)
    if text is None:
        if _BINARY.search(raw[:4096].decode("latin-1")):
            raise DocgenError(_binary(name))
        raise DocgenError(problems)
    if (
        _BINARY.search(text[:4096])
        and sum(unicodedata.category(c) == "Cc" and c not in "\n\t\f" for c in text[:4096]) > 8
    ):
        raise DocgenError(_binary(name))
    if not text.strip():
        raise DocgenError(messages.EMPTY_FILE.at(Location(name)))
    stored = next((problem.message for problem in problems if problem.code == "C117"), "UTF-8")
    return text, "UTF-16" if "UTF-16" in stored else "GB18030" if "GBK" in stored else "UTF-8"


def _binary(name: str) -> Problem:
    return messages.NO_TEXT_FILE.at(Location(name))


def _markdown_line(number: int, content: str, paper: Paper) -> Line:
    quote = _QUOTE.match(content)
    if quote:
        _lost(paper, number, quote[0])
        content = content[quote.end() :]
    level = 0
    heading = _HEADING.match(content.strip())
    if heading:
        level = len(heading[1])
        marks = content.replace(heading[2], "", 1) if heading[2] else content
        _lost(paper, number, marks)
        content = heading[2]
    return Line(number, _plain(number, content, paper), level=level, whole=bool(heading))


def _plain(number: int, content: str, paper: Paper) -> str:
    """The text without marks of emphasis, links, pictures; what goes is noted."""
    for picture in _PICTURE.findall(content):
        paper.notes.dropped("图片", number, picture, "图片没有导入，请自己放进内容")
    content = _PICTURE.sub("", content)

    def link(found: re.Match[str]) -> str:
        text = found[1] if found[1] == found[2].strip("<>") else f"{found[1]} {found[2].strip('<>')} "
        rest = found[0].replace(found[1], "", 1)
        _lost(paper, number, rest if text == found[1] else rest.replace(found[2].strip("<>"), "", 1))
        return text

    content = _LINK.sub(link, content)
    for mark in _MARKS.finditer(content):
        _lost(paper, number, mark[0])
    content = _MARKS.sub("", content)
    for _escape in _ESCAPE.finditer(content):
        _lost(paper, number, "\\")
    return _ESCAPE.sub(r"\1", content)


def _end_table(paper: Paper, rows: list[tuple[int, str]]) -> None:
    if not rows:
        return
    number = rows[0][0]
    head = 1 if len(rows) > 1 and _DASHES.match(rows[1][1]) else 0
    made: list[tuple[Cell, ...]] = []
    for index, (line, content) in enumerate(rows):
        if _DASHES.match(content) and index == 1:
            _lost(paper, line, content)
            continue
        body = content.strip()[1:-1]
        _lost(paper, line, "|" * (1 + len(re.findall(r"(?<!\\)\|", body)) + 1))
        made.append(tuple(Cell(_plain(line, text.strip(), paper)) for text in re.split(r"(?<!\\)\|", body)))
    width = max(len(row) for row in made)
    full = tuple(row + (Cell(""),) * (width - len(row)) for row in made)
    paper.lines.append(Line(number, "", table=Table(full, head)))
    rows.clear()


def _lost(paper: Paper, number: int, marks: str) -> None:
    paper.notes.dropped("Markdown 记号", number, marks)
