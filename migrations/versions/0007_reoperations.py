"""Add reoperations and their levels."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reoperation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("performed_on", sa.Date(), nullable=False),
        sa.Column(
            "procedure",
            sa.Enum(
                "discectomy",
                "decompression",
                "fusion",
                "disc_replacement",
                "spinal_cord_stimulator",
                "repeat_injection",
                "other",
                name="procedure",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "indication",
            sa.Enum(
                "persistent_pain",
                "herniation",
                "infection",
                "instability",
                "other",
                name="reoperationindication",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column("facility", sa.String(length=200), nullable=True),
        sa.Column("remarks", sa.String(length=2000), nullable=True),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_reoperation_patient_id_patient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reoperation")),
        sa.UniqueConstraint(
            "patient_id",
            "performed_on",
            "procedure",
            name=op.f("uq_reoperation_patient_id_performed_on_procedure"),
        ),
    )
    with op.batch_alter_table("reoperation", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_reoperation_patient_id"), ["patient_id"], unique=False)
    op.create_table(
        "reoperated_level",
        sa.Column("reoperation_id", sa.Integer(), nullable=False),
        sa.Column(
            "level",
            sa.Enum(
                "L1-L2",
                "L2-L3",
                "L3-L4",
                "L4-L5",
                "L5-S1",
                name="disclevel",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.ForeignKeyConstraint(
            ["reoperation_id"],
            ["reoperation.id"],
            name=op.f("fk_reoperated_level_reoperation_id_reoperation"),
        ),
        sa.PrimaryKeyConstraint("reoperation_id", "level", name=op.f("pk_reoperated_level")),
    )


def downgrade() -> None:
    op.drop_table("reoperated_level")
    op.drop_table("reoperation")
