"""Fields of a finished part, read from its bytes: what they say, and the texts that they store."""

from __future__ import annotations

from bare_word import code, field, mark, para, part, run
from docgen.docx.stored_fields import read_stored
from docgen.errors import Location


def test_a_stored_fields_instruction_is_read_whole_with_what_an_inner_field_gives() -> None:
    inner = field("DOCPROPERTY 书签", run("_Ref7"))
    outer = (
        mark("begin")
        + code("PAGEREF ")
        + inner
        + code(" \\h \\* MERGEFORMAT")
        + mark("separate")
        + run("4")
        + mark("end")
    )
    stored = read_stored(part("document", f"<w:body>{para(outer)}</w:body>"), "word/document.xml", Location("例.docx"))
    found = next(item for item in stored.fields if item.name == "PAGEREF")
    assert (found.instruction.argument, [piece.text for piece in found.pieces]) == ("_Ref7", ["4"])
    assert "*" not in found.instruction.switches
