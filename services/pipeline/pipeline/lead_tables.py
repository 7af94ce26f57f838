"""What came of leads."""

from sqlalchemy import Column, Table, Text, Uuid

from chassis.mapping import map_root
from chassis.tables import aggregate_columns
from pipeline.domain.lead_conversion import LeadConversion
from pipeline.tables import mapper, metadata

lead_conversion = Table(
    "lead_conversion",
    metadata,
    *aggregate_columns(),
    Column("lead_id", Uuid, nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("opportunity_id", Uuid),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
)

map_root(mapper, LeadConversion, lead_conversion)
