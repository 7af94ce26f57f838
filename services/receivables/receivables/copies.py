"""Changed -> local copy: customers, contracts, orders and fiscal periods, and whom the rows that hang on them belong to."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Table, or_, select, true, update

from chassis.descriptors import enum_words
from chassis.service import Copy
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.common.v1 import payment_terms_pb2 as terms
from crm.identity.v1 import identity_pb2 as identity
from crm.pipeline.v1 import orders_pb2 as orders
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from receivables import adjustment_tables, known, order_credits, tables
from receivables.account_statement_tables import account_statement
from receivables.bill_tables import bill
from receivables.books import journal_of
from receivables.credit_tables import credit_limit
from receivables.documents import OF_CUSTOMERS
from receivables.domain.adjusting.adjustment import Adjustment
from receivables.domain.cash.payers import telling_keys
from receivables.domain.contract import Belonging, day_of, give, id_of
from receivables.domain.dispute import Dispute
from receivables.domain.intent import Intent
from receivables.domain.invoice import Invoice
from receivables.domain.invoicee import Invoicee
from receivables.domain.plan import PaymentPlan
from receivables.domain.plan_revision import PlanRevision
from receivables.domain.promise import Promise
from receivables.ledger_tables import copy_fiscal_period
from receivables.service_charge_tables import service_charge

_PERIOD = enum_words(identity.FiscalPeriodState.DESCRIPTOR)
# So many plans of a customer that pays on another day are changed before they are stored.
PLANS_AT_ONCE = 200
_MILESTONE = enum_words(terms.MilestoneKind.DESCRIPTOR)
_ORDER_BASIS = enum_words(orders.SalesOrderBasis.DESCRIPTOR)
_ORDER_STATE = enum_words(orders.SalesOrderState.DESCRIPTOR)
_BEING_DELIVERED = (orders.SALES_ORDER_STATE_RELEASED, orders.SALES_ORDER_STATE_DELIVERING)


def _account(account: accounts.Account) -> dict[str, Any]:
    profile = account.invoice_profile
    invoicee = Invoicee(**{each.name: getattr(profile, each.name) for each in fields(Invoicee)})
    return {
        "name": account.name,
        "payment_day": account.payment_habit.payment_day,
        "closing_day": account.payment_habit.closing_day,
        "invoicee": invoicee,
        "name_keys": telling_keys(account.name),
        "parent_id": id_of(account.parent_id),
    }


async def _customers_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        await _scope_receipts(uow, rows)
        await _scope_brought_plans(uow, rows)
        await _move_payment_days(uow, rows)
        await _move_what_customers_owe(uow, rows)


async def _scope_receipts(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """Receipts, statements of account, service charges, and what the customer said about all that it owes, are scoped like the customer.
    There can be thousands: their rows are changed, no more is said."""
    account = tables.copy_account.c
    scope = {"owner_id": account.owner_id, "team_id": account.team_id, "shared_with": account.shared_with}
    intent, note, adjustment = tables.intent, tables.collection_note, adjustment_tables.adjustment
    for table, where in (
        (tables.receipt, true()),
        (bill, true()),
        (account_statement, true()),
        (service_charge, true()),
        (credit_limit, true()),
        (intent, intent.c.contract_id.is_(None)),
        (note, note.c.contract_id.is_(None)),
        (adjustment, adjustment.c.payment_plan_id.is_(None)),
    ):
        elsewhere = or_(*(table.c[name].is_distinct_from(value) for name, value in scope.items()))
        mine = (table.c.tenant_id == uow.tenant_id, account.id == table.c.customer_id, account.id.in_([row["id"] for row in rows]))
        await uow.execute(update(table).where(*mine, where, elsewhere).values(scope))


async def _scope_brought_plans(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """Plans that opening balances brought have no contract here; they belong to whom their customer belongs."""
    plan, account = tables.payment_plan.c, tables.copy_account.c
    elsewhere = or_(*(plan[name].is_distinct_from(account[name]) for name in ("owner_id", "team_id", "shared_with")))
    statement = (
        select(plan.contract_id, plan.customer_id, plan.collector_ids, account.owner_id, account.team_id, account.shared_with)
        .join(tables.copy_account, (account.tenant_id == plan.tenant_id) & (account.id == plan.customer_id))
        .where(
            plan.tenant_id == uow.tenant_id, plan.opening_balance_id.is_not(None), account.id.in_([row["id"] for row in rows]), elsewhere
        )
        .limit(PLANS_AT_ONCE)
    )
    while moved := (await uow.execute(statement)).all():
        places = {
            row.contract_id: Belonging(owner_id=row.owner_id, team_id=row.team_id, shared_with=tuple(row.shared_with)) for row in moved
        }
        await _move(uow, places, {row.contract_id: list(row.collector_ids) for row in moved}, {row.customer_id for row in moved})


async def _move_payment_days(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """What is prepared for a customer's payment day follows that day."""
    plan, days = tables.payment_plan.c, {row["id"]: row["payment_day"] for row in rows}
    account = tables.copy_account.c
    otherwise = (
        select(plan.id, plan.customer_id)
        .join(tables.copy_account, (account.tenant_id == plan.tenant_id) & (account.id == plan.customer_id))
        .where(plan.tenant_id == uow.tenant_id, account.id.in_(days), plan.payment_day != account.payment_day)
        .limit(PLANS_AT_ONCE)
    )
    while behind := (await uow.execute(otherwise)).all():
        await uow.lock("customer", *(row.customer_id for row in behind))
        for found in await uow.find(PaymentPlan, plan.id.in_([row.id for row in behind])):
            calendar = await known.calendar_of(uow, found.legal_entity_id)
            found.pay_on(days[found.customer_id], calendar=calendar, journal=journal_of(uow))
        await uow.stage()


async def _move_what_customers_owe(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """What is owed by month, or for a visit, belongs to whom the customer belongs."""
    plan, account = tables.payment_plan.c, tables.copy_account.c
    elsewhere = or_(*(plan[name].is_distinct_from(account[name]) for name in ("owner_id", "team_id", "shared_with")))
    statement = (
        select(plan.contract_id, plan.customer_id, account.owner_id, account.team_id, account.shared_with)
        .join(tables.copy_account, (account.tenant_id == plan.tenant_id) & (account.id == plan.customer_id))
        .where(plan.tenant_id == uow.tenant_id, account.id.in_([row["id"] for row in rows]))
        .where(plan.basis.in_(OF_CUSTOMERS), plan.archive_time.is_(None), elsewhere)
    )
    found = (await uow.execute(statement)).all()
    places = {row.contract_id: Belonging(owner_id=row.owner_id, team_id=row.team_id, shared_with=tuple(row.shared_with)) for row in found}
    await _move(uow, places, {id: [] for id in places}, {row.customer_id for row in found})


def _place(record: pipeline.Contract | orders.SalesOrder) -> dict[str, Any]:
    return {
        "business_unit": record.business_unit,
        "product_line": record.product_line,
        "region": record.region,
        "collector_ids": [UUID(person) for person in record.collector_ids],
    }


def _contract(contract: pipeline.Contract) -> dict[str, Any]:
    return {
        **_place(contract),
        "effective_date": day_of(contract.effective_date),
        "frame": contract.frame,
        "collected_shares": [
            {
                "from_date": each.from_date,
                "shares": [{"person_id": share.person_id, "percent": share.percent} for share in each.shares],
            }
            for each in contract.collected_shares
        ],
        "reached": [[_MILESTONE[each.kind], each.code, each.actual_date] for each in contract.milestones if each.actual_date],
    }


def _order(order: orders.SalesOrder) -> dict[str, Any]:
    return {
        **_place(order),
        "number": order.number,
        "customer_id": id_of(order.customer_id),
        "legal_entity_id": id_of(order.legal_entity_id),
        "contract_id": id_of(order.contract_id),
        "currency": order.currency,
        "basis": _ORDER_BASIS[order.basis],
        "state": _ORDER_STATE[order.state],
        "to_deliver_minor": order.gross.minor - order.delivered.minor if order.state in _BEING_DELIVERED else 0,
    }


def belonging(copy: Row[Any]) -> Belonging:
    return Belonging(
        owner_id=copy.owner_id,
        team_id=copy.team_id,
        shared_with=tuple(copy.shared_with),
        business_unit=copy.business_unit,
        product_line=copy.product_line,
        region=copy.region,
    )


async def _contracts_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    await _follow(uow, tables.copy_contract, rows)


async def _orders_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    await order_credits.forget(uow, {row["id"]: row["state"] for row in rows if row["state"] != order_credits.APPROVED})
    await _follow(uow, tables.copy_sales_order, rows)


async def _follow(uow: UnitOfWork, copies: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Plans and instalments belong to whom, and to where, their contract or order belongs, and so does what is said of them."""
    if not rows:
        return
    plan, copy = tables.payment_plan.c, copies.c
    told = (*(field.name for field in fields(Belonging)), "collector_ids")
    elsewhere = or_(*(plan[name].is_distinct_from(copy[name]) for name in told))
    statement = (
        select(copies, plan.customer_id.label("owing_id"))
        .join(tables.payment_plan, (plan.tenant_id == copy.tenant_id) & (plan.contract_id == copy.id))
        .where(copy.tenant_id == uow.tenant_id, copy.id.in_([row["id"] for row in rows]), elsewhere)
    )
    found = (await uow.execute(statement)).all()
    places = {row.id: belonging(row) for row in found}
    await _move(uow, places, {row.id: list(row.collector_ids) for row in found}, {row.owing_id for row in found})


async def _move(
    uow: UnitOfWork, places: Mapping[Any, Belonging], collectors: Mapping[Any, list[UUID]], customers: Collection[UUID]
) -> None:
    """`places` and `collectors` by the id of the document that a plan is of."""
    if not places:
        return
    plan = tables.payment_plan.c
    await uow.lock("customer", *customers)
    for found in await uow.find(PaymentPlan, plan.contract_id.in_(places)):
        found.belong(places[found.contract_id])
        found.collect_by(collectors[found.contract_id])
    followers: tuple[type[PlanRevision | Promise | Dispute | Intent | Invoice | Adjustment], ...] = (
        PlanRevision,
        Promise,
        Dispute,
        Intent,
        Invoice,
        Adjustment,
    )
    for kind in followers:
        for said in await uow.find(kind, uow.service.resource(kind).table.c.contract_id.in_(places)):
            give(said, places[said.contract_id])
    note = tables.collection_note.c
    for contract_id, place in places.items():
        notes = update(tables.collection_note).where(note.tenant_id == uow.tenant_id, note.contract_id == contract_id)
        await uow.execute(notes.values({**asdict(place), "shared_with": list(place.shared_with)}))
    await uow.stage()


def _fiscal_period(period: identity.FiscalPeriod) -> dict[str, Any]:
    return {
        "legal_entity_id": UUID(period.legal_entity_id),
        "start_date": day_of(period.start_date),
        "end_date": day_of(period.end_date),
        "state": _PERIOD[period.state],
    }


ACCOUNTS = Copy(accounts.Account, tables.copy_account, _account, after=_customers_changed)
CONTRACTS = Copy(pipeline.Contract, tables.copy_contract, _contract, after=_contracts_changed)
SALES_ORDERS = Copy(orders.SalesOrder, tables.copy_sales_order, _order, after=_orders_changed)
FISCAL_PERIODS = Copy(identity.FiscalPeriod, copy_fiscal_period, _fiscal_period)
