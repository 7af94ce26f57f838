"""What commands, reactions and timers must know besides their own aggregates. Everything is read once per transaction; batches learn
it in advance."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Row, select

from chassis import calendar
from chassis.branches import within_limits
from chassis.calendar import Calendar
from chassis.company_settings import settings_of
from chassis.errors import DomainError, Kind, Violation, not_found
from chassis.ids import derived_id
from chassis.tables import copy_legal_entity
from chassis.unit_of_work import UnitOfWork
from receivables import tables as t
from receivables.domain.instalment import Instalment
from receivables.domain.invoicee import Invoicee
from receivables.domain.plan import PaymentPlan
from receivables.domain.receipt import Receipt
from receivables.domain.receivable_settings import ReceivableSettings

# --- our companies and their customers -------------------------------------------------------------


async def legal_entity(uow: UnitOfWork, id: UUID, field: str = "legal_entity_id") -> Row[Any]:
    """A company of ours that the caller may post for. Raises LEGAL_ENTITY_UNKNOWN, also while the news of a new one is on its way."""
    entity, allowed = copy_legal_entity.c, uow.scope.limits.legal_entity_ids
    known = uow.known.setdefault(copy_legal_entity.name, {})
    if id not in known:
        statement = select(entity.id, entity.name, entity.calendar).where(entity.tenant_id == uow.tenant_id, entity.id == id)
        known[id] = (await uow.execute(statement)).first()
    if known[id] is None or (allowed and id not in allowed):
        raise _unknown("LEGAL_ENTITY_UNKNOWN", field, f"There is no company {id} of ours; if it is new, try again in a moment.")
    return known[id]  # type: ignore[no-any-return]


async def calendar_of(uow: UnitOfWork, legal_entity_id: UUID) -> Calendar:
    """The working days of a company of ours."""
    return calendar.named((await legal_entity(uow, legal_entity_id)).calendar)


async def customer(uow: UnitOfWork, id: UUID, field: str) -> Row[Any]:
    """Whose money it is: an account that the caller reaches. Raises CUSTOMER_UNKNOWN, also while the news of a new one is on its way.

    It does not change hands before this transaction ends: the receipt that takes its scope from it would be forgotten.
    """
    await learn_customers(uow, (id,))
    found = uow.known[t.copy_account.name][id]
    if found is None or not uow.scope.reaches(found.owner_id, found.team_id, found.shared_with):
        raise _unknown("CUSTOMER_UNKNOWN", field, f"There is no customer {id} that you may see; if it is new, try again in a moment.")
    return found  # type: ignore[no-any-return]


async def learn_customers(uow: UnitOfWork, ids: Iterable[UUID]) -> None:
    account, known = t.copy_account.c, uow.known.setdefault(t.copy_account.name, {})
    if missing := {id for id in ids if id not in known}:
        days = (account.payment_day, account.closing_day)
        columns = (account.id, account.owner_id, account.team_id, account.shared_with, *days, account.name, account.invoicee)
        mine = select(*columns).where(account.tenant_id == uow.tenant_id)
        known.update(dict.fromkeys(missing))
        statement = mine.where(account.id.in_(missing)).order_by(account.id).with_for_update(read=True)
        known.update({row.id: row for row in await uow.execute(statement)})


async def payment_day(uow: UnitOfWork, customer_id: UUID) -> int:
    """The day of the month on which the customer pays; 0 where it has none, or nothing is known of it yet."""
    await learn_customers(uow, (customer_id,))
    found = uow.known[t.copy_account.name][customer_id]
    return 0 if found is None else int(found.payment_day)


async def invoicee_of(uow: UnitOfWork, customer_id: UUID) -> Invoicee:
    """What invoices to the customer say (开票资料), as far as its account was told of; its name at least."""
    await learn_customers(uow, (customer_id,))
    found = uow.known[t.copy_account.name][customer_id]
    kept = Invoicee() if found is None or found.invoicee is None else found.invoicee
    return replace(kept, title=kept.title or (found.name if found else ""))


async def settings(uow: UnitOfWork) -> ReceivableSettings:
    """The company's defaults, to go by."""
    return await settings_of(uow, ReceivableSettings)


def _unknown(reason: str, field: str, detail: str) -> DomainError:
    return DomainError(Kind.PRECONDITION, reason, detail, violations=(Violation(field, detail),))


# --- plans -----------------------------------------------------------------------------------------


async def plan_under_lock(uow: UnitOfWork, id: UUID) -> PaymentPlan:
    """A plan that nobody pays before this transaction ends."""
    plan = t.payment_plan.c
    customer_id = (await uow.execute(select(plan.customer_id).where(plan.tenant_id == uow.tenant_id, plan.id == id))).scalar()
    if customer_id is not None:
        await uow.lock("customer", customer_id)
    return await uow.get(PaymentPlan, id, archived=True)


async def plan_of_contract(uow: UnitOfWork, contract_id: UUID, field: str) -> PaymentPlan:
    """The plan of the contract that `field` names, which nobody pays or invoices before this transaction ends. Raises NOT_FOUND, also for
    a contract outside the scope, or without a plan."""
    try:
        return await plan_under_lock(uow, derived_id("payment_plan", uow.tenant_id, contract_id))
    except DomainError as error:
        if error.kind is not Kind.NOT_FOUND:
            raise
        detail = (
            f"There is no contract {contract_id} with a payment plan that you may see; one that just became effective has it in a moment."
        )
        raise DomainError(
            Kind.NOT_FOUND,
            "NOT_FOUND",
            detail,
            metadata={"type": "contract", "id": str(contract_id)},
            violations=(Violation(field, detail),),
        ) from None


async def instalment_of(uow: UnitOfWork, id: UUID) -> tuple[PaymentPlan, Instalment]:
    """An instalment with its plan. Raises NOT_FOUND outside the scope."""
    await _learn_plan_ids(uow, (id,))
    plan_id = uow.known[t.instalment.name][id]
    if plan_id is None:
        raise not_found("instalment", id)
    plan = await uow.get(PaymentPlan, plan_id)
    return plan, plan.instalment(id)


async def receipt_under_lock(uow: UnitOfWork, id: UUID | str, *, etag: str = "") -> Receipt:
    """Nobody pays with it, or takes back, before this transaction ends."""
    receipt = await uow.get(Receipt, id, etag=etag)
    if receipt.customer_id is not None:
        await uow.lock("customer", receipt.customer_id)
    return receipt


async def instalment_under_lock(uow: UnitOfWork, id: UUID) -> tuple[PaymentPlan, Instalment]:
    """An instalment that nobody pays before this transaction ends, with its plan."""
    plan, _ = await instalment_of(uow, id)
    await uow.lock("customer", plan.customer_id)
    return await instalment_of(uow, id)


async def learn_plans(uow: UnitOfWork, instalment_ids: Collection[UUID]) -> None:
    """Loads the plans of many instalments at once."""
    if instalment_ids:
        await _learn_plan_ids(uow, instalment_ids)
        plans = {plan_id for plan_id in uow.known[t.instalment.name].values() if plan_id}
        await uow.find(PaymentPlan, t.payment_plan.c.id.in_(plans), limit=len(plans))


async def _learn_plan_ids(uow: UnitOfWork, instalment_ids: Iterable[UUID]) -> None:
    i, known = t.instalment.c, uow.known.setdefault(t.instalment.name, {})
    if missing := {id for id in instalment_ids if id not in known}:
        known.update(dict.fromkeys(missing))
        mine = (i.tenant_id == uow.tenant_id, i.id.in_(missing), *within_limits(t.instalment, uow.scope.limits))
        statement = select(i.id, i.payment_plan_id).where(*mine)
        known.update({row.id: row.payment_plan_id for row in await uow.execute(statement)})


# --- contracts -------------------------------------------------------------------------------------


class OfContract(Protocol):
    """A fact about a contract."""

    contract_id: str


class EffectiveContract(OfContract, Protocol):
    customer_id: str


@dataclass(frozen=True, slots=True)
class KnownContract:
    """The plan of a contract, where there is one, and the contract as it was told of last, where it was."""

    plan_id: UUID | None
    copy: Row[Any] | None


async def contract(uow: UnitOfWork, fact: OfContract) -> KnownContract:
    await learn_contracts((fact,), uow)
    return uow.known[t.copy_contract.name][UUID(fact.contract_id)]  # type: ignore[no-any-return]


async def learn_contracts(facts: Sequence[OfContract], uow: UnitOfWork) -> None:
    plan, copy, known = t.payment_plan.c, t.copy_contract.c, uow.known.setdefault(t.copy_contract.name, {})
    if missing := {id for fact in facts if (id := UUID(fact.contract_id)) not in known}:
        of_plans = select(plan.contract_id, plan.id).where(plan.tenant_id == uow.tenant_id, plan.contract_id.in_(missing))
        plans = {row.contract_id: row.id for row in await uow.execute(of_plans)}
        told = select(t.copy_contract).where(copy.tenant_id == uow.tenant_id, copy.id.in_(missing))
        copies = {row.id: row for row in await uow.execute(told)}
        known.update({id: KnownContract(plans.get(id), copies.get(id)) for id in missing})


async def order(uow: UnitOfWork, id: UUID) -> KnownContract:
    """The same of an order."""
    plan, copy = t.payment_plan.c, t.copy_sales_order.c
    of_order = select(plan.id).where(plan.tenant_id == uow.tenant_id, plan.contract_id == id)
    told = select(t.copy_sales_order).where(copy.tenant_id == uow.tenant_id, copy.id == id)
    return KnownContract((await uow.execute(of_order)).scalar(), (await uow.execute(told)).first())


async def learn_effective(facts: Sequence[EffectiveContract], uow: UnitOfWork) -> None:
    """All that is asked of contracts, customers and the company when contracts become plans."""
    await learn_contracts(facts, uow)
    await learn_customers(uow, {UUID(fact.customer_id) for fact in facts})
    await settings(uow)


def forget_contract(uow: UnitOfWork, id: UUID) -> None:
    """It has a plan by now: who asks again looks again."""
    uow.known[t.copy_contract.name].pop(id, None)
