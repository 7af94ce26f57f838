"""Commands on the company's defaults."""

from chassis.ids import derived_id
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.notifier.v1 import notifier_pb2 as pb
from notifier.domain.notification_settings import NotificationSettings


@command
async def update_notification_settings(request: pb.UpdateNotificationSettingsRequest, uow: UnitOfWork) -> NotificationSettings:
    settings = await uow.get(NotificationSettings, derived_id(uow.tenant_id, "settings"), etag=request.etag)
    settings.revise(**values(request.notification_settings, request.update_mask))
    return settings
