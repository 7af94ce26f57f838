"""Tables of notifier, and how aggregates map to them."""

from sqlalchemy import Boolean, Column, Index, Integer, Table, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant, new_metadata
from notifier.domain.notification import Notification
from notifier.domain.notification_settings import NotificationSettings

metadata = new_metadata()

notification_settings = Table(
    "notification_settings",
    metadata,
    *aggregate_columns(),
    Column("todos_above_fold", Integer, nullable=False),
    Column("messages_per_day", Integer, nullable=False),
    Column("working_hours_start", Text, nullable=False),
    Column("working_hours_end", Text, nullable=False),
    Column("working_days_only", Boolean, nullable=False),
    Column("digest_weekday", Integer, nullable=False),
    Column("follow_up_days", Integer, nullable=False),
)

notification = Table(
    "notification",
    metadata,
    *aggregate_columns(),
    Column("person_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid),
    Column("lines", JSONB, nullable=False),
    Column("channels", ARRAY(Text), nullable=False),
    instant("send_time"),
    instant("sent_time", nullable=True),
    instant("read_time", nullable=True),
    instant("drop_time", nullable=True),
    Column("unread", Boolean, nullable=False),
    Index("notification_by_sent_time_idx", "tenant_id", "person_id", "sent_time", "id"),
    Index("notification_unread_idx", "tenant_id", "person_id", "sent_time", "id", postgresql_where=text("unread")),
)

# What is to be sent by one channel: written with the notification that it carries, sent after that commit.
delivery = Table(
    "delivery",
    metadata,
    # Derived from notification and channel: what is asked for twice is sent once. It is the key that a provider is given.
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("notification_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("channel", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("lines", JSONB, nullable=False),
    # "waiting", "sent", "failed"
    Column("state", Text, nullable=False),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("provider_key", Text, nullable=False, server_default=text("''")),
    Column("error", Text, nullable=False, server_default=text("''")),
    instant("create_time"),
    instant("send_time"),
    instant("sent_time", nullable=True),
    UniqueConstraint("tenant_id", "notification_id", "channel"),
    Index("delivery_waiting_idx", "tenant_id", "send_time", "id", postgresql_where=text("state = 'waiting'")),
)

mapper = registry(metadata=metadata)
map_root(mapper, NotificationSettings, notification_settings)
map_root(mapper, Notification, notification)
