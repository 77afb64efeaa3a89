"""Why a record could not be rendered: every absent name and every failing tag, found by rendering once more, slowly."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jinja2.exceptions import SecurityError, TemplateError, UndefinedError
from lxml import etree

from docgen.errors import Location, Problem
from docgen.template.forms.absent import Absences, recorder
from docgen.template.forms.environment import FormEnvironment, PlainValue
from docgen.template.forms.links import LINKS, Links
from docgen.template.forms.part import PartTemplate
from docgen.template.forms.tags import where
from docgen.text.bounds import bounded_range

_FORBIDDEN = re.compile("[\\x00-\\x06\\x08\\x0b\\x0e-\\x1f\\ufffe\\uffff]")
_TRIES = 200  # tags of one part that may fail before it is given up


def diagnose(
    parts: Sequence[PartTemplate], environment: FormEnvironment, data: Mapping[str, Any], location: Location
) -> list[Problem]:
    """Everything that goes wrong when `parts` are rendered with `data` (W204, W207…W209); empty if nothing does."""
    problems = list(_unprintable(data, "", location))
    paths = dict(_paths(data, ""))
    for part in parts:
        problems += _diagnose_part(part, environment, data, paths, location)
    return list(dict.fromkeys(problems))


def broken(error: BaseException, location: Location) -> Problem:
    """An error that has no place in the template."""
    fact = f"表单生成失败：{str(error) or type(error).__name__}"
    return Problem(location, "W208", fact, "检查数据里的文字；从网页或旧系统复制来的控制字符要删去")


def _diagnose_part(
    part: PartTemplate,
    environment: FormEnvironment,
    data: Mapping[str, Any],
    paths: Mapping[int, str],
    location: Location,
) -> list[Problem]:
    """Render again and again, each time without the tag that failed, until it passes or cannot be helped."""
    problems: list[Problem] = []
    absences = Absences(part, paths, data)
    overlay = environment.overlay(undefined=recorder(absences))
    lines = part.source.split("\n")
    for _attempt in range(_TRIES):
        try:
            part.render({"range": bounded_range(), LINKS: Links(), **data}, overlay.from_string("\n".join(lines)))
        except etree.XMLSyntaxError:
            problems.append(_uneven(part, location))
            break
        except Exception as error:
            line = _line_of(error)
            problems.append(_failed(part, line, error, location))
            if not _blank(lines, line):
                break
        else:
            break
    return absences.problems(location) + problems


def _failed(part: PartTemplate, line: int, error: BaseException, location: Location) -> Problem:
    place = where(part.tag_at(line))
    if isinstance(error, SecurityError | OverflowError):
        fact = f"{place}：模板不许这样写（{error}）"
        return Problem(location, "W209", fact, "表单模板只用来填内容：取字段、判断、循环")
    if isinstance(error, PlainValue):
        fact = f"{place}：这里的数据是普通内容“{error}”，{{{{r … }}}}、{{{{p … }}}} 只印 $rich、$paragraphs、$document"
        return Problem(location, "W208", fact, "普通内容写成 {{ 名称 }}；要带格式，数据里写 {$rich: [...]}")
    reason = error.message if isinstance(error, TemplateError) else str(error) or type(error).__name__
    if isinstance(error, UndefinedError):
        return Problem(location, "W207", f"{place}：{reason}", "检查名称的拼写")
    fact = f"{place}：算不出来（{reason}）"
    return Problem(location, "W208", fact, "检查这一项的数据是不是数字、日期或列表")


def _uneven(part: PartTemplate, location: Location) -> Problem:
    tags = [part.tag_at(number + 2) for number in part.structure.uneven[:2]]
    fact = "{where}：成对的标签一头在表格（或文本框）里面，一头在外面，生成的文件会损坏".format(
        where="；".join(where(tag) for tag in tags)
    )
    return Problem(location, "W204", fact, "把 for 与 endfor、if 与 endif 放在同一层：都在表格外，或在同一表格的行里")


def _unprintable(value: Any, path: str, location: Location) -> Iterator[Problem]:
    """The texts of the data with characters that XML cannot hold (XML 1.0 §2.2; \\a and \\f have a meaning here)."""
    if isinstance(value, dict):
        for key, item in value.items():
            yield from _unprintable(item, f"{path}.{key}" if path else str(key), location)
    elif isinstance(value, list | tuple):
        for number, item in enumerate(value):
            yield from _unprintable(item, f"{path}[{number}]", location)
    elif isinstance(value, str) and (found := _FORBIDDEN.search(value)):
        fact = f"数据 {path} 里有 Word 不能容纳的控制字符 U+{ord(found[0]):04X}"
        yield Problem(location, "W208", fact, "删去它；多半是从网页或旧系统复制时带来的")


def _line_of(error: BaseException) -> int:
    line = 0
    traceback = error.__traceback__
    while traceback is not None:
        if traceback.tb_frame.f_code.co_filename == "<template>":
            line = traceback.tb_lineno  # Jinja has rewritten it to the template's line
        traceback = traceback.tb_next
    return line


_STATEMENTS = (
    (re.compile(r"^\s*for\s+(.+?)\s+in\s.*$", re.DOTALL), r"for \1 in []"),
    (re.compile(r"^\s*(if|elif)\b.*$", re.DOTALL), r"\1 false"),
    (re.compile(r"^\s*set\s+(\w+)\s*=.*$", re.DOTALL), r"set \1 = ''"),
)


def _blank(lines: list[str], line: int) -> bool:
    """Make the tag on this line harmless: print nothing, loop over nothing. False where that has been done or cannot be."""
    index = line - 1
    if not 0 < index < len(lines):
        return False
    before = lines[index]
    if lines[index - 1].endswith(("{{", "{{-", "{{+")):
        _inner, closing, rest = before.partition("}}")
        lines[index] = f"''{closing}{rest}"
    else:
        inner, closing, rest = before.partition("%}")
        for pattern, harmless in _STATEMENTS:
            if pattern.match(inner):
                lines[index] = f"{pattern.sub(harmless, inner)} {closing}{rest}"
                break
    return lines[index] != before


def _paths(value: Any, path: str) -> Iterator[tuple[int, str]]:
    """id → path of every mapping and list in the data (tasks[2].owner)."""
    if isinstance(value, dict):
        yield id(value), path
        for key, item in value.items():
            yield from _paths(item, f"{path}.{key}" if path else str(key))
    elif isinstance(value, list | tuple):
        yield id(value), path
        for number, item in enumerate(value):
            yield from _paths(item, f"{path}[{number}]")
