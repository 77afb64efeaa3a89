"""Random document trees, and trees that nearly are them: for tests of what tells trees apart."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from docgen.model.nodes import (
    MARKS,
    Blank,
    Block,
    Cell,
    Checkbox,
    Document,
    Figure,
    Footnote,
    Heading,
    Inline,
    Landscape,
    LineBreak,
    Link,
    List,
    ListItem,
    Note,
    PageBreak,
    Paragraph,
    Picture,
    Reference,
    Row,
    Table,
    Text,
)
from docgen.model.traversal import Transform

# What a notation of nodes in text would take for its own signs.
SIGNS = (
    "\n",
    "}",
    "{",
    "\\",
    "\\n",
    " ",
    "[",
    "]",
    "#",
    "{br}",
    "{del ",
    "{strong ",
    "text",
    "0",
    "\u3000",
    "",
    "，",
    "|",
)
WORDS = (
    "风险抵押金",
    "不退",
    "20000",
    "元",
    "甲",
    "乙 丙",
    "a",
    "del",
    "",
    "{br}",
    "\n",
    "}",
    "1.",
    "th ",
    "paragraph body ",
)
_MARKS = (frozenset(), frozenset(), frozenset({"del"}), frozenset({"strong"}), frozenset({"del", "strong"}))


def tree(random: Random, size: int = 3) -> Document:
    """A document of some blocks."""
    blocks = tuple(_block(random, 2) for _ in range(random.randint(1, size)))
    fields = {name: _word(random) for name in random.sample(("title", "number", "a", "b=c"), random.randint(0, 2))}
    return Document(_word(random), blocks, "short", fields=fields)


def nearly(random: Random, document: Document) -> Document:
    """The document with one small thing changed, moved or taken for another; now and then nothing."""
    kind = random.randrange(8)
    if kind <= 2:
        return _strings(random, document)
    if kind <= 6:
        counted = _Runs(-1, lambda run: run)
        counted.blocks(document.blocks)
        edit = random.choice((_marked, _split, _swapped, _wrapped, _unwrapped, _spelt, _dropped))
        runs = _Runs(random.randrange(max(counted.seen, 1)), lambda run: edit(random, run))
        return replace(document, blocks=runs.blocks(document.blocks))
    return replace(document, blocks=_blocks_changed(random, document.blocks))


# --- growing --------------------------------------------------------------


def _word(random: Random) -> str:
    return "".join(random.choice(WORDS) for _ in range(random.randint(0, 2)))


def _run(random: Random, depth: int) -> tuple[Inline, ...]:
    return tuple(_inline(random, depth) for _ in range(random.randint(0, 3)))


def _inline(random: Random, depth: int) -> Inline:
    kind = random.randrange(12)
    if kind < 5 or depth == 0:
        return Text(_word(random), random.choice(_MARKS))
    if kind == 5:
        return Link(f"https://example.com/{_word(random)}", _run(random, depth - 1))
    if kind == 6:
        return Footnote(_run(random, depth - 1), random.randint(1, 2))
    made: tuple[Inline, ...] = (
        LineBreak(),
        Reference(_word(random), random.choice(("number", "title")), text=_word(random)),
        Blank(random.randint(1, 9)),
        Checkbox(random.random() < 0.5),
        _picture(random),
    )
    return made[kind - 7]


def _picture(random: Random) -> Picture:
    if random.random() < 0.3:
        return Picture("drawing.svg", _word(random), svg="<svg/>", source=random.choice("ab"))
    return Picture(f"/x/{random.choice('ab')}.png", _word(random), random.choice((0, 80.0, 80.5)))


def _block(random: Random, depth: int) -> Block:
    kind = random.randrange(12)
    if kind < 5 or depth == 0:
        return Paragraph(_run(random, 2), random.choice(("body", "lead")), random.choice(("", "p")))
    if kind == 5:
        return Heading(random.randint(1, 2), _run(random, 1), _word(random), number=random.choice(("", "1", "一、")))
    if kind == 6:
        items = tuple(ListItem(_some(random, depth), random.choice(("1.", "•"))) for _ in range(random.randint(1, 2)))
        return List(items, random.choice(("", "1.")))
    if kind == 7:
        return _table(random, depth)
    if kind == 8:
        return Figure(_picture(random), random.choice((None, (), _run(random, 1))), number=random.choice(("", "图 1")))
    made: tuple[Block, ...] = (Note(_some(random, depth)), PageBreak(), Landscape(_some(random, depth)))
    return made[kind - 9]


def _table(random: Random, depth: int) -> Table:
    rows = tuple(
        Row(
            tuple(Cell(_some(random, depth), random.random() < 0.3, random.randint(1, 2)) for _ in range(2)), keep=False
        )
        for _ in range(random.randint(1, 2))
    )
    widths = random.choice(((50, 50), (50.0000001, 49.9999999), (40, 60)))
    return Table(rows, widths, caption=random.choice((None, (), _run(random, 1))), number=random.choice(("", "表 1")))


def _some(random: Random, depth: int) -> tuple[Block, ...]:
    return tuple(_block(random, depth - 1) for _ in range(random.randint(0, 2)))


# --- changing -------------------------------------------------------------


class _Texts(Transform):
    """Every text of the tree in reading order, each given to `change` with its place in the count."""

    def __init__(self, change: Callable[[int, str], str]) -> None:
        self.change = change
        self.seen = 0

    def string(self, text: str) -> str:
        self.seen += 1
        return self.change(self.seen - 1, text)

    def heading(self, heading: Heading) -> Block:
        heading = replace(heading, label=self.string(heading.label), number=self.string(heading.number))
        return super().heading(heading)

    def paragraph(self, paragraph: Paragraph) -> Block:
        return super().paragraph(
            replace(paragraph, role=self.string(paragraph.role), label=self.string(paragraph.label))
        )

    def item(self, item: ListItem) -> ListItem:
        return super().item(replace(item, number=self.string(item.number)))

    def table(self, table: Table) -> Block:
        return super().table(replace(table, number=self.string(table.number)))

    def figure(self, figure: Figure) -> Block:
        return super().figure(replace(figure, number=self.string(figure.number)))

    def drawn(self, picture: Picture) -> Picture:
        return replace(picture, alt=self.string(picture.alt))

    def text(self, text: Text) -> Inline:
        return replace(text, text=self.string(text.text))

    def link(self, link: Link) -> Inline:
        return super().link(replace(link, href=self.string(link.href)))

    def reference(self, reference: Reference) -> Inline:
        return replace(reference, target=self.string(reference.target), text=self.string(reference.text))


def _strings(random: Random, document: Document) -> Document:
    """One text with a sign more or less, or its end moved into another text."""
    found: list[str] = [document.title]
    counted = _Texts(lambda _place, text: found.append(text) or text)  # type: ignore[func-returns-value]
    counted.blocks(document.blocks)
    one, other = random.randrange(len(found)), random.randrange(len(found))
    changed = dict(enumerate(found))
    cut = random.randint(0, len(found[one]))
    if random.random() < 0.5:
        changed[one] = found[one][:cut] + random.choice(SIGNS) + found[one][cut:]
    elif one != other:
        changed[one], changed[other] = found[one][:cut], random.choice(SIGNS) + found[one][cut:] + found[other]
    texts = _Texts(lambda place, _text: changed[place + 1])
    return replace(document, title=changed[0], blocks=texts.blocks(document.blocks))


class _Runs(Transform):
    """One run of inlines changed, the `wanted`-th."""

    def __init__(self, wanted: int, edit: Callable[[list[Inline]], list[Inline]]) -> None:
        self.wanted, self.edit, self.seen = wanted, edit, 0

    def inlines(self, children: tuple[Inline, ...]) -> tuple[Inline, ...]:
        mine = self.seen == self.wanted
        self.seen += 1
        inner = super().inlines(children)
        return tuple(self.edit(list(inner))) if mine else inner


def _place(random: Random, run: list[Inline], *kinds: type) -> int | None:
    places = [index for index, inline in enumerate(run) if not kinds or isinstance(inline, kinds)]
    return random.choice(places) if places else None


def _marked(random: Random, run: list[Inline]) -> list[Inline]:
    if (place := _place(random, run, Text)) is not None:
        text = run[place]
        assert isinstance(text, Text)
        run[place] = replace(text, marks=text.marks ^ {random.choice(sorted(MARKS))})
    return run


def _split(random: Random, run: list[Inline]) -> list[Inline]:
    """A text in two, of which perhaps only one is struck out."""
    if (place := _place(random, run, Text)) is not None:
        text = run[place]
        assert isinstance(text, Text)
        cut = random.randint(0, len(text.text))
        marks = random.choice((text.marks, text.marks | {"del"}))
        run[place : place + 1] = [Text(text.text[:cut], text.marks), Text(text.text[cut:], marks)]
    return run


def _swapped(random: Random, run: list[Inline]) -> list[Inline]:
    random.shuffle(run)
    return run


def _wrapped(random: Random, run: list[Inline]) -> list[Inline]:
    start = random.randint(0, len(run))
    inside = tuple(run[start:])
    return [*run[:start], random.choice((Link("https://example.com/", inside), Footnote(inside, 1)))]


def _unwrapped(random: Random, run: list[Inline]) -> list[Inline]:
    if (place := _place(random, run, Link, Footnote)) is not None:
        outer = run[place]
        assert isinstance(outer, Link | Footnote)
        run[place : place + 1] = outer.children
    return run


def _spelt(random: Random, run: list[Inline]) -> list[Inline]:
    """A node as text that would be written for it."""
    if (place := _place(random, run)) is not None:
        match run[place]:
            case LineBreak():
                run[place] = Text(random.choice(("\n", "{br}", "")))
            case Blank(size):
                run[place] = Text(f"{{blank {size}}}")
            case Checkbox(checked):
                run[place] = Text("{☑}" if checked else "{☐}")
            case Reference(target=target, text=text):
                run[place] = Text(random.choice((text, f"{{ref number {target} {text}}}")))
            case Picture(alt=alt):
                run[place] = Text(f"{{picture a.png {alt}}}")
            case Text(text, marks):
                run[place] = Text(f"{{{'+'.join(sorted(marks))} {text}}}")
    return run


def _dropped(random: Random, run: list[Inline]) -> list[Inline]:
    if run:
        del run[random.randrange(len(run))]
    return run


def _blocks_changed(random: Random, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    made = list(blocks)
    place = random.randrange(len(made))
    block = made[place]
    match random.randrange(4), block:
        case 0, _:
            random.shuffle(made)
        case 1, Paragraph():
            made[place] = random.choice((Heading(1, block.children, block.label), Note((block,))))
        case 1, Heading():
            made[place] = replace(block, level=block.level % 6 + 1, appendix=not block.appendix)
        case 1, Note():
            made[place] = Landscape(block.blocks)
        case 1, Table():
            made[place] = replace(block, widths=(50.0000002, 49.9999998))
        case 2, Note() | Landscape():
            made[place : place + 1] = block.blocks
        case 2, Table() | Figure():
            made[place] = replace(block, caption=() if block.caption is None else None)
        case 3, _:
            made.insert(place, Paragraph(()))
    return tuple(made)
