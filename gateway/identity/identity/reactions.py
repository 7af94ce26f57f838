"""Fact -> effect: what other services decided about our companies."""

from datetime import UTC
from uuid import UUID

from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.receivables.v1 import events_pb2 as receivables
from identity.domain.fiscal_period import FiscalPeriod, FiscalPeriodState


@reaction
async def close_period(fact: receivables.PeriodClosed, event: Event, uow: UnitOfWork) -> None:
    """The ledger takes nothing into it already; who closed it there, closed it."""
    period = await uow.first(FiscalPeriod, uow.service.resource(FiscalPeriod).table.c.id == UUID(fact.fiscal_period_id))
    if period is not None and period.state != FiscalPeriodState.CLOSED:
        period.close(UUID(fact.closed_by) if fact.closed_by else None, fact.known_at.ToDatetime(UTC))
