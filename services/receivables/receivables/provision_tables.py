"""The table of provisions."""

from sqlalchemy import Column, Date, Index, Table, Text, Uuid, text

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant
from receivables.columns import AsJson
from receivables.domain.provision import ProvisionLine, ProvisionRate, ProvisionRun, ProvisionSum
from receivables.domain.provision_states import ProvisionState
from receivables.tables import mapper, metadata

provision_run = Table(
    "provision_run",
    metadata,
    *aggregate_columns(),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("fiscal_period_id", Uuid, nullable=False),
    Column("end_date", Date, nullable=False),
    instant("known_at"),
    Column("state", Word(ProvisionState), nullable=False),
    Column("rates", AsJson(list[ProvisionRate]), nullable=False),
    Column("lines", AsJson(list[ProvisionLine]), nullable=False),
    Column("sums", AsJson(list[ProvisionSum]), nullable=False),
    Column("prepared_by", Uuid),
    Column("posted_by", Uuid),
    instant("post_time", nullable=True),
    Column("ended_by", Uuid),
    Column("end_reason", Text, nullable=False),
    instant("end_time", nullable=True),
    Index("provision_run_by_create_time_idx", "tenant_id", "create_time", "id"),
    # Of one day of one company of ours, one is prepared or posted.
    Index(
        "provision_run_standing_key",
        "tenant_id",
        "legal_entity_id",
        "end_date",
        unique=True,
        postgresql_where=text("state in ('prepared', 'posted')"),
    ),
)

map_root(mapper, ProvisionRun, provision_run)
