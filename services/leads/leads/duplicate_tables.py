"""Tables of the duplicate check: keys by which similar names are found, and who asked what."""

from sqlalchemy import Column, Index, Integer, Table, Text, Uuid

from chassis.columns import Word
from chassis.tables import instant
from leads.domain.duplicates import DuplicateVerdict
from leads.tables import metadata

# One row per key of each company's name (chassis.company_likeness). Equality of text may be an index condition under a row policy.
company_key = Table(
    "company_key",
    metadata,
    Column("tenant_id", Uuid, primary_key=True),
    Column("key", Text, primary_key=True),
    # "lead" or "account"
    Column("subject_type", Text, primary_key=True),
    Column("subject_id", Uuid, primary_key=True),
    Index("company_key_subject_idx", "tenant_id", "subject_type", "subject_id"),
)

duplicate_check = Table(
    "duplicate_check",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("person_id", Uuid),
    instant("create_time"),
    Column("company_name", Text, nullable=False),
    Column("verdict", Word(DuplicateVerdict), nullable=False),
    Column("matches", Integer, nullable=False),
    Index("duplicate_check_by_create_time_idx", "tenant_id", "create_time", "id"),
    Index("duplicate_check_person_idx", "tenant_id", "person_id", "create_time"),
    info={"append_only": True},
)
