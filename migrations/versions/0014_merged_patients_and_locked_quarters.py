"""Let patients be merged and quarters be locked."""

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
    op.create_table(
        "quarter_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("quarter", sa.SmallInteger(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_quarter_lock_quarter_range")),
        sa.ForeignKeyConstraint(
            ["site_id"], ["site.id"], name=op.f("fk_quarter_lock_site_id_site")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_quarter_lock")),
        sa.UniqueConstraint(
            "site_id", "year", "quarter", name=op.f("uq_quarter_lock_site_id_year_quarter")
        ),
    )


def downgrade() -> None:
    drop_constraint("patient", MERGED)
    op.drop_column("patient", "merged_into_id")
    op.drop_table("quarter_lock")
    op.drop_table("moved_record")
