"""Lists of statements of account, how customers answered, and the proof of one."""

from sqlalchemy import func, select

from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message, to_messages, values
from chassis.reader import Reader
from chassis.service import query
from crm.receivables.v1 import account_statements_pb2 as pb
from receivables.account_statement_rows import Question, found
from receivables.account_statement_tables import account_statement, account_statement_batch
from receivables.columns import plain
from receivables.domain.account_statement.batch import AccountStatementBatch
from receivables.domain.account_statement.rows import amounts, checksum
from receivables.domain.account_statement.statement import AccountStatement
from receivables.domain.account_statement.states import AccountStatementState, AnswerEvidence, StatementBatchState, StatementKind
from receivables.seeing import seen

s, b = account_statement.c, account_statement_batch.c

STATEMENTS = Listing(
    account_statement,
    {
        **{column.name: column for column in (s.id, s.number, s.customer_id, s.legal_entity_id, s.currency, s.from_date, s.to_date)},
        **{column.name: column for column in (s.customer_name, s.answer_time, s.send_time, s.first_view_time, s.unanswered_time)},
        **{column.name: column for column in (s.batch_id, s.issued_by, s.owner_id, s.team_id, s.create_time, s.update_time)},
        "kind": choice(s.kind, StatementKind),
        "state": choice(s.state, AccountStatementState),
        "evidence": choice(s.evidence, AnswerEvidence),
        "owed": money(s.owed_minor, s.currency),
        "overdue": money(s.overdue_minor, s.currency),
        "disputed": money(s.disputed_minor, s.currency),
    },
    search="search_account_statement",
)
BATCHES = Listing(
    account_statement_batch,
    {
        **{column.name: column for column in (b.id, b.legal_entity_id, b.currency, b.to_date, b.asked_by, b.create_time, b.end_time)},
        "kind": choice(b.kind, StatementKind),
        "state": choice(b.state, StatementBatchState),
    },
    scoped=False,
)


@query
async def get_account_statement(request: pb.GetAccountStatementRequest, reader: Reader) -> pb.AccountStatement:
    return to_message(pb.AccountStatement, await reader.get(AccountStatement, request.account_statement_id))


@query
async def list_account_statements(request: pb.ListAccountStatementsRequest, reader: Reader) -> pb.ListAccountStatementsResponse:
    return await reader.page(STATEMENTS, request, pb.ListAccountStatementsResponse)


@query
async def report_statement_answers(request: pb.ReportStatementAnswersRequest, reader: Reader) -> pb.StatementAnswersReport:
    entity = values(request)["legal_entity_id"]
    standing = s.state.not_in((AccountStatementState.SUPERSEDED, AccountStatementState.REVOKED))
    statement = (
        select(
            s.state,
            s.currency,
            func.count().label("count"),
            func.sum(s.owed_minor).label("owed_minor"),
            func.sum(s.disputed_minor).label("disputed_minor"),
        )
        .where(s.tenant_id == reader.tenant_id, s.archive_time.is_(None), standing, *seen(account_statement, reader.scope))
        .where(*([s.legal_entity_id == entity] if entity else []))
        .group_by(s.state, s.currency)
        .order_by(s.state, s.currency)
    )
    return pb.StatementAnswersReport(rows=to_messages(pb.StatementAnswersRow, (await reader.execute(statement)).all()))


@query
async def report_statement_proof(request: pb.ReportStatementProofRequest, reader: Reader) -> pb.StatementProof:
    """Of one that the caller may see, but over all entries of its customer."""
    statement = await reader.get(AccountStatement, request.account_statement_id)
    async with reader.snapshot() as connection:
        rows = (await found(connection.execute, Question.of(statement), [statement.customer_id]))[statement.customer_id]
    return pb.StatementProof(
        intact=checksum(statement.head, plain(statement.rows)) == statement.checksum,
        proven=amounts(rows) == amounts(statement.rows),
        checksum=statement.checksum,
    )


@query
async def get_account_statement_batch(request: pb.GetAccountStatementBatchRequest, reader: Reader) -> pb.AccountStatementBatch:
    return to_message(pb.AccountStatementBatch, await reader.get(AccountStatementBatch, request.account_statement_batch_id))


@query
async def list_account_statement_batches(
    request: pb.ListAccountStatementBatchesRequest, reader: Reader
) -> pb.ListAccountStatementBatchesResponse:
    return await reader.page(BATCHES, request, pb.ListAccountStatementBatchesResponse)
