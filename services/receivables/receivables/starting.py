"""What a tenant starts with: defaults of reminders and promises."""

from sqlalchemy import select

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from receivables import tables as t
from receivables.domain.receivable_settings import ReceivableSettings


async def start_tenant(uow: UnitOfWork) -> None:
    """Creates the settings where there are none. Their id is derived: of two that do this at once one fails and tries again."""
    settings = t.receivable_settings.c
    if (await uow.execute(select(settings.id).where(settings.tenant_id == uow.tenant_id))).first() is None:
        uow.add(shipped_settings(uow))


def shipped_settings(uow: UnitOfWork) -> ReceivableSettings:
    id = derived_id(uow.tenant_id, "settings")
    return ReceivableSettings(id=id, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now)
