"""Lists of bank statements and cash application."""

from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.receivables.v1 import bank_statements_pb2 as statements
from crm.receivables.v1 import cash_application_pb2 as cash
from receivables import cash_tables as c
from receivables import tables as t
from receivables.domain.cash.alias import PayerAlias
from receivables.domain.cash.claim import ReceiptClaim
from receivables.domain.cash.proposal import CashProposal
from receivables.domain.cash.statement import BankStatement
from receivables.domain.cash.states import AliasState, LineState, ProposalState, ReceiptClaimState, StatementFormat, StatementState
from receivables.domain.states import ReceiptState

s, n, p, a, m, r = c.bank_statement.c, c.bank_statement_line.c, c.cash_proposal.c, c.payer_alias.c, c.receipt_claim.c, t.receipt.c

STATEMENTS = Listing(
    c.bank_statement,
    {
        **{column.name: column for column in (s.id, s.legal_entity_id, s.bank_account_id, s.account_number, s.profile, s.file_name)},
        **{column.name: column for column in (s.first_date, s.last_date, s.currency, s.imported_by, s.twin_count, s.create_time)},
        "format": choice(s.format, StatementFormat, "STATEMENT_FORMAT"),
        "state": choice(s.state, StatementState),
    },
    default_order="create_time desc",
    scoped=False,
)
LINES = Listing(
    c.bank_statement_line,
    {
        **{column.name: column for column in (n.id, n.bank_statement_id, n.row_number, n.legal_entity_id, n.bank_account_id, n.serial)},
        **{column.name: column for column in (n.entry_date, n.incoming, n.currency, n.payer_name, n.payer_account, n.memo)},
        **{column.name: column for column in (n.receipt_id, n.twin_receipt_id, n.create_time)},
        "amount": money(n.amount_minor, n.currency),
        "state": choice(n.state, LineState),
    },
    default_order="create_time desc",
    scoped=False,
)
PROPOSALS = Listing(
    c.cash_proposal,
    {
        **{column.name: column for column in (p.id, p.receipt_id, p.legal_entity_id, p.currency, p.received_date, p.payer_name)},
        **{column.name: column for column in (p.confidence, p.decided_by, p.create_time, p.update_time)},
        "amount": money(p.amount_minor, p.currency),
        "state": choice(p.state, ProposalState),
    },
    default_order="confidence desc",
    scoped=False,
)
ALIASES = Listing(
    c.payer_alias,
    {
        **{column.name: column for column in (a.id, a.customer_id, a.payer_name, a.payer_account, a.asked_by, a.confirmed_by)},
        **{column.name: column for column in (a.create_time, a.update_time)},
        "state": choice(a.state, AliasState),
    },
    default_order="create_time desc",
    scoped=False,
)
CLAIMABLE = Listing(
    t.receipt,
    {
        **{column.name: column for column in (r.id, r.number, r.received_date, r.payer_name, r.memo, r.create_time)},
        "amount": money(r.amount_minor, r.currency),
    },
    default_order="received_date desc",
    # They are nobody's yet.
    scoped=False,
)
CLAIMS = Listing(
    c.receipt_claim,
    {
        **{column.name: column for column in (m.id, m.number, m.receipt_id, m.legal_entity_id, m.customer_id, m.contract_id)},
        **{column.name: column for column in (m.received_date, m.payer_name, m.owner_id, m.team_id, m.create_time, m.update_time)},
        "amount": money(m.amount_minor, m.currency),
        "state": choice(m.state, ReceiptClaimState),
    },
    default_order="create_time desc",
)


@query
async def get_bank_statement(request: statements.GetBankStatementRequest, reader: Reader) -> statements.BankStatement:
    return to_message(statements.BankStatement, await reader.get(BankStatement, request.bank_statement_id))


@query
async def list_bank_statements(request: statements.ListBankStatementsRequest, reader: Reader) -> statements.ListBankStatementsResponse:
    return await reader.page(STATEMENTS, request, statements.ListBankStatementsResponse)


@query
async def list_bank_statement_lines(
    request: statements.ListBankStatementLinesRequest, reader: Reader
) -> statements.ListBankStatementLinesResponse:
    return await reader.page(LINES, request, statements.ListBankStatementLinesResponse)


@query
async def get_cash_proposal(request: cash.GetCashProposalRequest, reader: Reader) -> cash.CashProposal:
    return to_message(cash.CashProposal, await reader.get(CashProposal, request.cash_proposal_id))


@query
async def list_cash_proposals(request: cash.ListCashProposalsRequest, reader: Reader) -> cash.ListCashProposalsResponse:
    return await reader.page(PROPOSALS, request, cash.ListCashProposalsResponse)


@query
async def get_payer_alias(request: cash.GetPayerAliasRequest, reader: Reader) -> cash.PayerAlias:
    return to_message(cash.PayerAlias, await reader.get(PayerAlias, request.payer_alias_id))


@query
async def list_payer_aliases(request: cash.ListPayerAliasesRequest, reader: Reader) -> cash.ListPayerAliasesResponse:
    return await reader.page(ALIASES, request, cash.ListPayerAliasesResponse)


@query
async def list_claimable_receipts(request: cash.ListClaimableReceiptsRequest, reader: Reader) -> cash.ListClaimableReceiptsResponse:
    """Of the columns of a receipt its message takes only what a claimant may see."""
    return await reader.page(CLAIMABLE, request, cash.ListClaimableReceiptsResponse, customer_id=None, state=ReceiptState.RECORDED)


@query
async def get_receipt_claim(request: cash.GetReceiptClaimRequest, reader: Reader) -> cash.ReceiptClaim:
    return to_message(cash.ReceiptClaim, await reader.get(ReceiptClaim, request.receipt_claim_id))


@query
async def list_receipt_claims(request: cash.ListReceiptClaimsRequest, reader: Reader) -> cash.ListReceiptClaimsResponse:
    return await reader.page(CLAIMS, request, cash.ListReceiptClaimsResponse)
