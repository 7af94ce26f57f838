"""Commands on service charges: one person drafts and submits, another approves. The customer is locked before anything is posted."""

from typing import Any
from uuid import UUID

from sqlalchemy import Table, select

from chassis.errors import DomainError, Kind, Violation, invalid
from chassis.ids import derived_id
from chassis.messages import merged, values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.receivables.v1 import service_charges_pb2 as pb
from receivables import known
from receivables import tables as t
from receivables.books import open_journal, post
from receivables.domain.contract import Belonging
from receivables.domain.plan import PaymentPlan
from receivables.domain.service_charge.charge import ServiceCharge
from receivables.domain.service_charge.posting import cancel, check_free, claim
from receivables.domain.service_charge.states import ServiceChargeState, ServiceDueFrom
from receivables.domain.states import InvoiceState
from receivables.exchanging import currency_of

_REFERENCES = {"contract_id": t.copy_contract, "sales_order_id": t.copy_sales_order}


@command
async def create_service_charge(request: pb.CreateServiceChargeRequest, uow: UnitOfWork) -> ServiceCharge:
    given = values(request.service_charge)
    lines = given.pop("lines")
    await known.legal_entity(uow, given["legal_entity_id"], "service_charge.legal_entity_id")
    await _check_references(uow, given)
    customer = await known.customer(uow, given["customer_id"], "service_charge.customer_id")
    charge = ServiceCharge(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        owner_id=customer.owner_id,
        team_id=customer.team_id,
        shared_with=list(customer.shared_with),
        currency=given.pop("currency") or await currency_of(uow.execute, uow.tenant_id, given["legal_entity_id"]),
        due_from=ServiceDueFrom(given.pop("due_from") or ServiceDueFrom.VISIT),
        **given,
    )
    charge.revise({}, today=uow.today)
    charge.say_lines(lines, uow.new_id)
    return uow.add(charge)


@command
async def update_service_charge(request: pb.UpdateServiceChargeRequest, uow: UnitOfWork) -> ServiceCharge:
    charge = await uow.get(ServiceCharge, request.service_charge_id, etag=request.etag)
    changes = values(request.service_charge, request.update_mask)
    if changes.pop("customer_id", charge.customer_id) != charge.customer_id:
        raise invalid("service_charge.customer_id", "A service charge stays with its customer.", "IMMUTABLE")
    if "legal_entity_id" in changes:
        await known.legal_entity(uow, changes["legal_entity_id"], "service_charge.legal_entity_id")
    await _check_references(uow, changes)
    if "custom" in changes:
        changes["custom"] = merged(charge.custom, changes["custom"])
    if "currency" in changes:
        changes["currency"] = changes["currency"] or charge.currency
    if "due_from" in changes:
        changes["due_from"] = ServiceDueFrom(changes["due_from"] or ServiceDueFrom.VISIT)
    lines = changes.pop("lines", None)
    charge.revise(changes, today=uow.today)
    if lines is not None:
        charge.say_lines(lines, uow.new_id)
    return charge


@command
async def submit_service_charge(request: pb.SubmitServiceChargeRequest, uow: UnitOfWork) -> ServiceCharge:
    charge = await uow.get(ServiceCharge, request.service_charge_id, etag=request.etag)
    charge.submit(uow.principal.person_id, uow.now)
    return charge


@command
async def withdraw_service_charge(request: pb.WithdrawServiceChargeRequest, uow: UnitOfWork) -> ServiceCharge:
    charge = await uow.get(ServiceCharge, request.service_charge_id, etag=request.etag)
    charge.withdraw()
    return charge


@command
async def cancel_service_charge(request: pb.CancelServiceChargeRequest, uow: UnitOfWork) -> ServiceCharge:
    """Only asks for it; what would stand in the way is said at once."""
    charge = await uow.get(ServiceCharge, request.service_charge_id, etag=request.etag)
    charge.ask_to_cancel(request.reason, uow.principal.person_id, uow.now)
    check_free(await _plan(charge, uow), invoiced=await _invoiced(charge, uow))
    return charge


@command
async def approve_service_charge(request: pb.ApproveServiceChargeRequest, uow: UnitOfWork) -> ServiceCharge:
    charge = await uow.get(ServiceCharge, request.service_charge_id, etag=request.etag)
    if charge.state.waits:
        await uow.lock("customer", charge.customer_id)
        journal = await open_journal(uow, charge.legal_entity_id)
        if charge.state is ServiceChargeState.CANCELLING:
            cancel(charge, await _plan(charge, uow), journal, invoiced=await _invoiced(charge, uow))
        else:
            customer = await known.customer(uow, charge.customer_id, "service_charge.customer_id")
            plan = claim(
                charge,
                id=_plan_id(charge),
                belonging=Belonging(
                    owner_id=customer.owner_id,
                    team_id=customer.team_id,
                    shared_with=tuple(customer.shared_with),
                    business_unit=charge.business_unit,
                    product_line=charge.product_line,
                    region=charge.region,
                ),
                calendar=await known.calendar_of(uow, charge.legal_entity_id),
                journal=journal,
                dunning=(await known.settings(uow)).dunning,
                payment_day=await known.payment_day(uow, charge.customer_id),
            )
            uow.add(plan)
        post(uow, journal)
    charge.approve(uow.principal.person_id, uow.now)
    return charge


@command
async def return_service_charge(request: pb.ReturnServiceChargeRequest, uow: UnitOfWork) -> ServiceCharge:
    charge = await uow.get(ServiceCharge, request.service_charge_id, etag=request.etag)
    charge.give_back(request.reason, uow.principal.person_id, uow.now)
    return charge


def _plan_id(charge: ServiceCharge) -> UUID:
    return derived_id("payment_plan", charge.tenant_id, charge.id)


async def _plan(charge: ServiceCharge, uow: UnitOfWork) -> PaymentPlan:
    """Whoever may see the charge may have it cancelled: its plan belongs to the same."""
    return await uow.get(PaymentPlan, _plan_id(charge), archived=True)


async def _invoiced(charge: ServiceCharge, uow: UnitOfWork) -> bool:
    """There is an invoice for it, whatever that covers; also one that the caller does not see."""
    i = t.invoice.c
    living = i.state.not_in((InvoiceState.REJECTED, InvoiceState.REVERSED))
    mine = (i.tenant_id == uow.tenant_id, i.contract_id == charge.id, i.original_id.is_(None), living)
    return (await uow.execute(select(i.id).where(*mine).limit(1))).first() is not None


async def _check_references(uow: UnitOfWork, given: dict[str, Any]) -> None:
    """Raises SERVICE_REFERENCE_UNKNOWN for a contract or an order that the caller cannot see."""
    for name, copies in _REFERENCES.items():
        if (id := given.get(name)) is not None and not await _reached(uow, copies, id):
            noun = "contract" if name == "contract_id" else "order"
            detail = f"There is no {noun} {id} that you may see; if it is new, try again in a moment."
            raise DomainError(
                Kind.PRECONDITION, "SERVICE_REFERENCE_UNKNOWN", detail, violations=(Violation(f"service_charge.{name}", detail),)
            )


async def _reached(uow: UnitOfWork, copies: Table, id: UUID) -> bool:
    copy = copies.c
    found = (
        await uow.execute(select(copy.owner_id, copy.team_id, copy.shared_with).where(copy.tenant_id == uow.tenant_id, copy.id == id))
    ).first()
    return found is not None and uow.scope.reaches(found.owner_id, found.team_id, found.shared_with)
