"""Changed -> local copy: whom we sell to already, and which contract came of which sale."""

from collections.abc import Mapping, Sequence
from datetime import UTC, date
from typing import Any
from uuid import UUID

from chassis.company_names import normalized_company_name
from chassis.descriptors import enum_words
from chassis.service import Copy
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from leads import tables
from leads.company_keys import keep_account_keys
from leads.payments import collect
from leads.touch_scopes import keep_touches_with_accounts

_STATE = enum_words(pipeline.OpportunityState.DESCRIPTOR)


def _account(account: accounts.Account) -> dict[str, Any]:
    last = account.last_contact_time if account.HasField("last_contact_time") else account.update_time
    return {
        "name": account.name,
        "normalized_name": normalized_company_name(account.name),
        "credit_code": account.credit_code,
        "last_activity_time": last.ToDatetime(UTC),
    }


def _contract(contract: pipeline.Contract) -> dict[str, Any]:
    return {"opportunity_id": UUID(contract.opportunity_id) if contract.opportunity_id else None}


def _opportunity(opportunity: pipeline.Opportunity) -> dict[str, Any]:
    return {
        "account_id": UUID(opportunity.account_id) if opportunity.account_id else None,
        "state": _STATE[opportunity.state],
        "close_date": date.fromisoformat(opportunity.close_date) if opportunity.close_date else None,
        "currency": opportunity.won_amount.currency_code,
        "won_amount_minor": opportunity.won_amount.minor,
    }


async def _account_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    await keep_account_keys(uow, rows)
    await keep_touches_with_accounts(uow, rows)


async def _contracts_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    uow.finally_for(collect, [row["id"] for row in rows if row["opportunity_id"] is not None])


ACCOUNTS = Copy(accounts.Account, tables.copy_account, _account, after=_account_changed)
CONTRACTS = Copy(pipeline.Contract, tables.copy_contract, _contract, after=_contracts_changed)
OPPORTUNITIES = Copy(pipeline.Opportunity, tables.copy_opportunity, _opportunity)
