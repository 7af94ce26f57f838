"""Tables of statements of account, and how aggregates map to them."""

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.search_sql import search_columns, search_index
from chassis.tables import aggregate_columns, instant, list_indexes, minor, record_columns
from receivables.columns import AsJson
from receivables.domain.account_statement.batch import AccountStatementBatch
from receivables.domain.account_statement.rows import StatementBalance, StatementItem, StatementLine
from receivables.domain.account_statement.statement import AccountStatement, StatementAnswer, StatementView
from receivables.domain.account_statement.states import AccountStatementState, AnswerEvidence, StatementBatchState, StatementKind
from receivables.tables import mapper, metadata

_OPEN = "state in ('issued', 'sent', 'viewed')"

account_statement = Table(
    "account_statement",
    metadata,
    *record_columns(),
    Column("kind", Word(StatementKind), nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("from_date", Date),
    Column("to_date", Date, nullable=False),
    instant("known_at"),
    Column("customer_name", Text, nullable=False),
    Column("legal_entity_name", Text, nullable=False),
    Column("state", Word(AccountStatementState), nullable=False),
    # Frozen: `checksum` is of these and of what they are about.
    Column("balances", AsJson(list[StatementBalance]), nullable=False),
    Column("items", AsJson(list[StatementItem]), nullable=False),
    Column("lines", AsJson(list[StatementLine]), nullable=False, info={"unlisted": True}),
    Column("checksum", Text, nullable=False),
    minor("owed_minor"),
    minor("overdue_minor"),
    minor("disputed_minor"),
    Column("answers", AsJson(list[StatementAnswer]), nullable=False),
    Column("answered_by_name", Text, nullable=False),
    Column("answered_by_position", Text, nullable=False),
    instant("answer_time", nullable=True),
    Column("answer_address", Text, nullable=False),
    Column("evidence", Word(AnswerEvidence)),
    Column("scan_attachment_ids", ARRAY(Uuid), nullable=False),
    Column("sent_to", Text, nullable=False),
    instant("send_time", nullable=True),
    Column("link_hash", LargeBinary, info={"unlisted": True}),
    instant("link_expire_time", nullable=True),
    Column("views", AsJson(list[StatementView]), nullable=False),
    instant("first_view_time", nullable=True),
    Column("answer_due_date", Date),
    Column("answer_days", Integer, nullable=False),
    instant("unanswered_time", nullable=True),
    Column("superseded_by_id", Uuid),
    Column("revoke_reason", Text, nullable=False),
    Column("batch_id", Uuid),
    Column("issued_by", Uuid),
    *search_columns(),
    search_index("account_statement"),
    *list_indexes("account_statement", "create_time"),
    Index("account_statement_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
    # One link opens one statement.
    Index("account_statement_link_key", "tenant_id", "link_hash", unique=True, postgresql_where=text("link_hash is not null")),
    # A customer has one of a kind to answer.
    Index(
        "account_statement_open_key",
        "tenant_id",
        "legal_entity_id",
        "currency",
        "kind",
        "customer_id",
        unique=True,
        postgresql_where=text(_OPEN),
    ),
    CheckConstraint("disputed_minor >= 0", name="disputed"),
)

account_statement_batch = Table(
    "account_statement_batch",
    metadata,
    *aggregate_columns(),
    Column("kind", Word(StatementKind), nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("currency", String(3), nullable=False),
    Column("from_date", Date),
    Column("to_date", Date, nullable=False),
    Column("owner_ids", ARRAY(Uuid), nullable=False),
    Column("state", Word(StatementBatchState), nullable=False),
    *(Column(f"{name}_count", Integer, nullable=False) for name in ("total", "done", "issued", "skipped")),
    Column("after_id", Uuid),
    Column("asked_by", Uuid),
    instant("end_time", nullable=True),
    Index("account_statement_batch_by_create_time_idx", "tenant_id", "create_time", "id"),
)

map_root(mapper, AccountStatement, account_statement)
map_root(mapper, AccountStatementBatch, account_statement_batch)
