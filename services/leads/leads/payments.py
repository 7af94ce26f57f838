"""What customers paid: for the channel returns, and for the lead that the contract came of."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Self
from uuid import UUID

from sqlalchemy import func, or_, select
from sqlalchemy.dialects.postgresql import insert

from chassis.money import Money
from chassis.service import reaction
from chassis.unit_of_work import UnitOfWork
from crm.common.v1.event_pb2 import Event
from crm.receivables.v1 import events_pb2 as receivables
from crm.receivables.v1 import receivables_pb2 as books
from leads import tables as t
from leads.domain.lead import Lead


@dataclass(frozen=True, slots=True)
class Payment:
    """A row of the table."""

    allocation_id: UUID
    customer_id: UUID | None
    contract_id: UUID | None
    pay_date: date
    currency: str
    amount_minor: int
    reversed: bool

    @classmethod
    def told(cls, fact: receivables.ReceiptAllocated | receivables.AllocationReversed, *, taken_back: bool) -> Self:
        customer_id, contract_id = fact.receipt.customer_id, fact.instalment.contract_id
        return cls(
            allocation_id=UUID(fact.allocation_id),
            customer_id=UUID(customer_id) if customer_id else None,
            contract_id=UUID(contract_id) if contract_id else None,
            pay_date=date.fromisoformat(fact.receipt.received_date),
            currency=fact.amount.currency_code,
            amount_minor=fact.amount.minor,
            reversed=taken_back,
        )


# What a red invoice left to a customer's credit pays, and is no money.
@reaction
async def note_paid(fact: receivables.ReceiptAllocated, event: Event, uow: UnitOfWork) -> None:
    if fact.receipt.tender != books.TENDER_CREDIT:
        uow.finally_for(_keep, [Payment.told(fact, taken_back=False)])


@reaction
async def note_taken_back(fact: receivables.AllocationReversed, event: Event, uow: UnitOfWork) -> None:
    if fact.receipt.tender != books.TENDER_CREDIT:
        uow.finally_for(_keep, [Payment.told(fact, taken_back=True)])


async def _keep(uow: UnitOfWork, payments: Sequence[Payment]) -> None:
    """Once, and taken back for ever, also where that is told first."""
    row = insert(t.payment)
    kept = row.on_conflict_do_update(index_elements=["allocation_id"], set_={"reversed": or_(t.payment.c.reversed, row.excluded.reversed)})
    await uow.execute(kept, [{"tenant_id": uow.tenant_id, **asdict(payment)} for payment in payments])
    await collect(uow, [payment.contract_id for payment in payments if payment.contract_id is not None])


async def collect(uow: UnitOfWork, contract_ids: Sequence[UUID]) -> None:
    """Tells the leads that these contracts came of what was paid for them so far. A contract may become known after its payments."""
    contract, paid = t.copy_contract.c, t.payment.c
    theirs = (contract.tenant_id == uow.tenant_id, contract.id.in_(contract_ids), contract.opportunity_id.is_not(None))
    leads = await uow.find(Lead, t.lead.c.opportunity_id.in_(select(contract.opportunity_id).where(*theirs)))
    if not leads:
        return
    of_these = (contract.tenant_id == uow.tenant_id, contract.opportunity_id.in_([lead.opportunity_id for lead in leads]))
    sums = (
        select(contract.opportunity_id, paid.currency, func.sum(paid.amount_minor).label("minor"))
        .select_from(t.copy_contract.join(t.payment, (paid.tenant_id == contract.tenant_id) & (paid.contract_id == contract.id)))
        .where(*of_these, ~paid.reversed)
        .group_by(contract.opportunity_id, paid.currency)
        .order_by(paid.currency)
    )
    collected: dict[UUID, list[Money]] = defaultdict(list)
    for each in await uow.execute(sums):
        collected[each.opportunity_id].append(Money(each.currency, int(each.minor)))
    for lead in leads:
        if lead.opportunity_id is not None:
            lead.collected(collected[lead.opportunity_id])
