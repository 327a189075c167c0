"""Let patients be merged, and know what moved."""

import sqlalchemy as sa
from alembic import op

from migrations.tables import add_constraint, drop_constraint

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


MERGED = "fk_patient_merged_into_id_patient"


def upgrade() -> None:
    op.add_column("patient", sa.Column("merged_into_id", sa.Integer))
    add_constraint("patient", MERGED, "FOREIGN KEY(merged_into_id) REFERENCES patient (id)")
    op.create_table(
        "moved_record",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("duplicate_id", sa.Integer(), nullable=False),
        sa.Column("table_name", sa.String(length=63), nullable=False),
        sa.Column("record_id", sa.Integer(), nullable=False),
        sa.Column("returned", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["duplicate_id"], ["patient.id"], name=op.f("fk_moved_record_duplicate_id_patient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moved_record")),
    )
    op.create_index(op.f("ix_moved_record_duplicate_id"), "moved_record", ["duplicate_id"])


def downgrade() -> None:
    drop_constraint("patient", MERGED)
    op.drop_column("patient", "merged_into_id")
    op.drop_table("moved_record")
