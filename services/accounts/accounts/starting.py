"""What a tenant starts with: the rules that it may change."""

from sqlalchemy import select

from accounts import tables as t
from accounts.commands.pools import start_pools
from accounts.settings import fresh_settings
from chassis.tables import copy_tenant
from chassis.unit_of_work import UnitOfWork


async def start_tenant(uow: UnitOfWork) -> None:
    """Creates what is not there yet. Ids are derived: of two that do this at once one fails, and finds it when it tries again."""
    await start_pools(uow)
    settings = t.account_settings.c
    if (await uow.execute(select(settings.id).where(settings.tenant_id == uow.tenant_id))).first() is not None:
        return
    made = fresh_settings(uow)
    currency = (await uow.execute(select(copy_tenant.c.functional_currency).where(copy_tenant.c.id == uow.tenant_id))).scalar()
    made.currency = currency or made.currency
    uow.add(made)
