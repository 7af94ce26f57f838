"""The tables of the first release."""

from chassis import tables as chassis
from chassis.migration import create_all, drop_all
from notifier import tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_all(chassis.metadata, tables.metadata)


def downgrade() -> None:
    drop_all(chassis.metadata, tables.metadata)
