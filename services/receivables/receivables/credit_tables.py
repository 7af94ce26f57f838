"""Tables of credit, and how they map."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.search_sql import search_columns, search_index
from chassis.tables import aggregate_columns, instant, list_indexes, minor, record_columns
from receivables.domain.credit.limit import CreditLimit
from receivables.domain.credit.states import CreditDecision, CreditKind, CreditState
from receivables.domain.credit.waiting import WaitingOrder
from receivables.domain.credit.watch import CreditWatch
from receivables.tables import mapper, metadata

credit_limit = Table(
    "credit_limit",
    metadata,
    *record_columns(),
    Column("kind", Word(CreditKind), nullable=False),
    Column("state", Word(CreditState), nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid),
    Column("contract_id", Uuid),
    Column("contract_number", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("valid_until_date", Date),
    Column("reason", Text, nullable=False),
    Column("evidence_attachment_ids", ARRAY(Uuid), nullable=False),
    Column("needs_confirmation", Boolean, nullable=False),
    Column("requested_by", Uuid),
    Column("approved_by", Uuid),
    instant("approve_time", nullable=True),
    Column("confirmed_by", Uuid),
    instant("confirm_time", nullable=True),
    Column("ended_by", Uuid),
    Column("end_reason", Text, nullable=False),
    instant("end_time", nullable=True),
    *search_columns(),
    search_index("credit_limit"),
    *list_indexes("credit_limit", "create_time"),
    Index("credit_limit_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
    # One limit holds at a time. A company of ours that is not named is none, and counts as one value.
    Index(
        "credit_limit_holding_key",
        "tenant_id",
        "legal_entity_id",
        "currency",
        "customer_id",
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=text("kind = 'limit' and state = 'approved'"),
    ),
    # What reports and checks read.
    Index("credit_limit_approved_idx", "tenant_id", "customer_id", postgresql_where=text("state = 'approved'")),
    CheckConstraint("amount_minor >= 0", name="amount"),
    # Nobody is two of those who must differ, and nothing holds that somebody still had to approve.
    CheckConstraint(
        "requested_by is null or (approved_by is distinct from requested_by and confirmed_by is distinct from requested_by)", name="persons"
    ),
    CheckConstraint("confirmed_by is null or confirmed_by is distinct from approved_by", name="confirmed"),
    CheckConstraint(
        "state not in ('approved', 'superseded', 'ended')"
        " or approve_time is not null and (confirm_time is not null or not needs_confirmation)",
        name="approved",
    ),
)

credit_watch = Table(
    "credit_watch",
    metadata,
    *aggregate_columns(),
    Column("credit_limit_id", Uuid, nullable=False),
    Column("look_date", Date),
    Column("is_exceeded", Boolean, nullable=False),
)

waiting_order = Table(
    "waiting_order",
    metadata,
    *aggregate_columns(),
    Column("sales_order_id", Uuid, nullable=False),
    Column("number", Text, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("contract_id", Uuid),
    Column("paid_by_contract", Boolean, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    minor("taken_minor"),
    Column("decision", Word(CreditDecision)),
    Column("reasons", JSONB, nullable=False),
    Column("look_date", Date),
    Index("waiting_order_customer_idx", "tenant_id", "customer_id", postgresql_where=text("look_date is not null")),
)

map_root(mapper, CreditLimit, credit_limit)
map_root(mapper, CreditWatch, credit_watch)
map_root(mapper, WaitingOrder, waiting_order)
