"""Tables of accounts, and how aggregates map to them."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, Numeric, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from accounts.domain.account import Account
from accounts.domain.account_clock import AccountClock
from accounts.domain.account_settings import AccountSettings
from accounts.domain.care_date import CareDate
from accounts.domain.competitor import Competitor
from accounts.domain.contact import Contact
from accounts.domain.do_not_disturb import DoNotDisturb
from accounts.domain.interaction import Interaction
from accounts.domain.pool import AccountPool
from accounts.domain.transfer import Transfer
from accounts.ownership_tables import account_claim as account_claim
from accounts.ownership_tables import account_pool as account_pool
from accounts.ownership_tables import metadata as metadata
from accounts.ownership_tables import transfer as transfer
from accounts.ownership_tables import transfer_item as transfer_item
from chassis.mapping import map_root
from chassis.personal_columns import personal_columns, sealed
from chassis.scored_rows import card_columns, scored_columns
from chassis.search_sql import search_columns, search_index
from chassis.tables import aggregate_columns, copy_columns, instant, list_indexes, minor, record_columns

account = Table(
    "account",
    metadata,
    *record_columns(),
    Column("name", Text, nullable=False),
    Column("normalized_name", Text, nullable=False),
    # Pinyin: the order of Chinese names, the same on every machine.
    Column("sort_key", Text, nullable=False),
    Column("credit_code", Text, nullable=False),
    Column("parent_id", Uuid),
    Column("tier", Text),
    Column("tags", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("industry", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("business_unit", Text, nullable=False),
    Column("website", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("founded_year", Integer, nullable=False),
    Column("employees", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("annual_revenue_minor"),
    Column("invoice_profile", JSONB, nullable=False),
    Column("payment_habit", JSONB, nullable=False),
    Column("key_needs", Text, nullable=False),
    Column("concerns", Text, nullable=False),
    Column("relationship", Text, nullable=False),
    # Of its clock: what lists filter and sort by.
    instant("last_contact_time", nullable=True),
    Column("next_contact_due_date", Date),
    Column("rfm_segment", Text),
    Column("rfm", JSONB(none_as_null=True)),
    # Where it lies while nobody owns it, and when it falls there.
    Column("pool_id", Uuid),
    instant("pool_time", nullable=True),
    Column("pool_reason", Text, nullable=False),
    Column("pool_why", JSONB(none_as_null=True)),
    Column("former_owner_id", Uuid),
    Column("owned_date", Date),
    Column("pool_look_date", Date),
    Column("pool_date", Date),
    Column("questions", JSONB, nullable=False),
    *scored_columns("account", live="archive_time is null"),
    *search_columns(),
    search_index("account"),
    Index("account_pool_idx", "tenant_id", "pool_id", "pool_time", "id"),
    *list_indexes("account", "create_time"),
    *list_indexes("account", "sort_key"),
    Index("account_parent_idx", "tenant_id", "parent_id"),
    # The page of customers counts both each time it is opened.
    Index("account_due_idx", "tenant_id", "next_contact_due_date", "id", postgresql_where=text("archive_time is null")),
    Index("account_segment_idx", "tenant_id", "rfm_segment", postgresql_where=text("archive_time is null")),
    Index("account_normalized_idx", "tenant_id", "normalized_name"),
    Index("account_credit_code_key", "tenant_id", "credit_code", unique=True, postgresql_where=text("credit_code <> ''")),
)

contact = Table(
    "contact",
    metadata,
    *record_columns(),
    Column("account_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("decision_role", Text),
    *personal_columns("phone"),
    *personal_columns("email"),
    *personal_columns("wechat"),
    Column("departed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    instant("erase_time", nullable=True),
    *search_columns(),
    search_index("contact"),
    *list_indexes("contact", "create_time"),
    Index("contact_account_idx", "tenant_id", "account_id", "create_time", "id"),
    Index("contact_phone_idx", "tenant_id", "phone_index"),
    Index("contact_email_idx", "tenant_id", "email_index"),
)

# --- the log ---------------------------------------------------------------------------------------

interaction = Table(
    "interaction",
    metadata,
    *record_columns(),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("subject_name", Text, nullable=False),
    Column("account_id", Uuid),
    Column("lead_id", Uuid),
    Column("opportunity_id", Uuid),
    Column("contract_id", Uuid),
    Column("payment_plan_id", Uuid),
    Column("instalment_id", Uuid),
    Column("type", Text, nullable=False),
    instant("interaction_time"),
    Column("person_id", Uuid, nullable=False),
    Column("colleague_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("contact_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("text", Text, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("next_step_date", Date),
    Column("outcome", Text),
    Column("two_way", Boolean, nullable=False),
    Column("response_minutes", Integer, nullable=False),
    Column("quality", Integer, nullable=False),
    # A list of {"code", "points", "text", "parameters"}.
    Column("quality_reasons", JSONB, nullable=False),
    Column("new_information", Boolean, nullable=False),
    Column("competitor_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("by_assigned", Boolean, nullable=False),
    *search_columns(),
    search_index("interaction"),
    *list_indexes("interaction", "interaction_time"),
    Index("interaction_subject_idx", "tenant_id", "subject_id", "interaction_time", "id"),
    Index("interaction_account_idx", "tenant_id", "account_id", "interaction_time", "id"),
    Index("interaction_lead_idx", "tenant_id", "lead_id", "interaction_time", "id"),
    Index("interaction_person_idx", "tenant_id", "person_id", "interaction_time", "id"),
)

competitor = Table(
    "competitor",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("aliases", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("note", Text, nullable=False),
    instant("archive_time", nullable=True),
    Index("competitor_by_name_idx", "tenant_id", "name", "id"),
)

# --- care ------------------------------------------------------------------------------------------

do_not_disturb = Table(
    "do_not_disturb",
    metadata,
    *record_columns(),
    Column("account_id", Uuid, nullable=False),
    Column("contact_id", Uuid),
    Column("from_date", Date, nullable=False),
    Column("until_date", Date),
    Column("reason", Text, nullable=False),
    *list_indexes("do_not_disturb", "create_time"),
    Index("do_not_disturb_account_idx", "tenant_id", "account_id"),
)

care_date = Table(
    "care_date",
    metadata,
    *record_columns(),
    Column("account_id", Uuid, nullable=False),
    Column("contact_id", Uuid),
    Column("occasion", Text, nullable=False),
    Column("month", Integer, nullable=False),
    Column("day", Integer, nullable=False),
    Column("year", Integer, nullable=False),
    Column("festival", Text),
    Column("title", Text, nullable=False),
    Column("days_ahead", Integer, nullable=False),
    Column("next_date", Date),
    *list_indexes("care_date", "create_time"),
    *list_indexes("care_date", "next_date"),
    Index("care_date_account_idx", "tenant_id", "account_id"),
)

# --- clocks ----------------------------------------------------------------------------------------

account_settings = Table(
    "account_settings",
    metadata,
    *aggregate_columns(),
    *(Column(name, Integer, nullable=False) for name in ("tier_a_days", "active_days", "tier_b_days", "tier_c_days", "churn_months")),
    *(Column(name, Integer, nullable=False) for name in ("thin_quality", "one_sided_count", "response_fall_percent", "edit_hours")),
    *(Column(name, Integer, nullable=False) for name in ("rfm_recent_days", "rfm_frequent_orders")),
    Column("currency", String(3), nullable=False),
    minor("rfm_large_amount_minor"),
)

account_clock = Table(
    "account_clock",
    metadata,
    *aggregate_columns(),
    Column("account_id", Uuid, nullable=False),
    instant("since_time"),
    Column("tier", Text),
    Column("active", Boolean, nullable=False),
    instant("last_contact_time", nullable=True),
    instant("last_answer_time", nullable=True),
    Column("next_contact_due_date", Date),
    Column("cold_told", Boolean, nullable=False),
    Column("churn_due_date", Date),
    Column("churn_told", Boolean, nullable=False),
    Column("rfm_segment", Text),
    Column("rfm", JSONB(none_as_null=True)),
    Column("last_order_date", Date),
    Column("rfm_next_date", Date),
)

# --- what others own -------------------------------------------------------------------------------

# Figures of the overview, and subjects of interactions: what pipeline and receivables own, one row per subject.
copy_lead = Table(
    "copy_lead",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    Column("company_name", Text, nullable=False),
    # Of a converted lead.
    Column("account_id", Uuid),
    Column("source_id", Uuid),
    Index("copy_lead_source_idx", "tenant_id", "source_id"),
)
copy_opportunity = Table(
    "copy_opportunity",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    Column("account_id", Uuid),
    Column("state", Text, nullable=False),
    Column("stage_probability", Numeric(13, 10), nullable=False),
    Column("currency", String(3), nullable=False),
    minor("expected_amount_minor"),
    Index("copy_opportunity_account_idx", "tenant_id", "account_id"),
)
copy_score_model = Table("copy_score_model", metadata, *card_columns())
copy_contract = Table(
    "copy_contract",
    metadata,
    *copy_columns(),
    Column("number", Text, nullable=False),
    Column("opportunity_id", Uuid),
    Column("effective_date", Date),
    Column("account_id", Uuid),
    Column("state", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("gross_minor"),
    # The last day of the warranty, as an ISO day; empty where there is none.
    Column("warranty_until", Text, nullable=False),
    Index("copy_contract_account_idx", "tenant_id", "account_id"),
)
copy_payment_plan = Table(
    "copy_payment_plan",
    metadata,
    *copy_columns(),
    Column("contract_id", Uuid),
    Column("contract_number", Text, nullable=False),
    Column("customer_id", Uuid),
    Column("currency", String(3), nullable=False),
    # [{"id", "name", "claim_state", "due_date", "open_minor", "paid_minor"}]: a plan is small, and overdue depends on the day of asking.
    Column("instalments", JSONB, nullable=False),
    Index("copy_payment_plan_customer_idx", "tenant_id", "customer_id"),
)

# Which plan an instalment is part of, for those who name only the instalment.
plan_instalment = Table(
    "plan_instalment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("payment_plan_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
)

timeline_entry = Table(
    "timeline_entry",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("account_id", Uuid, nullable=False),
    instant("create_time"),
    Column("kind", Text, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("parameters", JSONB, nullable=False),
    Index("timeline_entry_account_idx", "tenant_id", "account_id", "create_time", "id"),
)

mapper = registry(metadata=metadata)
map_root(mapper, Account, account)
map_root(mapper, Contact, contact, properties={name: sealed(contact, name) for name in ("phone", "email", "wechat")})
for kind, table in (
    (Interaction, interaction),
    (Competitor, competitor),
    (DoNotDisturb, do_not_disturb),
    (CareDate, care_date),
    (AccountSettings, account_settings),
    (AccountClock, account_clock),
    (AccountPool, account_pool),
    (Transfer, transfer),
):
    map_root(mapper, kind, table)
