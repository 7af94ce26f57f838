"""Commands on statements of account (对账单, 对账函): issuing, sending, taking back, and answers that came on paper."""

from chassis.links import new_token, token_hash
from chassis.messages import to_message, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import account_statements_pb2 as pb
from receivables import known
from receivables.account_statement_batches import count_customers
from receivables.account_statements import issue, period, take_answer
from receivables.domain.account_statement.batch import AccountStatementBatch
from receivables.domain.account_statement.statement import AccountStatement
from receivables.domain.account_statement.states import AnswerEvidence, StatementKind


@command
async def create_account_statement(request: pb.CreateAccountStatementRequest, uow: UnitOfWork) -> AccountStatement:
    given = values(request.account_statement)
    kind = StatementKind(given["kind"])
    first, last = period(kind, given["from_date"], given["to_date"], uow.today, "account_statement")
    statement = AccountStatement(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        kind=kind,
        customer_id=given["customer_id"],
        legal_entity_id=given["legal_entity_id"],
        currency=given["currency"],
        from_date=first,
        to_date=last,
        known_at=uow.now,
        issued_by=uow.principal.person_id,
    )
    return await issue(uow, statement)


@command
async def send_account_statement(request: pb.SendAccountStatementRequest, uow: UnitOfWork) -> pb.SendAccountStatementResponse:
    statement = await uow.get(AccountStatement, request.account_statement_id, etag=request.etag)
    settings, token = await known.settings(uow), new_token(uow.master_key, uow.tenant_id)
    days = request.link_days or settings.statement_link_days
    statement.send(token_hash(token), request.sent_to, days=days, answer_days=settings.statement_answer_days, today=uow.today, now=uow.now)
    await uow.stage()
    return pb.SendAccountStatementResponse(account_statement=to_message(pb.AccountStatement, statement), token=token)


@command
async def revoke_statement_link(request: pb.RevokeStatementLinkRequest, uow: UnitOfWork) -> AccountStatement:
    statement = await uow.get(AccountStatement, request.account_statement_id, etag=request.etag)
    statement.revoke_link()
    return statement


@command
async def revoke_account_statement(request: pb.RevokeAccountStatementRequest, uow: UnitOfWork) -> AccountStatement:
    statement = await uow.get(AccountStatement, request.account_statement_id, etag=request.etag)
    statement.revoke(request.reason)
    return statement


@command
async def record_statement_answer(request: pb.RecordStatementAnswerRequest, uow: UnitOfWork) -> AccountStatement:
    statement = await uow.get(AccountStatement, request.account_statement_id, etag=request.etag)
    given = values(request)
    statement.scan_attachment_ids = list(dict.fromkeys([*statement.scan_attachment_ids, *given["scan_attachment_ids"]]))
    evidence = AnswerEvidence.PAPER if statement.scan_attachment_ids else AnswerEvidence.NOTED
    await take_answer(uow, statement, given["answers"], name=request.name, position=request.position, evidence=evidence)
    return statement


@command
async def create_account_statement_batch(request: pb.CreateAccountStatementBatchRequest, uow: UnitOfWork) -> AccountStatementBatch:
    given = values(request.account_statement_batch)
    kind = StatementKind(given["kind"])
    first, last = period(kind, given["from_date"], given["to_date"], uow.today, "account_statement_batch")
    await known.legal_entity(uow, given["legal_entity_id"], "account_statement_batch.legal_entity_id")
    batch = AccountStatementBatch(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        kind=kind,
        legal_entity_id=given["legal_entity_id"],
        currency=given["currency"],
        from_date=first,
        to_date=last,
        owner_ids=list(given["owner_ids"]),
        asked_by=uow.principal.person_id,
    )
    batch.total_count = await count_customers(uow, batch)
    if not batch.total_count:
        batch.advance(None, issued=0, skipped=0, now=uow.now)
    return uow.add(batch)


@command
async def cancel_account_statement_batch(request: pb.CancelAccountStatementBatchRequest, uow: UnitOfWork) -> AccountStatementBatch:
    batch = await uow.get(AccountStatementBatch, request.account_statement_batch_id, etag=request.etag)
    batch.cancel(uow.now)
    return batch
