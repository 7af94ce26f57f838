"""The life of a lead in the timeline of the account that it became: each line waits until there is one, and comes there then."""

from datetime import UTC
from typing import Any
from uuid import UUID

from google.protobuf.message import Message
from sqlalchemy import literal, select
from sqlalchemy.dialects.postgresql import insert

from accounts import tables as t
from accounts.conversions import account_of
from accounts.domain.reasons import told
from accounts.lead_tables import lead_timeline_entry
from chassis.money import Money
from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import types_pb2 as common
from crm.common.v1.event_pb2 import Event
from crm.leads.v1 import events_pb2 as leads
from crm.leads.v1 import leads_pb2

_COLUMNS = ("id", "tenant_id", "create_time", "kind", "subject_type", "subject_id", "sequence", "actor", "parameters")


@reaction
async def note_lead_captured(fact: leads.LeadCaptured, event: Event, uow: UnitOfWork) -> None:
    amount = fact.estimated_amount
    await _note(uow, event, fact.lead_id, name=fact.lead_name, source=fact.source_name, channel=fact.channel, amount=amount)


@reaction
async def note_lead_assigned(fact: leads.LeadAssigned, event: Event, uow: UnitOfWork) -> None:
    await _note(uow, event, fact.lead_id, owner_id=fact.owner_id, **told(fact.reason, fact.why))


@reaction
async def note_lead_followed_up(fact: leads.LeadFollowedUp, event: Event, uow: UnitOfWork) -> None:
    """The first one, for how quickly somebody answered; the others stand there as interactions."""
    if fact.first:
        await _note(uow, event, fact.lead_id, response_minutes=str(fact.response_minutes))


@reaction
async def note_lead_pooled(fact: leads.LeadPooled, event: Event, uow: UnitOfWork) -> None:
    await _note(uow, event, fact.lead_id, pool=fact.pool_name, **told(fact.reason, fact.why))


@reaction
async def note_lead_claimed(fact: leads.LeadClaimed, event: Event, uow: UnitOfWork) -> None:
    await _note(uow, event, fact.lead_id, owner_id=fact.owner_id)


@reaction
async def note_lead_returned(fact: leads.LeadReturned, event: Event, uow: UnitOfWork) -> None:
    await _note(uow, event, fact.lead_id, reason=fact.reason)


@reaction
async def note_lead_qualified(fact: leads.LeadQualified, event: Event, uow: UnitOfWork) -> None:
    await _note(uow, event, fact.lead_id, owner_id=fact.owner_id)


@reaction
async def note_touch(fact: leads.TouchRecorded, event: Event, uow: UnitOfWork) -> None:
    kind = leads_pb2.TouchType.Name(fact.type).removeprefix("TOUCH_TYPE_").lower()
    seen = {"type": kind, "channel": fact.channel, "detail": fact.detail}
    if fact.account_id:
        line = _line(uow, event, seen)
        await uow.execute(insert(t.timeline_entry).values(account_id=UUID(fact.account_id), **line).on_conflict_do_nothing())
    else:
        await _note(uow, event, fact.lead_id, **seen)


@reaction
async def bring_life_of_lead(fact: leads.LeadConverted, event: Event, uow: UnitOfWork) -> None:
    """After the conversion was made of the same fact; a refused one leaves the lines where they wait."""
    await _note(uow, event, fact.lead_id, source=fact.source_name, channel=fact.channel, number=fact.lead_number)
    await uow.stage()
    account_id, waiting = await account_of(uow, UUID(fact.lead_id)), lead_timeline_entry.c
    if account_id is None:
        return
    lines = select(literal(account_id), *(waiting[name] for name in _COLUMNS)).where(
        waiting.tenant_id == uow.tenant_id, waiting.lead_id == UUID(fact.lead_id)
    )
    await uow.execute(insert(t.timeline_entry).from_select(["account_id", *_COLUMNS], lines).on_conflict_do_nothing())


async def _note(uow: UnitOfWork, event: Event, lead_id: str, **parameters: str | Message) -> None:
    """One line; the event's own id makes it the same line when the event comes again."""
    await uow.lock("lead", UUID(lead_id))
    line = _line(uow, event, parameters)
    await uow.execute(insert(lead_timeline_entry).values(lead_id=UUID(lead_id), **line).on_conflict_do_nothing())
    if (account_id := await account_of(uow, UUID(lead_id))) is not None:
        await uow.execute(insert(t.timeline_entry).values(account_id=account_id, **line).on_conflict_do_nothing())


def _line(uow: UnitOfWork, event: Event, parameters: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": UUID(event.id),
        "tenant_id": uow.tenant_id,
        "create_time": event.create_time.ToDatetime(UTC),
        "kind": event.type.rpartition(".")[2],
        "subject_type": event.subject_type,
        "subject_id": UUID(event.subject_id),
        "sequence": event.sequence,
        "actor": event.actor,
        "parameters": {name: text for name, value in parameters.items() if (text := _text(value))},
    }


def _text(value: str | Message) -> str:
    if isinstance(value, common.Money):
        return str(Money(value.currency_code, value.minor)) if value.currency_code else ""
    return str(value)
