"""The checker's corpus: entries to content, findings to topics, and the count of right, false and missed.

The two halves are written in different forms (tests/check/corpus/README.md);
here they become the same `Content` that `docgen check` gives its rules.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docgen.check.check  # noqa: F401 - importing it registers the rules
from docgen.check.content import Content
from docgen.check.known import Known
from docgen.check.roles import Roles
from docgen.check.rules import RULES
from docgen.content.load import load_data
from docgen.content.workspace import Workspace
from docgen.errors import Location
from docgen.model.nodes import (
    Block,
    Cell,
    Document,
    Heading,
    Origin,
    Paragraph,
    Row,
    Table,
    Text,
)

CORPUS = Path(__file__).parents[1] / "check" / "corpus"
TOPICS = {
    "K101": {"empty-heading"},
    "K102": {"title-mark", "title-punctuation"},
    "K103": {"single-item"},
    "K104": {"placeholder"},
    "K105": {"count", "promised-count"},
    "K201": {"numbering-text", "typed-number"},
    "K202": {"numbering-text", "typed-number"},
    "K203": {"numbering-text", "typed-number"},
    "K204": {"article-ref", "typed-number"},
    "K301": {"halfwidth", "half-width-punctuation"},
    "K302": {"slip"},
    "K303": {"inner-space"},
    "K304": {"fullwidth-digit", "full-width-digit"},
    "K305": {"repeated-mark", "repeated-punctuation"},
    "K306": {"brackets"},
    "K307": {"mixed-numeral", "mixed-year"},
    "K308": {"web-noise"},
    "K309": {"truncation"},
    "K310": {"lost-character"},
    "K401": {"percent-lost"},
    "K402": {"bands"},
    "K403": {"weights"},
    "K404": {"rmb", "rmb-capitals"},
    "K405": {"date-order"},
    "K406": {"bad-date", "date-order"},
    "K407": {"range"},
    "K408": {"arithmetic"},
    "K501": {"sex", "discrimination"},
    "K502": {"marriage", "discrimination"},
    "K503": {"age", "discrimination-warning"},
    "K504": {"looks", "discrimination-warning"},
    "K505": {"discrimination"},
    "K506": {"discrimination-warning"},
    "K507": {"abolished-law"},
    "K508": {"unlawful-term"},
    "K601": {"duplicate", "near-duplicate"},
    "K602": {"dangling-title"},
    "K603": {"foreign-company", "other-organisation"},
    "K604": {"foreign-company", "other-organisation"},
    "K605": {"abbreviation", "undefined-abbreviation"},
    "K606": {"terms", "inconsistent-term"},
    "K607": {"contradiction"},
}
ROLES = Roles(weights={"/weights": "weight"}, bands={"/bands": ("lower", "upper")})
TITLES = {"营销系统岗位职责手册", "客户经理薪酬管理办法", "岗位绩效考核表", "客户回访登记表"}


@dataclass(frozen=True)
class Entry:
    """One labelled snippet: where it stands, what it holds, the topics that are to be found."""

    name: str
    body: Any
    expected: frozenset[str]


@dataclass
class Score:
    """Pairs of entry and topic, counted."""

    right: Counter[str] = field(default_factory=Counter)
    false: list[tuple[str, str]] = field(default_factory=list)  # (entry, code)
    missed: list[tuple[str, str]] = field(default_factory=list)  # (entry, topic)

    @property
    def precision(self) -> float:
        total = self.right.total()
        return total / (total + len(self.false)) if total else 0.0

    @property
    def recall(self) -> float:
        total = self.right.total()
        return total / (total + len(self.missed)) if total else 0.0


def entries(half: str) -> Iterator[Entry]:
    """The entries of `seen`, `unseen` or `fresh`."""
    for path in sorted((CORPUS / half).glob("*.yaml")):
        data = load_data(path, Workspace(CORPUS)).data if half == "seen" else _listed(path)
        if half == "seen":
            for label in ("bad", "ok"):
                expected = frozenset({data["topic"]}) if label == "bad" else frozenset()
                for number, body in enumerate(data[label], 1):
                    yield Entry(f"{path.stem} {label} {number}", body, expected)
        else:
            for number, body in enumerate(data, 1):
                yield Entry(f"{path.stem} {number}", body, frozenset(body["expect"]))


def _listed(path: Path) -> Any:
    """A file whose top is a list."""
    from docgen.content.tree import flatten
    from docgen.content.yaml_marks import parse

    tree, problems = parse(path.read_text(encoding="utf-8"), path.name)
    assert tree is not None, problems
    return flatten(tree).data


def measure(half: str, known: Known) -> Score:
    """All rules over all entries of a half."""
    score = Score()
    for entry in entries(half):
        codes = found_codes(entry, known)
        met = {topic for topic in entry.expected if any(topic in TOPICS[code] for code in codes)}
        score.right.update(met)
        score.missed += [(entry.name, topic) for topic in sorted(entry.expected - met)]
        score.false += [(entry.name, code) for code in sorted(codes) if not TOPICS[code] & entry.expected]
    return score


def found_codes(entry: Entry, known: Known) -> set[str]:
    content = content_of(entry.body, known)
    return {code for code, rule in RULES.items() if any(True for _finding in rule.findings(content))}


def content_of(body: Any, known: Known) -> Content:
    """The content that a snippet stands for."""
    if isinstance(body, str):
        body = {"text": body}
    if isinstance(body, list):
        body = {"items": body}
    if "lines" in body:
        body = {**body, "text": "\n".join(body["lines"])}
    if "paragraphs" in body:
        body = {**body, "text": "\n\n".join(body["paragraphs"])}
    data = {key: body[key] for key in ("lead", "text", "items", "duties", "requirements", "points") if body.get(key)}
    if "weights" in body:
        data["weights"] = [{"weight": weight} for weight in body["weights"]]
    if "bands" in body:
        data["bands"] = [{"lower": low, "upper": high} for low, high in body["bands"]]
    if "amounts" in body:
        data["amounts"] = [f"{pair['capitals']}（¥{pair['figure'].lstrip('¥￥')}）" for pair in body["amounts"]]
    document = Document("", _blocks(body)) if {"heading", "title", "table"} & body.keys() else None
    return Content(data, ROLES, known, document)


def _blocks(body: dict[str, Any]) -> tuple[Block, ...]:
    blocks: list[Block] = []
    if heading := body.get("heading") or body.get("title"):
        blocks.append(Heading(1, _text(heading)))
    blocks += [
        Paragraph(_text(line))
        for line in (body["lines"] if "lines" in body else [body["text"]] if "text" in body else [])
    ]
    if "below" in body:
        blocks.append(Heading(1, _text(body["below"])))
    if "table" in body:
        rows = tuple(
            Row(tuple(Cell((Paragraph(_text(str(cell))),)) for cell in row), header=not number)
            for number, row in enumerate(body["table"])
        )
        blocks.append(Table(rows, widths=()))
    return tuple(blocks)


def _text(text: str) -> tuple[Text, ...]:
    return (Text(text, origin=Origin(Location("corpus.yaml", 1, 1), "/text")),)


def known_of(workspace: Workspace, half: str) -> Known:
    """What a corpus takes for known: the repository's own names and, but for `unseen`, the four documents that the README lists."""
    from docgen.check.known import read_known

    known = read_known(workspace)
    if half != "unseen":
        known.titles |= TITLES
    return known
