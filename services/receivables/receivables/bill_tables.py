"""Tables of bills, and how they map."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, String, Table, Text, UniqueConstraint, Uuid, text
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.search_sql import search_columns, search_index
from chassis.tables import instant, list_indexes, minor, record_columns
from receivables.columns import AsJson
from receivables.domain.bill import Bill
from receivables.domain.bill_parts import BillRequest, BillStep
from receivables.domain.states import BillAct, BillKind, BillNotice, BillState, Recourse
from receivables.tables import mapper, metadata, part_of

bill = Table(
    "bill",
    metadata,
    *record_columns(),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("receipt_id", Uuid, nullable=False),
    Column("customer_id", Uuid),
    Column("kind", Word(BillKind), nullable=False),
    Column("bill_number", Text, nullable=False),
    Column("sub_range", Text, nullable=False),
    Column("currency", String(3), nullable=False),
    minor("amount_minor"),
    Column("drawer", Text, nullable=False),
    Column("acceptor", Text, nullable=False),
    Column("payee", Text, nullable=False),
    Column("issue_date", Date),
    Column("received_date", Date, nullable=False),
    Column("due_date", Date),
    Column("presentation_end_date", Date),
    Column("state", Word(BillState), nullable=False),
    Column("recourse", Word(Recourse), nullable=False),
    Column("counterparty", Text, nullable=False),
    Column("bank_account_id", Uuid),
    Column("interest_minor", BigInteger, nullable=False),
    Column("parent_id", Uuid),
    Column("part_ids", ARRAY(Uuid), nullable=False),
    Column("asked", AsJson(BillRequest)),
    Column("asked_by", Uuid),
    Column("acted_by", Uuid),
    Column("entered_by", Uuid),
    Column("told", Word(BillNotice), nullable=False),
    *search_columns(),
    search_index("bill"),
    *list_indexes("bill", "create_time"),
    *list_indexes("bill", "due_date"),
    Index("bill_receipt_idx", "tenant_id", "receipt_id"),
    Index("bill_customer_idx", "tenant_id", "customer_id"),
    # What the report reads: small, however long the history is.
    Index(
        "bill_living_idx",
        "tenant_id",
        "due_date",
        postgresql_where=text("state in ('held', 'pledged', 'presented') or recourse in ('contingent', 'open')"),
    ),
    CheckConstraint("amount_minor > 0 and interest_minor between 0 and amount_minor", name="amounts"),
)

bill_step = Table(
    "bill_step",
    metadata,
    *part_of("bill"),
    Column("position", Integer, nullable=False),
    Column("act", Word(BillAct), nullable=False),
    Column("state", Word(BillState), nullable=False),
    Column("step_date", Date, nullable=False),
    Column("person_id", Uuid),
    instant("create_time"),
    Column("note", Text, nullable=False),
    Column("evidence_attachment_ids", ARRAY(Uuid), nullable=False),
    UniqueConstraint("bill_id", "position"),
    info={"append_only": True},
)

map_root(mapper, Bill, bill, parts={"steps": (BillStep, bill_step, "position")})
