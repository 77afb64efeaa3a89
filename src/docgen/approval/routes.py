"""The route of a kind: kind.yaml's, or the workspace's own in docgen.yaml (`routes: {kind: [...]}`)."""

from __future__ import annotations

from typing import Any

from docgen.errors import DocgenError, Location, Problem, has_errors
from docgen.messages import _
from docgen.pipeline import load_kind
from docgen.source.load import load_data
from docgen.source.workspace import Workspace
from docgen.workflow.numbers import NumberRule, read_rule
from docgen.workflow.route import Route, read_route


def route_for(workspace: Workspace, kind: str) -> Route:
    """The route that a new revision of this kind (folder name) takes.

    Raises DocgenError A101, A103 for a faulty route, A104 for a kind without one.
    """
    data, place = _own(workspace, kind)
    if data is None:
        file = load_kind(workspace, kind).folder / "kind.yaml"
        loaded = load_data(file, workspace)
        data, place = loaded.data.get("route"), loaded.marks.get("/route", loaded.marks[""])
    if data is None:
        hint = _("在 kind.yaml 写 route，或在 docgen.yaml 的 routes 里写 {kind}").format(kind=kind)
        raise DocgenError(Problem(place, "A104", _("文种 {kind} 没有审批路线").format(kind=kind), hint))
    route, problems = read_route(data, place)
    if problems:
        raise DocgenError(problems)
    return route


def _own(workspace: Workspace, kind: str) -> tuple[Any, Location]:
    file = workspace.root / "docgen.yaml"
    place = Location(workspace.relative(file), 1, 1)
    if not file.is_file() or not file.read_bytes().strip():
        return None, place
    loaded = load_data(file, workspace)
    if has_errors(loaded.problems):
        raise DocgenError(loaded.problems)
    routes = loaded.data.get("routes")
    if routes is None:
        return None, place
    if not isinstance(routes, dict):
        hint = _("写成 routes: {文种: [步骤]}")
        raise DocgenError(Problem(loaded.marks.get("/routes", place), "A101", _("routes 应是一组“文种: 路线”"), hint))
    return routes.get(kind), loaded.marks.get(f"/routes/{kind}", place)


def number_rule(workspace: Workspace, kind: str) -> NumberRule:
    """How a kind (folder or Chinese title) is numbered. Raises DocgenError A441 for a faulty rule or none, T101."""
    found = load_kind(workspace, kind)
    loaded = load_data(found.folder / "kind.yaml", workspace)
    return read_rule(loaded.data.get("number"), loaded.marks.get("/number", loaded.marks[""]))
