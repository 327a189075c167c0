"""Add visits, scores and ODI answers."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("visited_on", sa.Date(), nullable=False),
        sa.Column("planned_visit", sa.String(length=16), nullable=True),
        sa.Column(
            "mode",
            sa.Enum(
                "clinic",
                "phone",
                "post",
                "patient_link",
                name="visitmode",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column(
            "surgery_since_last_contact",
            sa.Enum(
                "yes",
                "no",
                "unknown",
                name="yesnounknown",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column("entered_by", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["entered_by"], ["account.id"], name=op.f("fk_visit_entered_by_account")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_visit_patient_id_patient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint(
            "patient_id", "visited_on", name=op.f("uq_visit_patient_id_visited_on")
        ),
    )
    with op.batch_alter_table("visit", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_visit_patient_id"), ["patient_id"], unique=False)
    op.create_table(
        "score",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column(
            "instrument",
            sa.Enum(
                "vas_back",
                "vas_leg",
                "odi",
                name="instrumentcode",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("value_0_100", sa.Double(), nullable=True),
        sa.Column(
            "conversion",
            sa.Enum(
                "none", "nrs_times_10", name="conversion", native_enum=False, create_constraint=True
            ),
            nullable=False,
        ),
        sa.CheckConstraint(
            "value_0_100 BETWEEN 0 AND 100", name=op.f("ck_score_value_0_100_range")
        ),
        sa.ForeignKeyConstraint(["visit_id"], ["visit.id"], name=op.f("fk_score_visit_id_visit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_score")),
        sa.UniqueConstraint("visit_id", "instrument", name=op.f("uq_score_visit_id_instrument")),
    )
    op.create_table(
        "odi_answers",
        sa.Column("score_id", sa.Integer(), nullable=False),
        sa.Column("pain_intensity", sa.SmallInteger(), nullable=True),
        sa.Column("personal_care", sa.SmallInteger(), nullable=True),
        sa.Column("lifting", sa.SmallInteger(), nullable=True),
        sa.Column("walking", sa.SmallInteger(), nullable=True),
        sa.Column("sitting", sa.SmallInteger(), nullable=True),
        sa.Column("standing", sa.SmallInteger(), nullable=True),
        sa.Column("sleeping", sa.SmallInteger(), nullable=True),
        sa.Column("sex_life", sa.SmallInteger(), nullable=True),
        sa.Column("social_life", sa.SmallInteger(), nullable=True),
        sa.Column("travelling", sa.SmallInteger(), nullable=True),
        sa.CheckConstraint("lifting BETWEEN 0 AND 5", name=op.f("ck_odi_answers_lifting_range")),
        sa.CheckConstraint(
            "pain_intensity BETWEEN 0 AND 5", name=op.f("ck_odi_answers_pain_intensity_range")
        ),
        sa.CheckConstraint(
            "personal_care BETWEEN 0 AND 5", name=op.f("ck_odi_answers_personal_care_range")
        ),
        sa.CheckConstraint("sex_life BETWEEN 0 AND 5", name=op.f("ck_odi_answers_sex_life_range")),
        sa.CheckConstraint("sitting BETWEEN 0 AND 5", name=op.f("ck_odi_answers_sitting_range")),
        sa.CheckConstraint("sleeping BETWEEN 0 AND 5", name=op.f("ck_odi_answers_sleeping_range")),
        sa.CheckConstraint(
            "social_life BETWEEN 0 AND 5", name=op.f("ck_odi_answers_social_life_range")
        ),
        sa.CheckConstraint("standing BETWEEN 0 AND 5", name=op.f("ck_odi_answers_standing_range")),
        sa.CheckConstraint(
            "travelling BETWEEN 0 AND 5", name=op.f("ck_odi_answers_travelling_range")
        ),
        sa.CheckConstraint("walking BETWEEN 0 AND 5", name=op.f("ck_odi_answers_walking_range")),
        sa.ForeignKeyConstraint(
            ["score_id"], ["score.id"], name=op.f("fk_odi_answers_score_id_score")
        ),
        sa.PrimaryKeyConstraint("score_id", name=op.f("pk_odi_answers")),
    )


def downgrade() -> None:
    op.drop_table("odi_answers")
    op.drop_table("score")
    op.drop_table("visit")
