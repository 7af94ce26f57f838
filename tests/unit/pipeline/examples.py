"""A machine builder, its customer, and their sales."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from itertools import count
from typing import Any
from uuid import UUID

from google.protobuf.message import Message

from chassis.aggregate import Aggregate
from chassis.calendar import named
from crm.common.v1 import payment_terms_pb2 as terms_pb
from pipeline.domain.contract import Contract
from pipeline.domain.loss_reason import LossReason
from pipeline.domain.opportunity import Opportunity
from pipeline.domain.priced_line import LineDraft
from pipeline.domain.process import SalesProcess
from pipeline.domain.process_templates import NAMES, TEMPLATES

TENANT = UUID(int=1)
NOW = datetime(2025, 12, 1, 2, 0, tzinfo=UTC)
TODAY = date(2025, 12, 1)
CN = named("CN")

PEONY_TOOLS, PEONY_FINANCE, PEONY_LEASING = UUID(int=11), UUID(int=12), UUID(int=13)
LIN, ZHOU = UUID(int=21), UUID(int=22)
OUR_COMPANY = UUID(int=31)
LATHE, MILL = UUID(int=41), UUID(int=42)
SCAN, REPORT = UUID(int=51), UUID(int=52)


def new_ids(start: int = 1000) -> Callable[[], UUID]:
    numbers: Iterator[int] = count(start)
    return lambda: UUID(int=next(numbers))


new_id = new_ids()


def born() -> dict[str, Any]:
    return {"id": new_id(), "tenant_id": TENANT, "create_time": NOW, "update_time": NOW}


def process(template: str = "a") -> SalesProcess:
    made = SalesProcess(**born(), name=NAMES[template][0], template=template)
    made.set_stages(TEMPLATES[template], new_id)
    return made


def opportunity(sales_process: SalesProcess, **changes: Any) -> Opportunity:
    """A lathe for Peony Tools, not opened yet."""
    made = Opportunity(**born(), name="牡丹精工车床", sales_process_id=sales_process.id, currency="CNY", owner_id=LIN)
    made.revise(sales_process, **{"account_id": PEONY_TOOLS, **changes})
    return made


def opened(sales_process: SalesProcess, on: date = TODAY, **changes: Any) -> Opportunity:
    """The same, opened, with the facts of that taken away."""
    made = opportunity(sales_process, **changes)
    made.open(sales_process, on=on, entry_id=new_id(), by=LIN, calendar=CN)
    facts(made)
    return made


def loss_reason(**changes: Any) -> LossReason:
    return LossReason(**{**born(), "name": "价格过高", "name_en": "Price too high", **changes})


def line(price: str = "300000.01", **changes: Any) -> LineDraft:
    return LineDraft(**{"unit_price": Decimal(price), "tax_rate": Decimal(13), "product_id": LATHE, **changes})


def contract(*lines: LineDraft, terms: str = "30/60/10", **changes: Any) -> Contract:
    """300,000.01 CNY tax included on 30 / 60 / 10, drafted."""
    made = Contract(
        **born(), name="牡丹精工车床合同", number="HT-000001", account_id=PEONY_TOOLS, customer_id=PEONY_TOOLS, currency="CNY", owner_id=LIN
    )
    made.revise(**{"legal_entity_id": OUR_COMPANY, "prices_include_tax": True, **changes})
    made.set_lines(lines or (line(),), new_id)
    if terms:
        made.set_terms(terms_pb.PaymentTerms(template=terms), new_id)
    made.complete_milestones(new_id)
    return made


def returned(*lines: LineDraft, **changes: Any) -> Contract:
    """The same, back with both seals."""
    made = contract(*lines, **changes)
    made.approve(by=ZHOU, on=TODAY)
    made.seal(on=TODAY, today=TODAY)
    made.record_return(SCAN, on=TODAY, today=TODAY)
    return made


def effective(*lines: LineDraft, **changes: Any) -> Contract:
    """The same, in effect, with the facts of that taken away."""
    made = returned(*lines, **changes)
    made.make_effective(by=ZHOU, on=TODAY, today=TODAY)
    facts(made)
    return made


def facts(root: Aggregate) -> list[Message]:
    """Takes the facts that were recorded since the last time."""
    taken, root._facts = root._facts, []  # noqa: SLF001
    return taken
