"""What a tenant starts with. All of it is theirs to change."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork
from notifier import tables as t
from notifier.domain.notification_settings import NotificationSettings


async def start_tenant(uow: UnitOfWork) -> None:
    """Creates what is not there yet; what was created once is left alone, whatever the tenant has made of it.

    Ids are derived: of two that do this at once one fails, and finds everything when it tries again.
    """
    id, settings = derived_id(uow.tenant_id, "settings"), t.notification_settings.c
    if (await uow.execute(select(settings.id).where(settings.tenant_id == uow.tenant_id, settings.id == id))).first() is None:
        uow.add(NotificationSettings(**_born(uow, id)))


def _born(uow: UnitOfWork, id: UUID) -> dict[str, Any]:
    return {"id": id, "tenant_id": uow.tenant_id, "create_time": uow.now, "update_time": uow.now}
