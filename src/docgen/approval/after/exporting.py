"""The exported checkpoint: a file for people who have the papers and not the record."""

from __future__ import annotations

from pathlib import Path

from docgen.approval.after.catalogue import export
from docgen.approval.after.entries import catalogue
from docgen.approval.desk.desk import Desk
from docgen.approval.ledger.checkpoints import make_checkpoint
from docgen.approval.ledger.keys import Key
from docgen.errors import Location
from docgen.files import write_together


def export_checkpoint(desk: Desk, key: Key, file: Path) -> Path:
    """Write the catalogue with a checkpoint of the record as it stands, signed; the file. Raises DocgenError B101.

    Nobody writes to the record meanwhile, so that both say the same.
    """
    with desk.record.exclusively() as ledger:
        checkpoint = make_checkpoint(ledger, key, desk.record.clock())
        content = export(catalogue(ledger).entries, checkpoint, ledger, key)
        write_together([(file, content)], Location(desk.workspace.relative(file)))
    return file
