"""The table of adjustments, and how they map to it."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.search_sql import search_columns, search_index
from chassis.tables import instant, list_indexes, minor, record_columns
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.adjusting.states import AdjustmentKind, AdjustmentState
from receivables.tables import mapper, metadata

adjustment = Table(
    "adjustment",
    metadata,
    *record_columns(),
    Column("kind", Word(AdjustmentKind), nullable=False),
    Column("state", Word(AdjustmentState), nullable=False),
    Column("original_id", Uuid),
    Column("subject_id", Uuid, nullable=False),
    *(Column(name, Uuid) for name in ("receipt_id", "instalment_id", "payment_plan_id", "contract_id")),
    Column("interest_until_date", Date),
    Column("contract_number", Text, nullable=False),
    Column("customer_id", Uuid),
    Column("legal_entity_id", Uuid, nullable=False),
    *(Column(name, Text, nullable=False) for name in ("business_unit", "product_line", "region")),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    minor("taken_back_minor"),
    Column("reason", Text, nullable=False),
    Column("evidence_attachment_ids", ARRAY(Uuid), nullable=False),
    *(Column(name, Text, nullable=False) for name in ("payee_name", "payee_account", "other_payee_reason")),
    Column("bank_account_id", Uuid),
    Column("value_date", Date),
    Column("bank_reference", Text, nullable=False),
    Column("needs_approval", Boolean, nullable=False),
    Column("needs_confirmation", Boolean, nullable=False),
    Column("requested_by", Uuid),
    Column("approved_by", Uuid),
    instant("approve_time", nullable=True),
    Column("confirmed_by", Uuid),
    instant("confirm_time", nullable=True),
    Column("posted_by", Uuid),
    instant("post_time", nullable=True),
    Column("ended_by", Uuid),
    Column("end_reason", Text, nullable=False),
    instant("end_time", nullable=True),
    *search_columns(),
    search_index("adjustment"),
    *list_indexes("adjustment", "create_time"),
    Index("adjustment_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
    Index("adjustment_contract_idx", "tenant_id", "contract_id", "create_time", "id"),
    Index("adjustment_receipt_idx", "tenant_id", "receipt_id", "create_time", "id"),
    # Of one receipt or instalment, one waits at a time.
    Index("adjustment_pending_key", "tenant_id", "subject_id", unique=True, postgresql_where=text("state in ('requested', 'approved')")),
    CheckConstraint("amount_minor > 0 and taken_back_minor between 0 and amount_minor", name="amounts"),
    # Nobody is two of those who must differ, and nothing is posted that somebody still had to approve.
    CheckConstraint(
        "requested_by is null or (approved_by is distinct from requested_by and confirmed_by is distinct from requested_by)", name="persons"
    ),
    CheckConstraint("confirmed_by is null or confirmed_by is distinct from approved_by", name="confirmed"),
    CheckConstraint(
        "state <> 'posted' or (approve_time is not null or not needs_approval) and (confirm_time is not null or not needs_confirmation)",
        name="approved",
    ),
)

map_root(mapper, Adjustment, adjustment)
