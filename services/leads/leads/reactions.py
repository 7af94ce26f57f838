"""Fact -> effect: follow-ups restart clocks, refusals come back, and the end of the sale is written to the lead that it came from.

Facts come in any order and more than once. What is older than what is known already changes nothing.
"""

from collections.abc import Sequence
from datetime import UTC, date
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from chassis.money import Money
from chassis.service import learned_by, reaction
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import events_pb2 as accounts
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import events_pb2 as pipeline
from leads import known
from leads import tables as t
from leads.domain.lead import Lead
from leads.domain.lead_states import LeadOutcome


@reaction
async def follow_up_lead(fact: accounts.InteractionLogged, event: Event, uow: UnitOfWork) -> None:
    """Whoever of ours looks after the lead talked with the customer: the clocks start anew."""
    if not (fact.subject_type == "lead" and fact.by_assigned):
        return
    if (lead := await uow.first(Lead, t.lead.c.id == UUID(fact.subject_id))) is not None:
        lead.follow_up(
            fact.interaction_time.ToDatetime(UTC),
            await known.clocks(uow),
            reached=fact.two_way,
            interaction_id=UUID(fact.interaction_id),
            next_step=fact.next_step,
            next_step_date=date.fromisoformat(fact.next_step_date) if fact.next_step_date else None,
        )


@reaction
async def learn_contact_keys(fact: accounts.ContactKeysChanged, event: Event, uow: UnitOfWork) -> None:
    """By what an enquiry of this contact would be recognised; the newest counts. An erasure leaves nothing."""
    row = insert(t.contact_key).values(
        tenant_id=uow.tenant_id,
        contact_id=UUID(fact.contact_id),
        account_id=UUID(fact.account_id),
        version=event.version,
        phone_index=bytes.fromhex(fact.phone_key) or None,
        email_index=bytes.fromhex(fact.email_key) or None,
        wechat_index=bytes.fromhex(fact.wechat_key) or None,
    )
    newer = {name: row.excluded[name] for name in ("account_id", "version", "phone_index", "email_index", "wechat_index")}
    await uow.execute(
        row.on_conflict_do_update(
            index_elements=["tenant_id", "contact_id"], set_=newer, where=t.contact_key.c.version < row.excluded.version
        )
    )


@reaction
async def take_back_conversion(fact: accounts.AccountRefused, event: Event, uow: UnitOfWork) -> None:
    if (lead := await uow.first(Lead, t.lead.c.id == UUID(fact.lead_id))) is not None:
        lead.account_refused(UUID(fact.account_id), fact.reason, fact.detail, uow.now, await known.clocks(uow))


@reaction
async def note_refused_opportunity(fact: pipeline.OpportunityRefused, event: Event, uow: UnitOfWork) -> None:
    if (lead := await uow.first(Lead, t.lead.c.id == UUID(fact.lead_id))) is not None:
        lead.opportunity_refused(UUID(fact.opportunity_id), fact.reason, fact.detail)


# --- how it ended ----------------------------------------------------------------------------------


async def learn_leads(facts: Sequence[pipeline.OpportunityWon | pipeline.OpportunityLost], uow: UnitOfWork) -> None:
    """Most sales came of no lead."""
    found = await uow.find(Lead, t.lead.c.opportunity_id.in_({UUID(fact.opportunity_id) for fact in facts}))
    uow.known.setdefault("lead_of", {}).update({lead.opportunity_id: lead for lead in found})


@reaction
@learned_by(learn_leads)
async def note_won(fact: pipeline.OpportunityWon, event: Event, uow: UnitOfWork) -> None:
    if (lead := await _lead_of(uow, UUID(fact.opportunity_id))) is not None:
        lead.ended(LeadOutcome.WON, [Money(fact.won_amount.currency_code, fact.won_amount.minor)], version=event.version)


@reaction
@learned_by(learn_leads)
async def note_lost(fact: pipeline.OpportunityLost, event: Event, uow: UnitOfWork) -> None:
    if (lead := await _lead_of(uow, UUID(fact.opportunity_id))) is not None:
        lead.ended(LeadOutcome.LOST, [], version=event.version)


async def _lead_of(uow: UnitOfWork, opportunity_id: UUID) -> Lead | None:
    learned: Lead | None = uow.known["lead_of"].get(opportunity_id)
    # What an earlier event of the batch changed was stored and forgotten.
    return learned if learned is None or learned in uow.session else await uow.first(Lead, t.lead.c.opportunity_id == opportunity_id)
