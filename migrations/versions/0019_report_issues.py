"""Keep the issues of the quarterly report."""

import sqlalchemy as sa
from alembic import op

from migrations.tables import on_sqlite

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

KEPT = {"report_file": "TRUE", "report_run": "OLD.state = 'signed'"}
"""Rows that nothing may change or delete, and from when on."""


def upgrade() -> None:
    op.create_table(
        "report_run",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=True),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("quarter", sa.SmallInteger(), nullable=False),
        sa.Column("number", sa.SmallInteger(), nullable=False),
        sa.Column("cut_off", sa.Date(), nullable=False),
        sa.Column(
            "event_definition",
            sa.Enum(
                "surgery_at_treated_level",
                "any_lumbar_surgery",
                "any_reintervention",
                name="eventdefinition",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=500), nullable=True),
        sa.Column("previous_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "reviewed",
                "signed",
                "discarded",
                name="reportstate",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("frozen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("frozen_by", sa.String(length=200), nullable=False),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by", sa.String(length=200), nullable=True),
        sa.Column("review", sa.String(length=500), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by", sa.String(length=200), nullable=True),
        sa.Column("closing_words", sa.String(length=500), nullable=True),
        sa.CheckConstraint("quarter BETWEEN 1 AND 4", name=op.f("ck_report_run_quarter_range")),
        sa.ForeignKeyConstraint(
            ["previous_id"], ["report_run.id"], name=op.f("fk_report_run_previous_id_report_run")
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_report_run_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_run")),
    )
    op.create_table(
        "report_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "snapshot",
                "report",
                "numbers",
                name="reportfilekind",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("signed", sa.Boolean(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size_bytes", sa.Integer(), nullable=False),
        sa.Column("versions", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["run_id"], ["report_run.id"], name=op.f("fk_report_file_run_id_report_run")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_file")),
        sa.UniqueConstraint(
            "run_id", "kind", "signed", name=op.f("uq_report_file_run_id_kind_signed")
        ),
    )
    op.create_table(
        "report_making",
        sa.Column("run_id", sa.Integer(), nullable=False),
        sa.Column(
            "stage",
            sa.Enum(
                "waiting",
                "estimating",
                "printing",
                "stored",
                "failed",
                name="makingstage",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("stage_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failure", sa.String(length=500), nullable=True),
        sa.ForeignKeyConstraint(
            ["run_id"], ["report_run.id"], name=op.f("fk_report_making_run_id_report_run")
        ),
        sa.PrimaryKeyConstraint("run_id", name=op.f("pk_report_making")),
    )
    for table, when in KEPT.items():
        _keep(table, when)


def _keep(table: str, when: str) -> None:
    """Let the database itself refuse to change or delete what was issued."""
    sentence = f"{table} is kept as it was issued"
    if on_sqlite():
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER keep_{table}_{verb.lower()} BEFORE {verb} ON {table} "
                f"WHEN {when} BEGIN SELECT RAISE(ABORT, '{sentence}'); END"
            )
        return
    op.execute(
        f"CREATE FUNCTION keep_{table}() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{sentence}'; END $$"
    )
    op.execute(
        f"CREATE TRIGGER keep_{table} BEFORE UPDATE OR DELETE ON {table} "
        f"FOR EACH ROW WHEN ({when}) EXECUTE FUNCTION keep_{table}()"
    )


def downgrade() -> None:
    op.drop_table("report_making")
    op.drop_table("report_file")
    op.drop_table("report_run")
    if not on_sqlite():
        for table in KEPT:
            op.execute(f"DROP FUNCTION keep_{table}")
