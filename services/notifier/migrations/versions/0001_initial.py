"""The tables of the first release, and what the loop of deliveries may know across companies."""

from importlib.resources import files

from alembic import op
from sqlalchemy import text

from chassis import tables as chassis
from chassis.migration import create_all, drop_all
from notifier import tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_all(chassis.metadata, tables.metadata)
    bind = op.get_bind()
    role = str(bind.scalar(text("select current_user"))).removesuffix("_owner")
    for statement in files("notifier").joinpath("deliveries.sql").read_text("utf-8").split("\n\n"):
        bind.exec_driver_sql(statement.replace("{app}", f"{role}_app"))


def downgrade() -> None:
    op.execute("drop function deliveries_due(timestamptz)")
    drop_all(chassis.metadata, tables.metadata)
