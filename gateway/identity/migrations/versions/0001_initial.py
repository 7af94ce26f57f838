"""The tables of the first release, and the functions that find a tenant before there is a caller."""

from alembic import op
from sqlalchemy import text

from chassis import tables as chassis
from chassis.migration import create_all, drop_all
from identity import tables

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

# Row policies show `app` nothing without a tenant. These run as the owner, and each says one id of what one already knows exactly.
DOORS = {
    "tenant_by_code": ("text", "select id from tenant where code = $1 and archive_time is null"),
    "tenant_by_session": ("bytea", "select tenant_id from session where token_hash = $1"),
    "tenant_by_api_key": ("bytea", "select tenant_id from api_key where secret_hash = $1"),
}


def upgrade() -> None:
    create_all(chassis.metadata, tables.metadata)
    bind = op.get_bind()
    app = str(bind.scalar(text("select current_user"))).removesuffix("_owner") + "_app"
    for name, (argument, query) in DOORS.items():
        bind.exec_driver_sql(
            f"create function {name}({argument}) returns uuid language sql stable strict security definer"
            f" set search_path = public, pg_temp as $$ {query} $$"
        )
        bind.exec_driver_sql(f"revoke all on function {name}({argument}) from public")
        bind.exec_driver_sql(f"grant execute on function {name}({argument}) to {app}")


def downgrade() -> None:
    for name, (argument, _) in DOORS.items():
        op.execute(f"drop function {name}({argument})")
    drop_all(chassis.metadata, tables.metadata)
