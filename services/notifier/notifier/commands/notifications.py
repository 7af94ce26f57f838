"""Commands on the messages that a person got."""

from datetime import UTC

from sqlalchemy import update

from chassis.errors import not_found
from chassis.service import command
from chassis.unit_of_work import UnitOfWork
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import tables as t
from notifier.domain.notification import Notification


@command
async def mark_notification_read(request: pb.MarkNotificationReadRequest, uow: UnitOfWork) -> Notification:
    notification = await uow.get(Notification, request.notification_id, etag=request.etag)
    if notification.person_id != uow.principal.person_id or notification.sent_time is None:
        raise not_found("notification", request.notification_id)
    notification.read(uow.now)
    return notification


@command
async def mark_all_notifications_read(request: pb.MarkAllNotificationsReadRequest, uow: UnitOfWork) -> pb.MarkAllNotificationsReadResponse:
    """Hundreds may be unread: their rows are changed, no more is said of each."""
    until = request.until_time.ToDatetime(UTC) if request.HasField("until_time") else uow.now
    n = t.notification.c
    mine = (n.tenant_id == uow.tenant_id, n.person_id == uow.principal.person_id, n.unread, n.sent_time <= until)
    marked = await uow.execute(update(t.notification).where(*mine).values(read_time=uow.now, unread=False, version=n.version + 1))
    return pb.MarkAllNotificationsReadResponse(marked=marked.rowcount)  # type: ignore[attr-defined]
