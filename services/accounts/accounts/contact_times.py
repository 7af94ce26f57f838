"""When a lead or customer is best called: the calls of the log by the hour of the company's day."""

from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, Integer, cast, func, literal_column, select

from accounts import tables as t
from accounts.domain.contact_times import Basis, ContactTime, Hour, best_time, nothing_to_say, says_enough
from accounts.domain.interaction import InteractionType
from chassis.messages import to_message
from chassis.reader import Reader
from chassis.service import query
from crm.accounts.v1 import interactions_pb2 as pb

# Habits change; and the newest calls of many say all that there is to say.
_LOOK_BACK = timedelta(days=365)
_MOST_CALLS = 5000

i, lead = t.interaction.c, t.copy_lead.c


@query
async def report_contact_time(request: pb.ReportContactTimeRequest, reader: Reader) -> pb.ContactTime:
    """Of the calls that the caller may see: those with this lead or customer, else with leads of its source, else all."""
    hours: list[Hour] = []
    for basis, calls in _bases(request, reader):
        hours = await _hours(reader, calls)
        if says_enough(basis, hours):
            return _told(best_time(basis, hours))
    return _told(nothing_to_say(hours))


def _bases(request: pb.ReportContactTimeRequest, reader: Reader) -> Iterator[tuple[Basis, list[ColumnElement[bool]]]]:
    id = UUID(request.subject_id)
    yield Basis.SUBJECT, [i.lead_id == id if request.subject_type == "lead" else i.account_id == id]
    if request.subject_type == "lead":
        mine = (lead.tenant_id == reader.tenant_id, lead.id == id, lead.source_id.is_not(None))
        source = select(lead.source_id).where(*mine).scalar_subquery()
        alike = select(lead.id).where(lead.tenant_id == reader.tenant_id, lead.source_id == source)
        yield Basis.SOURCE, [i.lead_id.in_(alike)]
    yield Basis.VISIBLE, []


async def _hours(reader: Reader, which: list[ColumnElement[bool]]) -> list[Hour]:
    """The newest calls, by the hour."""
    calls = (
        select(i.interaction_time, i.two_way)
        .where(i.tenant_id == reader.tenant_id, i.type == InteractionType.CALL, i.archive_time.is_(None), *which)
        .where(i.interaction_time > reader.now - _LOOK_BACK)
        .order_by(i.interaction_time.desc(), i.id.desc())
        .limit(_MOST_CALLS)
        .subquery()
    )
    zone = str(reader.runtime.clock.zone(reader.tenant_id))
    hour = cast(func.extract("hour", func.timezone(zone, calls.c.interaction_time)), Integer).label("hour")
    statement = select(hour, func.count().label("calls"), func.count().filter(calls.c.two_way).label("answered"))
    rows = await reader.execute(statement.group_by(literal_column("1")).order_by(literal_column("1")))
    return [Hour(row.hour, row.calls, row.answered) for row in rows]


def _told(found: ContactTime) -> pb.ContactTime:
    hours = [to_message(pb.ContactHour, each) for each in found.hours]
    basis = pb.ContactTimeBasis.Value(f"CONTACT_TIME_BASIS_{(found.basis or 'unspecified').upper()}")
    best = to_message(pb.ContactHour, found.best) if found.best else None
    return pb.ContactTime(basis=basis, best=best, calls=found.calls, hours=hours, why=found.why.message)
