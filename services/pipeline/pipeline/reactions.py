"""Fact -> effect: what accounts tells of talks with a customer winds up the clocks of its opportunities, opens and closes their warnings.

Facts come in any order and more than once; the watch keeps to what is newer. History opens no warning.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date
from uuid import UUID

from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import events_pb2 as talks
from crm.common.v1.event_pb2 import Event
from pipeline import tables as t
from pipeline.commands import known
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.opportunity_parts import OpportunityState
from pipeline.domain.opportunity_watch import FollowUp, OpportunityWatch
from pipeline.domain.warnings import WarningKind
from pipeline.watching import day_of, patience_of, watch_of

Warnings = talks.InteractionThin | talks.ResponseFalling | talks.CommunicationOneSided


@reaction
async def restart_clocks(fact: talks.InteractionLogged, event: Event, uow: UnitOfWork) -> None:
    opportunity = await _open_one(fact.opportunity_id, uow)
    if opportunity is None:
        return
    process, settings = await known.sales_process(uow, opportunity.sales_process_id), await known.settings(uow)
    patience, at = await patience_of(uow, opportunity, process), fact.interaction_time.ToDatetime(UTC)
    talk = FollowUp(
        at=at,
        day=day_of(uow, at),
        logged=event.create_time.ToDatetime(UTC),
        restarts=fact.by_assigned,
        says_enough=fact.quality >= settings.follow_up_quality,
        two_way=fact.two_way,
        next_step=fact.next_step,
        next_step_date=date.fromisoformat(fact.next_step_date) if fact.next_step_date else None,
    )
    (await watch_of(uow, opportunity.id)).follow_up(talk, patience)


@reaction
async def warn_of_thin_content(fact: talks.InteractionThin, event: Event, uow: UnitOfWork) -> None:
    await _warn(fact, event, uow, WarningKind.THIN_CONTENT, quality=fact.quality)


@reaction
async def warn_of_falling_response(fact: talks.ResponseFalling, event: Event, uow: UnitOfWork) -> None:
    await _warn(fact, event, uow, WarningKind.RESPONSE_FALLING, before=fact.before, now=fact.now)


@reaction
async def warn_of_one_sided_communication(fact: talks.CommunicationOneSided, event: Event, uow: UnitOfWork) -> None:
    await _warn(fact, event, uow, WarningKind.ONE_SIDED, count=fact.count)


async def _warn(fact: Warnings, event: Event, uow: UnitOfWork, kind: WarningKind, **parameters: int) -> None:
    if event.historical:
        return
    async for watch in _meant(fact, uow):
        watch.warn(kind, event.create_time.ToDatetime(UTC), **parameters)


async def _meant(fact: Warnings, uow: UnitOfWork) -> AsyncIterator[OpportunityWatch]:
    """The opportunity that the fact is about; all open ones of the account where it is about the account itself."""
    if fact.opportunity_id:
        if (opportunity := await _open_one(fact.opportunity_id, uow)) is not None:
            yield await watch_of(uow, opportunity.id)
    elif fact.subject_type == "account":
        deal = t.opportunity.c
        of_account = (deal.account_id == UUID(fact.account_id), deal.state == "open", deal.archive_time.is_(None))
        for opportunity in await uow.find(Opportunity, *of_account):
            yield await watch_of(uow, opportunity.id)


async def _open_one(opportunity_id: str, uow: UnitOfWork) -> Opportunity | None:
    """None of what is closed, archived, or not of this service's knowledge."""
    if not opportunity_id:
        return None
    deal = t.opportunity.c
    found = await uow.first(Opportunity, deal.id == UUID(opportunity_id), deal.archive_time.is_(None))
    return found if found is not None and found.state == OpportunityState.OPEN else None
