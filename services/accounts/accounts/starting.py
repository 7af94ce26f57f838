"""What a tenant starts with: the rules that it may change."""

from sqlalchemy import select

from accounts.commands.pools import start_pools
from accounts.domain.account_settings import AccountSettings
from chassis.company_settings import start_settings
from chassis.tables import copy_tenant
from chassis.unit_of_work import UnitOfWork


async def start_tenant(uow: UnitOfWork) -> None:
    """Creates what is not there yet. Ids are derived: of two that do this at once one fails, and finds it when it tries again."""
    await start_pools(uow)
    if (made := await start_settings(uow, AccountSettings)) is not None:
        currency = (await uow.execute(select(copy_tenant.c.functional_currency).where(copy_tenant.c.id == uow.tenant_id))).scalar()
        made.currency = currency or made.currency
