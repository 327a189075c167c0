"""Store the dates of planned visits, and every attempt to reach a patient."""

import sqlalchemy as sa
from alembic import op

from migrations.tables import add_constraint, drop_constraint, on_sqlite, rebuild

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ANSWER = "surgery_since_last_contact VARCHAR(7)"
OPEN = sa.text("visit_id IS NULL AND expected")
MODES = "'phone', 'post', 'message', 'clinic', 'family', 'patient_link'"
RESULTS = "'reached', 'no_answer', 'message_left', 'wrong_address', 'declined'"
OLD_MODES = "'clinic', 'phone', 'post', 'patient_link'"


def upgrade() -> None:
    op.create_table(
        "planned_visit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("patient_id", sa.Integer, nullable=False),
        sa.Column("site_id", sa.Integer, nullable=False),
        sa.Column("code", sa.String(16), nullable=False),
        sa.Column("target_on", sa.Date, nullable=False),
        sa.Column("opens_on", sa.Date, nullable=False),
        sa.Column("closes_on", sa.Date, nullable=False),
        sa.Column("expected", sa.Boolean, nullable=False),
        sa.Column("visit_id", sa.Integer),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name="fk_planned_visit_patient_id_patient"
        ),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name="fk_planned_visit_site_id_site"),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name="fk_planned_visit_visit_id_visit"),
        sa.PrimaryKeyConstraint("id", name="pk_planned_visit"),
        sa.UniqueConstraint("patient_id", "code", name="uq_planned_visit_patient_id_code"),
    )
    op.create_index("ix_planned_visit_patient_id", "planned_visit", ["patient_id"])
    op.create_index(
        "ix_planned_visit_open",
        "planned_visit",
        ["site_id", "code", "closes_on"],
        sqlite_where=OPEN,
        postgresql_where=OPEN,
    )
    op.create_index("ix_patient_listed", "patient", ["site_id", "enrolled_on", "id"])
    _contact_log()


def _contact_log() -> None:
    op.add_column("contact", sa.Column("planned_visit", sa.String(16)))
    op.add_column("contact", sa.Column("next_try_on", sa.Date))
    op.add_column(
        "contact", sa.Column("result", sa.String(13), nullable=False, server_default="reached")
    )
    drop_constraint("contact", "ck_contact_mode")
    add_constraint("contact", "ck_contact_mode", f"CHECK (mode IN ({MODES}))")
    add_constraint("contact", "ck_contact_result", f"CHECK (result IN ({RESULTS}))")
    if on_sqlite():
        rebuild("contact", lambda sql: sql.replace(f"{ANSWER} NOT NULL", ANSWER))
    else:
        op.alter_column("contact", "surgery_since_last_contact", nullable=True)


def downgrade() -> None:
    op.drop_index("ix_patient_listed", "patient")
    op.drop_table("planned_visit")
    op.execute("DELETE FROM contact WHERE surgery_since_last_contact IS NULL")
    op.execute("UPDATE contact SET mode = 'phone' WHERE mode IN ('message', 'family')")
    for name in ("ck_contact_mode", "ck_contact_result"):
        drop_constraint("contact", name)
    add_constraint("contact", "ck_contact_mode", f"CHECK (mode IN ({OLD_MODES}))")
    if on_sqlite():
        rebuild("contact", lambda sql: sql.replace(ANSWER, f"{ANSWER} NOT NULL"))
    else:
        op.alter_column("contact", "surgery_since_last_contact", nullable=False)
    for name in ("result", "next_try_on", "planned_visit"):
        op.drop_column("contact", name)
