"""Add patients, and their identities apart."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "patient",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("site_id", sa.Integer(), nullable=False),
        sa.Column("study_number", sa.String(length=24), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("external_id", sa.String(length=64), nullable=True),
        sa.Column("enrolled_on", sa.Date(), nullable=False),
        sa.Column("birth_year", sa.Integer(), nullable=False),
        sa.Column(
            "sex",
            sa.Enum(
                "female",
                "male",
                "other",
                "unknown",
                name="sex",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("height_cm", sa.Double(), nullable=True),
        sa.Column("weight_kg", sa.Double(), nullable=True),
        sa.Column(
            "smoking",
            sa.Enum(
                "never",
                "former",
                "current",
                "unknown",
                name="smoking",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column(
            "work_status",
            sa.Enum(
                "working",
                "sick_leave",
                "not_working",
                "retired",
                "unknown",
                name="workstatus",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column(
            "compensation_claim",
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
        sa.Column("symptom_duration_months", sa.Integer(), nullable=True),
        sa.Column(
            "previous_lumbar_surgery",
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
        sa.Column(
            "opioid_use",
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
        sa.CheckConstraint(
            "birth_year BETWEEN 1900 AND 2100", name=op.f("ck_patient_birth_year_range")
        ),
        sa.CheckConstraint(
            "height_cm BETWEEN 100 AND 230", name=op.f("ck_patient_height_cm_range")
        ),
        sa.CheckConstraint(
            "symptom_duration_months BETWEEN 0 AND 900",
            name=op.f("ck_patient_symptom_duration_months_range"),
        ),
        sa.CheckConstraint("weight_kg BETWEEN 25 AND 350", name=op.f("ck_patient_weight_kg_range")),
        sa.ForeignKeyConstraint(["site_id"], ["site.id"], name=op.f("fk_patient_site_id_site")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_patient")),
        sa.UniqueConstraint("site_id", "external_id", name=op.f("uq_patient_site_id_external_id")),
        sa.UniqueConstraint("site_id", "sequence", name=op.f("uq_patient_site_id_sequence")),
        sa.UniqueConstraint("study_number", name=op.f("uq_patient_study_number")),
    )
    op.create_table(
        "identity",
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("name_encrypted", sa.LargeBinary(), nullable=False),
        sa.Column("date_of_birth_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("record_number_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("record_number_fingerprint", sa.LargeBinary(length=32), nullable=True),
        sa.Column("phone_encrypted", sa.LargeBinary(), nullable=True),
        sa.Column("email_encrypted", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_identity_patient_id_patient")
        ),
        sa.PrimaryKeyConstraint("patient_id", name=op.f("pk_identity")),
    )
    with op.batch_alter_table("identity", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_identity_record_number_fingerprint"),
            ["record_number_fingerprint"],
            unique=False,
        )


def downgrade() -> None:
    op.drop_table("identity")
    op.drop_table("patient")
