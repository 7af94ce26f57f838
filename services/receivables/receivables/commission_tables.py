"""Tables of commission, and how they map. commission.sql holds that entries never change."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Numeric, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant, list_indexes, minor
from receivables.domain.commission.month import CommissionMonth
from receivables.domain.commission.plan import CommissionPlan
from receivables.tables import mapper, metadata

commission_plan = Table(
    "commission_plan",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("rate", Numeric(13, 10), nullable=False),
    Column("legal_entity_id", Uuid),
    Column("product_line", Text, nullable=False),
    Column("from_date", Date, nullable=False),
    Column("to_date", Date),
    Index("commission_plan_by_create_time_idx", "tenant_id", "create_time", "id"),
    CheckConstraint("rate > 0 and rate <= 100", name="rate"),
    CheckConstraint("to_date is null or to_date >= from_date", name="days"),
)

commission_month = Table(
    "commission_month",
    metadata,
    *aggregate_columns(),
    Column("month", Text, nullable=False),
    Column("closed_by", Uuid),
    instant("close_time"),
    Index("commission_month_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("commission_month_key", "tenant_id", "month", unique=True),
)

# Whose it is stands in owner_id: everybody sees their own.
commission_entry = Table(
    "commission_entry",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("team_id", Uuid),
    Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("product_line", Text, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("contract_id", Uuid, nullable=False),
    Column("contract_number", Text, nullable=False),
    Column("receipt_id", Uuid, nullable=False),
    Column("receipt_number", Text, nullable=False),
    Column("allocation_id", Uuid, nullable=False),
    Column("commission_plan_id", Uuid, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("allocated_minor"),
    Column("share", Numeric(13, 10), nullable=False),
    Column("rate", Numeric(13, 10), nullable=False),
    minor("amount_minor"),
    Column("entry_date", Date, nullable=False),
    Column("month", Text, nullable=False),
    Column("reverses_id", Uuid),
    instant("create_time"),
    *list_indexes("commission_entry", "create_time"),
    Index("commission_entry_month_idx", "tenant_id", "month", "owner_id"),
    Index("commission_entry_allocation_idx", "tenant_id", "allocation_id"),
    # What was brought is taken back once.
    Index("commission_entry_reverses_key", "tenant_id", "reverses_id", unique=True, postgresql_where=text("reverses_id is not null")),
    CheckConstraint("allocated_minor > 0 or reverses_id is not null", name="allocated"),
    CheckConstraint("amount_minor = 0 or (amount_minor < 0) = (allocated_minor < 0)", name="amount"),
)

map_root(mapper, CommissionPlan, commission_plan)
map_root(mapper, CommissionMonth, commission_month)
