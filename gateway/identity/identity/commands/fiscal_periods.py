"""Commands on fiscal periods. The periods of a legal entity are changed one after the other, so that none comes to overlap."""

from datetime import date
from uuid import UUID

from sqlalchemy import select

from chassis.errors import not_found, precondition
from chassis.messages import to_messages, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.identity.v1 import identity_pb2 as pb
from identity.domain.fiscal_period import FiscalPeriod, months_of_year
from identity.domain.legal_entity import LegalEntity
from identity.tables import fiscal_period as table


@command
async def create_fiscal_period(request: pb.CreateFiscalPeriodRequest, uow: UnitOfWork) -> FiscalPeriod:
    entity = await uow.get(LegalEntity, request.legal_entity_id)
    await uow.lock("fiscal_period", entity.id)
    given = values(request.fiscal_period)
    return await _add(uow, entity.id, given["name"], given["start_date"], given["end_date"])


@command
async def create_fiscal_year(request: pb.CreateFiscalYearRequest, uow: UnitOfWork) -> pb.CreateFiscalYearResponse:
    entity = await uow.get(LegalEntity, request.legal_entity_id)
    await uow.lock("fiscal_period", entity.id)
    months = months_of_year(request.year, request.first_month or 1)
    periods = [await _add(uow, entity.id, name, start, end) for name, start, end in months]
    await uow.stage()
    return pb.CreateFiscalYearResponse(fiscal_periods=to_messages(pb.FiscalPeriod, periods))


@command
async def soft_close_fiscal_period(request: pb.SoftCloseFiscalPeriodRequest, uow: UnitOfWork) -> FiscalPeriod:
    period = await _get(request, uow)
    period.soft_close(uow.principal.person_id, uow.now)
    return period


@command
async def reopen_fiscal_period(request: pb.ReopenFiscalPeriodRequest, uow: UnitOfWork) -> FiscalPeriod:
    period = await _get(request, uow)
    period.reopen(request.reason, uow.principal.person_id, uow.now)
    return period


async def _get(request: pb.SoftCloseFiscalPeriodRequest | pb.ReopenFiscalPeriodRequest, uow: UnitOfWork) -> FiscalPeriod:
    period = await uow.get(FiscalPeriod, request.fiscal_period_id, etag=request.etag)
    if str(period.legal_entity_id) != request.legal_entity_id:
        raise not_found("fiscal period", request.fiscal_period_id)
    return period


async def _add(uow: UnitOfWork, legal_entity_id: UUID, name: str, start: date, end: date) -> FiscalPeriod:
    period = FiscalPeriod(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        legal_entity_id=legal_entity_id,
        name=name,
        start_date=start,
        end_date=end,
    )
    meets = (table.c.legal_entity_id == legal_entity_id, table.c.start_date <= end, table.c.end_date >= start)
    other = (await uow.execute(select(table.c.name).where(table.c.tenant_id == uow.tenant_id, *meets).limit(1))).scalar()
    if other is not None:
        raise precondition("PERIOD_OVERLAPS", f"{name} shares days with {other}; every day lies in one period at most.", other=other)
    return uow.add(period)
