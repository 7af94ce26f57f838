"""Changed -> local copy: customers, contracts and fiscal periods, and whom the rows that hang on them belong to."""

from collections.abc import Mapping, Sequence
from dataclasses import fields
from typing import Any
from uuid import UUID

from sqlalchemy import Row, or_, select, update

from chassis.descriptors import enum_words
from chassis.service import Copy
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.common.v1 import payment_terms_pb2 as terms
from crm.identity.v1 import identity_pb2 as identity
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from receivables import tables
from receivables.domain.contract import Belonging, day_of
from receivables.domain.plan import PaymentPlan
from receivables.ledger_tables import copy_fiscal_period

_PERIOD = enum_words(identity.FiscalPeriodState.DESCRIPTOR)
_MILESTONE = enum_words(terms.MilestoneKind.DESCRIPTOR)


def _account(account: accounts.Account) -> dict[str, Any]:
    return {"name": account.name}


async def _customers_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """Receipts are scoped like the customer whose money they are. There can be thousands: their rows are changed, no more is said."""
    if not rows:
        return
    receipt, account = tables.receipt.c, tables.copy_account.c
    scope = {"owner_id": account.owner_id, "team_id": account.team_id, "shared_with": account.shared_with}
    elsewhere = or_(*(receipt[name].is_distinct_from(value) for name, value in scope.items()))
    mine = (receipt.tenant_id == uow.tenant_id, account.id == receipt.customer_id, account.id.in_([row["id"] for row in rows]))
    await uow.execute(update(tables.receipt).where(*mine, elsewhere).values(scope))


def _contract(contract: pipeline.Contract) -> dict[str, Any]:
    return {
        "effective_date": day_of(contract.effective_date),
        "business_unit": contract.business_unit,
        "product_line": contract.product_line,
        "region": contract.region,
        "reached": [[_MILESTONE[each.kind], each.code, each.actual_date] for each in contract.milestones if each.actual_date],
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
    """Plans and instalments belong to whom, and to where, their contract belongs."""
    if not rows:
        return
    plan, contract = tables.payment_plan.c, tables.copy_contract.c
    elsewhere = or_(*(plan[field.name].is_distinct_from(contract[field.name]) for field in fields(Belonging)))
    statement = (
        select(tables.copy_contract)
        .join(tables.payment_plan, (plan.tenant_id == contract.tenant_id) & (plan.contract_id == contract.id))
        .where(contract.tenant_id == uow.tenant_id, contract.id.in_([row["id"] for row in rows]), elsewhere)
    )
    moved = {copy.id: belonging(copy) for copy in await uow.execute(statement)}
    if moved:
        for found in await uow.find(PaymentPlan, plan.contract_id.in_(moved)):
            found.belong(moved[found.contract_id])
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
FISCAL_PERIODS = Copy(identity.FiscalPeriod, copy_fiscal_period, _fiscal_period)
