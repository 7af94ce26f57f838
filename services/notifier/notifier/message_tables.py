"""Tables of what people should hear: rules, words, preferences, what waits to be said, and what was decided about it."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from chassis.mapping import map_root
from chassis.tables import aggregate_columns, instant, list_indexes
from notifier.domain.preference import NotificationPreference
from notifier.domain.rule import ReminderRule
from notifier.domain.template import Template
from notifier.todo_tables import metadata

reminder_rule = Table(
    "reminder_rule",
    metadata,
    *aggregate_columns(),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("condition", Text, nullable=False),
    Column("recipients", ARRAY(Text), nullable=False),
    Column("person_ids", ARRAY(Uuid), nullable=False),
    Column("team_ids", ARRAY(Uuid), nullable=False),
    Column("channels", ARRAY(Text), nullable=False),
    Column("template_id", Uuid),
    Column("language", Text, nullable=False),
    Column("delay_minutes", Integer, nullable=False),
    Column("urgent", Boolean, nullable=False),
    Column("escalation", Boolean, nullable=False),
    Column("digest", Text, nullable=False),
    Column("customer_facing", Boolean, nullable=False),
    Column("disabled", Boolean, nullable=False),
    Column("shipped", Boolean, nullable=False),
    Index("reminder_rule_by_key_idx", "tenant_id", "key", "id"),
    Index("reminder_rule_event_idx", "tenant_id", "event"),
)

template = Table(
    "template",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("body", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("body_en", Text, nullable=False),
    Column("shipped", Boolean, nullable=False),
    Index("template_by_event_idx", "tenant_id", "event", "id"),
)

notification_preference = Table(
    "notification_preference",
    metadata,
    *aggregate_columns(),
    Column("language", Text, nullable=False),
    Column("quiet_hours_start", Text, nullable=False),
    Column("quiet_hours_end", Text, nullable=False),
    Column("daily_digest", Boolean, nullable=False),
    Column("choices", JSONB, nullable=False),
)

# What may be said to a person, until it is decided: of one event, by one rule.
candidate = Table(
    "candidate",
    metadata,
    # Derived from event, rule and person.
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    # As whom (see recipients): looked up again when it goes.
    Column("recipient", Text, nullable=False),
    Column("rule_id", Uuid, nullable=False),
    Column("rule", Text, nullable=False),
    Column("event", Text, nullable=False),
    Column("event_id", Uuid, nullable=False),
    instant("event_time"),
    Column("sequence", BigInteger, nullable=False),
    # What a message is about: the customer, else the thing itself. One message per person, subject and day.
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("subject_name", Text, nullable=False),
    # What is checked again when it goes: the things, and whose they are.
    Column("thing_ids", ARRAY(Uuid), nullable=False),
    Column("parent_id", Uuid, nullable=False),
    Column("customer_id", Uuid),
    # What templates may name.
    Column("parameters", JSONB, nullable=False),
    # The message that it waits for, or that it went into.
    Column("notification_id", Uuid, nullable=False),
    Column("waits", Boolean, nullable=False),
    # The span that asked for it: the message belongs to its trace, whenever it goes.
    Column("traceparent", Text, nullable=False, server_default=text("''")),
    instant("create_time"),
    Index("candidate_event_idx", "tenant_id", "event_id", "person_id"),
    Index("candidate_notification_idx", "tenant_id", "notification_id", "event_time", "id"),
)

decision = Table(
    "decision",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("team_id", Uuid),
    Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("outcome", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("text_en", Text, nullable=False),
    Column("rule_id", Uuid, nullable=False),
    Column("rule", Text, nullable=False),
    Column("event", Text, nullable=False),
    instant("event_time"),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("subject_name", Text, nullable=False),
    Column("notification_id", Uuid, nullable=False),
    instant("send_time", nullable=True),
    Column("decision_date", Date, nullable=False),
    instant("create_time"),
    *list_indexes("decision", "create_time"),
    Index("decision_day_idx", "tenant_id", "owner_id", "decision_date"),
    Index("decision_subject_idx", "tenant_id", "subject_id", "create_time"),
)

mapper = registry(metadata=metadata)
map_root(mapper, ReminderRule, reminder_rule)
map_root(mapper, Template, template)
map_root(mapper, NotificationPreference, notification_preference)
