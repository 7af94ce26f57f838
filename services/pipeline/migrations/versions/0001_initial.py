"""The tables of the first release, and the trigger that keeps the funnel."""

from alembic import op

from chassis import tables as chassis
from chassis.migration import create_all, drop_all
from pipeline import tables
from pipeline.funnel_sql import drop_funnel_ddl, funnel_ddl

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_all(chassis.metadata, tables.metadata)
    for statement in funnel_ddl():
        op.get_bind().exec_driver_sql(statement)


def downgrade() -> None:
    for statement in drop_funnel_ddl():
        op.get_bind().exec_driver_sql(statement)
    drop_all(chassis.metadata, tables.metadata)
