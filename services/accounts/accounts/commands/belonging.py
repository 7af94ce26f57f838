"""What belongs to an account or to one of its contacts, and has the account's scope."""

from typing import Any
from uuid import UUID

from accounts.domain.account import Account
from accounts.domain.contact import Contact
from chassis.errors import invalid
from chassis.unit_of_work import UnitOfWork


async def of_account(uow: UnitOfWork, account_id: UUID | None, contact_id: UUID | None, field: str) -> dict[str, Any]:
    """How a record of the account, or of the contact, begins. Raises DomainError where the caller sees neither, or they do not match."""
    contact = await uow.get(Contact, contact_id) if contact_id else None
    if account_id is None and contact is None:
        raise invalid(f"{field}.account_id", "Say whose it is: an account, or a contact.", "MISSING_FIELD")
    if contact is not None and account_id not in (None, contact.account_id):
        raise invalid(f"{field}.contact_id", "This contact belongs to another account.", "CONTACT_UNKNOWN")
    account = await uow.get(Account, contact.account_id if contact else account_id)  # type: ignore[arg-type]
    return {
        "id": uow.new_id(),
        "tenant_id": uow.tenant_id,
        "create_time": uow.now,
        "update_time": uow.now,
        "account_id": account.id,
        "contact_id": contact_id,
        "owner_id": account.owner_id,
        "team_id": account.team_id,
        "shared_with": [*account.shared_with],
    }
