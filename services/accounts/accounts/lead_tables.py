"""What came of leads, and what was told of them before they were customers."""

from sqlalchemy import BigInteger, Column, Index, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import JSONB

from accounts.domain.lead_conversion import LeadConversion
from accounts.tables import mapper, metadata
from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant

lead_conversion = Table(
    "lead_conversion",
    metadata,
    *aggregate_columns(),
    Column("lead_id", Uuid, nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("contact_id", Uuid),
    Column("state", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Index("lead_conversion_lead_idx", "tenant_id", "lead_id"),
)
# Lines that wait for the lead to become an account; they come to its timeline then.
lead_timeline_entry = Table(
    "lead_timeline_entry",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("lead_id", Uuid, nullable=False),
    instant("create_time"),
    Column("kind", Text, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("parameters", JSONB, nullable=False),
    Index("lead_timeline_entry_lead_idx", "tenant_id", "lead_id"),
)

map_root(mapper, LeadConversion, lead_conversion)
