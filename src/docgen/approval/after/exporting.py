"""The exported checkpoint: a file for people who have the papers and not the record."""

from __future__ import annotations

from pathlib import Path

from docgen.approval.after.catalogue import export
from docgen.approval.after.entries import catalogue
from docgen.approval.desk.desk import Desk
from docgen.approval.ledger.checkpoints import check_embedded, make_checkpoint
from docgen.approval.ledger.keys import Key
from docgen.approval.ledger.ledger import Ledger
from docgen.errors import DocgenError, Location
from docgen.files import write_together
from docgen.foreign import read_json


def export_checkpoint(desk: Desk, key: Key, file: Path) -> Path:
    """Write the catalogue with a checkpoint of the record as it stands, signed; the file. Then the checkpoint beside the
    content is brought up to it.

    Nobody writes to the record meanwhile, so that both say the same; what is kept of the record, and what stood in the file,
    must fit it. Raises DocgenError A431 to A436, B101.
    """
    with desk.record.exclusively() as ledger:
        desk.guard(ledger, key)
        _check_earlier(desk, ledger, file)
        checkpoint = make_checkpoint(ledger, key, desk.record.clock())
        content = export(catalogue(ledger).entries, checkpoint, ledger, key)
        write_together([(file, content)], Location(desk.workspace.relative(file)))
    desk.write_checkpoint(key)
    return file


def _check_earlier(desk: Desk, ledger: Ledger, file: Path) -> None:
    """An export of this or another record that stands in the file already must be of this one, as far as it goes."""
    place = desk.workspace.relative(file)
    try:
        earlier = read_json(file.read_bytes())["checkpoint"]
    except (OSError, ValueError, KeyError, TypeError):  # none there, or nothing that could be lost with it
        return
    if problems := check_embedded(earlier, ledger, place):
        raise DocgenError(problems)
