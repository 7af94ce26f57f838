"""Tables of bank statements and cash application, and how aggregates map to them."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant, list_indexes, minor, record_columns
from receivables.columns import AsJson
from receivables.domain.cash.alias import PayerAlias
from receivables.domain.cash.candidates import Candidate
from receivables.domain.cash.claim import ReceiptClaim
from receivables.domain.cash.proposal import CashProposal
from receivables.domain.cash.statement import BankStatement, BankStatementLine
from receivables.domain.cash.states import AliasState, LineState, ProposalState, ReceiptClaimState, StatementFormat, StatementState
from receivables.tables import mapper, metadata

bank_statement = Table(
    "bank_statement",
    metadata,
    *aggregate_columns(),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("bank_account_id", Uuid, nullable=False),
    Column("account_number", Text, nullable=False),
    Column("format", Word(StatementFormat), nullable=False),
    Column("profile", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("state", Word(StatementState), nullable=False),
    Column("first_date", Date, nullable=False),
    Column("last_date", Date, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("opening_minor", nullable=True),
    minor("closing_minor", nullable=True),
    minor("credited_minor"),
    minor("debited_minor"),
    *(Column(f"{name}_count", Integer, nullable=False) for name in ("entry", "known", "line", "booked", "receipt", "same", "twin")),
    Column("proposed_count", Integer, nullable=False),
    Column("posted_count", Integer, nullable=False),
    Column("imported_by", Uuid),
    Index("bank_statement_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("bank_statement_account_idx", "tenant_id", "bank_account_id", "last_date"),
)

bank_statement_line = Table(
    "bank_statement_line",
    metadata,
    *aggregate_columns(),
    Column("bank_statement_id", Uuid, nullable=False),
    Column("row_number", Integer, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("bank_account_id", Uuid, nullable=False),
    Column("serial", Text, nullable=False),
    Column("entry_date", Date, nullable=False),
    Column("incoming", Boolean, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("payer_name", Text, nullable=False),
    Column("payer_account", Text, nullable=False),
    Column("memo", Text, nullable=False),
    Column("state", Word(LineState), nullable=False),
    Column("receipt_id", Uuid),
    Column("twin_receipt_id", Uuid),
    Column("decided_by", Uuid),
    # A movement is one, whatever files it comes in.
    Index("bank_statement_line_key", "tenant_id", "bank_account_id", "serial", unique=True),
    Index("bank_statement_line_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("bank_statement_line_statement_idx", "tenant_id", "bank_statement_id", "row_number", "id"),
    # A receipt is one movement.
    Index("bank_statement_line_receipt_key", "tenant_id", "receipt_id", unique=True, postgresql_where=text("receipt_id is not null")),
    Index("bank_statement_line_twin_idx", "tenant_id", "twin_receipt_id", postgresql_where=text("twin_receipt_id is not null")),
    CheckConstraint("amount_minor > 0", name="amount"),
    CheckConstraint("(state in ('receipt', 'same')) = (receipt_id is not null)", name="receipt"),
)

cash_proposal = Table(
    "cash_proposal",
    metadata,
    *aggregate_columns(),
    Column("receipt_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("received_date", Date, nullable=False),
    Column("payer_name", Text, nullable=False),
    Column("state", Word(ProposalState), nullable=False),
    Column("candidates", AsJson(list[Candidate]), nullable=False),
    Column("rejected", ARRAY(Text), nullable=False),
    Column("confidence", Integer, nullable=False),
    Column("reject_reason", Text, nullable=False),
    Column("decided_by", Uuid),
    Index("cash_proposal_receipt_key", "tenant_id", "receipt_id", unique=True),
    Index("cash_proposal_by_confidence_idx", "tenant_id", "confidence", "id"),
    Index("cash_proposal_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("cash_proposal_open_idx", "tenant_id", "confidence", "id", postgresql_where=text("state = 'open'")),
    CheckConstraint("confidence between 0 and 100", name="confidence"),
)

payer_alias = Table(
    "payer_alias",
    metadata,
    *aggregate_columns(),
    Column("customer_id", Uuid, nullable=False),
    Column("payer_name", Text, nullable=False),
    Column("payer_account", Text, nullable=False),
    Column("name_key", Text, nullable=False),
    Column("account_key", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Column("evidence_attachment_ids", ARRAY(Uuid), nullable=False),
    Column("state", Word(AliasState), nullable=False),
    Column("asked_by", Uuid),
    Column("confirmed_by", Uuid),
    Index("payer_alias_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("payer_alias_customer_idx", "tenant_id", "customer_id"),
    # An account pays for one customer; a name may be that of several.
    Index(
        "payer_alias_account_key",
        "tenant_id",
        "account_key",
        unique=True,
        postgresql_where=text("account_key <> '' and state in ('asked', 'confirmed')"),
    ),
    Index("payer_alias_name_idx", "tenant_id", "name_key", postgresql_where=text("state = 'confirmed'")),
    CheckConstraint("state <> 'confirmed' or confirmed_by is distinct from asked_by", name="two_persons"),
)

receipt_claim = Table(
    "receipt_claim",
    metadata,
    *record_columns(),
    Column("receipt_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("contract_id", Uuid),
    Column("evidence", Text, nullable=False),
    Column("evidence_attachment_ids", ARRAY(Uuid), nullable=False),
    Column("state", Word(ReceiptClaimState), nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("received_date", Date, nullable=False),
    Column("payer_name", Text, nullable=False),
    Column("decided_by", Uuid),
    Column("end_reason", Text, nullable=False),
    instant("end_time", nullable=True),
    *list_indexes("receipt_claim", "create_time"),
    Index("receipt_claim_receipt_idx", "tenant_id", "receipt_id"),
)

map_root(mapper, BankStatement, bank_statement)
map_root(mapper, BankStatementLine, bank_statement_line)
map_root(mapper, CashProposal, cash_proposal)
map_root(mapper, PayerAlias, payer_alias)
map_root(mapper, ReceiptClaim, receipt_claim)
