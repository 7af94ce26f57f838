"""What customers do with a statement of account by its link. Nobody is signed in there: the token says which statement it is."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from chassis.errors import invalid
from chassis.links import link_unknown, tenant_of, token_hash
from chassis.messages import to_message, values
from chassis.pipeline import Call
from chassis.principal import Principal
from chassis.reader import Reader
from chassis.runtime import Runtime
from chassis.server import ADDRESS
from chassis.service import command, doorway, query
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import account_statements_pb2 as pb
from receivables.account_statement_tables import account_statement
from receivables.account_statements import take_answer
from receivables.domain.account_statement.statement import AccountStatement
from receivables.domain.account_statement.states import AnswerEvidence
from receivables.limiting import show


@doorway
async def open_shared_statement(request: pb.OpenSharedStatementRequest, runtime: Runtime, call: Call) -> pb.SharedStatement:
    async def once() -> pb.SharedStatement:
        async with _opened(request.token, runtime, "OpenSharedStatement") as (statement, uow):
            statement.view(uow.now, call.get(ADDRESS))
            return shared(statement)

    return await runtime.pipeline.insist(once)


@doorway
async def answer_shared_statement(request: pb.AnswerSharedStatementRequest, runtime: Runtime, call: Call) -> pb.SharedStatement:
    """The first answer stands; who answers again in the meantime is told so."""

    async def once() -> pb.SharedStatement:
        async with _opened(request.token, runtime, "AnswerSharedStatement") as (statement, uow):
            if not request.position.strip():
                raise invalid("position", "Say in which position you answer.", "POSITION_MISSING")
            await take_answer(
                uow,
                statement,
                values(request)["answers"],
                name=request.name,
                position=request.position,
                evidence=AnswerEvidence.TYPED_NAME,
                address=call.get(ADDRESS),
            )
            return shared(statement)

    return await runtime.pipeline.insist(once)


@query
async def get_statement_of_link(request: pb.GetStatementOfLinkRequest, reader: Reader) -> pb.FoundStatement:
    if tenant_of(reader.runtime.master_key, request.token) != reader.tenant_id:
        raise link_unknown()
    s = account_statement.c
    mine = (s.tenant_id == reader.tenant_id, s.link_hash == token_hash(request.token))
    id = (await reader.execute(account_statement.select().with_only_columns(s.id).where(*mine))).scalar()
    if id is None:
        raise link_unknown()
    (await reader.get(AccountStatement, str(id))).demand_open(reader.now)
    return pb.FoundStatement(account_statement_id=str(id))


@command
async def keep_statement_scan(request: pb.KeepStatementScanRequest, uow: UnitOfWork) -> pb.SharedStatement:
    statement = await _statement(uow, request.token)
    statement.keep_scan(values(request)["attachment_id"])
    await show(uow, statement.acknowledged(), statement.id, proven=statement.is_proven)
    return shared(statement)


@asynccontextmanager
async def _opened(token: str, runtime: Runtime, method: str) -> AsyncIterator[tuple[AccountStatement, UnitOfWork]]:
    """The statement that a token opens, as nobody but the link itself. Raises LINK_UNKNOWN."""
    tenant_id = tenant_of(runtime.master_key, token)
    # What the audit calls it: enough of the hash to tell links apart, nothing that opens one.
    principal = Principal("link", token_hash(token).hex()[:16], tenant_id)
    async with runtime.unit_of_work(principal, method=method) as uow:
        yield await _statement(uow, token), uow


async def _statement(uow: UnitOfWork, token: str) -> AccountStatement:
    statement = await uow.first(AccountStatement, account_statement.c.link_hash == token_hash(token))
    if statement is None:
        raise link_unknown()
    # One answer after another; disputes are opened under the same lock.
    await uow.lock("customer", statement.customer_id)
    statement.demand_open(uow.now)
    return statement


def shared(statement: AccountStatement) -> pb.SharedStatement:
    message = to_message(pb.SharedStatement, statement)
    message.scan_count = len(statement.scan_attachment_ids)
    for answer in message.answers:
        # Whether a dispute was opened of it is our affair.
        answer.dispute_id = ""
    for item in message.items:
        item.contract_id = ""
    return message
