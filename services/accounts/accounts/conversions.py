"""Which leads have become accounts."""

from uuid import UUID

from sqlalchemy import select

from accounts.lead_tables import lead_conversion
from chassis.unit_of_work import UnitOfWork


async def account_of(uow: UnitOfWork, lead_id: UUID) -> UUID | None:
    """The account that a lead became. Whoever must not miss one that is being made holds the lock "lead"."""
    conversion = lead_conversion.c
    made = (conversion.tenant_id == uow.tenant_id, conversion.lead_id == lead_id, conversion.state == "made")
    found: UUID | None = (await uow.execute(select(conversion.account_id).where(*made))).scalar()
    return found
