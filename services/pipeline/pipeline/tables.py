"""Tables of pipeline, and how aggregates map to them."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    Date,
    ForeignKey,
    Index,
    Integer,
    Numeric,
    String,
    Table,
    Text,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from chassis.mapping import map_root
from chassis.scored_rows import card_columns, scored_columns
from chassis.search_sql import search_columns, search_index
from chassis.tables import aggregate_columns, copy_columns, decimal, instant, list_indexes, minor, new_metadata, record_columns
from crm.common.v1.payment_terms_pb2 import PaymentTerms
from pipeline.columns import MessageColumn
from pipeline.domain.contract import Contract
from pipeline.domain.contract_parts import ContractLine, ContractParty
from pipeline.domain.loss_reason import LossReason
from pipeline.domain.milestone import Milestone
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_parts import OpportunityLine, StageEntry
from pipeline.domain.opportunity_watch import OpportunityWatch
from pipeline.domain.order import SalesOrder
from pipeline.domain.order_parts import OrderDelivery, OrderLot, SalesOrderLine
from pipeline.domain.pipeline_review import PipelineReview
from pipeline.domain.pipeline_settings import PipelineSettings
from pipeline.domain.process import SalesProcess, Stage
from pipeline.domain.product import Product

metadata = new_metadata()


def part_columns(root: str) -> list[Column[Any]]:
    return [
        Column("id", Uuid, primary_key=True),
        Column("tenant_id", Uuid, nullable=False),
        Column(f"{root}_id", Uuid, ForeignKey(f"{root}.id"), nullable=False),
    ]


def closing_columns() -> list[Column[Any]]:
    """Whether, and how, what is delivered is owed by month."""
    return [
        Column("monthly", Boolean, nullable=False, server_default=text("false")),
        *(Column(name, Integer, nullable=False, server_default=text("0")) for name in ("cut_off_day", "credit_days")),
    ]


def priced_columns() -> list[Column[Any]]:
    """What is sold on one line, and for how much."""
    return [
        Column("position", Integer, nullable=False),
        Column("code", Text, nullable=False),
        Column("product_id", Uuid),
        Column("description", Text, nullable=False),
        Column("unit", Text, nullable=False),
        decimal("quantity"),
        decimal("unit_price"),
        Column("tax_code", Text, nullable=False),
        percent("tax_rate"),
        Column("currency", String(3), nullable=False),
        minor("net_minor"),
        minor("tax_minor"),
        minor("gross_minor"),
    ]


def percent(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, Numeric(13, 10), nullable=nullable)


# --- master data: it has no owner, everybody of the tenant sees all of it --------------------------

sales_process = Table(
    "sales_process",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("template", Text, nullable=False),
    Column("is_default", Boolean, nullable=False),
    instant("archive_time", nullable=True),
    Index("sales_process_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("sales_process_default_key", "tenant_id", unique=True, postgresql_where=text("is_default")),
)
stage = Table(
    "stage",
    metadata,
    *part_columns("sales_process"),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("position", Integer, nullable=False),
    percent("probability"),
    Column("key_actions", JSONB, nullable=False),
    Column("success_criteria", JSONB, nullable=False),
    Column("gate", JSONB, nullable=False),
    Column("expected_days", Integer, nullable=False),
    Column("playbook", JSONB, nullable=False),
    Column("retired", Boolean, nullable=False),
    Index("stage_key_key", "sales_process_id", "key", unique=True),
)

product = Table(
    "product",
    metadata,
    *aggregate_columns(),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    # Pinyin: the order of Chinese names, the same on every machine.
    Column("sort_key", Text, nullable=False),
    Column("series", Text, nullable=False),
    Column("category", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("description", Text, nullable=False),
    decimal("list_price", nullable=True),
    Column("currency", String(3), nullable=False),
    Column("price_includes_tax", Boolean, nullable=False),
    Column("tax_code", Text, nullable=False),
    percent("tax_rate", nullable=True),
    Column("aliases", ARRAY(Text), nullable=False),
    Column("business_unit", Text, nullable=False),
    Column("product_line", Text, nullable=False),
    Column("external_refs", JSONB, nullable=False),
    Column("custom", JSONB, nullable=False),
    instant("archive_time", nullable=True),
    *search_columns(),
    search_index("product"),
    Index("product_by_sort_key_idx", "tenant_id", "sort_key", "id"),
    Index("product_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("product_code_key", "tenant_id", "code", unique=True),
)
# Whose alias a name is: of one product only. Rewritten with the product's aliases.
product_alias = Table(
    "product_alias",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    # Case and outer blanks do not count.
    Column("alias", Text, primary_key=True),
    Column("product_id", Uuid, ForeignKey("product.id"), nullable=False, index=True),
)

loss_reason = Table(
    "loss_reason",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("position", Integer, nullable=False),
    Column("asks_competitor", Boolean, nullable=False),
    instant("archive_time", nullable=True),
    Index("loss_reason_by_position_idx", "tenant_id", "position", "id"),
)

# --- opportunities ---------------------------------------------------------------------------------

opportunity = Table(
    "opportunity",
    metadata,
    *record_columns(),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("account_id", Uuid),
    # For lists and filters; the aggregate derives it too and does not map it.
    Column("account_missing", Boolean, Computed("account_id is null", persisted=True)),
    Column("sales_process_id", Uuid, ForeignKey("sales_process.id"), nullable=False),
    Column("stage", Text, nullable=False),
    Column("furthest_stage", Text, nullable=False),
    Column("stage_entry_date", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("expected_amount_minor", nullable=True),
    Column("expected_close_date", Date),
    Column("competitor", Text, nullable=False),
    Column("completed_actions", ARRAY(Text), nullable=False),
    Column("description", Text, nullable=False),
    # Empty of imported ones that nobody knows it of.
    Column("open_date", Date),
    Column("close_date", Date),
    minor("won_amount_minor", nullable=True),
    Column("loss_reason_id", Uuid),
    Column("loss_detail", Text, nullable=False),
    Column("legal_entity_id", Uuid),
    Column("business_unit", Text, nullable=False),
    Column("product_line", Text, nullable=False),
    Column("region", Text, nullable=False),
    percent("stage_probability"),
    Column("questions", JSONB, nullable=False),
    *scored_columns("opportunity", live="state = 'open' and archive_time is null"),
    *search_columns(),
    search_index("opportunity"),
    *list_indexes("opportunity", "create_time"),
    *list_indexes("opportunity", "expected_close_date"),
    Index("opportunity_account_idx", "tenant_id", "account_id", "create_time", "id"),
    Index("opportunity_open_date_idx", "tenant_id", "sales_process_id", "open_date"),
    # What was opened, and what was won, in a period.
    Index("opportunity_opened_idx", "tenant_id", "open_date"),
    Index("opportunity_won_idx", "tenant_id", "close_date", postgresql_where=text("state = 'won'")),
)
opportunity_line = Table(
    "opportunity_line",
    metadata,
    *part_columns("opportunity"),
    Column("position", Integer, nullable=False),
    Column("product_id", Uuid, nullable=False),
    Column("currency", String(3), nullable=False),
    decimal("quantity"),
    decimal("unit_price", nullable=True),
    minor("amount_minor", nullable=True),
    Index("opportunity_line_opportunity_idx", "tenant_id", "opportunity_id", "position"),
    Index("opportunity_line_product_idx", "tenant_id", "product_id", "opportunity_id"),
)
stage_entry = Table(
    "stage_entry",
    metadata,
    *part_columns("opportunity"),
    Column("position", Integer, nullable=False),
    Column("stage", Text, nullable=False),
    Column("entry_date", Date, nullable=False),
    Column("exit_date", Date),
    Column("person_id", Uuid),
    Column("note", Text, nullable=False),
    Column("recalled", Boolean, nullable=False),
    Index("stage_entry_opportunity_idx", "tenant_id", "opportunity_id", "position", "id"),
)

# What is watched of an opportunity, apart from it: a follow-up changes no version that somebody edits.
opportunity_watch = Table(
    "opportunity_watch",
    metadata,
    *aggregate_columns(),
    Column("opportunity_id", Uuid, nullable=False),
    instant("last_follow_up_time", nullable=True),
    instant("last_event_time"),
    instant("pause_time"),
    Column("next_step", Text, nullable=False),
    Column("next_step_date", Date),
    instant("enough_time", nullable=True),
    instant("heard_time", nullable=True),
    Column("neglect_date", Date),
    Column("silent_date", Date),
    Column("stall_date", Date),
    Column("pause_days", Integer, nullable=False),
    Column("silent_months", Integer, nullable=False),
    Column("usual_days", Integer, nullable=False),
    Column("warnings", JSONB, nullable=False),
    Index("opportunity_watch_opportunity_key", "opportunity_id", unique=True),
)

# How long opportunities that were won had stayed in each stage: made anew every night, read when a stage is entered.
stage_dwell = Table(
    "stage_dwell",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("sales_process_id", Uuid, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("samples", Integer, nullable=False),
    Column("median_days", Integer, nullable=False),
)

# --- what holds for the whole pipeline -------------------------------------------------------------

pipeline_settings = Table(
    "pipeline_settings",
    metadata,
    *aggregate_columns(),
    percent("stall_factor"),
    Column("stall_samples", Integer, nullable=False),
    Column("stage_days", Integer, nullable=False),
    Column("silent_months", Integer, nullable=False),
    Column("follow_up_days", Integer, nullable=False),
    Column("follow_up_days_tier_a", Integer, nullable=False),
    Column("follow_up_quality", Integer, nullable=False),
    percent("conversion_threshold"),
    Column("conversion_days", Integer, nullable=False),
    Column("conversion_samples", Integer, nullable=False),
    Column("renewal_notice_days", Integer, nullable=False),
    Index("pipeline_settings_tenant_key", "tenant_id", unique=True),
)
pipeline_review = Table(
    "pipeline_review",
    metadata,
    *aggregate_columns(),
    Column("next_date", Date, nullable=False),
    Column("told", JSONB, nullable=False),
    Index("pipeline_review_tenant_key", "tenant_id", unique=True),
)

# What the funnel adds up: opportunities that do not lie in the recycle bin, counted by everything it asks for. The database keeps
# it, see funnel_sql; commands never write here. It has no id, so that moving a member does not take it for scoped rows.
funnel_cell = Table(
    "funnel_cell",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("sales_process_id", Uuid, primary_key=True),
    # funnel_sql.NOBODY for a pool.
    Column("owner_id", Uuid, primary_key=True),
    Column("team_id", Uuid, primary_key=True),
    # The first day of the month in which they were opened; funnel_sql.LONG_AGO where nobody knows.
    Column("open_month", Date, primary_key=True),
    Column("state", Text, primary_key=True),
    Column("stage", Text, primary_key=True),
    Column("furthest_stage", Text, primary_key=True),
    Column("currency", String(3), primary_key=True),
    Column("opportunities", BigInteger, nullable=False),
    # Expected of open ones, won of won ones, nothing of lost ones.
    minor("amount_minor"),
    Index("funnel_cell_team_idx", "tenant_id", "sales_process_id", "team_id"),
    info={"kept": True},
)

# --- contracts -------------------------------------------------------------------------------------

contract = Table(
    "contract",
    metadata,
    *record_columns(),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("opportunity_id", Uuid, ForeignKey("opportunity.id")),
    Column("legal_entity_id", Uuid),
    Column("customer_order_number", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("prices_include_tax", Boolean, nullable=False),
    minor("net_minor"),
    minor("tax_minor"),
    minor("gross_minor"),
    Column("terms", MessageColumn(PaymentTerms), nullable=False, info={"unlisted": True}),
    Column("frame", Boolean, nullable=False, server_default=text("false")),
    minor("frame_limit_minor", nullable=True),
    Column("called_off_minor", BigInteger, nullable=False, server_default=text("0")),
    *closing_columns(),
    Column("end_date", Date),
    Column("renewal_notice_date", Date),
    Column("approved_by", Uuid),
    Column("approve_date", Date),
    Column("seal_date", Date),
    Column("return_date", Date),
    Column("scan_attachment_id", Uuid),
    Column("effective_date", Date),
    Column("fulfil_date", Date),
    Column("terminate_date", Date),
    Column("terminate_reason", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("business_unit", Text, nullable=False),
    Column("product_line", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("collector_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("collected_shares", JSONB, nullable=False, server_default=text("'[]'")),
    *search_columns(),
    search_index("contract"),
    *list_indexes("contract", "create_time"),
    Index("contract_account_idx", "tenant_id", "account_id", "create_time", "id"),
    Index("contract_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
    Index("contract_opportunity_idx", "tenant_id", "opportunity_id"),
    # Whatever commands run at the same moment: no frame contract is called off beyond its limit.
    CheckConstraint("called_off_minor >= 0 and (frame_limit_minor is null or called_off_minor <= frame_limit_minor)", name="called_off"),
)
contract_party = Table(
    "contract_party",
    metadata,
    *part_columns("contract"),
    Column("role", Text, nullable=False),
    Column("account_id", Uuid, nullable=False),
    Index("contract_party_contract_idx", "tenant_id", "contract_id"),
    Index("contract_party_account_idx", "tenant_id", "account_id"),
)
contract_line = Table(
    "contract_line",
    metadata,
    *part_columns("contract"),
    *priced_columns(),
    Index("contract_line_contract_idx", "tenant_id", "contract_id", "position"),
)
milestone = Table(
    "milestone",
    metadata,
    *part_columns("contract"),
    Column("kind", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    # Of its kind in the usual order of fulfilment.
    Column("position", Integer, nullable=False),
    Column("planned_date", Date),
    Column("expected_date", Date),
    Column("actual_date", Date),
    Column("source", Text),
    Column("evidence_attachment_id", Uuid),
    Column("reached_by", Uuid),
    Column("note", Text, nullable=False),
    Column("late_told_date", Date),
    Index("milestone_kind_key", "contract_id", "kind", "code", unique=True),
)

# --- orders ----------------------------------------------------------------------------------------

sales_order = Table(
    "sales_order",
    metadata,
    *record_columns(),
    Column("account_id", Uuid, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("contract_id", Uuid, ForeignKey("contract.id")),
    Column("call_off", Boolean, nullable=False),
    Column("legal_entity_id", Uuid),
    Column("customer_order_number", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("basis", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("prices_include_tax", Boolean, nullable=False),
    minor("net_minor"),
    minor("tax_minor"),
    minor("gross_minor"),
    minor("delivered_minor"),
    Column("terms", MessageColumn(PaymentTerms), nullable=False, info={"unlisted": True}),
    *closing_columns(),
    Column("submitted_by", Uuid),
    Column("submit_date", Date),
    Column("approved_by", Uuid),
    Column("approve_date", Date),
    Column("reject_reason", Text, nullable=False),
    Column("released_by", Uuid),
    Column("release_date", Date),
    Column("deliver_date", Date),
    Column("credit", Text),
    Column("credit_reasons", JSONB, nullable=False, server_default=text("'[]'")),
    instant("credit_time", nullable=True),
    Column("credit_version", BigInteger, nullable=False, server_default=text("0")),
    Column("close_date", Date),
    Column("cancel_date", Date),
    Column("cancel_reason", Text, nullable=False),
    Column("description", Text, nullable=False),
    Column("business_unit", Text, nullable=False),
    Column("product_line", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("collector_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    *search_columns(),
    search_index("sales_order"),
    *list_indexes("sales_order", "create_time"),
    Index("sales_order_account_idx", "tenant_id", "account_id", "create_time", "id"),
    Index("sales_order_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
    Index("sales_order_contract_idx", "tenant_id", "contract_id", "create_time", "id"),
    CheckConstraint("submitted_by is null or approved_by is distinct from submitted_by", name="persons"),
    CheckConstraint("delivered_minor between 0 and gross_minor", name="delivered"),
)
sales_order_line = Table(
    "sales_order_line",
    metadata,
    *part_columns("sales_order"),
    *priced_columns(),
    Index("sales_order_line_order_idx", "tenant_id", "sales_order_id", "position"),
)
order_lot = Table(
    "order_lot",
    metadata,
    *part_columns("sales_order"),
    Column("code", Text, nullable=False),
    Column("line_code", Text, nullable=False),
    Column("position", Integer, nullable=False),
    decimal("quantity"),
    Column("planned_date", Date),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    decimal("delivered_quantity"),
    minor("delivered_minor"),
    Column("deliver_date", Date),
    Index("order_lot_order_idx", "tenant_id", "sales_order_id", "position"),
    CheckConstraint("delivered_quantity between 0 and quantity", name="quantity"),
    CheckConstraint("delivered_minor between 0 and amount_minor", name="amount"),
)
order_delivery = Table(
    "order_delivery",
    metadata,
    *part_columns("sales_order"),
    Column("lot_code", Text, nullable=False),
    Column("position", Integer, nullable=False),
    decimal("quantity"),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("delivery_date", Date, nullable=False),
    instant("record_time"),
    Column("evidence_attachment_id", Uuid),
    Column("note", Text, nullable=False),
    Column("recorded_by", Uuid),
    Column("reverses_id", Uuid),
    Index("order_delivery_order_idx", "tenant_id", "sales_order_id", "position"),
    Index("order_delivery_reverses_key", "reverses_id", unique=True, postgresql_where=text("reverses_id is not null")),
)

# --- copies ----------------------------------------------------------------------------------------

# Whom opportunities and contracts may be made for.
copy_account = Table(
    "copy_account",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    Column("tier", Text, nullable=False),
    # Of its score: how well it fits; empty while it has none.
    Column("fit", Integer),
)
copy_score_model = Table("copy_score_model", metadata, *card_columns())
# What may be named as a scan or as evidence.
copy_attachment = Table(
    "copy_attachment",
    metadata,
    *copy_columns(),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    # Empty where a program has uploaded it.
    Column("uploaded_by_id", Uuid),
)
# What must be paid before goods go: of the plan of a contract or an order, the instalments that hold shipment and are not paid.
copy_payment_plan = Table(
    "copy_payment_plan",
    metadata,
    *copy_columns(),
    Column("document_id", Uuid),
    Column("refused", Boolean, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("gates", JSONB, nullable=False),
    Index("copy_payment_plan_document_idx", "tenant_id", "document_id"),
)
# Releases (临时放行) that let the goods of a contract or an order go although they are not paid; of others no document is known.
copy_credit_limit = Table(
    "copy_credit_limit",
    metadata,
    *copy_columns(),
    Column("document_id", Uuid),
    Column("approved", Boolean, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("valid_until_date", Date),
    Index("copy_credit_limit_document_idx", "tenant_id", "document_id", postgresql_where=text("document_id is not null")),
)

mapper = registry(metadata=metadata)
map_root(mapper, SalesProcess, sales_process, {"stages": (Stage, stage, "position retired")})
map_root(mapper, Product, product)
map_root(mapper, PipelineSettings, pipeline_settings)
map_root(mapper, PipelineReview, pipeline_review)
map_root(mapper, OpportunityWatch, opportunity_watch)
map_root(mapper, LossReason, loss_reason)
map_root(
    mapper,
    Opportunity,
    opportunity,
    {"lines": (OpportunityLine, opportunity_line, "position"), "stage_entries": (StageEntry, stage_entry, "position")},
)
map_root(
    mapper,
    Contract,
    contract,
    {
        "parties": (ContractParty, contract_party, "id"),
        "lines": (ContractLine, contract_line, "position"),
        "milestones": (Milestone, milestone, "position code"),
    },
)
map_root(
    mapper,
    SalesOrder,
    sales_order,
    {
        "lines": (SalesOrderLine, sales_order_line, "position"),
        "lots": (OrderLot, order_lot, "position"),
        "deliveries": (OrderDelivery, order_delivery, "position"),
    },
)
