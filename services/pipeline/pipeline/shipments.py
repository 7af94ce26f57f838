"""What holds the goods of contracts and orders, as receivables has told: payment plans say what is paid, releases what may go unpaid.

Goods that the terms hold are held from the beginning: while no plan is known, nothing is paid."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import Executable, Result, select

from chassis.money import Money
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import payment_terms_pb2 as terms_pb
from pipeline import tables as t
from pipeline.domain.contract import Contract
from pipeline.domain.milestone import Milestone, MilestoneKind
from pipeline.domain.order import SalesOrder
from pipeline.domain.order_parts import OrderDelivery, SalesOrderBasis
from pipeline.domain.shipment import Gate, Release, Shipment, by_terms

p, r = t.copy_payment_plan.c, t.copy_credit_limit.c


class Looking(Protocol):
    """A unit of work, or a reader."""

    tenant_id: UUID

    async def execute(self, statement: Executable, parameters: Any = None) -> Result[Any]: ...


async def require_milestone_paid(uow: UnitOfWork, contract: Contract, milestone: Milestone) -> None:
    """Raises SHIPMENT_HELD where the goods of the milestone would go before they are paid. What is told of long ago is not held."""
    if milestone.kind != MilestoneKind.SHIPPED or uow.historical:
        return
    gone = [each.code for each in shipped(contract) if each is not milestone]
    (await of_contract(uow, contract)).require_paid([milestone.code], gone, uow.today)


async def require_order_paid(uow: UnitOfWork, order: SalesOrder, made: Sequence[OrderDelivery]) -> None:
    """Raises SHIPMENT_HELD where what was delivered just now should have been paid before."""
    if uow.historical or order.basis == SalesOrderBasis.MONTHLY:
        return
    shipment = await of_order(uow, order, await _paying(uow, order) if is_paid_by_contract(order) else None)
    codes = named(order, {each.lot_code for each in made}, shipment)
    shipment.require_paid(codes, delivered(order, shipment), uow.today)


async def _paying(uow: UnitOfWork, order: SalesOrder) -> Contract:
    """By whose terms it is paid, whoever may see it."""
    async with uow.beyond_scope("what must be paid before goods of an order go"):
        [contract] = await uow.look_up(Contract, t.contract.c.id == order.contract_id)
    return contract


def is_paid_by_contract(order: SalesOrder) -> bool:
    return order.basis == SalesOrderBasis.CONTRACT


def shipped(contract: Contract) -> list[Milestone]:
    return [each for each in contract.milestones if each.kind == MilestoneKind.SHIPPED and not each.is_open]


def delivered(order: SalesOrder, shipment: Shipment) -> set[str]:
    """What of it has gone, wholly or in part."""
    return named(order, {lot.code for lot in order.lots if lot.delivered_quantity}, shipment)


async def of_contract(at: Looking, contract: Contract) -> Shipment:
    return await _shipment(at, contract.id, contract.terms, contract.gross, contract.lots)


async def of_order(at: Looking, order: SalesOrder, contract: Contract | None) -> Shipment:
    """`contract`: that by whose terms it is paid."""
    if order.basis == SalesOrderBasis.MONTHLY:
        return Shipment(gates=(), currency=order.currency)
    if contract is not None:
        return await of_contract(at, contract)
    return await _shipment(at, order.id, order.terms, order.gross, order.parts)


def named(order: SalesOrder, lot_codes: Collection[str], shipment: Shipment) -> set[str]:
    """Lots of an order as the terms call them: by their own code, or by that of their line."""
    return {code for lot in order.lots if lot.code in lot_codes for code in _known(lot.code, lot.line_code, shipment)}


def _known(lot_code: str, line_code: str, shipment: Shipment) -> list[str]:
    return [code for code in {lot_code, line_code} if code in shipment.lots] or [""]


async def _shipment(at: Looking, document_id: UUID, terms: terms_pb.PaymentTerms, gross: Money, lots: Mapping[str, Money]) -> Shipment:
    mine = (p.tenant_id == at.tenant_id, p.document_id == document_id, ~p.refused)
    # Of what was being fulfilled before plans were told there is a row besides, of version 0, that holds nothing.
    plan = (await at.execute(select(t.copy_payment_plan).where(*mine).order_by(p.version.desc()).limit(1))).first()
    released = select(t.copy_credit_limit).where(r.tenant_id == at.tenant_id, r.document_id == document_id, r.approved)
    return Shipment(
        gates=by_terms(terms, gross, lots) if plan is None else [_gate(each, plan.currency) for each in plan.gates],
        releases=[
            Release(amount=Money(row.currency, row.amount_minor), valid_until_date=row.valid_until_date)
            for row in await at.execute(released)
        ],
        lots=frozenset(lots),
        currency=gross.currency,
    )


def _gate(of: Mapping[str, Any], currency: str) -> Gate:
    return Gate(name=of["name"], open=Money(currency, of["open_minor"]), lot_code=of["lot_code"], instalment_id=UUID(of["instalment_id"]))
