"""One foreign file read in a child that ends with it: what a command does once. Who reads many keeps a `Helpers`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from docgen.errors import DocgenError, Location
from docgen.foreign.helpers import Helpers
from docgen.foreign.limits import Limits


def read_once(
    function: Callable[..., Any], arguments: Sequence[Any], location: Location, *, classes: Sequence[type] = ()
) -> Any:
    """`function(*arguments)` in a child with the limits of `Limits`: plain data and objects of `classes` come back.

    `location` names the file in messages. Raises DocgenError: B15x where a limit is passed, and what the function raises.
    """
    with Helpers() as helpers:
        limits = Limits(location, classes=tuple(classes))
        return helpers.run(function, arguments, limits, preload=(function.__module__,))


def try_once(function: Callable[..., Any], arguments: Sequence[Any], location: Location) -> None:
    """The same, for a function whose result cannot travel: it comes to its end within bounds, and so it will here.

    Raises DocgenError B15x, and what the function raises.
    """
    with Helpers() as helpers:
        helpers.run(_and_forget, (function, *arguments), Limits(location), preload=(function.__module__,))


def _and_forget(function: Callable[..., Any], *arguments: Any) -> None:
    try:
        function(*arguments)
    except DocgenError:
        return  # said again where its result is wanted, with the rest of what is wrong
