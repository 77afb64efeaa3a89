"""What a body of a kind may take while it is rendered: loops, macros, and texts that grow are stopped by name."""

from __future__ import annotations

import re

import pytest

from docgen.errors import Location
from docgen.kinds import budget
from docgen.kinds.environment import Environment, make_environment
from docgen.kinds.provenance import Origins
from docgen.kinds.render import FAULTS, fault
from docgen.reading import DISK


def environment() -> Environment:
    return make_environment([], lambda name: name or "", None, Origins(), DISK, {}, {})


GROWING = {
    "a text doubled": "{% set n = namespace(x='ab') %}{% for i in range(60) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
    "a text added to itself": "{% set n = namespace(x='ab') %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "a list added to itself": "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = n.x + n.x %}{% endfor %}",
    "a list of itself twice": "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{{ n.x }}",
    "a list joined into a text": "{% set n = namespace(x=[1]) %}{% for i in range(60) %}{% set n.x = [n.x, n.x] %}{% endfor %}{% set y = 'a' ~ n.x %}",
    "signs replaced by longer ones": "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x.replace('a', 'aaaa') %}{% endfor %}",
    "signs replaced by a filter": "{% set n = namespace(x='a') %}{% for i in range(60) %}{% set n.x = n.x|replace('a', 'aaaa') %}{% endfor %}",
    "pieces joined": "{% set s = 'a' * 900000 %}{% set l = [s] * 900000 %}{{ l|join }}",
    "pieces joined by a text": "{% set s = 'a' * 900000 %}{{ s.join(['x'] * 900000) }}",
    "a macro that calls itself twice": "{% macro m(n) %}{% if n %}{{ m(n - 1) }}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(60) }}",
    "loops in loops": "{% set l = [0] * 900000 %}{% for a in l %}{% for b in l %}{% endfor %}{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("source", GROWING.values(), ids=list(GROWING))
def test_a_body_that_grows_without_end_is_stopped_by_name(source: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "ROUNDS", 50_000)
    monkeypatch.setattr(budget, "MADE", 3_000_000)
    made = environment()
    with pytest.raises(FAULTS) as caught:
        "".join(made.from_string(source).generate())
    problem = fault(caught.value, made, lambda name: name or "", Location("body.html", 1))
    assert (type(caught.value), problem.code) == (OverflowError, "T116")


def test_a_loop_that_takes_too_long_is_stopped_by_the_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(budget, "SECONDS", 0.05)
    with pytest.raises(OverflowError, match="秒"):
        list(environment().from_string("{% for a in range(190000) %}{{ 'x' ~ a }}{% endfor %}").generate())


def test_an_ordinary_body_is_rendered_as_before() -> None:
    source = (
        "{% macro row(a) %}<td>{{ a }}</td>{% endmacro %}{% for a in [1, 2] if a %}{{ row(a) ~ '&' ~ loop.index }}{% else %}none{% endfor %}"
        "{% macro box(a) %}[{{ a }}{{ caller() }}]{% endmacro %}{% call box('<') %}!{% endcall %}{{ ['a', 'b']|join('、') }}{{ 'abc'|replace('b', '<') }}{{ 'a' + 'b' }}{{ 2 + 3 }}{{ [1] + [2] }}"
    )
    html = re.sub(r"<!--.*?-->| data-at=\"[^\"]*\"", "", environment().from_string(source).render())
    assert html == "<td>1</td>&amp;1<td>2</td>&amp;2[&lt;!]a、ba&lt;cab5[1, 2]"
