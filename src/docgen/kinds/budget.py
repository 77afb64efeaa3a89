"""What rendering one body may take: rounds of loops and macros, seconds of the processor, characters that are put together.

Jinja's sandbox bounds none of them: `{% set x = x ~ x %}` in a loop fills any memory, two loops over a long list never end.
Every loop's and macro's body begins with a count, and whatever makes a longer text or list is counted before it is made.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame, MacroRef

ROUNDS = 5_000_000
SECONDS = 10.0  # of this thread's processor
MADE = 100_000_000  # characters and items put together in one rendering; what is printed is bounded by itself
_ITEM = 20  # what an item of a list counts as
_LOOK = 64  # rounds from one look at the clock to the next


class Budget:
    """What is left for one rendering. OverflowError where it is used up."""

    def __init__(self) -> None:
        self._rounds = 0
        self._made = 0
        self._began = time.thread_time()

    def count_round(self) -> None:
        """Another turn of a loop, another call of a macro."""
        self._rounds += 1
        if self._rounds > ROUNDS:
            raise OverflowError(f"循环一共超过 {ROUNDS} 次")
        if self._rounds % _LOOK == 0 and time.thread_time() - self._began > SECONDS:
            raise OverflowError(f"渲染超过 {SECONDS:g} 秒")

    def count_made(self, size: int) -> None:
        """A text or list of so many characters or items is going to be made."""
        self._made += size
        if self._made > MADE:
            raise OverflowError(f"拼成的文字一共超过 {MADE // 1_000_000} 百万字")

    def check_operation(self, operator: str, left: Any, right: Any) -> None:
        """A `+` or `*` of texts and lists."""
        if operator == "+" and isinstance(left, str | list | tuple):
            self.count_made(apparent_size(left) + apparent_size(right))
        elif operator == "*":
            for value, times in ((left, right), (right, left)):
                if isinstance(value, str | list | tuple) and isinstance(times, int):
                    self.count_made(apparent_size(value) * max(times, 0))

    def check_call(self, called: Any, arguments: tuple[Any, ...]) -> None:
        """A method of a text that makes a longer one."""
        text, name = getattr(called, "__self__", None), getattr(called, "__name__", "")
        if not isinstance(text, str):
            return
        if name == "replace":
            self.count_replaced(text, arguments)
        elif name == "join" and arguments:
            self.count_joined(arguments[0], text)

    def count_replaced(self, text: str, arguments: tuple[Any, ...]) -> None:
        if len(arguments) >= 2 and all(isinstance(one, str) for one in arguments[:2]):
            self.count_made(len(text) + text.count(arguments[0]) * len(arguments[1]))

    def count_joined(self, values: Any, between: str) -> None:
        if isinstance(values, list | tuple):
            self.count_made(apparent_size(values) + len(between) * len(values))


def apparent_size(value: Any) -> int:
    """How long a value is once it is written out, parts that are shared as often as they stand; no more than MADE is counted."""
    size = 0
    waiting: list[Any] = [value]
    while waiting and size <= MADE:
        item = waiting.pop()
        if isinstance(item, str):
            size += len(item)
        elif isinstance(item, list | tuple | Mapping):
            size += _ITEM * (1 + len(item))
            if size <= MADE:
                waiting += item.values() if isinstance(item, Mapping) else item
    return size


class CountingGenerator(CodeGenerator):
    """Jinja's own code with a count at the beginning of every loop's and macro's body, and before texts are put together."""

    def visit_For(self, node: nodes.For, frame: Frame) -> None:
        node.body.insert(0, _count(node.lineno))
        super().visit_For(node, frame)

    def macro_body(self, node: nodes.Macro | nodes.CallBlock, frame: Frame) -> tuple[Frame, MacroRef]:
        node.body.insert(0, _count(node.lineno))
        return super().macro_body(node, frame)

    def visit_Concat(self, node: nodes.Concat, frame: Frame) -> None:
        self.write("environment.joined((")
        for argument in node.nodes:
            self.visit(argument, frame)
            self.write(", ")
        escaped = "context.eval_ctx.autoescape" if frame.eval_ctx.volatile else repr(bool(frame.eval_ctx.autoescape))
        self.write(f"), {escaped})")


def _count(line: int) -> nodes.Node:
    call = nodes.Call(nodes.EnvironmentAttribute("count_round"), [], [], None, None)
    return nodes.ExprStmt(call, lineno=line).set_lineno(line)


def sizes(values: Iterable[Any]) -> int:
    """`apparent_size` of several."""
    return sum(map(apparent_size, values))
