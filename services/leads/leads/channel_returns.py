"""The channel return report: costs, leads, won sales and collected money of some days, by source or campaign.

Customers came by the earliest of their leads; their later sales and payments count for that one too. Each of the four is one statement over
an index by day; rows beyond those days are not read.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Table, and_, func, or_, select, true

from chassis.days import start_of_day
from chassis.errors import forbidden, invalid
from chassis.messages import to_message, values
from chassis.reader import Reader
from chassis.scope import Reach
from chassis.service import query
from chassis.wire import amounts
from crm.leads.v1 import campaigns_pb2 as pb
from leads import tables as t
from leads.domain.channel_return import ChannelReturn
from leads.domain.lead_states import LeadState

MOST_DAYS = 3700
lead, cost, sale, payment = t.lead.c, t.campaign_cost.c, t.copy_opportunity.c, t.payment.c
# Column of a lead and of a cost, and the table that names it.
_GROUPINGS: dict[str, tuple[str, Table]] = {"source": ("source_id", t.source), "campaign": ("campaign_id", t.campaign)}
Returns = defaultdict[UUID | None, ChannelReturn]


@query
async def report_channel_returns(request: pb.ReportChannelReturnsRequest, reader: Reader) -> pb.ReportChannelReturnsResponse:
    given = values(request)
    first, last = given["start_date"], given["end_date"]
    _check(reader, first, last)
    column, table = _GROUPINGS[given["grouping"] or "source"]
    found: Returns = defaultdict(ChannelReturn)
    for row in await reader.execute(_leads(reader, column, first, last)):
        each = found[row.channel]
        each.leads, each.qualified, each.converted = int(row.leads), int(row.qualified), int(row.converted)
    for row in await reader.execute(_costs(reader, column, first, last)):
        found[row.channel].cost[row.currency] += int(row.minor)
    for row in await reader.execute(_sales(reader, column, first, last)):
        found[row.channel].won += int(row.number)
        found[row.channel].won_amount[row.currency] += int(row.minor)
    for row in await reader.execute(_payments(reader, column, first, last)):
        found[row.channel].collected[row.currency] += int(row.minor)
    names = await _names(reader, table, [id for id in found if id is not None])
    told = [_told(column, id, names.get(id, "") if id else "", each) for id, each in found.items()]
    return pb.ReportChannelReturnsResponse(rows=sorted(told, key=lambda row: (-row.leads, row.name)))


def _check(reader: Reader, first: date, last: date) -> None:
    if reader.scope.reach is not Reach.COMPANY or reader.scope.limits:
        detail = "Costs belong to the company; this takes a permission that reaches all of it."
        raise forbidden("COMPANY_WIDE_ONLY", detail)
    if last < first:
        raise invalid("end_date", f"{last} lies before {first}.", "DATES_REVERSED")
    if (last - first).days > MOST_DAYS:
        raise invalid("end_date", f"At most {MOST_DAYS} days at a time.", "RANGE_TOO_LONG", most=str(MOST_DAYS))


def _leads(reader: Reader, column: str, first: date, last: date) -> Select[Any]:
    """Those that first came on these days, and how far they are."""
    zone = reader.runtime.clock.zone(reader.tenant_id)
    came = (lead.first_touch_time >= start_of_day(first, zone), lead.first_touch_time < start_of_day(last + timedelta(days=1), zone))
    arrived = func.count().filter(lead.state.in_((LeadState.QUALIFIED, LeadState.CONVERTED)))
    return (
        select(
            lead[column].label("channel"),
            func.count().label("leads"),
            arrived.label("qualified"),
            func.count().filter(lead.state == LeadState.CONVERTED).label("converted"),
        )
        .where(lead.tenant_id == reader.tenant_id, lead.archive_time.is_(None), *came)
        .group_by(lead[column])
    )


def _costs(reader: Reader, column: str, first: date, last: date) -> Select[Any]:
    return (
        select(cost[column].label("channel"), cost.currency, func.sum(cost.amount_minor).label("minor"))
        .where(cost.tenant_id == reader.tenant_id, cost.cost_date.between(first, last))
        .group_by(cost[column], cost.currency)
    )


def _sales(reader: Reader, column: str, first: date, last: date) -> Select[Any]:
    origin = _origin(sale.tenant_id, sale.account_id, sale.id, column)
    return (
        select(origin.c.channel, sale.currency, func.count().label("number"), func.sum(sale.won_amount_minor).label("minor"))
        .select_from(t.copy_opportunity.outerjoin(origin, true()))
        .where(sale.tenant_id == reader.tenant_id, sale.state == "won", sale.close_date.between(first, last), ~sale.archived)
        .group_by(origin.c.channel, sale.currency)
    )


def _payments(reader: Reader, column: str, first: date, last: date) -> Select[Any]:
    origin = _origin(payment.tenant_id, payment.customer_id, None, column)
    return (
        select(origin.c.channel, payment.currency, func.sum(payment.amount_minor).label("minor"))
        .select_from(t.payment.outerjoin(origin, true()))
        .where(payment.tenant_id == reader.tenant_id, payment.pay_date.between(first, last), ~payment.reversed)
        .group_by(origin.c.channel, payment.currency)
    )


def _origin(tenant_id: Any, account_id: Any, opportunity_id: Any, column: str) -> Any:
    """The earliest lead of the customer; of a sale that waits for a customer, the lead that it came of."""
    own = lead.account_id == account_id
    if opportunity_id is not None:
        own = or_(own, and_(account_id.is_(None), lead.opportunity_id == opportunity_id))
    earliest = lead.first_touch_time.asc().nulls_last()
    return (
        select(lead[column].label("channel")).where(lead.tenant_id == tenant_id, own).order_by(earliest, lead.id).limit(1).lateral("origin")
    )


async def _names(reader: Reader, table: Table, ids: Iterable[UUID]) -> dict[UUID, str]:
    rows = await reader.execute(select(table.c.id, table.c.name).where(table.c.tenant_id == reader.tenant_id, table.c.id.in_(list(ids))))
    return {row.id: row.name for row in rows}


def _told(column: str, id: UUID | None, called: str, found: ChannelReturn) -> pb.ChannelReturn:
    row: pb.ChannelReturn = to_message(
        pb.ChannelReturn,
        {**{each: getattr(found, each) for each in _PLAIN}, column: id, "name": called, "cost_per_lead": found.cost_per_lead},
    )
    for name, minor in {"costs": found.cost, "won_amounts": found.won_amount, "collected_amounts": found.collected}.items():
        getattr(row, name).extend(amounts(minor))
    return row


_PLAIN = ("leads", "qualified", "converted", "won", "conversion_rate", "win_rate", "return_on_won", "return_on_collected")
