"""Give clinical records a version, and let them be voided."""

import sqlalchemy as sa
from alembic import op

from migrations.tables import add_constraint, drop_constraint, on_sqlite

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

UNIQUE = {
    "treatment": ("patient_id", "treated_on"),
    "visit": ("patient_id", "visited_on"),
    "adverse_event": ("patient_id", "verbatim_term", "onset_on", "onset_precision"),
    "reoperation": ("patient_id", "performed_on", "procedure"),
    "disposition": ("patient_id", "kind"),
    "contact": ("patient_id", "contacted_on"),
}
SHORTENED = "uq_adverse_event_patient_id_verbatim_term_onset_on_onse_bf69"  # on PostgreSQL
LONGEST = 63
VALID = sa.text("NOT voided")


def _name(table: str, columns: tuple[str, ...]) -> str:
    name = f"uq_{table}_{'_'.join(columns)}"
    return name if on_sqlite() or len(name) <= LONGEST else SHORTENED


def upgrade() -> None:
    op.drop_index("ix_audit_entry_table_name", "audit_entry")
    op.create_index("ix_audit_entry_record", "audit_entry", ["table_name", "record_key"])
    for table in (*UNIQUE, "patient"):
        op.add_column(table, sa.Column("version", sa.Integer, nullable=False, server_default="1"))
        no = sa.false()
        op.add_column(table, sa.Column("voided", sa.Boolean, nullable=False, server_default=no))
    for table, columns in UNIQUE.items():
        name = _name(table, columns)
        drop_constraint(table, name)
        if table != "contact":  # several attempts may be made on one day
            op.create_index(
                f"uq_{table}_valid",
                table,
                list(columns),
                unique=True,
                sqlite_where=VALID,
                postgresql_where=VALID,
            )


def downgrade() -> None:
    op.drop_index("ix_audit_entry_record", "audit_entry")
    op.create_index("ix_audit_entry_table_name", "audit_entry", ["table_name"])
    for table, columns in UNIQUE.items():
        name = _name(table, columns)
        if table != "contact":
            op.drop_index(f"uq_{table}_valid", table)
        add_constraint(table, name, f"UNIQUE ({', '.join(columns)})")
    for table in (*UNIQUE, "patient"):
        for name in ("voided", "version"):
            op.drop_column(table, name)
