"""The tables of service charges, and how they map to them."""

from sqlalchemy import Boolean, CheckConstraint, Column, Date, Index, Integer, Numeric, String, Table, Text, Uuid
from sqlalchemy.dialects.postgresql import ARRAY

from chassis.columns import Word
from chassis.mapping import map_root
from chassis.search_sql import search_columns, search_index
from chassis.tables import instant, list_indexes, minor, record_columns
from receivables.domain.service_charge.charge import ServiceCharge
from receivables.domain.service_charge.line import ServiceChargeLine
from receivables.domain.service_charge.states import ServiceChargeState, ServiceDueFrom
from receivables.tables import mapper, metadata, part_of

service_charge = Table(
    "service_charge",
    metadata,
    *record_columns(),
    Column("customer_id", Uuid, nullable=False),
    Column("legal_entity_id", Uuid, nullable=False),
    Column("contract_id", Uuid),
    Column("sales_order_id", Uuid),
    *(Column(name, Text, nullable=False) for name in ("business_unit", "product_line", "region")),
    Column("state", Word(ServiceChargeState), nullable=False),
    Column("currency", String(3), nullable=False),
    Column("prices_include_tax", Boolean, nullable=False),
    minor("net_minor"),
    minor("tax_minor"),
    minor("gross_minor"),
    Column("visit_date", Date, nullable=False),
    Column("visitor_ids", ARRAY(Uuid), nullable=False),
    Column("work_done", Text, nullable=False),
    Column("sign_off_attachment_ids", ARRAY(Uuid), nullable=False),
    Column("sign_off", Text, nullable=False),
    Column("due_from", Word(ServiceDueFrom), nullable=False),
    Column("credit_days", Integer, nullable=False),
    Column("due_date", Date),
    Column("submitted_by", Uuid),
    instant("submit_time", nullable=True),
    Column("approved_by", Uuid),
    instant("approve_time", nullable=True),
    Column("asked_by", Uuid),
    instant("ask_time", nullable=True),
    Column("reason", Text, nullable=False),
    Column("decided_by", Uuid),
    instant("decide_time", nullable=True),
    *search_columns(),
    search_index("service_charge"),
    *list_indexes("service_charge", "create_time"),
    Index("service_charge_customer_idx", "tenant_id", "customer_id", "create_time", "id"),
    CheckConstraint("net_minor + tax_minor = gross_minor and gross_minor >= 0", name="amounts"),
    # Who asked does not approve.
    CheckConstraint("approved_by is null or approved_by is distinct from submitted_by", name="approved"),
    CheckConstraint("state <> 'cancelled' or decided_by is null or decided_by is distinct from asked_by", name="cancelled"),
)

service_charge_line = Table(
    "service_charge_line",
    metadata,
    *part_of("service_charge"),
    Column("position", Integer, nullable=False),
    Column("description", Text, nullable=False),
    Column("unit", Text, nullable=False),
    Column("quantity", Numeric(28, 10), nullable=False),
    Column("unit_price", Numeric(28, 10), nullable=False),
    Column("tax_rate", Numeric(13, 10), nullable=False),
    Column("currency", String(3), nullable=False),
    minor("net_minor"),
    minor("tax_minor"),
    minor("gross_minor"),
    Index("service_charge_line_service_charge_idx", "service_charge_id", "position"),
    CheckConstraint("net_minor + tax_minor = gross_minor", name="amounts"),
)

map_root(mapper, ServiceCharge, service_charge, parts={"lines": (ServiceChargeLine, service_charge_line, "position")})
