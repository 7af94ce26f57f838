"""The tables of the first release, and what guards the ledger."""

from alembic import op

from chassis import tables as chassis
from chassis.migration import create_all, drop_all
from receivables import tables
from receivables.scripts import statements

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

FUNCTIONS = (
    "ledger_transaction_written()",
    "ledger_entries_kept()",
    "ledger_transaction_complete()",
    "ledger_period_changed()",
    "ledger_period_key(uuid, uuid)",
)


def upgrade() -> None:
    create_all(chassis.metadata, tables.metadata)
    for statement in statements("ledger"):
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    drop_all(chassis.metadata, tables.metadata)
    for function in FUNCTIONS:
        op.execute(f"drop function {function}")
