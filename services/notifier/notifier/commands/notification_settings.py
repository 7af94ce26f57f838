"""Commands on the company's defaults."""

from chassis.company_settings import settings_to_change
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.notifier.v1 import notifier_pb2 as pb
from notifier.domain.notification_settings import NotificationSettings


@command
async def update_notification_settings(request: pb.UpdateNotificationSettingsRequest, uow: UnitOfWork) -> NotificationSettings:
    settings = await settings_to_change(uow, NotificationSettings, request.etag)
    settings.revise(**values(request.notification_settings, request.update_mask))
    return settings
