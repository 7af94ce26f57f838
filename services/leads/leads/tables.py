"""Tables of leads, and how aggregates map to them."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, LargeBinary, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.personal_columns import personal_columns, sealed
from chassis.scored_rows import scored_columns
from chassis.search_sql import search_columns, search_index
from chassis.tables import aggregate_columns, copy_columns, instant, list_indexes, minor, new_metadata, record_columns
from leads.domain.campaign import Campaign
from leads.domain.capture_form import CaptureForm
from leads.domain.lead import Lead
from leads.domain.lead_pool import LeadPool
from leads.domain.lead_settings import LeadSettings
from leads.domain.lead_states import Disposition, Heat, LeadOutcome, LeadState, NextAction, PurchaseHorizon
from leads.domain.source import Source
from leads.domain.touch import Touch, TouchType

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
    Column("incentive", JSONB),
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

capture_form = Table(
    "capture_form",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("source_id", Uuid, nullable=False),
    Column("campaign_id", Uuid),
    Column("channel", Text, nullable=False),
    Column("fields", JSONB, nullable=False),
    Column("consent_text", Text, nullable=False),
    Column("allowed_hosts", ARRAY(Text), nullable=False),
    Column("bot_field", Text, nullable=False),
    Column("daily_limit", Integer, nullable=False),
    Column("thanks", Text, nullable=False),
    Column("redirect_url", Text, nullable=False),
    Column("paused", Boolean, nullable=False),
    Column("form_key", Text, nullable=False),
    instant("archive_time", nullable=True),
    *search_columns(),
    search_index("capture_form"),
    Index("capture_form_by_sort_key_idx", "tenant_id", "sort_key", "id"),
    Index("capture_form_by_create_time_idx", "tenant_id", "create_time", "id"),
)
# That something was submitted and what became of it; what it said stands in the lead alone.
form_submission = Table(
    "form_submission",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("capture_form_id", Uuid, nullable=False),
    instant("create_time"),
    Column("outcome", Text, nullable=False),
    Column("lead_id", Uuid),
    Column("consent_text", Text, nullable=False),
    Column("page_url", Text, nullable=False),
    Index("form_submission_by_create_time_idx", "tenant_id", "capture_form_id", "create_time", "id"),
)

lead_pool = Table(
    "lead_pool",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("responsible_team_id", Uuid),
    Column("claim_team_ids", ARRAY(Uuid), nullable=False),
    Column("daily_claims", Integer, nullable=False),
    Column("holding_limit", Integer, nullable=False),
    Column("cooling_off_days", Integer, nullable=False),
    instant("archive_time", nullable=True),
    Index("lead_pool_by_create_time_idx", "tenant_id", "create_time", "id"),
)

# --- leads, and what was seen of them --------------------------------------------------------------

# Leads that may still become a customer; what a duplicate check looks at.
IS_LIVE = text("state not in ('converted', 'disqualified') and archive_time is null")

lead = Table(
    "lead",
    metadata,
    *record_columns(),
    Column("name", Text, nullable=False),
    Column("company_name", Text, nullable=False),
    Column("normalized_name", Text, nullable=False),
    # Pinyin: the order of Chinese names, the same on every machine.
    Column("sort_key", Text, nullable=False),
    Column("credit_code", Text, nullable=False),
    Column("title", Text, nullable=False),
    *personal_columns("phone"),
    *personal_columns("email"),
    *personal_columns("wechat"),
    Column("state", Word(LeadState), nullable=False),
    Column("need", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("industry", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("estimated_amount_minor", nullable=True),
    Column("purchase_horizon", Word(PurchaseHorizon)),
    Column("heat", Word(Heat)),
    Column("tags", ARRAY(Text), nullable=False),
    Column("source_id", Uuid),
    Column("channel", Text, nullable=False),
    Column("campaign_id", Uuid),
    instant("first_touch_time", nullable=True),
    Column("origin", JSONB, nullable=False),
    Column("referrer_account_id", Uuid),
    Column("captured_by", Uuid),
    Column("pool_id", Uuid),
    instant("pool_time", nullable=True),
    Column("former_owner_id", Uuid),
    Column("next_action", Word(NextAction)),
    instant("next_action_time", nullable=True),
    Column("next_step", Text, nullable=False),
    Column("next_step_date", Date),
    instant("assign_time", nullable=True),
    instant("accept_time", nullable=True),
    instant("first_follow_up_time", nullable=True),
    Column("response_minutes", Integer),
    instant("last_follow_up_time", nullable=True),
    instant("last_update_time", nullable=True),
    instant("first_follow_up_due_time", nullable=True),
    instant("follow_up_due_time", nullable=True),
    instant("update_due_time", nullable=True),
    instant("pool_notice_due_time", nullable=True),
    instant("pool_due_time", nullable=True),
    Column("told", ARRAY(Text), nullable=False),
    Column("disposition", Word(Disposition)),
    Column("failed_tries", Integer, nullable=False),
    Column("close_reason", Text, nullable=False),
    Column("close_why", JSONB(none_as_null=True)),
    instant("close_time", nullable=True),
    Column("wake_date", Date),
    Column("account_id", Uuid),
    Column("contact_id", Uuid),
    Column("opportunity_id", Uuid),
    Column("refusal_reason", Text, nullable=False),
    Column("refusal_detail", Text, nullable=False),
    Column("outcome", Word(LeadOutcome)),
    Column("outcome_version", BigInteger, nullable=False),
    # [{"currency_code", "minor"}]: sums over currencies are lists.
    Column("won_amounts", JSONB, nullable=False),
    Column("collected_amounts", JSONB, nullable=False),
    Column("edit_version", BigInteger, nullable=False, server_default=text("0")),
    Column("touch_count", Integer, nullable=False),
    instant("last_touch_time", nullable=True),
    Column("recent_touches", JSONB, nullable=False, info={"unlisted": True}),
    Column("questions", JSONB, nullable=False),
    *scored_columns("lead", live=IS_LIVE.text),
    instant("erase_time", nullable=True),
    *search_columns(),
    search_index("lead"),
    *list_indexes("lead", "create_time"),
    *list_indexes("lead", "next_action_time"),
    Index("lead_pool_idx", "tenant_id", "pool_id", "create_time", "id", postgresql_where=text("pool_id is not null")),
    Index("lead_held_idx", "tenant_id", "owner_id", postgresql_where=IS_LIVE),
    Index("lead_phone_idx", "tenant_id", "phone_index", postgresql_where=IS_LIVE),
    Index("lead_email_idx", "tenant_id", "email_index", postgresql_where=IS_LIVE),
    Index("lead_wechat_idx", "tenant_id", "wechat_index", postgresql_where=IS_LIVE),
    Index("lead_normalized_idx", "tenant_id", "normalized_name", postgresql_where=IS_LIVE),
    Index("lead_credit_code_idx", "tenant_id", "credit_code", postgresql_where=IS_LIVE),
    Index("lead_account_idx", "tenant_id", "account_id"),
    # Leads that a customer has sent.
    Index("lead_referrer_idx", "tenant_id", "referrer_account_id", "create_time", "id"),
    Index("lead_first_touch_idx", "tenant_id", "first_touch_time"),
    Index("lead_opportunity_idx", "tenant_id", "opportunity_id"),
)
# Who took what out of a pool on which day: the limits of the pool count it.
lead_claim = Table(
    "lead_claim",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("pool_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("lead_id", Uuid, nullable=False),
    Column("claim_date", Date, nullable=False),
    Index("lead_claim_day_idx", "tenant_id", "person_id", "pool_id", "claim_date"),
)

touch = Table(
    "touch",
    metadata,
    *aggregate_columns(),
    Column("type", Word(TouchType), nullable=False),
    instant("touch_time"),
    Column("lead_id", Uuid),
    Column("account_id", Uuid),
    Column("source_id", Uuid),
    Column("campaign_id", Uuid),
    Column("channel", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("person_name", Text, nullable=False),
    *personal_columns("phone"),
    *personal_columns("email"),
    Column("owner_id", Uuid),
    Column("team_id", Uuid),
    Column("shared_with", ARRAY(Uuid), nullable=False),
    *list_indexes("touch", "touch_time"),
    Index("touch_lead_idx", "tenant_id", "lead_id", "touch_time", "id"),
    Index("touch_account_idx", "tenant_id", "account_id", "touch_time", "id"),
)

# --- what others own -------------------------------------------------------------------------------

copy_account = Table(
    "copy_account",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    Column("normalized_name", Text, nullable=False),
    Column("credit_code", Text, nullable=False),
    instant("last_activity_time", nullable=True),
    Index("copy_account_normalized_idx", "tenant_id", "normalized_name"),
    Index("copy_account_credit_code_idx", "tenant_id", "credit_code"),
)
# By which phones and mail addresses the contacts of an account are found: never the values themselves.
contact_key = Table(
    "contact_key",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("contact_id", Uuid, primary_key=True),
    Column("account_id", Uuid, nullable=False),
    Column("version", BigInteger, nullable=False),
    Column("phone_index", LargeBinary),
    Column("email_index", LargeBinary),
    Column("wechat_index", LargeBinary),
    Index("contact_key_phone_idx", "tenant_id", "phone_index"),
    Index("contact_key_email_idx", "tenant_id", "email_index"),
    Index("contact_key_wechat_idx", "tenant_id", "wechat_index"),
)
copy_contract = Table(
    "copy_contract",
    metadata,
    *copy_columns(),
    Column("opportunity_id", Uuid),
    Index("copy_contract_opportunity_idx", "tenant_id", "opportunity_id"),
)
# For the channel returns: sales, and what was paid by whom; for the lead, what was paid for contracts that came of its opportunity.
# Taken back once, a payment stays taken back, whichever is told first.
copy_opportunity = Table(
    "copy_opportunity",
    metadata,
    *copy_columns(),
    Column("account_id", Uuid),
    Column("state", Text, nullable=False),
    # When it was won or lost.
    Column("close_date", Date),
    Column("currency", String(3), nullable=False),
    minor("won_amount_minor"),
    Index("copy_opportunity_won_idx", "tenant_id", "close_date", postgresql_where=text("state = 'won'")),
)
payment = Table(
    "payment",
    metadata,
    Column("allocation_id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("customer_id", Uuid),
    Column("contract_id", Uuid),
    Column("pay_date", Date, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("reversed", Boolean, nullable=False),
    Index("payment_day_idx", "tenant_id", "pay_date"),
    Index("payment_contract_idx", "tenant_id", "contract_id"),
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
    Column("minimum_outcomes", Integer, nullable=False),
    Column("duplicate_checks_per_day", Integer, nullable=False),
    Column("first_follow_up_in_working_hours", Boolean, nullable=False),
    Column("working_hours_start", Text, nullable=False),
    Column("working_hours_end", Text, nullable=False),
    Index("lead_settings_tenant_key", "tenant_id", unique=True),
)

mapper = registry(metadata=metadata)
map_root(mapper, Lead, lead, properties={name: sealed(lead, name) for name in ("phone", "email", "wechat")})
map_root(mapper, LeadPool, lead_pool)
map_root(mapper, Touch, touch, properties={name: sealed(touch, name) for name in ("phone", "email")})
map_root(mapper, Source, source)
map_root(mapper, Campaign, campaign)
map_root(mapper, CaptureForm, capture_form)
map_root(mapper, LeadSettings, lead_settings)
