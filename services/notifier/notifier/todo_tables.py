"""Tables of to-dos, and what is known of everything that they are about."""

from sqlalchemy import BigInteger, Boolean, Column, Date, Index, Integer, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from chassis.mapping import map_root
from chassis.tables import aggregate_columns, copy_columns, instant, list_indexes, minor, new_metadata
from notifier.domain.todo import Todo, TodoItem

metadata = new_metadata()

LIVE = text("state in ('open', 'snoozed')")

todo = Table(
    "todo",
    metadata,
    *aggregate_columns(),
    Column("kind", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("owner_id", Uuid, nullable=False),
    Column("team_id", Uuid),
    Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("title", Text, nullable=False),
    Column("title_en", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("gain", Text, nullable=False),
    instant("due_time"),
    instant("snooze_until_time", nullable=True),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid),
    Column("subject_name", Text, nullable=False),
    Column("customer_id", Uuid),
    Column("reasons", JSONB, nullable=False),
    Column("action", JSONB, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("cash_gain_minor", nullable=True),
    minor("pipeline_gain_minor", nullable=True),
    Column("boost", Integer, nullable=False),
    instant("rank_time"),
    instant("close_time", nullable=True),
    Column("close_reason", Text, nullable=False),
    Column("closed_by", Uuid),
    *list_indexes("todo", "rank_time"),
    # What is above the fold, and the one live to-do of a kind about something.
    Index("todo_open_idx", "tenant_id", "owner_id", "rank_time", "id", postgresql_where=text("state = 'open'")),
    Index("todo_subject_idx", "tenant_id", "subject_id", postgresql_where=LIVE),
    Index("todo_customer_idx", "tenant_id", "customer_id", postgresql_where=LIVE),
    Index("todo_live_key", "tenant_id", "kind", "key", unique=True, postgresql_where=LIVE),
)

todo_item = Table(
    "todo_item",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("todo_id", Uuid, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("parent_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor", nullable=True),
    Column("due_date", Date),
    instant("opened_time"),
    Column("opened_sequence", BigInteger, nullable=False),
    Index("todo_item_todo_idx", "tenant_id", "todo_id", "due_date", "id"),
    Index("todo_item_subject_idx", "tenant_id", "subject_id"),
    Index("todo_item_parent_idx", "tenant_id", "parent_id"),
)

# When each fact that closes something was last told of a subject. A fact that was overtaken by one of these opens nothing, and a message
# that waits is checked against them before it goes.
told = Table(
    "told",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("subject_id", Uuid, primary_key=True),
    Column("fact", Text, primary_key=True),
    instant("told_time"),
    Column("sequence", BigInteger, nullable=False),
)

# One table for everything that facts are about: leads, accounts, opportunities, contracts, payment plans.
copy_subject = Table(
    "copy_subject",
    metadata,
    *copy_columns(),
    Column("kind", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("number", Text, nullable=False),
    # Still to be worked on: not converted, won, lost or terminated.
    Column("live", Boolean, nullable=False),
    Column("customer_id", Uuid),
    Column("currency", String(3)),
    minor("amount_minor", nullable=True),
    # What an opportunity's probability is found by.
    Column("sales_process_id", Uuid),
    Column("stage", Text),
    Column("tier", Text),
    # Of a contract and its payment plan: who collects what is owed.
    Column("collector_ids", ARRAY(Uuid)),
    # Of a payment plan, by instalment: {"open_minor": 9000000, "payable_minor": 9000000, "due_date": "2025-12-08"}.
    Column("instalments", JSONB),
)

copy_sales_process = Table(
    "copy_sales_process",
    metadata,
    *copy_columns(),
    # {"stage": "0.4"}: how likely a sale in it is won.
    Column("probabilities", JSONB, nullable=False),
)

copy_user = Table(
    "copy_user",
    metadata,
    *copy_columns(),
    Column("locale", Text, nullable=False),
    Column("role_ids", ARRAY(Uuid), nullable=False),
    Index("copy_user_role_idx", "role_ids", postgresql_using="gin"),
)

copy_role = Table(
    "copy_role",
    metadata,
    *copy_columns(),
    Column("key", Text, nullable=False),
    # Of what is decided by: {"adjustment.approve": [{"reach": "company", "limits": {"legal_entity_id": ["..."]}}]}. What is not told yet is
    # not in it.
    Column("grants", JSONB),
)

do_not_disturb = Table(
    "copy_do_not_disturb",
    metadata,
    *copy_columns(),
    Column("account_id", Uuid),
    Column("contact_id", Uuid),
    Column("from_date", Date),
    Column("until_date", Date),
    Index("copy_do_not_disturb_account_idx", "tenant_id", "account_id"),
)

mapper = registry(metadata=metadata)
map_root(mapper, Todo, todo, parts={"items": (TodoItem, todo_item, "due_date id")})
