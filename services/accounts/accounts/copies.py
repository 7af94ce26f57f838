"""Changed -> local copy: what the overview of an account, its clock and the log need of the other services."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert

from accounts import clocks, scoring, tables
from accounts.anniversaries import keep_anniversaries
from accounts.lead_log import follow_leads
from chassis.descriptors import enum_words
from chassis.service import Copy
from chassis.unit_of_work import UnitOfWork
from crm.common.v1 import payment_terms_pb2 as terms
from crm.leads.v1 import leads_pb2 as leads
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from crm.receivables.v1 import receivables_pb2 as receivables

_DEAL = enum_words(pipeline.OpportunityState.DESCRIPTOR)
_CONTRACT = enum_words(pipeline.ContractState.DESCRIPTOR)
_CLAIM = enum_words(receivables.ClaimState.DESCRIPTOR)


def _lead(lead: leads.Lead) -> dict[str, Any]:
    return {"name": lead.name, "company_name": lead.company_name, "account_id": _id(lead.account_id), "source_id": _id(lead.source_id)}


def _opportunity(deal: pipeline.Opportunity) -> dict[str, Any]:
    return {
        "name": deal.name,
        "account_id": _id(deal.account_id),
        "state": _DEAL[deal.state],
        "stage_probability": Decimal(deal.stage_probability or 0),
        "currency": deal.expected_amount.currency_code,
        "expected_amount_minor": deal.expected_amount.minor,
    }


def _contract(contract: pipeline.Contract) -> dict[str, Any]:
    return {
        "number": contract.number,
        "account_id": _id(contract.account_id),
        "opportunity_id": _id(contract.opportunity_id),
        "effective_date": _day(contract.effective_date),
        "state": _CONTRACT[contract.state],
        "currency": contract.gross.currency_code,
        "gross_minor": contract.gross.minor,
        "warranty_until": _warranty_until(contract),
    }


def _warranty_until(contract: pipeline.Contract) -> str:
    """The last day of the latest of its warranties, as far as they are known; empty where there is none."""
    ends = [each for each in contract.milestones if each.kind == terms.MILESTONE_KIND_WARRANTY_END]
    return max((end.actual_date or end.expected_date or end.planned_date for end in ends), default="")


def _payment_plan(plan: receivables.PaymentPlan) -> dict[str, Any]:
    return {
        "contract_id": _id(plan.contract_id),
        "contract_number": plan.contract_number,
        "customer_id": _id(plan.customer_id),
        "currency": plan.total.currency_code,
        "instalments": [
            {
                "id": instalment.id,
                "name": instalment.name,
                "claim_state": _CLAIM[instalment.claim_state],
                "due_date": instalment.due_date,
                "open_minor": instalment.open.minor,
                "paid_minor": instalment.paid.minor,
            }
            for instalment in plan.instalments
        ],
    }


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


async def _deals_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    """A batch often has many deals of few accounts: what they say of their accounts is asked once, when all of them are stored."""
    uow.finally_for(_follow_deals, _accounts(rows, "account_id"))


async def _follow_deals(uow: UnitOfWork, account_ids: Sequence[UUID]) -> None:
    await clocks.follow_deals(uow, account_ids)
    await scoring.follow_deals(uow, account_ids)


async def _contracts_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    await _deals_changed(uow, rows)
    await keep_anniversaries(uow, rows)


def _accounts(rows: Sequence[Mapping[str, Any]], column: str) -> list[UUID]:
    return [row[column] for row in rows if row[column] is not None]


async def _plans_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    parts = [
        {"id": UUID(part["id"]), "tenant_id": row["tenant_id"], "payment_plan_id": row["id"], "name": part["name"]}
        for row in rows
        for part in row["instalments"]
    ]
    if parts:
        statement = insert(tables.plan_instalment)
        names = {name: statement.excluded[name] for name in ("payment_plan_id", "name")}
        await uow.execute(statement.on_conflict_do_update(index_elements=["id"], set_=names), parts)
    uow.finally_for(clocks.follow_deals, _accounts(rows, "customer_id"))


LEADS = Copy(leads.Lead, tables.copy_lead, _lead, after=follow_leads)
OPPORTUNITIES = Copy(pipeline.Opportunity, tables.copy_opportunity, _opportunity, after=_deals_changed)
CONTRACTS = Copy(pipeline.Contract, tables.copy_contract, _contract, after=_contracts_changed)
PAYMENT_PLANS = Copy(receivables.PaymentPlan, tables.copy_payment_plan, _payment_plan, after=_plans_changed)
