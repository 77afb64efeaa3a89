"""One way through the tree: nothing is passed over, nothing is copied without need."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import get_args

from docgen.model import nodes
from docgen.model.nodes import (
    Block,
    Cell,
    Figure,
    Footnote,
    Heading,
    Inline,
    Landscape,
    Link,
    List,
    ListItem,
    Note,
    Paragraph,
    Picture,
    Row,
    Table,
    Text,
)
from docgen.model.traversal import BLOCKS, INLINES, Transform, pictures, plain_text, text_of, walk, walk_inlines

STAMP = Picture("/章.png", "章")
PLAN = Picture("/图.png", "图")
TREE: tuple[Block, ...] = (
    Heading(1, (Text("总则"), Footnote((Text("注"),)))),
    List((ListItem((Paragraph((Link("https://example.com", (Text("链接"),)),)),)),)),
    Table(
        (Row((Cell((Paragraph((Text("格"), STAMP)), Note((Paragraph((Text("内"),)),)))),)),),
        (100.0,),
        caption=(Text("表题"),),
    ),
    Landscape((Figure(PLAN, caption=(Text("图题"),)),)),
)


class _Shout(Transform):
    def text(self, text: Text) -> Inline:
        return replace(text, text=text.text + "！")


def _texts(blocks: tuple[Block, ...]) -> list[str]:
    return [child.text for block in walk(blocks) for child in walk_inlines(text_of(block)) if isinstance(child, Text)]


def test_every_kind_of_node_has_its_method() -> None:
    assert set(BLOCKS) == set(get_args(nodes.Block))
    assert set(INLINES) == set(get_args(nodes.Inline))
    assert all(hasattr(Transform, name) for name in (*BLOCKS.values(), *INLINES.values()))


def test_walking_meets_every_text_in_reading_order() -> None:
    assert _texts(TREE) == ["总则", "注", "链接", "表题", "格", "内", "图题"]


def test_pictures_are_found_in_figures_cells_and_text() -> None:
    assert list(pictures(TREE)) == [STAMP, PLAN]


def test_a_transform_reaches_every_text() -> None:
    assert _texts(_Shout().blocks(TREE)) == [f"{text}！" for text in _texts(TREE)]


def test_a_transform_that_changes_nothing_gives_the_tree_itself() -> None:
    assert Transform().blocks(TREE) is TREE


def test_what_a_change_does_not_touch_is_shared_with_the_old_tree() -> None:
    class OnlyTitles(Transform):
        def heading(self, heading: Heading) -> Block:
            return replace(heading, number="第一章")

    made = OnlyTitles().blocks(TREE)
    assert made[0] != TREE[0]
    assert all(new is old for new, old in zip(made[1:], TREE[1:], strict=True))


def test_no_node_holds_blocks_that_walking_does_not_enter() -> None:
    """A new field of blocks, or a new container, must be taught to `inside`."""
    containers = {cls.__name__ for cls in BLOCKS if any("Block" in str(field.type) for field in fields(cls))}
    assert containers == {"Note", "Landscape"}
    assert {cls.__name__ for cls in BLOCKS if any(field.name in ("items", "rows") for field in fields(cls))} == {
        "List",
        "Table",
    }


def test_plain_text_leaves_footnotes_out() -> None:
    assert plain_text(text_of(TREE[0])) == "总则"
