"""Content and a kind's template to a document tree: Jinja, then HTML of a closed set, then nodes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Protocol

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError

from docgen.compose.body import BodyBuilder
from docgen.compose.elements import ElementParser
from docgen.compose.environment import Environment, fallback_place, make_environment
from docgen.compose.kind import Kind, WorkspaceLike
from docgen.compose.pictures import PictureFinder
from docgen.compose.provenance import Origins, strip_marks, wrap
from docgen.compose.schema_names import SchemaNames
from docgen.compose.template_place import place_of_error
from docgen.document.nodes import Document
from docgen.errors import Location, Problem, has_errors
from docgen.messages import _

_LARGEST = 50_000_000  # characters of rendered HTML: a template that runs away is stopped here


class LoadedLike(Protocol):
    """What compose needs of `source.load.Loaded`."""

    path: Path
    data: dict[str, Any]
    marks: dict[str, Location]


def compose(kind: Kind, loaded: LoadedLike, workspace: WorkspaceLike) -> tuple[Document | None, list[Problem]]:
    """The unnumbered document, or None where the template could not be rendered; and every problem found."""
    origins = Origins()
    names = SchemaNames(kind.schema)
    data = wrap(loaded.data, names, loaded.marks, origins)
    locate = _locator(workspace, kind.folder)
    environment = make_environment(kind.folder, workspace.templates / "_shared", locate, names(""))
    problems = environment.reporter.problems
    html = _render(environment, data, kind, locate, problems)
    if html is None:
        return None, problems
    fields = _fields(environment, data, kind, workspace, problems)
    parser = ElementParser(origins.table, lambda name: _template_file(name, kind, workspace), fallback_place(kind.folder, locate))
    parser.feed(html)
    parser.close()
    problems += parser.problems
    folders = [loaded.path.parent, workspace.content, kind.folder, workspace.templates]
    pictures = PictureFinder(folders, workspace.root, problems)
    blocks = BodyBuilder(origins.table, pictures, problems).blocks(parser.root)
    if not blocks and not has_errors(problems):
        place = fallback_place(kind.folder, locate)
        problems.append(Problem(place, "T114", _("模板没有给出任何内容"), _("检查 body.html")))
    title = fields.get("title") or strip_marks(str(loaded.data.get("title", "")))
    document = Document(
        title=title, blocks=blocks, kind=kind.name, scheme=kind.scheme, subject=kind.title, toc_depth=kind.toc, fields=fields
    )
    return document, problems


def _render(
    environment: Environment, data: Mapping[str, Any], kind: Kind, locate: Callable[[str | None], str], problems: list[Problem]
) -> str | None:
    fallback = fallback_place(kind.folder, locate)
    try:
        pieces, size = [], 0
        for piece in environment.get_template("body.html").generate(**data):
            pieces.append(piece)
            size += len(piece)
            if size > _LARGEST:
                problems.append(Problem(fallback, "T115", _("模板生成的内容超过 {n} 百万字").format(n=_LARGEST // 1_000_000), ""))
                return None
        return "".join(pieces)
    except TemplateSyntaxError as error:
        place = Location(locate(error.filename), error.lineno, 1)
        problems.append(Problem(place, "T100", _("模板写错了：{error}").format(error=error.message), _("检查 {{ }} 和 {% %} 是否成对")))
    except TemplateNotFound as error:
        place = place_of_error(error, locate, fallback)
        problems.append(Problem(place, "T100", _("找不到模板文件“{name}”").format(name=error.name), _("文件在文种文件夹或 templates/_shared 里")))
    except (SecurityError, OverflowError) as error:
        place = place_of_error(error, locate, fallback)
        problems.append(Problem(place, "T116", _("模板里有不许做的事：{error}").format(error=error), _("模板只能读内容、做简单的计算")))
    except RecursionError:
        problems.append(Problem(fallback, "T115", _("模板互相引入没有尽头"), _("检查 include 和 macro")))
    except (TemplateError, TypeError, ValueError, ArithmeticError, AttributeError, KeyError, IndexError) as error:
        place = place_of_error(error, locate, fallback)
        hint = _("多半是内容的类型不对：例如拿文字去做加减")
        problems.append(Problem(place, "T104", _("模板算不出来：{error}").format(error=error), hint))
    return None


def _fields(
    environment: Environment, data: Mapping[str, Any], kind: Kind, workspace: WorkspaceLike, problems: list[Problem]
) -> dict[str, str]:
    """The shell's fields as plain text."""
    plain = environment.overlay(autoescape=False)
    fields = {"kind_title": kind.title}
    place = Location(workspace.relative(kind.folder / "kind.yaml"), 1, 1)
    for name, text in kind.fields.items():
        found = len(problems)
        try:
            fields[name] = strip_marks(plain.from_string(text).render(**data)).strip()
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            hint = _("检查 kind.yaml 的 fields")
            problems.append(Problem(place, "T104", _("字段 {name} 算不出来：{error}").format(name=name, error=error), hint))
        for index in range(found, len(problems)):
            if not problems[index].location.file or problems[index].location.file == "<template>":
                problem = problems[index]
                problems[index] = Problem(place, problem.code, problem.message, problem.hint)
    return fields


def _locator(workspace: WorkspaceLike, folder: Path) -> Callable[[str | None], str]:
    def locate(filename: str | None) -> str:
        return workspace.relative(Path(filename)) if filename and filename != "<template>" else "<template>"

    return locate


def _template_file(name: str, kind: Kind, workspace: WorkspaceLike) -> str:
    path = kind.folder / name
    return workspace.relative(path if path.is_file() else workspace.templates / "_shared" / name)
