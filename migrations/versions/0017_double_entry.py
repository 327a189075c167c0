"""Let a site have its paper forms typed twice."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

OPEN = sa.text("state <> 'verified'")


def upgrade() -> None:
    no = sa.false()
    op.add_column("site", sa.Column("double_entry", sa.Boolean, nullable=False, server_default=no))
    op.create_table(
        "second_typing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("first_by", sa.Integer(), nullable=False),
        sa.Column("second_by", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=9), nullable=False),
        sa.Column("typed", sa.Text(), nullable=True),
        sa.Column("fields_compared", sa.Integer(), nullable=True),
        sa.Column("fields_different", sa.Integer(), nullable=True),
        sa.Column("verified_version", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "state IN ('waiting', 'different', 'verified')", name=op.f("ck_second_typing_state")
        ),
        sa.CheckConstraint("second_by <> first_by", name=op.f("ck_second_typing_by_another")),
        sa.CheckConstraint(
            "(state = 'waiting') = (second_by IS NULL)",
            name=op.f("ck_second_typing_typed_by_somebody"),
        ),
        sa.ForeignKeyConstraint(
            ["visit_id"], ["visit.id"], name=op.f("fk_second_typing_visit_id_visit")
        ),
        sa.ForeignKeyConstraint(
            ["first_by"], ["account.id"], name=op.f("fk_second_typing_first_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["second_by"], ["account.id"], name=op.f("fk_second_typing_second_by_account")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_typing")),
        sa.UniqueConstraint("visit_id", name=op.f("uq_second_typing_visit_id")),
    )
    op.create_index(
        "ix_second_typing_open", "second_typing", ["id"], sqlite_where=OPEN, postgresql_where=OPEN
    )


def downgrade() -> None:
    op.drop_table("second_typing")
    op.drop_column("site", "double_entry")
