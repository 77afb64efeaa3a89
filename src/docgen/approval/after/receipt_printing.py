"""A batch's sheets as files."""

from __future__ import annotations

from pathlib import Path

from docgen.approval.after.messages import NO_SUCH_BATCH
from docgen.approval.after.papers import typeset
from docgen.approval.after.receipt_sheet import batch_sheet, single_sheets
from docgen.approval.after.receipts import batches
from docgen.approval.desk.desk import Desk
from docgen.approval.desk.operations import known
from docgen.approval.rules.issued_versions import issued_version
from docgen.approval.rules.refusals import refused
from docgen.errors import Location
from docgen.files import write_together


def print_batch(desk: Desk, path: Path, number: int, out: Path, *, each: bool = False) -> list[Path]:
    """Write a batch's sheet as Word and PDF; the files. Raises DocgenError A219, A701, A703, A732, B101."""
    place = desk.workspace.relative(path)
    state = known(desk, path)
    found = batches(desk.ledger(), state.document)
    if not 0 < number <= len(found):
        raise refused(place, NO_SUCH_BATCH, number=number, place=place)
    batch = found[number - 1]
    issued = issued_version(state, place, batch.version)
    make = single_sheets if each else batch_sheet
    name = f"{path.stem}-{batch.version}-签收单-{number}" + ("-每人一页" if each else "")
    made = typeset(desk.workspace, make(batch, issued, desk.organisation().name), ("docx", "pdf"), name)
    return write_together([(out / f"{name}.{form}", content) for form, content in made.items()], Location(str(out)))
