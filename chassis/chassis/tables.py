"""Tables that every service's database has, and the columns that every aggregate's table has."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Date,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    UniqueConstraint,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

NAMING = {
    "ix": "%(table_name)s_%(column_0_N_name)s_idx",
    "uq": "%(table_name)s_%(column_0_N_name)s_key",
    "ck": "%(table_name)s_%(constraint_name)s_check",
    "fk": "%(table_name)s_%(column_0_N_name)s_fkey",
    "pk": "%(table_name)s_pkey",
}


def new_metadata() -> MetaData:
    """Metadata with the one way in which constraints are named; their names are mapped to errors."""
    return MetaData(naming_convention=NAMING)


def instant(name: str, *, nullable: bool = False) -> Column[Any]:
    return Column(name, DateTime(timezone=True), nullable=nullable)


def minor(name: str, *, nullable: bool = False) -> Column[Any]:
    """An amount in minor units; its currency is in the column `currency` of the row."""
    return Column(name, BigInteger, nullable=nullable)


def decimal(name: str, *, nullable: bool = False) -> Column[Any]:
    """A unit price, quantity or rate."""
    return Column(name, Numeric(28, 10), nullable=nullable)


def aggregate_columns() -> list[Column[Any]]:
    return [
        Column("id", Uuid, primary_key=True),
        Column("tenant_id", Uuid, nullable=False),
        Column("version", BigInteger, nullable=False),
        Column("sequence", BigInteger, nullable=False),
        instant("create_time"),
        instant("update_time"),
    ]


def record_columns() -> list[Column[Any]]:
    """Columns of chassis.aggregate.Record, in the order of domain.md."""
    return [
        *aggregate_columns(),
        Column("number", Text, nullable=False),
        Column("owner_id", Uuid),
        Column("team_id", Uuid),
        Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
        Column("custom", JSONB, nullable=False, server_default=text("'{}'")),
        Column("external_refs", JSONB, nullable=False, server_default=text("'[]'")),
        instant("archive_time", nullable=True),
    ]


def list_indexes(name: str, *sort: str) -> list[Index]:
    """What a list in this order needs for reach company, own and team."""
    return [
        Index(f"{name}_by_{'_'.join(sort)}_idx", "tenant_id", *sort, "id"),
        Index(f"{name}_own_by_{'_'.join(sort)}_idx", "tenant_id", "owner_id", *sort, "id"),
        Index(f"{name}_team_by_{'_'.join(sort)}_idx", "tenant_id", "team_id", *sort, "id"),
    ]


def copy_columns() -> list[Column[Any]]:
    """Columns of a local copy of another service's resource."""
    return [
        Column("id", Uuid, primary_key=True),
        Column("tenant_id", Uuid, nullable=False),
        Column("version", BigInteger, nullable=False),
        Column("owner_id", Uuid),
        Column("team_id", Uuid),
        Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
        Column("archived", Boolean, nullable=False, server_default=text("false")),
    ]


metadata = new_metadata()

idempotency = Table(
    "idempotency",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("actor", Text, primary_key=True),
    Column("method", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("request_hash", LargeBinary, nullable=False),
    Column("reply", LargeBinary),
    instant("create_time"),
    Index("idempotency_expiry_idx", "create_time"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("position", BigInteger, Identity(), nullable=False),
    Column("tenant_id", Uuid, nullable=False),
    Column("subject", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    instant("create_time"),
    instant("publish_time", nullable=True),
    # The relay claims by state: a row that commits late is never skipped, whatever its position.
    Index("outbox_unpublished_idx", "position", postgresql_where=text("publish_time is null")),
    Index("outbox_expiry_idx", "publish_time"),
)

inbox = Table(
    "inbox",
    metadata,
    Column("consumer", Text, primary_key=True),
    Column("event_id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    instant("create_time"),
    Index("inbox_expiry_idx", "create_time"),
)

dead_letter = Table(
    "dead_letter",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    # "event" or "timer"
    Column("kind", Text, nullable=False),
    Column("consumer", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("data", LargeBinary, nullable=False),
    Column("error", Text, nullable=False),
    instant("create_time"),
    # "replayed" or "discarded", by whom and when
    Column("resolution", Text),
    Column("resolved_by", Text),
    instant("resolve_time", nullable=True),
    UniqueConstraint("consumer", "id"),
    Index("dead_letter_open_idx", "tenant_id", "create_time", "id", postgresql_where=text("resolution is null")),
)

timer = Table(
    "timer",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    # Tells several timers of one kind and subject apart: an instalment's id, "+7".
    Column("slot", Text, nullable=False, server_default=text("''")),
    # Business time, and the real time at which it comes for this tenant.
    instant("due_time"),
    instant("fire_time"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    UniqueConstraint("tenant_id", "subject_id", "kind", "slot"),
    Index("timer_fire_idx", "tenant_id", "fire_time", "id"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    instant("create_time"),
    Column("actor", Text, nullable=False),
    Column("person_id", Uuid),
    Column("on_behalf", Text, nullable=False, server_default=text("''")),
    Column("method", Text, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("changes", JSONB, nullable=False),
    Column("reason", Text, nullable=False, server_default=text("''")),
    Column("trace_id", Text, nullable=False, server_default=text("''")),
    Index("audit_subject_idx", "tenant_id", "subject_type", "subject_id", "create_time", "id"),
    Index("audit_person_idx", "tenant_id", "person_id", "create_time", "id"),
    Index("audit_time_idx", "tenant_id", "create_time", "id"),
    info={"append_only": True},
)

number_series = Table(
    "number_series",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    # "contract", or "contract/<legal entity>" where each company counts for itself
    Column("series", Text, primary_key=True),
    # The rendered period of the template ("202601"); empty where it never restarts.
    Column("period", Text, primary_key=True),
    Column("last", BigInteger, nullable=False),
)

external_ref = Table(
    "external_ref",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("subject_type", Text, primary_key=True),
    Column("system", Text, primary_key=True),
    Column("company_code", Text, primary_key=True),
    Column("external_id", Text, primary_key=True),
    Column("type", Text, nullable=False, server_default=text("''")),
    Column("subject_id", Uuid, nullable=False),
    Index("external_ref_subject_idx", "tenant_id", "subject_type", "subject_id"),
)

custom_field = Table(
    "custom_field",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("subject_type", Text, primary_key=True),
    Column("key", Text, primary_key=True),
    Column("label", Text, nullable=False),
    # text, decimal, date, flag, option
    Column("type", Text, nullable=False),
    Column("options", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("required", Boolean, nullable=False, server_default=text("false")),
)

share = Table(
    "share",
    metadata,
    # Kept by a trigger from `shared_with` of the subject's row.
    Column("tenant_id", Uuid, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    Column("subject_type", Text, primary_key=True),
    Column("subject_id", Uuid, primary_key=True),
    info={"kept": True},
)

assignment = Table(
    "assignment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("person_id", Uuid, nullable=False),
    # owner, collaborator, presales, project, collector
    Column("role", Text, nullable=False),
    Column("signed_share", Numeric(5, 2), nullable=False, server_default=text("0")),
    Column("collected_share", Numeric(5, 2), nullable=False, server_default=text("0")),
    Column("valid_from_date", Date, nullable=False),
    Column("valid_to_date", Date),
    Column("reason", Text, nullable=False, server_default=text("''")),
    # The reason as crm.common.v1.Reason.
    Column("why", JSONB(none_as_null=True)),
    # The transfer of customers that made it.
    Column("transfer_id", Uuid),
    instant("create_time"),
    Index("assignment_subject_idx", "tenant_id", "subject_type", "subject_id", "create_time", "id"),
    Index("assignment_person_idx", "tenant_id", "person_id", postgresql_where=text("valid_to_date is null")),
)

person_key = Table(
    "person_key",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    Column("wrapped_key", LargeBinary, nullable=False),
)

copy_tenant = Table(
    "copy_tenant",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    Column("time_zone", String(64), nullable=False),
    Column("functional_currency", String(3), nullable=False),
    Column("clock_offset_seconds", BigInteger, nullable=False, server_default=text("0")),
    # A tenant for trying things out: nothing of it leaves the installation.
    Column("sandbox", Boolean, nullable=False, server_default=text("false")),
)

copy_team = Table(
    "copy_team",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    Column("parent_id", Uuid),
    Column("manager_id", Uuid),
)

copy_member = Table(
    "copy_member",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    # The member's own team; `team_id` of a copy is the scope of the row itself.
    Column("member_team_id", Uuid),
    Column("state", Text, nullable=False),
)

copy_legal_entity = Table(
    "copy_legal_entity",
    metadata,
    *copy_columns(),
    Column("name", Text, nullable=False),
    Column("functional_currency", String(3), nullable=False),
    Column("calendar", Text, nullable=False),
    Column("number_templates", JSONB, nullable=False, server_default=text("'{}'")),
)

# What `worker` may do, across tenants, and nothing besides: relay, look for due timers and dead letters, forget what is old. It
# never reads business rows.
WORKER_RIGHTS: Mapping[Table, Sequence[str]] = {
    outbox: ("select", "update", "delete"),
    inbox: ("select", "delete"),
    idempotency: ("select", "delete"),
    dead_letter: ("select", "update"),
    timer: ("select", "update"),
    copy_tenant: ("select",),
}
