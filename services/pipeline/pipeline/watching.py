"""What is watched of opportunities: made with them, wound up by what happens to them, at rest while they are closed.

Whoever opens, moves or closes an opportunity says so here, in the same unit of work.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.days import start_of_day
from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from pipeline import tables as t
from pipeline.commands import known
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_parts import OpportunityState
from pipeline.domain.opportunity_watch import OpportunityWatch
from pipeline.domain.pipeline_settings import Patience, Stay
from pipeline.domain.process import SalesProcess

_Dwells = Mapping[str, Any]


async def begin(uow: UnitOfWork, opportunity: Opportunity, process: SalesProcess) -> None:
    """A new opportunity. Of an imported one the clocks run since its days; what they have passed already is a warning, but no news."""
    at = uow.now
    if uow.historical and opportunity.open_date is not None:
        at = start_of_day(opportunity.open_date, uow.clock.zone(uow.tenant_id))
    watch = uow.add(_new(uow, opportunity.id, at))
    if opportunity.state != OpportunityState.OPEN:
        return
    entered = (opportunity.stage_entry_date if uow.historical else None) or uow.today
    patience, stay = await patience_of(uow, opportunity.account_id), await _stay(uow, opportunity, process)
    watch.begin(patience, stay, at=at, on=day_of(uow, at), entered=entered)
    if uow.historical:
        watch.pass_over(uow.today, uow.now)


async def enter_stage(uow: UnitOfWork, opportunity: Opportunity, process: SalesProcess) -> None:
    watch = await watch_of(uow, opportunity.id)
    patience, stay = await patience_of(uow, opportunity.account_id), await _stay(uow, opportunity, process)
    watch.enter(patience, stay, at=uow.now, on=uow.today)


async def begin_again(uow: UnitOfWork, opportunity: Opportunity, process: SalesProcess) -> None:
    """Reopened, or taken out of the recycle bin."""
    if opportunity.state == OpportunityState.OPEN:
        watch = await watch_of(uow, opportunity.id)
        patience, stay = await patience_of(uow, opportunity.account_id), await _stay(uow, opportunity, process)
        watch.begin(patience, stay, at=uow.now, on=uow.today, entered=uow.today)


async def rest(uow: UnitOfWork, opportunity: Opportunity) -> None:
    """Won, lost, or in the recycle bin."""
    (await watch_of(uow, opportunity.id)).rest()


async def watch_of(uow: UnitOfWork, opportunity_id: UUID) -> OpportunityWatch:
    """The watch of an opportunity; a new one where it was opened before anything was watched."""
    found = await uow.first(OpportunityWatch, t.opportunity_watch.c.opportunity_id == opportunity_id)
    return found or uow.add(_new(uow, opportunity_id, uow.now))


def _new(uow: UnitOfWork, opportunity_id: UUID, at: datetime) -> OpportunityWatch:
    return OpportunityWatch(
        id=derived_id("opportunity_watch", opportunity_id),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        opportunity_id=opportunity_id,
        last_event_time=at,
        pause_time=at,
    )


# --- how patient one is ----------------------------------------------------------------------------


async def patience_of(uow: UnitOfWork, account_id: UUID | None) -> Patience:
    """As the settings have it for the tier of the account."""
    account = (await known.rows(uow, t.copy_account, (account_id,)))[account_id] if account_id else None
    return (await known.settings(uow)).patience(str(account.tier) if account is not None else "")


async def _stay(uow: UnitOfWork, opportunity: Opportunity, process: SalesProcess) -> Stay:
    """What is usual in its stage."""
    stage, settings = process.stage(opportunity.stage), await known.settings(uow)
    if (dwell := (await _dwells(uow, process.id)).get(stage.key)) is None:
        return settings.stay(expected_days=stage.expected_days)
    return settings.stay(expected_days=stage.expected_days, median_days=dwell.median_days, samples=dwell.samples)


async def _dwells(uow: UnitOfWork, sales_process_id: UUID) -> _Dwells:
    found = uow.known.setdefault(t.stage_dwell.name, {})
    if sales_process_id not in found:
        dwell = t.stage_dwell.c
        of_it = (dwell.tenant_id == uow.tenant_id, dwell.sales_process_id == sales_process_id)
        statement = select(dwell.stage, dwell.samples, dwell.median_days).where(*of_it)
        found[sales_process_id] = {row.stage: row for row in await uow.execute(statement)}
    return found[sales_process_id]  # type: ignore[no-any-return]


def day_of(uow: UnitOfWork, at: datetime) -> date:
    """The tenant's day of an instant."""
    return at.astimezone(uow.clock.zone(uow.tenant_id)).date()
