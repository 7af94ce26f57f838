"""Changed -> local copy: customers, contracts and fiscal periods, and whom the rows that hang on them belong to."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import update

from chassis.descriptors import enum_words
from chassis.messages import values
from chassis.service import Copy
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.common.v1 import payment_terms_pb2 as terms
from crm.identity.v1 import identity_pb2 as identity
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from receivables import tables
from receivables.domain.contract import day_of
from receivables.domain.plan import PaymentPlan
from receivables.ledger_tables import copy_fiscal_period

_PERIOD = enum_words(identity.FiscalPeriodState.DESCRIPTOR)
_CONTRACT = enum_words(pipeline.ContractState.DESCRIPTOR)
_MILESTONE = enum_words(terms.MilestoneKind.DESCRIPTOR)
SCOPE = ("owner_id", "team_id", "shared_with")


def _account(account: accounts.Account) -> dict[str, Any]:
    return {"name": values(account)["name"]}


async def _customers_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """Receipts are scoped like the customer whose money they are."""
    receipt = tables.receipt
    for row in rows:
        scope = {name: row[name] for name in SCOPE}
        await uow.execute(update(receipt).where(receipt.c.tenant_id == uow.tenant_id, receipt.c.customer_id == row["id"]).values(scope))


def _contract(contract: pipeline.Contract) -> dict[str, Any]:
    return {
        "state": _CONTRACT[contract.state],
        "terminate_date": day_of(contract.terminate_date),
        "terminate_reason": contract.terminate_reason,
        "milestones": [
            {"kind": _MILESTONE[each.kind], "code": each.code, "expected_date": each.expected_date, "actual_date": each.actual_date}
            for each in contract.milestones
        ],
    }


async def _contracts_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """Plans and instalments belong to whom their contract belongs."""
    contracts = {row["id"]: row for row in rows}
    if not contracts:
        return
    plan = tables.payment_plan.c
    for found in await uow.find(PaymentPlan, plan.contract_id.in_(list(contracts))):
        row = contracts[found.contract_id]
        if any(getattr(found, name) != row[name] for name in SCOPE):
            found.hand_over(row["owner_id"], row["team_id"], row["shared_with"])
    if uow.dirty():
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
