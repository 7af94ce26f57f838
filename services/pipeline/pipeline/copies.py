"""Changed -> local copy: whom a sale may be for and how important they are, which papers there are, what must be paid before goods go."""

from datetime import date
from typing import Any
from uuid import UUID

from chassis.service import Copy
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.common.v1 import payment_terms_pb2 as terms
from crm.identity.v1 import identity_pb2 as identity
from crm.receivables.v1 import credit_pb2 as credit
from crm.receivables.v1 import receivables_pb2 as receivables
from pipeline import tables


def _account(account: accounts.Account) -> dict[str, Any]:
    return {
        "name": account.name,
        "tier": accounts.Tier.Name(account.tier).removeprefix("TIER_").lower(),
        "fit": account.score_details.fit if account.score_details.score_model_id else None,
    }


def _attachment(attachment: identity.Attachment) -> dict[str, Any]:
    """It is told of when its content is stored: whatever is known is complete."""
    return {
        "subject_type": attachment.subject_type,
        "subject_id": UUID(attachment.subject_id),
        "uploaded_by_id": UUID(attachment.uploaded_by_id) if attachment.uploaded_by_id else None,
    }


def _plan(plan: receivables.PaymentPlan) -> dict[str, Any]:
    """What is held in advance for an instalment is there, though it is not claimable yet."""
    return {
        "document_id": UUID(plan.contract_id) if plan.contract_id else None,
        "refused": plan.state == receivables.PLAN_STATE_REFUSED,
        "currency": plan.total.currency_code,
        "gates": [
            {
                "instalment_id": each.id,
                "name": each.name,
                "lot_code": each.lot_code,
                "open_minor": open_minor,
            }
            for each in plan.instalments
            if each.gate == terms.PAYMENT_GATE_SHIPMENT
            and each.claim_state != receivables.CLAIM_STATE_CLOSED
            and (open_minor := each.open.minor - each.advance.minor) > 0
        ],
    }


def _release(limit: credit.CreditLimit) -> dict[str, Any]:
    """Only a release is for one document; other limits say nothing about shipment."""
    return {
        "document_id": UUID(limit.contract_id) if limit.contract_id else None,
        "approved": limit.state == credit.CREDIT_STATE_APPROVED,
        "currency": limit.amount.currency_code,
        "amount_minor": limit.amount.minor,
        "valid_until_date": date.fromisoformat(limit.valid_until_date) if limit.valid_until_date else None,
    }


ACCOUNTS = Copy(accounts.Account, tables.copy_account, _account)
ATTACHMENTS = Copy(identity.Attachment, tables.copy_attachment, _attachment)
PLANS = Copy(receivables.PaymentPlan, tables.copy_payment_plan, _plan)
RELEASES = Copy(credit.CreditLimit, tables.copy_credit_limit, _release)
