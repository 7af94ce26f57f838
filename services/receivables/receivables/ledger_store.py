"""Transactions of the domain as rows of the ledger."""

import json
from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from sqlalchemy import Executable, Table, TextClause, text

from chassis.ids import derived_id, new_id
from receivables.domain.ledger import Account, Transaction
from receivables.ledger_tables import ledger_entry, ledger_transaction


def account_id(tenant_id: UUID, account: Account) -> UUID:
    """The same for the same account, so that nobody looks it up and its row can be made by whoever uses it first."""
    return derived_id(
        "ledger_account",
        tenant_id,
        account.legal_entity_id,
        account.kind.value,
        account.currency,
        account.customer_id or "",
        account.subject_id or "",
    )


def postings(transactions: Sequence[Transaction]) -> list[Executable]:
    """The statements that write them. The entries of all come in one statement, as ledger.sql wants it."""
    if not transactions:
        return []
    headers = [transaction_row(transaction) for transaction in transactions]
    entries = [row for transaction in transactions for row in entry_rows(transaction)]
    return [_insertion(ledger_transaction, headers), _insertion(ledger_entry, entries)]


def _insertion(table: Table, rows: Sequence[Mapping[str, object]]) -> Executable:
    """The rows as one JSON parameter: the text of the statement is always the same, so it is planned once."""
    return _STATEMENTS[table.name].bindparams(rows=json.dumps(rows, default=str))


def _statement(table: Table) -> TextClause:
    columns = ", ".join(table.c.keys())
    return text(
        f"insert into {table.name} ({columns}) select {columns} "  # noqa: S608  # names of our own
        f"from jsonb_populate_recordset(null::{table.name}, cast(:rows as jsonb))"
    )


_STATEMENTS = {table.name: _statement(table) for table in (ledger_transaction, ledger_entry)}


def transaction_row(transaction: Transaction) -> dict[str, object]:
    return {
        "id": transaction.id,
        "tenant_id": transaction.tenant_id,
        "kind": transaction.kind.value,
        "business_date": transaction.business_date,
        "posting_date": transaction.posting_date,
        "create_time": transaction.create_time,
        "cause": transaction.cause,
        "written_by": 0,  # the trigger knows
    }


def entry_rows(transaction: Transaction) -> Iterator[dict[str, object]]:
    for leg in transaction.legs:
        account = leg.account
        yield {
            "id": new_id(),
            "transaction_id": transaction.id,
            "account_id": account_id(transaction.tenant_id, account),
            "tenant_id": transaction.tenant_id,
            "legal_entity_id": account.legal_entity_id,
            "kind": account.kind.value,
            "currency": account.currency,
            "customer_id": account.customer_id,
            "subject_id": account.subject_id,
            "amount_minor": leg.minor,
            "claim_date": leg.claim_date,
            "due_date": leg.due_date,
            "transaction_kind": transaction.kind.value,
            "business_date": transaction.business_date,
            "posting_date": transaction.posting_date,
            "create_time": transaction.create_time,
        }
