"""Changed -> local copy: what the overview of an account needs of the other services."""

from typing import Any
from uuid import UUID

from accounts import tables
from chassis.descriptors import enum_words
from chassis.service import Copy
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from crm.receivables.v1 import receivables_pb2 as receivables

_DEAL = enum_words(pipeline.OpportunityState.DESCRIPTOR)
_CONTRACT = enum_words(pipeline.ContractState.DESCRIPTOR)
_CLAIM = enum_words(receivables.ClaimState.DESCRIPTOR)


def _opportunity(deal: pipeline.Opportunity) -> dict[str, Any]:
    return {
        "account_id": _id(deal.account_id),
        "state": _DEAL[deal.state],
        "currency": deal.expected_amount.currency_code,
        "expected_amount_minor": deal.expected_amount.minor,
    }


def _contract(contract: pipeline.Contract) -> dict[str, Any]:
    return {
        "account_id": _id(contract.account_id),
        "state": _CONTRACT[contract.state],
        "currency": contract.gross.currency_code,
        "gross_minor": contract.gross.minor,
    }


def _payment_plan(plan: receivables.PaymentPlan) -> dict[str, Any]:
    return {
        "customer_id": _id(plan.customer_id),
        "currency": plan.total.currency_code,
        "instalments": [
            {
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


OPPORTUNITIES = Copy(pipeline.Opportunity, tables.copy_opportunity, _opportunity)
CONTRACTS = Copy(pipeline.Contract, tables.copy_contract, _contract)
PAYMENT_PLANS = Copy(receivables.PaymentPlan, tables.copy_payment_plan, _payment_plan)
