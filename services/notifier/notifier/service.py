"""What everybody should do next, and what everybody should hear. Entry point: `python -m notifier.service`."""

from pathlib import Path

from chassis import audit, handover
from chassis.errors import conflict
from chassis.main import main
from chassis.scripts import statements
from chassis.service import Resource, Service
from crm.notifier.v1 import events_pb2 as facts
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import channel_queries, copies, handed_over, message_queries, message_tables, queries, reactions, tables, timers, todo_tables
from notifier.channels.addresses import ADDRESSES
from notifier.commands import (
    channels,
    deliveries,
    notification_preferences,
    notification_settings,
    notifications,
    reminder_rules,
    templates,
    todos,
)
from notifier.deliveries import Deliveries
from notifier.domain.channel import Channel
from notifier.domain.notification import Notification
from notifier.domain.notification_settings import NotificationSettings
from notifier.domain.preference import NotificationPreference
from notifier.domain.rule import ReminderRule
from notifier.domain.template import Template
from notifier.domain.todo import Todo
from notifier.settings import extras
from notifier.starting import start_tenant

SERVICE = Service(
    name="notifier",
    descriptor=pb.DESCRIPTOR.services_by_name["Notifier"],
    metadata=tables.metadata,
    migrations=Path(__file__).parent.parent / "migrations",
    routines=lambda role: (each.replace("{app}", f"{role}_app") for each in statements("notifier", "deliveries")),
    resources=(
        Resource(Todo, pb.Todo, todo_tables.todo, timers=timers.todo_timers),
        Resource(Notification, pb.Notification, tables.notification, timers=timers.notification_timers),
        Resource(ReminderRule, pb.ReminderRule, message_tables.reminder_rule),
        Resource(Template, pb.Template, message_tables.template),
        Resource(NotificationPreference, pb.NotificationPreference, message_tables.notification_preference),
        Resource(NotificationSettings, pb.NotificationSettings, tables.notification_settings),
        Resource(Channel, pb.Channel, tables.channel),
    ),
    modules=(
        todos,
        notifications,
        notification_settings,
        notification_preferences,
        reminder_rules,
        templates,
        channels,
        deliveries,
        queries,
        message_queries,
        channel_queries,
        audit,
        handover,
        reactions,
        timers,
    ),
    copies=(
        ADDRESSES,
        copies.USERS,
        copies.ROLES,
        copies.LEADS,
        copies.ACCOUNTS,
        copies.OPPORTUNITIES,
        copies.CONTRACTS,
        copies.PAYMENT_PLANS,
        copies.SALES_PROCESSES,
        copies.DO_NOT_DISTURB,
    ),
    facts=(facts.NotificationDelivered, facts.NotificationFailed),
    starts=start_tenant,
    handed_over=handed_over.TODOS,
    loops=(Deliveries,),
    constraints={
        "todo_live_key": lambda: conflict("CONCURRENT_CHANGE", "There is another live to-do about the same by now; read the list again."),
    },
    in_turn=True,
)

if __name__ == "__main__":
    main(SERVICE, extras)
