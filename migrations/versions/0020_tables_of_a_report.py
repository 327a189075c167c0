"""Keep the tables of a report as CSV beside it."""

from migrations.tables import add_constraint, drop_constraint

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

NAME = "ck_report_file_kind"
BEFORE = "'snapshot', 'report', 'numbers'"
AFTER = f"{BEFORE}, 'tables'"


def upgrade() -> None:
    _allow(AFTER)


def downgrade() -> None:
    # Where tables were kept the database refuses this: what was issued is never deleted.
    _allow(BEFORE)


def _allow(kinds: str) -> None:
    drop_constraint("report_file", NAME)
    add_constraint("report_file", NAME, f"CHECK (kind IN ({kinds}))")
