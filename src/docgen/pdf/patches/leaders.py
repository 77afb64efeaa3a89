"""Leaders of tables of contents, each set as one text: WeasyPrint makes a box, a shaping and a structure element of each dot."""

from __future__ import annotations

from typing import Any

from weasyprint.layout.leader import leader_index
from weasyprint.text.line_break import create_layout

from docgen.pdf.patches.declaration import WEASYPRINT, Patch, Use
from docgen.pdf.patches.setting import is_ours


def _handle_leader(stock: Any) -> Any:
    def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
        """handle_leader; the row of equal text boxes that it makes becomes one box, its signs where theirs were."""
        stock(context, line, containing_block)
        if not is_ours(line.style):
            return
        _index, leader = leader_index(line)
        if leader is not None and len(leader.children) > 1:
            leader.children = (_joined(leader.children, context),)

    return handle_leader


def _joined(boxes: Any, context: Any) -> Any:
    """Text boxes that stand one after another from right to left, as one."""
    joined = boxes[-1].copy()
    joined.text = boxes[0].text * len(boxes)
    joined.pango_layout = create_layout(joined.text, joined.style, context, None, 0)
    joined.pango_layout.get_first_line()
    joined.pango_layout.deactivate()
    joined.width = boxes[0].position_x + boxes[0].width - joined.position_x
    return joined


DECLARED = (
    Patch(
        target="weasyprint.layout.inline:handle_leader",
        why="a leader is one text, not a text box and a structure element for each dot: the file is another without it; 8 % of a cold bid, nothing of a save",
        versions=WEASYPRINT,
        source="e4bf5941eb94",
        signature="(context, line, containing_block)",
        replacement=_handle_leader,
        retired="WeasyPrint sets a leader as one text",
        offer="one text box a leader",
        speed=True,
    ),
    Use(
        target="weasyprint.layout.leader:leader_index",
        why="the leader of a line is found",
        versions=WEASYPRINT,
        source="933aaa813a2b",
    ),
)
