"""Let people ask to be told when a draft of the report waits."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_subscription",
        sa.Column("account_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["account.id"], name=op.f("fk_report_subscription_account_id_account")
        ),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_report_subscription")),
    )


def downgrade() -> None:
    op.drop_table("report_subscription")
