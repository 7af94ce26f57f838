"""Changed -> local copy: whom a sale may be for and how important they are, and which papers there are."""

from typing import Any
from uuid import UUID

from chassis.service import Copy
from crm.accounts.v1 import accounts_pb2 as accounts
from crm.identity.v1 import identity_pb2 as identity
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


ACCOUNTS = Copy(accounts.Account, tables.copy_account, _account)
ATTACHMENTS = Copy(identity.Attachment, tables.copy_attachment, _attachment)
