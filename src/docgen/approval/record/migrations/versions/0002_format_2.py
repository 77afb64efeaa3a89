"""Events of format 2: no other shape, but earlier releases, which cannot read them, must say so."""

from __future__ import annotations

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    pass
