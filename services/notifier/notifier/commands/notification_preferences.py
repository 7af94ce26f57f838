"""Commands on how people want to be told."""

from uuid import UUID

from chassis.errors import not_found
from chassis.messages import values
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import message_tables as t
from notifier.domain.preference import NotificationPreference


@command
async def update_notification_preference(request: pb.UpdateNotificationPreferenceRequest, uow: UnitOfWork) -> NotificationPreference:
    """Made when a person first says something."""
    id = UUID(request.notification_preference_id)
    if id != uow.principal.person_id:
        raise not_found("notification preference", id)
    preference = await uow.first(NotificationPreference, t.notification_preference.c.id == id)
    if preference is None:
        preference = uow.add(NotificationPreference(id=id, tenant_id=uow.tenant_id, create_time=uow.now, update_time=uow.now))
    uow.expect(preference, request.etag)
    preference.revise(**values(request.notification_preference, request.update_mask))
    return preference
