"""Add consents, further answers to a visit, and the report of an adverse event.

An ODI section that was not asked is told from one that was not answered: up to now an empty
section was one not answered, and gets that code.
"""

import sqlalchemy as sa
from alembic import op

from migrations.tables import add_constraint, drop_constraint, on_sqlite, rebuild

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


ANSWERS = {
    "work_status": (11, "'working', 'sick_leave', 'not_working', 'retired', 'unknown'"),
    "opioid_use": (7, "'yes', 'no', 'unknown'"),
    "satisfaction": (
        17,
        (
            "'very_satisfied', 'satisfied', 'neither', 'dissatisfied', 'very_dissatisfied', "
            "'not_answered'"
        ),
    ),
    "global_change": (
        18,
        (
            "'very_much_improved', 'much_improved', 'minimally_improved', 'no_change', "
            "'minimally_worse', 'much_worse', 'very_much_worse', 'not_answered'"
        ),
    ),
}


SECTIONS = (
    "pain_intensity",
    "personal_care",
    "lifting",
    "walking",
    "sitting",
    "standing",
    "sleeping",
    "sex_life",
    "social_life",
    "travelling",
)
ANSWERED = "{0} BETWEEN 0 AND 5"
ANSWERED_OR_NOT = "{0} BETWEEN 0 AND 5 OR {0} = 9"


def _answer_codes(before: str, after: str) -> None:
    if on_sqlite():
        rebuild("odi_answers", lambda sql: _with_codes(sql, before, after))
        return
    for name in SECTIONS:
        drop_constraint("odi_answers", f"ck_odi_answers_{name}_range")
        rule = f"CHECK ({after.format(name)})"
        add_constraint("odi_answers", f"ck_odi_answers_{name}_range", rule)


def _with_codes(sql: str, before: str, after: str) -> str:
    for name in SECTIONS:
        sql = sql.replace(f"({before.format(name)})", f"({after.format(name)})")
    return sql


REPORTED = "ck_adverse_event_reported_after_awareness"
CLOCK_MAY_RUN = "serious AND reported_on IS NULL AND expected <> 'yes'"


def upgrade() -> None:
    _reports()
    _answer_codes(ANSWERED, ANSWERED_OR_NOT)
    for name in SECTIONS:
        op.execute(f"UPDATE odi_answers SET {name} = 9 WHERE {name} IS NULL")  # noqa: S608 - our own column names
    for name, (length, _) in ANSWERS.items():
        op.add_column("visit", sa.Column(name, sa.String(length)))
    for name, (_, codes) in ANSWERS.items():
        add_constraint("visit", f"ck_visit_{name}", f"CHECK ({name} IN ({codes}))")
    op.create_table(
        "consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("form_version", sa.String(length=40), nullable=False),
        sa.Column("consented_on", sa.Date(), nullable=False),
        sa.Column("to_registry", sa.Boolean(), nullable=False),
        sa.Column("to_contact", sa.Boolean(), nullable=False),
        sa.Column("to_sharing", sa.Boolean(), nullable=False),
        sa.Column("registry_withdrawn_on", sa.Date(), nullable=True),
        sa.Column("contact_withdrawn_on", sa.Date(), nullable=True),
        sa.Column("sharing_withdrawn_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False, server_default="1"),
        sa.Column("voided", sa.Boolean(), nullable=False, server_default=sa.false()),
        *(_withdrawn_from(scope) for scope in ("registry", "contact", "sharing")),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_consent_patient_id_patient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_consent")),
    )
    with op.batch_alter_table("consent", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_consent_patient_id"), ["patient_id"], unique=False)
        batch_op.create_index(
            "uq_consent_valid",
            ["patient_id", "form_version"],
            unique=True,
            sqlite_where=sa.text("NOT voided"),
            postgresql_where=sa.text("NOT voided"),
        )


def _reports() -> None:
    op.add_column("adverse_event", sa.Column("reported_on", sa.Date))
    op.add_column("adverse_event", sa.Column("authority_reference", sa.String(100)))
    add_constraint("adverse_event", REPORTED, "CHECK (reported_on >= aware_on)")
    op.create_index(
        "ix_adverse_event_to_report",
        "adverse_event",
        ["aware_on"],
        sqlite_where=sa.text(CLOCK_MAY_RUN),
        postgresql_where=sa.text(CLOCK_MAY_RUN),
    )


def _withdrawn_from(scope: str) -> sa.CheckConstraint:
    day = f"{scope}_withdrawn_on"
    rule = f"{day} IS NULL OR (to_{scope} AND {day} >= consented_on)"
    return sa.CheckConstraint(rule, name=op.f(f"ck_consent_{scope}_withdrawn"))


def downgrade() -> None:
    op.drop_index("ix_adverse_event_to_report", "adverse_event")
    drop_constraint("adverse_event", REPORTED)
    for name in ("authority_reference", "reported_on"):
        op.drop_column("adverse_event", name)
    for name in SECTIONS:
        op.execute(f"UPDATE odi_answers SET {name} = NULL WHERE {name} = 9")  # noqa: S608 - our own column names
    _answer_codes(ANSWERED_OR_NOT, ANSWERED)
    for name in ANSWERS:
        drop_constraint("visit", f"ck_visit_{name}")
    for name in ANSWERS:
        op.drop_column("visit", name)
    op.drop_table("consent")
