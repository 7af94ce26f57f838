"""The table of provisions."""

from sqlalchemy import Column, Table

from chassis.mapping import map_root
from receivables.columns import AsJson
from receivables.domain.provision import ProvisionLine, ProvisionRate, ProvisionRun, ProvisionSum
from receivables.period_run_tables import period_run_columns, period_run_indexes
from receivables.tables import mapper, metadata

provision_run = Table(
    "provision_run",
    metadata,
    *period_run_columns(),
    Column("rates", AsJson(list[ProvisionRate]), nullable=False),
    Column("lines", AsJson(list[ProvisionLine]), nullable=False),
    Column("sums", AsJson(list[ProvisionSum]), nullable=False),
    *period_run_indexes("provision_run"),
)

map_root(mapper, ProvisionRun, provision_run)
