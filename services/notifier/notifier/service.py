"""What everybody should do next, and what everybody should hear. Entry point: `python -m notifier.service`."""

from pathlib import Path

from chassis import audit
from chassis.main import main
from chassis.service import Resource, Service
from crm.notifier.v1 import events_pb2 as facts
from crm.notifier.v1 import notifier_pb2 as pb
from notifier import queries, tables
from notifier.commands import notification_settings, notifications
from notifier.domain.notification import Notification
from notifier.domain.notification_settings import NotificationSettings
from notifier.starting import start_tenant

SERVICE = Service(
    name="notifier",
    descriptor=pb.DESCRIPTOR.services_by_name["Notifier"],
    metadata=tables.metadata,
    migrations=Path(__file__).parent.parent / "migrations",
    resources=(
        Resource(Notification, pb.Notification, tables.notification),
        Resource(NotificationSettings, pb.NotificationSettings, tables.notification_settings),
    ),
    modules=(notifications, notification_settings, queries, audit),
    facts=(facts.NotificationDelivered, facts.NotificationFailed),
    starts=start_tenant,
)

if __name__ == "__main__":
    main(SERVICE)
