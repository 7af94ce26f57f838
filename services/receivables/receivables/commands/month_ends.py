"""Commands on month ends. Who closes a period waits for what is being posted in its books; what comes later waits for the close."""

from uuid import UUID

from sqlalchemy import func, select, text, update

from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import periods_pb2 as pb
from receivables.domain.month_end import PeriodClose, PeriodItemKind, check_closable, obstacle
from receivables.ledger_tables import copy_fiscal_period
from receivables.month_end.looking import checklist
from receivables.month_end.periods import Period, check_whole, period_of
from receivables.month_end.summing import summary
from receivables.period_tables import period_close

_KINDS = {pb.PeriodItemKind.Value(f"PERIOD_ITEM_KIND_{kind.name}"): kind for kind in PeriodItemKind}
# A proof of a large book takes longer than other commands may.
_PATIENCE = text("set local statement_timeout = '5min'")


@command
async def sign_off_period_item(request: pb.SignOffPeriodItemRequest, uow: UnitOfWork) -> PeriodClose:
    period = await _period(request.legal_entity_id, request.fiscal_period_id, uow)
    close, kind = await _close(period, uow), _KINDS[request.kind]
    found = {each.kind: each for each in await checklist(await uow.session.connection(), period, now=uow.now, today=uow.today)}
    close.sign_off(found[kind], request.note, uow.principal.person_id, uow.now)
    return close


@command
async def withdraw_period_sign_off(request: pb.WithdrawPeriodSignOffRequest, uow: UnitOfWork) -> PeriodClose:
    period = await _period(request.legal_entity_id, request.fiscal_period_id, uow)
    close = await _close(period, uow)
    close.withdraw(_KINDS[request.kind])
    return close


@command
async def close_fiscal_period(request: pb.CloseFiscalPeriodRequest, uow: UnitOfWork) -> PeriodClose:
    """The copy says at once what identity, which owns the period, hears by the fact: nothing slips in between."""
    await uow.execute(_PATIENCE)
    entity_id = UUID(request.legal_entity_id)
    check_whole(uow.scope, entity_id)
    await uow.execute(select(func.pg_advisory_xact_lock(func.ledger_period_key(uow.tenant_id, entity_id))))
    period = await _period(request.legal_entity_id, request.fiscal_period_id, uow)
    reason = obstacle(state=period.state, end_date=period.last, today=uow.today, earlier=period.earlier)
    check_closable(reason, end_date=period.last, earlier=period.earlier)
    connection, close = await uow.session.connection(), await _close(period, uow)
    found = await checklist(connection, period, now=uow.now, today=uow.today)
    close.close(found, await summary(connection, period, uow.now), uow.principal.person_id, uow.now)
    copy = copy_fiscal_period.c
    await uow.execute(update(copy_fiscal_period).where(copy.tenant_id == uow.tenant_id, copy.id == period.id).values(state="closed"))
    return close


async def _period(legal_entity_id: str, fiscal_period_id: str, uow: UnitOfWork) -> Period:
    check_whole(uow.scope, UUID(legal_entity_id))
    return await period_of(uow.execute, uow.tenant_id, UUID(fiscal_period_id), of=UUID(legal_entity_id))


async def _close(period: Period, uow: UnitOfWork) -> PeriodClose:
    """The one of the period; it comes to be when something is first said of it."""
    await uow.lock("period_close", period.id)
    found = await uow.first(PeriodClose, period_close.c.id == period.id)
    if found is not None:
        return found
    return uow.add(
        PeriodClose(
            id=period.id,
            tenant_id=uow.tenant_id,
            create_time=uow.now,
            update_time=uow.now,
            legal_entity_id=period.legal_entity_id,
            start_date=period.first,
            end_date=period.last,
        )
    )
