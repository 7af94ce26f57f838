"""Tables of the ledger. `ledger.sql` holds what keeps them true: the app adds transactions and entries, nobody changes any.

Rows of other services and of requests go through the unit of work; these are only ever written by `ledger_store`.
"""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKey, Index, Integer, String, Table, Text, Uuid, text
from sqlalchemy.schema import SchemaItem

from chassis.tables import copy_columns, instant, minor, new_metadata
from receivables.domain.ledger import CLAIM_KINDS, Kind, Side, TransactionKind

metadata = new_metadata()


def _one_of(column: str, words: list[str]) -> str:
    return f"{column} in ({', '.join(repr(word) for word in words)})"


def _kinds(side: Side) -> list[str]:
    return [kind.value for kind in Kind if kind.side is side]


def _account_key() -> list[SchemaItem]:
    """What an account is: entries carry it too, so that they are listed and summed without a join."""
    return [
        Column("tenant_id", Uuid, nullable=False),
        Column("legal_entity_id", Uuid, nullable=False),
        Column("kind", Text, nullable=False),
        Column("currency", String(3), nullable=False),
        Column("customer_id", Uuid),
        # Instalment, receipt, contract, bank account or bill, by the kind.
        Column("subject_id", Uuid),
    ]


ledger_transaction = Table(
    "ledger_transaction",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    # When it counts for the business, for the books, and when it became known.
    Column("business_date", Date, nullable=False),
    Column("posting_date", Date, nullable=False),
    instant("create_time"),
    # The request or event that made it.
    Column("cause", Text, nullable=False),
    # The database transaction that wrote it, set by a trigger: only that one may add entries.
    Column("written_by", BigInteger, nullable=False),
    CheckConstraint(_one_of("kind", [kind.value for kind in TransactionKind]), name="kind"),
    Index("ledger_transaction_time_idx", "tenant_id", "create_time", "id"),
    # What is posted ahead, into a period to come: nearly always nothing.
    Index("ledger_transaction_posting_idx", "tenant_id", "posting_date"),
    info={"append_only": True},
)

ledger_entry = Table(
    "ledger_entry",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("transaction_id", Uuid, ForeignKey("ledger_transaction.id"), nullable=False),
    # Derived from its key (ledger_store.account_id).
    Column("account_id", Uuid, nullable=False),
    *_account_key(),
    # Debit is positive, credit is negative.
    minor("amount_minor"),
    # What a claim is aged by.
    Column("claim_date", Date),
    Column("due_date", Date),
    # Copied from the transaction, and compared with it by a trigger.
    Column("transaction_kind", Text, nullable=False),
    Column("business_date", Date, nullable=False),
    Column("posting_date", Date, nullable=False),
    instant("create_time"),
    CheckConstraint("amount_minor <> 0", name="amount"),
    Index("ledger_entry_time_idx", "tenant_id", "create_time", "id"),
    Index("ledger_entry_transaction_idx", "transaction_id"),
    Index("ledger_entry_account_idx", "account_id", "create_time"),
    Index("ledger_entry_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
    Index("ledger_entry_subject_idx", "tenant_id", "subject_id", "create_time", "id"),
    # What was posted after a day, of what is owed, without a look at the table.
    Index(
        "ledger_entry_claim_idx",
        "tenant_id",
        "posting_date",
        postgresql_include=["kind", "subject_id", "customer_id", "legal_entity_id", "currency", "claim_date", "due_date", "amount_minor"],
        postgresql_where=text(_one_of("kind", [kind.value for kind in CLAIM_KINDS])),
    ),
    info={"append_only": True},
)

# One row per account that was ever used, kept by a trigger; the app only reads it. The checks are what no race gets past: an
# instalment is not paid beyond what is owed, a receipt not spent beyond what came.
ledger_account = Table(
    "ledger_account",
    metadata,
    Column("id", Uuid, primary_key=True),
    *_account_key(),
    minor("balance_minor"),
    # Number of statements that posted to it.
    Column("version", BigInteger, nullable=False),
    CheckConstraint(_one_of("kind", [kind.value for kind in Kind]), name="kind"),
    CheckConstraint(f"balance_minor >= 0 or not {_one_of('kind', _kinds(Side.DEBIT))}", name="floor"),
    CheckConstraint(f"balance_minor <= 0 or not {_one_of('kind', _kinds(Side.CREDIT))}", name="ceiling"),
    Index("ledger_account_subject_idx", "tenant_id", "subject_id"),
    Index("ledger_account_customer_idx", "tenant_id", "customer_id", "kind"),
    # What is kept in another currency than the company's own: nearly always little.
    Index("ledger_account_currency_idx", "tenant_id", "legal_entity_id", "currency"),
    info={"kept": True},
)

# What is owed of one kind by the day since which it ages, kept by a trigger; the app only reads it: however long a book is, it has few
# days. Customers are spread over lanes, so that those who pay what was due on one day do not wait for each other.
ageing_cell = Table(
    "ageing_cell",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("legal_entity_id", Uuid, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("currency", String(3), primary_key=True),
    # due_date or claim_date: which day that is.
    Column("basis", Text, primary_key=True),
    Column("since_date", Date, primary_key=True),
    Column("lane", Integer, primary_key=True),
    minor("amount_minor"),
    info={"kept": True},
)

# What a customer owes in all, and what is owed under a contract, kept by a trigger; the app only reads it: of very many groups it tells
# the largest without a look at their claims.
owed_total = Table(
    "owed_total",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    # customer or contract: which of them the id names.
    Column("axis", Text, primary_key=True),
    Column("layer", Text, primary_key=True),
    Column("group_id", Uuid, primary_key=True),
    Column("currency", String(3), primary_key=True),
    Column("legal_entity_id", Uuid, primary_key=True),
    minor("amount_minor"),
    Index(
        "owed_total_amount_idx",
        "tenant_id",
        "axis",
        "layer",
        text("amount_minor desc"),
        postgresql_include=["group_id", "currency", "legal_entity_id"],
    ),
    info={"kept": True},
)

# Fiscal periods belong to identity; the ledger refuses postings into closed ones by this copy. A day that lies in none is open.
copy_fiscal_period = Table(
    "copy_fiscal_period",
    metadata,
    *copy_columns(),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("start_date", Date, nullable=False),
    Column("end_date", Date, nullable=False),
    # open, soft_closed, closed
    Column("state", Text, nullable=False),
    Index("copy_fiscal_period_entity_idx", "tenant_id", "legal_entity_id", "start_date"),
)
