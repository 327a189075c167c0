"""Add adverse events and their seriousness."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "adverse_event",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("verbatim_term", sa.String(length=500), nullable=False),
        sa.Column(
            "category",
            sa.Enum(
                "procedure_pain",
                "back_pain_flare",
                "new_radicular_pain",
                "infection",
                "neurological_deficit",
                "harvest_site",
                "bleeding",
                "allergic",
                "thromboembolic",
                "cardiovascular",
                "neoplasm",
                "other",
                name="adverseeventcategory",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("meddra_code", sa.String(length=16), nullable=True),
        sa.Column(
            "grade",
            sa.Enum(
                "1",
                "2",
                "3",
                "4",
                "5",
                name="severitygrade",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("serious", sa.Boolean(), nullable=False),
        sa.Column(
            "related_to_cells",
            sa.Enum(
                "definite",
                "probable",
                "possible",
                "unlikely",
                "not_related",
                "unclassifiable",
                name="relatedness",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "related_to_injection",
            sa.Enum(
                "definite",
                "probable",
                "possible",
                "unlikely",
                "not_related",
                "unclassifiable",
                name="relatedness",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "related_to_harvest",
            sa.Enum(
                "definite",
                "probable",
                "possible",
                "unlikely",
                "not_related",
                "unclassifiable",
                name="relatedness",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column(
            "expected",
            sa.Enum(
                "yes",
                "no",
                "unknown",
                name="yesnounknown",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("onset_on", sa.Date(), nullable=False),
        sa.Column(
            "onset_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="dateprecision",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column(
            "end_precision",
            sa.Enum(
                "day",
                "month",
                "year",
                name="dateprecision",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column(
            "outcome",
            sa.Enum(
                "recovered",
                "recovering",
                "not_recovered",
                "sequelae",
                "fatal",
                "unknown",
                name="eventoutcome",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("action_taken", sa.String(length=500), nullable=True),
        sa.Column("aware_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_adverse_event_patient_id_patient")
        ),
        sa.CheckConstraint("aware_on >= onset_on", name=op.f("ck_adverse_event_aware_after_onset")),
        sa.CheckConstraint(
            "end_precision <> 'day' OR ended_on >= onset_on",
            name=op.f("ck_adverse_event_end_after_onset"),
        ),
        sa.CheckConstraint(
            "(ended_on IS NULL) = (end_precision IS NULL)",
            name=op.f("ck_adverse_event_end_whole"),
        ),
        sa.CheckConstraint(
            "(grade = '5') = (outcome = 'fatal')", name=op.f("ck_adverse_event_fatality")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_adverse_event")),
        sa.UniqueConstraint(
            "patient_id",
            "verbatim_term",
            "onset_on",
            "onset_precision",
            name=op.f("uq_adverse_event_patient_id_verbatim_term_onset_on_onset_precision"),
        ),
    )
    with op.batch_alter_table("adverse_event", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_adverse_event_patient_id"), ["patient_id"], unique=False
        )
    op.create_table(
        "seriousness",
        sa.Column("adverse_event_id", sa.Integer(), nullable=False),
        sa.Column(
            "criterion",
            sa.Enum(
                "death",
                "life_threatening",
                "hospitalisation",
                "disability",
                "congenital_anomaly",
                "medically_important",
                name="seriousnesscriterion",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["adverse_event_id"],
            ["adverse_event.id"],
            name=op.f("fk_seriousness_adverse_event_id_adverse_event"),
        ),
        sa.PrimaryKeyConstraint("adverse_event_id", "criterion", name=op.f("pk_seriousness")),
    )


def downgrade() -> None:
    op.drop_table("seriousness")
    op.drop_table("adverse_event")
