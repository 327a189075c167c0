"""Let records and quarters be locked after sign-off."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

TABLES = (
    "patient",
    "treatment",
    "visit",
    "adverse_event",
    "reoperation",
    "disposition",
    "contact",
    "consent",
)


def upgrade() -> None:
    for table in TABLES:
        no = sa.false()
        op.add_column(table, sa.Column("locked", sa.Boolean, nullable=False, server_default=no))
    op.create_table(
        "quarter_lock",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("quarter", sa.SmallInteger(), nullable=False),
        sa.Column("locked", sa.Boolean(), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.String(length=200), nullable=False),
        sa.Column("reason", sa.String(length=500), nullable=False),
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
    op.drop_table("quarter_lock")
    for table in TABLES:
        op.drop_column(table, "locked")
