"""The company's defaults, as they hold now."""

from chassis.company_settings import settings_of
from chassis.unit_of_work import UnitOfWork
from notifier.domain.notification_settings import NotificationSettings


async def of(uow: UnitOfWork) -> NotificationSettings:
    return await settings_of(uow, NotificationSettings)
