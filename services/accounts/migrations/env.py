from alembic import context

from accounts import tables
from chassis import tables as chassis
from chassis.migration import run

run([chassis.metadata, tables.metadata], context.config.get_main_option("sqlalchemy.url") or "")
