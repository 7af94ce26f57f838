"""Lists: SQL to messages, no aggregates but for reading one."""

from sqlalchemy import func, select

from chassis.company_settings import show_settings
from chassis.errors import not_found
from chassis.fields import choice, money
from chassis.listing import COUNTED, Listing, bounded
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import tables as t
from notifier import todo_tables
from notifier.domain.kinds import Gain
from notifier.domain.notification import Notification, NotificationKind
from notifier.domain.notification_settings import NotificationSettings
from notifier.domain.todo import Todo, TodoState
from notifier.folding import mark_fold

n, d = t.notification.c, todo_tables.todo.c

TODOS = Listing(
    todo_tables.todo,
    {
        **{column.name: column for column in (d.id, d.kind, d.owner_id, d.team_id, d.subject_type, d.subject_id, d.customer_id)},
        **{column.name: column for column in (d.due_time, d.rank_time, d.create_time, d.update_time, d.close_time)},
        "state": choice(d.state, TodoState),
        "gain": choice(d.gain, Gain),
        "cash_gain": money(d.cash_gain_minor, d.currency),
        "pipeline_gain": money(d.pipeline_gain_minor, d.currency),
    },
    default_order="rank_time",
)

NOTIFICATIONS = Listing(
    t.notification,
    {
        **{column.name: column for column in (n.id, n.unread, n.urgent, n.subject_type, n.subject_id, n.sent_time)},
        "kind": choice(n.kind, NotificationKind),
    },
    default_order="sent_time desc",
    scoped=False,
    where=(n.sent_time.is_not(None),),
)


@query
async def get_todo(request: pb.GetTodoRequest, reader: Reader) -> pb.Todo:
    found = to_message(pb.Todo, await reader.get(Todo, request.todo_id))
    await mark_fold(reader, [found])
    return found


@query
async def list_todos(request: pb.ListTodosRequest, reader: Reader) -> pb.ListTodosResponse:
    reply = await reader.page(TODOS, request, pb.ListTodosResponse, parts={"items": (todo_tables.todo_item, "todo_id")})
    await mark_fold(reader, reply.todos)
    return reply


@query
async def get_notification(request: pb.GetNotificationRequest, reader: Reader) -> pb.Notification:
    found = await reader.get(Notification, request.notification_id)
    if found.person_id != reader.principal.person_id or found.sent_time is None:
        raise not_found("notification", request.notification_id)
    return to_message(pb.Notification, found)


@query
async def list_notifications(request: pb.ListNotificationsRequest, reader: Reader) -> pb.ListNotificationsResponse:
    reply = await reader.page(NOTIFICATIONS, request, pb.ListNotificationsResponse, person_id=reader.principal.person_id)
    if not request.page_token:
        mine = (n.tenant_id == reader.tenant_id, n.person_id == reader.principal.person_id, n.unread)
        counted = select(func.count()).select_from(select(n.id).where(*mine).limit(COUNTED + 1).subquery())
        reply.unread.count, reply.unread.more = bounded((await reader.execute(counted)).scalar_one())
    return reply


@query
async def get_notification_settings(request: pb.GetNotificationSettingsRequest, reader: Reader) -> pb.NotificationSettings:
    return await show_settings(reader, NotificationSettings, pb.NotificationSettings)
