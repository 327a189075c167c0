"""Order study numbers byte by byte, so that their beginning is a range of their index.

SQLite does so by itself.
"""

from alembic import op

from migrations.tables import on_sqlite

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if not on_sqlite():
        op.execute('ALTER TABLE patient ALTER COLUMN study_number TYPE varchar(24) COLLATE "C"')


def downgrade() -> None:
    if not on_sqlite():
        op.execute("ALTER TABLE patient ALTER COLUMN study_number TYPE varchar(24)")
