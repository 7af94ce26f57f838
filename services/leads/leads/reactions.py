"""Fact -> effect: follow-ups restart clocks, refusals come back, and the end of the sale is written to the lead that it came from.

Facts come in any order and more than once. What is older than what is known already changes nothing.
"""

from datetime import UTC, date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert

from chassis.money import Money
from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import events_pb2 as accounts
from crm.common.v1.event_pb2 import Event
from crm.pipeline.v1 import events_pb2 as pipeline
from crm.receivables.v1 import events_pb2 as receivables
from leads import known
from leads import tables as t
from leads.domain.lead import Lead
from leads.domain.lead_states import LeadOutcome


class ContractAwaited(Exception):
    """Money was paid for a contract that is not known yet; so the fact comes again."""


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


@reaction
async def note_won(fact: pipeline.OpportunityWon, event: Event, uow: UnitOfWork) -> None:
    if (lead := await _lead_of(uow, UUID(fact.opportunity_id))) is not None:
        lead.ended(LeadOutcome.WON, [Money(fact.won_amount.currency_code, fact.won_amount.minor)], version=event.version)


@reaction
async def note_lost(fact: pipeline.OpportunityLost, event: Event, uow: UnitOfWork) -> None:
    if (lead := await _lead_of(uow, UUID(fact.opportunity_id))) is not None:
        lead.ended(LeadOutcome.LOST, [], version=event.version)


@reaction
async def note_collected(fact: receivables.ReceiptAllocated, event: Event, uow: UnitOfWork) -> None:
    await _pay(fact, uow, taken_back=False)


@reaction
async def note_taken_back(fact: receivables.AllocationReversed, event: Event, uow: UnitOfWork) -> None:
    await _pay(fact, uow, taken_back=True)


async def _lead_of(uow: UnitOfWork, opportunity_id: UUID) -> Lead | None:
    return await uow.first(Lead, t.lead.c.opportunity_id == opportunity_id)


async def _pay(fact: receivables.ReceiptAllocated | receivables.AllocationReversed, uow: UnitOfWork, *, taken_back: bool) -> None:
    """Keeps what was paid once, and what was taken back for ever, also where that is told first."""
    lead = await _lead_of_contract(uow, UUID(fact.instalment.contract_id)) if fact.instalment.contract_id else None
    if lead is None:
        return
    payment = insert(t.lead_payment).values(
        tenant_id=uow.tenant_id,
        allocation_id=UUID(fact.allocation_id),
        lead_id=lead.id,
        currency=fact.amount.currency_code,
        amount_minor=fact.amount.minor,
        reversed=taken_back,
    )
    keys = ["tenant_id", "allocation_id"]
    await uow.execute(
        payment.on_conflict_do_update(index_elements=keys, set_={"reversed": True}) if taken_back else payment.on_conflict_do_nothing()
    )
    paid = t.lead_payment.c
    mine = (paid.tenant_id == uow.tenant_id, paid.lead_id == lead.id, ~paid.reversed)
    sums = select(paid.currency, func.sum(paid.amount_minor).label("minor")).where(*mine).group_by(paid.currency).order_by(paid.currency)
    lead.collected([Money(row.currency, int(row.minor)) for row in await uow.execute(sums)])


async def _lead_of_contract(uow: UnitOfWork, contract_id: UUID) -> Lead | None:
    """The lead whose opportunity the contract came of. Raises ContractAwaited before the contract is known."""
    copy = t.copy_contract.c
    row = (await uow.execute(select(copy.opportunity_id).where(copy.tenant_id == uow.tenant_id, copy.id == contract_id))).first()
    if row is None:
        raise ContractAwaited(f"Contract {contract_id} is not known yet.")
    return await _lead_of(uow, row.opportunity_id) if row.opportunity_id else None
