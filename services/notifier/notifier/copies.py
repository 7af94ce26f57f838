"""Changed -> local copy: people, and everything that to-dos and messages are about."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from chassis.descriptors import enum_words
from chassis.service import Copy
from chassis.unit_of_work import UnitOfWork
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.accounts.v1 import care_pb2 as care
from crm.common.v1.types_pb2 import Money
from crm.identity.v1 import identity_pb2 as identity
from crm.leads.v1 import leads_pb2 as leads
from crm.pipeline.v1 import pipeline_pb2 as pipeline
from crm.receivables.v1 import receivables_pb2 as receivables
from notifier import todo_tables as t
from notifier.domain.kinds import DECIDING
from notifier.handing_over import follow_owners
from notifier.todos import end_leads, settle_paid

_TIER = enum_words(accounts.Tier.DESCRIPTOR)
_DEAL = enum_words(pipeline.OpportunityState.DESCRIPTOR)
_LEAD = enum_words(leads.LeadState.DESCRIPTOR)
_REACH = enum_words(identity.Reach.DESCRIPTOR)
# By the names that facts give them.
_LIMITS = {
    "legal_entity_id": "legal_entity_ids",
    "business_unit": "business_units",
    "product_line": "product_lines",
    "region": "regions",
}
_WORKED_ON = ("assigned", "contacted", "qualified")
_CONTRACT = enum_words(pipeline.ContractState.DESCRIPTOR)


def _user(user: identity.User) -> dict[str, Any]:
    return {"locale": user.locale, "role_ids": [UUID(role) for role in user.role_ids]}


def _role(role: identity.Role) -> dict[str, Any]:
    # Also by which of these it may not decide: what nobody has told is as it was shipped.
    grants: dict[str, list[dict[str, Any]]] = {permission: [] for permission in sorted(DECIDING)}
    for each in role.grants:
        if each.permission in DECIDING:
            limits = {field: list(getattr(each.limits, name)) for field, name in _LIMITS.items()}
            grants[each.permission].append({"reach": _REACH[each.reach], "limits": limits})
    return {"key": role.key, "grants": grants}


def _lead(lead: leads.Lead) -> dict[str, Any]:
    name = " ".join(dict.fromkeys(part for part in (lead.company_name, lead.name) if part))
    return {
        **_subject("lead", name, lead.number, live=_LEAD[lead.state] in _WORKED_ON),
        **_amount(lead.estimated_amount),
    }


def _account(account: accounts.Account) -> dict[str, Any]:
    return {
        **_subject("account", account.name, account.number, live=True),
        "customer_id": UUID(account.id),
        "tier": _TIER[account.tier] or "",
    }


def _opportunity(deal: pipeline.Opportunity) -> dict[str, Any]:
    return {
        **_subject("opportunity", deal.name, deal.number, live=_DEAL[deal.state] == "open"),
        **_amount(deal.expected_amount),
        "customer_id": _id(deal.account_id),
        "sales_process_id": _id(deal.sales_process_id),
        "stage": deal.stage,
    }


def _contract(contract: pipeline.Contract) -> dict[str, Any]:
    return {
        **_subject("contract", contract.name, contract.number, live=_CONTRACT[contract.state] not in ("fulfilled", "terminated")),
        **_amount(contract.gross),
        "customer_id": _id(contract.customer_id or contract.account_id),
        "collector_ids": [UUID(person) for person in contract.collector_ids],
    }


def _payment_plan(plan: receivables.PaymentPlan) -> dict[str, Any]:
    return {
        **_subject("payment_plan", "", plan.contract_number, live=True),
        **_amount(plan.total),
        "customer_id": _id(plan.customer_id),
        "collector_ids": [UUID(person) for person in plan.collector_ids],
        "instalments": {
            each.id: {
                "name": each.name,
                "open_minor": each.open.minor,
                "payable_minor": each.payable.minor,
                "due_date": each.due_date or each.expected_date,
            }
            for each in plan.instalments
        },
    }


def _sales_process(process: pipeline.SalesProcess) -> dict[str, Any]:
    return {"probabilities": {stage.key: str(Decimal(stage.probability or 0) / 100) for stage in process.stages}}


def _do_not_disturb(period: care.DoNotDisturb) -> dict[str, Any]:
    return {
        "account_id": _id(period.account_id),
        "contact_id": _id(period.contact_id),
        "from_date": _day(period.from_date),
        "until_date": _day(period.until_date),
    }


def _subject(kind: str, name: str, number: str, *, live: bool) -> dict[str, Any]:
    return {"kind": kind, "name": name, "number": number, "live": live}


def _amount(amount: Money) -> dict[str, Any]:
    return {"currency": amount.currency_code or None, "amount_minor": amount.minor if amount.currency_code else None}


def _id(text: str) -> UUID | None:
    return UUID(text) if text else None


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


async def _subjects_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    await follow_owners(uow, {row["id"]: row["owner_id"] for row in rows})
    await settle_paid(uow, rows)
    # The copies of this batch that come after these are known to nobody yet.
    uow.known.pop("subjects", None)


async def _leads_changed(uow: UnitOfWork, rows: Sequence[Mapping[str, Any]]) -> None:
    await _subjects_changed(uow, rows)
    await end_leads(uow, rows)


USERS = Copy(identity.User, t.copy_user, _user)
ROLES = Copy(identity.Role, t.copy_role, _role)
SALES_PROCESSES = Copy(pipeline.SalesProcess, t.copy_sales_process, _sales_process)
LEADS = Copy(leads.Lead, t.copy_subject, _lead, after=_leads_changed)
ACCOUNTS = Copy(accounts.Account, t.copy_subject, _account, after=_subjects_changed)
OPPORTUNITIES = Copy(pipeline.Opportunity, t.copy_subject, _opportunity, after=_subjects_changed)
CONTRACTS = Copy(pipeline.Contract, t.copy_subject, _contract, after=_subjects_changed)
PAYMENT_PLANS = Copy(receivables.PaymentPlan, t.copy_subject, _payment_plan, after=_subjects_changed)
DO_NOT_DISTURB = Copy(care.DoNotDisturb, t.do_not_disturb, _do_not_disturb)
