"""How an enquiry comes in, by whatever way: one becomes a lead with an owner or a pool, or a touch on who is known already."""

from typing import Any
from uuid import UUID

from chassis import assignments
from chassis.errors import invalid
from chassis.messages import values
from chassis.reasons import NO_REASON
from chassis.unit_of_work import UnitOfWork
from crm.leads.v1 import leads_pb2 as pb
from leads import assignment, known, known_customers
from leads.domain.lead import Lead
from leads.domain.lead_history import LeadHistory
from leads.domain.lead_states import LeadOutcome, LeadState
from leads.domain.reasons import IMPORTED_WITHOUT_OWNER, NOBODY_SUITS
from leads.domain.source import recognised
from leads.domain.touch import Touch, TouchType
from leads.known_customers import Known

KIND = "lead"
SEALED = known_customers.SEALED


async def draft(uow: UnitOfWork, message: pb.Lead) -> Lead:
    """The lead that the message tells of, nobody's yet and not stored. `owner_id` of the message is the caller's business."""
    given = values(message)
    given.pop("owner_id")
    name = given.pop("name") or given["company_name"]
    lead = Lead(id=uow.new_id(), tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now, name=name)
    lead.currency = await known.currency(uow)
    if given["first_touch_time"] is not None and given["first_touch_time"] > uow.now:
        raise invalid("lead.first_touch_time", "A customer cannot have come in the future.", "TIME_IN_FUTURE")
    given["first_touch_time"] = given["first_touch_time"] or uow.now
    lead.revise(**await sealed(uow, lead, given, new=True))
    await _recognise_source(uow, lead)
    lead.last_update_time = uow.now
    return lead


async def sealed(uow: UnitOfWork, lead: Lead, given: dict[str, Any], *, new: bool = False) -> dict[str, Any]:
    """The given values with phone, mail and WeChat id enciphered under the lead's own key; a `new` one has none yet."""
    return given | {
        name: await uow.vault.seal(lead.id, kind, given[name], field=f"lead.{name}", new=new)
        for name, kind in SEALED.items()
        if name in given
    }


async def _recognise_source(uow: UnitOfWork, lead: Lead) -> None:
    """The source that is named, else the one that the traces point to; the channel after the link where nobody names one."""
    origin = lead.origin
    if lead.source_id is not None:
        await known.source(uow, lead.source_id)
    elif origin:
        found = recognised(
            await known.sources(uow),
            utm_source=origin.get("utm_source") or "",
            referrer=origin.get("referrer") or "",
            referred=origin.get("referrer_account_id") is not None,
        )
        lead.source_id = found.id if found else None
    if not lead.channel and origin:
        lead.channel = "/".join(part for part in (origin.get("utm_source"), origin.get("utm_medium")) if part)


async def take_in(uow: UnitOfWork, lead: Lead, owner_id: UUID | None) -> Lead:
    """Gives the lead to the owner named, to whom assignment chooses, or to the default pool; stores it and tells of it."""
    choice = assignment.Choice(owner_id, NO_REASON) if owner_id else await assignment.choose(uow, lead)
    source_name = await known.source_name(uow, lead.source_id)
    by = uow.principal.person_id
    if choice is None:
        pool = await known.pool(uow, None)
        await known.keep_pool(uow, pool)
        lead.captured(source_name, by)
        lead.pooled(pool.id, pool.name, pool.responsible_team_id, None, NOBODY_SUITS(), uow.now)
    else:
        await assignments.own(uow, lead, KIND, choice.person_id, reason=choice.reason)
        lead.begin(uow.now, await known.clocks(uow))
        lead.captured(source_name, by)
        lead.assigned(None, choice.reason)
    known_customers.remember(uow, lead)
    return uow.add(lead)


async def bring_in(uow: UnitOfWork, lead: Lead, owner_id: UUID | None, history: pb.LeadHistory) -> Lead:
    """Stores a lead as history tells of it: in its final state, with the times it had.

    A live one without owner goes to the default pool.
    """
    past = values(history)
    lead.recall(
        LeadHistory(
            state=LeadState(past["state"]) if past["state"] else None,
            outcome=LeadOutcome(past["outcome"]) if past["outcome"] else None,
            won_amounts=tuple(past["won_amounts"]),
            collected_amounts=tuple(past["collected_amounts"]),
            **{
                name: past[name]
                for name in (
                    *("assign_time", "first_follow_up_time", "last_follow_up_time", "close_time", "close_reason"),
                    *("account_id", "opportunity_id"),
                )
            },
        )
    )
    source_name = await known.source_name(uow, lead.source_id)
    if owner_id is not None:
        since = (lead.assign_time or uow.now).astimezone(uow.clock.zone(uow.tenant_id)).date()
        await assignments.own(uow, lead, KIND, owner_id, since=since)
    lead.captured(source_name, uow.principal.person_id)
    if owner_id is None and lead.state.is_followed:
        pool = await known.pool(uow, None)
        await known.keep_pool(uow, pool)
        lead.pooled(pool.id, pool.name, pool.responsible_team_id, None, IMPORTED_WITHOUT_OWNER(), uow.now)
    else:
        lead.resume(uow.now, await known.clocks(uow))
    return uow.add(lead)


async def as_touch(uow: UnitOfWork, lead: Lead, found: Known) -> Touch:
    """Keeps an enquiry by somebody who is known as a touch there, under the draft's id: its sealed values stay readable."""
    touch = Touch(
        id=lead.id,
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        type=TouchType.DUPLICATE_ENQUIRY,
        touch_time=lead.first_touch_time or uow.now,
        lead_id=found.id if found.kind == KIND else None,
        account_id=found.id if found.kind == "account" else None,
        source_id=lead.source_id,
        campaign_id=lead.campaign_id,
        channel=lead.channel,
        detail=lead.need,
        person_name=lead.name,
        phone=lead.phone,
        email=lead.email,
        owner_id=found.owner_id,
        team_id=found.team_id,
        shared_with=[*found.shared_with],
    )
    if found.kind == KIND:
        (await known_lead(uow, found)).touched(touch.touch_time, touch.type)
    touch.tell(uow.now)
    return uow.add(touch)


async def known_lead(uow: UnitOfWork, found: Known) -> Lead:
    """The lead that an enquiry belongs to, whoever owns it."""
    if found.lead is not None:
        return found.lead
    async with uow.beyond_scope("the lead that an enquiry belongs to"):
        return await uow.get(Lead, found.id)
