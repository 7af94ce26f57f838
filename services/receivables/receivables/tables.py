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
from chassis.columns import Word
from chassis.mapping import map_root
from chassis.search_sql import search_columns, search_index
from chassis.tables import aggregate_columns, copy_columns, instant, list_indexes, minor, record_columns
from receivables.columns import AsJson
from receivables.domain.allocation import Allocation, Reversal
from receivables.domain.dispute import Dispute
from receivables.domain.dunning import DunningPolicy, Notice
from receivables.domain.instalment import Instalment
from receivables.domain.intent import Intent
from receivables.domain.milestone import PlanMilestone
from receivables.domain.plan import PaymentPlan
from receivables.domain.plan_revision import PlanRevision
from receivables.domain.promise import Promise, PromiseLine
from receivables.domain.receipt import Receipt
from receivables.domain.receivable_settings import ReceivableSettings
from receivables.domain.revision import Line
from receivables.domain.states import (
    AllocationKind,
    Basis,
    ClaimState,
    CloseReason,
    DisputeOutcome,
    DisputeReason,
    DisputeState,
    IntentKind,
    NoteKind,
    PaymentState,
    PlanState,
    PromiseMedium,
    PromiseState,
    ReceiptState,
    ResponsibleSide,
    ReversalState,
    RevisionState,
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


def _place() -> list[Column[Any]]:
    """Where in the company it belongs, as its contract does."""
    return [Column(name, Text, nullable=False) for name in ("business_unit", "product_line", "region")]


def _said_by() -> list[Column[Any]]:
    """Who of a customer said something, and what shows it."""
    return [
        Column("contact_id", Uuid),
        Column("speaker", Text, nullable=False),
        Column("evidence_attachment_ids", ARRAY(Uuid), nullable=False),
    ]


def _of_contract() -> list[Column[Any]]:
    """What plans and instalments know of their contract."""
    return [
        Column("contract_id", Uuid, nullable=False),
        Column("contract_number", Text, nullable=False),
        Column("customer_order_number", Text, nullable=False),
        Column("customer_id", Uuid, nullable=False),
        Column("legal_entity_id", Uuid, nullable=False),
        *_place(),
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
    Column("dunning", AsJson(DunningPolicy), nullable=False),
    Column("payment_day", Integer, nullable=False),
    Column("collector_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
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
    Column("collector_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
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
    Column("due_soon_days", Integer, nullable=False),
    Column("notices", AsJson(list[Notice]), nullable=False),
    minor("disputed_minor"),
    minor("promised_minor"),
    Column("pauses", Integer, nullable=False),
    Column("promises", Integer, nullable=False),
    Column("promise_id", Uuid),
    Column("promise_date", Date),
    Column("promise_state", Word(PromiseState)),
    Column("intent", Word(IntentKind)),
    Column("intent_date", Date),
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
    Column(
        "payable_minor",
        BigInteger,
        Computed(
            "greatest(case when close_reason = 'cancelled' then 0 else amount_minor - paid_minor end"
            " - advance_minor - disputed_minor - promised_minor, 0)",
            persisted=True,
        ),
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
    # What the collection path reads of what is planned, and of what was settled lately.
    Index(
        "instalment_planned_idx",
        "tenant_id",
        "customer_id",
        postgresql_include=["legal_entity_id", "currency", "layer", "expected_claim_date", "open_minor"],
        postgresql_where=text("claim_state = 'planned'"),
    ),
    Index("instalment_settled_idx", "tenant_id", "settle_date", postgresql_where=text("settle_date is not null")),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("paid_minor between 0 and amount_minor", name="paid"),
    CheckConstraint("advance_minor between 0 and amount_minor", name="advance"),
    CheckConstraint("least(disputed_minor, promised_minor) >= 0", name="waiting"),
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

promise = Table(
    "promise",
    metadata,
    *record_columns(),
    Column("customer_id", Uuid, nullable=False),
    Column("contract_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    *_place(),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    minor("kept_minor"),
    Column("promise_date", Date, nullable=False),
    Column("break_date", Date, nullable=False),
    Column("state", Word(PromiseState), nullable=False),
    Column("medium", Word(PromiseMedium), nullable=False),
    *_said_by(),
    Column("evidence", Text, nullable=False),
    Column("recorded_by", Uuid),
    Column("withdraw_reason", Text, nullable=False),
    instant("end_time", nullable=True),
    *search_columns(),
    search_index("promise"),
    *list_indexes("promise", "create_time"),
    Index("promise_customer_idx", "tenant_id", "customer_id", "promise_date", "id"),
    Index("promise_contract_idx", "tenant_id", "contract_id"),
    CheckConstraint("kept_minor between 0 and amount_minor", name="kept"),
)

promise_line = Table(
    "promise_line",
    metadata,
    *_part_of("promise"),
    Column("position", Integer, nullable=False),
    Column("payment_plan_id", Uuid, nullable=False),
    Column("instalment_id", Uuid, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    minor("kept_minor"),
    minor("excess_minor"),
    Column("pausing", Boolean, nullable=False),
    UniqueConstraint("promise_id", "position"),
    Index("promise_line_instalment_idx", "instalment_id"),
    CheckConstraint("kept_minor between 0 and amount_minor", name="kept"),
)

dispute = Table(
    "dispute",
    metadata,
    *record_columns(),
    Column("instalment_id", Uuid, nullable=False),
    Column("payment_plan_id", Uuid, nullable=False),
    Column("contract_id", Uuid, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    *_place(),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("state", Word(DisputeState), nullable=False),
    Column("reason", Word(DisputeReason), nullable=False),
    Column("detail", Text, nullable=False),
    Column("dispute_date", Date, nullable=False),
    Column("responsible_side", Word(ResponsibleSide)),
    Column("responsible_id", Uuid),
    *_said_by(),
    Column("opened_by", Uuid),
    Column("outcome", Word(DisputeOutcome)),
    Column("resolution", Text, nullable=False),
    Column("resolved_by", Uuid),
    instant("resolve_time", nullable=True),
    *search_columns(),
    search_index("dispute"),
    *list_indexes("dispute", "create_time"),
    Index("dispute_customer_idx", "tenant_id", "customer_id", "dispute_date", "id"),
    Index("dispute_contract_idx", "tenant_id", "contract_id"),
    Index("dispute_instalment_idx", "tenant_id", "instalment_id"),
    CheckConstraint("amount_minor > 0", name="amount"),
)

intent = Table(
    "intent",
    metadata,
    *record_columns(),
    Column("customer_id", Uuid, nullable=False),
    Column("instalment_id", Uuid),
    Column("payment_plan_id", Uuid),
    Column("contract_id", Uuid),
    *_place(),
    Column("kind", Word(IntentKind), nullable=False),
    Column("intent_date", Date, nullable=False),
    *_said_by(),
    Column("evidence", Text, nullable=False),
    Column("recorded_by", Uuid),
    *list_indexes("intent", "intent_date", "create_time"),
    Index("intent_customer_idx", "tenant_id", "customer_id", "intent_date", "create_time", "id"),
    Index("intent_contract_idx", "tenant_id", "contract_id"),
)

plan_revision = Table(
    "plan_revision",
    metadata,
    *record_columns(),
    Column("payment_plan_id", Uuid, nullable=False),
    Column("contract_id", Uuid, nullable=False),
    Column("contract_number", Text, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    *_place(),
    Column("state", Word(RevisionState), nullable=False),
    Column("plan_version", Integer, nullable=False),
    Column("lines", AsJson(list[Line]), nullable=False),
    Column("non_working_day_rule", Word(Rule)),
    Column("reason", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("changes", AsJson(list[PlanChange]), nullable=False),
    minor("moved_minor"),
    Column("moved_days", Integer, nullable=False),
    Column("asked_by", Uuid),
    Column("approved_by", Uuid),
    instant("approve_time", nullable=True),
    Column("confirmed_by", Uuid),
    instant("confirm_time", nullable=True),
    Column("rejected_by", Uuid),
    Column("reject_reason", Text, nullable=False),
    instant("end_time", nullable=True),
    *search_columns(),
    search_index("plan_revision"),
    *list_indexes("plan_revision", "create_time"),
    Index("plan_revision_plan_idx", "tenant_id", "payment_plan_id"),
    Index("plan_revision_contract_idx", "tenant_id", "contract_id"),
    # Three persons.
    CheckConstraint(
        "approved_by is distinct from asked_by and confirmed_by is distinct from asked_by and confirmed_by is distinct from approved_by"
        " or state <> 'applied' or asked_by is null",
        name="persons",
    ),
)

# What was said with customers about what they owe: what accounts told of its interactions, by their ids.
collection_note = Table(
    "collection_note",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("contract_id", Uuid),
    Column("payment_plan_id", Uuid),
    Column("instalment_id", Uuid),
    *_place(),
    Column("kind", Word(NoteKind), nullable=False),
    instant("note_time"),
    Column("person_id", Uuid),
    Column("contact_ids", ARRAY(Uuid), nullable=False),
    Column("two_way", Boolean, nullable=False),
    Column("quality", Integer, nullable=False),
    Column("next_step", Text, nullable=False),
    Column("next_step_date", Date),
    Column("owner_id", Uuid),
    Column("team_id", Uuid),
    Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    *list_indexes("collection_note", "note_time"),
    Index("collection_note_customer_idx", "tenant_id", "customer_id", "note_time", "id"),
    Index("collection_note_contract_idx", "tenant_id", "contract_id"),
)

receivable_settings = Table(
    "receivable_settings",
    metadata,
    *aggregate_columns(),
    Column("dunning", AsJson(DunningPolicy), nullable=False),
    Column("promise_tolerance_days", Integer, nullable=False),
    Column("promise_pauses", Integer, nullable=False),
)

# Whose money it is: what a receipt takes its scope from; and on which day of the month the account pays.
copy_account = Table(
    "copy_account", metadata, *copy_columns(), Column("name", Text, nullable=False), Column("payment_day", Integer, nullable=False)
)

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
    Column("collector_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
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
map_root(mapper, Promise, promise, parts={"lines": (PromiseLine, promise_line, "position")})
map_root(mapper, PlanRevision, plan_revision)
map_root(mapper, Dispute, dispute)
map_root(mapper, Intent, intent)
map_root(mapper, ReceivableSettings, receivable_settings)
