"""Lists of commission, and what everybody gets for a month."""

from sqlalchemy import BigInteger, func, select

from chassis.fields import money
from chassis.listing import Listing
from chassis.messages import to_message, values
from chassis.money import Money
from chassis.reader import Reader
from chassis.service import query
from chassis.wire import money as wired
from crm.receivables.v1 import commissions_pb2 as pb
from receivables.commission_tables import commission_entry, commission_month, commission_plan
from receivables.domain.commission.plan import CommissionPlan
from receivables.seeing import seen

e, p, m = commission_entry.c, commission_plan.c, commission_month.c
MOST_ROWS = 1000

ENTRIES = Listing(
    commission_entry,
    {
        **{column.name: column for column in (e.id, e.owner_id, e.team_id, e.legal_entity_id, e.customer_id, e.contract_id)},
        **{column.name: column for column in (e.contract_number, e.receipt_id, e.receipt_number, e.allocation_id, e.currency)},
        **{column.name: column for column in (e.commission_plan_id, e.product_line, e.entry_date, e.month, e.reverses_id, e.create_time)},
        "amount": money(e.amount_minor, e.currency),
        "allocated": money(e.allocated_minor, e.currency),
    },
    default_order="create_time desc",
)
PLANS = Listing(
    commission_plan,
    {column.name: column for column in (p.id, p.name, p.legal_entity_id, p.product_line, p.from_date, p.to_date, p.create_time)},
    scoped=False,
    default_order="create_time desc",
)
MONTHS = Listing(
    commission_month,
    {column.name: column for column in (m.id, m.month, m.closed_by, m.close_time, m.create_time)},
    scoped=False,
    default_order="create_time desc",
)


@query
async def get_commission_plan(request: pb.GetCommissionPlanRequest, reader: Reader) -> pb.CommissionPlan:
    return to_message(pb.CommissionPlan, await reader.get(CommissionPlan, request.commission_plan_id))


@query
async def list_commission_plans(request: pb.ListCommissionPlansRequest, reader: Reader) -> pb.ListCommissionPlansResponse:
    return await reader.page(PLANS, request, pb.ListCommissionPlansResponse)


@query
async def list_commission_entries(request: pb.ListCommissionEntriesRequest, reader: Reader) -> pb.ListCommissionEntriesResponse:
    return await reader.page(ENTRIES, request, pb.ListCommissionEntriesResponse)


@query
async def list_commission_months(request: pb.ListCommissionMonthsRequest, reader: Reader) -> pb.ListCommissionMonthsResponse:
    return await reader.page(MONTHS, request, pb.ListCommissionMonthsResponse)


@query
async def report_commissions(request: pb.ReportCommissionsRequest, reader: Reader) -> pb.CommissionReport:
    """Of the entries that the caller may see: everybody their own."""
    month, owner_id = request.month or f"{reader.today:%Y-%m}", values(request)["owner_id"]
    mine = [e.tenant_id == reader.tenant_id, e.month == month, *seen(commission_entry, reader.scope)]
    total, came = func.sum(e.amount_minor), e.reverses_id.is_(None)
    statement = (
        select(
            e.owner_id,
            e.currency,
            total.cast(BigInteger).label("amount"),
            func.coalesce(total.filter(came), 0).cast(BigInteger).label("accrued"),
            func.count().label("entries"),
        )
        .where(*mine, *([e.owner_id == owner_id] if owner_id else []))
        .group_by(e.owner_id, e.currency)
        .order_by(e.currency, total.desc(), e.owner_id)
        .limit(MOST_ROWS + 1)
    )
    rows = (await reader.execute(statement)).all()
    closed = select(m.id).where(m.tenant_id == reader.tenant_id, m.month >= month).limit(1)
    return pb.CommissionReport(
        month=month,
        is_closed=(await reader.execute(closed)).first() is not None,
        rows=[
            pb.CommissionRow(
                owner_id=str(row.owner_id),
                accrued=wired(Money(row.currency, row.accrued)),
                clawed_back=wired(Money(row.currency, row.amount - row.accrued)),
                amount=wired(Money(row.currency, row.amount)),
                entries=row.entries,
            )
            for row in rows[:MOST_ROWS]
        ],
        truncated=len(rows) > MOST_ROWS,
    )
