"""Tables of pools and transfers: how accounts, and everything that hangs on them, change hands."""

from sqlalchemy import Boolean, Column, Date, ForeignKey, Index, Integer, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from chassis.tables import aggregate_columns, instant, list_indexes, new_metadata, record_columns

metadata = new_metadata()

# Everybody of the company sees the rules of all pools.
account_pool = Table(
    "account_pool",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("responsible_team_id", Uuid),
    Column("source_team_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("claimer_team_ids", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    *(Column(name, Integer, nullable=False) for name in ("claims_per_day", "holding_limit", "cooling_off_days")),
    *(Column(name, Integer, nullable=False) for name in ("pooling_days", "notice_days")),
    Column("by_hand", Boolean, nullable=False),
    Column("exempt_tiers", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("exempt_tags", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    instant("archive_time", nullable=True),
    Index("account_pool_by_create_time_idx", "tenant_id", "create_time", "id"),
)

# Who claimed what: what the limit of a day is counted by.
account_claim = Table(
    "account_claim",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("account_id", Uuid, nullable=False),
    Column("pool_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("claim_date", Date, nullable=False),
    Index("account_claim_person_idx", "tenant_id", "person_id", "pool_id", "claim_date"),
    info={"append_only": True},
)

# Scoped by the person whose work it is; successors see it too.
transfer = Table(
    "transfer",
    metadata,
    *record_columns(),
    Column("from_id", Uuid, nullable=False),
    Column("reason", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("return_date", Date),
    Column("rules", JSONB, nullable=False),
    Column("overrides", JSONB, nullable=False),
    Column("state", Text, nullable=False),
    Column("item_count", Integer, nullable=False),
    Column("done_count", Integer, nullable=False),
    Column("trouble", Text, nullable=False),
    Column("checks", JSONB, nullable=False),
    Column("agreed", Boolean, nullable=False),
    Column("executed_by", Uuid),
    instant("execute_time", nullable=True),
    instant("undo_until_time", nullable=True),
    Column("signed_by", Uuid),
    instant("sign_time", nullable=True),
    Column("sign_note", Text, nullable=False),
    Column("undone_by", Uuid),
    instant("undo_time", nullable=True),
    Column("undo_reason", Text, nullable=False),
    Column("undo_why", JSONB(none_as_null=True)),
    Column("created_by", Uuid),
    # When the next step is taken, and how many in a row failed.
    instant("step_time", nullable=True),
    Column("failures", Integer, nullable=False),
    # Whether the successors were told already.
    Column("told", Boolean, nullable=False),
    *list_indexes("transfer", "create_time"),
    Index("transfer_from_idx", "tenant_id", "from_id"),
)

transfer_item = Table(
    "transfer_item",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("transfer_id", Uuid, ForeignKey("transfer.id"), nullable=False),
    # The order in which things are switched and shown.
    Column("position", Integer, nullable=False),
    Column("service", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("role", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("number", Text, nullable=False),
    Column("account_id", Uuid),
    Column("successor_id", Uuid),
    Column("choice", Text),
    Column("rule", Integer, nullable=False),
    Column("follows_type", Text, nullable=False),
    Column("follows_id", Uuid),
    Column("state", Text, nullable=False),
    Column("holder_id", Uuid),
    Index("transfer_item_position_idx", "tenant_id", "transfer_id", "position", "id"),
    Index("transfer_item_subject_key", "transfer_id", "subject_type", "subject_id", "role", unique=True),
)
