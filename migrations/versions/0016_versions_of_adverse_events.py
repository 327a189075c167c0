"""Keep an adverse event as it stood before new information came."""

import sqlalchemy as sa
from alembic import op

from migrations.tables import add_constraint, drop_constraint

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

INDEX = "ix_adverse_event_to_report"
AFTER_AWARENESS = "ck_adverse_event_follow_up_after_awareness"
MAY_RUN = "reported_on IS NULL AND (serious AND expected <> 'yes' OR kept_report_by IS NOT NULL)"
MAY_HAVE_RUN = "serious AND reported_on IS NULL AND expected <> 'yes'"


def upgrade() -> None:
    op.drop_index(INDEX, "adverse_event")
    op.add_column("adverse_event", sa.Column("received_on", sa.Date))
    op.add_column("adverse_event", sa.Column("kept_report_by", sa.Date))
    add_constraint("adverse_event", AFTER_AWARENESS, "CHECK (received_on >= aware_on)")
    _index(MAY_RUN)
    op.create_table(
        "earlier_version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("adverse_event_id", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.SmallInteger(), nullable=False),
        sa.Column("known_on", sa.Date(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["adverse_event_id"],
            ["adverse_event.id"],
            name=op.f("fk_earlier_version_adverse_event_id_adverse_event"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_earlier_version")),
        sa.UniqueConstraint(
            "adverse_event_id",
            "sequence",
            name=op.f("uq_earlier_version_adverse_event_id_sequence"),
        ),
    )


def downgrade() -> None:
    op.drop_table("earlier_version")
    op.drop_index(INDEX, "adverse_event")
    drop_constraint("adverse_event", AFTER_AWARENESS)
    for name in ("kept_report_by", "received_on"):
        op.drop_column("adverse_event", name)
    _index(MAY_HAVE_RUN)


def _index(where: str) -> None:
    op.create_index(
        INDEX,
        "adverse_event",
        ["aware_on"],
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
