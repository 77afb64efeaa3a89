"""The table of events, and triggers against changing what is in it (a guard against slips; the chain is the proof)."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "docgen_events",
        sa.Column(
            "sequence", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=False
        ),
        sa.Column("document", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("on_behalf", sa.String, nullable=False),
        sa.Column("step", sa.String, nullable=False),
        sa.Column("at", sa.String, nullable=False),
        sa.Column("payload", sa.Text, nullable=False),
        sa.Column("previous", sa.String, nullable=False),
        sa.Column("key_id", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False, unique=True),
        sa.Column("signature", sa.String, nullable=False),
    )
    op.create_index("ix_docgen_events_document", "docgen_events", ["document"])
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER docgen_events_no_{act.lower()} BEFORE {act} ON docgen_events "
                "BEGIN SELECT RAISE(ABORT, 'append-only'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION docgen_events_append_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$"
    )
    op.execute(
        "CREATE TRIGGER docgen_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON docgen_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION docgen_events_append_only()"
    )


def downgrade() -> None:
    raise NotImplementedError("the record is never taken back to an older shape")
