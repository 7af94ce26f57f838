"""Tables of receivables, and how aggregates map to them. Those of the ledger are in ledger_tables."""

import json
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
from chassis.money import Money
from chassis.search_sql import search_columns, search_index
from chassis.tables import aggregate_columns, copy_columns, instant, list_indexes, minor, record_columns
from receivables.columns import AsJson, plain
from receivables.domain.adjusting.limits import AdjustmentLimits
from receivables.domain.allocation import Allocation, Reversal
from receivables.domain.cash.states import CashMode
from receivables.domain.dispute import Dispute
from receivables.domain.dunning import DunningPolicy, Notice
from receivables.domain.instalment import Instalment
from receivables.domain.intent import Intent
from receivables.domain.invoice import Invoice
from receivables.domain.invoice_line import InvoiceLine
from receivables.domain.invoice_parts import InvoiceCoverage, InvoiceStep
from receivables.domain.invoice_share import InvoiceShare
from receivables.domain.invoicee import Invoicee
from receivables.domain.late_interest import LateInterestClause
from receivables.domain.limitation import Interruption
from receivables.domain.milestone import PlanMilestone
from receivables.domain.plan import PaymentPlan
from receivables.domain.plan_revision import PlanRevision
from receivables.domain.promise import Promise, PromiseLine
from receivables.domain.provision import ProvisionRate
from receivables.domain.receipt import Receipt
from receivables.domain.receivable_settings import SHIPPED_CONFIRMATIONS, ReceivableSettings, TenderPolicy
from receivables.domain.revision import Line
from receivables.domain.states import (
    AllocationKind,
    Basis,
    ClaimState,
    CloseReason,
    CollectedWhen,
    DisputeOutcome,
    DisputeReason,
    DisputeState,
    IntentKind,
    InvoiceProgress,
    InvoiceState,
    InvoiceType,
    NoteKind,
    PaymentState,
    PlanState,
    PromiseMedium,
    PromiseState,
    ReceiptState,
    RedReason,
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

# As AdjustmentLimits() is stored: what companies have that were there before it.
SHIPPED_LIMITS = f"'{json.dumps(plain(AdjustmentLimits()))}'"
CONFIRMATIONS = f"'{json.dumps(plain(SHIPPED_CONFIRMATIONS))}'"
# A number without what people leave out of it.
NUMBER_KEY = "upper(regexp_replace({}, '[^[:alnum:]]', '', 'g'))"


def part_of(root: str) -> list[Column[Any]]:
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
    Column("basis", Word(Basis), nullable=False, server_default=text("'contract'")),
    Column("currency", String(3), nullable=False),
    minor("total_minor"),
    Column("effective_date", Date, nullable=False),
    Column("cut_off_date", Date),
    Column("non_working_day_rule", Word(Rule), nullable=False),
    Column("lots", JSONB, nullable=False),
    Column("state", Word(PlanState), nullable=False),
    Column("refusal_reason", Text, nullable=False),
    Column("refusal_detail", Text, nullable=False),
    Column("plan_version", Integer, nullable=False),
    Column("dunning", AsJson(DunningPolicy), nullable=False),
    Column("payment_day", Integer, nullable=False),
    Column("late_interest", AsJson(LateInterestClause)),
    Column("collector_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("opening_balance_id", Uuid),
    *search_columns(),
    search_index("payment_plan"),
    *list_indexes("payment_plan", "create_time"),
    Index("payment_plan_contract_key", "tenant_id", "contract_id", unique=True),
    # What payers write of a number (number_key in domain/cash/references.py).
    Index("payment_plan_contract_number_idx", "tenant_id", text(NUMBER_KEY.format("contract_number"))),
    Index("payment_plan_order_number_idx", "tenant_id", text(NUMBER_KEY.format("customer_order_number"))),
    Index("payment_plan_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
    Index("payment_plan_opening_idx", "tenant_id", "opening_balance_id", postgresql_where=text("opening_balance_id is not null")),
)

instalment = Table(
    "instalment",
    metadata,
    *part_of("payment_plan"),
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
    Column("in_bills_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("pauses", Integer, nullable=False),
    Column("promises", Integer, nullable=False),
    Column("promise_id", Uuid),
    Column("promise_date", Date),
    Column("promise_state", Word(PromiseState)),
    Column("intent", Word(IntentKind)),
    Column("intent_date", Date),
    Column("credited_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("relieved_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("written_off_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("interest_of_id", Uuid),
    Column("interest_from_date", Date),
    Column("interest_until_date", Date),
    Column("invoice_shares", AsJson(list[InvoiceShare]), nullable=False, server_default=text("'[]'")),
    Column("invoice_progress", Word(InvoiceProgress), nullable=False, server_default=text("'not_requested'")),
    Column("invoice_progress_date", Date),
    Column("invoiced_date", Date),
    Column("interruptions", AsJson(list[Interruption]), nullable=False, server_default=text("'[]'")),
    Column("limitation_date", Date),
    Column("limitation_warning_date", Date),
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
            " - advance_minor - disputed_minor - promised_minor - in_bills_minor, 0)",
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
    # What default allocation reads: small, however long the book is.
    Index(
        "instalment_owed_idx",
        "tenant_id",
        "customer_id",
        "due_date",
        postgresql_include=["legal_entity_id", "currency", "layer", "claim_date", "open_minor"],
        postgresql_where=text("claim_state = 'claimable'"),
    ),
    # What today's ageing reads, by any group and in any scope, without a look at the table.
    Index(
        "instalment_aged_idx",
        "tenant_id",
        "layer",
        "customer_id",
        "contract_id",
        "id",
        postgresql_include=[
            *("currency", "legal_entity_id", "due_date", "claim_date", "open_minor"),
            *("owner_id", "team_id", "shared_with", "product_line", "invoice_progress"),
        ],
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
    Index("instalment_limitation_idx", "tenant_id", "limitation_date", "id", postgresql_where=text("claim_state = 'claimable'")),
    Index("instalment_open_amount_idx", "tenant_id", "open_minor", postgresql_where=text("claim_state = 'claimable'")),
    Index("instalment_settled_idx", "tenant_id", "settle_date", postgresql_where=text("settle_date is not null")),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("paid_minor between 0 and amount_minor", name="paid"),
    CheckConstraint("advance_minor between 0 and amount_minor", name="advance"),
    CheckConstraint("least(disputed_minor, promised_minor, in_bills_minor) >= 0", name="waiting"),
    CheckConstraint("invoiced_minor between 0 and amount_minor and credited_minor between 0 and paid_minor", name="invoiced"),
    CheckConstraint("written_off_minor between 0 and relieved_minor and relieved_minor <= paid_minor", name="relieved"),
    CheckConstraint("(due_date is null) = (claim_state = 'planned') or close_reason = 'cancelled'", name="due_date"),
)

# Days for which late interest was claimed: whatever else goes wrong, none is claimed twice.
late_interest_day = Table(
    "late_interest_day",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    # The overdue instalment; the one that claims it is claim_id.
    Column("instalment_id", Uuid, primary_key=True),
    Column("interest_date", Date, primary_key=True),
    Column("claim_id", Uuid, nullable=False),
    info={"append_only": True},
)

plan_milestone = Table(
    "plan_milestone",
    metadata,
    *part_of("payment_plan"),
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
    *part_of("payment_plan"),
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
    Column("refunded_minor", BigInteger, nullable=False, server_default=text("0")),
    Column("collected_when", Word(CollectedWhen), nullable=False, server_default=text("'received'")),
    *(Column(name, BigInteger, nullable=False, server_default=text("0")) for name in ("pending_minor", "in_bills_minor", "returned_minor")),
    Column("entered_by", Uuid),
    Column("asked_by", Uuid),
    Column("opening_balance_id", Uuid),
    *search_columns(),
    search_index("receipt"),
    *list_indexes("receipt", "create_time"),
    *list_indexes("receipt", "received_date"),
    Index("receipt_customer_idx", "tenant_id", "customer_id", "received_date", "id"),
    Index("receipt_contract_idx", "tenant_id", "contract_id", "create_time", "id"),
    Index("receipt_bank_idx", "tenant_id", "bank_account_id", "received_date", postgresql_where=text("bank_account_id is not null")),
    Index("receipt_claimable_idx", "tenant_id", "customer_id", "state", "received_date", "id"),
    # What exposure reads.
    Index("receipt_funds_idx", "tenant_id", "customer_id", postgresql_where=text("advance_minor + unapplied_minor > 0")),
    Index("receipt_opening_idx", "tenant_id", "opening_balance_id", postgresql_where=text("opening_balance_id is not null")),
    Index("receipt_unapplied_idx", "tenant_id", "received_date", "id", postgresql_where=text("unapplied_minor > 0")),
    CheckConstraint(
        "least(allocated_minor, advance_minor, unapplied_minor, in_bills_minor, returned_minor, refunded_minor) >= 0", name="parts"
    ),
    CheckConstraint(
        "allocated_minor + advance_minor + unapplied_minor + in_bills_minor + returned_minor + refunded_minor"
        " = case state when 'reversed' then 0 else amount_minor end",
        name="whole",
    ),
    CheckConstraint("pending_minor between in_bills_minor and amount_minor - returned_minor", name="pending"),
)

allocation = Table(
    "allocation",
    metadata,
    *part_of("receipt"),
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
    *part_of("receipt"),
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
    Column("wait_date", Date),
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
    *part_of("promise"),
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

# invoices.sql holds what these tables and instalments say of each other.
invoice = Table(
    "invoice",
    metadata,
    *record_columns(),
    Column("payment_plan_id", Uuid, nullable=False),
    Column("contract_id", Uuid, nullable=False),
    Column("contract_number", Text, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    *_place(),
    Column("type", Word(InvoiceType), nullable=False),
    Column("state", Word(InvoiceState), nullable=False),
    Column("invoicee", AsJson(Invoicee), nullable=False),
    Column("currency", String(3), nullable=False),
    minor("net_minor"),
    minor("tax_minor"),
    minor("gross_minor"),
    minor("covered_minor"),
    minor("reduced_minor"),
    Column("remark", Text, nullable=False),
    Column("invoice_code", Text, nullable=False),
    Column("invoice_number", Text, nullable=False),
    Column("issue_date", Date),
    Column("deliver_date", Date),
    Column("book_date", Date),
    Column("return_date", Date),
    Column("original_id", Uuid),
    Column("red_reason", Word(RedReason)),
    Column("confirmation_number", Text, nullable=False),
    Column("confirm_date", Date),
    Column("credit_id", Uuid),
    Column("above_contract", Boolean, nullable=False),
    Column("requested_by", Uuid),
    Column("approved_by", Uuid),
    Column("instalment_ids", ARRAY(Uuid), nullable=False),
    *search_columns(),
    search_index("invoice"),
    *list_indexes("invoice", "create_time"),
    *list_indexes("invoice", "issue_date"),
    # What the tax system prints is printed once.
    Index(
        "invoice_printed_key",
        "tenant_id",
        "invoice_code",
        "invoice_number",
        unique=True,
        postgresql_where=text("invoice_number <> '' and type in ('vat_special', 'vat_ordinary', 'paper')"),
    ),
    Index("invoice_contract_idx", "tenant_id", "contract_id", "create_time", "id"),
    Index("invoice_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
    Index("invoice_original_idx", "tenant_id", "original_id", postgresql_where=text("original_id is not null")),
    CheckConstraint("net_minor + tax_minor = gross_minor and (gross_minor < 0) = (original_id is not null)", name="amounts"),
    CheckConstraint("reduced_minor between 0 and greatest(gross_minor, 0)", name="reduced"),
    CheckConstraint("covered_minor between 0 and greatest(gross_minor, 0) - reduced_minor", name="covered"),
    # Maker and checker are different persons.
    CheckConstraint("approved_by is distinct from requested_by or requested_by is null", name="persons"),
)

invoice_line = Table(
    "invoice_line",
    metadata,
    *part_of("invoice"),
    Column("position", Integer, nullable=False),
    Column("description", Text, nullable=False),
    Column("specification", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("quantity", Numeric(28, 10)),
    Column("unit_price", Numeric(28, 10)),
    Column("price_is_net", Boolean, nullable=False),
    Column("tax_rate", Numeric(13, 10), nullable=False),
    Column("currency", String(3), nullable=False),
    minor("net_minor"),
    minor("tax_minor"),
    minor("gross_minor"),
    Column("original_position", Integer, nullable=False),
    Index("invoice_line_invoice_idx", "invoice_id", "position"),
    CheckConstraint("net_minor + tax_minor = gross_minor", name="amounts"),
)

invoice_coverage = Table(
    "invoice_coverage",
    metadata,
    *part_of("invoice"),
    Column("position", Integer, nullable=False),
    Column("payment_plan_id", Uuid, nullable=False),
    Column("instalment_id", Uuid, ForeignKey("instalment.id"), nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    minor("covered_minor"),
    # At commit: an application whose coverage is said anew is written before the old lines go.
    UniqueConstraint("invoice_id", "instalment_id", deferrable=True, initially="DEFERRED"),
    Index("invoice_coverage_instalment_idx", "instalment_id"),
    CheckConstraint("amount_minor > 0 and covered_minor between 0 and amount_minor", name="amounts"),
)

invoice_step = Table(
    "invoice_step",
    metadata,
    *part_of("invoice"),
    Column("position", Integer, nullable=False),
    Column("state", Word(InvoiceState), nullable=False),
    Column("step_date", Date, nullable=False),
    Column("person_id", Uuid),
    instant("create_time"),
    Column("note", Text, nullable=False),
    Column("evidence_attachment_ids", ARRAY(Uuid), nullable=False),
    UniqueConstraint("invoice_id", "position"),
    info={"append_only": True},
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
    Column("waits_for_invoices", Boolean, nullable=False, server_default=text("false")),
    Column("cash_mode", Word(CashMode), nullable=False, server_default=text("'propose'")),
    Column("cash_confidence", Integer, nullable=False, server_default=text("95")),
    Column("adjustment_limits", AsJson(AdjustmentLimits), nullable=False, server_default=text(SHIPPED_LIMITS)),
    Column(
        "tender_policies",
        AsJson(list[TenderPolicy]),
        nullable=False,
        server_default=text(
            """'[{"tender": "bank_bill", "collected_when": "received"}, {"tender": "commercial_bill", "collected_when": "paid"},"""
            """ {"tender": "digital_claim", "collected_when": "paid"}]'"""
        ),
    ),
    Column("statement_link_days", Integer, nullable=False, server_default=text("30")),
    Column("statement_answer_days", Integer, nullable=False, server_default=text("10")),
    Column("credit_confirmations", AsJson(list[Money]), nullable=False, server_default=text(CONFIRMATIONS)),
    Column("credit_near_percent", Integer, nullable=False, server_default=text("90")),
    Column("late_interest", AsJson(LateInterestClause)),
    Column("provision_rates", AsJson(list[ProvisionRate]), nullable=False, server_default=text("'[]'")),
)

# Whose money it is: what a receipt takes its scope from; and on which day of the month the account pays.
copy_account = Table(
    "copy_account",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    Column("payment_day", Integer, nullable=False),
    # 月结日; 0 where it has none, or it was not told of yet.
    Column("closing_day", Integer, nullable=False, server_default=text("0")),
    # 开票资料; null where it was not told yet.
    Column("invoicee", AsJson(Invoicee)),
    # What payers' names are looked up by (domain/cash/payers.py); null where it is still to be worked out.
    Column("name_keys", ARRAY(Text)),
    # The head of its group; null where it has none, or was not told of since this is kept.
    Column("parent_id", Uuid),
    Index("copy_account_parent_idx", "tenant_id", "parent_id", postgresql_where=text("parent_id is not null")),
    Index("copy_account_name_keys_idx", "name_keys", postgresql_using="gin"),
    Index("copy_account_keyless_idx", "tenant_id", postgresql_where=text("name_keys is null")),
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
    # A frame contract has no plan.
    Column("frame", Boolean, nullable=False, server_default=text("false")),
    # Who counts for how much of its money since when, as contracts tell of it.
    Column("collected_shares", JSONB, nullable=False, server_default=text("'[]'")),
)

# Whose an order is, and what of it counts as exposure. Who buys what is null where it was not told of since this is kept.
copy_sales_order = Table(
    "copy_sales_order",
    metadata,
    *copy_columns(),
    Column("business_unit", Text, nullable=False),
    Column("product_line", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("collector_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("number", Text),
    Column("customer_id", Uuid),
    Column("legal_entity_id", Uuid),
    Column("contract_id", Uuid),
    Column("currency", String(3)),
    # As pipeline says, in lower case.
    Column("basis", Text),
    Column("state", Text),
    # What it comes to and is not delivered, while it is released and not all of it is.
    Column("to_deliver_minor", BigInteger, nullable=False, server_default=text("0")),
    Index("copy_sales_order_monthly_idx", "tenant_id", "customer_id", postgresql_where=text("basis = 'monthly' and to_deliver_minor > 0")),
)

# What was delivered, and taken back, of what is owed by month, and in which month it counts; what counts in none waits for the next.
# A delivery has several lines where it fell apart. Their sums are the months' totals.
monthly_line = Table(
    "monthly_line",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("payment_plan_id", Uuid, ForeignKey("payment_plan.id")),
    Column("customer_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("sales_order_id", Uuid, nullable=False),
    Column("order_number", Text, nullable=False),
    Column("delivery_id", Uuid, nullable=False),
    Column("lot_code", Text, nullable=False),
    Column("delivery_date", Date, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    instant("create_time"),
    Index("monthly_line_plan_idx", "tenant_id", "payment_plan_id", "create_time", "id"),
    Index(
        "monthly_line_waiting_idx",
        "tenant_id",
        "customer_id",
        "legal_entity_id",
        "currency",
        postgresql_include=["amount_minor"],
        postgresql_where=text("payment_plan_id is null"),
    ),
    info={"append_only": True},
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
map_root(
    mapper,
    Invoice,
    invoice,
    parts={
        "lines": (InvoiceLine, invoice_line, "position"),
        "coverage": (InvoiceCoverage, invoice_coverage, "position"),
        "steps": (InvoiceStep, invoice_step, "position"),
    },
)
map_root(mapper, Intent, intent)
map_root(mapper, ReceivableSettings, receivable_settings)
