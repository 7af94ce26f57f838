"""Tables of leads, and how aggregates map to them."""

from sqlalchemy import Column, Date, Index, Integer, String, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from chassis.mapping import map_root
from chassis.search_sql import search_columns, search_index
from chassis.tables import aggregate_columns, instant, minor, new_metadata
from leads.domain.campaign import Campaign
from leads.domain.lead_settings import LeadSettings
from leads.domain.source import Source

metadata = new_metadata()

# --- master data: it has no owner, everybody of the tenant sees all of it --------------------------

source = Table(
    "source",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    # Pinyin: the order of Chinese names, the same on every machine.
    Column("sort_key", Text, nullable=False),
    Column("kind", Text),
    Column("responsible_id", Uuid),
    Column("utm_sources", ARRAY(Text), nullable=False),
    Column("referrer_hosts", ARRAY(Text), nullable=False),
    Column("note", Text, nullable=False),
    Column("external_refs", JSONB, nullable=False),
    instant("archive_time", nullable=True),
    *search_columns(),
    search_index("source"),
    Index("source_by_sort_key_idx", "tenant_id", "sort_key", "id"),
    Index("source_by_create_time_idx", "tenant_id", "create_time", "id"),
)

campaign = Table(
    "campaign",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("kind", Text),
    Column("start_date", Date),
    Column("end_date", Date),
    Column("currency", String(3), nullable=False),
    minor("budget_minor"),
    minor("spent_minor"),
    Column("responsible_id", Uuid),
    Column("utm_campaigns", ARRAY(Text), nullable=False),
    Column("note", Text, nullable=False),
    Column("external_refs", JSONB, nullable=False),
    instant("archive_time", nullable=True),
    *search_columns(),
    search_index("campaign"),
    Index("campaign_by_sort_key_idx", "tenant_id", "sort_key", "id"),
    Index("campaign_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("campaign_utm_idx", "utm_campaigns", postgresql_using="gin"),
)
# What a source cost on a day within a campaign; the campaign's `spent_minor` is their sum.
campaign_cost = Table(
    "campaign_cost",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("campaign_id", Uuid, nullable=False),
    Column("source_id", Uuid, nullable=False),
    Column("cost_date", Date, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    instant("update_time"),
    Index("campaign_cost_key", "tenant_id", "campaign_id", "source_id", "cost_date", unique=True),
    Index("campaign_cost_by_cost_date_idx", "tenant_id", "campaign_id", "cost_date", "id"),
    Index("campaign_cost_day_idx", "tenant_id", "cost_date"),
)

lead_settings = Table(
    "lead_settings",
    metadata,
    *aggregate_columns(),
    Column("first_follow_up_hours", Integer, nullable=False),
    Column("follow_up_days", Integer, nullable=False),
    Column("update_days", Integer, nullable=False),
    Column("pool_days", Integer, nullable=False),
    Column("pool_notice_days", Integer, nullable=False),
    Column("default_pool_id", Uuid),
    Index("lead_settings_tenant_key", "tenant_id", unique=True),
)

mapper = registry(metadata=metadata)
map_root(mapper, Source, source)
map_root(mapper, Campaign, campaign)
map_root(mapper, LeadSettings, lead_settings)
