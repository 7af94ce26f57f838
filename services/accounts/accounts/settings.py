"""The company's rules of accounts, read once per transaction."""

from sqlalchemy import select

from accounts import tables as t
from accounts.domain.account_settings import AccountSettings
from chassis.ids import derived_id
from chassis.unit_of_work import UnitOfWork


async def settings_of(uow: UnitOfWork) -> AccountSettings:
    """As they are stored; the defaults while the company is so new that nothing is. To change them, load them by `uow.get`."""
    known = uow.known.setdefault("account_settings", {})
    if not known:
        row = (await uow.execute(select(t.account_settings).where(t.account_settings.c.tenant_id == uow.tenant_id))).first()
        known["it"] = fresh_settings(uow) if row is None else AccountSettings(**row._mapping)
    found: AccountSettings = known["it"]
    return found


def fresh_settings(uow: UnitOfWork) -> AccountSettings:
    """What a company starts with."""
    id = derived_id(uow.tenant_id, "settings")
    return AccountSettings(id=id, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now)
