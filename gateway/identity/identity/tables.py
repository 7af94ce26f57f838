"""Tables of identity, and how aggregates map to them."""

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, DateTime, Index, Integer, LargeBinary, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from chassis.mapping import map_root
from chassis.personal_columns import personal_columns, sealed
from chassis.search_sql import search_columns, search_index
from chassis.tables import aggregate_columns, instant, list_indexes, new_metadata
from identity.domain.api_key import ApiKey
from identity.domain.attachment import Attachment
from identity.domain.export import Export
from identity.domain.fiscal_period import FiscalPeriod
from identity.domain.imports import Import
from identity.domain.legal_entity import LegalEntity
from identity.domain.role import Role
from identity.domain.saved_view import SavedView
from identity.domain.session import Session
from identity.domain.team import Team
from identity.domain.tenant import Tenant
from identity.domain.user import User

metadata = new_metadata()


def _external_refs() -> Column[Any]:
    return Column("external_refs", JSONB, nullable=False, server_default=text("'[]'"))


tenant = Table(
    "tenant",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("functional_currency", String(3), nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("locale", Text, nullable=False),
    Column("sandbox", Boolean, nullable=False),
    Column("clock_offset_seconds", BigInteger, nullable=False),
    instant("archive_time", nullable=True),
    Index("tenant_code_key", "code", unique=True),
)

legal_entity = Table(
    "legal_entity",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("credit_code", Text, nullable=False),
    Column("functional_currency", String(3), nullable=False),
    Column("time_zone", Text, nullable=False),
    Column("calendar", Text, nullable=False),
    Column("number_templates", JSONB, nullable=False),
    Column("bank_accounts", JSONB, nullable=False),
    Column("erp_company_code", Text, nullable=False),
    _external_refs(),
    instant("archive_time", nullable=True),
    *search_columns(),
    search_index("legal_entity"),
    Index("legal_entity_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("legal_entity_credit_code_key", "tenant_id", "credit_code", unique=True, postgresql_where=text("credit_code <> ''")),
)

fiscal_period = Table(
    "fiscal_period",
    metadata,
    *aggregate_columns(),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("start_date", Date, nullable=False),
    Column("end_date", Date, nullable=False),
    Column("state", Text, nullable=False),
    Column("closed_by_id", Uuid),
    instant("close_time", nullable=True),
    Column("reopen_reason", Text, nullable=False),
    Column("closer_id", Uuid),
    Column("reopened_by_id", Uuid),
    instant("reopen_time", nullable=True),
    Index("fiscal_period_start_key", "tenant_id", "legal_entity_id", "start_date", unique=True),
)

user = Table(
    "user",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("email", Text, nullable=False),
    Column("email_key", Text, nullable=False, info={"unlisted": True}),
    *personal_columns("phone"),
    Column("team_id", Uuid),
    Column("manager_id", Uuid),
    Column("role_ids", ARRAY(Uuid), nullable=False),
    Column("locale", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("password_hash", Text, nullable=False, info={"unlisted": True}),
    Column("must_change_password", Boolean, nullable=False),
    _external_refs(),
    *search_columns(),
    search_index("user"),
    Index("user_email_key", "tenant_id", "email_key", unique=True),
    Index("user_by_sort_key_idx", "tenant_id", "sort_key", "id"),
    Index("user_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("user_team_idx", "tenant_id", "team_id", "sort_key", "id"),
)

team = Table(
    "team",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("parent_id", Uuid),
    Column("manager_id", Uuid),
    Column("region", Text, nullable=False),
    _external_refs(),
    instant("archive_time", nullable=True),
    *search_columns(),
    search_index("team"),
    Index("team_by_sort_key_idx", "tenant_id", "sort_key", "id"),
    Index("team_by_create_time_idx", "tenant_id", "create_time", "id"),
)

role = Table(
    "role",
    metadata,
    *aggregate_columns(),
    Column("key", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("shipped", Boolean, nullable=False),
    Column("own_grants", JSONB, nullable=False),
    instant("archive_time", nullable=True),
    Index("role_key_key", "tenant_id", "key", unique=True),
    Index("role_by_create_time_idx", "tenant_id", "create_time", "id"),
)

session = Table(
    "session",
    metadata,
    *aggregate_columns(),
    Column("user_id", Uuid, nullable=False),
    Column("token_hash", LargeBinary, nullable=False, info={"unlisted": True}),
    Column("device", Text, nullable=False),
    instant("sign_in_time"),
    instant("last_use_time"),
    instant("expire_time"),
    Column("viewed_id", Uuid),
    instant("view_end_time", nullable=True),
    Index("session_token_key", "token_hash", unique=True),
    Index("session_user_idx", "tenant_id", "user_id", "create_time", "id"),
    Index("session_expiry_idx", "tenant_id", "expire_time"),
)

# Wrong passwords by account, also of accounts that do not exist: who guesses must not learn which do.
sign_in_attempt = Table(
    "sign_in_attempt",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    # SHA-256 of what was typed as tenant and mail address.
    Column("account", LargeBinary, primary_key=True),
    Column("failures", Integer, nullable=False),
    instant("last_time"),
    Column("locked_until_time", DateTime(timezone=True)),
    Index("sign_in_attempt_expiry_idx", "tenant_id", "last_time"),
)

api_key = Table(
    "api_key",
    metadata,
    *aggregate_columns(),
    # Whom it acts for.
    Column("owner_id", Uuid, nullable=False),
    Column("team_id", Uuid),
    Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("name", Text, nullable=False),
    Column("created_by_id", Uuid, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False, info={"unlisted": True}),
    Column("hint", Text, nullable=False),
    Column("grants", JSONB, nullable=False),
    Column("addresses", ARRAY(Text), nullable=False),
    instant("expire_time", nullable=True),
    instant("last_use_time", nullable=True),
    instant("revoke_time", nullable=True),
    Index("api_key_secret_key", "secret_hash", unique=True),
    *list_indexes("api_key", "create_time"),
)

attachment = Table(
    "attachment",
    metadata,
    *aggregate_columns(),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("category", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("media_type", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("sha256", String(64), nullable=False),
    Column("uploaded_by_id", Uuid),
    instant("archive_time", nullable=True),
    Index("attachment_subject_idx", "tenant_id", "subject_type", "subject_id", "create_time", "id"),
)

saved_view = Table(
    "saved_view",
    metadata,
    *aggregate_columns(),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False, info={"unlisted": True}),
    Column("resource", Text, nullable=False),
    Column("layout", Text, nullable=False),
    Column("columns", ARRAY(Text), nullable=False),
    Column("filter", Text, nullable=False),
    Column("order_by", Text, nullable=False),
    Column("group_by", Text, nullable=False),
    Column("person_id", Uuid, nullable=False),
    Column("audience", Text, nullable=False),
    Column("team_id", Uuid),
    instant("archive_time", nullable=True),
    Index("saved_view_by_sort_key_idx", "tenant_id", "sort_key", "id"),
    Index("saved_view_person_idx", "tenant_id", "person_id", postgresql_where=text("archive_time is null")),
)

# What each person's list opens with.
saved_view_default = Table(
    "saved_view_default",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("person_id", Uuid, primary_key=True),
    Column("resource", Text, primary_key=True),
    Column("saved_view_id", Uuid, nullable=False),
    Index("saved_view_default_view_idx", "tenant_id", "saved_view_id"),
)

export = Table(
    "export",
    metadata,
    *aggregate_columns(),
    Column("owner_id", Uuid, nullable=False),
    Column("team_id", Uuid),
    Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("api_key_id", Uuid),
    Column("resource", Text, nullable=False),
    Column("columns", JSONB, nullable=False),
    Column("filter", Text, nullable=False),
    Column("order_by", Text, nullable=False),
    Column("search", Text, nullable=False),
    Column("format", Text, nullable=False),
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("problem", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("size", Integer, nullable=False),
    instant("end_time", nullable=True),
    instant("expire_time", nullable=True),
    instant("lease_time", nullable=True),
    Column("attempt", Integer, nullable=False),
    Column("discarded", Boolean, nullable=False),
    *list_indexes("export", "create_time"),
)

import_ = Table(
    "import",
    metadata,
    *aggregate_columns(),
    Column("owner_id", Uuid, nullable=False),
    Column("team_id", Uuid),
    Column("shared_with", ARRAY(Uuid), nullable=False, server_default=text("'{}'")),
    Column("api_key_id", Uuid),
    Column("started_by", Uuid, nullable=False),
    Column("resource", Text, nullable=False),
    Column("file_name", Text, nullable=False),
    Column("sheet", Text, nullable=False),
    Column("headers", ARRAY(Text), nullable=False),
    Column("encoding", Text, nullable=False),
    Column("delimiter", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("plan", JSONB, nullable=False),
    Column("plan_remembered", Boolean, nullable=False),
    Column("language", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("problem", Text, nullable=False),
    Column("rows", Integer, nullable=False),
    Column("done", Integer, nullable=False),
    Column("to_do", Integer, nullable=False),
    Column("counts", JSONB, nullable=False),
    instant("commit_time", nullable=True),
    instant("end_time", nullable=True),
    instant("expire_time", nullable=True),
    instant("lease_time", nullable=True),
    Column("attempt", Integer, nullable=False),
    Column("in_vain", Integer, nullable=False),
    *list_indexes("import", "create_time"),
    Index("import_started_by_idx", "tenant_id", "started_by", "state"),
)

# Rows of files. `content` is sealed: cells, findings, the request that a row becomes, and what it changed.
import_row = Table(
    "import_row",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("import_id", Uuid, nullable=False),
    Column("row", Integer, nullable=False),
    Column("verdict", Text),
    Column("action", Text),
    Column("outcome", Text),
    Column("record_id", Uuid),
    Column("record_type", Text, nullable=False),
    Column("duplicate_of_row", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False, info={"unlisted": True}),
    Index("import_row_key", "tenant_id", "import_id", "row", unique=True),
    Index("import_row_by_row_idx", "tenant_id", "import_id", "row", "id"),
)

# What became of the columns of files with these headers the last time.
import_memory = Table(
    "import_memory",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("resource", Text, primary_key=True),
    # SHA-256 of the headers in alphabetical order.
    Column("header_key", Text, primary_key=True),
    Column("plan", JSONB, nullable=False),
    instant("update_time"),
)

mapper = registry(metadata=metadata)
for kind, table in (
    (Tenant, tenant),
    (LegalEntity, legal_entity),
    (FiscalPeriod, fiscal_period),
    (Team, team),
    (Role, role),
    (Session, session),
    (ApiKey, api_key),
    (Attachment, attachment),
    (SavedView, saved_view),
    (Export, export),
    (Import, import_),
):
    map_root(mapper, kind, table)
map_root(mapper, User, user, properties={"phone": sealed(user, "phone")})
