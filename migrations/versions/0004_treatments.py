"""Add treatments and treated levels."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "treatment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("patient_id", sa.Integer(), nullable=False),
        sa.Column("treated_on", sa.Date(), nullable=False),
        sa.Column("operator", sa.String(length=200), nullable=True),
        sa.Column(
            "guidance",
            sa.Enum(
                "fluoroscopy",
                "ct",
                "other",
                name="guidance",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=True,
        ),
        sa.Column(
            "product_type",
            sa.Enum(
                "expanded_msc",
                "bone_marrow_concentrate",
                "stromal_vascular_fraction",
                "disc_chondrocytes",
                "other",
                name="producttype",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "tissue_source",
            sa.Enum(
                "bone_marrow",
                "adipose",
                "umbilical_cord",
                "synovium",
                "other",
                name="tissuesource",
                native_enum=False,
                create_constraint=True,
            ),
            nullable=False,
        ),
        sa.Column(
            "donor",
            sa.Enum(
                "autologous", "allogeneic", name="donor", native_enum=False, create_constraint=True
            ),
            nullable=True,
        ),
        sa.Column("passage", sa.Integer(), nullable=True),
        sa.Column("viable_cells_million", sa.Double(), nullable=True),
        sa.Column("viability_percent", sa.Double(), nullable=True),
        sa.Column("carrier", sa.String(length=200), nullable=True),
        sa.Column("volume_ml", sa.Double(), nullable=True),
        sa.Column("lot_number", sa.String(length=100), nullable=True),
        sa.Column("manufacturer", sa.String(length=200), nullable=True),
        sa.Column("harvest_site", sa.String(length=200), nullable=True),
        sa.CheckConstraint("passage BETWEEN 0 AND 30", name=op.f("ck_treatment_passage_range")),
        sa.CheckConstraint(
            "viability_percent BETWEEN 0 AND 100", name=op.f("ck_treatment_viability_percent_range")
        ),
        sa.CheckConstraint(
            "viable_cells_million BETWEEN 0 AND 100000",
            name=op.f("ck_treatment_viable_cells_million_range"),
        ),
        sa.CheckConstraint(
            "volume_ml BETWEEN 0 AND 100", name=op.f("ck_treatment_volume_ml_range")
        ),
        sa.ForeignKeyConstraint(
            ["patient_id"], ["patient.id"], name=op.f("fk_treatment_patient_id_patient")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treatment")),
        sa.UniqueConstraint(
            "patient_id", "treated_on", name=op.f("uq_treatment_patient_id_treated_on")
        ),
    )
    with op.batch_alter_table("treatment", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_treatment_patient_id"), ["patient_id"], unique=False)
    op.create_table(
        "treated_level",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("treatment_id", sa.Integer(), nullable=False),
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
        sa.Column(
            "pfirrmann",
            sa.Enum(
                "1", "2", "3", "4", "5", name="pfirrmann", native_enum=False, create_constraint=True
            ),
            nullable=True,
        ),
        sa.Column(
            "modic",
            sa.Enum("0", "1", "2", "3", name="modic", native_enum=False, create_constraint=True),
            nullable=True,
        ),
        sa.Column(
            "previous_surgery",
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
        sa.ForeignKeyConstraint(
            ["treatment_id"], ["treatment.id"], name=op.f("fk_treated_level_treatment_id_treatment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_treated_level")),
        sa.UniqueConstraint(
            "treatment_id", "level", name=op.f("uq_treated_level_treatment_id_level")
        ),
    )
    with op.batch_alter_table("treated_level", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_treated_level_treatment_id"), ["treatment_id"], unique=False
        )


def downgrade() -> None:
    op.drop_table("treated_level")
    op.drop_table("treatment")
