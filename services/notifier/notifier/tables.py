"""Tables of notifier, and how aggregates map to them."""

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from chassis.mapping import map_root
from chassis.tables import aggregate_columns, copy_columns, instant, minor
from notifier.domain.channel import Channel
from notifier.domain.notification import Notification
from notifier.domain.notification_settings import NotificationSettings
from notifier.todo_tables import metadata as metadata

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
    Column("subject_name", Text, nullable=False),
    Column("lines", JSONB, nullable=False),
    Column("channels", ARRAY(Text), nullable=False),
    instant("send_time"),
    instant("sent_time", nullable=True),
    instant("read_time", nullable=True),
    instant("drop_time", nullable=True),
    Column("unread", Boolean, nullable=False),
    Column("counted", Boolean, nullable=False),
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
    # The kind; `channel_id` is the company's own, known once it was tried.
    Column("channel", Text, nullable=False),
    Column("channel_id", Uuid),
    Column("address", Text, nullable=False, info={"unlisted": True}),
    Column("language", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("lines", JSONB, nullable=False),
    # What it is about, where that is one amount.
    Column("currency", String(3), nullable=False, server_default=text("''")),
    minor("amount_minor", nullable=True),
    Column("urgent", Boolean, nullable=False),
    # The state machine is domain/delivery.py.
    Column("state", Text, nullable=False),
    # Raised by each claim: who sends under an older number has lost the row to another.
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    Column("error_code", Text, nullable=False, server_default=text("''")),
    Column("error", Text, nullable=False, server_default=text("''")),
    # The span that asked for it.
    Column("traceparent", Text, nullable=False, server_default=text("''")),
    instant("create_time"),
    # Technical time: when it may be claimed next. A claim moves it on, so that a row whose sender died comes back.
    instant("due_time"),
    # Business time.
    instant("expire_time"),
    instant("sent_time", nullable=True),
    UniqueConstraint("tenant_id", "notification_id", "channel"),
    Index("delivery_due_idx", "tenant_id", "channel", "due_time", "id", postgresql_where=text("state = 'waiting'")),
    Index("delivery_by_create_time_idx", "tenant_id", "create_time", "id"),
)

channel = Table(
    "channel",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("disabled", Boolean, nullable=False),
    # Whose messages go by it; it is no scope.
    Column("team_id", Uuid),
    Column("mail_host", Text, nullable=False),
    Column("mail_port", Integer, nullable=False),
    Column("mail_security", Text),
    Column("mail_user", Text, nullable=False),
    Column("from_address", Text, nullable=False),
    Column("from_name", Text, nullable=False),
    Column("wecom_corp", Text, nullable=False),
    Column("wecom_agent", Integer, nullable=False),
    Column("keyword", Text, nullable=False),
    Column("sealed_secret", LargeBinary, nullable=False, info={"unlisted": True}),
    Column("webhook_hint", Text, nullable=False),
    Column("has_secret", Boolean, nullable=False),
    instant("archive_time", nullable=True),
    Index("channel_by_create_time_idx", "tenant_id", "create_time", "id"),
)

# When a channel was used, as far as its provider's limit still counts it: one row that all replicas lock.
channel_use = Table(
    "channel_use",
    metadata,
    Column("channel_id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("use_time", ARRAY(DateTime(timezone=True)), nullable=False),
    # The provider said that it was too much.
    instant("rest_time", nullable=True),
)

# Where people are reached: their mail address, and who they are for each provider ({"wecom": "zhangsan"}).
copy_address = Table(
    "copy_address",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("provider_users", JSONB, nullable=False),
)

mapper = registry(metadata=metadata)
map_root(mapper, NotificationSettings, notification_settings)
map_root(mapper, Notification, notification)
map_root(mapper, Channel, channel)
