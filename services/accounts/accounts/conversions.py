"""Which leads have become accounts."""

from collections.abc import Collection
from uuid import UUID

from sqlalchemy import select

from accounts.lead_tables import lead_conversion
from chassis.unit_of_work import UnitOfWork


async def learn_accounts_of(uow: UnitOfWork, lead_ids: Collection[UUID]) -> None:
    """Looks them up in one go; the caller holds the lock "lead" of all of them until the commit."""
    conversion, known = lead_conversion.c, uow.known.setdefault("account_of", {})
    made = (conversion.tenant_id == uow.tenant_id, conversion.lead_id.in_(lead_ids), conversion.state == "made")
    known.update(dict.fromkeys(lead_ids))
    known.update({row.lead_id: row.account_id for row in await uow.execute(select(conversion.lead_id, conversion.account_id).where(*made))})


async def account_of(uow: UnitOfWork, lead_id: UUID) -> UUID | None:
    """The account that a lead became. Whoever must not miss one that is being made holds the lock "lead"."""
    if lead_id in (known := uow.known.get("account_of", {})):
        return known[lead_id]  # type: ignore[no-any-return]
    conversion = lead_conversion.c
    made = (conversion.tenant_id == uow.tenant_id, conversion.lead_id == lead_id, conversion.state == "made")
    found: UUID | None = (await uow.execute(select(conversion.account_id).where(*made))).scalar()
    return found
