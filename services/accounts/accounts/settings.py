"""The company's rules of accounts."""

from accounts.domain.account_settings import AccountSettings
from chassis import company_settings
from chassis.unit_of_work import UnitOfWork


async def settings_of(uow: UnitOfWork) -> AccountSettings:
    return await company_settings.settings_of(uow, AccountSettings)
