"""Commands on sales orders: what is ordered, and whose they are. What is delivered is in order_deliveries."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis import assignments
from chassis.errors import invalid
from chassis.messages import Partial, merged, values
from chassis.reasons import said
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import types_pb2 as common
from crm.pipeline.v1 import orders_pb2 as pb
from pipeline.commands import drafts, known
from pipeline.domain.contract import Contract
from pipeline.domain.order import SalesOrder

KIND = "sales_order"
LINES = "sales_order.lines"
# Taken over from the contract where nothing is said.
_TAKEN_OVER = ("account_id", "legal_entity_id", "currency", "business_unit", "product_line", "region")
_PARTS = ("lines", "lots", "terms")


@command
async def create_sales_order(request: pb.CreateSalesOrderRequest, uow: UnitOfWork) -> SalesOrder:
    given = values(request.sales_order)
    contract = await known.contract(uow, given["contract_id"])
    if contract is not None:
        _take_over(given, contract)
    owner_id = given.pop("owner_id") or (contract and contract.owner_id) or uow.principal.person_id
    parts = {name: given.pop(name) for name in _PARTS}
    order = await _drafted(given, contract, uow)
    await _take_parts(order, parts, request.sales_order, uow)
    if owner_id is not None:
        await assignments.own(uow, order, KIND, owner_id)
    if contract is not None and contract.shared_with:
        await assignments.inherit(uow, order, KIND, contract, "contract")
    return uow.add(order)


def _take_over(given: dict[str, Any], contract: Contract) -> None:
    for name in _TAKEN_OVER:
        given[name] = given[name] or getattr(contract, name)
    if contract.monthly and given["terms"] is None:
        given["monthly"] = True
        given["cut_off_day"] = given["cut_off_day"] or contract.cut_off_day
        given["credit_days"] = given["credit_days"] or contract.credit_days


async def _drafted(given: dict[str, Any], contract: Contract | None, uow: UnitOfWork) -> SalesOrder:
    account_id = given["account_id"]
    if account_id is None:
        raise invalid("sales_order.account_id", "Say who orders.", "MISSING")
    if contract is None:
        await known.require_account(uow, account_id, "sales_order.account_id")
    given["legal_entity_id"] = await known.legal_entity(uow, given["legal_entity_id"], "sales_order.legal_entity_id")
    order = SalesOrder(
        id=uow.new_id(),
        tenant_id=uow.tenant_id,
        create_time=uow.now,
        update_time=uow.now,
        account_id=account_id,
        customer_id=account_id,
        legal_entity_id=given["legal_entity_id"],
        currency=given.pop("currency") or await known.currency(uow, given["legal_entity_id"]),
    )
    if contract is not None:
        order.under(contract)
    order.revise(**given)
    return order


@command
async def update_sales_order(request: pb.UpdateSalesOrderRequest, uow: UnitOfWork) -> SalesOrder:
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    changes = values(request.sales_order, request.update_mask)
    if changes.pop("owner_id", order.owner_id) != order.owner_id:
        raise invalid("sales_order.owner_id", "An owner is changed by assigning another one (…/assignments).", "USE_ASSIGNMENTS")
    if (account_id := changes.get("account_id")) and account_id != order.account_id:
        await known.require_account(uow, account_id, "sales_order.account_id")
    if legal_entity_id := changes.get("legal_entity_id"):
        await known.legal_entity(uow, legal_entity_id, "sales_order.legal_entity_id")
    if "custom" in changes:
        changes["custom"] = merged(order.custom, changes["custom"])
    parts = {name: changes.pop(name) for name in _PARTS if name in changes}
    order.revise(**changes)
    await _take_parts(order, parts, request.sales_order, uow)
    return order


async def _take_parts(order: SalesOrder, parts: dict[str, Any], message: pb.SalesOrder, uow: UnitOfWork) -> None:
    """Takes lines, lots and terms, as far as they are given; lots of what is not given stay."""
    if "lines" in parts or "lots" in parts:
        sold: list[UUID | None] = [line.product_id for line in order.lines]
        if "lines" in parts:
            products = await known.require_products(uow, [line["product_id"] for line in parts["lines"]], LINES, sold=sold)
            lines = drafts.priced_lines(parts["lines"], products)
        else:
            lines = [line.draft for line in order.lines]
        # Other lines are delivered in other lots.
        order.set_lines(lines, drafts.lots(parts.get("lots", ())), uow.new_id)
    if "terms" in parts:
        if isinstance(parts["terms"], Partial):
            raise invalid("update_mask", "Terms are changed as a whole: name sales_order.terms.", "INVALID_UPDATE_MASK")
        order.set_terms(message.terms)


@command
async def submit_sales_order(request: pb.SubmitSalesOrderRequest, uow: UnitOfWork) -> SalesOrder:
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    order.submit(by=uow.principal.person_id, on=uow.today)
    return order


@command
async def approve_sales_order(request: pb.ApproveSalesOrderRequest, uow: UnitOfWork) -> SalesOrder:
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    order.approve(by=uow.principal.person_id, on=uow.today)
    return order


@command
async def reject_sales_order(request: pb.RejectSalesOrderRequest, uow: UnitOfWork) -> SalesOrder:
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    order.reject(request.reason)
    return order


@command
async def check_order_credit(request: pb.CheckOrderCreditRequest, uow: UnitOfWork) -> SalesOrder:
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    order.check_credit()
    return order


@command
async def release_sales_order(request: pb.ReleaseSalesOrderRequest, uow: UnitOfWork) -> SalesOrder:
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    contract = await known.contract(uow, order.contract_id)
    on = date.fromisoformat(request.release_date) if request.release_date else uow.today
    order.release(contract, by=uow.principal.person_id, on=on, today=uow.today)
    return order


@command
async def cancel_sales_order(request: pb.CancelSalesOrderRequest, uow: UnitOfWork) -> SalesOrder:
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    contract = await known.contract(uow, order.contract_id)
    order.cancel(request.reason, contract, on=uow.today)
    return order


@command
async def close_sales_order(request: pb.CloseSalesOrderRequest, uow: UnitOfWork) -> SalesOrder:
    order = await uow.get(SalesOrder, request.sales_order_id, etag=request.etag)
    order.close(on=uow.today)
    return order


@command
async def assign_sales_order(request: pb.AssignSalesOrderRequest, uow: UnitOfWork) -> common.Assignment:
    order = await uow.get(SalesOrder, request.sales_order_id)
    before = order.owner_id
    made = await assignments.assign(uow, order, KIND, request.assignment)
    if order.owner_id != before:
        order.assigned(before, said(request.assignment.reason))
    return made


@command
async def end_sales_order_assignment(request: pb.EndSalesOrderAssignmentRequest, uow: UnitOfWork) -> common.Assignment:
    order = await uow.get(SalesOrder, request.sales_order_id)
    return await assignments.end(uow, order, KIND, request)
