"""The table of month ends."""

from sqlalchemy import Column, Date, Index, Table, Uuid

from chassis.mapping import map_root
from chassis.tables import aggregate_columns
from receivables.columns import AsJson
from receivables.domain.month_end import Closing, PeriodClose, SignOff
from receivables.tables import mapper, metadata

period_close = Table(
    "period_close",
    metadata,
    *aggregate_columns(),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("start_date", Date, nullable=False),
    Column("end_date", Date, nullable=False),
    Column("sign_offs", AsJson(list[SignOff]), nullable=False),
    Column("closings", AsJson(list[Closing]), nullable=False),
    Index("period_close_by_create_time_idx", "tenant_id", "create_time", "id"),
)

map_root(mapper, PeriodClose, period_close)
