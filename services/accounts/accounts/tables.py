"""Tables of accounts, and how aggregates map to them."""

from sqlalchemy import BigInteger, Boolean, Column, Index, Integer, String, Table, Text, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
from sqlalchemy.orm import registry

from accounts.domain.account import Account
from accounts.domain.contact import Contact
from chassis.mapping import map_root
from chassis.personal_columns import personal_columns, sealed
from chassis.search_sql import search_columns, search_index
from chassis.tables import copy_columns, instant, list_indexes, minor, new_metadata, record_columns

metadata = new_metadata()

account = Table(
    "account",
    metadata,
    *record_columns(),
    Column("name", Text, nullable=False),
    Column("normalized_name", Text, nullable=False),
    # Pinyin: the order of Chinese names, the same on every machine.
    Column("sort_key", Text, nullable=False),
    Column("credit_code", Text, nullable=False),
    Column("parent_id", Uuid),
    Column("tier", Text),
    Column("tags", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("industry", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("business_unit", Text, nullable=False),
    Column("website", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("founded_year", Integer, nullable=False),
    Column("employees", Integer, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("annual_revenue_minor"),
    Column("invoice_profile", JSONB, nullable=False),
    Column("payment_habit", JSONB, nullable=False),
    *search_columns(),
    search_index("account"),
    *list_indexes("account", "create_time"),
    *list_indexes("account", "sort_key"),
    Index("account_parent_idx", "tenant_id", "parent_id"),
    Index("account_normalized_idx", "tenant_id", "normalized_name"),
    Index("account_credit_code_key", "tenant_id", "credit_code", unique=True, postgresql_where=text("credit_code <> ''")),
)

contact = Table(
    "contact",
    metadata,
    *record_columns(),
    Column("account_id", Uuid, nullable=False),
    Column("name", Text, nullable=False),
    Column("sort_key", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("decision_role", Text),
    *personal_columns("phone"),
    *personal_columns("email"),
    Column("departed", Boolean, nullable=False),
    Column("note", Text, nullable=False),
    instant("erase_time", nullable=True),
    *search_columns(),
    search_index("contact"),
    *list_indexes("contact", "create_time"),
    Index("contact_account_idx", "tenant_id", "account_id", "create_time", "id"),
    Index("contact_phone_idx", "tenant_id", "phone_index"),
    Index("contact_email_idx", "tenant_id", "email_index"),
)

# Figures of the overview: what pipeline and receivables own, one row per subject.
copy_opportunity = Table(
    "copy_opportunity",
    metadata,
    *copy_columns(),
    Column("account_id", Uuid),
    Column("state", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("expected_amount_minor"),
    Index("copy_opportunity_account_idx", "tenant_id", "account_id"),
)
copy_contract = Table(
    "copy_contract",
    metadata,
    *copy_columns(),
    Column("account_id", Uuid),
    Column("state", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("gross_minor"),
    Index("copy_contract_account_idx", "tenant_id", "account_id"),
)
copy_payment_plan = Table(
    "copy_payment_plan",
    metadata,
    *copy_columns(),
    Column("customer_id", Uuid),
    Column("currency", String(3), nullable=False),
    # [{"claim_state", "due_date", "open_minor", "paid_minor"}]: a plan is small, and overdue depends on the day of asking.
    Column("instalments", JSONB, nullable=False),
    Index("copy_payment_plan_customer_idx", "tenant_id", "customer_id"),
)

timeline_entry = Table(
    "timeline_entry",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("tenant_id", Uuid, nullable=False),
    Column("account_id", Uuid, nullable=False),
    instant("create_time"),
    Column("kind", Text, nullable=False),
    Column("subject_type", Text, nullable=False),
    Column("subject_id", Uuid, nullable=False),
    Column("sequence", BigInteger, nullable=False),
    Column("actor", Text, nullable=False),
    Column("parameters", JSONB, nullable=False),
    Index("timeline_entry_account_idx", "tenant_id", "account_id", "create_time", "id"),
)

mapper = registry(metadata=metadata)
map_root(mapper, Account, account)
map_root(mapper, Contact, contact, properties={"phone": sealed(contact, "phone"), "email": sealed(contact, "email")})
