"""Fact -> effect: what accounts tells of talks with a customer winds up the clocks of its opportunities, opens and closes their warnings.

Facts come in any order and more than once; the watch keeps to what is newer. History opens no warning.
"""

from collections.abc import AsyncIterator
from datetime import UTC, date
from typing import Any
from uuid import UUID

from sqlalchemy import Row, select

from chassis.service import learned_by, reaction
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import events_pb2 as talks
from crm.common.v1.event_pb2 import Event
from pipeline import tables as t
from pipeline.commands import known
from pipeline.domain.opportunity_watch import FollowUp, OpportunityWatch
from pipeline.domain.warnings import WarningKind
from pipeline.watching import day_of, patience_of, watch_of

Warnings = talks.InteractionThin | talks.ResponseFalling | talks.CommunicationOneSided


async def learn_opportunities(facts: list[talks.InteractionLogged], uow: UnitOfWork) -> None:
    """Talks come in crowds: their opportunities and accounts are looked up in one go."""
    found = await known.rows(uow, t.opportunity, {UUID(fact.opportunity_id) for fact in facts if fact.opportunity_id})
    await known.rows(uow, t.copy_account, {row.account_id for row in found.values() if row is not None and row.account_id})


@reaction
@learned_by(learn_opportunities)
async def restart_clocks(fact: talks.InteractionLogged, event: Event, uow: UnitOfWork) -> None:
    """Whatever the subject was: a talk that names an opportunity is one about it."""
    opportunity = await _open_one(fact.opportunity_id, uow)
    if opportunity is None:
        return
    settings, at = await known.settings(uow), fact.interaction_time.ToDatetime(UTC)
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
    (await watch_of(uow, opportunity.id)).follow_up(talk, await patience_of(uow, opportunity.account_id))


@reaction
async def warn_of_thin_content(fact: talks.InteractionThin, event: Event, uow: UnitOfWork) -> None:
    await _warn(fact, event, uow, WarningKind.THIN_CONTENT, quality=fact.quality)


@reaction
async def forget_thin_content(fact: talks.InteractionMended, event: Event, uow: UnitOfWork) -> None:
    async for watch in _meant(fact, uow):
        watch.mended(event.create_time.ToDatetime(UTC))


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


async def _meant(fact: Warnings | talks.InteractionMended, uow: UnitOfWork) -> AsyncIterator[OpportunityWatch]:
    """The opportunity that the fact is about; all open ones of the account where it is about the account itself."""
    if fact.opportunity_id:
        if (opportunity := await _open_one(fact.opportunity_id, uow)) is not None:
            yield await watch_of(uow, opportunity.id)
    elif fact.subject_type == "account":
        deal = t.opportunity.c
        of_account = (deal.tenant_id == uow.tenant_id, deal.account_id == UUID(fact.account_id))
        statement = select(deal.id).where(*of_account, deal.state == "open", deal.archive_time.is_(None)).order_by(deal.id)
        for id in (await uow.execute(statement)).scalars().all():
            yield await watch_of(uow, id)


async def _open_one(opportunity_id: str, uow: UnitOfWork) -> Row[Any] | None:
    """None of what is closed, lies in the recycle bin, or is unknown here."""
    if not opportunity_id:
        return None
    id = UUID(opportunity_id)
    row = (await known.rows(uow, t.opportunity, (id,)))[id]
    return row if row is not None and row.state == "open" and row.archive_time is None else None
