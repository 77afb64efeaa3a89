"""The route of a kind: kind.yaml's, or the workspace's own in docgen.yaml.

routes:
  薪酬制度: [...]     # a kind, by folder name or title: instead of its kind.yaml's
  default: [...]      # kinds that have none of their own
"""

from __future__ import annotations

from typing import Any

from docgen.approval.desk.messages import NO_ROUTE, ROUTES_NO_MAPPING
from docgen.approval.rules.numbers import NumberRule, read_rule
from docgen.approval.rules.route import Route, read_route
from docgen.content.load import load_data
from docgen.content.workspace import Workspace
from docgen.errors import DocgenError, Location, has_errors
from docgen.kinds.kind import Kind
from docgen.reading import DISK, Files


def route_for(workspace: Workspace, kind: Kind, files: Files = DISK) -> Route:
    """The route that a new revision of this kind takes.

    Raises DocgenError A101, A103 for a faulty route, A104 for a kind without one.
    """
    routes, marks = _own(workspace, files)
    loaded = load_data(kind.folder / "kind.yaml", workspace, files)
    place = loaded.marks.get("/route", loaded.marks[""])
    name = next((name for name in (kind.name, kind.title) if name in routes), "")
    data = loaded.data.get("route")
    if not name and data is None and "default" in routes:
        name = "default"
    if name:
        data, place = routes[name], marks[name]
    if data is None:
        raise DocgenError(NO_ROUTE.at(place, name=kind.name))
    route, problems = read_route(data, place)
    if problems:
        raise DocgenError(problems)
    return route


def _own(workspace: Workspace, files: Files) -> tuple[dict[str, Any], dict[str, Location]]:
    """docgen.yaml's routes and where they stand; none if it says nothing of routes."""
    file = workspace.root / "docgen.yaml"
    if not files.is_file(file) or not files.read(file).strip():
        return {}, {}
    loaded = load_data(file, workspace, files)
    if has_errors(loaded.problems):
        raise DocgenError(loaded.problems)
    routes = loaded.data.get("routes") or {}
    place = loaded.marks.get("/routes", Location(workspace.relative(file), 1, 1))
    if not isinstance(routes, dict):
        raise DocgenError(ROUTES_NO_MAPPING.at(place))
    return routes, {name: loaded.marks.get(f"/routes/{name}", place) for name in routes}


def number_rule(workspace: Workspace, kind: Kind, files: Files = DISK) -> NumberRule:
    """How a kind is numbered. Raises DocgenError A441 for a faulty rule or none."""
    loaded = load_data(kind.folder / "kind.yaml", workspace, files)
    return read_rule(loaded.data.get("number"), loaded.marks.get("/number", loaded.marks[""]))
