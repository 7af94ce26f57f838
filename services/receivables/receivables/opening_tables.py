"""The tables of opening balances, and how they map to them."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text, Uuid

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant, minor
from receivables.columns import AsJson
from receivables.domain.opening.balance import OpeningBalance
from receivables.domain.opening.states import OpeningLineKind, OpeningState
from receivables.domain.opening.sums import OpeningSum
from receivables.tables import mapper, metadata

opening_balance = Table(
    "opening_balance",
    metadata,
    *aggregate_columns(),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("cut_over_date", Date, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("state", Word(OpeningState), nullable=False),
    Column("sums", AsJson(list[OpeningSum]), nullable=False),
    Column("line_count", Integer, nullable=False),
    Column("customer_count", Integer, nullable=False),
    Column("asked_by", Uuid),
    instant("ask_time", nullable=True),
    Column("reason", Text, nullable=False),
    Column("decided_by", Uuid),
    instant("decide_time", nullable=True),
    instant("post_time", nullable=True),
    Index("opening_balance_by_create_time_idx", "tenant_id", "create_time", "id"),
    # Who asked does not confirm.
    CheckConstraint("state not in ('posted', 'taken_back') or decided_by is null or decided_by is distinct from asked_by", name="persons"),
)

# Written once: what somebody brought does not change.
opening_balance_line = Table(
    "opening_balance_line",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("opening_balance_id", Uuid, ForeignKey("opening_balance.id"), nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("row_number", Integer, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("customer_name", Text, nullable=False),
    Column("document_number", Text, nullable=False),
    Column("kind", Word(OpeningLineKind), nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("due_date", Date),
    Column("original_date", Date, nullable=False),
    Column("name", Text, nullable=False),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("(kind = 'advance') = (due_date is null)", name="due_date"),
    Index("opening_balance_line_row_idx", "tenant_id", "opening_balance_id", "row_number", "id"),
    Index("opening_balance_line_by_row_number_idx", "tenant_id", "row_number", "id"),
    info={"append_only": True},
)

# Of a line, by equal names in the domain; its amount is two columns.
LINE_COLUMNS = ("id", "row_number", "customer_id", "customer_name", "document_number", "kind", "due_date", "original_date", "name")

map_root(mapper, OpeningBalance, opening_balance)
