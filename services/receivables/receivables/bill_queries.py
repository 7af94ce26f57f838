"""Lists of bills, and what they come to."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, ColumnElement, and_, cast, func, or_, select

from chassis.fields import choice, money
from chassis.listing import Listing
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.common.v1 import types_pb2 as common
from crm.receivables.v1 import bills_pb2 as pb
from receivables import bill_tables as t
from receivables.domain.bill import Bill
from receivables.domain.bill_days import EARLY_DAYS
from receivables.domain.states import BillKind, BillState, Recourse
from receivables.seeing import seen

b = t.bill.c

BILLS = Listing(
    t.bill,
    {
        **{column.name: column for column in (b.id, b.number, b.receipt_id, b.customer_id, b.legal_entity_id, b.bill_number, b.sub_range)},
        **{column.name: column for column in (b.drawer, b.acceptor, b.payee, b.counterparty, b.currency, b.parent_id, b.asked_by)},
        **{column.name: column for column in (b.issue_date, b.received_date, b.due_date, b.presentation_end_date, b.owner_id, b.team_id)},
        **{column.name: column for column in (b.create_time, b.update_time)},
        "kind": choice(b.kind, BillKind),
        "state": choice(b.state, BillState),
        "recourse": choice(b.recourse, Recourse),
        "amount": money(b.amount_minor, b.currency),
        "interest": money(b.interest_minor, b.currency),
    },
    search="search_bill",
)
OURS = tuple(state for state in BillState if state.is_ours)
_WAITS = (BillState.HELD, BillState.PLEDGED)


@query
async def get_bill(request: pb.GetBillRequest, reader: Reader) -> pb.Bill:
    return to_message(pb.Bill, await reader.get(Bill, request.bill_id))


@query
async def list_bills(request: pb.ListBillsRequest, reader: Reader) -> pb.ListBillsResponse:
    return await reader.page(BILLS, request, pb.ListBillsResponse, parts={"steps": (t.bill_step, "bill_id")})


@query
async def report_bills(request: pb.ReportBillsRequest, reader: Reader) -> pb.BillReport:
    """What they come to by kind; `unmatured` of commercial ones is what exposure counts."""
    today = reader.today
    ours, waits, contingent = b.state.in_(OURS), b.state.in_(_WAITS), b.recourse == Recourse.CONTINGENT
    presentable = and_(waits, b.due_date - EARLY_DAYS <= today)
    lapsed = and_(waits, b.presentation_end_date < today)
    sums: dict[str, ColumnElement[bool]] = {
        "held": ours,
        "presentable": presentable,
        "lapsed": lapsed,
        "due_in_week": and_(ours, b.due_date.between(today, today + timedelta(days=7))),
        "due_in_month": and_(ours, b.due_date.between(today, today + timedelta(days=30))),
        "contingent": contingent,
        "pursued": b.recourse == Recourse.OPEN,
        "unmatured": or_(ours, contingent),
    }
    counts = {"bills": ours, "presentable_bills": presentable, "lapsed_bills": lapsed}
    asked = [b[name] == UUID(value) for name in ("legal_entity_id", "customer_id") if (value := getattr(request, name))]
    statement = (
        select(
            b.kind,
            b.currency,
            *(_sum(where).label(name) for name, where in sums.items()),
            *(func.count().filter(where).label(name) for name, where in counts.items()),
        )
        .where(b.tenant_id == reader.tenant_id, *asked, *seen(t.bill, reader.scope), or_(ours, contingent, b.recourse == Recourse.OPEN))
        .group_by(b.kind, b.currency)
        .order_by(b.kind, b.currency)
    )
    return pb.BillReport(as_of=str(today), rows=[_row(row, sums, counts) for row in await reader.execute(statement)])


def _sum(where: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(b.amount_minor).filter(where), 0), BigInteger)


def _row(row: Any, sums: Any, counts: Any) -> pb.BillReportRow:
    told: dict[str, Any] = {name: getattr(row, name) for name in counts}
    told |= {name: common.Money(currency_code=row.currency, minor=getattr(row, name)) for name in sums}
    return pb.BillReportRow(kind=pb.BillKind.Value(f"BILL_KIND_{row.kind.name}"), **told)
