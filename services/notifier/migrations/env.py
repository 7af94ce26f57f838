from alembic import context

from chassis import tables as chassis
from chassis.migration import run
from notifier import tables

run([chassis.metadata, tables.metadata], context.config.get_main_option("sqlalchemy.url") or "")
