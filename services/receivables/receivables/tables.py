"""Tables of receivables, and how aggregates map to them. Those of the ledger are in ledger_tables."""

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
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from chassis.calendar import Rule
from chassis.mapping import map_root
from chassis.search_sql import search_columns, search_index
from chassis.tables import copy_columns, instant, list_indexes, minor, record_columns
from receivables.columns import AsJson, Word
from receivables.domain.allocation import Allocation, Reversal
from receivables.domain.instalment import Instalment
from receivables.domain.milestone import PlanMilestone
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.states import (
    AllocationKind,
    Basis,
    ClaimState,
    CloseReason,
    PaymentState,
    PlanState,
    ReceiptState,
    ReversalState,
    Tender,
    TimeState,
    VersionCause,
)
from receivables.domain.terms import Gate, Layer, ShareBase
from receivables.domain.triggers import Credit, MilestoneKind, Trigger
from receivables.domain.version import PlanChange, PlanVersion
from receivables.ledger_tables import metadata as metadata


def _part_of(root: str) -> list[Column[Any]]:
    return [
        Column("id", Uuid, primary_key=True),
        Column("tenant_id", Uuid, nullable=False),
        Column(f"{root}_id", Uuid, ForeignKey(f"{root}.id"), nullable=False),
    ]


def _of_contract() -> list[Column[Any]]:
    """What plans and instalments know of their contract."""
    return [
        Column("contract_id", Uuid, nullable=False),
        Column("contract_number", Text, nullable=False),
        Column("customer_order_number", Text, nullable=False),
        Column("customer_id", Uuid, nullable=False),
        Column("legal_entity_id", Uuid, nullable=False),
        Column("business_unit", Text, nullable=False),
        Column("product_line", Text, nullable=False),
        Column("region", Text, nullable=False),
    ]


payment_plan = Table(
    "payment_plan",
    metadata,
    *record_columns(),
    *_of_contract(),
    Column("currency", String(3), nullable=False),
    minor("total_minor"),
    Column("effective_date", Date, nullable=False),
    Column("non_working_day_rule", Word(Rule), nullable=False),
    Column("lots", JSONB, nullable=False),
    Column("state", Word(PlanState), nullable=False),
    Column("refusal_reason", Text, nullable=False),
    Column("refusal_detail", Text, nullable=False),
    Column("plan_version", Integer, nullable=False),
    *search_columns(),
    search_index("payment_plan"),
    *list_indexes("payment_plan", "create_time"),
    Index("payment_plan_contract_key", "tenant_id", "contract_id", unique=True),
    Index("payment_plan_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
)

instalment = Table(
    "instalment",
    metadata,
    *_part_of("payment_plan"),
    *_of_contract(),
    Column("owner_id", Uuid),
    Column("team_id", Uuid),
    Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    instant("create_time"),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False),
    Column("trigger", AsJson(Trigger), nullable=False),
    Column("credit", AsJson(Credit)),
    Column("basis", Word(Basis), nullable=False),
    Column("layer", Word(Layer), nullable=False),
    Column("gate", Word(Gate)),
    Column("share", Numeric(13, 10)),
    Column("share_base", Word(ShareBase)),
    Column("lot_code", Text, nullable=False),
    minor("paid_minor"),
    minor("advance_minor"),
    minor("invoiced_minor"),
    Column("claim_state", Word(ClaimState), nullable=False),
    Column("close_reason", Word(CloseReason)),
    Column("told", Word(TimeState), nullable=False),
    Column("expected_claim_date", Date),
    Column("expected_date", Date),
    Column("claim_date", Date),
    Column("due_date", Date),
    Column("original_due_date", Date),
    Column("settle_date", Date),
    # Derived as the properties of the same names.
    Column(
        "open_minor",
        BigInteger,
        Computed("case when close_reason = 'cancelled' then 0 else amount_minor - paid_minor end", persisted=True),
    ),
    Column(
        "payment_state",
        Word(PaymentState),
        Computed("case when paid_minor = 0 then 'none' when paid_minor < amount_minor then 'partial' else 'full' end", persisted=True),
    ),
    Column("time_state", Word(TimeState), Computed("case when claim_state <> 'closed' then told end", persisted=True)),
    *search_columns(),
    search_index("instalment"),
    *list_indexes("instalment", "create_time"),
    *list_indexes("instalment", "due_date"),
    Index("instalment_plan_idx", "payment_plan_id", "position"),
    Index("instalment_contract_idx", "tenant_id", "contract_id"),
    Index("instalment_customer_idx", "tenant_id", "customer_id", "due_date", "id"),
    # What default allocation and today's ageing read: small, however long the book is.
    Index(
        "instalment_owed_idx",
        "tenant_id",
        "customer_id",
        "due_date",
        postgresql_include=["legal_entity_id", "currency", "layer", "claim_date", "open_minor"],
        postgresql_where=text("claim_state = 'claimable'"),
    ),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("paid_minor between 0 and amount_minor", name="paid"),
    CheckConstraint("advance_minor between 0 and amount_minor", name="advance"),
    CheckConstraint("(due_date is null) = (claim_state = 'planned') or close_reason = 'cancelled'", name="due_date"),
)

plan_milestone = Table(
    "plan_milestone",
    metadata,
    *_part_of("payment_plan"),
    Column("position", Integer, nullable=False),
    Column("kind", Word(MilestoneKind), nullable=False),
    Column("code", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("planned_date", Date),
    Column("expected_date", Date),
    Column("actual_date", Date),
    Column("told_version", BigInteger, nullable=False),
    UniqueConstraint("payment_plan_id", "kind", "code"),
)

plan_version = Table(
    "plan_version",
    metadata,
    *_part_of("payment_plan"),
    Column("number", Integer, nullable=False),
    Column("cause", Word(VersionCause), nullable=False),
    Column("reason", Text, nullable=False),
    Column("made_by", Uuid),
    instant("create_time"),
    Column("currency", String(3), nullable=False),
    minor("moved_minor"),
    Column("moved_days", Integer, nullable=False),
    Column("changes", AsJson(list[PlanChange]), nullable=False),
    UniqueConstraint("payment_plan_id", "number"),
    info={"append_only": True},
)

receipt = Table(
    "receipt",
    metadata,
    *record_columns(),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("customer_id", Uuid),
    Column("contract_id", Uuid),
    Column("tender", Word(Tender), nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("received_date", Date, nullable=False),
    Column("bank_account_id", Uuid),
    Column("bank_reference", Text, nullable=False),
    Column("payer_name", Text, nullable=False),
    Column("payer_account", Text, nullable=False),
    Column("memo", Text, nullable=False),
    Column("bill_number", Text, nullable=False),
    Column("bill_due_date", Date),
    Column("bill_id", Uuid),
    Column("state", Word(ReceiptState), nullable=False),
    minor("allocated_minor"),
    minor("advance_minor"),
    minor("unapplied_minor"),
    Column("entered_by", Uuid),
    Column("asked_by", Uuid),
    *search_columns(),
    search_index("receipt"),
    *list_indexes("receipt", "create_time"),
    *list_indexes("receipt", "received_date"),
    Index("receipt_customer_idx", "tenant_id", "customer_id", "received_date", "id"),
    Index("receipt_unapplied_idx", "tenant_id", "received_date", "id", postgresql_where=text("unapplied_minor > 0")),
    CheckConstraint("least(allocated_minor, advance_minor, unapplied_minor) >= 0", name="parts"),
    CheckConstraint(
        "allocated_minor + advance_minor + unapplied_minor = case state when 'reversed' then 0 else amount_minor end", name="whole"
    ),
)

allocation = Table(
    "allocation",
    metadata,
    *_part_of("receipt"),
    Column("position", Integer, nullable=False),
    Column("payment_plan_id", Uuid, nullable=False),
    Column("instalment_id", Uuid, nullable=False),
    Column("kind", Word(AllocationKind), nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("allocation_date", Date, nullable=False),
    Column("allocated_by", Uuid),
    instant("create_time"),
    Column("reverses_id", Uuid),
    Column("reversal_id", Uuid),
    UniqueConstraint("receipt_id", "position"),
    Index("allocation_reverses_key", "reverses_id", unique=True),
    Index("allocation_instalment_idx", "instalment_id"),
    CheckConstraint("(amount_minor < 0) = (reverses_id is not null) and amount_minor <> 0", name="amount"),
    info={"append_only": True},
)

reversal = Table(
    "reversal",
    metadata,
    *_part_of("receipt"),
    Column("position", Integer, nullable=False),
    Column("whole_receipt", Boolean, nullable=False),
    Column("allocation_ids", ARRAY(Uuid), nullable=False),
    Column("reason", Text, nullable=False),
    Column("asked_by", Uuid),
    instant("ask_time"),
    Column("state", Word(ReversalState), nullable=False),
    Column("decided_by", Uuid),
    instant("decide_time", nullable=True),
    UniqueConstraint("receipt_id", "position"),
    # Maker and checker are different persons.
    CheckConstraint("state <> 'approved' or decided_by is distinct from asked_by or asked_by is null", name="persons"),
)

# Whose money it is: what a receipt takes its scope from.
copy_account = Table("copy_account", metadata, *copy_columns(), Column("name", Text, nullable=False))

# Whose a contract is, and what decides about facts of it that come in another order than they happened.
copy_contract = Table(
    "copy_contract",
    metadata,
    *copy_columns(),
    Column("effective_date", Date),
    Column("business_unit", Text, nullable=False),
    Column("product_line", Text, nullable=False),
    Column("region", Text, nullable=False),
    # Milestones with their day: [kind, code, actual_date].
    Column("reached", JSONB, nullable=False),
)

mapper = registry(metadata=metadata)
map_root(
    mapper,
    PaymentPlan,
    payment_plan,
    parts={
        "instalments": (Instalment, instalment, "position"),
        "milestones": (PlanMilestone, plan_milestone, "position id"),
    },
    added={"versions": (PlanVersion, plan_version, "number")},
)
map_root(
    mapper, Receipt, receipt, parts={"allocations": (Allocation, allocation, "position"), "reversals": (Reversal, reversal, "position")}
)
